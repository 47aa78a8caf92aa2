"""A briefing as PDF: A4, tagged, with bookmarks, the font inside, set by typst from the template beside."""

import io
import json
import logging
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from dashboard.briefings import fonts, pictures
from layouts import theme
from layouts.texts import briefing as words
from layouts.texts import grammar as g
from monitoring.reports.briefing import Block, Briefing, Cell, Figure, Items, MapData, Paragraph, Section, Table

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
        "title": f"{briefing.kind}. {briefing.subject}",
        "author": briefing.issuer or words.SYSTEM,
        "issuer": briefing.issuer,
        "running": f"{briefing.kind}. {briefing.subject}",
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
        "foot": [f"{briefing.basis}.", *filter(None, [briefing.open_to])],
        "link": briefing.version.link,
        "code": briefing.version.code,
        "code_line": words.code_line(briefing.version),
        "qr": code(briefing.version.link) if briefing.version.link else "",
        "page": list(words.PAGE_OF),
        "words": {
            "kind": briefing.kind, "figure": words.FIGURE_WORD, "table": words.TABLE_WORD, "qr": words.QR_NOTE,
            "qr_alt": f"{words.LINK_NOTE}: {briefing.version.link}", "link": words.LINK_NOTE,
            "code": words.CODE,
        },
        "theme": {
            "ink": theme.INK, "grey": theme.GREY, "line": theme.LINE, "listed": theme.LISTED,
            "sequence": list(theme.SEQUENCE), "light_from": theme.LIGHT_TEXT_FROM,
        },
    }  # fmt: skip


def code(link: str) -> str:
    """The QR code of the link as SVG."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=1, dark=theme.INK, xmldecl=False, nl=False)
    return out.getvalue().decode()


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
        "svg": pictures.svg(figure, boundaries).decode(), "width": _share(figure),
        "table": None if figure.table is None else _table(figure.table),
    }  # fmt: skip


def _share(figure: Figure) -> float:
    """Share of the page's width: a map leaves room for its table on the same page."""
    if not isinstance(figure.data, MapData):
        return 1.0
    return 0.92 if figure.data.focus is None else 0.7


def _table(table: Table) -> dict[str, Any]:
    table = table.on_paper()
    return {
        "kind": "table", "title": table.title, "note": table.note, "source": table.source,
        "columns": [{"name": c.name, "numeric": c.numeric, "width": c.width} for c in table.columns],
        "rows": [list(map(_cell, row)) for row in table.rows],
        "foot": [list(map(_cell, row)) for row in table.foot],
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    breaks = any(len(word) > LONG_WORD for text in (cell.text, *cell.lines) for word in text.split())
    return {
        "text": cell.text, "tone": cell.tone, "level": cell.level, "lines": list(cell.lines), "breaks": breaks,
    }  # fmt: skip
