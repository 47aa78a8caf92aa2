"""The legend in the picture of a map: the classes of the colour and the drawn signs."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from matplotlib.patches import Rectangle

from dashboard.briefings.drawing import traces
from dashboard.briefings.drawing.style import PX
from dashboard.briefings.drawing.texts import Style, write
from layouts import theme
from layouts.figures import map_parts as parts
from layouts.texts import grammar as g
from monitoring.reports.briefing import MapData

ROW = 22
"""Height of a row, px."""
_CHARACTER = 5.9
"""Mean width of a letter at the size of the legend, px."""
_MARKERS = {
    "listed": parts.listed_marker(11),
    "left": parts.left_marker(9),
    "near": parts.near_marker(9),
    "mentor": parts.mentor_marker(9),
    "other": parts.other_marker(6),
    "school": parts.other_marker(6),
    "own": parts.own_marker(12),
}


def height(data: MapData) -> int:
    """Px that the legend takes under the map."""
    rows = bool(data.classes) + bool(data.signs)
    return ROW * rows + 6 if rows else 0


def add(picture: Picture, data: MapData, width: int, whole: int) -> None:
    """Draws the legend along the lower edge of a picture of ``width`` × ``whole`` px."""
    tall = height(data)
    if not tall:
        return
    axes = picture.add_axes((0, 0, 1, tall / whole))
    axes.set_xlim(0, width)
    axes.set_ylim(tall, 0)
    axes.set_axis_off()
    y = 6 + ROW / 2
    if data.classes:
        x = _said(axes, 2, y, f"{g.capital(data.layer)}, %:" if data.scale.startswith("share") else f"{data.layer}:")
        for fill, text in zip(theme.SEQUENCE, data.classes, strict=True):
            axes.add_patch(
                Rectangle((x, y - 6), 20, 12, facecolor=fill, edgecolor=theme.BORDER, linewidth=0.6 * PX)
            )  # fmt: skip
            x = _said(axes, x + 25, y, text) + 4
        y += ROW
    x = 2.0
    for code, text in data.signs:
        _sign(axes, code, x + 8, y)
        x = _said(axes, x + 20, y, text) + 4


def _said(axes: Axes, x: float, y: float, text: str) -> float:
    write(axes, text, (x, y), Style(theme.SMALL, theme.INK, "left", "middle"))
    return x + len(text) * _CHARACTER + 10


def _sign(axes: Axes, code: str, x: float, y: float) -> None:
    if code == "link":
        axes.plot([x - 8, x + 8], [y, y], color=theme.PARTNER, linewidth=1.6 * PX)
        return
    trace = {"type": "scatter", "mode": "markers", "x": [x], "y": [y], "marker": _MARKERS[code], "cliponaxis": False}
    traces.draw(axes, trace, traces.Stacks())
