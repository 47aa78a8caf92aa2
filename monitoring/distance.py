"""Distance on the globe."""

from math import asin, cos, radians, sin, sqrt

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def kilometres(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Great-circle distance between two points (lon, lat in degrees), by the haversine formula; within 0.5 %."""
    lon1, lat1, lon2, lat2 = map(radians, (*first, *second))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def kilometres_between(first: Matrix, second: Matrix) -> Matrix:
    """Great-circle distances between each of the first points and each of the second: rows × columns, km.

    Points are arrays of lon, lat in degrees, one row a point. A point that is not known (NaN) has no distance (NaN).
    """
    one, other = np.radians(first)[:, None, :], np.radians(second)[None, :, :]
    half = np.sin((other - one) / 2) ** 2
    chord = half[..., 1] + np.cos(one[..., 1]) * np.cos(other[..., 1]) * half[..., 0]
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
