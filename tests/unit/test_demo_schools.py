"""The schools of the demo city: right in number and place, and no real ones."""

import csv
import re
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely

from data_access.demo import points
from data_access.demo.city import DemoCity, generate
from data_access.demo.frames import records
from data_access.demo.schools import make_schools
from geodata import load_districts, locate
from monitoring.districts import DISTRICTS, by_code
from monitoring.school_kinds import KINDS, family, recognise, recognise_number

NAME = re.compile(r"(Школа|Гимназия|Лицей|Центр образования) \d{2}-\d{2} \(демо\)")


def check_digit_of_ogrn(ogrn: str) -> str:
    return str(int(ogrn[:12]) % 11)[-1]


def check_digit_of_inn(inn: str) -> str:
    weights = [2, 4, 10, 3, 5, 9, 4, 6, 8]
    return str(sum(weight * int(digit) for weight, digit in zip(weights, inn, strict=False)) % 11)[-1]


def test_districts_have_the_real_numbers_of_schools(demo_city: DemoCity) -> None:
    counts = demo_city.schools["district_code"].value_counts()
    expected = [27, 21, 52, 50, 43, 24, 39, 43, 5, 14, 33, 54, 17, 17, 54, 28, 45, 40]
    assert [counts[district.code] for district in DISTRICTS] == expected
    assert len(demo_city.schools) == 606


def test_kinds_are_in_plausible_proportions(demo_city: DemoCity) -> None:
    shares = demo_city.schools["kind"].value_counts(normalize=True)
    assert shares["school"] > 0.5
    assert 0.08 < shares["gymnasium"] < 0.16
    assert 0.05 < shares["lyceum"] < 0.12
    assert set(shares.index) == {"school", "advanced", "gymnasium", "lyceum", "centre", "basic"}
    assert set(shares.index) <= set(KINDS)


def test_names_are_plainly_synthetic_and_unique(demo_city: DemoCity) -> None:
    names = demo_city.schools["name"]
    assert names.map(NAME.fullmatch).notna().all()
    assert names.is_unique
    assert demo_city.schools["number"].is_unique


def test_names_are_recognised_by_the_importers_rules(demo_city: DemoCity) -> None:
    for row in records(demo_city.schools):
        assert recognise_number(row["name"]) == recognise_number(row["full_name"]) == row["number"]
        assert recognise(row["full_name"]) == row["kind"]
        assert family(recognise(row["name"])) == family(row["kind"])
        assert int(row["number"][:2]) == by_code()[row["district_code"]].number


def test_identifiers_are_valid_unique_and_reserved(demo_city: DemoCity) -> None:
    schools = demo_city.schools
    assert schools["ogrn"].is_unique
    assert schools["inn"].is_unique
    assert schools["login"].is_unique
    for row in records(schools):
        assert re.fullmatch(r"1997800\d{6}", row["ogrn"])
        assert row["ogrn"][-1] == check_digit_of_ogrn(row["ogrn"])
        assert re.fullmatch(r"7899\d{6}", row["inn"])
        assert row["inn"][-1] == check_digit_of_inn(row["inn"])
        assert re.fullmatch(r"edu789\d{3}", row["login"])


@pytest.mark.reference
def test_no_real_school_is_met(demo_city: DemoCity, reference_data: Path) -> None:
    real: set[str] = set()
    for path in (reference_data / "register").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                real.update(re.findall(r"\d{10,13}", f"{row.get('ogrn')} {row.get('inn')}"))
                real.update(str(row.get(column)) for column in ("name", "abbreviated_name", "short_name", "full_name"))
    assert len(real) > 1000
    schools = demo_city.schools
    assert real.isdisjoint([*schools["ogrn"], *schools["inn"], *schools["name"], *schools["full_name"]])


def test_points_lie_inside_their_districts_off_the_border(demo_city: DemoCity) -> None:
    schools = demo_city.schools
    found = locate(schools["lon"], schools["lat"])
    assert found.tolist() == [by_code()[code].name for code in schools["district_code"]]
    shapes = dict(zip(load_districts()["name"], load_districts().to_crs(32636)["geometry"], strict=True))
    places = in_metres(schools)
    nearest = [shapes[name].boundary.distance(place) for name, place in zip(found, places, strict=True)]
    # The generator measures on its own plane: a percent of its 250 m may be lost.
    assert min(nearest) > 0.98 * points.BORDER_METRES


def in_metres(schools: pd.DataFrame) -> geopandas.GeoSeries:
    return geopandas.GeoSeries.from_xy(schools["lon"], schools["lat"], crs=4326).to_crs(32636)


def test_schools_stand_apart(demo_city: DemoCity) -> None:
    places = in_metres(demo_city.schools)
    x, y = places.x.to_numpy(), places.y.to_numpy()
    distance = np.hypot(x[:, None] - x, y[:, None] - y)
    np.fill_diagonal(distance, np.inf)
    assert distance.min() > 0.98 * points.APART_METRES


def test_same_seed_gives_the_same_city() -> None:
    first, second, other = (generate(seed, schools=40) for seed in (3, 3, 4))
    for name in ("schools", "buildings", "passports", "marks", "exams", "comparisons", "partnerships", "plan_progress"):
        assert getattr(first, name).equals(getattr(second, name)), name
    assert all((a.counts == b.counts).all() for a, b in zip(first.distributions, second.distributions, strict=True))
    assert first.truth.expected.equals(second.truth.expected)
    assert not first.marks.equals(other.marks)


def test_a_smaller_city_keeps_every_district(small_city: DemoCity) -> None:
    counts = small_city.schools["district_code"].value_counts()
    assert len(counts) == 18
    assert counts.min() >= 2
    assert 55 <= len(small_city.schools) <= 66


def test_no_room_is_said() -> None:
    schools = make_schools(np.random.default_rng(1), 40)
    tiny = {district.code: shapely.box(30.300, 59.900, 30.304, 59.902) for district in DISTRICTS}
    with pytest.raises(ValueError, match="no room for"):
        points.place(schools, tiny, np.random.default_rng(1))
