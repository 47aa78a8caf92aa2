"""Signs on the pages: what the sentences say, that a sign is never a verdict, what stands beside «вышла из списка»."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from layouts import city, district, ids, school
from layouts.texts import objectivity as words
from layouts.texts import proposals
from monitoring.objectivity.signs import Sign
from monitoring.reports.objectivity import LeftWithSigns, SchoolSigns
from monitoring.reports.school import SchoolReport
from tests.components import samples, tree

YEAR = 2025
VERDICTS = ("худш", "фальсиф", "мошен", "нечестн", "обман", "доказ", "необъективн")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def page(report: SchoolReport) -> str:
    return plain(tree.text(school.page(report, samples.publication(), samples.selection())))


def test_each_sign_is_a_sentence_with_n_year_and_reference() -> None:
    journal, jump, exam, peak, old = (plain(words.sentence(sign)) for sign in samples.signs())
    assert journal == (
        "ВПР 2024/25: отметка выше журнала у 32,9 % участников (n = 331, 4 работы), в городе за те же работы — у 5,0 %;"
        " ниже журнала — 3,6 против 24,2 %; такое или более далёкое бывает у менее чем 0,01 % школ."
    )
    assert jump == (
        "ВПР 2024/25: низких результатов 7,4 % (n = 822, 4 работы), по прежним годам школы (2018/19–2023/24, где доля "
        "была 27,2 %) ожидалось 23,8 %; такое или более далёкое бывает у 0,31 % школ."
    )
    assert exam == (
        "ОГЭ 2024/25: низких результатов 24,4 % (n = 164, 2 работы); у тех же классов в ВПР (7 класс, 2022/23) было "
        "13,0 % низких, при таких ВПР в городе на ОГЭ обычно 8,9 %; такое или более далёкое бывает у 0,25 % школ."
    )
    assert "приблизительно, участников меньше 50" in peak
    assert "нижний балл у 90,4 % (n = 44, 1 работа), в городе обычно 63,7 %" in peak
    assert "(8 класс, 2020/21)" in old


def test_the_section_weighs_the_signs_of_the_list() -> None:
    heading = plain(words.finding(samples.school_signs(), YEAR))
    assert heading == (
        "Результаты стоит проверить, признаки: отметки и журнал, скачок против прежних лет, ВПР и ОГЭ того же набора "
        "и пик на границе отметок"
    )
    one = words.finding(samples.school_signs("jump"), YEAR)
    assert one == "Признак только одного вида (скачок против прежних лет): для проверки результатов этого мало"
    assert words.finding(samples.school_signs("jump"), 2022).startswith("К списку 2021/22 признаков")


def test_the_page_shows_sentences_of_the_list_and_all_in_figure_and_table() -> None:
    shown = school.page(samples.school(), samples.publication(), samples.selection())
    graph = next(item for item in tree.of_type(shown, "Graph") if item.id == ids.SCHOOL_SIGNS_GRAPH)
    assert len(graph.figure["data"][-1]["x"]) == len(samples.signs())
    text = plain(tree.text(shown))
    assert text.count("такое или более далёкое бывает") == 4
    assert "Признаки других лет — на рисунке и в таблице" in text
    table = next(item for item in tree.of_type(shown, "Table") if words.TWIN in tree.text(item))
    assert len(tree.of_type(table, "Tr")) == 1 + len(samples.signs())
    assert "Признак — повод проверить, а не вывод о школе" in text
    assert "Границы приняты по умолчанию" in text


@pytest.mark.parametrize("found", [samples.school_signs(), samples.school_signs("jump"), samples.no_signs(), None])
def test_no_verdict_whatever_is_found(found: SchoolSigns | None) -> None:
    text = page(replace(samples.school(), objectivity=found)).casefold()
    assert not [word for word in VERDICTS if word in text]


def test_without_signs_and_without_a_calculation_the_section_says_so() -> None:
    assert words.NO_SIGNS in page(replace(samples.school(), objectivity=samples.no_signs()))
    assert words.NOT_COMPUTED in page(replace(samples.school(), objectivity=None))


def test_beside_left_stands_whether_there_is_evidence() -> None:
    assert "Вышла из списка, но есть признаки, что результаты стоит проверить: отметки и журнал" in page(
        samples.school()
    )
    weak = replace(samples.school(), objectivity=samples.school_signs("jump"))
    assert "Вышла из списка. Признак только одного вида (скачок против прежних лет)" in page(weak)
    none = replace(samples.school(), objectivity=samples.no_signs())
    assert "Вышла из списка. Признаков, по которым результаты стоило бы проверить, нет." in page(none)
    assert "Вышла из списка" not in page(samples.school("stayed"))
    assert "Вышла из списка" not in page(replace(samples.school(), objectivity=None))


def test_the_district_says_it_of_each_school_that_left() -> None:
    report = samples.district()
    left = [row.id for row in report.schools if row.status == "left"]
    assert left

    def text(signs: Mapping[int, tuple[Sign, ...]] | None) -> str:
        shown = district.page(replace(report, signs=signs), samples.publication(), samples.selection())
        return plain(tree.text(shown))

    assert text(report.signs).count("результаты стоит проверить: отметки и журнал") == len(left)
    assert text({}).count("признаков для проверки результатов нет") == len(left)
    assert "стоит проверить" not in text(None)


def test_the_city_counts_those_who_left() -> None:
    def text(found: LeftWithSigns | None) -> str:
        report = replace(samples.city(), left_with_signs=found)
        return plain(tree.text(city.page(report, samples.publication(), samples.selection())))

    assert "У 3 из 15 вышедших из списка школ есть признаки, что результаты стоит проверить" in text(
        LeftWithSigns(15, 3)
    )
    assert "Ни у одной из 21 вышедшей из списка школы нет признаков" in text(LeftWithSigns(21, 0))
    assert "стоит проверить" not in text(None)


def test_the_rules_of_matching_say_who_is_left_out() -> None:
    found = samples.proposals()

    def said(**values: object) -> str:
        return plain(dict(proposals.rules(replace(found, **values), samples.selection()))["Объективность"])  # type: ignore[arg-type]

    assert said().endswith("Среди школ с высокими результатами таких 3.")
    assert said(excluded=0).endswith("таких нет.")
    assert said(excluded=None).endswith("наставником не предлагается.")
    assert "не рассчитаны" in said(objectivity=False, excluded=0)
