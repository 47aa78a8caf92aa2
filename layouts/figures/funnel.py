"""Shares of schools against their n, with limits around the city's share: one assessment shown, the others wait."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from layouts import ids, theme
from layouts.figures.graph import layout
from layouts.texts import funnel as words
from layouts.texts import grammar as g
from monitoring.funnel import INNER, OUTER, limits
from monitoring.reports.funnel import Funnel, FunnelPoint

_STEPS = 40
"""Values of n at which a limit is drawn."""
_FIRST = 5
_USUAL = [20, 120]
"""Values of n between which the limits are drawn where no school is shown."""
_LIMITS = ((INNER, 1.2, "dot"), (OUTER, 1.4, "solid"))
# Zone of a point: symbol and colour; above and below the outer limits as «in the list» and «left» elsewhere.
_SIGNS = {2: (theme.LISTED_SYMBOL, theme.LISTED, 10), -2: (theme.LEFT_SYMBOL, theme.LEFT, 10)}
_INSIDE = ("circle", theme.GREY, 7)


def funnel_plot(funnels: Sequence[Funnel], chosen: str) -> dict[str, Any]:
    """The figure; ``chosen`` is the key of the assessment shown. Traces carry their key in ``meta.focus``.

    A point has ``customdata`` «school:<id>», so that a click opens the school.
    """
    data: list[dict[str, Any]] = []
    for found, lines in zip(funnels, _lines(funnels), strict=True):
        key = ids.series(found.procedure, found.subject, found.grade)
        traces = [*lines, _schools(found.points)]
        data += [trace | {"visible": key == chosen, "meta": {"focus": key}} for trace in traces]
    return {
        "data": data,
        "layout": layout(
            margin={"l": 44, "r": 84, "t": 14, "b": 42},
            hovermode="closest",
            hoverdistance=12,
            dragmode=False,
            # Both axes fit what is shown: assessments differ in n and in shares.
            xaxis={
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "nticks": 7,
                "tickfont": {"size": theme.SMALL, "color": theme.INK},
                "title": {"text": words.N_AXIS, "font": {"size": theme.SMALL, "color": theme.GREY}, "standoff": 6},
            },
            yaxis={
                "rangemode": "tozero",
                "ticksuffix": f"{g.NBSP}%",
                "fixedrange": True,
                "nticks": 6,
                "gridcolor": theme.LINE,
                "zeroline": True,
                "zerolinecolor": theme.GREY,
                "zerolinewidth": 1,
                "tickfont": {"size": theme.SMALL, "color": theme.GREY},
            },
        ),
    }


def _lines(funnels: Sequence[Funnel]) -> list[list[dict[str, Any]]]:
    """The city's share and the limits around it, for each funnel over the values of n that it has."""
    if not funnels:
        return []
    n = np.stack([_participants(found) for found in funnels])
    city = np.array([found.city for found in funnels])[:, None]
    levels = np.array([level for level, _, _ in _LIMITS])[:, None, None]
    lows, highs = (np.round(side, 2) for side in limits(city, n, levels))
    return [
        [
            _line([*n[at][[0, -1]].tolist()], [found.city] * 2, 1.4, "solid", theme.INK, words.city(found.city)),
            *(
                _line(n[at].tolist(), side[kind, at].tolist(), width, dash, theme.GREY, shown)
                for kind, (level, width, dash) in enumerate(_LIMITS)
                for side, shown in ((highs, words.limit(level)), (lows, ""))
            ),
        ]
        for at, found in enumerate(funnels)
    ]


def _participants(found: Funnel) -> npt.NDArray[np.float64]:
    known = [point.n for point in found.points] or _USUAL
    return np.round(np.geomspace(max(min(known) * 0.7, _FIRST), max(known) * 1.08 + 2, _STEPS))


def _line(x: list[float], y: list[float], width: float, dash: str, colour: str, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": width, "dash": dash},
        "text": [*[""] * (len(x) - 1), f" {name}" if name else ""],
        "textposition": "middle right",
        "textfont": {"size": theme.SMALL, "color": colour},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _schools(points: Sequence[FunnelPoint]) -> dict[str, Any]:
    signs = [_SIGNS.get(point.zone, _INSIDE) for point in points]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [point.n for point in points],
        "y": [point.share for point in points],
        "marker": {
            "symbol": [symbol for symbol, _, _ in signs],
            "color": [colour for _, colour, _ in signs],
            "size": [size for _, _, size in signs],
            "opacity": 0.9,
        },
        "customdata": [f"school:{point.school_id}" for point in points],
        "hovertext": [words.hover(point) for point in points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
