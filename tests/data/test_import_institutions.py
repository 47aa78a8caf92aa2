"""The register and the points: rows become institutions with buildings, whichever file comes first."""

import itertools
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data_access import schema
from tests.data.parsed_files import (
    MATH_6,
    file_of,
    marks,
    of,
    place,
    put,
    register,
    schools,
    valid_inn,
    valid_ogrn,
    working_results,
)


def buildings(engine: Engine) -> dict[str, list[str]]:
    query = select(schema.school.c.number, schema.school_building.c.address).join_from(
        schema.school_building, schema.school
    )
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for row in connection.execute(query.order_by(schema.school_building.c.id)):
            found.setdefault(row.number, []).append(row.address)
    return found


def stored(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        rows = schools(connection)
    return [{name: value for name, value in row.items() if name not in {"id", "batch_id"}} for row in rows]


def test_rows_of_one_school_become_one_institution_with_buildings(engine: Engine) -> None:
    ogrn = valid_ogrn(5)
    outcome = put(
        engine,
        register(
            place(5, ogrn=ogrn, address="Дом 2", note="начальная школа"),
            place(5, ogrn=ogrn, address="Дом 1"),
            place(5, ogrn=ogrn, address="Дом 1"),
            place(6, ogrn=valid_ogrn(6)),
        ),
    )
    assert (outcome.rows_read, outcome.rows_stored, outcome.rows_quarantined) == (4, 4, 0)
    assert buildings(engine) == {"5": ["Дом 2", "Дом 1"], "6": [place(6)["address"]]}
    first, _ = stored(engine)
    assert (first["ogrn"], first["address"]) == (ogrn, "Дом 1")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_rows_without_identifiers_join_by_number_in_any_order(engine: Engine, order: tuple[int, ...]) -> None:
    rows = [
        place(5, ogrn=valid_ogrn(5), address="А"),
        place(5, inn=valid_inn(5), ogrn=valid_ogrn(5), address="Б"),
        place(5, inn=valid_inn(5), address="В"),
    ]
    put(engine, register(*(rows[item] for item in order)))
    (only,) = stored(engine)
    assert (only["ogrn"], only["inn"]) == (valid_ogrn(5), valid_inn(5))
    assert sorted(buildings(engine)["5"]) == ["А", "Б", "В"]


def test_one_ogrn_of_two_institutions_is_not_used(engine: Engine) -> None:
    shared = valid_ogrn(1)
    outcome = put(
        engine,
        register(
            place(572, kind="lyceum", ogrn=shared, inn=valid_inn(1)),
            place(592, ogrn=shared, inn=valid_inn(2)),
        ),
    )
    assert {(row["number"], row["ogrn"]) for row in stored(engine)} == {("572", None), ("592", None)}
    assert len(outcome.findings) == 2
    assert shared in outcome.findings[0].text


def test_two_institutions_alike_in_one_register_stay_two(engine: Engine) -> None:
    put(
        engine,
        register(
            place(1, ogrn=valid_ogrn(1), inn=valid_inn(1)),
            place(1, ogrn=valid_ogrn(2), inn=valid_inn(2)),
        ),
    )
    assert [row["ogrn"] for row in stored(engine)] == [valid_ogrn(1), valid_ogrn(2)]


@pytest.mark.parametrize("register_first", [True, False])
def test_register_and_points_end_alike_in_either_order(engine: Engine, register_first: bool) -> None:
    officially = register(
        place(5, ogrn=valid_ogrn(5), inn=valid_inn(5), full_name="ГБОУ СОШ № 5 Невского района Санкт-Петербурга"),
        place(569, ogrn=valid_ogrn(569), inn=valid_inn(569)),
        place(7, ogrn=None, inn=valid_inn(7)),
    )
    points = register(
        place(5, ogrn=valid_ogrn(5), name="СОШ 5", address="Точка 5", lon=30.47, lat=59.9),
        place(569, ogrn=valid_ogrn(1569), lon=30.46, lat=59.89),
        place(7, ogrn=valid_ogrn(7), lon=30.45, lat=59.88),
        place(8, ogrn=valid_ogrn(8), address="Точка 8", lon=30.44, lat=59.87),
        kind="points",
    )
    for parsed in (officially, points) if register_first else (points, officially):
        put(engine, parsed)
    by_number = {row["number"]: row for row in stored(engine)}
    assert sorted(by_number) == ["5", "569", "7", "8"]
    assert by_number["5"]["name"] == "ГБОУ СОШ № 5"
    assert by_number["5"]["address"] == place(5)["address"]
    assert {number: row["ogrn"] for number, row in by_number.items()} == {
        "5": valid_ogrn(5),
        "569": valid_ogrn(569),
        "7": valid_ogrn(7),
        "8": valid_ogrn(8),
    }
    assert {number: (row["lon"], row["lat"]) for number, row in by_number.items()}["569"] == (30.46, 59.89)
    assert buildings(engine)["8"] == ["Точка 8"]
    assert buildings(engine)["5"] == [place(5)["address"]]


def test_difference_of_identifiers_is_a_warning(engine: Engine) -> None:
    put(engine, register(place(569, ogrn=valid_ogrn(1))))
    outcome = put(engine, register(place(569, ogrn=valid_ogrn(2), lon=30.46, lat=59.89), kind="points"))
    assert outcome.rows_quarantined == 0
    assert any(valid_ogrn(2) in finding.text and valid_ogrn(1) in finding.text for finding in outcome.findings)
    assert stored(engine)[0]["ogrn"] == valid_ogrn(1)


def test_register_corrects_and_says_what_it_changes(engine: Engine) -> None:
    put(engine, register(place(5, ogrn=valid_ogrn(5)), place(6, ogrn=valid_ogrn(6)), place(7, ogrn=valid_ogrn(7))))
    outcome = put(
        engine,
        register(place(5, ogrn=valid_ogrn(5)), place(6, "kirovsky", ogrn=valid_ogrn(6)), place(8, ogrn=valid_ogrn(8))),
    )
    (change,) = outcome.differences
    assert (change.before, change.after) == (3, 4)
    assert (change.added, change.changed, change.unchanged, change.carried) == (1, 1, 1, 1)
    assert {row["number"]: row["district_code"] for row in stored(engine)}["6"] == "kirovsky"


def test_exchanged_ogrn_follow_the_register(engine: Engine) -> None:
    put(
        engine, register(place(5, ogrn=valid_ogrn(5), inn=valid_inn(5)), place(6, ogrn=valid_ogrn(6), inn=valid_inn(6)))
    )
    put(engine, register(place(5, ogrn=valid_ogrn(6)), place(6, ogrn=valid_ogrn(5))))
    # The ОГРН says which institution a row speaks of, so the names have changed places.
    assert {row["number"]: row["ogrn"] for row in stored(engine)} == {"5": valid_ogrn(6), "6": valid_ogrn(5)}
    assert len(stored(engine)) == 2


@pytest.mark.parametrize("register_first", [True, False])
def test_shifted_column_of_ogrn_moves_no_point_and_no_result(engine: Engine, register_first: bool) -> None:
    numbers = (331, 338, 344)
    shifted = register(
        *(place(number, ogrn=valid_ogrn(number + 1)) for number in numbers), place(9, ogrn=valid_ogrn(9))
    )
    claims = {331: 331, 338: 332, 344: 339}  # the register gives 338 the ОГРН of 331's neighbour, and so on
    points = register(
        *(place(number, ogrn=valid_ogrn(claims[number]), lon=30.40 + number / 1e5, lat=59.9) for number in numbers),
        place(9, ogrn=valid_ogrn(9), lon=30.5, lat=59.9),
        kind="points",
    )
    first, second = (shifted, points) if register_first else (points, shifted)
    put(engine, first)
    outcome = put(engine, second)
    by_number = {row["number"]: row for row in stored(engine)}
    assert sorted(by_number) == ["331", "338", "344", "9"]
    assert {number: by_number[str(number)]["lon"] for number in numbers} == {n: 30.40 + n / 1e5 for n in numbers}
    assert by_number["9"]["ogrn"] == valid_ogrn(9)
    assert [by_number[str(number)]["ogrn"] for number in (331, 338)] == [None, None]
    assert any("у разных школ" in finding.message for finding in outcome.findings)
    put(engine, file_of([(of(338, ogrn=valid_ogrn(332)), marks(50, 30.0))]))
    with engine.connect() as connection:
        assert working_results(connection)[(MATH_6, "marks")] == {"338": (50, 30.0, 30.0)}


def test_result_whose_ogrn_and_number_name_two_schools_waits(engine: Engine) -> None:
    put(engine, register(place(338, ogrn=valid_ogrn(338)), place(344, ogrn=valid_ogrn(344))))
    outcome = put(engine, file_of([(of(344, ogrn=valid_ogrn(338)), marks(50, 30.0))]))
    assert (outcome.rows_stored, outcome.rows_quarantined) == (0, 1)
    assert "№ 338" in outcome.findings[0].text
    assert "№ 344" in outcome.findings[0].text


def test_renumbered_school_keeps_its_identity(engine: Engine) -> None:
    put(engine, register(place(5, ogrn=valid_ogrn(5)), place(6, ogrn=valid_ogrn(6))))
    put(engine, register(place(605, ogrn=valid_ogrn(5)), place(6, ogrn=valid_ogrn(6))))
    assert sorted(row["number"] for row in stored(engine)) == ["6", "605"]


@pytest.mark.parametrize("register_first", [True, False])
def test_school_missing_in_the_other_file_does_not_merge_with_its_neighbour(
    engine: Engine, register_first: bool
) -> None:
    shifted = register(place(627, ogrn=valid_ogrn(18)), place(18, ogrn=valid_ogrn(23), address="Дом 18"))
    points = register(place(18, ogrn=valid_ogrn(18), lon=30.472, lat=59.905), kind="points")
    for parsed in (shifted, points) if register_first else (points, shifted):
        put(engine, parsed)
    assert {row["number"]: (row["ogrn"], row["lon"]) for row in stored(engine)} == {
        "627": (None, None),
        "18": (None, 30.472),
    }
    assert buildings(engine)["18"] == ["Дом 18"]


def test_of_two_districts_the_one_with_the_point_stands(engine: Engine) -> None:
    for number, kinds in ((5, ("register", "points")), (6, ("points", "register"))):
        for kind in kinds:
            named = "kalininsky" if kind == "register" else "nevsky"
            point = {"lon": 30.472, "lat": 59.905} if kind == "points" else {}
            put(engine, register(place(number, named, ogrn=valid_ogrn(number), **point), kind=kind))
    assert [row["district_code"] for row in stored(engine)] == ["nevsky", "nevsky"]


def test_correctional_school_stays_one_whoever_tells_it(engine: Engine) -> None:
    for number, kinds in ((5, ("school", "special")), (6, ("special", "school"))):
        for source, kind in zip(("register", "points"), kinds, strict=True):
            put(engine, register(place(number, ogrn=valid_ogrn(number)) | {"kind": kind}, kind=source))
    assert [row["kind"] for row in stored(engine)] == ["special", "special"]


def test_row_without_district_or_name_is_quarantined(engine: Engine) -> None:
    nameless = place(6) | {"name": None, "full_name": None, "number": None, "kind": None}
    outcome = put(engine, register(place(5, district=None), nameless))
    assert (outcome.rows_stored, outcome.rows_quarantined) == (0, 2)
    assert stored(engine) == []
    assert "район" in outcome.findings[-1].message or "район" in outcome.findings[0].message


def test_known_school_may_come_without_a_district(engine: Engine) -> None:
    put(engine, register(place(5, ogrn=valid_ogrn(5))))
    outcome = put(engine, register(place(5, district=None, ogrn=valid_ogrn(5), address="Новый адрес")))
    assert outcome.rows_quarantined == 0
    (only,) = stored(engine)
    assert (only["district_code"], only["address"]) == ("nevsky", "Новый адрес")


def test_point_outside_its_district_is_a_warning_only(engine: Engine) -> None:
    outcome = put(
        engine,
        register(
            place(5, "nevsky", ogrn=valid_ogrn(5), lon=30.4720, lat=59.9050),
            place(6, "kurortny", ogrn=valid_ogrn(6), lon=30.4720, lat=59.9050),
            place(7, "kurortny", ogrn=valid_ogrn(7), lon=37.6, lat=55.7),
            kind="points",
        ),
    )
    assert outcome.rows_stored == 3
    assert len(stored(engine)) == 3
    warned = [finding.text for finding in outcome.findings]
    assert len(warned) == 2
    assert "Невский район" in warned[0]
    assert "вне города" in warned[1]


def test_points_do_not_move_a_point_away(engine: Engine) -> None:
    put(engine, register(place(5, ogrn=valid_ogrn(5), lon=30.472, lat=59.905), kind="points"))
    put(engine, register(place(5, ogrn=valid_ogrn(5)), kind="points"))
    assert (stored(engine)[0]["lon"], stored(engine)[0]["lat"]) == (30.472, 59.905)
