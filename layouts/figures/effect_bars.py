"""Change after the start of support in three bars: whole, expected reversion, effect with its interval."""

from typing import Any

from layouts import theme
from layouts.figures.graph import end_values, layout
from layouts.texts import effect as words
from layouts.texts import grammar as g
from monitoring.support_effect import Estimate

_COLOURS = (theme.SEQUENCE[2], theme.LINE, theme.PARTNER)
_ROOM = 0.12


def effect_bars(estimate: Estimate) -> dict[str, Any]:
    """The figure, bars from zero in percentage points; empty axes where nothing is stated."""
    names = (words.TOTAL, words.REVERSION, words.EFFECT)
    if estimate.change is None or estimate.reversion is None or estimate.effect is None or estimate.interval is None:
        return {"data": [], "layout": _layout([], -1.0, 1.0)}
    values = (estimate.change, estimate.reversion, estimate.effect)
    low, high = estimate.interval
    texts = [g.signed(values[0], 1), g.signed(values[1], 1), f"{g.signed(values[2], 1)} ({g.interval(low, high, 1)})"]
    left, right = min(0.0, low, *values), max(0.0, high, *values)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(values),
        "y": list(names),
        "width": 0.52,
        "marker": {"color": list(_COLOURS)},
        "hoverinfo": "skip",
    }
    reach = {
        "type": "scatter",
        "mode": "lines",
        "x": [low, high],
        "y": [words.EFFECT] * 2,
        "line": {"color": theme.INK, "width": 1.6},
        "hoverinfo": "skip",
    }
    data = [bars, reach]
    return {"data": data, "layout": _layout(list(zip(names, texts, strict=True)), left, right)}


def _layout(labels: list[tuple[str, str]], left: float, right: float) -> dict[str, Any]:
    room = (right - left) * _ROOM
    return layout(
        margin={"l": 122, "r": 128, "t": 6, "b": 28},
        hovermode=False,
        dragmode=False,
        xaxis={
            "range": [left - room, right + room],
            "fixedrange": True,
            "nticks": 6,
            "gridcolor": theme.LINE,
            "zeroline": True,
            "zerolinecolor": theme.GREY,
            "zerolinewidth": 1,
            "tickfont": {"size": theme.SMALL, "color": theme.GREY},
        },
        yaxis={
            "autorange": "reversed",
            "fixedrange": True,
            "showgrid": False,
            "tickfont": {"size": theme.SIZE, "color": theme.INK},
        },
        annotations=end_values(labels),
    )
