"""Number of schools in the list by year, with those that entered and left. One axis, from zero, in schools."""

from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.figures.graph import layout
from layouts.texts import grammar as g
from layouts.texts import trend as words
from monitoring.reports.territory import ListedYear

_BAR = 0.16


def listed_trend(series: Sequence[ListedYear]) -> dict[str, Any]:
    """The figure. A year without a listing is a grey band with the reason; the line is not joined across it."""
    years = [item.year for item in series]
    listed = [item.listed for item in series]
    top = max([value for value in listed if value is not None], default=0)
    ceiling = max(top * 1.22, 4)
    data = [
        _bars(series, "entered", -_BAR / 2 - 0.01, theme.LISTED),
        _bars(series, "left", _BAR / 2 + 0.01, theme.LEFT),
        {
            "type": "scatter",
            "mode": "lines+markers+text",
            "x": years,
            "y": listed,
            "connectgaps": False,
            "line": {"color": theme.LISTED, "width": 2.2},
            "marker": {"size": 8, "color": theme.LISTED},
            "text": ["" if value is None else f"<b>{g.number(value)}</b>" for value in listed],
            "textposition": "top center",
            "textfont": {"size": 13, "color": theme.INK},
            "cliponaxis": False,
            "hoverinfo": "text",
            "hovertext": [words.hover(item) for item in series],
        },
    ]
    return {
        "data": data,
        "layout": layout(
            margin={"l": 34, "r": 66, "t": 14, "b": 26},
            hovermode="closest",
            dragmode=False,
            bargap=0.5,
            barmode="overlay",
            xaxis={
                "tickmode": "array",
                "tickvals": years,
                "ticktext": [g.year(year) for year in years],
                "range": [min(years, default=0) - 0.45, max(years, default=0) + 0.45],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "tickfont": {"size": theme.SMALL, "color": theme.INK},
            },
            yaxis={
                "range": [0, ceiling],
                "fixedrange": True,
                "nticks": 5,
                "tickformat": ",d",
                "gridcolor": theme.LINE,
                "zeroline": True,
                "zerolinecolor": theme.GREY,
                "zerolinewidth": 1,
                "tickfont": {"size": theme.SMALL, "color": theme.GREY},
            },
            shapes=[
                {
                    "type": "rect",
                    "layer": "below",
                    "xref": "x",
                    "yref": "paper",
                    "x0": item.year - 0.36,
                    "x1": item.year + 0.36,
                    "y0": 0,
                    "y1": 1,
                    "fillcolor": theme.PALE,
                    "line": {"width": 0},
                }
                for item in series
                if item.gap
            ],
            annotations=[_gap_note(item) for item in series if item.gap] + _end_notes(series, ceiling),
        ),
    }


def _bars(series: Sequence[ListedYear], field: str, shift: float, colour: str) -> dict[str, Any]:
    values = [getattr(item, field) for item in series]
    return {
        "type": "bar",
        "x": [item.year + shift for item in series],
        "y": values,
        "width": _BAR,
        "marker": {"color": colour, "opacity": 0.42},
        "text": ["" if value is None else g.number(value) for value in values],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": 11, "color": theme.GREY},
        "constraintext": "none",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _gap_note(item: ListedYear) -> dict[str, Any]:
    return {
        "text": words.gap(item.gap or ""),
        "x": item.year,
        "y": 0.97,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": theme.SMALL, "color": theme.GREY},
    }


def _end_notes(series: Sequence[ListedYear], ceiling: float) -> list[dict[str, Any]]:
    """Names of the line and of the bars beside their last values, kept apart."""
    last = series[-1] if series else None
    if last is None or last.listed is None:
        return []
    # The line is named at its height; the names of the bars stand one above the other at the foot of the chart.
    notes = [(words.LISTED, float(last.listed), theme.LISTED)]
    if last.entered is not None and last.left is not None:
        step = ceiling * 0.085
        low = min(last.entered, last.left) / 2
        lower, upper = max(low, step * 0.4), max(low, step * 0.4) + step
        names = [(words.ENTERED, theme.LISTED), (words.LEFT, theme.LEFT)]
        if last.entered > last.left:
            names.reverse()
        # The name of the line keeps its distance from those of the bars.
        notes = [(words.LISTED, max(float(last.listed), upper + step), theme.LISTED)]
        notes += [(names[0][0], lower, names[0][1]), (names[1][0], upper, names[1][1])]
    return [
        {
            "text": text,
            "x": last.year + 0.24,
            "y": height,
            "xanchor": "left",
            "yanchor": "middle",
            "showarrow": False,
            "font": {"size": theme.SIZE, "color": colour},
        }
        for text, height, colour in notes
    ]
