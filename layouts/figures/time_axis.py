"""One axis of time of a school: the share of low results above, what was done in lanes beneath.

A school year is a column; the latest two are wider, since most of what is done stands there. Events of a lane are laid
out in rows so that no two overlap with their words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any, Literal

from layouts import theme
from layouts.figures import time_lines as lines
from layouts.figures.graph import layout
from layouts.figures.time_scale import Paper, Scale, first_day, school_year
from layouts.texts import grammar as g
from layouts.texts import time_axis as words

Side = Literal["in", "right", "left", "none"]
Look = Literal["listed", "left", "partner", "done", "open", "overdue", "green", "amber", "red", "said"]

SCREEN = Paper(wide=1180)
"""The page: its frame scrolls where the screen is narrower."""
_LETTER = 6.1
"""Mean width of a letter at the size of labels, px."""
_YEAR = 48
"""Width of the words of a school year, px."""

_BARS = {
    "listed": "#e9c3bc",
    "partner": "#b9d8d5",
    "done": theme.SEQUENCE[1],
    "open": theme.SEQUENCE[2],
    "overdue": "#e9c3bc",
}
_MARKS: dict[str, tuple[str, str]] = {
    "left": (theme.LEFT_SYMBOL, theme.LEFT),
    "listed": (theme.LISTED_SYMBOL, theme.LISTED),
    "partner": ("circle-open", theme.PARTNER),
    "done": ("circle", theme.LEFT),
    "open": ("circle-open", theme.GREY),
    "overdue": (theme.LISTED_SYMBOL, theme.LISTED),
    "green": ("circle", theme.PARTNER),
    "amber": (theme.NEAR_SYMBOL, theme.NEAR),
    "red": (theme.LISTED_SYMBOL, theme.LISTED),
    "said": ("square", theme.GREY),
}


@dataclass(frozen=True, slots=True)
class TimeEvent:
    """What happened on a day, or from one day to another. ``label`` stands beside it, ``text`` says it in full."""

    lane: str
    starts_on: date
    label: str
    text: str
    look: Look
    ends_on: date | None = None
    lasts: bool = False
    """Whether it is a bar: to ``ends_on``, or to the end of the axis where that is None."""


@dataclass(frozen=True, slots=True)
class ShareOfYear:
    """The share of low results of a school year, percent. ``joined`` to the one before: no break lies between."""

    year: int
    share: float
    text: str
    joined: bool


def scale_of(events: Sequence[TimeEvent], shares: Sequence[ShareOfYear], today: date) -> Scale:
    """From the first year that anything is known of to a month after today, further for terms that run on."""
    starts = [school_year(item.starts_on) for item in events] + [item.year for item in shares]
    ends = [item.ends_on for item in events if item.ends_on]
    far = max([today + timedelta(days=31), *ends])
    last = min(far, first_day(school_year(today) + 1) - timedelta(days=1))
    return Scale(min([*starts, school_year(today)]), school_year(today), last)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The axis on a paper: the figure, its height in px, how many events have no room for their words."""

    figure: dict[str, Any]
    height: int
    wordless: int


def time_axis(
    events: Sequence[TimeEvent], shares: Sequence[ShareOfYear], today: date, paper: Paper = SCREEN
) -> dict[str, Any]:
    """The figure of ``drawn``."""
    return drawn(events, shares, today, paper).figure


def drawn(events: Sequence[TimeEvent], shares: Sequence[ShareOfYear], today: date, paper: Paper = SCREEN) -> Drawn:
    """Lays the axis out; lanes stand in the order in which ``events`` name them first."""
    scale = scale_of(events, shares, today)
    laid = _laid(events, scale, paper, share=bool(shares))
    data: list[dict[str, Any]] = []
    tops: dict[str, float] = {}
    at = 0.0
    for lane, rows in laid.items():
        tops[lane] = at
        data += _lane(rows, at, scale, paper)
        at += paper.row * _rows(rows) + paper.gap
    if shares:
        data.append(_share(shares, scale))
    return Drawn(
        {"data": data, "layout": _layout(laid, tops, shares, scale, today, paper)},
        paper.frame(share=bool(shares)) + _lanes_height(laid, paper),
        sum(item.side == "none" for rows in laid.values() for item in rows),
    )


@dataclass(frozen=True, slots=True)
class _Laid:
    event: TimeEvent
    row: int
    left: float
    right: float
    side: Side
    """Where its words stand."""


def _unit(scale: Scale, paper: Paper) -> float:
    """Pixels of one unit of the axis."""
    return (paper.wide - paper.left - paper.right) / scale.end


def _laid(
    events: Sequence[TimeEvent], scale: Scale, paper: Paper = SCREEN, *, share: bool = True
) -> dict[str, list[_Laid]]:
    """The lanes with the places of their events, in as many rows as the height of the paper has room for."""
    extents = [(event, *_extent(event, scale, paper)) for event in sorted(events, key=lambda item: item.starts_on)]
    names = list(dict.fromkeys(event.lane for event in events))
    for most in range(paper.rows, 0, -1):
        found = _in_rows(names, extents, most)
        if not paper.high or paper.frame(share=share) + _lanes_height(found, paper) <= paper.high:
            break
    return found


def _in_rows(
    names: Sequence[str], extents: Sequence[tuple[TimeEvent, float, float, Side]], most: int
) -> dict[str, list[_Laid]]:
    lanes: dict[str, list[_Laid]] = {name: [] for name in names}
    ends_of: dict[str, list[float]] = {name: [] for name in names}
    for event, left, right, side in extents:
        ends = ends_of[event.lane]
        row = next((index for index, end in enumerate(ends) if end <= left), len(ends))
        if row >= most:
            row, side = ends.index(min(ends)), "none"
        elif row == len(ends):
            ends.append(right)
        else:
            ends[row] = right
        lanes[event.lane].append(_Laid(event, row, left, right, side))
    return lanes


def _extent(event: TimeEvent, scale: Scale, paper: Paper) -> tuple[float, float, Side]:
    """Left and right end with the words, in px from the axis' beginning, and where the words stand."""
    unit = _unit(scale, paper)
    start = scale.place(event.starts_on) * unit
    stop = _stop(event, scale) * unit if event.lasts else start
    words_wide = len(event.label) * _LETTER + 14
    if event.lasts and stop - start >= words_wide:
        return start, stop + 4, "in"
    reach = (stop if event.lasts else start + 6) + words_wide
    if reach <= scale.end * unit:
        return start - 7, reach + 4, "right"
    return start - words_wide - 6, stop + 8, "left"


def _stop(event: TimeEvent, scale: Scale) -> float:
    return scale.end if event.ends_on is None else scale.place(event.ends_on + timedelta(days=1))


def _rows(rows: Sequence[_Laid]) -> int:
    return 1 + max(item.row for item in rows)


def _lanes_height(laid: dict[str, list[_Laid]], paper: Paper) -> int:
    return sum(paper.row * _rows(rows) + paper.gap for rows in laid.values())


def _lane(rows: Sequence[_Laid], top: float, scale: Scale, paper: Paper) -> list[dict[str, Any]]:
    """Bars, then marks, then the words: at most three traces a lane."""
    bars = [item for item in rows if item.event.lasts]
    marks = [item for item in rows if not item.event.lasts]
    told = [item for item in rows if item.side != "none"]

    def height_of(item: _Laid) -> float:
        return top + paper.row * item.row + paper.row / 2

    traces: list[dict[str, Any]] = []
    if bars:
        starts = [scale.place(item.event.starts_on) for item in bars]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "base": starts,
                "x": [max(_stop(item.event, scale) - start, 0.03) for item, start in zip(bars, starts, strict=True)],
                "y": [height_of(item) for item in bars],
                "width": paper.row - 5,
                "marker": {"color": [_BARS.get(item.event.look, theme.LINE) for item in bars], "line": {"width": 0}},
                "hoverinfo": "text",
                "hovertext": [_hover(item.event) for item in bars],
            }
        )
    if marks:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [scale.place(item.event.starts_on) for item in marks],
                "y": [height_of(item) for item in marks],
                "marker": {
                    "symbol": [_MARKS[item.event.look][0] for item in marks],
                    "color": [_MARKS[item.event.look][1] for item in marks],
                    "size": 9,
                    "line": {"width": 1.5, "color": [_MARKS[item.event.look][1] for item in marks]},
                },
                "hoverinfo": "text",
                "hovertext": [_hover(item.event) for item in marks],
                "cliponaxis": False,
            }
        )
    if told:
        traces.append(_words(told, [height_of(item) for item in told], scale, paper))
    return traces


def _words(told: Sequence[_Laid], heights: Sequence[float], scale: Scale, paper: Paper) -> dict[str, Any]:
    unit = _unit(scale, paper)
    places = []
    for item in told:
        start = scale.place(item.event.starts_on)
        stop = _stop(item.event, scale) if item.event.lasts else start + 6 / unit
        gap = (2 if item.event.lasts else 6) / unit
        places.append({"in": start, "right": stop, "left": start - (0 if item.event.lasts else gap)}[item.side])
    return {
        "type": "scatter",
        "mode": "text",
        "x": places,
        "y": list(heights),
        # The space keeps the outline of the words off their mark.
        "text": [f"{g.NBSP}{item.event.label}{g.NBSP}" for item in told],
        "textposition": ["middle left" if item.side == "left" else "middle right" for item in told],
        "textfont": {
            "size": theme.SMALL,
            "color": [theme.LISTED if item.event.look in {"overdue", "red"} else theme.INK for item in told],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _hover(event: TimeEvent) -> str:
    return f"<b>{event.lane}</b><br>{words.when(event.starts_on, event.ends_on, event.lasts)}<br>{event.text}"


def _share(shares: Sequence[ShareOfYear], scale: Scale) -> dict[str, Any]:
    """The line of shares; a result stands at the April of its year, when ВПР are held."""
    x: list[float | None] = []
    y: list[float | None] = []
    text: list[str] = []
    hover: list[str] = []
    for item in shares:
        if x and not item.joined:
            x, y, text, hover = [*x, None], [*y, None], [*text, ""], [*hover, ""]
        x.append(scale.place(date(item.year, 4, 15)))
        y.append(round(item.share, 2))
        text.append(g.percent(item.share))
        hover.append(item.text)
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": x,
        "y": y,
        "yaxis": "y2",
        "text": text,
        "textposition": "top center",
        "textfont": {"size": theme.SMALL, "color": theme.INK},
        "line": {"color": theme.INK, "width": 2},
        "marker": {"size": 7, "color": theme.INK},
        "hoverinfo": "text",
        "hovertext": hover,
        "cliponaxis": False,
    }


def _layout(
    laid: dict[str, list[_Laid]],
    tops: dict[str, float],
    shares: Sequence[ShareOfYear],
    scale: Scale,
    today: date,
    paper: Paper,
) -> dict[str, Any]:
    lanes = _lanes_height(laid, paper)
    whole = lanes + (paper.panel if shares else 0)
    split = lanes / whole if whole else 1.0
    years = range(scale.first, scale.last + 1)
    middles = [scale.start(year) + min(scale.width(year), scale.end - scale.start(year)) / 2 for year in years]
    axis = {"fixedrange": True, "zeroline": False, "showgrid": False, "tickmode": "array"}
    centres = [tops[lane] + paper.row * _rows(rows) / 2 for lane, rows in laid.items()]
    top_share = max((item.share for item in shares), default=10.0)
    return layout(
        margin={"l": paper.left, "r": paper.right, "t": paper.top, "b": paper.bottom},
        hovermode="closest",
        dragmode=False,
        barmode="overlay",
        xaxis=axis
        | {
            "range": [0, scale.end],
            "tickvals": middles,
            "ticktext": [_tick(year, scale, paper) for year in years],
            "anchor": "y",
            "ticks": "",
            "tickfont": {"size": theme.SMALL, "color": theme.INK},
        },
        yaxis=axis
        | {
            "range": [lanes, -paper.gap / 2],
            "domain": [0, split],
            "tickvals": centres,
            "ticktext": list(laid),
            "tickfont": {"size": theme.SMALL, "color": theme.INK},
            "ticklabelstandoff": 8,
        },
        yaxis2=axis
        | {
            "range": [0, max(top_share * 1.35, 10.0)],
            "domain": [min(split + 0.02, 1.0) if shares else 1.0, 1],
            "tickvals": [0],
            "ticktext": [f"{words.SHARE}  0"],
            "tickfont": {"size": theme.SMALL, "color": theme.INK},
            "visible": bool(shares),
            "anchor": "x",
        },
        shapes=[
            *lines.year_lines(scale),
            *lines.month_lines(scale),
            *lines.lane_lines(tops, paper.gap),
            lines.today_line(scale, today),
        ],
        annotations=[lines.today_note(scale, today)],
    )


def _tick(year: int, scale: Scale, paper: Paper) -> str:
    """The year; of narrow columns one in so many as its words need, counted back from the wide ones."""
    if scale.width(year) > 1:
        return f"<b>{g.year(year)}</b>"
    each = ceil(_YEAR / _unit(scale, paper))
    newest = max((other for other in range(scale.first, scale.last + 1) if scale.width(other) == 1.0), default=year)
    return "" if (newest - year) % each else g.year(year)
