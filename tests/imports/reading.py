"""Reading in tests: a file through the same steps as an import, and what a refusal says."""

from pathlib import Path
from typing import Any

import pytest

from data_access.imports.detect import detect
from data_access.imports.findings import Refused
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed
from data_access.imports.source import Source
from tests.imports.builders import Rows, write_csv, write_xlsx


def read(path: Path, **options: Any) -> Parsed:
    """The file opened, recognised and parsed."""
    chosen = Options(**options)
    source = Source.open(path)
    parsed: Parsed = detect(source, chosen).parse(source, chosen)
    return parsed


def read_rows(folder: Path, rows: Rows, **options: Any) -> Parsed:
    """The rows written as a workbook with the sheet «Лист1», then read."""
    return read(write_xlsx(folder / "данные.xlsx", rows), **options)


def read_csv(folder: Path, rows: Rows, **options: Any) -> Parsed:
    """The rows written as csv, then read."""
    return read(write_csv(folder / "данные.csv", rows), **options)


def refusal(path: Path, **options: Any) -> Refused:
    """The refusal of a file; the test fails when it is read."""
    with pytest.raises(Refused) as caught:
        read(path, **options)
    assert all(finding.file == path.name for finding in caught.value.findings)
    assert all(finding.message for finding in caught.value.findings)
    return caught.value


def refused_rows(folder: Path, rows: Rows, **options: Any) -> Refused:
    """The refusal of rows written as a workbook with the sheet «Лист1»."""
    return refusal(write_xlsx(folder / "данные.xlsx", rows), **options)
