"""Other boundaries in place of the bundled drawing: from a file, from OpenStreetMap, and back to the drawing.

Whatever the origin, they pass the same checks before anything is written: 18 recognised districts, valid polygons, in
St Petersburg, without overlaps and gaps. The file is replaced in one step; a refusal leaves the former boundaries.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import geopandas
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import coverage, loader, nominatim, reading, recognition
from geodata.build import DRAWING_ATTRIBUTION
from geodata.errors import BoundariesError
from geodata.projection import GEOGRAPHIC, METRES

DECIMALS = 6
"""Decimals of a degree in the written file: a tenth of a metre."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. ``notes`` are Russian sentences on everything that was changed in the user's polygons."""

    source: str
    path: Path
    districts: int
    vertices_read: int
    vertices_written: int
    attribution: str
    fingerprint: str
    notes: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The report in Russian, a sentence a line."""
        return (
            f"Границы приняты: {self.source}.",
            f"Районов {self.districts}, вершин прочитано {self.vertices_read}, записано {self.vertices_written}.",
            *self.notes,
            f"Подпись под картами: {self.attribution}.",
            f"Записано в {self.path}.",
        )


@dataclass(frozen=True, slots=True)
class _Provenance:
    source: str
    sha256: str
    imported_at: str
    vertices_read: int
    vertices_written: int
    notes: tuple[str, ...]


def import_file(path: Path, target_dir: Path, attribution: str | None = None) -> Report:
    """Check the boundaries in ``path`` (GeoJSON, GeoPackage, Shapefile or a zip of one) and put them to use.

    ``attribution`` is the line for under the maps; by default what the file states, the licence of
    OpenStreetMap when the file carries ids of its relations, else the name of the file.
    Raises BoundariesError, leaving the former boundaries in place, when the file is refused.
    """
    path = Path(path)
    layers = reading.read_file(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return _accept(layers, path.name, digest, attribution or reading.stated_attribution(path), Path(target_dir))


def fetch(target_dir: Path, url: str = nominatim.DEFAULT_URL, timeout: float = nominatim.TIMEOUT) -> Report:
    """Get the 18 districts from OpenStreetMap with one request and put them to use.

    ``timeout`` bounds the whole request, in seconds. Raises BoundariesError without internet, for an error of the
    server, an answer that is no GeoJSON or lacks districts, and for whatever ``import_file`` refuses.
    """
    body = nominatim.download(url, timeout)
    name = nominatim.host(url)
    layers = [reading.frame_from_geojson(body, f"ответ {name}")]
    return _accept(layers, name, hashlib.sha256(body).hexdigest(), DRAWING_ATTRIBUTION, Path(target_dir))


def reset(target_dir: Path) -> bool:
    """Return to the bundled drawing; True when imported boundaries were there to remove."""
    path = Path(target_dir) / loader.IMPORTED_FILE
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise BoundariesError(f"Не удалось удалить {path}: {error.strerror}. Проверьте права на папку.") from error
    return True


def _accept(
    layers: Sequence[geopandas.GeoDataFrame], source: str, digest: str, stated: str | None, target_dir: Path
) -> Report:
    found = recognition.find_districts(layers, source)
    vertices_read = int(shapely.get_num_coordinates(found.districts.geometry.to_numpy()).sum())
    checked = coverage.check(found.districts, source)
    attribution = _attribution(stated, found.from_openstreetmap, source)
    geometries = _rounded(checked.geometries)
    vertices_written = int(shapely.get_num_coordinates(geometries).sum())
    notes = (*found.notes, *checked.notes)
    record = _Provenance(
        source, digest, datetime.now(UTC).isoformat(timespec="seconds"), vertices_read, vertices_written, notes
    )
    path = _write(target_dir, geometries, attribution, record)
    loaded = loader.load_districts(target_dir)
    return Report(
        source,
        path,
        len(loaded),
        vertices_read,
        vertices_written,
        attribution,
        loader.fingerprint(target_dir),
        notes,
    )


def _attribution(stated: str | None, from_openstreetmap: bool, source: str) -> str:
    if stated and "openstreetmap" not in stated.casefold():
        return stated
    return DRAWING_ATTRIBUTION if stated or from_openstreetmap else f"границы из файла «{source}»"


def _rounded(geometries: np.ndarray) -> np.ndarray:
    """Degrees with ``DECIMALS`` decimals; unrounded where rounding would spoil a polygon."""
    degrees = geopandas.GeoSeries(geometries, crs=METRES).to_crs(GEOGRAPHIC).to_numpy()
    rounded = shapely.transform(degrees, lambda points: np.round(points, DECIMALS))
    return rounded if bool(shapely.is_valid(rounded).all()) else np.asarray(degrees)


def _feature(name: str, relation: int, geometry: BaseGeometry) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"name": name, "osm_relation_id": relation},
        "geometry": shapely.geometry.mapping(geometry),
    }


def _write(target_dir: Path, geometries: np.ndarray, attribution: str, record: _Provenance) -> Path:
    """Write beside the target and rename over it, so that readers see the former file or the new one, never half."""
    path = target_dir / loader.IMPORTED_FILE
    features = [
        _feature(name, relation, geometry)
        for (name, relation), geometry in zip(recognition.RELATION_IDS.items(), geometries, strict=True)
    ]
    document = {
        "type": "FeatureCollection",
        "attribution": attribution,
        "provenance": asdict(record),
        "features": features,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    temporary: Path | None = None
    try:
        target_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target_dir, prefix=".boundaries-", suffix=".tmp", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # The temporary file is private to its owner; the server may run as another user of the same group.
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise BoundariesError(
            f"Не удалось записать {path}: {error.strerror}. Проверьте права на папку и свободное место."
        ) from error
    return path
