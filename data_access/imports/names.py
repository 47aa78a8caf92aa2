"""What the name of a school tells: its kind, its number, its district; and names of groups in ФИС ОКО exports."""

import re
from dataclasses import dataclass
from functools import lru_cache

from data_access.imports import cells
from data_access.imports.headers import normalise
from data_access.imports.parsed import SchoolRef
from monitoring import districts, school_kinds

_BRACKET = re.compile(r"(.*?)\s*\(\s*([^()]*?)\s*\)\s*")
_MUNICIPALITY = re.compile(r"reg\d{1,3}(?:_m?\d+)?", re.IGNORECASE)
WHOLE_COUNTRY = "вся выборка"
_TOTALS = re.compile(r"(?:всего|итого)\b.*")


@lru_cache(maxsize=50_000)
def told_by(name: str) -> tuple[str | None, str | None, str | None]:
    """Kind, number and district code that a school's name tells; None for what it does not tell."""
    kind = school_kinds.recognise(name)
    district = districts.recognise(name)
    return (
        None if kind == "other" else kind,
        school_kinds.recognise_number(name),
        district.code if district else None,
    )


@lru_cache(maxsize=100_000)
def school(
    name: str, *, ogrn: str = "", inn: str = "", login: str = "", number: str = "", district: str | None = None
) -> SchoolRef:
    """The reference of a row from the texts of its cells; ``district`` is a code and goes before the name's own."""
    kind, told_number, told_district = told_by(name) if name else (None, None, None)
    return SchoolRef(
        ogrn=cells.ogrn(ogrn) if ogrn else None,
        inn=cells.inn(inn) if inn else None,
        login=cells.login(login) if login else None,
        name=name or None,
        kind=kind,
        number=number or told_number,
        district_code=district or told_district,
    )


@lru_cache(maxsize=2_000)
def district_code(text: str) -> str | None:
    """Code of the district that a cell names («Невский», «Невского района», «nevsky»), or None."""
    plain = text.strip()
    if plain.casefold() in districts.by_code():
        return plain.casefold()
    found = districts.recognise(plain.replace(".", " "))
    return found.code if found else None


def is_total(text: str) -> bool:
    """Whether a cell is the label of a sum («Всего», «Итого по району»)."""
    return _TOTALS.fullmatch(normalise(text)) is not None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of participants: ``level`` country, region, municipality or school; ``code`` from the brackets."""

    level: str
    name: str
    code: str | None


@lru_cache(maxsize=100_000)
def group(text: str, *, region_seen: bool, counts_schools: bool | None) -> Group:
    """The group that a cell of «Группы участников» names.

    «ГБОУ СОШ № 1 …(edu780123)» is a school, «…(reg78_m003)» a municipality, «Вся выборка» the country. Without a code:
    ``counts_schools`` (the row has «Кол-во ОО»; None where the form has no such column) and the order of the rows
    (country, region, its municipalities and schools) decide.
    """
    written = cells.text(text)
    if normalise(written) == WHOLE_COUNTRY:
        return Group("country", written, None)
    bracket = _BRACKET.fullmatch(written)
    if bracket:
        if cells.login(bracket[2]):
            return Group("school", bracket[1], bracket[2].lower())
        if _MUNICIPALITY.fullmatch(bracket[2]):
            return Group("municipality" if "_" in bracket[2] else "region", bracket[1], bracket[2].lower())
    if counts_schools is False:
        return Group("school", written, None)
    if not region_seen:
        return Group("region", written, None)
    kind, number, district = told_by(written)
    if district and (counts_schools or (kind is None and number is None)):
        return Group("municipality", written, None)
    return Group("region" if counts_schools else "school", written, None)
