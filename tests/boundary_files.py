"""Boundary files of every format, written from our own drawing, and the check that one is refused."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
import shapely

import geodata
from geodata import boundaries

Write = Callable[[geopandas.GeoDataFrame, Path], Path]


def own() -> geopandas.GeoDataFrame:
    return geodata.load_districts()


def geojson(frame: geopandas.GeoDataFrame, folder: Path) -> Path:
    path = folder / "районы.geojson"
    frame.to_file(path, driver="GeoJSON", engine="pyogrio")
    return path


def geopackage(frame: geopandas.GeoDataFrame, folder: Path) -> Path:
    path = folder / "районы.gpkg"
    frame.to_file(path, driver="GPKG", layer="districts", engine="pyogrio")
    return path


def shapefile(frame: geopandas.GeoDataFrame, folder: Path) -> Path:
    path = folder / "raiony.shp"
    # The format knows one geometry type a file and field names of ten characters.
    frame = frame.rename(columns={"osm_relation_id": "osm_id"})
    frame.to_file(path, driver="ESRI Shapefile", engine="pyogrio", encoding="utf-8")
    return path


def zipped(frame: geopandas.GeoDataFrame, folder: Path) -> Path:
    parts = folder / "parts"
    parts.mkdir()
    shape = shapefile(frame, parts)
    path = folder / "районы.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in shape.parent.iterdir():
            archive.write(part, f"границы/{part.name}")
    return path


def changed(name: str, change: Callable[[shapely.Geometry], shapely.Geometry]) -> geopandas.GeoDataFrame:
    frame = own()
    row = frame.index[frame["name"] == name][0]
    frame.loc[row, "geometry"] = change(frame.geometry[row])
    return frame


def refusal(path: Path, target: Path, match: str) -> str:
    """The file is refused in words that name it, and the former boundaries stay."""
    before = geodata.fingerprint(target)
    with pytest.raises(geodata.BoundariesError, match=match) as caught:
        boundaries.import_file(path, target)
    assert path.name in str(caught.value)
    assert geodata.fingerprint(target) == before
    assert [file.name for file in target.iterdir() if file.name.startswith(".boundaries-")] == []
    return str(caught.value)
