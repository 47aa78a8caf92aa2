"""Number of schools in the list as a function of the threshold. One axis from zero, in schools."""

from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.figures.graph import layout
from layouts.texts import grammar as g
from layouts.texts import simulator as words


def listed_by_threshold(
    curve: Sequence[tuple[float, int]], *, present: float, listed: int, published: float
) -> dict[str, Any]:
    """The figure: ``curve`` holds threshold (percent) and count; ``listed`` schools at the ``present`` threshold are
    marked and named, the ``published`` threshold is a dashed line."""
    x, y = [point[0] for point in curve], [point[1] for point in curve]
    ceiling = max([*y, 0]) * 1.15 or 4
    # The line falls from left to right: above and to the right of it there is room, but for the last values.
    at_the_end = bool(x) and present > x[0] + (x[-1] - x[0]) * 0.8
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "line": {"color": theme.LISTED, "width": 2.2},
            "hoverinfo": "text",
            "hovertext": [words.curve_hover(*point) for point in curve],
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [present],
            "y": [listed],
            "marker": {"color": theme.LISTED, "size": 10},
            "text": [f"<b>{words.curve_label(present, listed)}</b>"],
            "textposition": "top left" if at_the_end else "top right",
            "textfont": {"size": theme.SIZE, "color": theme.INK},
            "cliponaxis": False,
            "hoverinfo": "skip",
        },
    ]
    return {
        "data": data,
        "layout": layout(
            margin={"l": 40, "r": 16, "t": 22, "b": 30},
            hovermode="closest",
            dragmode=False,
            xaxis={
                "tickmode": "array",
                "tickvals": [value for value in x if value % 5 == 0],
                "ticktext": [g.percent(value) for value in x if value % 5 == 0],
                "range": [min(x, default=0) - 0.5, max(x, default=1) + 0.5],
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
            shapes=[_published_line(published)],
            annotations=[_published_note(published)],
        ),
    }


def _published_line(value: float) -> dict[str, Any]:
    line = {"color": theme.INK, "width": 1.2, "dash": "dash"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": value, "x1": value, "y0": 0, "y1": 1, "line": line}


def _published_note(value: float) -> dict[str, Any]:
    return {
        "text": f"{words.CURVE_PUBLISHED} {words.share(value)}",
        "x": value,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": theme.SMALL, "color": theme.GREY},
    }
