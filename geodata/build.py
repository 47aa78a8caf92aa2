"""Builds ``districts.geojson`` and ``neva.geojson`` from ``topology.toml``: ``python -m geodata.build``.

The same topology always gives the same bytes; a test compares the files in the repository with a fresh build.
"""

import json
import sys
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, MultiPolygon, Polygon

from geodata import topology

FOLDER = Path(__file__).parent
DISTRICTS_FILE = "districts.geojson"
NEVA_FILE = "neva.geojson"

DRAWING_ATTRIBUTION = "© участники OpenStreetMap, ODbL"
"""Shown under every map made from the bundled drawing."""

_ORIGIN = (
    "Обобщённая схема районов Санкт-Петербурга: узлы и повороты границ оцифрованы для этой карты, "
    "положение границ — по данным OpenStreetMap (2023)."
)


def _ring(ring: Any) -> list[list[float]]:
    return [[round(lon, 4), round(lat, 4)] for lon, lat in ring.coords]


def _geometry(geometry: Polygon | MultiPolygon | LineString) -> dict[str, Any]:
    if isinstance(geometry, LineString):
        return {"type": "LineString", "coordinates": _ring(geometry)}
    if isinstance(geometry, Polygon):
        return {"type": "Polygon", "coordinates": [_ring(geometry.exterior)]}
    return {"type": "MultiPolygon", "coordinates": [[_ring(part.exterior)] for part in geometry.geoms]}


def _collection(name: str, features: list[tuple[dict[str, Any], Any]]) -> str:
    """One feature a line: differences between two drawings stay readable."""
    head = json.dumps({"type": "FeatureCollection", "name": name}, ensure_ascii=False)[:-1]
    note = json.dumps({"attribution": DRAWING_ATTRIBUTION, "origin": _ORIGIN}, ensure_ascii=False)[1:-1]
    lines = [
        json.dumps(
            {"type": "Feature", "properties": properties, "geometry": _geometry(geometry)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for properties, geometry in features
    ]
    return f'{head}, {note}, "features": [\n' + ",\n".join(lines) + "\n]}\n"


def build() -> dict[str, str]:
    """Return file name → GeoJSON text (EPSG:4326, four decimals, rings counter-clockwise)."""
    drawing = topology.read()
    districts = [
        ({"name": district.name, "osm_relation_id": district.osm_relation_id}, district.geometry)
        for district in drawing.districts
    ]
    rivers = [({"name": name}, line) for name, line in drawing.rivers]
    return {DISTRICTS_FILE: _collection("districts", districts), NEVA_FILE: _collection("neva", rivers)}


def main() -> None:
    """Write both files beside this module."""
    for name, text in build().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{name}: {len(text.encode()):,} B\n".replace(",", " "))


if __name__ == "__main__":
    main()
