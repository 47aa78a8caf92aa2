"""Texts of pages in a spreadsheet: a cell shows what the text said, and only what is exactly a number is one."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.briefings.xlsx.shown import shown
from layouts.texts import grammar as g
from tests.spreadsheet import as_shown

SIGNS = "0123456789 \u00a0\u202f,.+−-%п.км…–()0/"


def plain(text: str) -> str:
    """With one kind of spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


numbers = st.builds(
    lambda sign, whole, decimals, unit: f"{sign}{whole}{decimals}{unit}",
    st.sampled_from(["", "", "+", "−", "-", "±"]),
    st.integers(0, 10**16).map(lambda value: g.number(value)) | st.from_regex(r"[0-9]{1,6}", fullmatch=True),
    st.just("") | st.from_regex(r",[0-9]{1,8}", fullmatch=True),
    st.sampled_from(["", "", "%", " %", "\u00a0%", "\u00a0п.\u00a0п.", " п.п.", " км", " школ", "%%"]),
)
days = st.builds(
    lambda *parts: "{:02}.{:02}.{:04}".format(*parts), st.integers(0, 40), st.integers(0, 14), st.integers(0, 9999)
)


@given(numbers | days | st.text(SIGNS, max_size=14) | st.text(max_size=14))
@example("−0,0")
@example("+0")
@example("٣٣٣")
@example("1e5")
@example("1 23")
@example("=1+1")
def test_a_cell_shows_what_the_text_said(text: str) -> None:
    found = shown(text)
    if found.value is None:
        assert (found.form, found.rest) == ("", "")
    else:
        assert plain(as_shown(found.value, found.form)) == plain(text)


@given(st.floats(-1e8, 1e8), st.integers(0, 6))
def test_every_number_of_our_pages_is_a_number(value: float, digits: int) -> None:
    for text, hundred in ((g.number(value, digits), 1), (g.percent(value, digits), 100)):
        found = shown(text)
        assert isinstance(found.value, int | float), text
        assert found.value == pytest.approx(round(value, digits) / hundred, rel=1e-12, abs=1e-12)
    if round(value, digits):
        assert isinstance(shown(f"{g.signed(value, digits)}\u00a0п.\u00a0п.").value, int | float)


@given(st.dates(date(1950, 1, 1), date(2200, 12, 31)))
def test_every_day_of_our_pages_is_a_day(day: date) -> None:
    assert shown(g.day(day)).value == day


@pytest.mark.parametrize(
    "text",
    [
        "", "–", "скрыто", "скрыто (м)", "< 10", "более 99 %", "12–15", "19…36", "−3,2 (−5,1…−0,8)", "7,7 (3,2…14,1)",
        "Школа № 12", "№ 5", "41 школа", "1 из 2", "2024/25", "09.2022", "с 09.2022", "3-й год", "007", "00,5", "01",
        "1027800000000", "197022", "12345", "1 23", "1  234", "1234 567", "12 34", "1,", ",5", "1.5", "-3,2", "−0",
        "−0,0 %", "1,2345678", "123 456 789 012 345 678", "31.02.2025", "1.2.2025", "01.02.25", "01.01.0001", "+0",
        "٣٣٣", "01/02/2025", "²", "½", "1e999", "NaN", "5 %%", "+7 812 000-00-00",
    ],
)  # fmt: skip
def test_what_is_not_exactly_a_number_stays_a_text(text: str) -> None:
    assert shown(text.replace(" ", g.NBSP)).value is None
    assert shown(text).value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234", 1234), ("61,5", 61.5), ("61,5 %", 0.615), ("−3,2", -3.2), ("+2,1 п. п.", 2.1), ("2025", 2025),
        ("0", 0), ("0,0", 0.0), ("4,8 км", 4.8), ("15.11.2025", date(2025, 11, 15)), ("1 234 567,8", 1234567.8),
        ("100 %", 1.0),
    ],
)  # fmt: skip
def test_numbers_and_days(text: str, value: object) -> None:
    assert shown(text).value == value
    assert type(shown(text).value) is type(value)
