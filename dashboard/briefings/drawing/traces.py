"""Traces of the screen's figures: lines, areas, marks, words, stacked bars."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from dashboard.briefings.drawing.style import PX, colour, dashes
from dashboard.briefings.drawing.texts import Style, write
from layouts import theme

Trace = Mapping[str, Any]
_AREA, _LINE, _MARK = 1, 3, 4
_SYMBOLS = {"triangle-up": "^", "triangle-down": "v", "diamond": "D", "circle": "o", "square": "s"}
_SCALES = {"^": 1.0, "v": 1.0, "D": 0.82, "o": 1.0, "s": 1.0}
"""Side of a sign of matplotlib for the same size on the screen."""


@dataclass(slots=True)
class Stacks:
    """Heights that bars have reached at each place, up and down."""

    up: dict[float, float] = field(default_factory=lambda: defaultdict(float))
    down: dict[float, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, place: float, value: float) -> float:
        """Where the next bar begins."""
        side = self.up if value >= 0 else self.down
        start = side[place]
        side[place] += value
        return start


def draw(axes: Axes, trace: Trace, stacks: Stacks) -> None:
    """Draws one visible trace."""
    if trace["type"] == "bar":
        _bars(axes, trace, stacks)
        return
    mode = trace.get("mode", "lines")
    if trace.get("fill") == "toself":
        _area(axes, trace)
    elif "lines" in mode:
        line = trace["line"]
        axes.plot(
            _floats(trace["x"]), _floats(trace["y"]), color=colour(line["color"]), linewidth=line["width"] * PX,
            linestyle=dashes(line.get("dash")), alpha=trace.get("opacity"), zorder=_LINE, solid_joinstyle="round",
            clip_on=trace.get("cliponaxis", True),
        )  # fmt: skip
    if "markers" in mode:
        _marks(axes, trace)
    if "text" in mode:
        _words(axes, trace)


def _floats(values: Sequence[float | None]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _area(axes: Axes, trace: Trace) -> None:
    points, codes = [], []
    for ring in _rings(trace["x"], trace["y"]):
        points += [*ring, ring[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY]
    if not points:
        return
    width = trace.get("line", {}).get("width", 0) * PX
    axes.add_artist(
        PathPatch(
            Path(points, codes), facecolor=colour(trace["fillcolor"]), linewidth=width, zorder=_AREA,
            edgecolor=trace["line"]["color"] if width else "none", joinstyle="round",
        )
    )  # fmt: skip


def _rings(x: Sequence[float | None], y: Sequence[float | None]) -> Iterator[list[tuple[float, float]]]:
    for gap, run in groupby(zip(x, y, strict=True), key=lambda point: point[0] is None):
        if not gap:
            yield [(float(across), float(upright)) for across, upright in run]  # type: ignore[arg-type]


def _each(value: Any, count: int) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value] * count


def _marks(axes: Axes, trace: Trace) -> None:
    marker, count = trace["marker"], len(trace["x"])
    symbols, sizes, colours = (
        _each(marker.get(name, usual), count) for name, usual in (("symbol", "circle"), ("size", 6), ("color", ""))
    )
    edge = marker.get("line", {})
    looks: dict[tuple[str, float, str], list[int]] = defaultdict(list)
    for place in range(count):
        if trace["x"][place] is not None and trace["y"][place] is not None and sizes[place]:
            looks[(symbols[place], sizes[place], colours[place])].append(place)
    for (symbol, size, ink), places in looks.items():
        hollow = symbol.endswith("-open")
        sign = _SYMBOLS[symbol.removesuffix("-open")]
        width = (edge.get("width", 1.4) or 1.4) if hollow else edge.get("width", 0)
        axes.plot(
            [trace["x"][place] for place in places], [trace["y"][place] for place in places], linestyle="none",
            marker=sign, markersize=size * PX * _SCALES[sign], markerfacecolor=theme.GROUND if hollow else ink,
            markeredgecolor=ink if hollow else edge.get("color", ink), markeredgewidth=width * PX, zorder=_MARK,
            clip_on=trace.get("cliponaxis", True),
        )  # fmt: skip


_ACROSS = {"left": ("right", -1), "center": ("center", 0), "right": ("left", 1)}
_UPRIGHT = {"top": ("bottom", 1), "middle": ("middle", 0), "bottom": ("top", -1)}


def _words(axes: Axes, trace: Trace) -> None:
    upright, _, across = trace.get("textposition", "middle center").partition(" ")
    (side, right), (height, up) = _ACROSS[across], _UPRIGHT[upright]
    font = trace.get("textfont", {})
    sizes = _each(trace.get("marker", {}).get("size", 0) if "markers" in trace["mode"] else 0, len(trace["x"]))
    west, east = sorted(axes.get_xlim())
    south, north = sorted(axes.get_ylim())
    for x, y, text, size in zip(trace["x"], trace["y"], trace["text"], sizes, strict=True):
        if x is None or y is None or not text:
            continue
        if trace.get("cliponaxis", True) and not (west <= x <= east and south <= y <= north):
            continue
        gap = size / 2 + 3 if size or right or up else 0
        style = Style(
            font.get("size", theme.SIZE), font.get("color", theme.INK), side, height, right * gap, up * gap * 0.8,
            ground=trace.get("cliponaxis", True),
        )  # fmt: skip
        write(axes, text, (x, y), style)


def _bars(axes: Axes, trace: Trace, stacks: Stacks) -> None:
    marker, half = trace["marker"], trace["width"]
    edge, pattern = marker.get("line", {}), marker.get("pattern")
    for x, value, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
        if not value:
            continue
        start = stacks.add(x, value)
        axes.bar(
            x, value, half, bottom=start, facecolor=marker["color"], edgecolor=edge.get("color", marker["color"]),
            linewidth=edge.get("width", 0) * PX, hatch="////" if pattern else None, zorder=_LINE,
        )  # fmt: skip
        font = trace.get("textfont", {})
        # Digits over a hatch are read on their own ground.
        style = Style(font.get("size", theme.SMALL), font.get("color", theme.INK), ground=pattern is not None)
        write(axes, text, (x, start + value / 2), style)
