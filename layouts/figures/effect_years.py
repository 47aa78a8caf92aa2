"""Mean share of supported schools by years since the start, against what was expected without support."""

from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.figures.graph import layout
from layouts.figures.share_trend import share_axis
from layouts.texts import effect as words
from layouts.texts import grammar as g
from monitoring.support_effect import YearSince


def effect_years(picture: Sequence[YearSince]) -> dict[str, Any]:
    """The figure; percents from zero. The dashed line leaves the year of selection, where both are the same."""
    foretold = [item for item in picture if item.expected is not None]
    tops = [item.observed for item in picture] + [item.interval[1] for item in foretold if item.interval]
    ceiling = max(max(tops, default=0.0) * 1.15, 10.0)
    data = [_expected(picture, foretold), _observed(picture)] if picture else []
    return {"data": data, "layout": _layout(picture, foretold, ceiling)}


def _observed(picture: Sequence[YearSince]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [item.step for item in picture],
        "y": [item.observed for item in picture],
        "hovertext": [words.year_hover(item) for item in picture],
        "hoverinfo": "text",
        "line": {"color": theme.PARTNER, "width": 2.4},
        "marker": {"size": 7, "color": theme.PARTNER},
    }


def _expected(picture: Sequence[YearSince], foretold: Sequence[YearSince]) -> dict[str, Any]:
    chosen = [item for item in picture if item.step == 0] + list(foretold)
    values = [item.observed if item.expected is None else item.expected for item in chosen]
    reach = [item.interval or (value, value) for item, value in zip(chosen, values, strict=True)]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [item.step for item in chosen],
        "y": values,
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for (_, high), value in zip(reach, values, strict=True)],
            "arrayminus": [value - low for (low, _), value in zip(reach, values, strict=True)],
            "color": theme.GREY,
            "thickness": 1,
            "width": 4,
        },
        "hovertext": [words.year_hover(item) for item in chosen],
        "hoverinfo": "text",
        "line": {"color": theme.GREY, "width": 1.6, "dash": "dash"},
        "marker": {"size": 6, "color": theme.GREY, "symbol": "diamond"},
    }


def _layout(picture: Sequence[YearSince], foretold: Sequence[YearSince], ceiling: float) -> dict[str, Any]:
    steps = [item.step for item in picture]
    notes = []
    if foretold:
        last = foretold[-1]
        seen, expected = last.observed, last.expected or 0.0
        apart = ceiling * 0.07
        middle = (seen + expected) / 2
        if abs(seen - expected) < apart:
            above = 1 if seen >= expected else -1
            seen, expected = middle + above * apart / 2, middle - above * apart / 2
        notes = [
            _name(words.OBSERVED, last.step, seen, theme.PARTNER),
            _name(words.EXPECTED, last.step, expected, theme.GREY),
        ]
    return layout(
        margin={"l": 44, "r": 132, "t": 8, "b": 40},
        hovermode="closest",
        dragmode=False,
        xaxis={
            "tickmode": "array",
            "tickvals": steps,
            "ticktext": [f"{words.step(item.step)}<br>{g.schools(item.n)}" for item in picture],
            "range": [min(steps, default=0) - 0.4, max(steps, default=0) + 0.25],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": theme.SMALL, "color": theme.INK},
        },
        yaxis=share_axis(ceiling, 0.0, None),
        annotations=notes,
    )


def _name(text: str, step: int, height: float, colour: str) -> dict[str, Any]:
    place = {"x": step, "xshift": 12, "y": height, "xanchor": "left", "yanchor": "middle", "showarrow": False}
    return place | {"text": text, "font": {"size": theme.SIZE, "color": colour}}
