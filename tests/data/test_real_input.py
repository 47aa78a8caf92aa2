"""The real files of the reference data: register, points and the ЕГЭ means of 2017."""

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

import geodata
from data_access import schema
from data_access.imports import quarantine
from data_access.imports.options import Options
from data_access.imports.run import ImportOutcome, import_file
from monitoring import districts
from tests.data.parsed_files import NOW, schools

pytestmark = pytest.mark.reference
REGISTER = "register/datagovspb_schools_register_2019-06-21.csv"
POINTS = "register/schools_2019_points.csv"
MEANS = "results/ege_2017_mean_by_school.csv"
MEANS_OPTIONS = Options(kind="exam-means", mapping={"mean": "ege2017_mean"}, year=2017, procedure="ege")


def known(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return schools(connection)


@pytest.fixture
def city(engine: Engine, reference_data: Path) -> Engine:
    for name in (REGISTER, POINTS):
        import_file(engine, reference_data / name, now=NOW)
    return engine


@pytest.fixture
def means(city: Engine, reference_data: Path) -> ImportOutcome:
    return import_file(city, reference_data / MEANS, MEANS_OPTIONS, now=NOW)


def test_register_and_points_are_the_same_city_in_either_order(engine: Engine, reference_data: Path) -> None:
    found = []
    for order in ((REGISTER, POINTS), (POINTS, REGISTER)):
        for name in order:
            outcome = import_file(engine, reference_data / name, now=NOW)
            assert outcome.rows_quarantined == 0
            assert 700 <= len(known(engine)) <= 719
        found.append(
            {tuple(value for key, value in row.items() if key not in {"id", "batch_id"}) for row in known(engine)}
        )
        with engine.begin() as connection:
            for table in (schema.school_building, schema.edition, schema.school, schema.import_batch):
                connection.execute(table.delete())
    assert found[0] == found[1]


def test_kinds_numbers_and_districts_are_recognised(city: Engine) -> None:
    rows = known(city)
    kinds = Counter(row["kind"] for row in rows)
    assert kinds["other"] <= 5
    assert kinds["gymnasium"] > 60
    assert kinds["lyceum"] > 35
    assert kinds["special"] > 40
    assert len({row["district_code"] for row in rows}) == 18
    assert sum(row["number"] is not None for row in rows) > 600
    assert sum(row["ogrn"] is not None for row in rows) > 640
    assert max(len(row["name"]) for row in rows) <= 300
    repeated = Counter((row["number"], row["district_code"], row["kind"]) for row in rows if row["number"])
    assert [key for key, times in repeated.items() if times > 1] == []


def test_no_address_is_lost(city: Engine, reference_data: Path) -> None:
    with city.connect() as connection:
        stored = set(connection.scalars(select(schema.school_building.c.address)))
    lines = (reference_data / REGISTER).read_text(encoding="utf-8-sig")
    wanted = {" ".join(row["address"].split()) for row in csv.DictReader(io.StringIO(lines))}
    assert {item.casefold() for item in wanted} <= {item.casefold() for item in stored}


@pytest.mark.parametrize(("boundaries", "share"), [("districts_osm2023_full.geojson", 1.0), (None, 0.97)])
def test_schools_lie_in_the_districts_they_name(
    city: Engine, reference_data: Path, tmp_path: Path, boundaries: str | None, share: float
) -> None:
    folder = None
    if boundaries:
        geodata.boundaries.import_file(reference_data / "boundaries" / boundaries, tmp_path)
        folder = tmp_path
    located = [row for row in known(city) if row["lon"] is not None]
    assert len(located) >= 660
    names = geodata.locate([row["lon"] for row in located], [row["lat"] for row in located], folder)
    codes = [districts.recognise(name) if isinstance(name, str) else None for name in names]
    inside = sum(
        code is not None and code.code == row["district_code"] for code, row in zip(codes, located, strict=True)
    )
    assert inside / len(located) >= share


def test_means_are_stored_or_quarantined(city: Engine, means: ImportOutcome, reference_data: Path) -> None:
    assert means.rows_read == 360
    assert means.rows_stored + means.rows_quarantined == 360
    assert 8 <= means.rows_quarantined <= 20
    assert all(finding.row and finding.mend for finding in means.findings)
    with city.connect() as connection:
        reasons = Counter(row.reason for row in quarantine.open_rows(connection))
    assert sum(reasons.values()) == means.rows_quarantined
    assert reasons["conflict"] >= 4
    assert import_file(city, reference_data / MEANS, MEANS_OPTIONS, now=NOW).unchanged


def test_every_mean_stands_at_the_school_that_its_row_names(
    city: Engine, means: ImportOutcome, reference_data: Path
) -> None:
    with (reference_data / MEANS).open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    query = select(
        schema.result.c.row_number, schema.result.c.mean_score, schema.school.c.number, schema.school.c.district_code
    ).join_from(schema.result, schema.school)
    with city.connect() as connection:
        stored = connection.execute(query).all()
    assert len(stored) == means.rows_stored
    for item in stored:
        row = rows[item.row_number - 2]
        assert float(row["ege2017_mean"]) == item.mean_score
        assert item.number == (row["num"].split(".")[0] or item.number)
        named = districts.recognise(row["district"])
        assert named is None or named.code == item.district_code
