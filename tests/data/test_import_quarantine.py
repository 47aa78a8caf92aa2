"""Quarantine: listed, confirmed, rejected, and answered by corrected files."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data_access import schema, working
from data_access.imports import quarantine
from data_access.imports.parsed import AssessmentFacts, SchoolRef
from tests.data.parsed_files import (
    MATH_6,
    NOW,
    RUSSIAN_6,
    file_of,
    ids_by_number,
    marks,
    of,
    place,
    put,
    register,
    valid_ogrn,
    working_results,
)
from tests.data.test_import_results import pair, partnerships

MARKS = (MATH_6, "marks")
LYCEUM = SchoolRef(name="ГБОУ СОШ № 8", kind="school", number="8", district_code="nevsky")
"""Names a lyceum as a school: unknown, but the lyceum is proposed."""


@pytest.fixture(autouse=True)
def city(engine: Engine) -> None:
    """Schools 1–3 and the lyceum 8 of Невский район."""
    places = [place(number, ogrn=valid_ogrn(number)) for number in range(1, 4)]
    put(engine, register(*places, place(8, kind="lyceum", ogrn=valid_ogrn(8))), file="register.csv")


def opened(engine: Engine) -> list[quarantine.QuarantinedRow]:
    with engine.connect() as connection:
        return quarantine.open_rows(connection)


def statuses(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(select(schema.quarantine.c.status).order_by(schema.quarantine.c.id)))


def results(engine: Engine) -> Any:
    with engine.connect() as connection:
        return working_results(connection).get(MARKS, {})


def test_open_rows_say_where_why_and_what_is_proposed(engine: Engine) -> None:
    put(engine, file_of([(of(1), marks(50, 30.0)), (LYCEUM, marks(40, 10.0))]), file="math.csv")
    (row,) = opened(engine)
    assert (row.file, row.kind, row.sheet, row.row_number) == ("math.csv", "flat-marks", "Лист1", 3)
    assert (row.reason, row.proposal_name) == ("unknown-school", "ГБОУ лицей № 8")
    assert row.proposal_id == ids_by_number(engine)["8"]
    assert "лицей № 8" in row.message
    assert json.loads(json.dumps(row.payload, ensure_ascii=False)) == {"ОО": "ГБОУ СОШ № 8", "Участников": "40"}


def test_confirmed_row_becomes_an_edition_on_top(engine: Engine) -> None:
    facts = AssessmentFacts(date(2025, 4, 20), 24)
    put(engine, file_of([(of(1), marks(50, 30.0)), (LYCEUM, marks(40, 10.0))], facts=facts), file="math.csv")
    done = quarantine.confirm(engine, [opened(engine)[0].id], now=NOW)
    assert done.rows_stored == 1
    assert results(engine) == {"1": (50, 30.0, 30.0), "8": (40, 10.0, 10.0)}
    assert opened(engine) == []
    assert statuses(engine) == ["resolved"]
    with engine.connect() as connection:
        batch = connection.execute(select(schema.import_batch).where(schema.import_batch.c.id == done.batch_id)).one()
        row = connection.execute(
            select(schema.result)
            .where(schema.result.c.edition_id.in_(working.heads()))
            .where(schema.result.c.batch_id == done.batch_id)
        ).one()
    assert (batch.kind, batch.rows_stored, batch.status) == ("quarantine", 1, "stored")
    assert row.row_number == 3


def test_row_without_a_proposal_stops_the_whole_confirmation(engine: Engine) -> None:
    put(engine, file_of([(LYCEUM, marks(40, 10.0)), (of(99, "kirovsky"), marks(50, 30.0))]))
    ids = [row.id for row in opened(engine)]
    with pytest.raises(quarantine.CannotConfirm, match="школа не предложена"):
        quarantine.confirm(engine, ids, now=NOW)
    assert results(engine) == {}
    assert statuses(engine) == ["open", "open"]


def test_row_that_is_not_open_cannot_be_confirmed(engine: Engine) -> None:
    put(engine, file_of([(LYCEUM, marks(40, 10.0))]))
    (row,) = opened(engine)
    quarantine.confirm(engine, [row.id], now=NOW)
    with pytest.raises(quarantine.CannotConfirm, match="нет среди открытых"):
        quarantine.confirm(engine, [row.id], now=NOW)


def test_one_of_conflicting_rows_is_chosen(engine: Engine) -> None:
    put(engine, file_of([(of(1), marks(50, 30.0)), (of(1), marks(50, 31.0)), (of(2), marks(50, 1.0))]))
    first, second = opened(engine)
    with pytest.raises(quarantine.CannotConfirm, match="выберите одну"):
        quarantine.confirm(engine, [first.id, second.id], now=NOW)
    quarantine.confirm(engine, [second.id], now=NOW)
    assert results(engine)["1"] == (50, 31.0, 31.0)
    assert statuses(engine) == ["withdrawn", "resolved"]


def test_confirmed_row_replaces_older_data_but_not_newer(engine: Engine) -> None:
    put(engine, file_of([(of(8, kind="lyceum"), marks(30, 5.0))]))
    put(engine, file_of([(LYCEUM, marks(40, 10.0))]), file="b.csv")
    (row,) = opened(engine)
    quarantine.confirm(engine, [row.id], now=NOW)
    assert results(engine)["8"] == (40, 10.0, 10.0)
    put(engine, file_of([(LYCEUM, marks(41, 11.0)), (of(8, kind="lyceum"), marks(42, 12.0))]), file="c.csv")
    (row,) = opened(engine)
    with pytest.raises(quarantine.CannotConfirm, match="уже есть другие данные"):
        quarantine.confirm(engine, [row.id], now=NOW)
    assert results(engine)["8"] == (42, 12.0, 12.0)


def test_partnership_is_confirmed_by_its_one_doubtful_side(engine: Engine) -> None:
    put(engine, partnerships(pair(of(1), LYCEUM, 2), pair(LYCEUM, of(2), 3), pair(of(99), LYCEUM, 4)))
    rows = opened(engine)
    assert [row.proposal_name for row in rows] == ["ГБОУ лицей № 8", "ГБОУ лицей № 8", None]
    quarantine.confirm(engine, [row.id for row in rows[:2]], now=NOW)
    numbers = ids_by_number(engine)
    with engine.connect() as connection:
        query = select(schema.partnership.c.mentee_id, schema.partnership.c.mentor_id, schema.partnership.c.started_on)
        found = connection.execute(query.where(schema.partnership.c.edition_id.in_(working.heads()))).all()
    assert {tuple(row) for row in found} == {
        (numbers["1"], numbers["8"], date(2024, 9, 10)),
        (numbers["8"], numbers["2"], date(2024, 9, 10)),
    }


def test_rejected_row_is_withdrawn(engine: Engine) -> None:
    put(engine, file_of([(LYCEUM, marks(40, 10.0))]))
    assert quarantine.reject(engine, [opened(engine)[0].id]) == 1
    assert (opened(engine), results(engine)) == ([], {})


def test_corrected_file_of_the_same_name_resolves(engine: Engine) -> None:
    put(engine, file_of([(of(1), marks(50, 30.0)), (LYCEUM, marks(40, 10.0))]), file="math.csv")
    corrected = of(8, kind="lyceum", name="ГБОУ лицей № 8", ogrn=valid_ogrn(8))
    put(engine, file_of([(of(1), marks(50, 30.0)), (corrected, marks(40, 10.0))]), file="math.csv")
    assert statuses(engine) == ["resolved"]
    assert results(engine)["8"] == (40, 10.0, 10.0)


def test_another_file_resolves_only_the_row_that_it_holds(engine: Engine) -> None:
    put(engine, file_of([(of(31), marks(50, 30.0)), (of(32), marks(40, 10.0))]), file="math.csv")
    put(engine, register(place(31, ogrn=valid_ogrn(31))), file="more.csv")
    put(engine, file_of([(of(31), marks(50, 30.0))]), file="other.csv")
    assert statuses(engine) == ["resolved", "open"]


def test_file_of_another_assessment_resolves_nothing(engine: Engine) -> None:
    put(engine, file_of([(LYCEUM, marks(40, 10.0))]), file="math.csv")
    put(engine, file_of([(of(8, kind="lyceum"), marks(40, 10.0))], key=RUSSIAN_6), file="math.csv")
    assert statuses(engine) == ["open"]


def test_row_in_doubt_again_stands_once(engine: Engine) -> None:
    put(engine, file_of([(LYCEUM, marks(40, 10.0))]), file="math.csv")
    put(engine, file_of([(LYCEUM, marks(41, 10.0))]), file="math-2.csv")
    assert statuses(engine) == ["withdrawn", "open"]
    assert [row.file for row in opened(engine)] == ["math-2.csv"]


def test_school_that_becomes_known_is_proposed(engine: Engine) -> None:
    put(engine, file_of([(of(99), marks(50, 30.0))]))
    assert opened(engine)[0].proposal_id is None
    put(engine, register(place(99, ogrn=valid_ogrn(99))), file="more.csv")
    (row,) = opened(engine)
    assert row.proposal_name == "ГБОУ СОШ № 99"
    quarantine.confirm(engine, [row.id], now=NOW)
    assert results(engine) == {"99": (50, 30.0, 30.0)}
