"""Templates, exports and imports of records, on both databases."""

from datetime import date

import pytest
from sqlalchemy import func, select

from data_access.changes import Change, apply
from data_access.imports import findings
from data_access.imports.source import Source
from data_access.queries.records import records
from data_access.schema import audit_entry
from data_access.sheets.bring import Brought, bring
from data_access.sheets.columns import NUMBER, REVISION, columns, harmless, meant
from data_access.sheets.export import Form, export
from data_access.sheets.template import template
from data_access.viewer import AccessDenied, NotFound, Role, Viewer
from monitoring.records.kinds import KINDS
from tests.data.access_world import ROLES, World
from tests.data.record_sheets import (
    COMMITTEE,
    HOSTILE,
    TODAY,
    as_cells,
    book,
    headings,
    made,
    rows_of,
    sound,
    text,
    writer,
)

NEVSKY = Viewer(Role.DISTRICT, "nevsky")


def brought(world: World, viewer: Viewer, code: str, source: Source) -> Brought:
    return bring(world.connection, viewer, code, source, today=TODAY)


def entries(world: World) -> int:
    return world.connection.scalar(select(func.count()).select_from(audit_entry)) or 0


def event(world: World, **more: object) -> dict[str, object]:
    return as_cells(world, "event", sound(world, "event")) | more


def refused(world: World, viewer: Viewer, code: str, source: Source) -> list[findings.Finding]:
    with pytest.raises(findings.Refused) as caught:
        brought(world, viewer, code, source)
    assert all(finding.file and finding.message for finding in caught.value.findings)
    return list(caught.value.findings)


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_template_filled_import_export_import(world: World, code: str, form: Form) -> None:
    viewer, values = writer(world, code), sound(world, code)
    titles = headings(template(world.connection, viewer, code))
    before = {record.id for record in records(world.connection, viewer, code)}
    make = book if form == "xlsx" else text
    source = make(titles, [as_cells(world, code, values)])
    assert brought(world, viewer, code, source) == Brought(1, 0, 0)
    (found,) = (record for record in records(world.connection, viewer, code) if record.id not in before)
    assert {name: value for name, value in found.values.items() if value is not None} == {
        name: value for name, value in values.items() if value is not None
    }
    count = entries(world)
    # The same file again, the same rows in another file, the export as it came: nothing changes.
    assert brought(world, viewer, code, source) == Brought(0, 0, 1)
    assert brought(world, viewer, code, make([*titles], [as_cells(world, code, values)], "x." + form)).unchanged == 1
    exported = export(world.connection, viewer, code, form)
    again = brought(world, viewer, code, Source.of(f"выгрузка.{form}", exported))
    assert (again.made, again.changed, again.unchanged) == (0, 0, len(before) + 1)
    assert entries(world) == count


@pytest.mark.parametrize("code", KINDS)
def test_headings_of_a_sheet_are_told_apart(code: str) -> None:
    titles = [column.title.casefold() for column in columns(KINDS[code])]
    assert len(titles) == len({*titles, NUMBER.casefold(), REVISION.casefold()}) - 2


def exported_rows(world: World, viewer: Viewer, code: str) -> tuple[list[str], list[dict[str, object]]]:
    sheet = rows_of(export(world.connection, viewer, code, "xlsx"))
    titles = [str(cell).removesuffix(" *") for cell in sheet[1]]
    return titles, [dict(zip(titles, row, strict=True)) for row in sheet[2:]]


def test_a_changed_export_changes_its_record(world: World) -> None:
    number = made(world, "event")
    titles, (row,) = exported_rows(world, NEVSKY, "event")
    source = book(titles, [row | {"Участников": 55}])
    assert brought(world, NEVSKY, "event", source) == Brought(0, 1, 0)
    (found,) = records(world.connection, NEVSKY, "event")
    assert (found.id, found.revision, found.values["audience"], found.values["topic"]) == (number, 2, 55, HOSTILE)
    assert brought(world, NEVSKY, "event", source) == Brought(0, 0, 1)


def test_who_came_between_is_not_written_over(world: World) -> None:
    number = made(world, "event")
    titles, (row,) = exported_rows(world, NEVSKY, "event")
    apply(world.connection, COMMITTEE, Change("event", {"audience": 7}, number, 1), today=TODAY)
    (finding,) = refused(world, NEVSKY, "event", book(titles, [row | {"Участников": 55}]))
    assert (finding.row, finding.column) == (2, REVISION)
    assert "изменена после выгрузки" in finding.message
    assert records(world.connection, NEVSKY, "event")[0].values["audience"] == 7


def test_what_is_fixed_cannot_be_changed_by_a_sheet(world: World) -> None:
    made(world, "measure")
    titles, (row,) = exported_rows(world, NEVSKY, "measure")
    (finding,) = refused(world, NEVSKY, "measure", book(titles, [row | {"Школа": "Гимназия 12-3 (демо)"}]))
    assert (finding.row, finding.column) == (2, "Школа")
    (finding,) = refused(world, NEVSKY, "measure", book(titles, [row | {NUMBER: 999_999}]))
    assert (finding.row, finding.column) == (2, NUMBER)


def test_all_that_is_wrong_is_named_with_its_place(world: World) -> None:
    titles = headings(template(world.connection, NEVSKY, "event"))
    rows = [
        event(world),
        event(world, Участников="много"),
        event(world, Вид="пикник", Дата="31.02.2022"),
        event(world, Тема=""),
        event(world, Школа="Школа 12-77", Район="Невский"),
        event(world, Дата=date(2023, 1, 1)),
        event(world, Где="Луна"),
    ]
    count = entries(world)
    found = refused(world, NEVSKY, "event", book(titles, rows, "мероприятия.xlsx"))
    assert [(finding.row, finding.column) for finding in found] == [
        (3, "Участников"), (4, "Вид"), (4, "Дата"), (5, "Тема"), (6, "Школа"), (7, "Дата"), (8, "Где"),
    ]  # fmt: skip
    assert found[0].text.startswith(
        "мероприятия.xlsx, лист «Данные», строка 3, столбец «Участников»: нужно целое число."
    )
    assert all(finding.mend for finding in found if finding.row != 7)
    # The caller's transaction takes the sound row back: see the test of a whole file in tests/app.
    world.connection.rollback()
    assert entries(world) <= count


def test_a_school_of_another_district_is_refused_by_its_row(world: World) -> None:
    titles = headings(template(world.connection, NEVSKY, "measure"))
    own = as_cells(world, "measure", sound(world, "measure"))
    rows = [own, own | {"Школа": "Школа 10-1 (демо)", "Район": "Курортный"}]
    (finding,) = refused(world, NEVSKY, "measure", book(titles, rows))
    assert finding.row == 3
    assert "не вашей организации" in finding.message


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        (["Где", "Вид", "Тема", "Дата"], "нет столбцов: «Участников»"),
        (["Где", "Вид", "Тема", "Дата", "Участников", "Участников"], "дважды"),
        (["Где", "Вид", "Тема", "Дата", "Участников", "Погода"], "неизвестный заголовок"),
        (["Где", "Вид", "Тема", "Дата", "Учасников"], "Похоже, это «Участников»"),
        (["Где", "Вид", "Тема", "Дата", "Участников", "Номер записи"], "нужны вместе"),
        (["Один", "Два"], "строка заголовков не найдена"),
    ],
)
def test_headings_that_do_not_do_are_named(world: World, titles: list[str], words: str) -> None:
    found = refused(world, COMMITTEE, "event", book(titles, [dict.fromkeys(titles, "x")]))
    assert any(words in finding.text for finding in found)


def test_files_about_persons_are_refused() -> None:
    with pytest.raises(findings.Refused, match="сведения об отдельных людях"):
        book(["Школа", "ФИО", "Дата"], [{"Школа": "Школа 1", "ФИО": "А", "Дата": "1"}])


def test_too_many_rows_are_refused_in_words(world: World) -> None:
    titles = headings(template(world.connection, COMMITTEE, "event"))
    row = event(world)
    (finding,) = refused(world, COMMITTEE, "event", text(titles, [row] * 10_000))
    assert "10000 строк" in finding.message
    assert finding.mend


def test_rows_that_say_the_same_are_named(world: World) -> None:
    titles = headings(template(world.connection, COMMITTEE, "event"))
    row = event(world)
    (finding,) = refused(world, COMMITTEE, "event", book(titles, [row, row]))
    assert (finding.row, "повторяет строку 2" in finding.message) == (3, True)


def test_what_is_there_already_is_named_by_its_number(world: World) -> None:
    number = made(world, "review")
    row = as_cells(world, "review", sound(world, "review")) | {"Что происходит": "иначе"}
    titles = headings(template(world.connection, COMMITTEE, "review"))
    (finding,) = refused(world, COMMITTEE, "review", book(titles, [row]))
    assert f"её номер {number}" in finding.message


def test_a_record_that_is_referred_to_must_be_there(world: World) -> None:
    row = as_cells(world, "joint_activity", sound(world, "joint_activity")) | {"Партнёрство: номер записи": 999_999}
    titles = headings(template(world.connection, COMMITTEE, "joint_activity"))
    (finding,) = refused(world, COMMITTEE, "joint_activity", book(titles, [row]))
    assert finding.row == 2


def test_only_findings_of_the_first_rows_are_listed(world: World) -> None:
    titles = headings(template(world.connection, COMMITTEE, "event"))
    rows = [event(world, Участников=f"много {number}") for number in range(70)]
    with pytest.raises(findings.Refused) as caught:
        brought(world, COMMITTEE, "event", book(titles, rows))
    assert (len(caught.value.findings), caught.value.rest) == (50, 20)


@pytest.mark.parametrize("written", ["=1+1", "+7 812", "-5", "@cmd", "'=1", "''=1", "'слово", "просто", "1-2", "\t=1"])
def test_formulas_are_made_harmless_and_read_back(written: str) -> None:
    told = harmless(written)
    assert not told.startswith(("=", "+", "-", "@", "\t"))
    assert meant(told) == written


def test_exports_hold_no_formula(world: World) -> None:
    made(world, "event")
    forms: tuple[Form, ...] = ("xlsx", "csv")
    for form in forms:
        exported = export(world.connection, COMMITTEE, "event", form)
        rows = (
            rows_of(exported)
            if form == "xlsx"
            else [line.split(";") for line in exported.decode("utf-8-sig").split("\r\n")]
        )
        cells = [cell.strip('"') for row in rows for cell in row if isinstance(cell, str)]
        assert any("HYPERLINK" in cell for cell in cells)
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_who_writes_none_of_a_kind_gets_no_template_and_brings_nothing(world: World) -> None:
    source = book(["Школа", "Список"], [{"Школа": "x", "Список": "y"}])
    for viewer in (NEVSKY, world.viewer("school"), world.viewer("administrator")):
        with pytest.raises(AccessDenied):
            template(world.connection, viewer, "external_entry")
        with pytest.raises(AccessDenied):
            brought(world, viewer, "external_entry", source)
    with pytest.raises(NotFound):
        template(world.connection, COMMITTEE, "nothing")
    with pytest.raises(NotFound):
        brought(world, COMMITTEE, "nothing", source)


def test_nothing_outside_the_scope_is_exported(world: World) -> None:
    """A record of each kind for schools of two districts, each with a word of its own."""
    marks = {}
    for name in ("Школа 12-2", "Школа 10-1", "Школа 9-1", "Гимназия 12-3"):
        number = world.id(name)
        district = world.city.district[f"{name} (демо)"]
        for code in ("measure", "recommendation", "support_case", "event", "external_entry"):
            word = f"метка{code}{number}."
            more = {"school_id": number, "title": word, "words": word, "basis": word, "topic": word, "note": word}
            made(world, code, **more, place=district)
            marks[word] = number
    for role in ROLES:
        viewer, allowed = world.viewer(role), world.open_to(role)
        for code in KINDS:
            told = export(world.connection, viewer, code, "csv").decode("utf-8-sig")
            sheet = str(rows_of(export(world.connection, viewer, code, "xlsx"))) if code == "event" else told
            for word, number in marks.items():
                if f"метка{code}" in word:
                    assert (word in told, word in sheet) == (number in allowed, number in allowed), (role, code, word)
                else:
                    assert word not in told


def test_exports_keep_to_a_district_or_a_school(world: World) -> None:
    first, second = world.id("Школа 12-2"), world.id("Школа 10-1")
    made(world, "measure", title="первая")
    made(world, "measure", title="вторая", school_id=second)
    told = export(world.connection, COMMITTEE, "measure", "csv", district="kurortny").decode("utf-8-sig")
    assert ("первая" in told, "вторая" in told) == (False, True)
    told = export(world.connection, COMMITTEE, "measure", "csv", school_id=first).decode("utf-8-sig")
    assert ("первая" in told, "вторая" in told) == (True, False)
    ended = records(world.connection, COMMITTEE, "measure", title="первая")[0]
    change = Change("measure", record_id=ended.id, revision=1, action="end", reason="ошибка")
    apply(world.connection, COMMITTEE, change, today=TODAY)
    assert "первая" not in export(world.connection, COMMITTEE, "measure", "csv").decode("utf-8-sig")


def test_templates_name_what_may_be_written(world: World) -> None:
    made(world, "partnership_agreement")
    sheets = template(world.connection, NEVSKY, "joint_activity")
    assert "Гимназия 12-3 (демо)" in str(rows_of(sheets, "Номера записей"))
    measure = template(world.connection, NEVSKY, "measure")
    schools = str(rows_of(measure, "Школы"))
    assert ("Школа 12-2 (демо)" in schools, "Школа 10-1 (демо)" in schools) == (True, False)
    told = str(rows_of(measure, "Пояснение"))
    assert all(column.title in told for column in columns(KINDS["measure"]))
