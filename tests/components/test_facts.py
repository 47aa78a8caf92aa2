"""Sentences of the catalogue: every fact has words, numbers agree in 1, 2, 5, 11 and 21."""

from datetime import date
from typing import Any

import pytest

from layouts.texts import dynamics, facts, grammar
from monitoring import first_looks, narrative
from monitoring.narrative import Fact
from tests.components.samples.changes import change, territory

NBSP = "\u00a0"
MATH = ("vpr", "math", 6)


def plain(fact: Fact) -> str:
    return "".join(facts.said(fact).text).replace(NBSP, " ")


def test_every_code_has_words_and_no_words_are_without_a_code() -> None:
    assert facts._LOOKS.keys() == set(first_looks.ORDER)
    assert facts._STORY.keys() == set(narrative.STORY)


def test_the_list_and_who_left_it_make_one_sentence() -> None:
    told = facts.story(
        [
            Fact("list-moved", 2025, count=41, value=-6.0, since=2024),
            Fact("left-fell", 2025, count=12, total=15),
            Fact("years-on-list", 2025, counts=(12, 9, 20)),
        ]
    )
    assert [text.replace(NBSP, " ") for text in told] == [
        "В списке 41 школа, на 6 меньше, чем в 2023/24; у 12 из 15 выбывших снижение доли «2» статистически различимо.",
        "В списке первый год — 12, второй — 9, третий и больше — 20.",
    ]
    assert facts.story([]) == []


@pytest.mark.parametrize(
    ("count", "total", "text"),
    [
        (1, 1, "у единственной выбывшей снижение доли «2» статистически различимо"),
        (0, 1, "у единственной выбывшей снижение доли «2» статистически не различимо"),
        (1, 2, "у 1 из 2 выбывших снижение доли «2» статистически различимо"),
        (5, 5, "у всех выбывших (5) снижение доли «2» статистически различимо"),
        (0, 11, "ни у одной из 11 выбывших снижение доли «2» статистически не различимо"),
        (11, 21, "у 11 из 21 выбывшей снижение доли «2» статистически различимо"),
    ],
)
def test_how_many_of_those_that_left_have_fallen(count: int, total: int, text: str) -> None:
    (told,) = facts.story([Fact("left-fell", 2025, count=count, total=total)])
    assert told.replace(NBSP, " ") == f"{grammar.capital(text)}."


@pytest.mark.parametrize(
    ("count", "tail"),
    [(1, "."), (2, " и ещё 1 школа."), (3, " и ещё 2 школы."), (6, " и ещё 5 школ."), (12, " и ещё 11 школ.")],
)
def test_a_school_and_the_others(count: int, tail: str) -> None:
    fact = Fact("entered-surely", 2025, count=count, value=0.97, school=(7, "Школа № 7"))
    verb = "Вошла" if count == 1 else "Вошли"
    assert plain(fact) == f"{verb} в список уверенно: Школа № 7{tail}"
    assert facts.said(fact).where == "school"


def test_other_looks_in_words() -> None:
    moved: dict[str, Any] = {"value": 12.8, "low": 6.1, "high": 19.5, "n": 240, "since": 2022, "earlier": 3}
    grew = facts.said(Fact("grew", 2025, count=21, school=(7, "Школа 7"), **moved))
    assert "".join(grew.text).replace(NBSP, " ") == "Доля низких различимо выросла: Школа 7 и ещё 20 школ."
    assert grew.note.replace(NBSP, " ") == (
        "+12,8 п.п. (6,1…19,5) к среднему трёх прежних лет (с 2021/22), n = 240, 2024/25"
    )
    assert plain(Fact("fell", 2025, series=MATH, **moved)) == (
        "По математике (ВПР, 6 класс) доля низких различимо снизилась."
    )
    assert plain(Fact("above-city", 2025, series=MATH, value=4.0, low=1.0, high=7.0)) == (
        "По математике (ВПР, 6 класс) доля низких различимо выше городской."
    )
    assert plain(Fact("list-grew", 2025, count=5, value=2.0, since=2024)) == (
        "Список района вырос на 2 школы по сравнению с 2023/24."
    )
    assert plain(Fact("list-grew", 2025, count=5, value=1.0, since=2019, district="nevsky")) == (
        "В Невском районе список вырос на 1 школу по сравнению с 2018/19."
    )
    assert plain(Fact("overdue", 2025, count=1, total=1, item=8, due=date(2025, 10, 31))) == (
        "Пункт 8 плана не выполнен в срок."
    )
    assert plain(Fact("overdue", 2025, count=7, total=18, item=8, due=date(2025, 10, 31))) == (
        "Пункт 8 плана просрочили 7 районов из 18."
    )
    assert plain(Fact("without-partner", 2025, count=1, total=21)) == (
        "1 школа из 21 в списке остаётся без школы-партнёра."
    )
    assert plain(Fact("without-partner", 2025, count=5, total=21)).startswith("5 школ из 21 в списке остаются")
    assert plain(Fact("without-partner", 2025, count=1, total=1, school=(7, "Школа 7"))) == (
        "Школа в списке, а действующего партнёра у неё нет."
    )
    assert plain(Fact("longest-list", 2025, count=6, total=50, district="kalininsky")) == (
        "В Калининском районе 6 школ в списке."
    )


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "Скрыта 1 строка"),
        (2, "Скрыты 2 строки"),
        (5, "Скрыто 5 строк"),
        (11, "Скрыто 11 строк"),
        (21, "Скрыта 21 строка"),
    ],
)
def test_how_many_rows_are_hidden(count: int, text: str) -> None:
    assert dynamics.hidden_rows(count).replace(NBSP, " ").startswith(f"{text}: ")
    assert dynamics.hidden_schools(count).split(":")[0].replace(NBSP, " ").split()[0] == text.split()[0]


def test_verdicts_and_bounds_that_never_contradict_them() -> None:
    assert dynamics.word(change(value=-8.1, half=4.0)) == "снижение различимо"
    assert dynamics.word(change(value=8.1, half=4.0)) == "рост различим"
    assert dynamics.word(change(value=1.0, half=4.0)) == "изменение в пределах погрешности"
    assert dynamics.word(None) == "сравнивать не с чем"
    assert grammar.change(0.03, 1.04) == "0,03…1,04"
    assert grammar.change(-0.86, -0.02) == "−0,86…−0,02"
    assert grammar.change(-0.04, 1.0) == "0,0…1,0"
    assert dynamics.figures(change(value=-8.1, half=4.0)) == "−8,1 (−12,1…−4,1)"


def test_findings_of_a_territory() -> None:
    items = territory()
    assert dynamics.territory_finding(items).replace(NBSP, " ") == (
        "Доля низких различимо снизилась по 2, выросла по 1 из 7 процедур"
    )
    assert dynamics.territory_finding(items[2:4]).replace(NBSP, " ") == (
        "Ни по одной из 2 процедур доля низких различимо не изменилась"
    )
    assert dynamics.territory_finding(()) == dynamics.TERRITORY_TITLE
    assert dynamics.apart_finding(items).replace(NBSP, " ") == (
        "Больше всего отличие от города — ВПР, русский язык, 5 класс: доля низких различимо выше, на 3,4 п.п. (1,9…4,9)"
    )
    assert dynamics.apart_finding(items[3:4]) == "Доли низких района от городских в 2024/25 неотличимы"
    assert dynamics.apart_finding(()) == "Район и город по годам"
    assert dynamics.territory_verdict(None, 0.4) == dynamics.FEW


def test_who_left_with_signs_is_named_where_the_school_may_be_seen() -> None:
    one = plain(Fact("left-with-signs", 2025, count=1, school=(7, "Школа № 118")))
    assert one == "Вышла из списка, но результаты стоит проверить: Школа № 118."
    more = plain(Fact("left-with-signs", 2025, count=6, school=(7, "Школа № 118")))
    assert more == "Вышли из списка, но результаты стоит проверить: Школа № 118 и ещё 5 школ."
