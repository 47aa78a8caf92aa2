"""The page of the plan: what it puts first, what its signs and bars say, the words of its findings."""

from dataclasses import replace
from datetime import date

import pytest

from layouts import ids, road_map
from layouts.components.road_map_tables import first_table, matrix, task_rows
from layouts.figures.road_map_terms import PICTURES, height, pictures, road_map_terms
from layouts.texts import road_map as words
from layouts.view import View
from monitoring.road_map import Tally
from tests.components import samples, tree

FOUND = samples.road_map()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_what_is_overdue_stands_before_what_falls_due() -> None:
    shown = first_table(FOUND, samples.selection())
    assert shown is not None
    rows = [" ".join(plain(tree.text(row)).replace(" ,", ",").split()) for row in tree.of_type(shown, "Tr")[1:]]
    assert [row.partition(".")[0] for row in rows] == ["2", "3"]
    assert "Адмиралтейский, Василеостровский" in rows[0]
    assert rows[0].endswith("просрочено на 15 дней")
    assert rows[1].endswith("осталось 10 дней")
    assert plain(words.first_title(FOUND)) == ("Просрочка по 1 пункту; в течение 14 дней наступает срок по 1 пункту")
    assert first_table(samples.road_map(late=False), samples.selection()) is None
    assert words.FIRST_NOTHING in tree.text(road_map.page(samples.road_map(late=False), samples.selection()))


def test_every_cell_of_the_matrix_has_a_word() -> None:
    table = matrix(FOUND, samples.selection())
    cells = [cell for cell in tree.of_type(table, "Td") if "task-" in (getattr(cell, "className", "") or "")]
    assert len(cells) == 19 * len(FOUND.items)
    said = {cell.className.rpartition("task-")[2]: tree.text(cell.children) for cell in cells}
    assert said == {state: words.state(state) for state in said}
    assert sum("task-overdue" in cell.className for cell in cells) == 2


def test_tasks_are_those_that_somebody_has_to_do() -> None:
    rows = task_rows(FOUND)
    assert len(rows) == FOUND.whole.total == 1 + 18 + 19 + 19 + 19
    states = {"выполнено", "просрочено", "срок близко", "в работе", "срок не начался", "выполнено, раньше пункта 2"}
    assert {row["state"] for row in rows} == states
    assert {plain(row["document"]) for row in rows} == {"", "№ 14 от 20.10.2025, 2 файла"}


def test_who_may_report_is_led_to_the_form() -> None:
    late = [task for task in FOUND.items[1].tasks if task.state == "overdue"]
    rows = task_rows(FOUND, samples.selection(), frozenset({late[0].id}))
    assert [row["report"] for row in rows].count(words.REPORT) == 1
    assert all(row["reportHref"].startswith("/record/road_map_task?") for row in rows)
    assert words.REPORT not in tree.text(first_table(FOUND, samples.selection()))
    one = first_table(FOUND, samples.selection(), frozenset({late[0].id}))
    links = [item for item in tree.of_type(one, "Link") if "/record/" in item.href]
    assert [f"id={late[0].id}&back=%2Froadmap%3Fyear" in item.href for item in links] == [True]
    assert plain(tree.text(links[0])) == "Отчитаться : Адмиралтейский, пункт 2"
    several = first_table(FOUND, samples.selection(), frozenset(task.id for task in late))
    (closed,) = tree.of_type(several, "Details")
    assert len([item for item in tree.of_type(closed, "Link") if "/record/" in item.href]) == len(late) == 2


def test_an_item_done_before_its_predecessor_is_named() -> None:
    assert words.too_early(FOUND) == ["Пункт 3 выполнен раньше пункта 2: Пушкинский."]
    assert words.too_early(FOUND)[0] in tree.text(road_map.page(FOUND, samples.selection()))


def test_the_next_plan_is_offered_to_who_may_make_it_where_there_is_none() -> None:
    def offered(years: tuple[int, ...], *, copies: bool) -> bool:
        shown = road_map.page(replace(FOUND, years=years), samples.selection(), copies=copies)
        return "Создать план на 2026/27" in tree.text(shown)

    assert offered((2025, 2026), copies=True)
    assert not offered((2025, 2026, 2027), copies=True)
    assert not offered((2025, 2026), copies=False)


def test_plans_of_other_years_are_linked() -> None:
    shown = road_map.page(replace(FOUND, years=(2025, 2026, 2027)), samples.selection())
    links = {tree.text(item): item.href for item in tree.of_type(shown, "Link") if "plan=" in item.href}
    assert {text: href.partition("plan=")[2] for text, href in links.items()} == {"2024/25": "2025", "2026/27": "2027"}


def test_bars_are_the_terms_and_the_line_is_the_day() -> None:
    chart = road_map_terms(FOUND.items, FOUND.on)
    bars = chart["data"][0]
    days = [length / 86_400_000 for length in bars["x"]]
    assert days == [(item.due_on - item.starts_on).days + 1 for item in FOUND.items]
    assert chart["layout"]["shapes"][-1]["x0"] == "2025-11-15"
    notes = [plain(note["text"]) for note in chart["layout"]["annotations"] if note["x"] == 1]
    assert notes == ["1 из 1", "16 из 18, ▲ просрочили 2", "9 из 19", "3 из 19", "0 из 19"]


@pytest.mark.parametrize(
    ("done", "total", "overdue", "expected"),
    [
        (1, 191, 0, "План 2025/26: выполнено 1 поручение из 191, просроченных нет"),
        (22, 191, 5, "План 2025/26: выполнены 22 поручения из 191, просрочено 5"),
        (129, 191, 11, "План 2025/26: выполнено 129 поручений из 191, просрочено 11"),
    ],
)
def test_headline(done: int, total: int, overdue: int, expected: str) -> None:
    assert plain(words.headline(replace(FOUND, whole=Tally("city", done, total, overdue)))) == expected


def test_findings_name_terms_districts_and_operators() -> None:
    assert plain(words.terms_title(FOUND)) == "Срок прошёл у 2 пунктов, идёт у 2, ещё не начался у 1"
    assert plain(words.terms_title(samples.road_map(date(2026, 7, 1)))) == "Срок прошёл у 5 пунктов"
    assert plain(words.matrix_title(FOUND)) == "Без просрочки 16 районов из 18"
    assert plain(words.operators_title(FOUND)) == "Просроченные поручения — за ИМЦ (2)"
    free = samples.road_map(late=False)
    assert words.matrix_title(free) == "Просрочки нет ни у одного района"
    assert words.operators_title(free) == "Просрочки нет ни у одного оператора"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 10, 30), "остался 1 день"),
        (date(2025, 10, 29), "осталось 2 дня"),
        (date(2025, 10, 31), "последний день"),
        (date(2025, 11, 1), "просрочено на 1 день"),
        (date(2025, 11, 22), "просрочено на 22 дня"),
    ],
)
def test_days_left_and_overdue(on: date, expected: str) -> None:
    assert plain(words.days(on, date(2025, 10, 31))) == expected


def test_another_day_offers_the_way_back() -> None:
    back = tree.text(road_map.page(samples.road_map(date(2025, 10, 10)), samples.selection()))
    assert words.TO_TODAY in back
    assert words.TO_TODAY not in tree.text(road_map.page(FOUND, samples.selection()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-10", date(2025, 10, 10)),
        ("2025-02-30", None),
        ("10.10.2025", None),
        ("2025-10-10T00:00", None),
        ("1925-10-10", None),
        ("", None),
    ],
)
def test_day_of_the_address(text: str, expected: date | None) -> None:
    assert View.from_query({"on": text}).on == expected


def test_evidence_has_a_column_only_where_it_is_seen() -> None:
    whole = road_map.page(FOUND, samples.selection())
    unseen = tuple(
        replace(item, tasks=tuple(replace(task, evidence=None) for task in item.tasks)) for item in FOUND.items
    )
    closed = road_map.page(replace(FOUND, items=unseen), samples.selection())
    for page, shown in ((whole, True), (closed, False)):
        table = next(item for item in tree.of_type(page, "AgGrid") if item.id == ids.ROAD_MAP_GRID)
        assert any(column["field"] == "evidence" for column in table.columnDefs) is shown


def test_a_picture_of_the_terms_has_no_more_months_than_it_has_room_for() -> None:
    found = pictures(FOUND.items, FOUND.on)
    months = len(road_map_terms(FOUND.items, FOUND.on)["layout"]["xaxis"]["tickvals"])
    for name, sheet in PICTURES.items():
        layout = found[name]["layout"]
        named = len(layout["xaxis"]["tickvals"])
        assert named * 30 <= sheet.wide - sheet.left - sheet.right, name
        assert found[name]["height"] == height(FOUND.items, sheet)
        assert all(len(line) <= sheet.letters for text in layout["yaxis"]["ticktext"] for line in text.split("<br>"))
    assert len(found["slide"]["layout"]["xaxis"]["tickvals"]) == months
