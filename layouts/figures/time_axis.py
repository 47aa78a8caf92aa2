"""One axis of time of a school: the share of low results above, what was done in lanes beneath.

A school year is a column; the latest two are wider, since most of what is done stands there. Events of a lane are laid
out in rows so that no two overlap with their words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from layouts import theme
from layouts.figures.graph import layout
from layouts.figures.time_scale import Scale, first_day, school_year
from layouts.texts import grammar as g
from layouts.texts import time_axis as words

Look = Literal["listed", "left", "partner", "done", "open", "overdue", "green", "amber", "red", "said"]

LEFT, RIGHT, TOP, BOTTOM = 138, 14, 8, 40
ROW, LANE_GAP, PANEL = 21, 9, 104
"""Height of a row of events, of the space between lanes, of the share above: px."""
WIDTH = 1180
"""Width that words are measured for, px; the frame scrolls where the screen is narrower."""
_LETTER = 6.1
"""Mean width of a letter at the size of labels, px."""
MOST_ROWS = 6
"""Events of a lane beyond so many rows share the last one and keep their words for the hover and the table."""

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


def height(events: Sequence[TimeEvent], shares: Sequence[ShareOfYear], today: date) -> int:
    """Height of the figure in px."""
    laid = _laid(events, scale_of(events, shares, today))
    return TOP + BOTTOM + (PANEL if shares else 0) + _lanes_height(laid)


def time_axis(events: Sequence[TimeEvent], shares: Sequence[ShareOfYear], today: date) -> dict[str, Any]:
    """The figure; lanes stand in the order in which ``events`` name them first."""
    scale = scale_of(events, shares, today)
    laid = _laid(events, scale)
    data: list[dict[str, Any]] = []
    tops: dict[str, float] = {}
    at = 0.0
    for lane, rows in laid.items():
        tops[lane] = at
        data += _lane(rows, at, scale)
        at += ROW * _rows(rows) + LANE_GAP
    if shares:
        data.append(_share(shares, scale))
    return {"data": data, "layout": _layout(laid, tops, shares, scale, today)}


@dataclass(frozen=True, slots=True)
class _Laid:
    event: TimeEvent
    row: int
    left: float
    right: float
    side: Literal["in", "right", "left", "none"]
    """Where its words stand."""


def _unit(scale: Scale) -> float:
    """Pixels of one unit of the axis."""
    return (WIDTH - LEFT - RIGHT) / scale.end


def _laid(events: Sequence[TimeEvent], scale: Scale) -> dict[str, list[_Laid]]:
    lanes: dict[str, list[_Laid]] = {}
    for lane in dict.fromkeys(event.lane for event in events):
        ends: list[float] = []
        lanes[lane] = []
        mine = sorted((event for event in events if event.lane == lane), key=lambda item: item.starts_on)
        for event in mine:
            left, right, side = _extent(event, scale)
            row = next((index for index, end in enumerate(ends) if end <= left), len(ends))
            if row >= MOST_ROWS:
                row, side = MOST_ROWS - 1, "none"
            elif row == len(ends):
                ends.append(right)
            else:
                ends[row] = right
            lanes[lane].append(_Laid(event, row, left, right, side))
    return lanes


def _extent(event: TimeEvent, scale: Scale) -> tuple[float, float, Literal["in", "right", "left", "none"]]:
    """Left and right end with the words, in px from the axis' beginning, and where the words stand."""
    unit = _unit(scale)
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


def _lanes_height(laid: dict[str, list[_Laid]]) -> int:
    return sum(ROW * _rows(rows) + LANE_GAP for rows in laid.values())


def _lane(rows: Sequence[_Laid], top: float, scale: Scale) -> list[dict[str, Any]]:
    """Bars, then marks, then the words: at most three traces a lane."""
    bars = [item for item in rows if item.event.lasts]
    marks = [item for item in rows if not item.event.lasts]
    told = [item for item in rows if item.side != "none"]

    def height_of(item: _Laid) -> float:
        return top + ROW * item.row + ROW / 2

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
                "width": ROW - 5,
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
        traces.append(_words(told, [height_of(item) for item in told], scale))
    return traces


def _words(told: Sequence[_Laid], heights: Sequence[float], scale: Scale) -> dict[str, Any]:
    places = []
    for item in told:
        start = scale.place(item.event.starts_on)
        stop = _stop(item.event, scale) if item.event.lasts else start + 6 / _unit(scale)
        gap = (2 if item.event.lasts else 6) / _unit(scale)
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
    laid: dict[str, list[_Laid]], tops: dict[str, float], shares: Sequence[ShareOfYear], scale: Scale, today: date
) -> dict[str, Any]:
    whole = _lanes_height(laid) + (PANEL if shares else 0)
    split = _lanes_height(laid) / whole if whole else 1.0
    years = range(scale.first, scale.last + 1)
    middles = [scale.start(year) + min(scale.width(year), scale.end - scale.start(year)) / 2 for year in years]
    axis = {"fixedrange": True, "zeroline": False, "showgrid": False, "tickmode": "array"}
    centres = [tops[lane] + ROW * _rows(rows) / 2 for lane, rows in laid.items()]
    top_share = max((item.share for item in shares), default=10.0)
    return layout(
        margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        hovermode="closest",
        dragmode=False,
        barmode="overlay",
        xaxis=axis
        | {
            "range": [0, scale.end],
            "tickvals": middles,
            "ticktext": [_tick(year, scale) for year in years],
            "anchor": "y",
            "ticks": "",
            "tickfont": {"size": theme.SMALL, "color": theme.INK},
        },
        yaxis=axis
        | {
            "range": [_lanes_height(laid), -LANE_GAP / 2],
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
        shapes=[*_year_lines(scale), *_month_lines(scale), *_lane_lines(tops), *_today(scale, today)],
        annotations=_today_note(scale, today),
    )


def _tick(year: int, scale: Scale) -> str:
    return f"<b>{g.year(year)}</b>" if scale.width(year) > 1 else g.year(year)


def _line(x: float, colour: str, width: float, **more: Any) -> dict[str, Any]:
    area = {"xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "layer": "below"}
    return {"type": "line", "line": {"color": colour, "width": width}} | area | more


def _year_lines(scale: Scale) -> list[dict[str, Any]]:
    return [_line(scale.start(year), theme.BORDER, 1) for year in range(scale.first, scale.last + 1)]


def _month_lines(scale: Scale) -> list[dict[str, Any]]:
    """Months of the wide years: a tick at the foot."""
    found = []
    for year in range(scale.first, scale.last + 1):
        if scale.width(year) == 1.0:
            continue
        for month in range(10, 21):
            day = date(year - (month <= 12), (month - 1) % 12 + 1, 1)
            if day < scale.ends_on:
                found.append(_line(scale.place(day), theme.LINE, 1))
    return found


def _lane_lines(tops: dict[str, float]) -> list[dict[str, Any]]:
    style = {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "layer": "below"}
    line = {"color": theme.LINE, "width": 1}
    return [style | {"y0": top - LANE_GAP / 2, "y1": top - LANE_GAP / 2, "line": line} for top in tops.values()]


def _today(scale: Scale, today: date) -> list[dict[str, Any]]:
    return [_line(scale.place(today), theme.INK, 1.6)]


def _today_note(scale: Scale, today: date) -> list[dict[str, Any]]:
    return [
        {
            "text": g.day(today),
            "x": scale.place(today),
            "xref": "x",
            "y": 0,
            "yref": "paper",
            "yshift": -18,
            "xanchor": "center",
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": theme.SMALL, "color": theme.INK},
        }
    ]
