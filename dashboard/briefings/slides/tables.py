"""Tables: how wide their columns and how high their rows are, over how many slides, and the native table itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dashboard.briefings.slides import metrics
from dashboard.briefings.slides.markup import Align, Box, Line, Run, body, emu, named, stroke
from dashboard.briefings.slides.palette import colour
from layouts import theme
from layouts.texts import grammar as g
from monitoring.reports.briefing import Cell, Column, Table

SIZES = (14.0, 13.0, 12.0, 11.0, 10.5, 10.0)
"""Sizes of text, the largest that fits is taken."""
_SMALLER = 1.0
_LEAST = 10.0
_SIDE, _EDGE = 0.06, 0.032
"""Margins within a cell: left and right, above and below."""
_APART = 0.2
"""Left margin of words that follow a column of numbers: both edges meet there."""
_LEADING = 92
_WIDEST = 2.6
"""Of a column as narrow as its words."""
_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""«No style, no grid»: the lines are said in the cells."""
_INKS = {"": theme.INK, "strong": theme.INK, "late": theme.LISTED, "quiet": theme.GREY}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table measured: widths of columns and heights of header, rows and foot in inches at ``size``."""

    table: Table
    size: float
    widths: tuple[float, ...]
    header: float
    rows: tuple[float, ...]
    foot: tuple[float, ...]

    @property
    def height(self) -> float:
        """Height of the whole."""
        return self.header + sum(self.rows) + sum(self.foot)

    def parts(self, room: float, later: float) -> list[range]:
        """Rows slide by slide, each with its header within ``room`` on the first and ``later`` on the others; about as
        full each as the others."""
        tail = sum(self.foot)
        if self.height <= room:
            return [range(len(self.rows))]
        limits = (room - self.header, later - self.header)
        count = len(_split(self.rows, limits, tail))
        low, high = 0.0, max(limits)
        for _ in range(12):
            middle = (low + high) / 2
            less = (min(limits[0], middle), min(limits[1], middle))
            low, high = (low, middle) if len(_split(self.rows, less, tail)) <= count else (middle, high)
        parts = _split(self.rows, (min(limits[0], high), min(limits[1], high)), tail)
        return _evened(self.rows, parts, limits[1], tail)


def _split(rows: Sequence[float], limits: tuple[float, float], tail: float) -> list[range]:
    found: list[range] = []
    start, at = 0, 0.0
    for place, tall in enumerate(rows):
        more = tail if place == len(rows) - 1 else 0.0
        if place > start and at + tall + more > limits[bool(found)]:
            found.append(range(start, place))
            start, at = place, 0.0
        at += tall
    return [*found, range(start, len(rows))]


def _evened(rows: Sequence[float], parts: Sequence[range], limit: float, tail: float) -> list[range]:
    """The parts, each with the last rows of the one before for as long as that stays the fuller: greedy parts leave
    what little remains to the last one, and a row alone on a slide reads as a mistake."""
    edges = [part.start for part in parts] + [len(rows)]
    for place in range(len(parts) - 1, 0, -1):
        own = sum(rows[edges[place] : edges[place + 1]]) + (tail if place == len(parts) - 1 else 0.0)
        before = sum(rows[edges[place - 1] : edges[place]])
        while edges[place] - edges[place - 1] > 1:
            row = rows[edges[place] - 1]
            alone = edges[place + 1] - edges[place] == 1
            if own + row > limit or (own + row > before - row and not alone):
                break
            edges[place], own, before = edges[place] - 1, own + row, before - row
    return [range(*pair) for pair in pairwise(edges)]


def fitted(table: Table, room: float, height: float, later: float = 0.0, most: float = SIZES[0]) -> Fitted:
    """The table for a column of ``room``: at the largest size that fits in ``height``, else at the largest that takes
    the fewest slides of ``later`` each but the first; without ``later`` at the smallest. No size is over ``most``."""
    table = table.on_paper()
    tries = []
    for size in SIZES[SIZES.index(most) :]:
        tries.append(_measured(table, size, room))
        if tries[-1].height <= height:
            return tries[-1]
    if not later:
        return tries[-1]
    return min(tries, key=lambda item: (len(item.parts(height, later)), -item.size))


def divided(fit: Fitted, height: float) -> Fitted:
    """The table with every row that is higher than a slide carried on in a row of its own."""
    limit = height - fit.header - sum(fit.foot)
    if max(fit.rows, default=0.0) <= limit:
        return fit
    inner = _inner(fit.table.columns, fit.widths)
    count = max(int((limit - 2 * _EDGE) / (metrics.height(1, fit.size) * _LEADING / 100)), 1)
    rows: list[tuple[Cell, ...]] = []
    for row, tall in zip(fit.table.rows, fit.rows, strict=True):
        rows += [row] if tall <= limit else _carried(row, inner, fit.size, count)
    return _measured(replace(fit.table, rows=tuple(rows)), fit.size, sum(fit.widths))


def _carried(row: tuple[Cell, ...], inner: Sequence[float], size: float, count: int) -> list[tuple[Cell, ...]]:
    """The row as rows of at most ``count`` lines."""
    said = [
        [(place, text) for place, (whole, points, bold) in enumerate(_texts(cell, size))
         for text in metrics.wrapped(whole, wide, points, bold=bold)]
        for cell, wide in zip(row, inner, strict=True)
    ]  # fmt: skip
    return [
        tuple(_piece(cell, lines[at : at + count]) for cell, lines in zip(row, said, strict=True))
        for at in range(0, max(map(len, said)), count)
    ]


def _piece(cell: Cell, lines: Sequence[tuple[int, str]]) -> Cell:
    """The cell with these lines of it: (place of the text in the cell, line)."""
    texts = {place: " ".join(text for other, text in lines if other == place) for place, _ in lines}
    return replace(cell, text=texts.pop(0, ""), lines=tuple(texts.values()))


def _small(size: float) -> float:
    return max(size - _SMALLER, _LEAST)


def _texts(cell: Cell, size: float) -> list[tuple[str, float, bool]]:
    """Text, size, weight of what a cell says; the first text of a cell carried on may be on a former slide."""
    first = [(cell.text, size, cell.tone in {"strong", "late"})] if cell.text or not cell.lines else []
    return [*first, *((text, _small(size), False) for text in cell.lines)]


def _measured(table: Table, size: float, room: float) -> Fitted:
    rows = (*table.rows, *table.foot)
    widths = _widths(table.columns, rows, size, room)
    inner = _inner(table.columns, widths)
    head = _small(size)

    def tall(row: Sequence[Cell]) -> float:
        return 2 * _EDGE + max(
            sum(
                metrics.height(metrics.lines(text, wide, points, bold=bold), points) * _LEADING / 100
                for text, points, bold in _texts(cell, size)
            )
            for cell, wide in zip(row, inner, strict=True)
        )

    header = 2 * _EDGE + max(
        metrics.height(metrics.lines(column.name, wide, head), head) * _LEADING / 100
        for column, wide in zip(table.columns, inner, strict=True)
    )
    heights = tuple(map(tall, rows))
    edge = len(table.rows)
    return Fitted(table, size, tuple(widths), header, heights[:edge], heights[edge:])


def _left(columns: Sequence[Column], place: int) -> float:
    """Left margin in the cells of a column."""
    return _APART if place and columns[place - 1].numeric and not columns[place].numeric else _SIDE


def _inner(columns: Sequence[Column], widths: Sequence[float]) -> list[float]:
    """Room for words in the cells of each column."""
    return [wide - _SIDE - _left(columns, place) for place, wide in enumerate(widths)]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], size: float, room: float) -> list[float]:
    """Narrow columns take what their words need, the others share the rest; none is wider than it can fill."""
    narrow, least, most = [], [], []
    for place, column in enumerate(columns):
        said = [text for row in rows for text in _texts(row[place], size)]
        whole = max((metrics.width(text, points, bold=bold) for text, points, bold in said), default=0.0)
        word = max((metrics.longest_word(text, points, bold=bold) for text, points, bold in said), default=0.0)
        # The unit stays with what it measures.
        head = metrics.longest_word(column.name.replace(", %", f",{g.NBSP}%"), _small(size))
        narrow.append(not column.width)
        sides = _SIDE + _left(columns, place)
        least.append(max(head, min(word, _WIDEST), min(whole, _WIDEST) if not column.width else 0.0) + sides)
        most.append(max(head, whole) + sides)
    free = room - sum(wide for wide, fixed in zip(least, narrow, strict=True) if fixed)
    weights = [column.width for column in columns]
    found = list(least)
    sharing = [place for place, fixed in enumerate(narrow) if not fixed]
    while sharing:
        total = sum(weights[place] for place in sharing)
        given = {place: free * weights[place] / total for place in sharing}
        bound = next((p for p in sharing if given[p] < least[p]), None)
        bound = next((p for p in sharing if given[p] > most[p]), None) if bound is None else bound
        if bound is None:
            for place in sharing:
                found[place] = given[place]
            break
        found[bound] = min(max(given[bound], least[bound]), most[bound])
        free -= found[bound]
        sharing.remove(bound)
    spare = room - sum(found)
    if spare < 0:
        return [wide * room / sum(found) for wide in found]
    return [wide + spare / len(found) for wide in found]


def graphic(
    number: int, name: str, alt: str, fit: Fitted, part: range, place: tuple[float, float], *, last: bool
) -> str:
    """The native table with the rows of ``part``; ``last`` brings the foot."""
    foot = fit.table.foot if last else ()
    tall = fit.header + sum(fit.rows[row] for row in part) + (sum(fit.foot) if last else 0.0)
    box = Box(*place, sum(fit.widths), tall)
    grid = "".join(f'<a:gridCol w="{emu(wide)}"/>' for wide in fit.widths)
    flags = 'firstRow="1"' + (' lastRow="1"' if foot else "")
    rows = [_header(fit)]
    for row in part:
        edge = theme.INK if foot and row == part[-1] else theme.LINE
        rows.append(_row(fit, fit.table.rows[row], fit.rows[row], edge))
    rows += [_row(fit, row, high, theme.LINE) for row, high in zip(foot, fit.foot, strict=False)]
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{named(number, name, alt)}<p:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{box.xml("p:xfrm")}'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f"<a:tblPr {flags}><a:tableStyleId>{_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>"
        f"{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _header(fit: Fitted) -> str:
    cells = "".join(
        _tc(
            [Line((Run(column.name, _small(fit.size), False, theme.GREY),), "r" if column.numeric else "l")],
            theme.INK,
            "b",
            left=_left(fit.table.columns, place),
        )
        for place, column in enumerate(fit.table.columns)
    )
    return f'<a:tr h="{emu(fit.header)}">{cells}</a:tr>'


def _row(fit: Fitted, row: Sequence[Cell], height: float, edge: str) -> str:
    columns = fit.table.columns
    cells = "".join(
        _cell(cell, columns[place].numeric, fit.size, edge, _left(columns, place)) for place, cell in enumerate(row)
    )
    return f'<a:tr h="{emu(height)}">{cells}</a:tr>'


def _cell(cell: Cell, numeric: bool, size: float, edge: str, left: float) -> str:
    fill = "" if cell.level is None else theme.SEQUENCE[cell.level]
    dark = cell.level is not None and cell.level >= theme.LIGHT_TEXT_FROM
    align: Align = "r" if numeric else "l"
    inks = [_INKS[cell.tone]] * bool(cell.text) + [theme.GREY] * len(cell.lines)
    lines = [
        Line((Run(text, points, bold, theme.GROUND if dark else ink),), align)
        for (text, points, bold), ink in zip(_texts(cell, size), inks or [theme.INK], strict=True)
    ]
    return _tc(lines, edge, "t", fill, left=left)


def _tc(lines: Sequence[Line], edge: str, anchor: str, fill: str = "", *, left: float = _SIDE) -> str:
    under = stroke(edge, 1.0 if edge == theme.INK else 0.5).replace("a:ln ", "a:lnB ").replace("/a:ln>", "/a:lnB>")
    ground = f"<a:solidFill>{colour(fill)}</a:solidFill>" if fill else "<a:noFill/>"
    words = body(lines, leading=_LEADING, tag="a:txBody")
    side, above = emu(_SIDE), emu(_EDGE)
    return (
        f'<a:tc>{words}<a:tcPr marL="{emu(left)}" marR="{side}" marT="{above}" marB="{above}" anchor="{anchor}">'
        f"{under}{ground}</a:tcPr></a:tc>"
    )
