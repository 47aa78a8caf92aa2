"""Terms of the plan by month, with the line of the day: a bar an item, how many have done it beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from layouts import theme
from layouts.figures.graph import layout
from layouts.texts import grammar as g
from layouts.texts import road_map as words
from monitoring.reports.road_map import RoadMapItem


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the chart is laid out on, px: a row, the margins, the ``wide`` whole (0 where the page says it); ``letters``
    of a line of an item, ``tall`` where the words beside a bar take two lines."""

    row: int = 38
    left: int = 372
    right: int = 150
    wide: int = 0
    letters: int = words.LETTERS
    tall: bool = False


PAGE = Sheet()
PICTURES = {
    "slide": Sheet(row=30, wide=1080),
    "half": Sheet(row=34, left=196, right=114, wide=560, letters=28, tall=True),
    "column": Sheet(row=34, left=226, right=114, wide=660, letters=32, tall=True),
}
"""By the sizes of ``assets/chart-picture.js``: made smaller as a whole, the page's chart could not be read."""
EDGES = 66
"""Height of both margins, px."""
_TOP, _BOTTOM = 40, 26
_MONTH = 30
"""Width of the name of a month, px."""
_DAY = 86_400_000
"""Milliseconds, as plotly counts the lengths of bars over dates."""


def height(items: Sequence[RoadMapItem], sheet: Sheet = PAGE) -> int:
    """Height of the chart in px."""
    return sheet.row * len(items) + EDGES


def pictures(items: Sequence[RoadMapItem], on: date) -> dict[str, Any]:
    """The chart by the sizes of a picture, with the width and height (px) that it is laid out for."""
    made = {}
    for name, sheet in PICTURES.items():
        found = road_map_terms(items, on, sheet)
        data = [{key: value for key, value in trace.items() if key != "hovertext"} for trace in found["data"]]
        size = {"width": sheet.wide, "height": height(items, sheet), "note": ""}
        made[name] = {"data": data, "layout": found["layout"]} | size
    return made


def road_map_terms(items: Sequence[RoadMapItem], on: date, sheet: Sheet = PAGE) -> dict[str, Any]:
    """The figure; items from above to below as in the plan, how many have done each at the right."""
    places = list(range(len(items)))
    first = min((item.starts_on for item in items), default=on).replace(day=1)
    last = max((item.due_on for item in items), default=on)
    last = max(last, on) + timedelta(days=1)
    named = _named(_months(first, last), sheet)
    bars: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "base": [item.starts_on.isoformat() for item in items],
        # The last day of a term belongs to it.
        "x": [((item.due_on - item.starts_on).days + 1) * _DAY for item in items],
        "y": places,
        "width": 0.42,
        "marker": {"color": [_colour(item) for item in items], "line": {"width": 0}},
        "hoverinfo": "text",
        "hovertext": [words.hover(item) for item in items],
    }
    return {
        "data": [bars],
        "layout": layout(
            margin={"l": sheet.left, "r": sheet.right, "t": _TOP, "b": _BOTTOM},
            hovermode="closest",
            dragmode=False,
            xaxis={
                "type": "date",
                "range": [first.isoformat(), last.isoformat()],
                "fixedrange": True,
                "side": "bottom",
                "tickmode": "array",
                # A month's name stands in its middle, its first day is a line.
                "tickvals": [month.replace(day=15).isoformat() for month in named],
                "ticktext": [words.month_label(month) for month in named],
                "tickangle": 0,
                "showgrid": False,
                "tickfont": {"size": theme.SMALL, "color": theme.INK},
            },
            yaxis={
                "autorange": False,
                "range": [len(items) - 0.5, -0.5],
                "fixedrange": True,
                "tickmode": "array",
                "tickvals": places,
                "ticktext": [words.cut_item(item, sheet.letters) for item in items],
                "tickfont": {"size": theme.SMALL, "color": theme.INK},
                "ticklabelstandoff": 8,
                "showgrid": False,
                "zeroline": False,
            },
            shapes=[*(_month_line(month) for month in _months(first, last)), _line(on, theme.INK, 1.6)],
            annotations=[_day_note(on), *_year_notes(first, last), *_done_notes(items, sheet)],
        ),
    }


def _colour(item: RoadMapItem) -> str:
    if item.required and len(item.those("done")) == len(item.required):
        return theme.SEQUENCE[3]
    return theme.SEQUENCE[2]


def _months(first: date, last: date) -> list[date]:
    found, month = [], first
    while month <= last:
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _named(months: list[date], sheet: Sheet) -> list[date]:
    """The months that have room for their names: all, or one in so many from the first."""
    wide = (sheet.wide or PICTURES["slide"].wide) - sheet.left - sheet.right
    return months[:: ceil(_MONTH * len(months) / wide)]


def _line(on: date, colour: str, width: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": on.isoformat(),
        "x1": on.isoformat(),
        "y0": 0,
        "y1": 1,
        # The words beside a bar stand over the lines.
        "layer": "below",
        "line": {"color": colour, "width": width},
    }


def _month_line(month: date) -> dict[str, Any]:
    return _line(month, theme.GREY if month.month == 1 else theme.LINE, 1)


def _day_note(on: date) -> dict[str, Any]:
    return _note(on, g.day(on), theme.INK, 2, xanchor="center")


def _year_notes(first: date, last: date) -> list[dict[str, Any]]:
    starts = [first, *(month for month in _months(first, last)[1:] if month.month == 1)]
    return [_note(month, f"<b>{month.year}</b>", theme.GREY, 18, xanchor="left") for month in starts]


def _done_notes(items: Sequence[RoadMapItem], sheet: Sheet) -> list[dict[str, Any]]:
    """Beside the chart, in a column: words beside the bars would cross the line of the day."""
    style = {"xref": "paper", "x": 1, "xshift": 10, "xanchor": "left", "align": "left", "yanchor": "middle",
             "showarrow": False}  # fmt: skip
    return [
        style
        | {
            "text": words.bar_note(item, "<br>" if sheet.tall else " "),
            "y": place,
            "yref": "y",
            "font": {"size": theme.SMALL, "color": theme.LISTED if item.those("overdue") else theme.INK},
        }
        for place, item in enumerate(items)
    ]


def _note(day: date, text: str, colour: str, up: int, *, xanchor: str) -> dict[str, Any]:
    return {
        "text": text,
        "x": day.isoformat(),
        "xref": "x",
        "y": 1,
        "yref": "paper",
        "yshift": up,
        "xanchor": xanchor,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": theme.SMALL, "color": colour},
    }
