"""The bundled drawing: its topology, and how near it lies to the reference boundaries and schools."""

import itertools
import json
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata import build, topology
from geodata.errors import BoundariesError
from geodata.names import RELATION_IDS

METRES = 32636


@pytest.fixture(scope="module")
def drawing() -> geopandas.GeoDataFrame:
    return geopandas.read_file(build.FOLDER / build.DISTRICTS_FILE).set_index("name")


@pytest.fixture(scope="module")
def reference(reference_data: Path) -> geopandas.GeoDataFrame:
    path = reference_data / "boundaries" / "districts_osm2023_full.geojson"
    return geopandas.read_file(path).set_index("name")


def test_committed_files_equal_a_fresh_build() -> None:
    for name, text in build.build().items():
        assert (build.FOLDER / name).read_text(encoding="utf-8") == text


def test_names_and_relations(drawing: geopandas.GeoDataFrame) -> None:
    assert drawing["osm_relation_id"].to_dict() == RELATION_IDS
    assert drawing.crs.to_epsg() == 4326


def test_attribution_travels_with_the_files() -> None:
    for name in (build.DISTRICTS_FILE, build.NEVA_FILE):
        document = json.loads((build.FOLDER / name).read_text(encoding="utf-8"))
        assert document["attribution"] == "© участники OpenStreetMap, ODbL"


def test_vertices_are_few_and_have_four_decimals(drawing: geopandas.GeoDataFrame) -> None:
    corners = sum(len(part.exterior.coords) - 1 for part in drawing.geometry.explode())
    assert 700 <= corners <= 1300
    coordinates = shapely.get_coordinates(drawing.geometry.to_numpy())
    np.testing.assert_array_equal(coordinates, np.round(coordinates, 4))


def test_coverage_is_valid_and_without_holes(drawing: geopandas.GeoDataFrame) -> None:
    geometries = drawing.geometry.to_numpy()
    assert drawing.is_valid.all()
    assert shapely.coverage_is_valid(geometries)
    assert all(len(part.interiors) == 0 for part in geopandas.GeoSeries([drawing.union_all()]).explode())


def test_neighbours_are_those_of_the_city(drawing: geopandas.GeoDataFrame) -> None:
    shared = {
        (first, second)
        for (first, a), (second, b) in itertools.combinations(drawing.geometry.items(), 2)
        if a.intersection(b).length > 0
    }
    expected = {
        "Адмиралтейский": "Василеостровский Кировский Московский Фрунзенский Центральный",
        "Василеостровский": "Петроградский Центральный",
        "Выборгский": "Калининский Курортный Петроградский Приморский Центральный",
        "Калининский": "Красногвардейский Центральный",
        "Кировский": "Красносельский Московский",
        "Колпинский": "Невский Пушкинский Фрунзенский",
        "Красногвардейский": "Невский Центральный",
        "Красносельский": "Московский Петродворцовый",
        "Курортный": "Приморский",
        "Московский": "Пушкинский Фрунзенский",
        "Невский": "Фрунзенский Центральный",
        "Петроградский": "Приморский Центральный",
        "Пушкинский": "Фрунзенский",
        "Фрунзенский": "Центральный",
    }
    assert shared == {(name, other) for name, others in expected.items() for other in others.split()}


def test_kotlin_is_an_island(drawing: geopandas.GeoDataFrame) -> None:
    kotlin = drawing.geometry["Кронштадтский"]
    mainland = drawing.geometry.drop("Кронштадтский").union_all()
    assert kotlin.geom_type == "Polygon"
    assert kotlin.disjoint(mainland)


def test_neva_runs_along_the_city(drawing: geopandas.GeoDataFrame) -> None:
    rivers = geopandas.read_file(build.FOLDER / build.NEVA_FILE).set_index("name").to_crs(METRES)
    assert list(rivers.index) == ["Нева", "Большая Нева", "Малая Нева", "Большая Невка"]
    assert rivers.is_simple.all()
    # From the city limit above Колпинский to the fork at the Стрелка; the lower reach borders the centre.
    assert 32_000 < rivers.length["Нева"] < 38_000
    centre = drawing.to_crs(METRES).geometry["Центральный"].boundary
    assert rivers.geometry["Нева"].intersection(centre).length > 9_000


@pytest.mark.reference
def test_districts_cover_the_reference(drawing: geopandas.GeoDataFrame, reference: geopandas.GeoDataFrame) -> None:
    ours, theirs = drawing.to_crs(METRES).geometry, reference.to_crs(METRES).geometry

    def likeness(a: shapely.Geometry, b: shapely.Geometry) -> float:
        return float(a.intersection(b).area / a.union(b).area)

    found = {name: likeness(ours[name], theirs[name]) for name in RELATION_IDS}
    low = {name: value for name, value in found.items() if value < (0.80 if name == "Кронштадтский" else 0.90)}
    assert not low
    assert likeness(ours.union_all(), theirs.union_all()) >= 0.965


@pytest.mark.reference
def test_drawing_is_not_the_reference(drawing: geopandas.GeoDataFrame, reference: geopandas.GeoDataFrame) -> None:
    ours = {tuple(point) for point in shapely.get_coordinates(drawing.geometry.to_numpy()).tolist()}
    exact = {tuple(point) for point in shapely.get_coordinates(reference.geometry.to_numpy()).tolist()}
    rounded = {(round(lon, 4), round(lat, 4)) for lon, lat in exact}
    assert not ours & exact
    # With 16 thousand vertices in the reference some of ours fall on one of them by chance; a copy would have them all.
    assert len(ours & rounded) / len(ours) < 0.2


@pytest.mark.reference
def test_schools_lie_in_the_district_they_name(drawing: geopandas.GeoDataFrame, reference_data: Path) -> None:
    table = pd.read_csv(reference_data / "register" / "schools_2019_points.csv")
    table = table[table["lon"].notna() & table["district"].isin(drawing.index)]
    points = geopandas.points_from_xy(table["lon"], table["lat"])
    inside = shapely.covers(drawing.geometry.reindex(table["district"]).to_numpy(), points)
    assert len(table) > 600
    assert inside.mean() >= 0.97


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"adm-vas", "adm-cen"', '"adm-cen", "adm-vas"'), "не продолжает"),
        (('rings = [["ptd-sea", "-krs-ptd"]]', 'rings = [["ptd-sea"]]'), "krs-ptd"),
    ],
)
def test_broken_topology_is_refused(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    text = topology.SOURCE.read_text(encoding="utf-8")
    assert text.count(change[0]) == 1
    broken = tmp_path / "topology.toml"
    broken.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(BoundariesError, match=said):
        topology.read(broken)
