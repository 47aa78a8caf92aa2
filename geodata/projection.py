"""Longitude and latitude to metres: UTM zone 36N (EPSG:32636), whose central meridian 33° E lies near the city.

Scale error inside the city stays under 0.1 %, so distances and areas on the map may be read as they are.
"""

from functools import cache

import geopandas
import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

GEOGRAPHIC = 4326
METRES = 32636


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs(GEOGRAPHIC, METRES, always_xy=True)


def project(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return the frame in EPSG:32636 (x east, y north, metres)."""
    return frame.to_crs(METRES)


def project_points(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (x, y) in metres, EPSG:32636, of the same length as the input; NaN where a coordinate is missing."""
    lon_values = np.asarray(lon, dtype=np.float64)
    lat_values = np.asarray(lat, dtype=np.float64)
    known = np.isfinite(lon_values) & np.isfinite(lat_values)
    # PROJ answers a missing coordinate with infinity, which a chart would try to show.
    x, y = _transformer().transform(np.where(known, lon_values, 30.0), np.where(known, lat_values, 60.0))
    return np.where(known, x, np.nan), np.where(known, y, np.nan)
