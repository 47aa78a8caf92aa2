"""Checks that 18 polygons are districts of St Petersburg which cover the city, and mends what may be mended."""

import itertools
from dataclasses import dataclass

import geopandas
import numpy as np
import shapely
from shapely.geometry import Polygon

from geodata.errors import BoundariesError
from geodata.loader import load_districts
from geodata.names import NAMES
from geodata.projection import project

PLACE = (28.5, 59.3, 32.0, 60.7)
"""Longitude and latitude between which every district must lie (west, south, east, north)."""

REPAIR_SHARE = 0.001
"""A repaired polygon may differ by this share of its area."""

TOLERANCE_KM2 = 0.05
"""Overlaps of a pair and gaps up to this area are mended and told of; larger ones are refused."""

GAP_WIDTH_METRES = 20
LIKENESS = 0.5
"""Share of the drawn district that the imported one must cover: less means exchanged names."""

VERTEX_LIMIT = 5_000
"""More vertices than that only slow the screen down: at the scale of the city they cannot be seen."""

SIMPLIFY_METRES = (10, 20, 40, 80, 160)


@dataclass(frozen=True, slots=True)
class Checked:
    """Polygons fit for use, in NAMES order, EPSG:32636, and Russian notes on what was mended."""

    geometries: np.ndarray
    notes: tuple[str, ...]


def check(districts: geopandas.GeoDataFrame, source: str) -> Checked:
    """Return the mended polygons of ``districts`` (18 rows in NAMES order, EPSG:4326).

    Raises BoundariesError, naming ``source``, for another place, polygons beyond repair, exchanged names, overlaps
    or gaps above the tolerance.
    """
    _refuse_place(districts, source)
    geometries = project(districts).geometry.to_numpy()
    geometries, notes = _repaired(geometries, source)
    _refuse_exchanged(geometries, source)
    _refuse_overlaps(geometries, source)
    _refuse_gaps(geometries, source)
    geometries, cleaned = _edge_matched(geometries)
    geometries, simplified = _simplified(geometries, source)
    return Checked(geometries, (*notes, *cleaned, *simplified))


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _refuse_place(districts: geopandas.GeoDataFrame, source: str) -> None:
    west, south, east, north = PLACE
    for name, bounds in zip(districts["name"], districts.bounds.to_numpy(), strict=True):
        x_min, y_min, x_max, y_max = bounds
        if x_min >= west and y_min >= south and x_max <= east and y_max <= north:
            continue
        swapped = x_min >= south and x_max <= north and y_min >= west and y_max <= east
        advice = (
            "Похоже, широта и долгота переставлены: поменяйте их местами."
            if swapped
            else "Проверьте систему координат файла."
        )
        west_east, south_north = (
            f"{low:.6g}…{high:.6g}°".replace(".", ",") for low, high in ((x_min, x_max), (y_min, y_max))
        )
        found = f"{west_east} в. д., {south_north} с. ш."
        raise BoundariesError(f"{source}: район «{name}» лежит не в Санкт-Петербурге ({found}). {advice}")


def _polygons_only(geometry: shapely.Geometry) -> shapely.Geometry:
    """A repair may leave lines and points beside the polygons: they bound nothing."""
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
    nested = [part for part in shapely.get_parts(geometry) if part.geom_type == "MultiPolygon"]
    parts += [part for many in nested for part in shapely.get_parts(many)]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _repaired(geometries: np.ndarray, source: str) -> tuple[np.ndarray, tuple[str, ...]]:
    mended, notes = [], []
    for name, geometry in zip(NAMES, geometries, strict=True):
        if geometry.is_valid and geometry.geom_type != "GeometryCollection":
            mended.append(geometry)
            continue
        reason = shapely.is_valid_reason(geometry)
        valid = _polygons_only(shapely.make_valid(geometry))
        change = abs(valid.area - geometry.area)
        if valid.is_empty or change > REPAIR_SHARE * valid.area:
            raise BoundariesError(
                f"{source}: полигон района «{name}» испорчен ({reason}), исправление изменило бы его площадь на "
                f"{_decimal(change / 1e6, 2)} км². Исправьте границу в редакторе карт."
            )
        mended.append(valid)
        notes.append(f"Полигон района «{name}» исправлен, площадь изменилась на {round(change)} м².")
    return np.array(mended, dtype=object), tuple(notes)


def _refuse_exchanged(geometries: np.ndarray, source: str) -> None:
    drawn = project(load_districts()).geometry.to_numpy()
    for name, ours, theirs in zip(NAMES, drawn, geometries, strict=True):
        if ours.intersection(theirs).area < LIKENESS * ours.area:
            raise BoundariesError(
                f"{source}: полигон «{name}» лежит не там, где этот район. Проверьте, не перепутаны ли названия."
            )


def _refuse_overlaps(geometries: np.ndarray, source: str) -> None:
    found = []
    for first, second in itertools.combinations(range(len(NAMES)), 2):
        area = geometries[first].intersection(geometries[second]).area / 1e6
        if area > TOLERANCE_KM2:
            found.append(f"{NAMES[first]} и {NAMES[second]} ({_decimal(area, 2)} км²)")
    if found:
        raise BoundariesError(
            f"{source}: районы перекрываются больше чем на {_decimal(TOLERANCE_KM2, 2)} км²: {', '.join(found)}. "
            "Исправьте общую границу в редакторе карт."
        )


def _refuse_gaps(geometries: np.ndarray, source: str) -> None:
    found = []
    for part in shapely.get_parts(shapely.union_all(geometries)):
        for ring in part.interiors:
            gap = Polygon(ring)
            if gap.area / 1e6 > TOLERANCE_KM2:
                around = [name for name, one in zip(NAMES, geometries, strict=True) if one.distance(gap) < 1]
                found.append(f"{' и '.join(around)} ({_decimal(gap.area / 1e6, 2)} км²)")
    if found:
        raise BoundariesError(
            f"{source}: между районами пустоты больше {_decimal(TOLERANCE_KM2, 2)} км²: {', '.join(found)}. "
            "Исправьте общую границу в редакторе карт."
        )


def _edge_matched(geometries: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Small overlaps and slits go to the neighbour with the longer border, so that borders are shared exactly."""
    if bool(shapely.coverage_is_valid(geometries)):
        return geometries, ()
    cleaned = np.asarray(shapely.coverage_clean(geometries, gap_width=GAP_WIDTH_METRES), dtype=object)
    moved = sum(before.symmetric_difference(after).area for before, after in zip(geometries, cleaned, strict=True))
    note = f"Общие границы соседних районов сведены точно, сдвинуто {round(moved)} м² по всему городу."
    return cleaned, (note,)


def _simplified(geometries: np.ndarray, source: str) -> tuple[np.ndarray, tuple[str, ...]]:
    if int(shapely.get_num_coordinates(geometries).sum()) <= VERTEX_LIMIT:
        return geometries, ()
    for tolerance in SIMPLIFY_METRES:
        simple = shapely.coverage_simplify(geometries, tolerance)
        if int(shapely.get_num_coordinates(simple).sum()) <= VERTEX_LIMIT:
            whole = bool(shapely.is_valid(simple).all()) and not bool(shapely.is_empty(simple).any())
            if not whole:
                break
            note = (
                f"Границы упрощены для экрана с допуском {tolerance} м: вершин было больше {VERTEX_LIMIT}. "
                "Общие границы остались общими."
            )
            return simple, (note,)
    raise BoundariesError(
        f"{source}: вершин больше {VERTEX_LIMIT}, и упростить границы до этого числа без потерь не удалось. "
        "Упростите их в редакторе карт (допуск около 20 м)."
    )
