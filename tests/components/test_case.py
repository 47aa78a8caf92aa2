"""A school's case on its page and on the school's: what may be written, what stands beside what, the axis of time."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import plotly.graph_objects as go
import pytest

from layouts import case, school, time_axis
from layouts.figures.time_axis import SCREEN, TimeEvent
from layouts.figures.time_axis import drawn as laid_out
from layouts.figures.time_axis import time_axis as figure
from layouts.figures.time_pictures import PAPERS, pictures
from layouts.figures.time_scale import Scale
from layouts.texts import answers as answer_words
from layouts.texts import case as words
from layouts.texts import time_axis as axis_words
from monitoring.reports.case import SchoolCase
from tests.components import samples, tree
from tests.components.samples.cases import SCHOOL, TODAY

HEAD = frozenset({"responsible_post", "risk_profile", "measure", "answer"})
KEEPER = frozenset({"support_case", "responsible_post", "risk_profile", "measure", "recommendation", "review"})


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def written(page: Any) -> set[str]:
    """Kinds whose forms the page leads to, for a new record."""
    links = [urlsplit(item.href) for item in tree.of_type(page, "Link") if item.href.startswith("/record/")]
    return {link.path.rpartition("/")[2] for link in links if "id" not in parse_qs(link.query)}


def the_page(found: SchoolCase | None = None, kinds: frozenset[str] = frozenset()) -> Any:
    return case.page(samples.case_report(found), samples.case_view(found, kinds))


@pytest.mark.parametrize("kinds", [frozenset(), HEAD, KEEPER])
def test_forms_are_offered_for_what_the_viewer_writes(kinds: frozenset[str]) -> None:
    bare = SchoolCase(SCHOOL)
    # Answers are offered where there is something to answer, a second case or post never.
    assert written(the_page(bare, kinds)) == kinds - {"answer"}
    assert written(the_page(kinds=kinds)) == kinds - {"support_case", "responsible_post"}
    text = tree.text(the_page(kinds=kinds))
    assert (words.EDIT in text) == bool(kinds)
    assert words.OPEN in text


@pytest.mark.parametrize("status", ["paused", "ended"])
def test_a_closed_case_is_read_only_and_says_so(status: str) -> None:
    page = the_page(samples.case(status), KEEPER | HEAD)
    assert written(page) == set()
    assert words.PAUSED_STEP in tree.text(page)
    texts = [tree.text(item) for item in tree.of_type(page, "Link")]
    assert words.EDIT not in texts
    assert texts.count(words.EDIT_STATE) == 1
    assert words.PAUSED_STEP not in tree.text(the_page(kinds=KEEPER))


def test_new_records_lead_back_and_carry_the_school() -> None:
    links = [urlsplit(item.href) for item in tree.of_type(the_page(kinds=KEEPER | HEAD), "Link")]
    forms = [parse_qs(link.query) for link in links if link.path.startswith("/record/")]
    assert {form["back"][0] for form in forms} == {f"/case/{SCHOOL}"}
    assert all(form["school_id"] == [str(SCHOOL)] for form in forms if "id" not in form)
    answered = next(form for form in forms if "recommendation_id" in form)
    assert (answered["about"], answered["recommendation_id"]) == (["recommendation"], ["41"])


def test_overdue_measures_come_first_and_what_has_none_is_named() -> None:
    text = plain(tree.text(the_page()))
    assert "всего 4, в работе 2, из них просрочено 1" in text
    assert text.index("Разбор ошибок") < text.index("Занятия в малых группах") < text.index("Курсы для педагогов")
    assert "просрочено на 12 дней" in text
    assert f"{words.UNCOVERED_FACTORS} дефицит педагогических кадров ." in text
    assert f"{words.UNCOVERED_GROUNDS} ВПР, русский язык, 5 класс ." in text


def test_two_assessments_stand_side_by_side_and_differences_are_said() -> None:
    table = next(item for item in tree.of_type(the_page(), "Table") if "risk-table" in item.className)
    rows = [plain(tree.text(row)) for row in tree.of_type(table, "Tr")[1:]]
    assert len(rows) == 10
    assert sum("район видит риск" in row for row in rows) == 2
    assert "район видит риск выше на ступень" in next(row for row in rows if row.startswith("Дефицит"))
    assert "район видит риск ниже на ступень" in next(row for row in rows if "оснащения" in row)
    former = next(item for item in tree.of_type(the_page(), "Details"))
    assert "2024/25" in tree.text(former)


def test_answers_stand_beside_recommendations() -> None:
    table = next(
        item for item in tree.of_type(the_page(), "Table") if tree.text(item).startswith(words.RECOMMENDATIONS)
    )
    first, second = (plain(tree.text(row)) for row in tree.of_type(table, "Tr")[1:])
    assert "Сверить отметки" in first
    assert words.UNANSWERED in first
    assert "срок прошёл" in first
    assert "Составить план" in second
    assert "План утверждён" in second
    assert "ответ позже срока" in second


def test_deficits_are_counts_of_teachers() -> None:
    table = next(item for item in tree.of_type(the_page(), "Table") if "deficit-table" in item.className)
    found = [plain(tree.text(cell)) for cell in tree.of_type(table, "Td")]
    assert sum("7 из 11" in cell and "64 %" in cell for cell in found) == 1
    assert "–" in found


def test_an_empty_case_says_who_fills_it() -> None:
    text = tree.text(the_page(SchoolCase(SCHOOL)))
    for said in (words.NO_CASE, words.NO_RESPONSIBLE, words.NO_RISKS, words.NO_MEASURES, answer_words.EMPTY):
        assert said in text


def page_of(found: SchoolCase, kinds: frozenset[str] = frozenset(), status: str = "stayed") -> Any:
    report = replace(samples.school(status), objectivity=samples.school_signs())
    return school.page(report, samples.publication(), samples.selection(), case=samples.case_view(found, kinds))


def test_the_answer_stands_under_the_latest_row_of_its_ground() -> None:
    table = next(item for item in tree.of_type(page_of(samples.case()), "Table") if "evidence" in item.className)
    rows = tree.of_type(table, "Tr")
    place = next(index for index, row in enumerate(rows) if "Учитель сменился" in tree.text(row))
    assert plain(tree.text(rows[place - 1])).startswith("ВПР мат 6 2024/25")
    assert "редакция 2 от 20.10.2025, прежняя редакция" in plain(tree.text(rows[place]))
    (link,) = tree.of_type(rows[place], "Link")
    assert "/record/answer?" in link.href
    assert "id=61" in link.href
    assert sum("Ответ школы" in tree.text(row) for row in rows) == 1


def test_the_school_is_offered_to_answer_low_results_without_an_answer() -> None:
    def offered(page: Any) -> set[str]:
        links = [parse_qs(urlsplit(item.href).query) for item in tree.of_type(page, "Link") if "about=" in item.href]
        return {link["reference"][0] for link in links if link["about"] == ["ground"]}

    low = {f"{i.procedure}-{i.subject}-{i.grade}" for i in samples.school("stayed").evidence if i.low}
    assert offered(page_of(samples.case(), HEAD)) == low - {"vpr-math-6"}
    assert offered(page_of(SchoolCase(SCHOOL), HEAD)) == low
    assert offered(page_of(samples.case())) == set()
    assert offered(page_of(samples.case("paused"), HEAD)) == set()


def test_the_answer_stands_beside_its_sign() -> None:
    page = page_of(samples.case(), HEAD, "left")
    items = [item for item in tree.of_type(page, "Li") if "n\u00a0=" in tree.text(item)]
    beside = [item for item in items if "Критерии пересмотрены" in tree.text(item)]
    assert len(beside) == 1
    assert "журнал" in tree.text(beside[0])


def test_the_schools_page_tells_the_case_in_one_line() -> None:
    section = next(item for item in tree.of_type(page_of(samples.case()), "Section") if "school-case" in item.className)
    text = plain(tree.text(section))
    assert text.startswith("Сопровождение идёт с 20.09.2024: 1 мера просрочена, 1 рекомендация без ответа")
    assert "приказ от 02.10.2024 № 61-од" in text
    assert "жёлтый, I четверть 2025/26" in text
    assert any(item.href.startswith(f"/case/{SCHOOL}?") for item in tree.of_type(section, "Link"))


EVENTS = time_axis.events(samples.school("stayed"), samples.case_view())
SHARES = time_axis.shares([point for point in samples.results() if point.subject == "math" and point.grade == 6])
CROWD = tuple(
    TimeEvent("меры", date(2025, 9, 1) + timedelta(days=step), f"Мера № {step}", "в работе", "open",
              date(2025, 12, 1), lasts=True)
    for step in range(30)
)  # fmt: skip


@pytest.mark.parametrize(
    ("events", "shares"), [(EVENTS, SHARES), (CROWD, ()), ((), SHARES), ((), ()), (EVENTS[:1], SHARES[:1])]
)
def test_the_axis_is_a_figure_for_whatever_is_known(events: Any, shares: Any) -> None:
    found = figure(events, shares, TODAY)
    go.Figure(found)
    assert {trace["type"] for trace in found["data"]} <= {"scatter", "bar"}
    assert laid_out(events, shares, TODAY).height < 900


def drawn(found: dict[str, Any]) -> list[str]:
    texts = [text for trace in found["data"] if trace.get("yaxis") != "y2" for text in trace.get("hovertext", ())]
    return sorted(re.sub(r"<br>|<b>|</b>", "|", text) for text in texts)


def test_the_table_says_what_the_figure_draws_in_order() -> None:
    table = time_axis.axis_table(EVENTS, SHARES, "ВПР, математика, 6 класс")
    rows = [tuple(tree.text(cell) for cell in row.children) for row in tree.of_type(table, "Tr")[1:]]
    expected = [
        f"|{event.lane}||{axis_words.when(event.starts_on, event.ends_on, event.lasts)}|{event.text}"
        for event in EVENTS
    ]
    assert drawn(figure(EVENTS, SHARES, TODAY)) == sorted(expected)
    for event in EVENTS:
        when = axis_words.when(event.starts_on, event.ends_on, event.lasts)
        said = f"{event.lane}: {event.text}"
        assert (when, said[:1].upper() + said[1:]) in rows
    assert len(rows) == len(EVENTS) + len(SHARES)
    assert {event.lane for event in EVENTS} == {
        axis_words.PLACE, axis_words.PARTNER, axis_words.PLAN, axis_words.MEASURES, axis_words.TRAINING,
        axis_words.REVIEWS, axis_words.RECOMMENDATIONS, axis_words.ANSWERS,
    }  # fmt: skip
    starts = sorted([event.starts_on for event in EVENTS] + [date(item.year, 4, 15) for item in SHARES])
    assert [str(start.year) in row[0] or row[0].endswith(f"/{start.year % 100}") for start, row in
            zip(starts, rows, strict=True)] == [True] * len(rows)  # fmt: skip


def test_years_of_the_list_that_follow_each_other_are_one_band() -> None:
    bands = [event for event in EVENTS if event.lane == axis_words.PLACE]
    assert [(event.starts_on, event.ends_on) for event in bands] == [(date(2021, 9, 1), date(2026, 8, 31))]
    left = [e for e in time_axis.events(samples.school("left"), samples.case_view()) if e.lane == axis_words.PLACE]
    assert [(event.look, event.starts_on) for event in left] == [
        ("listed", date(2021, 9, 1)), ("left", date(2025, 9, 1)),
    ]  # fmt: skip


def test_items_of_the_plan_with_one_term_are_one_mark() -> None:
    marks = [event for event in EVENTS if event.lane == axis_words.PLAN]
    assert [(event.starts_on, event.look, plain(event.label)) for event in marks] == [
        (date(2025, 9, 30), "overdue", "1 из 2, просрочено: п. 5"), (date(2026, 6, 30), "open", "0 из 1"),
    ]  # fmt: skip


def test_shares_are_not_joined_across_2020() -> None:
    assert [item.year for item in SHARES if not item.joined] == [2019, 2021]


def test_words_of_a_lane_keep_apart() -> None:
    """No two events of a row overlap with their words, however many there are."""
    from layouts.figures import time_axis as module

    for events, paper in product((EVENTS, CROWD), (SCREEN, *PAPERS.values())):
        scale = module.scale_of(events, SHARES, TODAY)
        for rows in module._laid(events, scale, paper).values():
            told = [item for item in rows if item.side != "none"]
            for one in told:
                for other in told:
                    if one is not other and one.row == other.row:
                        assert one.right <= other.left or other.right <= one.left
            assert max(item.row for item in rows) < SCREEN.rows


def test_a_picture_of_the_axis_is_laid_out_for_its_size() -> None:
    """No higher than its place; what has lost its words for that is said; nothing is said where all have them."""
    few, many = pictures(EVENTS, SHARES, TODAY), pictures((*EVENTS, *CROWD), SHARES, TODAY)
    assert list(few) == list(PAPERS)
    for found in (few, many):
        for name, picture in found.items():
            assert picture["height"] <= (PAPERS[name].high or 900), name
            go.Figure(data=picture["data"], layout=picture["layout"])
    assert few["slide"]["note"] == ""
    told = [text for trace in many["slide"]["data"] for text in trace.get("text", ()) if "Мера №" in text]
    assert 0 < len(told) < len(CROWD)
    assert plain(many["slide"]["note"]).startswith("Без подписи ")


def test_the_scale_is_one_and_the_newest_years_are_wider() -> None:
    scale = Scale(2019, 2026, date(2026, 8, 31))
    days = [date(2018, 9, 1) + timedelta(days=step) for step in range(0, 2900, 13)]
    places = [scale.place(day) for day in days]
    assert places == sorted(places)
    assert scale.place(date(2019, 9, 1)) - scale.place(date(2018, 9, 1)) == 1
    assert scale.place(date(2025, 9, 1)) - scale.place(date(2024, 9, 1)) == 4
    assert scale.end == pytest.approx(14, abs=0.02)
    assert Scale(2025, 2026, date(2026, 8, 31)).place(date(2025, 9, 1)) == 1
