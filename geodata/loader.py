"""Loads the boundaries in use: those imported into a directory, otherwise the bundled drawing."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas

from geodata.build import DISTRICTS_FILE, DRAWING_ATTRIBUTION, FOLDER, NEVA_FILE
from geodata.errors import BoundariesError
from geodata.names import NAMES, RELATION_IDS
from geodata.projection import GEOGRAPHIC

IMPORTED_FILE = "boundaries.geojson"
"""Name of the imported boundaries inside the directory that the caller names."""


def source_file(directory: Path | None = None) -> Path:
    """Return the file the boundaries are read from."""
    if directory is not None and (imported := directory / IMPORTED_FILE).is_file():
        return imported
    return FOLDER / DISTRICTS_FILE


def _stamp(path: Path) -> tuple[Path, int, int]:
    state = path.stat()
    return path, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=8)
def _document(path: Path, _modified: int, _size: int) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    if not isinstance(document, dict):
        raise _damaged(path)
    return document


@lru_cache(maxsize=8)
def _frame(path: Path, modified: int, size: int) -> geopandas.GeoDataFrame:
    try:
        features = _document(path, modified, size)["features"]
        frame = geopandas.GeoDataFrame.from_features(features, crs=GEOGRAPHIC)
        frame = frame[["name", "osm_relation_id", "geometry"]].sort_values("name", ignore_index=True)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(path) from error
    if tuple(frame["name"]) != NAMES or frame["osm_relation_id"].tolist() != list(RELATION_IDS.values()):
        raise _damaged(path)
    return frame


def _damaged(path: Path) -> BoundariesError:
    return BoundariesError(
        f"Файл границ {path} повреждён или записан не этой системой. "
        "Вернитесь к встроенной схеме командой «python -m dashboard boundaries reset» и импортируйте границы снова."
    )


def load_districts(directory: Path | None = None) -> geopandas.GeoDataFrame:
    """Return 18 rows in alphabetical order: name, osm_relation_id, geometry (EPSG:4326).

    From ``boundaries.geojson`` of ``directory`` when it is there, otherwise the bundled drawing. The frame is the
    caller's own copy. Raises BoundariesError when the imported file is damaged.
    """
    return _frame(*_stamp(source_file(directory))).copy()


def attribution(directory: Path | None = None) -> str:
    """Return the line that must stand under a map made from these boundaries."""
    stated = _document(*_stamp(source_file(directory))).get("attribution")
    return stated if isinstance(stated, str) and stated else DRAWING_ATTRIBUTION


def provenance(directory: Path | None = None) -> dict[str, Any] | None:
    """Return where imported boundaries come from (source, imported_at, notes …); None for the bundled drawing."""
    record = _document(*_stamp(source_file(directory))).get("provenance")
    return dict(record) if isinstance(record, dict) else None


def fingerprint(directory: Path | None = None) -> str:
    """Return 12 hexadecimal digits that change whenever the boundaries do; part of cache keys."""
    return _fingerprint(*_stamp(source_file(directory)))


@lru_cache(maxsize=8)
def _fingerprint(path: Path, _modified: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def load_neva() -> geopandas.GeoDataFrame:
    """Return the Neva and its arms, upstream to the sea: name, geometry (LineString, EPSG:4326)."""
    document = _document(*_stamp(FOLDER / NEVA_FILE))
    return geopandas.GeoDataFrame.from_features(document["features"], crs=GEOGRAPHIC)[["name", "geometry"]]
