"""Loading, projecting, outlines, labels and finding the district of a point."""

import json
import math
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon

import geodata
from geodata.loader import IMPORTED_FILE


def imported(directory: Path, change: object = None) -> Path:
    """The bundled drawing as if imported, shifted by 0.001° so that it can be told from the drawing."""
    frame = geodata.load_districts()
    frame["geometry"] = frame.translate(xoff=0.001)
    document = json.loads(frame.to_json(drop_id=True))
    document["attribution"] = "своя подпись"
    document["provenance"] = {"source": "свои.gpkg"}
    if callable(change):
        change(document)
    path = directory / IMPORTED_FILE
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_bundled_drawing_is_loaded() -> None:
    frame = geodata.load_districts()
    assert list(frame.columns) == ["name", "osm_relation_id", "geometry"]
    assert list(frame["name"]) == sorted(frame["name"]) == list(geodata.NAMES)
    assert frame.crs.to_epsg() == 4326
    assert geodata.attribution() == "© участники OpenStreetMap, ODbL"
    assert geodata.provenance() is None


def test_frames_are_the_callers_own() -> None:
    frame = geodata.load_districts()
    frame.loc[0, "name"] = "испорчено"
    assert geodata.load_districts().loc[0, "name"] == "Адмиралтейский"


def test_directory_without_import_means_the_drawing(tmp_path: Path) -> None:
    assert geodata.load_districts(tmp_path).equals(geodata.load_districts())
    assert geodata.fingerprint(tmp_path) == geodata.fingerprint()


def test_imported_boundaries_replace_the_drawing_and_leave_again(tmp_path: Path) -> None:
    before = geodata.fingerprint(tmp_path)
    path = imported(tmp_path)
    shift = geodata.load_districts(tmp_path).total_bounds[0] - geodata.load_districts().total_bounds[0]
    assert shift == pytest.approx(0.001)
    assert geodata.attribution(tmp_path) == "своя подпись"
    assert geodata.provenance(tmp_path) == {"source": "свои.gpkg"}
    assert geodata.fingerprint(tmp_path) != before
    path.unlink()
    assert geodata.load_districts(tmp_path).equals(geodata.load_districts())
    assert geodata.fingerprint(tmp_path) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["features"].pop(),
        lambda document: document.pop("features"),
        lambda document: document["features"][0]["properties"].update(osm_relation_id=1),
        lambda document: document["features"][0].update(geometry={"type": "Polygon", "coordinates": 5}),
    ],
)
def test_damaged_import_says_what_to_do(tmp_path: Path, change: object) -> None:
    path = imported(tmp_path, change)
    with pytest.raises(geodata.BoundariesError, match="boundaries reset") as caught:
        geodata.load_districts(tmp_path)
    assert str(path) in str(caught.value)


def test_cut_import_says_what_to_do(tmp_path: Path) -> None:
    path = imported(tmp_path)
    path.write_text(path.read_text(encoding="utf-8")[:5000], encoding="utf-8")
    for read in (geodata.load_districts, geodata.attribution):
        with pytest.raises(geodata.BoundariesError, match="повреждён"):
            read(tmp_path)


def test_projection_agrees_with_geopandas_and_keeps_gaps() -> None:
    lon, lat = pd.Series([30.3141, None, 29.75]), pd.Series([59.9386, 59.9, None])
    x, y = geodata.project_points(lon, lat)
    expected = geopandas.GeoSeries.from_xy([30.3141], [59.9386], crs=4326).to_crs(32636).iloc[0]
    assert (x[0], y[0]) == pytest.approx((expected.x, expected.y), abs=0.01)
    assert np.isnan([x[1], y[1], x[2], y[2]]).all()


def test_projected_areas_are_those_published() -> None:
    projected = geodata.project(geodata.load_districts()).set_index("name")
    assert projected.crs.to_epsg() == 32636
    # Square kilometres of the districts, from the polygons of OpenStreetMap.
    for name, area in {"Центральный": 17.7, "Пушкинский": 239.5, "Калининский": 40.2, "Курортный": 274.2}.items():
        assert projected.area[name] / 1e6 == pytest.approx(area, rel=0.03)


def test_rings_are_closed_larger_parts_first_and_holes_turn_the_other_way() -> None:
    small = shapely.box(10, 0, 11, 1)
    large = Polygon([(0, 0), (0, 4), (4, 4), (4, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    rings = geodata.polygon_rings(MultiPolygon([small, large]))
    assert [len(x) for x, _ in rings] == [5, 5, 5]
    assert all((x[0], y[0]) == (x[-1], y[-1]) for x, y in rings)
    turns = [shapely.is_ccw(shapely.LinearRing(list(zip(x, y, strict=True)))) for x, y in rings]
    assert turns == [True, False, True]
    assert max(rings[2][0]) == 11


def test_rings_of_a_line_are_refused() -> None:
    with pytest.raises(TypeError, match="LineString"):
        geodata.polygon_rings(LineString([(0, 0), (1, 1)]))


def test_outlines_are_whole_metres_with_gaps_between_parts() -> None:
    districts = geodata.load_districts()
    outlines = geodata.district_outlines(districts)
    assert tuple(outlines) == geodata.NAMES
    for name, geometry in zip(districts["name"], geodata.project(districts).geometry, strict=True):
        outline = outlines[name]
        assert len(outline.x) == len(outline.y)
        gaps = [index for index, value in enumerate(outline.x) if value is None]
        assert gaps == [index for index, value in enumerate(outline.y) if value is None]
        assert len(gaps) == shapely.get_num_geometries(geometry) - 1
        assert all(isinstance(value, int) for value in (*outline.x, *outline.y) if value is not None)
        assert min(value for value in outline.x if value is not None) == round(geometry.bounds[0])
        assert max(value for value in outline.y if value is not None) == round(geometry.bounds[3])
    json.dumps(outlines["Невский"].x)


def test_rivers_are_one_line_with_gaps() -> None:
    rivers = geodata.load_neva()
    outline = geodata.river_outline(rivers)
    assert outline.x.count(None) == len(rivers) - 1
    assert len(outline.x) == shapely.get_num_coordinates(rivers.geometry.to_numpy()).sum() + len(rivers) - 1


def test_labels_stand_inside_their_districts() -> None:
    geometries = geodata.load_districts().set_index("name").geometry
    points = geodata.label_points()
    assert tuple(points) == geodata.NAMES
    assert {name for name, (lon, lat) in points.items() if not shapely.contains_xy(geometries[name], lon, lat)} == set()
    assert points["Выборгский"] == (30.3361, 60.0394)


def test_labels_of_the_inset_stand_inside_district_and_inset() -> None:
    geometries = geodata.load_districts().set_index("name").geometry
    points = geodata.inset_label_points()
    assert set(geodata.INSET_DISTRICTS) < set(points)
    assert all(shapely.contains_xy(geometries[name], lon, lat) for name, (lon, lat) in points.items())
    lon, lat = zip(*points.values(), strict=True)
    assert geodata.in_inset(lon, lat).all()


def test_label_moves_into_an_imported_polygon_that_does_not_hold_it(tmp_path: Path) -> None:
    def shrink(document: dict) -> None:
        feature = next(one for one in document["features"] if one["properties"]["name"] == "Невский")
        feature["geometry"] = shapely.geometry.mapping(shapely.box(30.44, 59.86, 30.46, 59.87))

    imported(tmp_path, shrink)
    lon, lat = geodata.label_points(tmp_path)["Невский"]
    assert 30.44 < lon < 30.46
    assert 59.86 < lat < 59.87


def test_every_district_is_labelled_on_exactly_one_map() -> None:
    assert sorted((*geodata.INSET_DISTRICTS, *geodata.MAIN_DISTRICTS)) == list(geodata.NAMES)


def test_inset_shows_the_centre_whole_and_lies_in_the_city() -> None:
    bounds = geodata.project(geodata.load_districts()).set_index("name").bounds
    inset, city = geodata.INSET, geodata.city_extent()
    for name in ("Адмиралтейский", "Василеостровский", "Петроградский", "Центральный"):
        assert inset.x_min < bounds.minx[name]
        assert bounds.maxx[name] < inset.x_max
        assert inset.y_min < bounds.miny[name]
        assert bounds.maxy[name] < inset.y_max
    assert city.x_min < inset.x_min < inset.x_max < city.x_max
    assert city.y_min < inset.y_min < inset.y_max < city.y_max
    assert math.isclose(inset.aspect, 0.79, abs_tol=0.01)


def test_locate_keeps_the_index_and_leaves_unknown_places_out() -> None:
    lon = pd.Series([30.3141, 30.4521, 29.7699, 31.5, None], index=list("abcde"))
    lat = pd.Series([59.9560, 59.9220, 59.9930, 59.9, 59.9], index=list("abcde"))
    found = geodata.locate(lon, lat)
    assert found.index.tolist() == list("abcde")
    assert found.iloc[:3].tolist() == ["Петроградский", "Невский", "Кронштадтский"]
    assert found.isna().tolist() == [False, False, False, True, True]


def test_locate_gives_a_border_point_to_the_first_of_its_districts() -> None:
    # The junction where Выборгский, Калининский and Центральный meet.
    assert geodata.locate([30.3496], [59.9520]).tolist() == ["Выборгский"]


def test_locate_of_nothing() -> None:
    assert geodata.locate([], []).tolist() == []


@pytest.mark.reference
def test_locate_finds_the_district_that_schools_name(reference_data: Path) -> None:
    table = pd.read_csv(reference_data / "register" / "schools_2019_points.csv")
    table = table[table["lon"].notna() & table["district"].isin(geodata.NAMES)]
    assert (geodata.locate(table["lon"], table["lat"]) == table["district"]).mean() >= 0.97
