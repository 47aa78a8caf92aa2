"""Outlines as plain lists of numbers, the form in which a chart takes them."""

from dataclasses import dataclass

import geopandas
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.projection import project

Ring = tuple[list[float], list[float]]


@dataclass(frozen=True, slots=True)
class Outline:
    """A line of several pieces: ``x`` and ``y`` in whole metres (EPSG:32636), None between the pieces."""

    x: list[int | None]
    y: list[int | None]


def polygon_rings(geometry: Polygon | MultiPolygon) -> list[Ring]:
    """Return every ring as (x, y) in the units of the geometry, closed: first point = last point.

    Outer rings run counter-clockwise and holes clockwise, so that a filled path leaves the holes empty. Larger
    parts come first. Raises TypeError for a geometry that is no polygon.
    """
    if not isinstance(geometry, Polygon | MultiPolygon):
        raise TypeError(f"a polygon is needed, not {geometry.geom_type}")
    oriented = shapely.orient_polygons(geometry)
    parts = sorted(shapely.get_parts(oriented), key=lambda part: part.area, reverse=True)
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return [_columns(ring) for ring in rings if not ring.is_empty]


def _columns(line: BaseGeometry) -> Ring:
    coordinates = shapely.get_coordinates(line)
    return coordinates[:, 0].tolist(), coordinates[:, 1].tolist()


def _joined(pieces: list[Ring]) -> Outline:
    x: list[int | None] = []
    y: list[int | None] = []
    for piece_x, piece_y in pieces:
        if x:
            x.append(None)
            y.append(None)
        x.extend(round(value) for value in piece_x)
        y.extend(round(value) for value in piece_y)
    return Outline(x, y)


def district_outlines(districts: geopandas.GeoDataFrame) -> dict[str, Outline]:
    """Return district name → its outline, in the order of the rows; ``districts`` as from ``load_districts``."""
    projected = project(districts)
    return {
        name: _joined(polygon_rings(geometry))
        for name, geometry in zip(projected["name"], projected.geometry, strict=True)
    }


def river_outline(rivers: geopandas.GeoDataFrame) -> Outline:
    """Return all rivers as one line with gaps; ``rivers`` as from ``load_neva``."""
    return _joined([_columns(line) for line in project(rivers).geometry])
