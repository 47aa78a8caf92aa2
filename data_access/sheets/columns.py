"""Columns of a kind's sheet and what stands in their cells; the same for the template, the export and the import."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from monitoring.districts import by_code
from monitoring.records.fields import Field, Value, shown
from monitoring.records.kind import Kind
from monitoring.reports.record_lists import NamedSchool

Part = Literal["value", "name", "district", "ogrn"]
Written = str | int | date | None

NUMBER, REVISION = "Номер записи", "Редакция"
SHEET = "Данные"
ENDS = {"name": "", "district": "Район", "ogrn": "ОГРН"}

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
"""How a text begins that a table editor would take for a formula, or one that was made harmless before."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column. Of a school there are three: its name, its district, its ОГРН; any that tell it will do.

    ``required``: a cell of a new record may not be empty.
    """

    title: str
    field: Field
    part: Part = "value"

    @property
    def required(self) -> bool:
        """Whether the star stands at the heading."""
        return self.field.required and self.part in {"value", "name"}

    @property
    def heading(self) -> str:
        """As it stands in the sheet."""
        return f"{self.title} *" if self.required else self.title


def columns(kind: Kind) -> tuple[SheetColumn, ...]:
    """The columns of a kind's fields, in their order."""
    schools = sum(field.type == "school" for field in kind.fields)
    found: list[SheetColumn] = []
    for field in kind.fields:
        if field.type == "school":
            parts: tuple[Part, ...] = ("name", "district", "ogrn")
            found += (SheetColumn(_of_school(field, part, schools), field, part) for part in parts)
        elif field.type == "record":
            found.append(SheetColumn(f"{field.label}: номер записи", field))
        else:
            found.append(SheetColumn(field.label, field))
    return tuple(found)


def _of_school(field: Field, part: Part, schools: int) -> str:
    if part == "name":
        return field.label
    return ENDS[part] if schools == 1 else f"{field.label}: {ENDS[part].replace('Район', 'район')}"


def cell(column: SheetColumn, value: Value, school: NamedSchool | None) -> Written:
    """What an export writes: dates and numbers as such, choices in words, texts made harmless."""
    field = column.field
    if field.type == "school":
        if school is None:
            return None
        told = {"name": school.name, "district": by_code()[school.district].name, "ogrn": school.ogrn}
        return harmless(told[column.part] or "")
    if value is None:
        return None
    if field.type == "choices":
        # Labels hold commas («математика, базовый уровень»).
        codes = value if isinstance(value, tuple) else ()
        return "; ".join(field.label_of(code) for code in codes)
    if field.type in {"number", "record", "day"}:
        assert isinstance(value, int | date)
        return value
    return harmless(shown(field, value)) if field.type in {"line", "words"} else shown(field, value)


def harmless(text: str) -> str:
    """The text with an apostrophe before what would be taken for a formula; ``meant`` takes it off again."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def meant(text: str) -> str:
    """The text as it was before ``harmless``."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text
