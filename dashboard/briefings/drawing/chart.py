"""Draws a figure of the screen (a dict of plotly) by matplotlib: the parts of plotly that our figures use, no more.

The picture is laid out in the screen's pixels, so margins, sizes and texts are those of the factory that made it.
"""

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from matplotlib.patches import Rectangle

from dashboard.briefings.drawing import traces
from dashboard.briefings.drawing.style import PX, colour, dashes
from dashboard.briefings.drawing.texts import Style, write
from layouts import theme

Dict = Mapping[str, Any]
_BELOW, _GRID, _ABOVE = 0.2, 0.5, 6


def draw(figure: Dict, width: int, height: int, below: int = 0) -> Picture:
    """The picture; ``width`` × ``height`` px of the screen's figure, ``below``: px kept free under it for a legend."""
    layout = figure["layout"]
    picture = Picture(figsize=(width / 96, (height + below) / 96), facecolor=theme.GROUND)
    margin = {"l": 0, "r": 0, "t": 0, "b": 0} | dict(layout.get("margin", {}))
    whole = height + below
    boxes = {}
    for suffix in ("", "2"):
        if f"xaxis{suffix}" not in layout:
            continue
        across, upright = layout[f"xaxis{suffix}"], layout[f"yaxis{suffix}"]
        x0, x1 = across.get("domain", (0, 1))
        y0, y1 = upright.get("domain", (0, 1))
        inner_width, inner_height = width - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
        box = (
            (margin["l"] + x0 * inner_width) / width,
            (below + margin["b"] + y0 * inner_height) / whole,
            (x1 - x0) * inner_width / width,
            (y1 - y0) * inner_height / whole,
        )
        boxes[suffix] = picture.add_axes(box)
        _axes(boxes[suffix], across, upright, layout)
    stacks = traces.Stacks()
    for trace in figure["data"]:
        if trace.get("visible", True) is True:
            traces.draw(boxes[str(trace.get("xaxis", "x"))[1:]], trace, stacks)
    for shape in layout.get("shapes", ()):
        _shape(boxes, shape)
    for note in layout.get("annotations", ()):
        _note(boxes, note)
    return picture


def _axes(axes: Axes, across: Dict, upright: Dict, layout: Dict) -> None:
    axes.set_xlim(*across["range"])
    axes.set_ylim(*upright["range"])
    axes.set_facecolor(layout.get("plot_bgcolor", theme.GROUND))
    axes.set_autoscale_on(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    if across.get("visible", True):
        _ticks(axes, across, upright=False)
    if upright.get("visible", True):
        _ticks(axes, upright, upright=True)


def _ticks(axes: Axes, axis: Dict, *, upright: bool) -> None:
    font = axis.get("tickfont", {})
    size, ink = font.get("size", theme.SMALL), font.get("color", theme.INK)
    line = axes.axhline if upright else axes.axvline
    for place, text in zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True):
        if axis.get("showgrid", True) and place:
            line(place, color=axis.get("gridcolor", theme.LINE), linewidth=1 * PX, zorder=_GRID)
        if upright:
            write(axes, text, (0, place), Style(size, ink, "right", "middle", right=-5), ("axes fraction", "data"))
        else:
            write(axes, text, (place, 0), Style(size, ink, "center", "top", up=-5), ("data", "axes fraction"))
    if axis.get("zeroline"):
        line(0, color=axis.get("zerolinecolor", theme.GREY), linewidth=axis.get("zerolinewidth", 1) * PX, zorder=2)


def _of(boxes: Mapping[str, Axes], reference: str) -> tuple[Axes, bool]:
    """The axes that a reference («x», «paper», «x2 domain») names, and whether it counts in fractions of them."""
    if reference == "paper":
        return boxes[""], True
    name, _, domain = reference.partition(" ")
    return boxes[name[1:]], domain == "domain"


def _shape(boxes: Mapping[str, Axes], shape: Dict) -> None:
    axes, across = _of(boxes, shape.get("xref", "x"))
    _, upright = _of(boxes, shape.get("yref", "y"))
    transform = axes.transAxes if across and upright else axes.transData
    if across != upright:
        transform = axes.get_xaxis_transform() if upright else axes.get_yaxis_transform()
    line = shape.get("line", {})
    stroke = {
        "linewidth": line.get("width", 1) * PX,
        "linestyle": dashes(line.get("dash")),
        "zorder": _BELOW if shape.get("layer") == "below" else _ABOVE,
        "clip_on": False,
    }
    x0, x1, y0, y1 = (shape[name] for name in ("x0", "x1", "y0", "y1"))
    if shape["type"] == "line":
        axes.plot([x0, x1], [y0, y1], color=line["color"], transform=transform, **stroke)
        return
    fill = shape.get("fillcolor")
    axes.add_artist(
        Rectangle(
            (x0, y0), x1 - x0, y1 - y0, facecolor=colour(fill) if fill else "none",
            edgecolor=line.get("color", "none"), transform=transform, **stroke,
        )
    )  # fmt: skip


def _note(boxes: Mapping[str, Axes], note: Dict) -> None:
    axes, across = _of(boxes, note.get("xref", "x"))
    _, upright = _of(boxes, note.get("yref", "y"))
    coordinates = ("axes fraction" if across else "data", "axes fraction" if upright else "data")
    font = note.get("font", {})
    style = Style(
        font.get("size", theme.SIZE), font.get("color", theme.INK), note.get("xanchor", "center"),
        note.get("yanchor", "middle"), *_shift(note),
    )  # fmt: skip
    write(axes, note["text"], (note["x"], note["y"]), style, coordinates)


def _shift(note: Dict) -> tuple[float, float]:
    pad = note.get("borderpad", 0)
    right = {"left": pad, "right": -pad}.get(note.get("xanchor", ""), 0)
    up = {"top": -pad, "bottom": pad}.get(note.get("yanchor", ""), 0)
    return right, up
