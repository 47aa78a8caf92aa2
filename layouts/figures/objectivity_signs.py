"""Signs of one school, a row each: what is expected, the usual spread around it, what was shown."""

from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.figures.graph import layout
from layouts.texts import grammar as g
from layouts.texts import objectivity as words
from monitoring.objectivity.signs import Sign

ROW, FRAME = 34, 62
"""Heights, px: of a row, and of what is around the rows."""


def height(signs: Sequence[Sign]) -> int:
    """Height of the figure, px."""
    return FRAME + ROW * len(signs)


def objectivity_signs(signs: Sequence[Sign]) -> dict[str, Any]:
    """The figure, the first sign at the top; shares in percent on one axis."""
    places = list(range(len(signs)))
    band: dict[str, list[float | int | None]] = {"x": [], "y": []}
    link: dict[str, list[float | int | None]] = {"x": [], "y": []}
    for place, sign in zip(places, signs, strict=True):
        band["x"] += [sign.low, sign.high, None]
        link["x"] += [sign.reference, sign.value, None]
        for line in (band, link):
            line["y"] += [place, place, None]
    return {
        "data": [
            _lines(band, theme.LINE, 12),
            _lines(link, theme.GREY, 1.4),
            _points(signs, [sign.reference for sign in signs], "line-ns", theme.GREY, 14, 2),
            _points(signs, [sign.value for sign in signs], "diamond", theme.NEAR, 11, 0),
        ],
        "layout": layout(
            margin={"l": 216, "r": 24, "t": 26, "b": 34},
            hovermode="closest",
            dragmode=False,
            xaxis={
                "rangemode": "tozero",
                "ticksuffix": f"{g.NBSP}%",
                "fixedrange": True,
                "nticks": 6,
                "gridcolor": theme.LINE,
                "zeroline": True,
                "zerolinecolor": theme.GREY,
                "tickfont": {"size": theme.SMALL, "color": theme.GREY},
            },
            yaxis={
                "range": [len(signs) - 0.5, -0.5],
                "tickvals": places,
                "ticktext": [f"{words.row_label(sign)}{g.NBSP * 2}" for sign in signs],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "tickfont": {"size": theme.SMALL, "color": theme.INK},
            },
            annotations=_legend(),
        ),
    }


def _lines(points: dict[str, list[float | int | None]], colour: str, width: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        **points,
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }


def _points(
    signs: Sequence[Sign], values: list[float], symbol: str, colour: str, size: int, width: int
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": values,
        "y": list(range(len(signs))),
        "marker": {"symbol": symbol, "color": colour, "size": size, "line": {"color": colour, "width": width}},
        "hovertext": [words.hover(sign) for sign in signs],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _legend() -> list[dict[str, Any]]:
    """The signs in words above the rows: there is no room for a legend of plotly's own."""
    said = (("◆", theme.NEAR, words.SHOWN), ("│", theme.GREY, words.EXPECTED), ("▬", theme.LINE, words.USUAL))
    return [
        {
            "text": "   ".join(f'<span style="color:{colour}">{sign}</span> {name}' for sign, colour, name in said),
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": theme.SMALL, "color": theme.GREY},
        }
    ]
