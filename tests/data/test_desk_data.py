"""What the desk does to the database, on both kinds: rows corrected, files withdrawn, lists foretold, origins told."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data_access import publications, schema
from data_access.batches import CannotWithdraw, withdraw
from data_access.desk.folder import Desk
from data_access.imports import corrections, quarantine
from data_access.imports.corrections import CannotCorrect, correct
from data_access.queries.data_state import data_state
from data_access.queries.held import quarantine_rows
from data_access.queries.origins import school_origins, territory_origins
from data_access.queries.publication import current
from data_access.viewer import AccessDenied, Role, Viewer
from tests import desk_files
from tests.data.desk import BY, brought, now

ANALYST = Viewer(Role.ANALYST)


def ids(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {row.number: row.id for row in connection.execute(select(schema.school.c.number, schema.school.c.id))}


def decisions(engine: Engine) -> list[tuple[str, str | None, str | None]]:
    table = schema.quarantine.c
    with engine.connect() as connection:
        found = connection.execute(select(table.status, table.decided_by, table.decision).order_by(table.id))
        return [tuple(row) for row in found]


def test_a_row_in_quarantine_is_corrected_taken_and_traced(engine: Engine, desk: Desk, tmp_path: Path) -> None:
    brought(desk, engine, desk_files.register(tmp_path))
    item = brought(desk, engine, desk_files.marks(tmp_path, numbers=range(2, 13), strangers=[98, 99]))
    with engine.connect() as connection:
        found = quarantine_rows(connection, ANALYST)
    first, second = found.rows
    assert (found.total, first.row_number, first.confirmable, first.proposal) == (2, 13, True, None)
    assert [number.name for number in first.numbers] == ["participants", "pct_2", "pct_3", "pct_4", "pct_5"]
    assert (first.numbers[1].title, first.numbers[1].value) == ("Отметка 2, %", 40.0)
    for values, said in (
        ({"pct_2": "60"}, "в сумме 120"),
        ({"participants": ""}, "пустым"),
        ({"participants": "сорок"}, "не число"),
        ({"participants": "30", "pct_2": "40"}, "Ни одно число не изменено"),
        ({"low_share": "1"}, "исправляется в файле"),
    ):
        with pytest.raises(CannotCorrect, match=said):
            correct(engine, first.id, values, reason="проверка", role=BY)
    correct(engine, first.id, {"participants": "31", "pct_2": "39,5", "pct_3": "50,5"}, reason="опечатка", role=BY)
    with pytest.raises(quarantine.CannotConfirm, match="такой школы нет"):
        quarantine.confirm(engine, [first.id], schools={first.id: 10**6}, role=BY)
    school = ids(engine)["1"]
    done = quarantine.confirm(engine, [first.id], schools={first.id: school}, role="analyst:appo")
    quarantine.reject(engine, [second.id], reason="школа закрыта", role=BY)
    told = decisions(engine)
    assert told[0][:2] == ("resolved", "analyst:appo")
    assert told[0][2] == (
        "Исправлено (опечатка): Участников: 30 → 31; Отметка 2, %: 40 → 39,5; Отметка 3, %: 50 → 50,5. "
        "Принята: ГБОУ СОШ № 1."
    )
    assert told[1] == ("withdrawn", BY, "Исключена: школа закрыта")
    publications.publish(engine, now=now(), actor=BY)
    with engine.connect() as connection:
        published = current(connection)
        assert published is not None
        origins = school_origins(connection, ANALYST, published, school)
        others = school_origins(connection, ANALYST, published, ids(engine)["2"])
    (row,) = origins.rows
    assert (origins.publication_id, origins.published_by) == (published.id, BY)
    assert (row.participants, row.low_share, row.confirmed, row.by) == (31, 39.5, True, "analyst:appo")
    assert (row.file, row.sheet, row.row_number, row.sha256) == ("отметки.csv", "", 13, item.sha256)
    assert row.batch_id == done.batch_id
    (plain,) = others.rows
    assert (plain.file, plain.row_number, plain.confirmed, plain.batch_id) == ("отметки.csv", 2, False, item.batch_id)
    district = Viewer(Role.DISTRICT, district="kirovsky")
    with engine.connect() as connection, pytest.raises(AccessDenied):
        school_origins(connection, district, published, school)


def test_a_districts_figure_leads_to_the_rows_of_its_schools(engine: Engine, desk: Desk, tmp_path: Path) -> None:
    brought(desk, engine, desk_files.register(tmp_path))
    brought(desk, engine, desk_files.marks(tmp_path, "первый.csv"))
    brought(desk, engine, desk_files.marks(tmp_path, "прежний.csv", year=2024))
    publications.publish(engine, now=now(), actor=BY)
    figure = ("vpr", "math", 6)
    own, other = Viewer(Role.DISTRICT, district="nevsky"), Viewer(Role.DISTRICT, district="kirovsky")
    with engine.connect() as connection:
        published = current(connection)
        assert published is not None
        found = territory_origins(connection, own, published, "nevsky", 2025, figure)
        assert found == territory_origins(connection, ANALYST, published, "nevsky", 2025, figure)
        for item in found.schools:
            of_school = school_origins(connection, own, published, item.school_id)
            assert item.origin in of_school.rows
            assert (item.origin.year, item.origin.procedure) == (2025, "vpr")
        (sheet,) = found.sheets
        assert (sheet.file, sheet.sheet, sheet.first) == ("первый.csv", "", 2)
        assert (sheet.schools, sheet.last - sheet.first + 1) == (len(found.schools), len(found.schools)) > (5, 5)
        assert sheet.participants == sum(item.origin.participants or 0 for item in found.schools)
        whole = territory_origins(connection, own, published, "nevsky", 2025, None)
        assert (whole.sheets, whole.schools) == (found.sheets, ())
        city = territory_origins(connection, ANALYST, published, "city", 2025, figure)
        assert {item.school_id for item in city.schools} >= {item.school_id for item in found.schools}
        assert territory_origins(connection, other, published, "kirovsky", 2025, figure).sheets == ()
        for viewer, code in ((other, "nevsky"), (own, "city"), (Viewer(Role.ADMINISTRATOR), "nevsky")):
            with pytest.raises(AccessDenied):
                territory_origins(connection, viewer, published, code, 2025, figure)


def test_rows_that_contradict_offer_one_and_the_other_is_put_aside(engine: Engine, desk: Desk, tmp_path: Path) -> None:
    brought(desk, engine, desk_files.register(tmp_path))
    path = desk_files.marks(tmp_path)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"2025;6;Математика;Невский;{desk_files.ogrn(1)};{desk_files.name(1)};50;10;80;5;5;\n")
    brought(desk, engine, path)
    with engine.connect() as connection:
        first, second = quarantine_rows(connection, ANALYST).rows
    assert {first.reason, second.reason} == {"conflict"}
    quarantine.confirm(engine, [second.id], role=BY)
    assert [(status, words) for status, _, words in decisions(engine)] == [
        ("withdrawn", "Принята другая строка файла об этой школе."),
        ("resolved", "Принята: ГБОУ СОШ № 1."),
    ]
    with pytest.raises(CannotCorrect, match="уже разобрали"):
        correct(engine, second.id, {"participants": "1"}, reason="поздно", role=BY)


def test_candidates_are_offered(engine: Engine, desk: Desk, tmp_path: Path) -> None:
    brought(desk, engine, desk_files.register(tmp_path))
    path = desk_files.register(tmp_path, [50])
    text = path.read_text(encoding="utf-8").replace("№ 50", "№ 1").replace("средняя школа", "гимназия")
    path.write_text(text.replace("ГБОУ СОШ", "ГБОУ гимназия"), encoding="utf-8")
    brought(desk, engine, path)
    marks = desk_files.marks(tmp_path, numbers=[], strangers=[1])
    marks.write_text(marks.read_text(encoding="utf-8").replace("ГБОУ СОШ № 1", "№ 1"), encoding="utf-8")
    brought(desk, engine, marks)
    with engine.connect() as connection:
        (row,) = quarantine_rows(connection, ANALYST).rows
    assert row.reason == "ambiguous-school"
    assert {name for _, name in row.candidates} == {
        "ГБОУ СОШ № 1 (Невский район)", "ГБОУ гимназия № 1 (Невский район)",
    }  # fmt: skip


def test_a_file_is_withdrawn_until_it_is_published_or_stood_upon(engine: Engine, desk: Desk, tmp_path: Path) -> None:
    brought(desk, engine, desk_files.register(tmp_path))
    first = brought(desk, engine, desk_files.marks(tmp_path))
    second = brought(desk, engine, desk_files.marks(tmp_path, "второй.csv", low=20, numbers=[1]))
    assert first.batch_id
    assert second.batch_id
    with engine.connect() as connection:
        state = data_state(connection, ANALYST)
    assert [batch.file for batch in state.waiting] == ["второй.csv", "отметки.csv", "реестр.csv"]
    with pytest.raises(CannotWithdraw, match=r"второй\.csv"):
        withdraw(engine, first.batch_id, by=BY, now=now())
    assert withdraw(engine, second.batch_id, by="analyst:appo", now=now()) == 1
    with pytest.raises(CannotWithdraw, match="уже отозван"):
        withdraw(engine, second.batch_id, by=BY, now=now())
    publications.publish(engine, now=now(), actor=BY)
    with pytest.raises(CannotWithdraw, match="опубликован"):
        withdraw(engine, first.batch_id, by=BY, now=now())
    with engine.connect() as connection:
        state = data_state(connection, ANALYST)
        table = schema.import_batch.c
        by = connection.scalar(select(table.withdrawn_by).where(table.id == second.batch_id))
    assert {batch.file: batch.state for batch in state.batches} == {
        "второй.csv": "withdrawn", "отметки.csv": "published", "реестр.csv": "published",
    }  # fmt: skip
    assert (by, state.waiting, state.can_undo) == ("analyst:appo", (), False)


def test_what_a_publication_would_change_is_what_it_changes(engine: Engine, desk: Desk, tmp_path: Path) -> None:
    brought(desk, engine, desk_files.register(tmp_path))
    for year in (2024, 2025):
        for grade in (5, 6):
            low = [1, 2, 3]
            path = desk_files.marks(tmp_path, f"{year}-{grade}.csv", year=year, grade=grade, low=60, numbers=low)
            brought(desk, engine, path)
            rest = [number for number in desk_files.SCHOOLS if number not in low]
            path = desk_files.marks(tmp_path, f"{year}-{grade}б.csv", year=year, grade=grade, low=5, numbers=rest)
            brought(desk, engine, path)
    publications.publish(engine, now=now())
    for grade in (5, 6):
        brought(desk, engine, desk_files.marks(tmp_path, f"новые-{grade}.csv", grade=grade, low=70, numbers=[1, 9]))
        brought(desk, engine, desk_files.marks(tmp_path, f"прочие-{grade}.csv", grade=grade, low=4, numbers=[2]))
    with engine.connect() as connection:
        before = {name: _count(connection, name) for name in ("publication", "listing", "audit_entry")}
    foretold = publications.preview(engine, now=now())
    with engine.connect() as connection:
        assert {name: _count(connection, name) for name in before} == before
        former = publications.current_id(connection)
    made = publications.publish(engine, now=now(), actor=BY)
    with engine.connect() as connection:
        assert publications.list_changes(connection, former, made) == foretold
    moved = {name for change in foretold for name in (*change.entered, *change.left)}
    assert moved, foretold
    with pytest.raises(publications.NothingToPublish):
        publications.preview(engine, now=now())
    with pytest.raises(publications.NothingToUndo, match="другую"):
        publications.undo(engine, expected=former)
    publications.undo(engine, expected=made, actor="analyst:appo", now=now())
    with engine.connect() as connection:
        table = schema.publication.c
        assert connection.scalar(select(table.undone_by).where(table.id == made)) == "analyst:appo"
        states = [line.state for line in data_state(connection, ANALYST).publications]
    assert states == ["undone", "current"]


def _count(connection, name: str) -> int:
    return len(connection.execute(select(schema.metadata.tables[name])).all())


@pytest.mark.parametrize(
    "viewer",
    [Viewer(Role.DISTRICT, district="nevsky"), Viewer(Role.ADMINISTRATOR), Viewer(Role.OPERATOR)],
    ids=lambda viewer: viewer.code,
)
def test_the_state_of_the_data_is_not_for_others(sqlite_url: str, viewer: Viewer) -> None:
    from data_access.engine import create

    engine = create(sqlite_url)
    with engine.connect() as connection:
        for ask in (data_state, quarantine_rows):
            with pytest.raises(AccessDenied):
                ask(connection, viewer)
    engine.dispose()


def test_every_number_that_may_be_corrected_has_a_word() -> None:
    for form in ("marks", "bands", "means", "comparison", "context"):
        names = corrections.correctable(form)
        assert names
        assert all(corrections.title_of(name) != name for name in names)
    assert corrections.correctable("plan") == ()
