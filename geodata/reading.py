"""Reads a boundary file of somebody else's into frames in EPSG:4326, one a layer; refuses in words what is none."""

import json
import warnings
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import shapely
from pyproj import CRS
from pyproj.exceptions import ProjError

from geodata.errors import BoundariesError
from geodata.projection import GEOGRAPHIC

SIZE_LIMIT = 200 * 1024 * 1024
"""Bytes of a file, and of a zip's content unpacked: detailed boundaries of the city take about one megabyte."""

FORMATS = "Подходят GeoJSON, GeoPackage и Shapefile (.shp с соседними файлами или zip-архив)."

_SHAPEFILE_PARTS = {".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx"}
# Attribute tables without a .cpg file hold Cyrillic in whatever code page their author's machine had.
_CODE_PAGES = (None, "cp1251", "utf-8", "cp866")


def read_file(path: Path) -> list[geopandas.GeoDataFrame]:
    """Return the layers with features, in EPSG:4326; a shapefile comes once for each possible code page.

    Raises BoundariesError for a file that is absent, too large, no vector file, damaged or without a coordinate
    system.
    """
    head, size = _opening(path)
    if size == 0:
        raise BoundariesError(f"Файл {path.name} пуст. {FORMATS}")
    if size > SIZE_LIMIT:
        raise BoundariesError(f"Файл {path.name} больше 200 МБ. Упростите границы или оставьте в нём только районы.")
    if path.suffix.lower() in _SHAPEFILE_PARTS:
        raise BoundariesError(
            f"{path.name} — только часть шейп-файла. Укажите файл .shp, остальные должны лежать рядом с ним."
        )
    if head.startswith(b"SQLite format 3"):
        return _read_layers(str(path), path.name, (None,))
    if head.startswith(b"\x00\x00\x27\x0a"):
        return _read_shapefile(path)
    if head.startswith(b"PK"):
        return _read_zip(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return [frame_from_geojson(path.read_bytes(), path.name)]
    raise BoundariesError(f"Файл {path.name} — не векторная карта. {FORMATS}")


def _opening(path: Path) -> tuple[bytes, int]:
    """First bytes and size of the file: the content tells the format, whatever the file is called."""
    try:
        if path.is_dir():
            raise BoundariesError(f"{path} — папка, а не файл. Укажите сам файл границ. {FORMATS}")
        with path.open("rb") as file:
            return file.read(64), path.stat().st_size
    except FileNotFoundError as error:
        raise BoundariesError(f"Файл {path} не найден. Проверьте путь.") from error
    except OSError as error:
        raise BoundariesError(f"Файл {path} не читается: {error.strerror}. Проверьте права на файл.") from error


def _collection(body: bytes, name: str) -> dict[str, Any]:
    try:
        document = json.loads(body.decode("utf-8-sig"))
    except ValueError as error:
        raise BoundariesError(
            f"{name}: это не GeoJSON или файл оборван (не разбирается как JSON). Получите его заново."
        ) from error
    except RecursionError as error:
        raise BoundariesError(f"{name}: вложенность JSON слишком велика для GeoJSON. {FORMATS}") from error
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        raise BoundariesError(f"{name}: это JSON, но не GeoJSON с набором объектов (FeatureCollection). {FORMATS}")
    return document


def frame_from_geojson(body: bytes, name: str) -> geopandas.GeoDataFrame:
    """Return the features of a GeoJSON text in EPSG:4326 (its own ``crs`` member is honoured).

    ``name`` stands for the text in the messages of BoundariesError.
    """
    document = _collection(body, name)
    declared = document.get("crs")
    try:
        crs = CRS.from_user_input(declared["properties"]["name"]) if declared else CRS.from_epsg(GEOGRAPHIC)
    except (ProjError, KeyError, TypeError) as error:
        raise BoundariesError(
            f"{name}: система координат в поле crs не распознана. Сохраните файл в EPSG:4326."
        ) from error
    try:
        # Coordinates that are no numbers are refused later, with the district's name.
        with np.errstate(invalid="ignore"):
            frame = geopandas.GeoDataFrame.from_features(document["features"], crs=crs)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError) as error:
        raise BoundariesError(f"{name}: объекты GeoJSON записаны с ошибкой. Сохраните файл заново.") from error
    if frame.empty:
        raise BoundariesError(f"{name}: в файле нет ни одного объекта. Нужны 18 районов.")
    return _geographic(frame, name)


def stated_attribution(path: Path) -> str | None:
    """Return the ``attribution`` (or «licence» of an Overpass or Nominatim answer) a GeoJSON file states, if any."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    if not isinstance(document, dict):
        return None
    for key in ("attribution", "licence", "license", "copyright"):
        stated = document.get(key)
        if isinstance(stated, str) and stated.strip():
            return " ".join(stated.split())[:200]
    return None


def _read_shapefile(path: Path) -> list[geopandas.GeoDataFrame]:
    beside = {file.suffix.lower() for file in path.parent.glob(f"{path.stem}.*")}
    missing = [suffix for suffix in (".shx", ".dbf", ".prj") if suffix not in beside]
    if missing:
        raise BoundariesError(
            f"Рядом с {path.name} нет файлов {', '.join(path.stem + suffix for suffix in missing)}: "
            "без них нет названий районов или системы координат. Положите их рядом или укажите zip-архив."
        )
    return _read_layers(str(path), path.name, _CODE_PAGES if ".cpg" not in beside else (None,))


def _read_zip(path: Path) -> list[geopandas.GeoDataFrame]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [item for item in archive.infolist() if not item.is_dir() and "__MACOSX" not in item.filename]
    except (zipfile.BadZipFile, OSError) as error:
        raise BoundariesError(f"Архив {path.name} повреждён. Скачайте или соберите его заново.") from error
    if sum(item.file_size for item in members) > SIZE_LIMIT:
        raise BoundariesError(f"Архив {path.name} после распаковки больше 200 МБ. Оставьте в нём только районы.")
    if any(item.flag_bits & 1 for item in members):
        raise BoundariesError(f"Архив {path.name} закрыт паролем. Соберите его без пароля.")
    shapes = [item.filename for item in members if item.filename.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise BoundariesError(
            f"В архиве {path.name} шейп-файлов: {len(shapes)}, а нужен один. Оставьте один файл .shp с его частями."
        )
    names = {item.filename.lower() for item in members}
    coded = shapes[0].lower().removesuffix(".shp") + ".cpg" in names
    return _read_layers(f"/vsizip/{path.resolve()}/{shapes[0]}", path.name, (None,) if coded else _CODE_PAGES)


def _read_layers(source: str, name: str, code_pages: tuple[str | None, ...]) -> list[geopandas.GeoDataFrame]:
    frames = []
    try:
        # GDAL warns of many a harmless trait of foreign files; what matters is refused by the checks that follow.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for layer, kind in pyogrio.list_layers(source):
                if kind is not None:
                    frames += _read_layer(source, layer, code_pages)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise BoundariesError(f"Файл {name} повреждён или не того вида. {FORMATS}") from error
    except (ValueError, RuntimeError, shapely.errors.ShapelyError) as error:
        raise BoundariesError(f"Файл {name} не читается как карта. {FORMATS}") from error
    if not frames:
        raise BoundariesError(f"В файле {name} нет слоя с объектами на карте. Нужны 18 районов.")
    return [_geographic(frame, name) for frame in frames]


def _read_layer(source: str, layer: str, code_pages: tuple[str | None, ...]) -> list[geopandas.GeoDataFrame]:
    frames = []
    for code_page in code_pages:
        try:
            frame = pyogrio.read_dataframe(source, layer=layer, encoding=code_page)
        except UnicodeDecodeError:
            if len(code_pages) == 1:
                raise
            continue
        if len(frame):
            frames.append(frame)
    return frames


def _geographic(frame: geopandas.GeoDataFrame, name: str) -> geopandas.GeoDataFrame:
    if frame.crs is None:
        raise BoundariesError(
            f"{name}: не указана система координат. Сохраните файл с ней (для шейп-файла — с частью .prj) "
            "или в GeoJSON с координатами в градусах."
        )
    try:
        return frame.to_crs(GEOGRAPHIC)
    except (ProjError, ValueError) as error:
        raise BoundariesError(
            f"{name}: координаты не пересчитываются из системы «{frame.crs.name}». Сохраните файл в EPSG:4326."
        ) from error
