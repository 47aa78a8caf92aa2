"""Reads ``topology.toml``: junctions, arcs and the rings and rivers chained from them."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.polygon import orient

from geodata.errors import BoundariesError

SOURCE = Path(__file__).with_name("topology.toml")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DrawnDistrict:
    """One district of the drawing: outer rings counter-clockwise, longitude and latitude in degrees."""

    name: str
    osm_relation_id: int
    geometry: Polygon | MultiPolygon


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole drawing: districts in alphabetical order, and the Neva with its arms."""

    districts: tuple[DrawnDistrict, ...]
    rivers: tuple[tuple[str, LineString], ...]


def _points(text: str) -> list[Point]:
    pairs = (pair.split() for pair in text.replace("\n", " ").split(",") if pair.strip())
    return [(float(lon), float(lat)) for lon, lat in pairs]


def _arcs(document: dict[str, Any]) -> dict[str, list[Point]]:
    junctions = {name: _points(text)[0] for name, text in document["junctions"].items()}
    return {
        name: [junctions[arc["from"]], *_points(arc["points"]), junctions[arc["to"]]]
        for name, arc in document["arcs"].items()
    }


def _chain(references: list[str], arcs: dict[str, list[Point]]) -> list[Point]:
    """Join arcs («name», or «-name» walked backwards); raise where one does not begin where the former ended."""
    line: list[Point] = []
    for reference in references:
        points = arcs[reference.removeprefix("-")]
        if reference.startswith("-"):
            points = points[::-1]
        if line and line[-1] != points[0]:
            raise BoundariesError(
                f"{SOURCE.name}: дуга «{reference}» не продолжает предыдущую. Исправьте порядок или знак дуг."
            )
        line += points[1:] if line else points
    return line


def _ring(references: list[str], arcs: dict[str, list[Point]]) -> Polygon:
    line = _chain(references, arcs)
    if line[0] != line[-1]:
        raise BoundariesError(f"{SOURCE.name}: контур «{' '.join(references)}» не замкнут. Добавьте недостающую дугу.")
    return orient(Polygon(line))


def _river(parts: list[str], arcs: dict[str, list[Point]]) -> LineString:
    """A river mixes arcs with stretches of its own points («30.49 59.85, …»)."""
    line: list[Point] = []
    for part in parts:
        own = part.strip()[0].isdigit()
        points = _points(part) if own else _chain([part], arcs)
        line += points[1:] if line and line[-1] == points[0] else points
    return LineString(line)


def _check_use(document: dict[str, Any]) -> None:
    """An arc bounds one district (outer) or two; each of them must walk it the other way or it is drawn twice."""
    used = Counter(
        reference.removeprefix("-")
        for district in document["districts"].values()
        for ring in district["rings"]
        for reference in ring
    )
    wrong = sorted(
        name for name in document["arcs"] if used[name] != (1 if document["arcs"][name].get("outer", False) else 2)
    )
    if wrong:
        raise BoundariesError(f"{SOURCE.name}: дуги использованы не столько раз, сколько нужно: {', '.join(wrong)}.")


def read(path: Path = SOURCE) -> Drawing:
    """Return the drawing of ``path``.

    Raises BoundariesError when chains break, a ring is open or an arc bounds a wrong number of districts.
    """
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    _check_use(document)
    arcs = _arcs(document)
    districts = []
    for name in sorted(document["districts"]):
        entry = document["districts"][name]
        rings = [_ring(references, arcs) for references in entry["rings"]]
        geometry = rings[0] if len(rings) == 1 else MultiPolygon(rings)
        districts.append(DrawnDistrict(name, entry["osm_relation_id"], geometry))
    rivers = tuple((name, _river(entry["chain"], arcs)) for name, entry in document["rivers"].items())
    return Drawing(tuple(districts), rivers)
