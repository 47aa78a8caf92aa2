"""Round trips: rows written in a layout, in any form that is accepted, are read back as the same values."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.imports import cells
from data_access.imports.findings import Refused
from data_access.imports.parsed import Parsed
from monitoring.indicators import INDICATORS
from monitoring.procedures import SUBJECTS
from tests.imports import builders
from tests.imports.builders import REGION, Rows
from tests.imports.reading import read

FORMS = ("xlsx", "csv;utf-8", "csv,utf-8", "csv;cp1251", "csv\tutf-8-sig")
forms = st.sampled_from(FORMS)
# Writing a workbook takes longer than what hypothesis expects of an example.
examples = settings(max_examples=25, deadline=None)


@contextmanager
def written(rows: Rows, form: str) -> Iterator[Path]:
    """The rows in a file of the form."""
    with TemporaryDirectory() as folder:
        if form == "xlsx":
            yield builders.write_xlsx(Path(folder) / "file.xlsx", rows)
        else:
            path = Path(folder) / "file.csv"
            yield builders.write_csv(path, rows, delimiter=form[3], encoding=form[4:])


def reread(rows: Rows, form: str, **options: Any) -> Parsed:
    """What is read from the rows written in the form."""
    with written(rows, form) as path:
        return read(path, **options)


def shares(parts: int) -> st.SearchStrategy[list[float]]:
    """Percents with two decimals that sum to 100 within their rounding."""

    def as_percents(cuts: list[int]) -> list[float]:
        edges = [0, *sorted(cuts), 10000]
        return [(upper - lower) / 100 for lower, upper in pairwise(edges)]

    return st.lists(st.integers(0, 10000), min_size=parts - 1, max_size=parts - 1).map(as_percents)


# Words, so that no cell is a dash (an empty cell), a sum, or a mark of synthetic data.
words = st.text(alphabet="абвгёжзийклмнАБВ«»№ \u00a0;,\"'", min_size=1, max_size=12)
names = words.map(lambda word: f"Школа {word} (демо)")
logins = st.integers(0, 9999).map(lambda number: f"edu78{number:04d}")
counts = st.integers(1, 5000)


def spaced(text: str) -> str:
    """A text as cells give it."""
    return cells.text(text)


@examples
@given(
    st.lists(st.tuples(names, logins, counts, shares(4)), min_size=1, max_size=8),
    forms,
    st.integers(2018, 2030),
)
def test_statistics_of_marks(schools: list[tuple[str, str, int, list[float]]], form: str, year: int) -> None:
    body = [[REGION, len(schools), 100, 25, 25, 25, 25]]
    body += [[f"{name}({login})", None, n, *marks] for name, login, n, marks in schools]
    rows = builders.statistics(body, title=f"ВПР {year} Математика 6 класс", subject="Математика", held_on=None)
    if form != "xlsx":
        rows = [[*row, *[None] * (7 - len(row))] for row in rows]
    parsed = reread(rows, form)
    assert parsed.year == year
    assert len(parsed.benchmarks) == 1
    assert [
        (row.school.name, row.school.login, row.values["participants"], [row.values[f"pct_{m}"] for m in (2, 3, 4, 5)])
        for row in parsed.rows
    ] == [(spaced(name), login, n, marks) for name, login, n, marks in schools]


@examples
@given(
    st.lists(
        st.tuples(
            st.integers(2018, 2030),
            st.integers(4, 11),
            st.sampled_from(sorted(set(SUBJECTS) - {"all"})),
            logins,
            names,
            counts,
            shares(4),
        ),
        min_size=1,
        max_size=8,
    ),
    forms,
)
def test_flat_marks(records: list[tuple[int, int, str, str, str, int, list[float]]], form: str) -> None:
    body = [
        [year, grade, SUBJECTS[subject].name.upper(), "Невский", login, name, n, *marks]
        for year, grade, subject, login, name, n, marks in records
    ]
    parsed = reread(builders.flat_marks(body), form)
    assert [
        (
            *(row.assessment.year, row.assessment.grade, row.assessment.subject),
            *(row.school.login, row.school.name, row.values["participants"]),
            [row.values[f"pct_{mark}"] for mark in (2, 3, 4, 5)],
        )
        for row in parsed.rows
        if row.assessment
    ] == [
        (year, grade, subject, login, spaced(name), n, marks) for year, grade, subject, login, name, n, marks in records
    ]


@examples
@given(
    st.lists(
        st.tuples(names, logins, st.lists(st.integers(0, 400), min_size=3, max_size=3), shares(3)),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["wide", "long"]),
    forms,
)
def test_comparison(schools: list[tuple[str, str, list[int], list[float]]], layout: str, form: str) -> None:
    groups = [(REGION, [1, 1, 1], [40.0, 30.0, 30.0])]
    groups += [(f"{name}({login})", numbers, percents) for name, login, numbers, percents in schools]
    if layout == "wide":
        body = [
            [group, sum(numbers), *(cell for pair in zip(percents, numbers, strict=True) for cell in pair)]
            for group, numbers, percents in groups
        ]
        rows: list[Any] = list(builders.wide_comparison(body))
    else:
        rows = list(
            builders.long_comparison(
                [(group, list(zip(numbers, percents, strict=True))) for group, numbers, percents in groups]
            )
        )
    if form != "xlsx":
        width = max(map(len, rows))
        rows = [[*row, *[None] * (width - len(row))] for row in rows]
    parsed = reread(rows, form)
    parts = ("lowered", "confirmed", "raised")
    assert [
        (
            row.school.name,
            row.values["participants"],
            [row.values[f"{part}_n"] for part in parts],
            [row.values[f"{part}_pct"] for part in parts],
        )
        for row in parsed.rows
    ] == [(spaced(name), sum(numbers), numbers, percents) for name, _login, numbers, percents in schools]


@examples
@given(
    st.integers(1, 45).flatmap(
        lambda maximum: st.lists(st.tuples(logins, counts, shares(maximum + 1)), min_size=1, max_size=5)
    ),
    forms,
)
def test_distribution(schools: list[tuple[str, int, list[float]]], form: str) -> None:
    maximum = len(schools[0][2]) - 1
    body = [[2025, 6, "Математика", "Невский", login, "Школа", n, *found] for login, n, found in schools]
    parsed = reread(builders.distribution(body, maximum), form)
    assert [(row.school.login, row.values["participants"], row.values["shares"]) for row in parsed.rows] == schools
    assert [facts.max_score for facts in parsed.assessments.values()] == [maximum]


def indicator_values() -> st.SearchStrategy[dict[str, float | None]]:
    """Values of all indicators, each within its bounds or missing."""
    percents = st.integers(0, 10000).map(lambda value: value / 100)
    pupils = st.integers(0, 10000).map(float)
    return st.fixed_dictionaries(
        {code: st.none() | (percents if item.unit == "%" else pupils) for code, item in INDICATORS.items()}
    )


@examples
@given(
    st.lists(
        st.tuples(st.integers(2018, 2030), st.integers(1, 10**6), names, indicator_values()), min_size=1, max_size=6
    ),
    forms,
)
def test_social_passport(records: list[tuple[int, int, str, dict[str, float | None]]], form: str) -> None:
    header = ["Год", "ОГРН", "ОО", *(f"{item.name}, {item.unit}" for item in INDICATORS.values())]
    body = [
        [year, builders.ogrn(number), name, *(values[code] for code in INDICATORS)]
        for year, number, name, values in records
    ]
    parsed = reread([header, *body], form)
    assert [(row.year, row.school.ogrn, row.school.name, dict(row.values)) for row in parsed.rows] == [
        (year, builders.ogrn(number), spaced(name), values) for year, number, name, values in records
    ]


days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@examples
@given(
    st.lists(
        st.tuples(
            st.integers(1, 10**6),
            names,
            st.lists(st.sampled_from(sorted(SUBJECTS)), min_size=1, max_size=4, unique=True),
            st.sampled_from(["предложено", "действует", "приостановлено", "завершено"]),
            st.tuples(days, days).map(sorted),
            st.integers(0, 100),
            st.none() | days,
        ),
        min_size=1,
        max_size=6,
    ),
    forms,
    st.sampled_from([";", ", ", " ; "]),
)
def test_partnerships(records: list[tuple[Any, ...]], form: str, separator: str) -> None:
    body = [
        [
            *(builders.ogrn(number), name, builders.ogrn(number + 1), "Гимназия"),
            *(separator.join(SUBJECTS[code].name for code in codes), "1", None, "методист", status),
            *(start, end, activities, last),
        ]
        for number, name, codes, status, (start, end), activities, last in records
    ]
    parsed = reread(builders.partnerships(body), form)
    statuses = {"предложено": "proposed", "действует": "active", "приостановлено": "paused", "завершено": "ended"}
    assert [
        (
            *(row.school.ogrn, row.school.name, row.partner.ogrn, row.values["subjects"], row.values["status"]),
            *(row.values[name] for name in ("started_on", "ended_on", "activities", "last_activity_on")),
        )
        for row in parsed.rows
        if row.partner
    ] == [
        (
            *(builders.ogrn(number), spaced(name), builders.ogrn(number + 1), codes, statuses[status]),
            *(start, end, activities, last),
        )
        for number, name, codes, status, (start, end), activities, last in records
    ]


@examples
@given(shares(4), st.integers(0, 3), st.floats(-1000, 1000).map(lambda value: round(value, 2)), forms)
def test_marks_are_taken_exactly_when_they_make_a_whole(marks: list[float], at: int, mark: float, form: str) -> None:
    marks[at] = mark
    body = [[2025, 5, "Математика", "Невский", "edu780123", "Школа", 40, *marks]]
    rows = builders.flat_marks(body)
    if abs(sum(marks) - 100) > 1 + 1e-9 or not 0 <= mark <= 100:
        with pytest.raises(Refused) as caught:
            reread(rows, form)
        assert caught.value.findings[0].row == 2
    else:
        parsed = reread(rows, form)
        assert [parsed.rows[0].values[f"pct_{number}"] for number in (2, 3, 4, 5)] == marks


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode), st.sampled_from(["", "PK\x03\x04"]))
def test_any_bytes_are_read_or_refused(content: bytes, start: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(start.encode() + content)
        with pytest.raises(Refused) as caught:
            read(path)
        assert caught.value.findings


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_refused(position: int, damage: bytes) -> None:
    with written(builders.flat_marks(), "xlsx") as path:
        data = bytearray(path.read_bytes())
        position %= len(data)
        data[position : position + len(damage)] = damage
        path.write_bytes(bytes(data))
        with suppress(Refused):
            assert len(read(path).rows) == 2
