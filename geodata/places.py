"""Places on the map: where labels stand, what the inset of the centre shows, which district a point lies in."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike

from geodata.loader import load_districts
from geodata.names import NAMES
from geodata.projection import METRES, project_points

_LABELS: dict[str, tuple[float, float]] = {
    "Адмиралтейский": (30.2950, 59.9160),
    "Василеостровский": (30.2380, 59.9430),
    "Выборгский": (30.3361, 60.0394),
    "Калининский": (30.4020, 60.0080),
    "Кировский": (30.2420, 59.8830),
    "Колпинский": (30.6080, 59.7680),
    "Красногвардейский": (30.4500, 59.9620),
    "Красносельский": (30.1196, 59.7810),
    "Кронштадтский": (29.7755, 59.9883),
    "Курортный": (30.0498, 60.1276),
    "Московский": (30.3200, 59.8560),
    "Невский": (30.4720, 59.9050),
    "Петроградский": (30.2880, 59.9660),
    "Петродворцовый": (29.8300, 59.8870),
    "Приморский": (30.2080, 60.0230),
    "Пушкинский": (30.4000, 59.7200),
    "Фрунзенский": (30.3950, 59.8600),
    "Центральный": (30.3620, 59.9350),
}
# Where these two stand on the main map they would be cut by the frame of the inset.
_INSET_LABELS = {"Выборгский": (30.3330, 60.0200), "Приморский": (30.2500, 60.0050)}


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle of the map in metres (EPSG:32636)."""

    x_min: int
    x_max: int
    y_min: int
    y_max: int

    @property
    def aspect(self) -> float:
        """Width over height."""
        return (self.x_max - self.x_min) / (self.y_max - self.y_min)


INSET = Extent(x_min=341_600, x_max=360_600, y_min=6_636_500, y_max=6_660_500)
"""The centre, larger: the four central districts whole, and the dense parts of those around them."""

INSET_DISTRICTS: tuple[str, ...] = (
    "Адмиралтейский",
    "Василеостровский",
    "Калининский",
    "Кировский",
    "Красногвардейский",
    "Московский",
    "Невский",
    "Петроградский",
    "Фрунзенский",
    "Центральный",
)
"""Districts labelled in the inset only: on the whole city's map their names would lie on one another."""

MAIN_DISTRICTS: tuple[str, ...] = tuple(name for name in NAMES if name not in INSET_DISTRICTS)
"""Districts labelled on the map of the whole city."""


def label_points(directory: Path | None = None) -> dict[str, tuple[float, float]]:
    """Return district name → (longitude, latitude) inside its polygon, near the middle of its visible mass.

    Where imported boundaries do not hold our point, the centre of the largest circle inside the polygon.
    """
    return _inside(_LABELS, directory)


def inset_label_points(directory: Path | None = None) -> dict[str, tuple[float, float]]:
    """Return the labels of the inset: ``INSET_DISTRICTS`` and the neighbours seen in part, inside polygon and inset."""
    wanted = {name: _LABELS[name] for name in INSET_DISTRICTS} | _INSET_LABELS
    return _inside(wanted, directory)


def _inside(wanted: dict[str, tuple[float, float]], directory: Path | None) -> dict[str, tuple[float, float]]:
    geometries = load_districts(directory).set_index("name").geometry
    found = {}
    for name, (lon, lat) in wanted.items():
        polygon = geometries[name]
        if not shapely.contains_xy(polygon, lon, lat):
            centre = shapely.maximum_inscribed_circle(polygon).coords[0]
            lon, lat = round(centre[0], 4), round(centre[1], 4)
        found[name] = (lon, lat)
    return found


def city_extent(directory: Path | None = None, margin: int = 1_000) -> Extent:
    """Return the rectangle around all districts, widened by ``margin`` metres and rounded outwards to 100 m."""
    x_min, y_min, x_max, y_max = load_districts(directory).to_crs(METRES).total_bounds
    return Extent(
        int((x_min - margin) // 100 * 100),
        int(-(-(x_max + margin) // 100) * 100),
        int((y_min - margin) // 100 * 100),
        int(-(-(y_max + margin) // 100) * 100),
    )


def in_inset(lon: ArrayLike, lat: ArrayLike) -> np.ndarray:
    """Return which points lie inside the inset (boolean array); a missing coordinate lies outside."""
    x, y = project_points(lon, lat)
    return (x >= INSET.x_min) & (x <= INSET.x_max) & (y >= INSET.y_min) & (y <= INSET.y_max)


def locate(lon: ArrayLike, lat: ArrayLike, directory: Path | None = None) -> pd.Series:
    """Return the district (name, or NA outside the city and where a coordinate is missing) of each point.

    A point on a shared border goes to the alphabetically first of its districts. The index is that of ``lon`` when
    it is a Series, otherwise 0, 1, 2 …
    """
    index = lon.index if isinstance(lon, pd.Series) else None
    lon_values = np.asarray(lon, dtype=np.float64)
    lat_values = np.asarray(lat, dtype=np.float64)
    known = np.flatnonzero(np.isfinite(lon_values) & np.isfinite(lat_values))
    points = shapely.points(lon_values[known], lat_values[known])
    districts = load_districts(directory)
    point_rows, district_rows = districts.sindex.query(points, predicate="intersects")
    found = pd.Series(pd.NA, index=range(len(lon_values)), dtype="string")
    # Filled from the last district to the first, so that on a border the first one stays.
    order = np.argsort(-district_rows, kind="stable")
    found.iloc[known[point_rows[order]]] = districts["name"].to_numpy()[district_rows[order]]
    if index is not None:
        found.index = index
    return found
