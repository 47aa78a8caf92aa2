"""Low shares of a school, of what its conditions let expect, of similar schools and of the city, a row each."""

from typing import Any

from layouts import theme
from layouts.figures.graph import end_values, layout
from layouts.texts import grammar as g
from layouts.texts import similar as words
from monitoring.intervals import wilson
from monitoring.reports.similar import SimilarReport, SimilarSchool

_DODGE = 0.16
_ROOM = 1.06
_LEAST_RANGE = 10.0
_APART = 0.02
"""Dots nearer than this part of the axis stand one above the other."""


def similar_rows(report: SimilarReport) -> dict[str, Any]:
    """The figure, shares in percent from zero; rows without a value are left out, so is that of masked means.

    The own share carries its 95 % interval; each similar school that the viewer may see is a dot with its name.
    """
    each = [item for item in report.named if item.share is not None]
    own = report.own
    bounds = None if own.value is None or not own.n else tuple(float(bound) for bound in wilson(own.value, own.n))
    expected = None if report.against is None else report.against.expected
    rows: list[tuple[str, float | None, str, str]] = [
        (words.OWN, own.value, "diamond", theme.INK),
        (words.EXPECTED, expected, "diamond-open", theme.INK),
        (words.SIMILAR, report.similar.value, "circle", theme.LEFT),
        (words.EACH, None, "", ""),
        (words.CITY, report.city.value, "circle", theme.GREY),
    ]
    shown = [row for row in rows if row[1] is not None or (row[0] == words.EACH and each)]
    places = {name: -place for place, (name, *_) in enumerate(shown)}
    values = [value for _, value, _, _ in shown if value is not None]
    highest = max([0.0, *values, *(bounds or ()), *(item.share or 0.0 for item in each)])
    data = [_each(each, places[words.EACH], highest)] if each else []
    if bounds is not None:
        data.append(_reach(bounds, places[words.OWN]))
    data += [_point(value, places[name], symbol, colour) for name, value, symbol, colour in shown if value is not None]
    labels = [(places[name], g.percent(value, 1)) for name, value, _, _ in shown if value is not None]
    return {"data": data, "layout": _layout(places, labels, max(highest * _ROOM, _LEAST_RANGE))}


def _point(value: float, place: int, symbol: str, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value],
        "y": [place],
        "marker": {"symbol": symbol, "size": 11, "color": colour, "line": {"width": 1.6, "color": colour}},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _reach(bounds: tuple[float, ...], place: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(bounds),
        "y": [place] * 2,
        "line": {"color": theme.INK, "width": 1.6},
        "hoverinfo": "skip",
    }


def _each(schools: list[SimilarSchool], place: int, highest: float) -> dict[str, Any]:
    ordered = sorted(schools, key=lambda item: (item.share or 0.0, item.id))
    height, last = [], -1.0
    step = 0
    for item in ordered:
        value = item.share or 0.0
        step = (step + 1) % 3 if value - last < _APART * max(highest, _LEAST_RANGE) else 0
        height.append(place + (0.0, _DODGE, -_DODGE)[step])
        last = value
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [item.share for item in ordered],
        "y": height,
        "marker": {"symbol": "circle-open", "size": 8, "color": theme.LEFT, "line": {"width": 1.4}},
        "hovertext": [
            f"<b>{item.name}</b><br>{g.percent(item.share, 1)}, n{g.NBSP}={g.NBSP}{g.number(item.n or 0)}"
            for item in ordered
        ],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _layout(places: dict[str, int], labels: list[tuple[int, str]], top: float) -> dict[str, Any]:
    return layout(
        margin={"l": 134, "r": 64, "t": 6, "b": 28},
        hovermode="closest",
        dragmode=False,
        xaxis={
            "range": [0, top],
            "fixedrange": True,
            "nticks": 6,
            "ticksuffix": f"{g.NBSP}%",
            "gridcolor": theme.LINE,
            "zeroline": True,
            "zerolinecolor": theme.GREY,
            "zerolinewidth": 1,
            "tickfont": {"size": theme.SMALL, "color": theme.GREY},
        },
        yaxis={
            "range": [min(places.values(), default=0) - 0.6, 0.6],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickvals": list(places.values()),
            "ticktext": [f"{name}{2 * g.NBSP}" for name in places],
            "tickfont": {"size": theme.SIZE, "color": theme.INK},
        },
        annotations=end_values(labels),
    )
