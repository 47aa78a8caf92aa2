"""The one way to put a figure on a page: every ``dcc.Graph`` takes its config from here."""

from collections.abc import Iterable
from typing import Any, Literal

from dash import dcc

from layouts import theme

_CONFIG: Any = {
    "locale": "ru",
    "displayModeBar": False,
    "displaylogo": False,
    # plotly.js 4 offers to send the chart to a cloud unless told otherwise.
    "showSendToCloud": False,
    "responsive": True,
    "doubleClick": "reset",
}
_MAP_CONFIG = _CONFIG | {"scrollZoom": True}


def graph(
    component_id: str, figure: dict[str, Any], *, height: int, room: Literal["", "wide", "wider"] = ""
) -> dcc.Graph:
    """A chart of fixed height (px) and the width of its column; not to be zoomed.

    ``room``: of a chart that is not to be read in a narrow column and scrolls there (``assets/narrow.css``).
    """
    return dcc.Graph(
        id=component_id,
        figure=figure,
        config=_CONFIG,
        responsive=True,
        className=f"chart {room}-chart" if room else "chart",
        style={"height": height},
    )


def map_graph(component_id: str, figure: dict[str, Any], *, class_name: str = "map-graph") -> dcc.Graph:
    """A map: its height follows its width (style sheet); moved by dragging, zoomed by Ctrl + wheel and by buttons."""
    return dcc.Graph(id=component_id, figure=figure, config=_MAP_CONFIG, responsive=True, className=class_name)


def empty_graph(component_id: str) -> dcc.Graph:
    """The graph's place in a skeleton."""
    return dcc.Graph(id=component_id, figure={"data": [], "layout": {}}, config=_CONFIG)


def layout(**more: Any) -> dict[str, Any]:
    """Layout that all figures share: fonts, white ground, no legend, Russian separators; ``more`` goes on top."""
    return {
        "font": {"family": theme.FONT, "size": theme.SIZE, "color": theme.INK},
        "paper_bgcolor": theme.GROUND,
        "plot_bgcolor": theme.GROUND,
        "showlegend": False,
        "separators": ",\u00a0",
        "hoverlabel": {
            "bgcolor": theme.GROUND,
            "bordercolor": theme.GREY,
            "font": {"family": theme.FONT, "size": theme.SIZE, "color": theme.INK},
            "align": "left",
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    } | more


def end_values(labels: Iterable[tuple[str | float, str]]) -> list[dict[str, Any]]:
    """Annotations with the value of each row at its end, right of the plot: ``labels`` are place on y and text."""
    return [
        {
            "text": f"<b>{text}</b>",
            "x": 1.01,
            "xref": "paper",
            "xanchor": "left",
            "y": place,
            "showarrow": False,
            "font": {"size": theme.SIZE, "color": theme.INK},
        }
        for place, text in labels
    ]
