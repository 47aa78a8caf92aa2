"""Where the names of districts stand on a map so that they hide neither schools nor each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from layouts.figures.shapes import MapShapes, Point

Floats = npt.NDArray[np.float64]

_GRID = 13
_CHARACTER_PX = 6.3
_HEIGHT_PX = 14.0
_MARK_PX = 6.0
# Prices of what a reader dislikes: a name cut by the frame, on another name, out of its district, on a school, far off.
_CUT, _ON_NAME, _OUTSIDE, _ON_SCHOOL, _AWAY = 60.0, 25.0, 5.0, 1.5, 0.012


@dataclass(frozen=True, slots=True)
class Window:
    """What a subplot shows: bounds in metres and metres in one pixel."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float
    metres_per_px: float


@lru_cache(maxsize=256)
def _candidates(shapes: MapShapes, code: str, characters: int, window: Window) -> tuple[Floats, Floats, Floats]:
    """Centres of possible places of one name and the price of each before schools and other names."""
    shape = shapes.district(code)
    half_width = characters * _CHARACTER_PX / 2 * window.metres_per_px
    half_height = _HEIGHT_PX / 2 * window.metres_per_px
    west, south, east, north = shape.polygon.bounds
    grid_x, grid_y = np.meshgrid(
        np.linspace(max(west, window.x_min), min(east, window.x_max), _GRID),
        np.linspace(max(south, window.y_min), min(north, window.y_max), _GRID),
    )
    x, y = np.append(grid_x, shape.label[0]), np.append(grid_y, shape.label[1])
    boxes = shapely.box(x - half_width, y - half_height, x + half_width, y + half_height)
    outside = 1 - shapely.area(shapely.intersection(boxes, shape.polygon)) / shapely.area(boxes)
    cut = (
        (x - half_width < window.x_min)
        | (x + half_width > window.x_max)
        | (y - half_height < window.y_min)
        | (y + half_height > window.y_max)
    )
    away = np.hypot(x - shape.label[0], y - shape.label[1]) / window.metres_per_px
    return x, y, _CUT * cut + _OUTSIDE * outside + _AWAY * away


def places(
    shapes: MapShapes, texts: dict[str, str], window: Window, schools: tuple[Sequence[float], Sequence[float]]
) -> dict[str, Point]:
    """Code → centre of its name. ``texts``: code → the longest text; ``schools``: x and y of the marks to spare."""
    school_x, school_y = np.asarray(schools[0], dtype=float), np.asarray(schools[1], dtype=float)
    scale = window.metres_per_px
    taken: list[tuple[float, float, float]] = []
    found: dict[str, Point] = {}
    # Small districts have little choice, so they choose first.
    for code in sorted(texts, key=lambda item: shapes.district(item).polygon.area):
        x, y, price = _candidates(shapes, code, len(texts[code]), window)
        half_width = len(texts[code]) * _CHARACTER_PX / 2 * scale
        reach_x, reach_y = half_width + _MARK_PX * scale, (_HEIGHT_PX / 2 + _MARK_PX) * scale
        hidden = (np.abs(x[:, None] - school_x) < reach_x) & (np.abs(y[:, None] - school_y) < reach_y)
        price = price + _ON_SCHOOL * hidden.sum(axis=1)
        for other_x, other_y, other_half in taken:
            met = (np.abs(x - other_x) < half_width + other_half) & (np.abs(y - other_y) < 1.15 * _HEIGHT_PX * scale)
            price = price + _ON_NAME * met
        best = int(np.argmin(price))
        found[code] = (float(x[best]), float(y[best]))
        taken.append((*found[code], half_width))
    return found
