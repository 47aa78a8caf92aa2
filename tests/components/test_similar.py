"""The school among similar ones: verdicts come from intervals, nothing is named that the viewer does not see."""

import re
from dataclasses import replace

import pytest

from layouts import district, ids, school
from layouts.figures.similar_rows import similar_rows
from layouts.texts import similar as words
from layouts.texts.school import years_of
from monitoring.pooled_shares import PooledShare
from monitoring.reports.similar import AgainstExpected, SimilarReport
from tests.components import samples, tree

PUBLICATION, SELECTION = samples.publication(), samples.selection()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def shown(report: SimilarReport | None) -> str:
    """Text of the page of the school with the report."""
    return plain(tree.text(school.page(replace(samples.school(), similar=report), PUBLICATION, SELECTION)))


@pytest.mark.parametrize(
    ("difference", "interval", "said"),
    [
        (-6.2, (-9.1, -3.3), "на 6,2 п.п. ниже ожидаемой при условиях школы (−9,1…−3,3)"),
        (4.0, (0.4, 7.9), "на 4,0 п.п. выше ожидаемой при условиях школы (+0,4…+7,9)"),
        (4.0, (-0.4, 8.0), "не отличается от ожидаемой при условиях школы: +4,0 п.п. (−0,4…+8,0)"),
    ],
)
def test_verdict_is_that_of_the_interval(difference: float, interval: tuple[float, float], said: str) -> None:
    found = AgainstExpected(12.0, 200, 12.0 - difference, difference, interval)
    assert plain(words.verdict(found)) == said
    assert f"Доля низких результатов {said}" in shown(samples.similar(30, found))


def test_every_criterion_has_the_city_beside_it() -> None:
    page = school.page(samples.school(), PUBLICATION, SELECTION)
    (table,) = [t for t in tree.of_type(page, "Table") if words.CRITERIA_TITLE in tree.text(t)]
    rows = [[plain(tree.text(cell)) for cell in tree.of_type(row, "Th", "Td")] for row in tree.of_type(table, "Tr")]
    assert rows[0] == ["Показатель", "Школа", "Похожие, среднее", "Город, среднее"]
    assert rows[1] == ["Обучающихся, чел.", "612", "655", "704"]
    assert rows[3][1:] == ["не указано", "27,4", "22,1"]
    assert rows[4][1:] == ["17,5", "скрыто", "8,2"]
    assert rows[-1][1:] == ["9,8 (n = 402)", "14,5 (n = 12 840)", "8,4 (n = 309 495)"]
    # The conditions stand here and not a second time in a section of their own.
    assert "Условия работы школы" not in plain(tree.text(page))


def test_names_are_those_in_the_report_and_the_rest_is_told() -> None:
    assert "Ещё 26 школ — вне вашей области" in shown(samples.similar(4))
    own = shown(samples.similar(0))
    assert "Названия похожих школ открыты Комитету" in own
    assert words.NAMED_TWIN not in own
    assert "вне вашей области" not in shown(samples.similar(30))
    dots = [trace for trace in similar_rows(samples.similar(4))["data"] if trace["hoverinfo"] == "text"]
    assert [len(trace["x"]) for trace in dots] == [4]
    assert not [trace for trace in similar_rows(samples.similar(0))["data"] if trace["hoverinfo"] == "text"]


def test_what_is_missing_is_said_in_words() -> None:
    assert "похожие школы не подобраны" in shown(samples.without_passport())
    assert "Условия работы школы" in shown(samples.without_passport())
    for reason, said in (
        ("incomplete", "нет показателя, который знают о себе"),
        ("rare-kind", "школ такого вида в городе меньше 5"),
        ("refused", "нужно не меньше 40"),
        ("not-counted", "результатов, которые считаются, у школы за этот год нет"),
    ):
        text = shown(replace(samples.similar(30, None), reason=reason))
        assert said in text
        assert "Школа среди похожих" in text
    assert "Школа среди похожих" not in shown(None)


def test_masked_means_are_neither_in_words_nor_in_the_figure() -> None:
    assert "14,5 (n = 12 840)" in shown(samples.similar(4))
    assert "14,5 (n = 12 840)" not in shown(samples.similar_masked())
    names = similar_rows(samples.similar_masked())["layout"]["yaxis"]["ticktext"]
    assert not [name for name in names if words.SIMILAR in name]


def test_district_shows_the_difference_with_its_interval() -> None:
    page = district.page(samples.district(), PUBLICATION, SELECTION)
    grid = next(item for item in tree.of_type(page, "AgGrid") if item.id == ids.DISTRICT_SCHOOLS_GRID)
    texts = [row["againstText"] for row in grid.rowData]
    assert all(text is None or re.fullmatch(r"[+−]?\d+,\d \([+−]?\d+,\d…[+−]?\d+,\d\)", text) for text in texts)
    assert {column["field"] for column in grid.columnDefs} >= {"against"}
    assert "с 95-процентным интервалом" in tree.text(page)
    rows = tuple(replace(row, against=None) for row in samples.district().schools)
    bare = district.page(replace(samples.district(), schools=rows), PUBLICATION, SELECTION)
    grid = next(item for item in tree.of_type(bare, "AgGrid") if item.id == ids.DISTRICT_SCHOOLS_GRID)
    assert "against" not in {column["field"] for column in grid.columnDefs}


def test_smoothed_and_pooled_values_stand_in_the_table_and_the_hover() -> None:
    page = school.page(samples.school(), PUBLICATION, SELECTION)
    text = plain(tree.text(page))
    assert "Сглаженная оценка — доля школы, сдвинутая к остальным школам города" in text
    (chart,) = [item for item in tree.of_type(page, "Graph") if item.id == ids.SCHOOL_TREND_GRAPH]
    hovers = [said for trace in chart.figure["data"] for said in trace.get("hovertext", []) if said]
    assert all("сглаженная оценка" in said for said in hovers)
    assert any("вместе за 2022/23–2024/25" in said for said in hovers)
    assert years_of(PooledShare(1.0, 50, (2022, 2024), (0.0, 3.0))) == "2021/22 и 2023/24"
