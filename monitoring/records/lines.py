"""A record told in one line."""

from collections.abc import Mapping

from monitoring.records.fields import Values, shown
from monitoring.records.kind import Kind


def line(kind: Kind, values: Values, schools: Mapping[int, str]) -> str:
    """Its schools and the fields of ``Kind.line``: «Школа № 1 — Гимназия № 2: действует, русский язык».

    ``schools``: names by id.
    """
    numbers = [values.get(field.name) for field in kind.fields if field.type == "school"]
    names = " — ".join(schools.get(number, str(number)) for number in numbers if isinstance(number, int))
    told = ", ".join(text for name in kind.line if (text := shown(kind.field(name), values.get(name))))
    return ": ".join(part for part in (names, told) if part)
