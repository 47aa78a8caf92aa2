"""Boundary files that are refused: each in words that name the file, the former boundaries kept."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box

from tests.boundary_files import Write, changed, geojson, geopackage, own, refusal, shapefile, zipped


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    folder.mkdir()
    return folder


def test_seventeen_districts(tmp_path: Path, target: Path) -> None:
    refusal(geojson(own().iloc[:-1], tmp_path), target, "не найдены районы: Центральный")


def test_a_row_that_is_no_district(tmp_path: Path, target: Path) -> None:
    frame = own()
    extra = frame.iloc[[0]].assign(name="Всеволожский", osm_relation_id=0)
    refusal(geojson(pd.concat([frame, extra]), tmp_path), target, "не распознаны строки: «Всеволожский»")


def test_wrong_names(tmp_path: Path, target: Path) -> None:
    frame = own().assign(name=[f"Район {number}" for number in range(18)])
    refusal(geojson(frame[["name", "geometry"]], tmp_path), target, "нет столбца с названиями районов")


def test_columns_that_contradict_each_other(tmp_path: Path, target: Path) -> None:
    frame = own()
    frame["osm_relation_id"] = frame["osm_relation_id"].to_numpy()[::-1]
    refusal(geojson(frame, tmp_path), target, "столбцы называют разные районы: «Адмиралтейский» и «Центральный»")


def test_exchanged_names(tmp_path: Path, target: Path) -> None:
    frame = own()[["name", "geometry"]]
    frame["name"] = np.roll(frame["name"].to_numpy(), 1)
    refusal(geojson(frame, tmp_path), target, "не перепутаны ли названия")


def test_overlap_names_the_pair_and_its_area(tmp_path: Path, target: Path) -> None:
    frame = changed("Невский", lambda polygon: polygon.union(box(30.37, 59.87, 30.41, 59.89)))
    said = refusal(geojson(frame, tmp_path), target, "перекрываются")
    assert "Невский и Фрунзенский (" in said
    assert "км²" in said


def test_gap_names_its_neighbours(tmp_path: Path, target: Path) -> None:
    frame = changed("Невский", lambda polygon: polygon.difference(box(30.45, 59.88, 30.48, 59.90)))
    said = refusal(geojson(frame, tmp_path), target, "пустоты")
    assert "Невский (3," in said


def test_another_place(tmp_path: Path, target: Path) -> None:
    frame = own()
    frame["geometry"] = frame.translate(xoff=7)
    refusal(geojson(frame, tmp_path), target, "не в Санкт-Петербурге.*Проверьте систему координат")


def test_swapped_axes(tmp_path: Path, target: Path) -> None:
    frame = own()
    frame["geometry"] = shapely.transform(frame.geometry.to_numpy(), lambda points: points[:, ::-1])
    refusal(geojson(frame, tmp_path), target, "широта и долгота переставлены")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (float("nan"), "«Кронштадтский» есть координаты не числом"),
        (float("inf"), "координаты не числом|не в Санкт-Петербурге"),
        (-1e308, "не в Санкт-Петербурге"),
        ("x", "с ошибкой"),
        (None, "с ошибкой"),
    ],
)
def test_coordinate_that_is_none(value: object, said: str, tmp_path: Path, target: Path) -> None:
    path = geojson(own(), tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["features"][8]["geometry"]["coordinates"][0][3][0] = value
    path.write_text(json.dumps(document), encoding="utf-8")
    refusal(path, target, said)


def test_lines_instead_of_polygons(tmp_path: Path, target: Path) -> None:
    frame = own()
    frame["geometry"] = frame.boundary
    refusal(geojson(frame, tmp_path), target, "не полигон")


def test_district_without_geometry(tmp_path: Path, target: Path) -> None:
    refusal(geojson(changed("Невский", lambda _: None), tmp_path), target, "у района «Невский» нет полигона")


@pytest.mark.parametrize("write", [geopackage, zipped])
def test_no_coordinate_system(write: Write, tmp_path: Path, target: Path) -> None:
    frame = own().set_crs(None, allow_override=True)
    with pytest.warns(UserWarning, match="crs"):
        path = write(frame, tmp_path)
    refusal(path, target, "не указана система координат")


def test_unknown_coordinate_system_of_geojson(tmp_path: Path, target: Path) -> None:
    path = geojson(own(), tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["crs"] = {"type": "name", "properties": {"name": "МСК-64"}}
    path.write_text(json.dumps(document), encoding="utf-8")
    refusal(path, target, "система координат в поле crs не распознана")


@pytest.mark.parametrize("part", [".dbf", ".shx", ".prj"])
def test_shapefile_without_a_part(part: str, tmp_path: Path, target: Path) -> None:
    path = shapefile(own(), tmp_path)
    path.with_suffix(part).unlink()
    refusal(path, target, f"raiony{part}")


def test_part_of_a_shapefile_instead_of_it(tmp_path: Path, target: Path) -> None:
    refusal(shapefile(own(), tmp_path).with_suffix(".dbf"), target, "Укажите файл .shp")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("схема.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "не векторная карта"),
        ("пусто.geojson", b"", "пуст"),
        ("обрыв.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Fea', "оборван"),
        ("список.json", b'{"schools": []}', "не GeoJSON"),
        ("без объектов.geojson", b'{"type": "FeatureCollection", "features": []}', "ни одного объекта"),
        ("кривой.geojson", b'{"type": "FeatureCollection", "features": [5]}', "с ошибкой"),
        ("битый.gpkg", b"SQLite format 3\0" + b"\x11" * 200, "повреждён"),
        ("битый.zip", b"PK\x03\x04" + b"\x11" * 200, "повреждён"),
        ("глубокий.json", b'{"a":' + b"[" * 200_000, "вложенность|не GeoJSON"),
    ],
)
def test_files_that_are_no_map(name: str, content: bytes, said: str, tmp_path: Path, target: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refusal(path, target, said)


def test_zip_without_a_shapefile_and_with_two(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "архив.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("прочти.txt", "границы потом")
    refusal(path, target, "шейп-файлов: 0")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.shp", b"")
        archive.writestr("b.shp", b"")
    refusal(path, target, "шейп-файлов: 2")


def test_zip_bomb(tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.reading.SIZE_LIMIT", 1_000_000)
    path = tmp_path / "бомба.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"\0" * 2_000_000)
    assert path.stat().st_size < 1_000_000
    refusal(path, target, "после распаковки")


def test_file_that_is_absent_or_a_folder(tmp_path: Path, target: Path) -> None:
    refusal(tmp_path / "нет.geojson", target, "не найден")
    folder = tmp_path / "папка"
    folder.mkdir()
    refusal(folder, target, "а не файл")


def test_polygon_beyond_repair_is_refused(tmp_path: Path, target: Path) -> None:
    def twist(polygon: Polygon) -> Polygon:
        points = list(polygon.exterior.coords)[:-1]
        half = len(points) // 2
        return Polygon(points[:half] + points[half:][::-1])

    refusal(geojson(changed("Кронштадтский", twist), tmp_path), target, "«Кронштадтский» испорчен.*редакторе карт")
