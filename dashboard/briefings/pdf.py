"""A briefing as PDF: A4, tagged, with bookmarks, the font inside, set by typst from the template beside."""

import json
import logging
import re
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dashboard.briefings import fonts, parts, pictures
from dashboard.briefings.parts import code
from layouts import theme
from layouts.texts import briefing as words
from layouts.texts import grammar as g
from monitoring.reports.briefing import Block, Briefing, Cell, Figure, Items, Paragraph, Section, Table

log = logging.getLogger(__name__)
TEMPLATE = Path(__file__).with_name("briefing.typ")
ACCESSIBLE = "ua-1"
"""PDF/UA-1: what typst checks while it writes."""
LONG_WORD = 14
"""Letters of a word that may be broken in a cell: shorter ones fit."""


def pdf(briefing: Briefing, boundaries: Path | None) -> bytes:
    """The file. The same briefing gives the same bytes: the only moment in it is the stated day."""
    data = json.dumps(_data(briefing, boundaries), ensure_ascii=False)
    try:
        return _set(data, briefing, [ACCESSIBLE])
    except typst.TypstError as error:
        # A briefing that is not accessible is better than none; tests see to it that it does not come to this.
        log.warning("справка не по PDF/UA-1: %s", error)
        return _set(data, briefing, [])


def pages(briefing: Briefing, boundaries: Path | None, *, dots: float = 96) -> list[bytes]:
    """The pages as PNG, ``dots`` per inch: to be looked at."""
    made: Any = typst.compile(
        TEMPLATE.read_bytes(), font_paths=_fonts(), ignore_system_fonts=True, format="png", ppi=dots,
        sys_inputs={"data": json.dumps(_data(briefing, boundaries), ensure_ascii=False)},
    )  # fmt: skip
    return made if isinstance(made, list) else [made]


def _set(data: str, briefing: Briefing, standards: list[Any]) -> bytes:
    moment = datetime.combine(briefing.day, time(), UTC)
    return typst.compile(
        TEMPLATE.read_bytes(), font_paths=_fonts(), ignore_system_fonts=True, format="pdf", timestamp=moment,
        pdf_standards=standards, sys_inputs={"data": data},
    )  # fmt: skip


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])


def _data(briefing: Briefing, boundaries: Path | None) -> dict[str, Any]:
    """What the template is given; the names are those that it uses."""
    day = briefing.day
    return {
        "title": parts.title(briefing),
        "author": parts.author(briefing),
        "issuer": briefing.issuer,
        "running": parts.title(briefing),
        "subject": briefing.subject,
        "place": briefing.place,
        "day": [day.year, day.month, day.day],
        "day_words": g.day(day),
        "finding": briefing.finding,
        "lead": briefing.lead,
        "figures": [
            {"label": item.label, "text": item.text, "beside": item.beside, "note": item.note}
            for item in briefing.figures
        ],
        "sections": [_section(section, boundaries) for section in briefing.sections],
        "synthetic": briefing.synthetic,
        "version": briefing.version.words,
        "foot": parts.foot(briefing),
        "link": briefing.version.link,
        "code": briefing.version.code,
        "qr": code(briefing.version.link).decode() if briefing.version.link else "",
        "page": list(words.PAGE_OF),
        "words": {
            "kind": briefing.kind, "figure": words.FIGURE_WORD, "table": words.TABLE_WORD, "qr": words.QR_NOTE,
            "qr_alt": f"{words.LINK_NOTE}: {briefing.version.link}", "link": words.LINK_NOTE,
            "code": words.CODE,
        },
        "theme": {
            "ink": theme.INK, "grey": theme.GREY, "line": theme.LINE, "listed": theme.LISTED,
            "sequence": list(theme.SEQUENCE), "light_from": theme.LIGHT_TEXT_FROM,
            "notice_ground": theme.NOTICE_GROUND, "notice_ink": theme.NOTICE_INK,
        },
    }  # fmt: skip


def _section(section: Section, boundaries: Path | None) -> dict[str, Any]:
    blocks = [_block(block, boundaries) for block in section.blocks]
    return {"title": section.title, "finding": section.finding, "blocks": blocks}


def _block(block: Block, boundaries: Path | None) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text, "tone": block.tone}
    if isinstance(block, Items):
        return {"kind": "items", "items": list(block.items), "ordered": block.ordered}
    return _table(block) if isinstance(block, Table) else _figure(block, boundaries)


def _figure(figure: Figure, boundaries: Path | None) -> dict[str, Any]:
    return {
        "kind": "figure", "title": figure.title, "alt": figure.alt, "note": figure.note, "source": figure.source,
        "svg": pictures.svg(figure, boundaries).decode(), "width": parts.share(figure),
        "table": None if figure.table is None else _table(figure.table),
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    table = table.on_paper()
    return {
        "kind": "table", "title": table.title, "note": table.note, "source": table.source,
        "columns": [{"name": c.name, "numeric": c.numeric, "width": c.width} for c in table.columns],
        "rows": [list(map(_cell, row)) for row in table.rows],
        "foot": [list(map(_cell, row)) for row in table.foot],
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": _runs(cell.text), "tone": cell.tone, "level": cell.level, "lines": list(map(_runs, cell.lines)),
    }  # fmt: skip


def _runs(text: str) -> list[dict[str, Any]]:
    """The text in pieces, those of long words apart."""
    pieces = re.split(rf"(\S{{{LONG_WORD + 1},}})", text)
    return [{"text": piece, "breaks": bool(place % 2)} for place, piece in enumerate(pieces) if piece or not text]
