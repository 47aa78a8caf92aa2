"""Single cells: numbers, dates, years, ОГРН, ИНН, logins."""

from datetime import date, datetime

import pytest

from data_access.imports import cells
from data_access.imports.cells import Unreadable
from tests.imports import builders


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (5.06, 5.06),
        (5, 5.0),
        ("5,06", 5.06),
        (" 5.06 ", 5.06),
        ("35\u00a0589", 35589.0),
        ("1 722 202", 1722202.0),
        ("12,5 %", 12.5),
        ("−3", -3.0),
        ("", None),
        (None, None),
        ("\u00a0", None),
        ("–", None),
    ],
)
def test_numbers_are_read(cell: object, value: float | None) -> None:
    assert cells.number(cell) == value  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["много", "1,2,3", "12 3", "nan", "inf", "1_000", "0x10", True, "#ДЕЛ/0!", "1e400"])
def test_what_is_no_number_is_unreadable(cell: object) -> None:
    with pytest.raises(Unreadable, match="не число"):
        cells.number(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", [-0.01, 100.01, "101", "-1"])
def test_percents_out_of_range_are_unreadable(cell: object) -> None:
    with pytest.raises(Unreadable, match="вне границ 0–100"):
        cells.percent(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(("cell", "words"), [(-1, "меньше нуля"), (2.5, "не целое"), (1e9, "больше")])
def test_counts_are_whole_and_not_negative(cell: float, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        cells.count(cell)


@pytest.mark.parametrize(
    "cell",
    [date(2026, 4, 20), datetime(2026, 4, 20, 10), "20.04.2026", " 20.04.2026 - 15.05.2026", "2026-04-20"],  # noqa: DTZ001
)
def test_dates_are_read(cell: object) -> None:
    assert cells.day(cell) == date(2026, 4, 20)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["весна", "31.02.2026", "20.04.1026", 46132, "04/20/2026"])
def test_what_is_no_date_is_unreadable(cell: object) -> None:
    with pytest.raises(Unreadable):
        cells.day(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "year"),
    [(2025.0, 2025), ("2025", 2025), ("2024/25", 2025), ("2024/2025", 2025), ("2024–2025", 2025), ("1999/00", 2000)],
)
def test_school_years_are_read(cell: object, year: int) -> None:
    assert cells.school_year(cell) == year  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["2024/26", "25", "год", 1812, "2025.5"])
def test_what_is_no_year_is_unreadable(cell: object) -> None:
    with pytest.raises(Unreadable):
        cells.school_year(cell)  # type: ignore[arg-type]


def test_ogrn_is_found_and_checked() -> None:
    valid = builders.ogrn(27808757899)
    for written in (valid, f"{valid} 06.12.2002", f"_{valid}", f" {valid}\n"):
        assert cells.ogrn(written) == valid
    wrong = valid[:12] + str((int(valid[12]) + 1) % 10)
    for written in ("", "-", wrong, valid[:12], valid + "0", "1027810000000"):
        assert cells.ogrn(written) is None


def test_inn_is_found_and_checked() -> None:
    valid = builders.inn(1701)
    assert cells.inn(f" {valid} ") == valid
    assert cells.inn(valid[:9]) is None
    assert cells.inn(valid[:9] + str((int(valid[9]) + 1) % 10)) is None


def test_logins_are_lower_case() -> None:
    assert cells.login(" EDU780123 ") == "edu780123"
    assert cells.login("sch780123") == "sch780123"
    assert cells.login("reg78_m003") is None
    assert cells.login("edu12") is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1027808757899.0, "1027808757899"),
        (2.5, "2.5"),
        (None, ""),
        ("а\u00a0 б\n", "а б"),
        (date(2020, 6, 30), "30.06.2020"),
    ],
)
def test_cells_as_text(cell: object, text: str) -> None:
    assert cells.text(cell) == text  # type: ignore[arg-type]
