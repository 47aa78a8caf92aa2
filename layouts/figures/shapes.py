"""Geometry of the maps in metres, made once for each set of boundaries."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geopandas
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

import geodata
from monitoring.districts import DISTRICTS

Path2D = tuple[tuple[int | None, ...], tuple[int | None, ...]]
"""x and y in whole metres (EPSG:32636), None between the pieces."""
Point = tuple[float, float]

# Imported boundaries may hold tens of thousands of vertices; on a map of 130 m a pixel nobody sees more than these.
_VERTICES = 3000
_TOLERANCE = 40.0
# The inset shows more than its extent where the screen's proportions differ, so the clip leaves a margin.
_CLIP_MARGIN = 9_000


@dataclass(frozen=True, slots=True)
class DistrictShape:
    """One district. ``inset`` is its part near the inset (None outside); labels stand where geodata puts them."""

    code: str
    name: str
    main: Path2D
    inset: Path2D | None
    polygon: BaseGeometry
    label: Point


@dataclass(frozen=True, slots=True)
class MapShapes:
    """All that a map draws before any school stands on it."""

    fingerprint: str
    districts: tuple[DistrictShape, ...]
    river: Path2D
    extent: geodata.Extent
    attribution: str

    def district(self, code: str) -> DistrictShape:
        """The district with the code; ``KeyError`` when there is none."""
        for shape in self.districts:
            if shape.code == code:
                return shape
        raise KeyError(code)


def load(directory: Path | None = None) -> MapShapes:
    """Shapes of the boundaries in use; ``directory`` as in ``geodata.load_districts``."""
    return _load(directory, geodata.fingerprint(directory))


@lru_cache(maxsize=4)
def _load(directory: Path | None, fingerprint: str) -> MapShapes:
    frame = _simplified(geodata.project(geodata.load_districts(directory)))
    by_name = dict(zip(frame["name"], frame.geometry, strict=True))
    names = geodata.label_points(directory)
    x, y = geodata.project_points([p[0] for p in names.values()], [p[1] for p in names.values()])
    labels = dict(zip(names, zip(x.tolist(), y.tolist(), strict=True), strict=True))
    near = geodata.INSET
    clip = box(
        near.x_min - _CLIP_MARGIN, near.y_min - _CLIP_MARGIN, near.x_max + _CLIP_MARGIN, near.y_max + _CLIP_MARGIN
    )
    shapes = tuple(
        DistrictShape(
            district.code,
            district.name,
            _path(by_name[district.name]),
            _clipped(by_name[district.name], clip),
            by_name[district.name],
            labels[district.name],
        )
        for district in DISTRICTS
    )
    river = geodata.river_outline(geodata.load_neva())
    return MapShapes(
        fingerprint,
        shapes,
        (tuple(river.x), tuple(river.y)),
        geodata.city_extent(directory),
        geodata.attribution(directory),
    )


def _simplified(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    if shapely.get_num_coordinates(frame.geometry.to_numpy()).sum() <= _VERTICES:
        return frame
    return frame.assign(geometry=shapely.coverage_simplify(frame.geometry.to_numpy(), _TOLERANCE))


def _path(geometry: BaseGeometry) -> Path2D:
    x: list[int | None] = []
    y: list[int | None] = []
    for ring_x, ring_y in geodata.polygon_rings(geometry):
        if x:
            x.append(None)
            y.append(None)
        x.extend(round(value) for value in ring_x)
        y.extend(round(value) for value in ring_y)
    return tuple(x), tuple(y)


def _clipped(geometry: BaseGeometry, clip: BaseGeometry) -> Path2D | None:
    parts = [
        part
        for part in shapely.get_parts(shapely.intersection(geometry, clip))
        if part.geom_type == "Polygon" and not part.is_empty
    ]
    return _path(shapely.multipolygons(parts)) if parts else None
