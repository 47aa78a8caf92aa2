"""How the list came about year by year: who stayed, returned and entered above zero, who left below it. In schools."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts import theme
from layouts.figures.graph import layout
from layouts.texts import grammar as g
from layouts.texts import trend as words
from monitoring.reports.territory import ListedYear

_WIDTH = 0.46
_FEW_YEARS = 6
_LEAST_LABEL = 0.055
"""Height of the lowest part that bears its number inside, of the height of the axis."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the bar: by its place, its ground and its word, so that it is told apart in grey too."""

    name: str
    marker: dict[str, Any]
    ink: str
    sign: str = ""


_PARTS = {
    "stayed": _Part(words.STAYED, {"color": theme.STAYED, "line": {"color": theme.LISTED, "width": 0}}, theme.INK),
    "returned": _Part(
        words.RETURNED,
        {
            "color": theme.GROUND,
            "line": {"color": theme.LISTED, "width": 1},
            # Light enough for the number on it to be read.
            "pattern": {"shape": "/", "fgcolor": theme.STAYED, "bgcolor": theme.GROUND, "size": 6, "solidity": 0.3},
        },
        theme.INK,
        "+",
    ),
    "entered": _Part(words.ENTERED, {"color": theme.LISTED}, theme.GROUND, "+"),
    "left": _Part(words.LEFT, {"color": theme.GROUND, "line": {"color": theme.LEFT, "width": 1.6}}, theme.INK, "−"),
}


def listed_trend(series: Sequence[ListedYear]) -> dict[str, Any]:
    """The figure. A year without a listing is a grey band with the reason, and bars to its sides are not compared
    across it otherwise than said: who entered after it is counted against the list before it."""
    years = [item.year for item in series]
    top = max([item.listed or 0 for item in series], default=0)
    bottom = max([item.left or 0 for item in series], default=0)
    ceiling, floor = max(top * 1.16, 4), -max(bottom * 1.25, top * 0.06, 0.5)
    parts = {name: [words.parts(item).get(name) for item in series] for name in _PARTS}
    height = ceiling - floor
    data: list[dict[str, Any]] = [
        _bars(years, values, _PARTS[name], height, [words.hover(item) for item in series])
        for name, values in parts.items()
        if any(values)
    ]
    data.append(_totals(series))
    return {
        "data": data,
        "layout": layout(
            margin={"l": 30, "r": 92, "t": 6, "b": 26},
            hovermode="closest",
            dragmode=False,
            barmode="relative",
            xaxis={
                "tickmode": "array",
                "tickvals": years,
                "ticktext": [_tick(year, len(years)) for year in years],
                "tickangle": 0,
                "range": [min(years, default=0) - 0.45, max(years, default=0) + 0.3],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "tickfont": {"size": theme.SMALL, "color": theme.INK},
            },
            yaxis=_axis(floor, ceiling, top),
            shapes=[_band(item.year) for item in series if item.gap],
            annotations=[_gap_note(item) for item in series if item.gap] + _names(series, floor, ceiling),
        ),
    }


def _bars(
    years: Sequence[int], values: Sequence[int | None], part: _Part, height: float, hover: Sequence[str]
) -> dict[str, Any]:
    down = part.sign == "−"
    return {
        "type": "bar",
        "x": list(years),
        # Of nobody not even an outline is drawn: it would lie on the part before.
        "y": [(-value if down else value) if value else None for value in values],
        "width": _WIDTH,
        "marker": part.marker,
        "text": [f"{part.sign}{g.number(v)}" if v and v >= height * _LEAST_LABEL else "" for v in values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": theme.SMALL, "color": part.ink},
        "constraintext": "none",
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": list(hover),
    }


def _totals(series: Sequence[ListedYear]) -> dict[str, Any]:
    """The number of the listed above each bar."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [item.year for item in series],
        "y": [item.listed for item in series],
        "text": ["" if item.listed is None else f"<b>{g.number(item.listed)}</b>" for item in series],
        "textposition": "top center",
        "textfont": {"size": theme.SIZE, "color": theme.INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _axis(floor: float, ceiling: float, top: int) -> dict[str, Any]:
    """Counts on both sides of zero, without a sign: the word says which side it is."""
    step = next((size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500) if top / size <= 5), 1000)
    ticks = [step * k for k in range(int(floor // step) + 1, int(ceiling // step) + 1)]
    return {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [g.number(abs(tick)) for tick in ticks],
        "range": [floor, ceiling],
        "fixedrange": True,
        "gridcolor": theme.LINE,
        "zeroline": True,
        "zerolinecolor": theme.INK,
        "zerolinewidth": 1,
        "tickfont": {"size": theme.SMALL, "color": theme.GREY},
    }


def _tick(year: int, years: int) -> str:
    """«2024/25», and «24/25» where the columns are narrow: turned labels are hard to read."""
    return g.year(year) if years <= _FEW_YEARS else g.year(year)[2:]


def _band(year: int) -> dict[str, Any]:
    area = {"x0": year - 0.36, "x1": year + 0.36, "y0": 0, "y1": 1, "xref": "x", "yref": "paper"}
    return {"type": "rect", "layer": "below", "fillcolor": theme.PALE, "line": {"width": 0}, **area}


def _gap_note(item: ListedYear) -> dict[str, Any]:
    return {
        "text": words.gap(item.gap or ""),
        "x": item.year,
        "y": 0.97,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 11, "color": theme.GREY},
    }


def _names(series: Sequence[ListedYear], floor: float, ceiling: float) -> list[dict[str, Any]]:
    """Names of the parts beside the last bar, each at the height of its part and kept apart from the next."""
    last = series[-1] if series else None
    if last is None or last.listed is None:
        return []
    places, height = [], 0.0
    for name, value in words.parts(last).items():
        if not value:
            continue
        if name == "left":
            places.append((f"{_PARTS[name].name} {g.number(value)}", -value / 2, theme.LEFT))
        else:
            # Of the first list nobody is known to have stayed.
            said = words.LISTED if last.entered is None else _PARTS[name].name
            places.append((f"{said} {g.number(value)}", height + value / 2, theme.LISTED))
            height += value
    step = (ceiling - floor) * 0.085
    places.sort(key=lambda item: item[1])
    notes = []
    lowest = floor + step / 2
    for text, place, colour in places:
        at = max(place, lowest)
        lowest = at + step
        notes.append(
            {
                "text": text,
                "x": last.year + 0.29,
                "y": at,
                "xanchor": "left",
                "yanchor": "middle",
                "showarrow": False,
                "font": {"size": theme.SMALL, "color": colour},
            }
        )
    return notes
