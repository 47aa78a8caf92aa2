"""Exams by school: regional tables with merged headings, shares by band, means."""

from pathlib import Path
from typing import Any

import pytest

from monitoring.procedures import AssessmentKey
from tests.imports import builders
from tests.imports.reading import read, read_csv, read_rows, refusal, refused_rows

RUSSIAN = AssessmentKey(2025, "ege", "russian", 11)
PHYSICS = AssessmentKey(2025, "ege", "physics", 11)


def test_regional_table(tmp_path: Path) -> None:
    merges = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 7), (1, 8, 1, 12), (3, 0, 5, 0)]
    parsed = read(builders.write_xlsx(tmp_path / "t.xlsx", {"ЕГЭ": builders.regional_exam()}, merges))
    assert parsed.kind == "exam-bands"
    assert parsed.source_text == "Результаты экзамена по школам с долями по баллам: ЕГЭ, 2025 (t.xlsx)"
    assert [(row.row_number, row.assessment, row.school.name, row.school.district_code) for row in parsed.rows] == [
        (4, RUSSIAN, "Школа 12-07 (демо)", "nevsky"),
        (4, PHYSICS, "Школа 12-07 (демо)", "nevsky"),
        (5, RUSSIAN, "Школа 12-08 (демо)", "nevsky"),
        (7, RUSSIAN, "Школа 15-01 (демо)", "primorsky"),
        (7, PHYSICS, "Школа 15-01 (демо)", "primorsky"),
    ]
    assert parsed.rows[1].values == {
        "participants": 10,
        "below_minimum": None,
        "band_minimum_60": None,
        "band_61_80": None,
        "band_81_100": None,
        "below_minimum_count": 2,
        "count_80_99": 1,
        "count_100": 0,
        "mean_score": 55.5,
        "median_score": None,
    }
    assert parsed.rows[0].payload["Русский язык: не преодолели порог"] == "1"


def test_three_header_rows(tmp_path: Path) -> None:
    rows = builders.regional_exam(title="")
    rows[0] = [None, None, None, "ЕГЭ 2024/25"]
    assert {row.assessment for row in read_rows(tmp_path, rows).rows} == {RUSSIAN, PHYSICS}


def test_a_row_of_column_numbers_is_no_school(tmp_path: Path) -> None:
    rows = builders.regional_exam()
    rows.insert(3, list(range(1, 14)))
    assert [row.row_number for row in read_rows(tmp_path, rows).rows] == [5, 5, 6, 8, 8]


def test_year_and_procedure_come_from_options_where_no_title_gives_them(tmp_path: Path) -> None:
    rows = builders.regional_exam(title="Итоги")
    assert {finding.message for finding in refused_rows(tmp_path, rows).findings} == {
        "не указан год",
        "не указана процедура",
    }
    parsed = read_rows(tmp_path, rows, year=2024, procedure="ОГЭ")
    assert parsed.rows[0].assessment == AssessmentKey(2024, "oge", "russian", 9)


@pytest.mark.parametrize(("options", "words"), [({"procedure": "oge"}, "ЕГЭ"), ({"year": 2023}, "назван год 2025")])
def test_title_against_options_is_refused(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    assert words in refused_rows(tmp_path, builders.regional_exam(), **options).text


@pytest.mark.parametrize(
    ("row", "column", "cell", "words", "heading"),
    [
        (3, 3, -30, "меньше нуля", "Русский язык: принимали участие"),
        (3, 3, 30.5, "не целое", "Русский язык: принимали участие"),
        (3, 9, "две", "не число", "Физика: не преодолели порог"),
        (3, 9, None, "ячейка пуста", "Физика: не преодолели порог"),
        (3, 8, None, "ячейка пуста", "Физика: принимали участие"),
        (3, 7, 168.4, "вне границ 0–100", "Русский язык: средний балл"),
        (3, 4, 40, "участников 30, а по частям 49", "Русский язык: принимали участие"),
    ],
)
def test_regional_numbers_out_of_range_are_refused(
    tmp_path: Path, row: int, column: int, cell: Any, words: str, heading: str
) -> None:
    rows = builders.regional_exam()
    rows[row][column] = cell
    finding = refused_rows(tmp_path, rows).findings[0]
    assert words in finding.message
    assert (finding.sheet, finding.row, finding.column) == ("Лист1", row + 1, heading)


def test_wrong_headings_of_a_regional_table_are_refused(tmp_path: Path) -> None:
    unknown = builders.regional_exam(subjects=("Русский язык", "Квиддич"))
    assert "предмет «Квиддич» неизвестен" in refused_rows(tmp_path, unknown).text
    twice = builders.regional_exam(subjects=("Физика", "Физика"))
    assert "«Физика» встречается дважды" in refused_rows(tmp_path, twice).text
    doubled = builders.regional_exam()
    doubled[2][5] = "не преодолели порог"
    assert "заголовок встречается дважды" in refused_rows(tmp_path, doubled).text
    lacking = builders.regional_exam()
    lacking[2][9] = "не явились"
    assert "физика: нет столбца" in refused_rows(tmp_path, lacking).text
    nameless = builders.regional_exam()
    nameless[1][1] = "учебная площадка"
    assert "нет столбцов: ОО" in refused_rows(tmp_path, nameless).text
    subjectless = builders.regional_exam()
    subjectless[1][3:] = [None] * 10
    assert "нет предмета" in refused_rows(tmp_path, subjectless).text


def test_regional_table_without_schools_is_refused(tmp_path: Path) -> None:
    assert "ни одной строки" in refused_rows(tmp_path, builders.regional_exam()[:3]).text


def test_regional_table_as_text(tmp_path: Path) -> None:
    rows = builders.regional_exam()
    assert len(read_csv(tmp_path, rows).rows) == 5
    cut = builders.write_csv(tmp_path / "cut.csv", [*rows[:3], rows[3][:9]])
    finding = refusal(cut).findings[0]
    assert ("обрезан" in finding.message, finding.row) == (True, 4)


def test_shares_by_band(tmp_path: Path) -> None:
    parsed = read_rows(tmp_path, builders.bands())
    first, base = parsed.rows
    assert first.assessment == RUSSIAN
    assert base.assessment == AssessmentKey(2025, "ege", "math_base", 11)
    assert first.school.ogrn == builders.ogrn(1)
    assert first.values == {
        "participants": 30,
        "below_minimum": 3.33,
        "band_minimum_60": 40.0,
        "band_61_80": 40.0,
        "band_81_100": 16.67,
        "below_minimum_count": None,
        "count_80_99": None,
        "count_100": None,
        "mean_score": 64.2,
        "median_score": 65.0,
    }
    assert base.values["below_minimum"] == 8.33
    assert base.values["band_61_80"] is None


@pytest.mark.parametrize(
    ("row", "column", "cell", "words"),
    [
        (1, 7, 103.33, "вне границ"),
        (1, 7, 13.33, "доли в сумме 110,00 %"),
        (1, 8, None, "ячейка пуста"),
        (2, 7, None, "ячейка пуста"),
        (1, 6, -30, "меньше нуля"),
        (1, 11, 164.2, "вне границ 0–100"),
        (1, 12, "около 60", "не число"),
        (1, 1, None, "не указана процедура"),
        (1, 2, "Квиддич", "неизвестен"),
        (1, 0, None, "не указан год"),
    ],
)
def test_shares_out_of_range_are_refused(tmp_path: Path, row: int, column: int, cell: Any, words: str) -> None:
    rows = builders.bands()
    rows[row][column] = cell
    finding = refused_rows(tmp_path, rows).findings[0]
    assert words in finding.message
    assert finding.row == row + 1
    assert finding.column in {rows[0][column], rows[0][7]}


def test_means(tmp_path: Path) -> None:
    parsed = read_rows(tmp_path, builders.means(), year=2017, procedure="ege")
    assert list(parsed.assessments) == [AssessmentKey(2017, "ege", "all", 11)]
    assert parsed.source_text == "Средние баллы экзамена по школам: ЕГЭ, 2017 (данные.xlsx)"
    first, second = parsed.rows
    assert first.values == {"participants": None, "mean_score": 61.5, "median_score": None}
    assert (first.school.ogrn, first.school.number) == (builders.ogrn(1), "12-07")
    assert (second.school.ogrn, second.school.number, second.school.kind) == (None, "8", None)


def test_means_with_their_own_year_procedure_and_subject(tmp_path: Path) -> None:
    header = ["Год", "Процедура", "Предмет", "ОГРН", "Кол-во участников", "Средний балл", "Медиана"]
    rows = [header, ["2024/25", "ЕГЭ", "Физика", builders.ogrn(1), 12, "61,5", 60]]
    row = read_rows(tmp_path, rows).rows[0]
    assert row.assessment == PHYSICS
    assert row.values == {"participants": 12, "mean_score": 61.5, "median_score": 60.0}


@pytest.mark.parametrize(
    ("cell", "words"), [(161.5, "вне границ"), (-1, "вне границ"), (None, "пуста"), ("х", "не число")]
)
def test_means_out_of_range_are_refused(tmp_path: Path, cell: Any, words: str) -> None:
    rows = builders.means()
    rows[1][4] = cell
    finding = refused_rows(tmp_path, rows, year=2017, procedure="ege").findings[0]
    assert words in finding.message
    assert (finding.row, finding.column) == (2, "mean")


def test_means_without_year_or_procedure_are_refused(tmp_path: Path) -> None:
    path = builders.write_xlsx(tmp_path / "t.xlsx", builders.means())
    assert "--year" in refusal(path, procedure="ege").text
    assert "--procedure" in refusal(path, year=2017).text
