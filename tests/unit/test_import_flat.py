"""Flat tables: marks of ВПР, ОГЭ and РДР, and the distribution of primary scores."""

from pathlib import Path
from typing import Any

import pytest

from data_access.imports.parsed import AssessmentFacts
from monitoring.procedures import AssessmentKey
from tests.imports import builders
from tests.imports.reading import read_csv, read_rows, refused_rows

MARKS = ["2", "3", "4", "5"]


def with_procedure(name: str, grade: Any = 9, subject: str = "Математика") -> list[list[Any]]:
    """The sample with a column «Процедура»."""
    head, first, _second = builders.flat_marks()
    return [["Процедура", *head], [name, first[0], grade, subject, *first[3:]]]


def test_flat_marks_are_of_vpr_by_default(tmp_path: Path) -> None:
    parsed = read_rows(tmp_path, builders.flat_marks())
    assert list(parsed.assessments) == [AssessmentKey(2025, "vpr", "math", 5)]
    row = parsed.rows[0]
    assert row.values == {"participants": 40, "pct_2": 12.5, "pct_3": 37.5, "pct_4": 40.0, "pct_5": 10.0}
    assert (row.row_number, row.year, row.school.login) == (2, 2025, "edu780123")
    assert (row.school.district_code, row.school.number) == ("nevsky", "12-07")


@pytest.mark.parametrize(
    ("name", "grade", "key"),
    [
        ("ОГЭ", 9, (2025, "oge", "math", 9)),
        ("ОГЭ", None, (2025, "oge", "math", 9)),
        ("РДР", "8 класс", (2025, "rdr", "math", 8)),
        ("впр", 5, (2025, "vpr", "math", 5)),
    ],
)
def test_a_column_names_the_procedure(tmp_path: Path, name: str, grade: Any, key: tuple[int, str, str, int]) -> None:
    assert list(read_rows(tmp_path, with_procedure(name, grade)).assessments) == [AssessmentKey(*key)]


def test_an_option_or_the_title_names_the_procedure(tmp_path: Path) -> None:
    rows = with_procedure("")
    assert read_rows(tmp_path, rows, procedure="oge").rows[0].assessment == AssessmentKey(2025, "oge", "math", 9)
    titled = [["Отметки ОГЭ"], *[row[1:] for row in rows]]
    assert read_rows(tmp_path, titled).rows[0].assessment == AssessmentKey(2025, "oge", "math", 9)


def test_several_assessments_stand_in_one_table(tmp_path: Path) -> None:
    rows = builders.flat_marks()
    rows.append([2024, 6, "русский", *rows[1][3:]])
    parsed = read_rows(tmp_path, rows)
    assert set(parsed.assessments) == {AssessmentKey(2025, "vpr", "math", 5), AssessmentKey(2024, "vpr", "russian", 6)}
    assert parsed.year is None
    assert parsed.source_text == "Отметки по школам, плоская таблица, 2024–2025 (данные.xlsx)"


@pytest.mark.parametrize(
    ("rows", "options", "column", "words"),
    [
        (with_procedure("PISA"), {}, "Процедура", "процедура «PISA» неизвестна"),
        (with_procedure("ОГЭ", 8), {}, "Класс", "класс «8» не подходит (ОГЭ)"),
        (with_procedure("ВПР", None), {}, "Класс", "не указан класс"),
        (with_procedure("ВПР", 12), {}, "Класс", "класс «12» не подходит"),
        (with_procedure("ВПР", "пятый"), {}, "Класс", "класс «пятый» не подходит"),
        (with_procedure("ВПР", 5, "Квиддич"), {}, "Предмет", "предмет «Квиддич» неизвестен"),
        (with_procedure("ВПР", 5, ""), {}, "Предмет", "не указан предмет"),
        (with_procedure("ЕГЭ", 11, "Физика"), {}, "Предмет", "отметок не имеет"),
        (with_procedure("ВПР", 5), {"procedure": "oge"}, "Процедура", "не совпадает с параметром --procedure"),
        (with_procedure("ВПР", 5), {"year": 2024}, "Год", "не совпадает с параметром --year 2024"),
    ],
)
def test_wrong_assessments_are_refused(
    tmp_path: Path, rows: list[list[Any]], options: dict[str, Any], column: str, words: str
) -> None:
    finding = refused_rows(tmp_path, rows, **options).findings[0]
    assert words in finding.message
    assert (finding.sheet, finding.row, finding.column) == ("Лист1", 2, column)


def test_a_title_against_an_option_is_refused(tmp_path: Path) -> None:
    rows = [["Отметки ОГЭ 2025"], *builders.flat_marks()]
    assert "ОГЭ" in refused_rows(tmp_path, rows, procedure="rdr").text


@pytest.mark.parametrize("year", [None, "весна", 25, "2024/26"])
def test_missing_or_wrong_year_is_refused(tmp_path: Path, year: Any) -> None:
    rows = builders.flat_marks()
    rows[1][0] = year
    finding = refused_rows(tmp_path, rows).findings[0]
    assert (finding.row, finding.column) == (2, "Год")


def test_table_without_the_column_of_years_takes_the_option(tmp_path: Path) -> None:
    rows = [row[1:] for row in builders.flat_marks()]
    assert read_rows(tmp_path, rows, year=2023).year == 2023
    assert "не указан год" in refused_rows(tmp_path, rows).text


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (7, 112.5, "вне границ"),
        (7, -12.5, "вне границ"),
        (7, "12.5.1", "не число"),
        (7, None, "ячейка пуста"),
        (7, 14.0, "в сумме 101,50 %"),
        (6, -1, "меньше нуля"),
        (6, 3.5, "не целое"),
        (6, None, "ячейка пуста"),
    ],
)
def test_numbers_out_of_range_are_refused(tmp_path: Path, column: int, cell: Any, words: str) -> None:
    rows = builders.flat_marks()
    rows[1][column] = cell
    finding = refused_rows(tmp_path, rows).findings[0]
    assert words in finding.message
    assert (finding.row, finding.column) == (2, str(rows[0][column]))


def test_a_row_that_names_no_school_is_kept(tmp_path: Path) -> None:
    rows = builders.flat_marks()
    rows[1][3:6] = [None, None, None]
    parsed = read_rows(tmp_path, rows)
    assert not parsed.rows[0].school.names_a_school
    assert parsed.rows[0].values["participants"] == 40
    assert parsed.rows[1].school.names_a_school


def test_distribution(tmp_path: Path) -> None:
    parsed = read_rows(tmp_path, builders.distribution())
    key = AssessmentKey(2025, "vpr", "math", 5)
    assert parsed.assessments == {key: AssessmentFacts(max_score=4)}
    assert parsed.rows[0].values == {"participants": 40, "shares": [5.0, 10.0, 25.0, 40.0, 20.0]}
    assert parsed.rows[1].values["shares"] == [0.0, 10.0, 30.0, 40.0, 20.0]


def test_maximum_of_each_assessment_is_where_its_columns_end(tmp_path: Path) -> None:
    rows = builders.distribution()
    rows.append([2025, 6, "Математика", "Невский", "edu780123", "Школа 12-07 (демо)", 10, 50, 50, None, None, None])
    parsed = read_rows(tmp_path, rows)
    assert parsed.assessments[AssessmentKey(2025, "vpr", "math", 6)].max_score == 1
    assert parsed.rows[2].values["shares"] == [50.0, 50.0]


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (8, 110.0, "вне границ"),
        (8, "часть", "не число"),
        (8, None, "ячейка пуста"),
        (11, 40.0, "доли в сумме 120,00 %"),
        (6, -2, "меньше нуля"),
    ],
)
def test_distribution_out_of_range_is_refused(tmp_path: Path, column: int, cell: Any, words: str) -> None:
    rows = builders.distribution()
    rows[1][column] = cell
    finding = refused_rows(tmp_path, rows).findings[0]
    assert words in finding.message
    assert finding.row == 2


def test_distribution_without_one_of_the_scores_is_refused(tmp_path: Path) -> None:
    rows = builders.distribution()
    rows[0][10] = 5
    rows[0][11] = 6
    finding = refused_rows(tmp_path, rows).findings[0]
    assert "перед баллом 5 пропущен столбец" in finding.message


def test_csv_gives_the_same_rows_as_a_workbook(tmp_path: Path) -> None:
    for rows in (builders.flat_marks(), builders.distribution()):
        text, book = read_csv(tmp_path, rows), read_rows(tmp_path, rows)
        assert [(row.school, row.values, row.assessment) for row in text.rows] == [
            (row.school, row.values, row.assessment) for row in book.rows
        ]
        assert {row.sheet for row in text.rows} == {""}
