"""Every format, its headings and its fields are described in docs/formats.md, and the examples there are true."""

import re
from pathlib import Path

import pytest

from data_access.imports.detect import FORMATS
from data_access.imports.headers import normalise

TEXT = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def section(kind: str) -> str:
    """The part of the document about a kind."""
    found = re.search(rf"^## [^\n]*`{kind}`[^\n]*\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, f"нет раздела о виде {kind}"
    return found[1]


def headings(kind: str) -> list[set[str]]:
    """Normalised cells of each table row in the section of a kind."""
    lines = re.findall(r"^\|(.+)\|$", section(kind), re.MULTILINE)
    return [{normalise(cell.replace("(…)", "")) for cell in line.split("|")} for line in lines]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_field_is_named(kind: str) -> None:
    text = section(kind)
    for layout in FORMATS[kind].LAYOUTS:
        for field in layout.fields:
            if not re.fullmatch(r"score_(?!0|1)\d+|score_1\d+", field.name):
                assert f"`{field.name}`" in text


@pytest.mark.parametrize("kind", FORMATS)
def test_an_example_table_has_the_headings_of_each_layout(kind: str) -> None:
    for layout in FORMATS[kind].LAYOUTS:
        rows = [{layout.field_of(cell) for cell in row} for row in headings(kind)]
        required = {field.name for field in layout.fields if field.required}
        assert any(required <= row for row in rows)


def test_every_section_is_about_a_kind() -> None:
    assert set(re.findall(r"^## .*?`([\w-]+)`", TEXT, re.MULTILINE)) == set(FORMATS)
