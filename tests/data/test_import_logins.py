"""ФИС ОКО logins: assigned where the ОГРН is given, proposed otherwise, never guessed silently."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from data_access import schema
from data_access.imports import logins, quarantine
from data_access.imports.parsed import Parsed, Row, SchoolRef
from tests.data.parsed_files import NOW, file_of, ids_by_number, marks, of, place, put, register, schools, valid_ogrn


@pytest.fixture(autouse=True)
def city(engine: Engine) -> None:
    """Schools 1–4 of Невский район with ОГРН."""
    put(engine, register(*(place(number, ogrn=valid_ogrn(number)) for number in range(1, 5))), file="register.csv")


def login(given: str, owner: int | None = None, **parts: Any) -> Row:
    """A row of the file of logins; with ``owner`` it gives the ОГРН of that school."""
    ref = SchoolRef(**({"login": given, "ogrn": valid_ogrn(owner) if owner else None} | parts))
    return Row("", int(given[-3:]), ref, {"login": given, "name": parts.get("name")})


def logins_file(*rows: Row) -> Parsed:
    return Parsed("logins", "Логины", "логины", False, rows)


def assigned(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        return {row["number"]: row["login"] for row in schools(connection) if row["login"]}


def proposed(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        return {item.login: item.school_name for item in logins.open_proposals(connection)}


def test_login_with_ogrn_is_assigned(engine: Engine) -> None:
    outcome = put(engine, logins_file(login("edu780101", 1), login("edu780102", 2)))
    assert assigned(engine) == {"1": "edu780101", "2": "edu780102"}
    assert (outcome.rows_stored, outcome.rows_quarantined) == (2, 0)
    (change,) = outcome.differences
    assert (change.added, change.changed, change.after) == (2, 0, 2)


def test_login_without_ogrn_waits_for_the_analyst(engine: Engine) -> None:
    named: dict[str, Any] = {"name": "ГБОУ СОШ № 3", "kind": "school", "number": "3", "district_code": "nevsky"}
    outcome = put(engine, logins_file(login("edu780103", **named), login("edu780104", name="Неизвестная")))
    assert (outcome.rows_stored, outcome.rows_quarantined) == (0, 2)
    assert assigned(engine) == {}
    assert proposed(engine) == {"edu780103": "ГБОУ СОШ № 3"}
    with engine.connect() as connection:
        first, second = quarantine.open_rows(connection)
    assert (first.proposal_name, second.proposal_name) == ("ГБОУ СОШ № 3", None)
    done = quarantine.confirm(engine, [first.id], now=NOW)
    assert (done.logins, done.batch_id) == (1, None)
    assert assigned(engine) == {"3": "edu780103"}
    assert proposed(engine) == {}


def test_contradicting_logins_are_quarantined(engine: Engine) -> None:
    put(engine, logins_file(login("edu780101", 1)))
    outcome = put(
        engine,
        logins_file(
            login("edu780102", 2),
            login("edu780103", 2),
            login("edu780104", 3),
            login("edu780104", 4),
            login("edu780101", 99),
        ),
    )
    assert outcome.rows_quarantined == 5
    assert assigned(engine) == {"1": "edu780101"}


def test_exchanged_logins_follow_the_file(engine: Engine) -> None:
    put(engine, logins_file(login("edu780101", 1), login("edu780102", 2)))
    outcome = put(engine, logins_file(login("edu780102", 1), login("edu780101", 2)))
    assert assigned(engine) == {"1": "edu780102", "2": "edu780101"}
    assert len(outcome.findings) == 2


def test_login_of_another_school_is_not_taken_away(engine: Engine) -> None:
    put(engine, logins_file(login("edu780101", 1)))
    outcome = put(engine, logins_file(login("edu780101", 2)))
    assert outcome.rows_quarantined == 1
    assert assigned(engine) == {"1": "edu780101"}
    with engine.connect() as connection:
        (row,) = quarantine.open_rows(connection)
    with pytest.raises(quarantine.CannotConfirm, match="уже принадлежит"):
        quarantine.confirm(engine, [row.id], now=NOW)


def test_login_met_in_results_is_proposed_not_assigned(engine: Engine) -> None:
    outcome = put(engine, file_of([(of(3, login="edu780103"), marks(50, 30.0))], "marks-statistics"))
    assert outcome.rows_stored == 1
    assert assigned(engine) == {}
    assert proposed(engine) == {"edu780103": "ГБОУ СОШ № 3"}
    put(engine, file_of([(of(3, login="edu780103"), marks(51, 30.0))], "marks-statistics"))
    with engine.connect() as connection:
        (only,) = logins.open_proposals(connection)
    assert logins.confirm(engine, [only.id]) == 1
    assert assigned(engine) == {"3": "edu780103"}


def test_rejected_login_is_not_proposed_again(engine: Engine) -> None:
    parsed = file_of([(of(3, login="edu780103"), marks(50, 30.0))], "marks-statistics")
    put(engine, parsed)
    with engine.connect() as connection:
        ids = [item.id for item in logins.open_proposals(connection)]
    assert logins.reject(engine, ids) == 1
    put(engine, parsed)
    assert proposed(engine) == {}


def test_two_logins_for_one_school_cannot_both_be_confirmed(engine: Engine) -> None:
    put(engine, file_of([(of(3, login="edu780103"), marks(50, 30.0))], "marks-statistics"))
    put(engine, file_of([(of(3, login="edu780104"), marks(50, 31.0))], "marks-statistics"))
    with engine.connect() as connection:
        ids = [item.id for item in logins.open_proposals(connection)]
    with pytest.raises(logins.CannotAssign):
        logins.confirm(engine, ids)
    assert logins.confirm(engine, ids[:1]) == 1
    with pytest.raises(logins.CannotAssign, match="уже есть логин"):
        logins.confirm(engine, ids[1:])


def test_login_wins_over_a_changed_name_in_exports(engine: Engine) -> None:
    put(engine, logins_file(login("edu780101", 1)))
    renamed = SchoolRef(login="edu780101", name="ГБОУ СОШ № 2", kind="school", number="2", district_code="nevsky")
    put(engine, file_of([(renamed, marks(50, 30.0))], "marks-statistics"))
    with engine.connect() as connection:
        assert connection.execute(select(schema.result.c.school_id)).scalar_one() == ids_by_number(engine)["1"]
