"""Points of the demo schools: inside their district, off its border, apart, denser where people live."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

METRES_PER_DEGREE = 111_320.0
_LATITUDE = 59.94
_LON_SCALE = METRES_PER_DEGREE * float(np.cos(np.radians(_LATITUDE)))

BORDER_METRES = 250.0
APART_METRES = 250.0
_BATCH = 400

# Where people live, digitised by us to about a kilometre: longitude, latitude, spread in metres, weight.
SETTLED: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "admiralteysky": ((30.300, 59.918, 1600, 1.0),),
    "vasileostrovsky": ((30.262, 59.940, 1300, 0.7), (30.220, 59.950, 1000, 0.3)),
    "vyborgsky": ((30.335, 60.037, 1700, 0.6), (30.345, 59.995, 1600, 0.3), (30.270, 60.080, 1500, 0.1)),
    "kalininsky": ((30.395, 60.012, 1800, 0.7), (30.385, 59.975, 1500, 0.3)),
    "kirovsky": ((30.255, 59.865, 1900, 0.7), (30.215, 59.852, 1400, 0.3)),
    "kolpinsky": ((30.600, 59.750, 1500, 0.75), (30.570, 59.797, 1000, 0.15), (30.650, 59.770, 1100, 0.1)),
    "krasnogvardeysky": ((30.475, 59.950, 1700, 0.6), (30.440, 59.930, 1200, 0.3), (30.480, 59.985, 1400, 0.1)),
    "krasnoselsky": ((30.170, 59.845, 1700, 0.65), (30.090, 59.735, 1500, 0.25), (30.140, 59.790, 1400, 0.1)),
    "kronshtadtsky": ((29.770, 59.992, 900, 1.0),),
    "kurortny": ((29.965, 60.095, 1400, 0.55), (29.700, 60.200, 1400, 0.3), (30.040, 60.130, 1600, 0.15)),
    "moskovsky": ((30.325, 59.862, 1700, 0.8), (30.320, 59.888, 1200, 0.2)),
    "nevsky": ((30.480, 59.880, 1900, 0.55), (30.445, 59.870, 1500, 0.25), (30.470, 59.910, 1400, 0.2)),
    "petrogradsky": ((30.300, 59.963, 1300, 0.8), (30.255, 59.972, 1000, 0.2)),
    "petrodvortsovy": ((29.905, 59.875, 1600, 0.6), (29.775, 59.908, 1300, 0.3), (30.040, 59.850, 1000, 0.1)),
    "primorsky": ((30.255, 60.015, 1900, 0.75), (30.290, 59.992, 1100, 0.2), (30.150, 59.995, 1600, 0.05)),
    "pushkinsky": ((30.410, 59.720, 1700, 0.6), (30.385, 59.800, 1300, 0.25), (30.440, 59.685, 1100, 0.15)),
    "frunzensky": ((30.390, 59.865, 1900, 0.7), (30.365, 59.895, 1300, 0.3)),
    "tsentralny": ((30.355, 59.932, 1500, 1.0),),
}


def place(
    schools: pd.DataFrame, districts: Mapping[str, BaseGeometry], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes of the schools (degrees, six decimals), in the order of ``schools``.

    ``districts``: code → polygon in EPSG:4326. Raises ``ValueError`` when a district holds no room for its schools.
    """
    taken = np.empty((0, 2))
    found = np.empty((len(schools), 2))
    for code, rows in schools.groupby("district_code", sort=False).indices.items():
        room = inner(districts[str(code)])
        placed = _scatter(str(code), len(rows), room, taken, rng)
        found[rows] = placed
        taken = np.vstack([taken, placed])
    return np.round(found[:, 0] / _LON_SCALE, 6), np.round(found[:, 1] / METRES_PER_DEGREE, 6)


def to_metres(shape: BaseGeometry) -> BaseGeometry:
    """The shape in metres of a plane that is true at the city's latitude (error below half a percent)."""
    return affine_transform(shape, [_LON_SCALE, 0, 0, METRES_PER_DEGREE, 0, 0])


def inner(district: BaseGeometry) -> BaseGeometry:
    """The district without a strip along its border, in metres; the whole of it where nothing would be left."""
    shape = to_metres(district)
    shrunk = shape.buffer(-BORDER_METRES)
    return shape if shrunk.is_empty else shrunk


def _scatter(code: str, count: int, room: BaseGeometry, taken: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    shapely.prepare(room)
    near = np.vstack([taken, np.full((count, 2), np.inf)])
    first = filled = len(taken)
    apart, spread = APART_METRES, 1.0
    for _attempt in range(60):
        candidates = _candidates(code, room, spread, rng)
        for candidate in candidates[shapely.contains_xy(room, candidates[:, 0], candidates[:, 1])]:
            distance = np.abs(near[:filled] - candidate)
            if not np.any(np.hypot(distance[:, 0], distance[:, 1]) < apart):
                near[filled] = candidate
                filled += 1
                if filled == first + count:
                    return near[first:]
        # Little room is left where most live: look a bit further out.
        spread *= 1.1
    raise ValueError(f"no room for {count} schools in {code}")


def _candidates(code: str, room: BaseGeometry, spread: float, rng: np.random.Generator) -> np.ndarray:
    places = np.array(SETTLED[code])
    chosen = places[rng.choice(len(places), size=_BATCH, p=places[:, 3] / places[:, 3].sum())]
    centre = chosen[:, :2] * (_LON_SCALE, METRES_PER_DEGREE)
    return np.asarray(centre + rng.normal(size=(_BATCH, 2)) * chosen[:, 2:3] * spread)
