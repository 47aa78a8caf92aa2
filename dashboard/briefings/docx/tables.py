"""Tables of the document: columns as wide as on paper, heads that repeat, rows that stay whole."""

from dataclasses import dataclass
from math import ceil

from dashboard.briefings import fonts
from dashboard.briefings.docx import styles
from dashboard.briefings.docx.xml import (
    RULE,
    STRONG,
    Element,
    edge,
    edges,
    el,
    hexadecimal,
    line_break,
    paragraph,
    run,
    tab,
)
from layouts import theme
from monitoring.reports.briefing import Cell, Column, KeyFigure, Table

TEXT_WIDTH = 9638
"""Of A4 less its margins (170 mm), twentieths of a point."""
_POINT = 20
_PADDING = 8.0
"""Points beside the words of a cell, some to spare for another renderer."""
_TEXT, _SMALL, _HEAD = 8.0, 7.0, 7.5
_LONGEST = 100.0
"""Points that the longest word of a column may ask for; a longer one is broken."""
_WHOLE, _TOGETHER = 12, 2
"""Lines of a table that is not parted; rows that a longer one begins and ends with together, the last of them with the
source: a row alone on a page reads as a mistake."""
_MOST = 0.62
"""Share of the width that columns without a width of their own may take from the others."""


def table(item: Table) -> Element:
    """The table; its title and note stand before it."""
    shown = item.on_paper()
    widths = column_widths(shown)
    made = _empty(widths, item.title)
    made.append(_row([_head(column, width) for column, width in zip(shown.columns, widths, strict=True)], head=True))
    rows = (*shown.rows, *shown.foot)
    whole = sum(_lines(row, widths) for row in rows) <= _WHOLE
    for number, row in enumerate(rows):
        total = number == len(shown.rows)
        keep = whole or number < _TOGETHER - 1 or number >= len(rows) - _TOGETHER
        made.append(
            _row(
                [
                    _cell(cell, column, width, total=total, keep=keep)
                    for cell, column, width in zip(row, shown.columns, widths, strict=True)
                ]
            )
        )
    return made


def column_widths(item: Table) -> list[int]:
    """Widths in twentieths of a point, together at most the width of the text.

    A column without a width is as wide as its words, its heading on one line where there is room; the others share
    what is left. Where they would get too little, no column is wider than its longest word asks for.
    """
    rows = (*item.rows, *item.foot)
    needs = [_need(column, [row[place] for row in rows]) for place, column in enumerate(item.columns)]
    width, shares = TEXT_WIDTH / _POINT, [column.width for column in item.columns]
    kept = min(sum(need.whole for need, share in zip(needs, shares, strict=True) if share), (1 - _MOST) * width)
    found = [0.0 if share else need.whole for need, share in zip(needs, shares, strict=True)]
    if sum(found) > width - kept:
        found = [0.0 if share else need.least for need, share in zip(needs, shares, strict=True)]
    wished = [
        0.0 if share else max(0.0, need.heading - own) for need, share, own in zip(needs, shares, found, strict=True)
    ]
    spare = width - kept - sum(found)
    if spare > 0 and any(wished):
        given = min(1.0, spare / sum(wished))
        found = [own + given * wish for own, wish in zip(found, wished, strict=True)]
    left = width - sum(found)
    parts = iter(_shared(left, [(share, need.least) for share, need in zip(shares, needs, strict=True) if share]))
    found = [next(parts) if share else own for own, share in zip(found, shares, strict=True)]
    scale = min(1.0, width / sum(found))
    return [int(_POINT * scale * value) for value in found]


def _shared(whole: float, asked: list[tuple[float, float]]) -> list[float]:
    """Parts of ``whole`` by shares, each at least as wide as asked (share, points): a word that is broken in the
    middle without a hyphen is worse than a narrower neighbour."""
    held: dict[int, float] = {}
    while True:
        free = {place: share for place, (share, _) in enumerate(asked) if place not in held}
        unit = (whole - sum(held.values())) / (sum(free.values()) or 1.0)
        short = [place for place, share in free.items() if share * unit < asked[place][1]]
        if not short:
            return [held.get(place, share * unit) for place, (share, _) in enumerate(asked)]
        held |= {place: asked[place][1] for place in short}


@dataclass(frozen=True, slots=True)
class _Need:
    """Points that a column asks for: ``least`` with its words broken into lines, ``whole`` with its cells on one line,
    ``heading`` with its heading on one line too."""

    least: float
    whole: float
    heading: float


def _need(column: Column, cells: list[Cell]) -> _Need:
    texts = [(text, size, cell.tone == "strong") for cell in cells for text, size in _texts(cell)]
    whole = max((_measured(*item) for item in texts), default=0.0)
    word = max((_measured(part, size, bold) for text, size, bold in texts for part in text.split(" ")), default=0.0)
    longest = max(_measured(part, _HEAD, False) for part in column.name.split(" "))
    heading = _measured(column.name, _HEAD, False)
    return _Need(*(_PADDING + max(own, longest) for own in (min(word, _LONGEST), whole, heading)))


def _texts(cell: Cell) -> list[tuple[str, float]]:
    return [(cell.text, _TEXT), *((line, _SMALL) for line in cell.lines)]


def _lines(row: tuple[Cell, ...], widths: list[int]) -> int:
    """Lines that the row takes, about."""
    rooms = [width / _POINT - _PADDING for width in widths]
    return max(
        sum(ceil(_measured(text, size, False) / room) or 1 for text, size in _texts(cell))
        for cell, room in zip(row, rooms, strict=True)
    )


def _measured(text: str, size: float, bold: bool) -> float:
    return fonts.width(text, size, 700 if bold else 400)


def _empty(widths: list[int], title: str, *, style: str = styles.TABLE, borders: Element | None = None) -> Element:
    properties = el(
        "tblPr", el("tblStyle", val=style) if style else None, el("tblW", w=sum(widths), type="dxa"), borders,
        el("tblLayout", type="fixed"), None if style else _no_margins(),
        el("tblLook", val="0420", firstRow=1, noVBand=1),
        el("tblCaption", val=title) if title else None,
    )  # fmt: skip
    return el("tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)))


def _no_margins() -> Element:
    return el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=120, type="dxa"))


def _row(cells: list[Element], *, head: bool = False) -> Element:
    return el("tr", el("trPr", el("cantSplit"), el("tblHeader") if head else None), *cells)


def _properties(width: int, *more: Element | None) -> Element:
    return el("tcPr", el("tcW", w=width, type="dxa"), *more)


def _head(column: Column, width: int) -> Element:
    align = "right" if column.numeric else ""
    return el(
        "tc", _properties(width, el("vAlign", val="bottom")), paragraph("TableHead", run(column.name), align=align)
    )


def _cell(cell: Cell, column: Column, width: int, *, total: bool, keep: bool) -> Element:
    shade, colour = None, {"late": theme.LISTED, "quiet": theme.GREY}.get(cell.tone, "")
    if cell.level is not None:
        shade = el("shd", val="clear", color="auto", fill=hexadecimal(theme.SEQUENCE[cell.level]))
        if cell.level >= theme.LIGHT_TEXT_FROM:
            colour = theme.GROUND
    border = el("tcBorders", edge("top", STRONG)) if total else None
    runs = [run(cell.text, bold=cell.tone in {"strong", "late"} or None, colour=colour)]
    for line in cell.lines:
        runs += [line_break(), run(line, colour=theme.GREY, size=_SMALL)]
    return el(
        "tc", _properties(width, border, shade),
        paragraph("TableText", *runs, keep=keep, align="right" if column.numeric else ""),
    )  # fmt: skip


def key_figures(items: tuple[KeyFigure, ...]) -> Element:
    """The large figures beside each other."""
    width = TEXT_WIDTH // len(items)
    made = _empty([width] * len(items), "", style="", borders=edges(insideH=None, insideV=None))
    cells = []
    for item in items:
        value = [run(item.text)]
        if item.beside:
            value += [run(f" {item.beside}", bold=False, colour=theme.GREY, size=8.5)]
        said = [
            paragraph("FigureLabel", run(item.label)), paragraph("FigureValue", *value),
            paragraph("FigureNote", run(item.note)),
        ]  # fmt: skip
        cells.append(el("tc", _properties(width, el("tcBorders", edge("top", (1.5, theme.INK)))), *said))
    made.append(_row(cells))
    return made


def head(left: list[Element], right: list[Element]) -> Element:
    """The head: words on the left, the code of the page beside them, a rule below."""
    beside = 1500 if right else 0
    widths = [TEXT_WIDTH - beside, beside] if right else [TEXT_WIDTH]
    made = _empty(widths, "", style="", borders=edges(bottom=(0.75, theme.INK)))
    cells = [el("tc", _properties(widths[0]), *left)]
    if right:
        cells.append(el("tc", _properties(widths[1]), *right))
    made.append(_row(cells))
    return made


def tabbed(style: str, left: list[Element], right: list[Element], *, ruled: bool = False) -> Element:
    """A paragraph with words at both its ends; ``ruled``: under a line."""
    made = paragraph(style, *left, tab(), *right)
    if ruled:
        made.pPr.append(el("pBdr", edge("top", RULE, space=4)))
    made.pPr.append(el("tabs", el("tab", val="clear", pos=4320), el("tab", val="right", pos=TEXT_WIDTH)))
    return made
