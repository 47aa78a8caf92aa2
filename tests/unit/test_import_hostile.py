"""Files that were spoilt on the way, or on purpose: read or refused in words, never a failure."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data_access.imports.findings import Refused
from tests.hostile import TEXTS
from tests.imports import builders
from tests.imports.reading import read

few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
FORMATS: dict[str, Callable[[], list[list[Any]]]] = {
    "statistics": builders.statistics,
    "marks": builders.flat_marks,
    "comparison": builders.wide_comparison,
    "distribution": builders.distribution,
    "exam": builders.regional_exam,
    "bands": builders.bands,
    "means": builders.means,
    "register": builders.register,
    "points": builders.points,
    "logins": builders.logins,
    "passport": builders.passport,
    "partnerships": builders.partnerships,
    "plan": builders.plan,
}
spoils = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6)


def attempt(name: str, data: bytes) -> None:
    """Reads the bytes as a file: what is refused is refused in Russian."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        findings = _findings(path)
    assert findings is None or findings
    assert all(re.search("[а-яё]", finding.message) for finding in findings or ())


def _findings(path: Path) -> list[Any] | None:
    try:
        read(path)
    except Refused as refused:
        return list(refused.findings)
    return None


def spoilt(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(changed)] = value
    return bytes(changed)


@few
@given(st.binary(max_size=400), st.sampled_from(["x.xlsx", "x.csv", "x.xls", "x.ods", "x"]))
@example(b"PK\x03\x04", "x.xlsx")
@example(b"\x00" * 50, "x.csv")
def test_any_bytes(data: bytes, name: str) -> None:
    attempt(name, data)


@pytest.mark.parametrize("form", FORMATS)
@few
@given(spoils)
def test_spoilt_workbooks(form: str, changes: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder:
        data = builders.write_xlsx(Path(folder) / "x.xlsx", FORMATS[form]()).read_bytes()
    attempt("x.xlsx", spoilt(data, changes))
    attempt("x.xlsx", data[: changes[0][0] % len(data)])


@pytest.mark.parametrize("form", FORMATS)
@few
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.sampled_from(TEXTS)), min_size=1, max_size=4))
def test_hostile_cells(form: str, changes: list[tuple[int, int, str]]) -> None:
    rows = [list(row) for row in FORMATS[form]()]
    for row, column, text in changes:
        cells = rows[row % len(rows)]
        if cells:
            cells[column % len(cells)] = text
    with TemporaryDirectory() as folder, suppress(UnicodeEncodeError):
        attempt("x.csv", builders.write_csv(Path(folder) / "x.csv", rows).read_bytes())
