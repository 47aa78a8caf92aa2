"""A briefing's figures as SVG and PNG: the same briefing gives the same bytes."""

import io
from pathlib import Path
from typing import Literal

from matplotlib import rc_context
from matplotlib.figure import Figure as Picture

from dashboard.briefings.drawing import chart, legend
from dashboard.briefings.drawing.style import LOCK
from layouts.briefings.screen import screen_figure
from layouts.figures import city_map, district_map, shapes
from monitoring.reports.briefing import Figure, ListTrend, MapData

_WIDTH = 720
"""Px of a chart: the width of a text column of A4 at 8 points a line of words."""


def picture(figure: Figure, boundaries: Path | None) -> Picture:
    """The figure drawn; ``boundaries`` as in ``geodata.load_districts``."""
    drawn = shapes.load(boundaries)
    found = screen_figure(figure.data, drawn)
    width, height = size(figure)
    if not isinstance(figure.data, MapData):
        return chart.draw(found, width, height)
    below = legend.height(figure.data)
    made = chart.draw(found, width, height, below)
    legend.add(made, figure.data, width, height + below)
    return made


def size(figure: Figure) -> tuple[int, int]:
    """Width and height in px, a map's legend left out."""
    if isinstance(figure.data, MapData):
        if figure.data.focus is None:
            return city_map.WIDTH, city_map.HEIGHT
        return district_map.WIDTH, district_map.HEIGHT
    return _WIDTH, 270 if isinstance(figure.data, ListTrend) else 240


def svg(figure: Figure, boundaries: Path | None, *, fonts: Literal["text", "paths"] = "text") -> bytes:
    """The figure as SVG. ``text`` names the font and leaves words words; ``paths`` needs no font where it is shown."""
    with LOCK, rc_context({"svg.fonttype": "none" if fonts == "text" else "path"}):
        out = io.BytesIO()
        picture(figure, boundaries).savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def png(figure: Figure, boundaries: Path | None, *, scale: float = 2.0) -> bytes:
    """The figure as PNG with ``scale`` pixels a px."""
    with LOCK:
        out = io.BytesIO()
        picture(figure, boundaries).savefig(out, format="png", dpi=96 * scale, metadata={"Software": None})
    return out.getvalue()
