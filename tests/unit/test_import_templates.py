"""Register, points, logins, social passport, partnerships and the plan."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from monitoring.indicators import INDICATORS
from tests.imports import builders
from tests.imports.builders import ogrn
from tests.imports.reading import read_csv, read_rows, refused_rows


def test_register_keeps_every_row(tmp_path: Path) -> None:
    first, second, _third = read_csv(tmp_path, builders.register()).rows
    assert first.school.ogrn == second.school.ogrn == ogrn(1)
    assert (first.school.inn, first.school.district_code) == (builders.inn(1), "nevsky")
    assert first.values["kind"] == "lyceum"
    assert (first.values["name"], first.values["number"]) == ("ГБОУ лицей № 907", "907")
    assert first.values["full_name"].startswith("Государственное")
    assert (first.values["address"], first.values["municipality"]) == ("ул. Первая, д. 1", "МО № 1")
    assert (first.values["note"], second.values["note"]) == (None, "начальная школа")
    assert second.payload["ogrn"] == f"_{ogrn(1)}"


def test_malformed_ogrn_in_the_register_is_no_reason_to_refuse(tmp_path: Path) -> None:
    row = read_csv(tmp_path, builders.register()).rows[2]
    assert (row.school.ogrn, row.school.inn, row.school.number) == (None, None, "908")
    assert row.payload["ogrn"] == "102807583187"


@pytest.mark.parametrize("build", [builders.register, builders.points])
def test_unknown_district_is_refused(tmp_path: Path, build: Any) -> None:
    header = build()[0]
    cells = {"lon": 30.0, "lat": 60.0, "district": "Тридевятый"}
    rows = [header, [cells.get(heading, "Школа № 5" if "name" in heading else "") for heading in header]]
    finding = refused_rows(tmp_path, rows).findings[0]
    assert (finding.row, finding.column) == (2, "district")


def test_district_of_the_name_serves_where_the_cell_is_empty(tmp_path: Path) -> None:
    rows = builders.register()
    rows[1][0] = ""
    assert read_rows(tmp_path, rows).rows[0].values["district_code"] == "nevsky"


def test_points(tmp_path: Path) -> None:
    first, second = read_rows(tmp_path, builders.points()).rows
    assert first.values == {
        "name": "Лицей № 907",
        "full_name": "Лицей № 907",
        "kind": "lyceum",
        "number": "907",
        "district_code": "nevsky",
        "address": "ул. 1",
        "lon": 30.45,
        "lat": 59.9,
    }
    assert (second.values["lon"], second.values["lat"], second.school.ogrn) == (None, None, ogrn(2))


@pytest.mark.parametrize(
    ("lon", "lat", "column", "words"),
    [
        (59.9, 30.4, "lon", "вне границ"),
        (30.4, 5.99, "lat", "вне границ"),
        ("восток", 59.9, "lon", "не число"),
        (30.4, None, "lat", "без пары"),
        (None, 59.9, "lon", "без пары"),
    ],
)
def test_impossible_points_are_refused(tmp_path: Path, lon: Any, lat: Any, column: str, words: str) -> None:
    rows = builders.points()
    rows[1][8:10] = [lon, lat]
    finding = refused_rows(tmp_path, rows).findings[0]
    assert words in finding.message
    assert (finding.row, finding.column) == (2, column)


def test_logins(tmp_path: Path) -> None:
    first, second = read_rows(tmp_path, builders.logins()).rows
    assert first.values == {"login": "edu780123", "name": "Школа 12-07 (демо)"}
    assert (first.school.ogrn, first.school.login) == (ogrn(1), "edu780123")
    assert (second.school.ogrn, second.school.login, second.school.district_code) == (None, "edu780124", "nevsky")


@pytest.mark.parametrize(("cell", "words"), [("школа7", "не логин"), (None, "пуста")])
def test_wrong_logins_are_refused(tmp_path: Path, cell: Any, words: str) -> None:
    rows = builders.logins()
    rows[2][0] = cell
    finding = refused_rows(tmp_path, rows).findings[0]
    assert words in finding.message
    assert (finding.row, finding.column) == (3, "Логин")


def test_social_passport(tmp_path: Path) -> None:
    parsed = read_rows(tmp_path, builders.passport())
    row = parsed.rows[0]
    assert (parsed.year, row.year, row.school.login) == (2025, 2025, "edu780123")
    known = {"pupils": 512, "parents_higher_education": 61.5}
    assert row.values == dict.fromkeys(INDICATORS) | known


def test_social_passport_takes_every_indicator_with_or_without_unit(tmp_path: Path) -> None:
    for heading in ("{0.name}, {0.unit}", "{0.name}", "{0.code}"):
        header = ["Год", "ОГРН", *(heading.format(item) for item in INDICATORS.values())]
        values = [float(position) for position in range(len(INDICATORS))]
        row = read_rows(tmp_path, [header, [2025, ogrn(1), *values]]).rows[0]
        assert list(row.values.values()) == values


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (5, 512.5, "не целое"),
        (5, -1, "меньше нуля"),
        (5, 20000, "больше 10000"),
        (6, 101, "вне границ"),
        (6, "половина", "не число"),
        (0, None, "не указан год"),
    ],
)
def test_social_passport_out_of_range_is_refused(tmp_path: Path, column: int, cell: Any, words: str) -> None:
    rows = builders.passport()
    rows[1][column] = cell
    finding = refused_rows(tmp_path, rows).findings[0]
    assert words in finding.message
    assert (finding.row, finding.column) == (2, builders.PASSPORT_HEADER[column])


def test_social_passport_in_another_unit_is_refused(tmp_path: Path) -> None:
    rows = builders.passport()
    rows[0][6] = "Родители с высшим образованием, чел."
    assert refused_rows(tmp_path, rows).findings[0].column == "Родители с высшим образованием, чел."


def test_social_passport_of_the_year_given_by_option(tmp_path: Path) -> None:
    rows = builders.passport()
    rows[1][0] = None
    assert read_rows(tmp_path, rows, year=2024).year == 2024
    assert "--year 2024" in refused_rows(tmp_path, builders.passport(), year=2024).text


def test_partnerships(tmp_path: Path) -> None:
    row = read_rows(tmp_path, builders.partnerships()).rows[0]
    assert (row.school.ogrn, row.school.name) == (ogrn(1), "Школа 12-07 (демо)")
    assert row.partner is not None
    assert (row.partner.ogrn, row.partner.kind) == (ogrn(2), "gymnasium")
    assert row.values == {
        "started_on": date(2024, 9, 15),
        "ended_on": None,
        "subjects": ["russian", "math"],
        "agreement_number": "12/2024",
        "agreement_date": date(2024, 9, 10),
        "coordinator_post": "методист ИМЦ",
        "status": "active",
        "activities": 4,
        "last_activity_on": date(2025, 3, 1),
    }


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("математика", ["math"]),
        ("Русский язык, математика", ["russian", "math"]),
        ("математика, базовый уровень; физика", ["math_base", "physics"]),
        ("русский, математика, профильный уровень", ["russian", "math_profile"]),
        ("физика; физика;", ["physics"]),
    ],
)
def test_subjects_of_a_partnership(tmp_path: Path, written: str, codes: list[str]) -> None:
    row = list(builders.PARTNERSHIP)
    row[4] = written
    assert read_rows(tmp_path, builders.partnerships([row])).rows[0].values["subjects"] == codes


@pytest.mark.parametrize(
    ("word", "code"),
    [("Предложено", "proposed"), ("действует", "active"), ("приостановлено", "paused"), ("завершено ", "ended")],
)
def test_statuses_of_a_partnership(tmp_path: Path, word: str, code: str) -> None:
    row = list(builders.PARTNERSHIP)
    row[8] = word
    assert read_rows(tmp_path, builders.partnerships([row])).rows[0].values["status"] == code


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (4, "квиддич", "предмет «квиддич» неизвестен"),
        (4, None, "пуста"),
        (8, "дружат", "статус «дружат» неизвестен"),
        (8, None, "пуста"),
        (9, None, "пуста"),
        (9, "осенью", "не дата"),
        (10, date(2024, 1, 1), "окончание раньше начала"),
        (11, -1, "меньше нуля"),
        (2, ogrn(1), "наставником самой себя"),
    ],
)
def test_wrong_partnerships_are_refused(tmp_path: Path, column: int, cell: Any, words: str) -> None:
    row = list(builders.PARTNERSHIP)
    row[column] = cell
    finding = refused_rows(tmp_path, builders.partnerships([row])).findings[0]
    assert words in finding.message
    assert (finding.row, finding.column) == (2, builders.PARTNERSHIP_HEADER[column])


def test_plan(tmp_path: Path) -> None:
    city, district = read_rows(tmp_path, builders.plan()).rows
    item = {
        "number": 6,
        "title": "Мониторинг динамики",
        "region_operator": "Центр оценки",
        "district_operator": "ИМЦ",
        "starts_on": date(2024, 9, 1),
        "due_on": date(2024, 9, 30),
    }
    assert city.values == item | {
        "district_code": "city",
        "status": "in-progress",
        "done_on": None,
        "evidence": None,
    }
    assert district.values == item | {
        "district_code": "nevsky",
        "status": "done",
        "done_on": date(2024, 9, 28),
        "evidence": "протокол № 3",
    }
    assert (district.year, district.school.names_a_school) == (2025, False)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (0, None, "не указан год"),
        (1, None, "пуста"),
        (1, 0, "номер пункта 0"),
        (1, "шестой", "не число"),
        (2, None, "пуста"),
        (2, "Другое", "описан иначе, чем в строке 2"),
        (6, None, "пуста"),
        (6, date(2024, 8, 1), "срок раньше начала"),
        (7, "Тридевятый", "не из 18 районов"),
        (8, "скоро", "статус «скоро» неизвестен"),
        (8, "в работе", "дата выполнения у невыполненного"),
        (9, "вчера", "не дата"),
    ],
)
def test_wrong_plans_are_refused(tmp_path: Path, column: int, cell: Any, words: str) -> None:
    rows = builders.plan()
    rows[2][column] = cell
    refused = refused_rows(tmp_path, rows)
    assert words in refused.text
    assert refused.findings[0].row == 3
