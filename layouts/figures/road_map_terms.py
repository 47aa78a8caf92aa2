"""Terms of the plan by month, with the line of the day: a bar an item, how many have done it beside it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from layouts import theme
from layouts.figures.graph import layout
from layouts.texts import grammar as g
from layouts.texts import road_map as words
from monitoring.reports.road_map import RoadMapItem

ROW, EDGES = 38, 66
"""Height of one item, of both margins: px."""
_DAY = 86_400_000
"""Milliseconds, as plotly counts the lengths of bars over dates."""


def height(items: Sequence[RoadMapItem]) -> int:
    """Height of the chart in px."""
    return ROW * len(items) + EDGES


def road_map_terms(items: Sequence[RoadMapItem], on: date) -> dict[str, Any]:
    """The figure; items from above to below as in the plan, how many have done each at the right."""
    places = list(range(len(items)))
    first = min((item.starts_on for item in items), default=on).replace(day=1)
    last = max((item.due_on for item in items), default=on)
    last = max(last, on) + timedelta(days=1)
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
            margin={"l": 372, "r": 150, "t": 40, "b": 26},
            hovermode="closest",
            dragmode=False,
            xaxis={
                "type": "date",
                "range": [first.isoformat(), last.isoformat()],
                "fixedrange": True,
                "side": "bottom",
                "tickmode": "array",
                # A month's name stands in its middle, its first day is a line.
                "tickvals": [month.replace(day=15).isoformat() for month in _months(first, last)],
                "ticktext": [words.month_label(month) for month in _months(first, last)],
                "showgrid": False,
                "tickfont": {"size": theme.SMALL, "color": theme.INK},
            },
            yaxis={
                "autorange": False,
                "range": [len(items) - 0.5, -0.5],
                "fixedrange": True,
                "tickmode": "array",
                "tickvals": places,
                "ticktext": [words.cut_item(item) for item in items],
                "tickfont": {"size": theme.SMALL, "color": theme.INK},
                "ticklabelstandoff": 8,
                "showgrid": False,
                "zeroline": False,
            },
            shapes=[*(_month_line(month) for month in _months(first, last)), _line(on, theme.INK, 1.6)],
            annotations=[_day_note(on), *_year_notes(first, last), *_done_notes(items)],
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


def _done_notes(items: Sequence[RoadMapItem]) -> list[dict[str, Any]]:
    """Beside the chart, in a column: words beside the bars would cross the line of the day."""
    style = {"xref": "paper", "x": 1, "xshift": 10, "xanchor": "left", "yanchor": "middle", "showarrow": False}
    return [
        style
        | {
            "text": words.bar_note(item),
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
