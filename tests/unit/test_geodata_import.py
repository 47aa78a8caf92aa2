"""Boundaries from files: three formats in any coordinate system, what is mended, and how the file is written."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box

import geodata
from geodata import boundaries, coverage
from tests.boundary_files import Write, changed, geojson, geopackage, own, refusal, shapefile, zipped


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("epsg", [4326, 3857, 32636])
@pytest.mark.parametrize("write", [geojson, geopackage, shapefile, zipped])
def test_three_formats_in_any_coordinate_system(write: Write, epsg: int, tmp_path: Path, target: Path) -> None:
    path = write(own().to_crs(epsg).sample(frac=1, random_state=1), tmp_path)
    report = boundaries.import_file(path, target)
    loaded = geodata.load_districts(target)
    assert list(loaded["name"]) == list(geodata.NAMES)
    assert loaded["osm_relation_id"].tolist() == list(geodata.RELATION_IDS.values())
    moved = geodata.project(loaded).symmetric_difference(geodata.project(own())).area
    assert moved.max() < 5_000
    assert shapely.coverage_is_valid(loaded.geometry.to_numpy())
    assert report.districts == 18
    assert report.path == target / "boundaries.geojson"
    assert report.fingerprint == geodata.fingerprint(target) != geodata.fingerprint()
    assert report.attribution == geodata.attribution(target) == "© участники OpenStreetMap, ODbL"


def test_target_is_made_and_record_of_origin_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "new" / "var"
    report = boundaries.import_file(geojson(own(), tmp_path), target)
    record = geodata.provenance(target)
    assert record is not None
    assert record["source"] == "районы.geojson"
    assert len(record["sha256"]) == 64
    assert record["imported_at"].endswith("+00:00")
    assert record["vertices_written"] == report.vertices_written
    assert [file.name for file in target.iterdir()] == ["boundaries.geojson"]
    assert report.lines[0] == "Границы приняты: районы.geojson."


@pytest.mark.parametrize(
    "called",
    [
        lambda name: f"{name} район",
        lambda name: name.upper(),
        lambda name: f"  {name.lower()}  р-н ",
        lambda name: f"район {name}",
        lambda name: name.replace("е", "ё", 1),
    ],
)
def test_names_are_recognised_however_written(called: Callable[[str], str], tmp_path: Path, target: Path) -> None:
    frame = own()
    frame["Территория"] = frame["name"].map(called)
    report = boundaries.import_file(geojson(frame[["Территория", "geometry"]], tmp_path), target)
    assert report.districts == 18
    assert report.attribution == "границы из файла «районы.geojson»"


@pytest.mark.parametrize("called", [int, float, lambda number: -number, "R{}".format, "relation/{}".format])
def test_relation_ids_stand_for_names(called: Callable[[int], object], tmp_path: Path, target: Path) -> None:
    frame = own()
    frame["id_otn"] = frame["osm_relation_id"].map(called)
    boundaries.import_file(geopackage(frame[["id_otn", "geometry"]], tmp_path), target)
    assert geodata.attribution(target) == "© участники OpenStreetMap, ODbL"


def test_attribution_of_the_file_or_the_caller_is_kept(tmp_path: Path, target: Path) -> None:
    path = geojson(own()[["name", "geometry"]], tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(document | {"attribution": "© Геоинформационный отдел"}), encoding="utf-8")
    boundaries.import_file(path, target)
    assert geodata.attribution(target) == "© Геоинформационный отдел"
    boundaries.import_file(path, target, attribution="границы 2026 года")
    assert geodata.attribution(target) == "границы 2026 года"


def test_cyrillic_of_a_shapefile_without_code_page(tmp_path: Path, target: Path) -> None:
    frame = own()[["name", "geometry"]]
    path = tmp_path / "raiony.shp"
    frame.to_file(path, driver="ESRI Shapefile", engine="pyogrio", encoding="cp1251")
    path.with_suffix(".cpg").unlink()
    assert boundaries.import_file(path, target).districts == 18


def test_geopackage_with_another_layer_first(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "город.gpkg"
    roads = geopandas.GeoDataFrame({"name": ["КАД"]}, geometry=[box(30, 59.9, 30.1, 60)], crs=4326)
    roads.to_file(path, driver="GPKG", layer="a_roads", engine="pyogrio")
    pd.DataFrame({"a": [1]}).pipe(geopandas.GeoDataFrame).to_file(path, driver="GPKG", layer="b", engine="pyogrio")
    own().to_file(path, driver="GPKG", layer="c_districts", engine="pyogrio")
    assert boundaries.import_file(path, target).districts == 18


def test_parts_of_a_district_in_several_rows_are_united(tmp_path: Path, target: Path) -> None:
    report = boundaries.import_file(geojson(own().explode(ignore_index=True), tmp_path), target)
    assert report.notes == ("Район «Красносельский» собран из строк файла: 2.",)
    assert geodata.load_districts(target).geometry.geom_type.tolist() == own().geometry.geom_type.tolist()


def test_heights_are_dropped(tmp_path: Path, target: Path) -> None:
    frame = own()
    frame["geometry"] = shapely.force_3d(frame.geometry.to_numpy(), 7.0)
    boundaries.import_file(geojson(frame, tmp_path), target)
    assert not geodata.load_districts(target).has_z.any()


def test_small_spike_is_repaired_and_told(tmp_path: Path, target: Path) -> None:
    def spike(polygon: Polygon) -> Polygon:
        points = list(polygon.exterior.coords)
        x, y = points[0]
        # A needle of no width: invalid (the ring touches itself), area unchanged.
        return Polygon([(x, y), (x + 1e-4, y + 1e-4), (x, y), *points[1:]])

    report = boundaries.import_file(geojson(changed("Кронштадтский", spike), tmp_path), target)
    assert any("Кронштадтский" in note and "исправлен" in note for note in report.notes)
    assert geodata.load_districts(target).is_valid.all()


def test_tiny_overlaps_and_slits_are_mended_and_told(tmp_path: Path, target: Path) -> None:
    frame = changed("Центральный", lambda polygon: shapely.affinity.translate(polygon, 2e-5, 0))
    assert not shapely.coverage_is_valid(frame.geometry.to_numpy())
    report = boundaries.import_file(geojson(frame, tmp_path), target)
    assert any("сведены точно" in note for note in report.notes)
    projected = geodata.project(geodata.load_districts(target)).geometry.to_numpy()
    overlap = sum(a.intersection(b).area for a in projected for b in projected if a is not b)
    assert overlap < 200


def test_many_vertices_are_simplified_and_told(tmp_path: Path, target: Path) -> None:
    detailed = geodata.project(own())
    detailed["geometry"] = detailed.segmentize(60)
    assert shapely.get_num_coordinates(detailed.geometry.to_numpy()).sum() > coverage.VERTEX_LIMIT
    report = boundaries.import_file(geopackage(detailed, tmp_path), target)
    assert report.vertices_read > coverage.VERTEX_LIMIT >= report.vertices_written
    assert any("упрощены для экрана с допуском 10 м" in note for note in report.notes)
    loaded = geodata.load_districts(target)
    assert shapely.coverage_is_valid(loaded.geometry.to_numpy())


@pytest.mark.reference
def test_reference_boundaries_are_accepted(reference_data: Path, target: Path) -> None:
    report = boundaries.import_file(reference_data / "boundaries" / "districts_osm2023_full.geojson", target)
    assert report.vertices_written <= coverage.VERTEX_LIMIT
    assert report.attribution == "© участники OpenStreetMap, ODbL"


@pytest.mark.reference
def test_schools_lie_in_their_districts_by_reference_boundaries(reference_data: Path, target: Path) -> None:
    boundaries.import_file(reference_data / "boundaries" / "districts_osm2023_full.geojson", target)
    table = pd.read_csv(reference_data / "register" / "schools_2019_points.csv")
    table = table[table["lon"].notna() & table["district"].isin(geodata.NAMES)]
    assert (geodata.locate(table["lon"], table["lat"], target) == table["district"]).all()


# --- writing ----------------------------------------------------------------------------------------------------


def test_refusal_keeps_boundaries_imported_before(tmp_path: Path, target: Path) -> None:
    boundaries.import_file(geojson(own(), tmp_path), target)
    kept = (target / "boundaries.geojson").read_bytes()
    refusal(geojson(own().iloc[1:], tmp_path), target, "Адмиралтейский")
    assert (target / "boundaries.geojson").read_bytes() == kept


def test_failure_while_writing_leaves_no_half_file(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundaries.import_file(geojson(own(), tmp_path), target)
    kept = (target / "boundaries.geojson").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(geodata.BoundariesError, match="свободное место"):
        boundaries.import_file(geojson(own(), tmp_path), target)
    assert (target / "boundaries.geojson").read_bytes() == kept
    assert [file.name for file in target.iterdir()] == ["boundaries.geojson"]


def test_target_that_cannot_be_made(tmp_path: Path) -> None:
    blocked = tmp_path / "файл"
    blocked.write_text("занято", encoding="utf-8")
    with pytest.raises(geodata.BoundariesError, match="Не удалось записать"):
        boundaries.import_file(geojson(own(), tmp_path), blocked)


def test_reset_returns_to_the_drawing(tmp_path: Path, target: Path) -> None:
    assert boundaries.reset(target) is False
    boundaries.import_file(geojson(own(), tmp_path), target)
    assert boundaries.reset(target) is True
    assert geodata.fingerprint(target) == geodata.fingerprint()
    shutil.rmtree(target)
    assert boundaries.reset(target) is False
