"""Page «На контроле»: what is overdue, what changed, what schools of the list lack, whom the reader watches."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts.attention_blocks import Block, Cell, blocks
from layouts.attributes import aria
from layouts.components import tables
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.sections import block, page_head, section, source_line, twin
from layouts.links import href, link
from layouts.texts import attention as words
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from monitoring.reports.attention import Attention
from monitoring.reports.publication import Publication, Selection

MOST, MOST_OF_CITY = 100, 25
"""Rows of a table of the page; of the city's, where a table by district tells the rest."""


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(
    found: Attention, publication: Publication, selection: Selection, writable: frozenset[str] = frozenset()
) -> html.Div:
    """The page with its data; ``writable``: kinds of a school's records that the viewer may write."""
    said = blocks(found, selection, writable, MOST_OF_CITY if found.whose == "city" else MOST)
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    return html.Div(
        [
            page_head(crumbs, words.headline(found), words.lead(found, selection.method.title)),
            strip(_figures(found)),
            *_sections(said),
            _clear(said),
            source_line(city_words.source(publication, selection)),
        ],
        className="attention-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data; it has no controls."""
    return html.Div([block(90), block(86), block(500)], className="skeleton", **aria(hidden="true"))


def attention_line(overdue: int | None, selection: Selection) -> html.P | None:
    """The way to the page, with how many terms are past; nothing where the viewer is told nothing (None)."""
    if overdue is None:
        return None
    name = "attention-line overdue" if overdue else "attention-line"
    return html.P(link(words.line(overdue), href("/attention", selection)), className=name)


def _figures(found: Attention) -> list[KeyFigure]:
    whole = found.plan.whole
    of_plan = [
        KeyFigure(words.TASKS, g.number(whole.total)),
        KeyFigure(words.DONE, g.percent(100 * whole.done / whole.total if whole.total else None)),
    ]
    overdue = KeyFigure(words.OVERDUE, g.number(found.overdue))
    if found.whose == "plan":
        return [overdue, *of_plan]
    figures = [overdue, KeyFigure(words.SOON_DUE, g.number(found.those("due-soon")))]
    if found.whose == "operator":
        return [*figures, *of_plan]
    figures += [
        KeyFigure(words.AWAITING, g.number(len(found.awaiting))),
        KeyFigure(words.NO_REVIEW, g.number(len(found.unreviewed)) if found.quarter else g.NO_VALUE),
    ]
    if found.needs is not None and found.whose != "school":
        lacking, listed = len(found.needs.lacking), found.needs.listed
        figures.append(KeyFigure(words.LACKING, g.number(lacking), f"из {g.number(listed)}"))
    return figures


def _sections(said: Sequence[Block]) -> list[Any]:
    """One section a block with rows; a closed block stands inside the section before it."""
    parts: list[Any] = []
    for item in said:
        if not item.rows:
            continue
        table = tables.scrolled(_table(item), item.title)
        if item.closed and parts:
            parts[-1].children.append(twin(item.title, _table(item)))
            continue
        more = html.P(item.more, className="note") if item.more else None
        parts.append(section(item.title, table, *([more] if more else []), note=item.note, class_name="attention"))
    return parts


def _clear(said: Sequence[Block]) -> html.Section | None:
    good = [item.nothing for item in said if not item.rows and item.nothing]
    if not good:
        return None
    entries = [html.Li(f"{g.capital(text)}.") for text in good]
    return section(words.CLEAR_TITLE, html.Ul(entries, className="plain-list"))


def _table(item: Block) -> html.Table:
    columns = [
        tables.Column(head, index in item.numeric, class_name="state" if index in item.narrow else "")
        for index, head in enumerate(item.heads)
    ]
    return tables.table(
        columns, [list(map(_cell, row)) for row in item.rows], caption=item.title, class_name="plan-table"
    )


def _cell(cell: Cell) -> tables.Cell:
    tone = {"late": "overdue", "quiet": "quiet", "": ""}[cell.tone]
    return tables.Cell(link(cell.text, cell.address) if cell.address else cell.text, class_name=tone)
