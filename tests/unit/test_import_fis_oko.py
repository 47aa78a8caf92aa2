"""Exports of ФИС ОКО: statistics of marks and comparison with the journal, with the rows above their header."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from monitoring.procedures import AssessmentKey
from tests.imports import builders
from tests.imports.builders import REGION
from tests.imports.reading import read, read_rows, refusal, refused_rows

KEY = AssessmentKey(2026, "vpr", "russian", 4)


def test_statistics_of_marks(tmp_path: Path) -> None:
    rows = builders.statistics()
    parsed = read(builders.write_xlsx(tmp_path / "2849657.xlsx", {"РУ 4 Статистика по отметкам": rows}))
    assert parsed.kind == "marks-statistics"
    assert (parsed.year, parsed.synthetic) == (2026, False)
    assert parsed.source_text == "ФИС ОКО: статистика по отметкам, 2026 (2849657.xlsx)"
    facts = parsed.assessments[KEY]
    assert (facts.held_on, facts.max_score) == (date(2026, 4, 20), 24)
    first, second = parsed.rows
    assert (first.sheet, first.row_number, first.assessment) == ("РУ 4 Статистика по отметкам", 12, KEY)
    assert first.values == {"participants": 55, "pct_2": 3.64, "pct_3": 29.09, "pct_4": 47.27, "pct_5": 20.0}
    school = first.school
    assert (school.login, school.name, school.number) == ("edu780123", "Школа 12-07 (демо)", "12-07")
    assert (school.kind, school.district_code, school.ogrn) == ("school", "nevsky", None)
    assert second.row_number == 13
    assert first.payload == {
        "Группы участников": "Школа 12-07 (демо)(edu780123)",
        "Кол-во ОО": "",
        "Кол-во участников": "55",
        "2": "3.64",
        "3": "29.09",
        "4": "47.27",
        "5": "20",
    }


def test_groups_are_benchmarks(tmp_path: Path) -> None:
    country, region, municipality = read_rows(tmp_path, builders.statistics()).benchmarks
    assert (country.level, country.group_code, country.name, country.schools) == (
        "country",
        "country",
        "Вся выборка",
        35589,
    )
    assert country.values["participants"] == 1722202
    assert (region.level, region.group_code, region.district_code) == ("region", REGION, None)
    assert (municipality.level, municipality.group_code) == ("municipality", "reg78_m012")
    assert (municipality.name, municipality.district_code, municipality.row_number) == ("Невский район", "nevsky", 11)


def test_a_school_without_login_is_kept_by_name(tmp_path: Path) -> None:
    body = [[REGION, 1, 10, 0, 50, 50, 0], ["Школа 12-07 (демо)", None, 10, 0, 50, 50, 0]]
    row = read_rows(tmp_path, builders.statistics(body)).rows[0]
    assert (row.school.login, row.school.name) == (None, "Школа 12-07 (демо)")


def test_a_municipality_without_code_is_known_by_its_district(tmp_path: Path) -> None:
    body = [
        [REGION, 2, 20, 0, 50, 50, 0],
        ["Невский район", 1, 10, 0, 50, 50, 0],
        ["Школа 12-07 (демо)(edu780123)", None, 10, 0, 50, 50, 0],
        ["Приморский район", 1, 10, 0, 50, 50, 0],
        ["Школа 15-07 (демо)(edu780999)", None, 10, 0, 50, 50, 0],
    ]
    parsed = read_rows(tmp_path, builders.statistics(body))
    assert [row.school.district_code for row in parsed.rows] == ["nevsky", "primorsky"]
    assert [row.level for row in parsed.benchmarks] == ["region", "municipality", "municipality"]


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ({}, 2026),
        ({"held_on": None}, 2026),
        ({"held_on": date(2026, 5, 15)}, 2026),
        ({"title": "ВПР Русский язык 4 класс"}, 2026),
        ({"title": "ВПР 2022 Русский язык 4 класс", "held_on": "20.09.2022"}, 2023),
        ({"title": "ВПР 2022 (осень) Русский язык 4 класс", "held_on": None}, 2023),
        ({"title": "ВПР Русский язык 4 класс", "held_on": "20.09.2022"}, 2023),
        ({"title": "ВПР 2025/2026. Русский язык. 4 класс", "held_on": None}, 2026),
        ({"title": "ВПР 2026 г. Русский язык 4 класс"}, 2026),
    ],
)
def test_year_of_title_or_date(tmp_path: Path, head: dict[str, Any], year: int) -> None:
    assert read_rows(tmp_path, builders.statistics(**head)).year == year


def test_year_of_the_option_where_the_file_has_none(tmp_path: Path) -> None:
    rows = builders.statistics(title="ВПР Русский язык 4 класс", held_on=None)
    assert "не указан год" in refused_rows(tmp_path, rows).text
    assert read_rows(tmp_path, rows, year=2024).year == 2024


@pytest.mark.parametrize(
    ("head", "options", "words"),
    [
        ({"subject": "Квиддич"}, {}, "предмет «Квиддич» неизвестен"),
        ({"title": "ВПР 2026 Квиддич 4 класс"}, {}, "предмет «квиддич» неизвестен"),
        ({"subject": "Математика"}, {}, "разные предметы"),
        ({"title": "ВПР 2026 Русский язык 12 класс"}, {}, "класса 12 не бывает"),
        ({"title": "ВПР 2026 Русский язык"}, {}, "не указан класс"),
        ({"title": "", "held_on": "20.04.2026"}, {}, "не указан класс"),
        ({"subject": "", "title": "ВПР 2026 4 класс"}, {}, "предмет"),
        ({"held_on": "20.04.2025"}, {}, "год не один"),
        ({"held_on": "весной"}, {}, "не дата"),
        ({"maximum": "много"}, {}, "максимальный первичный балл"),
        ({"maximum": 0}, {}, "максимальный первичный балл"),
        ({}, {"year": 2025}, "--year 2025"),
        ({}, {"procedure": "oge"}, "процедура не одна"),
    ],
)
def test_contradictory_or_unknown_head_is_refused(
    tmp_path: Path, head: dict[str, Any], options: dict[str, Any], words: str
) -> None:
    refused = refused_rows(tmp_path, builders.statistics(**head), **options)
    assert words in refused.text
    assert refused.findings[0].sheet == "Лист1"


def test_two_titles_on_one_sheet_are_refused(tmp_path: Path) -> None:
    rows = builders.statistics()
    rows[1] = ["ВПР 2026 Русский язык 5 класс"]
    assert "разные классы: 4, 5" in refused_rows(tmp_path, rows).text


def test_sheet_of_another_grade_than_its_title_is_refused(tmp_path: Path) -> None:
    path = builders.write_xlsx(tmp_path / "t.xlsx", {"РУ 5 Статистика по отметкам": builders.statistics()})
    assert "разные классы: 4, 5" in refusal(path).text


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (3, 103.64, "103,64 вне границ 0–100"),
        (3, -1, "-1 вне границ"),
        (3, "мало", "«мало» не число"),
        (3, 13.64, "отметки в сумме 110,00 %"),
        (3, None, "ячейка пуста"),
        (2, -5, "меньше нуля"),
        (2, 5.5, "не целое"),
        (2, "пять", "не число"),
        (2, None, "ячейка пуста"),
        (1, "две", "не число"),
        (0, None, "не указана группа"),
    ],
)
def test_numbers_out_of_range_are_refused(tmp_path: Path, column: int, cell: Any, words: str) -> None:
    rows = builders.statistics()
    rows[11][column] = cell
    finding = refused_rows(tmp_path, rows).findings[0]
    assert words in finding.message
    assert (finding.sheet, finding.row) == ("Лист1", 12)
    assert finding.column == str(builders.STATISTICS_HEADER[column])
    assert finding.mend


def test_rounding_within_one_percent_is_accepted(tmp_path: Path) -> None:
    rows = builders.statistics()
    rows[11][3] = 4.64
    assert read_rows(tmp_path, rows).rows[0].values["pct_2"] == 4.64
    rows[11][3] = 4.65
    assert "101,01 % вместо 100 ± 1" in refused_rows(tmp_path, rows).text


def test_a_school_without_participants_needs_no_marks(tmp_path: Path) -> None:
    body = [[REGION, 1, 0, 0, 0, 0, 0], ["Школа 12-07 (демо)(edu780123)", None, 0, None, None, None, None]]
    assert read_rows(tmp_path, builders.statistics(body)).rows[0].values["pct_2"] is None


def test_a_group_twice_with_other_numbers_is_refused(tmp_path: Path) -> None:
    rows = builders.statistics()
    rows.append(["Невский район(reg78_m012)", 2, 106, 4.76, 30.48, 45.71, 19.05])
    finding = refused_rows(tmp_path, rows).findings[0]
    assert (finding.row, "дважды" in finding.message) == (14, True)


def test_a_group_twice_with_the_same_numbers_is_one(tmp_path: Path) -> None:
    rows = builders.statistics()
    rows.append(list(rows[10]))
    assert len(read_rows(tmp_path, rows).benchmarks) == 3


def test_marks_as_texts_with_decimal_comma(tmp_path: Path) -> None:
    rows = builders.statistics(header=[*map(str, builders.STATISTICS_HEADER)])
    rows[11][2:] = ["1\u00a0055", "3,64", " 29,09", "47,27", "20,00"]
    values = read_rows(tmp_path, rows).rows[0].values
    assert values == {"participants": 1055, "pct_2": 3.64, "pct_3": 29.09, "pct_4": 47.27, "pct_5": 20.0}


def test_wide_comparison(tmp_path: Path) -> None:
    parsed = read_rows(tmp_path, builders.wide_comparison())
    assert parsed.kind == "mark-comparison"
    (row,) = parsed.rows
    assert (row.assessment, row.row_number, row.school.login) == (KEY, 11, "edu780123")
    assert row.school.district_code == "nevsky"
    assert row.values == {
        "participants": 50,
        "lowered_pct": 36.0,
        "confirmed_pct": 60.0,
        "raised_pct": 4.0,
        "lowered_n": 18,
        "confirmed_n": 30,
        "raised_n": 2,
    }
    assert [item.level for item in parsed.benchmarks] == ["region", "municipality"]


def test_long_comparison_of_2021_says_the_same(tmp_path: Path) -> None:
    wide = read_rows(tmp_path, builders.wide_comparison())
    long = read_rows(tmp_path, builders.long_comparison())
    assert [(row.school.login, row.values) for row in long.rows] == [
        (row.school.login, row.values) for row in wide.rows
    ]
    assert (long.rows[0].row_number, long.assessments) == (14, wide.assessments)


@pytest.mark.parametrize(("index", "words"), [(14, "понизили"), (15, "подтвердили"), (16, "повысили"), (17, "всего")])
def test_long_comparison_without_one_of_its_rows_is_refused(tmp_path: Path, index: int, words: str) -> None:
    rows = list(builders.long_comparison())
    del rows[index]
    finding = refused_rows(tmp_path, rows).findings[0]
    assert f"нет строк: {words}" in finding.message
    assert finding.row == 14


@pytest.mark.parametrize(
    ("layout", "row", "column", "cell", "words"),
    [
        ("wide", 10, 2, 46.0, "доли в сумме 110,00 %"),
        ("wide", 10, 2, 136.0, "вне границ"),
        ("wide", 10, 3, 28, "участников 50, а по частям 60"),
        ("wide", 10, 1, -50, "меньше нуля"),
        ("long", 14, 2, 46.0, "доли в сумме 110,00 %"),
        ("long", 14, 2, -1, "вне границ"),
        ("long", 14, 1, 1.5, "не целое"),
        ("long", 17, 1, 20, "участников 20, а по частям 50"),
    ],
)
def test_comparison_out_of_range_is_refused(
    tmp_path: Path, layout: str, row: int, column: int, cell: Any, words: str
) -> None:
    build = builders.wide_comparison if layout == "wide" else builders.long_comparison
    rows = [list(line) for line in build()]
    rows[row][column] = cell
    refused = refused_rows(tmp_path, rows)
    assert words in refused.text
    assert refused.findings[0].row in {row + 1, 14}


def test_long_comparison_beginning_within_a_group_is_refused(tmp_path: Path) -> None:
    rows = list(builders.long_comparison())
    del rows[8]
    assert "до названия группы" in refused_rows(tmp_path, rows).text
