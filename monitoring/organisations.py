"""Who carries out the order: the Committee, the operators of its plan, district administrations, schools."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Organisation(StrEnum):
    """Organisations by their code. Those of a district stand for the one of that district."""

    COMMITTEE = "committee"
    COKOIT = "cokoit"
    APPO = "appo"
    CITY_MO = "city-mo"
    DISTRICT = "district"
    IMC = "imc"
    COKO = "coko"
    PPMS = "ppms"
    SCHOOL = "school"


OF_CITY = frozenset({Organisation.COMMITTEE, Organisation.COKOIT, Organisation.APPO, Organisation.CITY_MO})
OF_DISTRICT = frozenset({Organisation.DISTRICT, Organisation.IMC, Organisation.COKO, Organisation.PPMS})


@dataclass(frozen=True, slots=True)
class Naming:
    """How the plan names an organisation (``name``) and which spellings mean it."""

    name: str
    full_name: str
    spellings: tuple[str, ...] = ()


NAMES: dict[Organisation, Naming] = {
    Organisation.COMMITTEE: Naming("КО", "Комитет по образованию", ("комитет",)),
    Organisation.COKOIT: Naming(
        "СПб ЦОКОиИТ", "Санкт-Петербургский центр оценки качества образования и информационных технологий", ("цокоиит",)
    ),
    Organisation.APPO: Naming(
        "СПб АППО", "Санкт-Петербургская академия постдипломного педагогического образования", ("аппо",)
    ),
    Organisation.CITY_MO: Naming(
        "городские методические объединения", "Городские методические объединения", ("городские мо", "гмо")
    ),
    Organisation.DISTRICT: Naming("АР", "Администрация района", ("администрация района",)),
    Organisation.IMC: Naming("ИМЦ", "Информационно-методический центр", ("имц района",)),
    Organisation.COKO: Naming("ЦОКО", "Центр оценки качества образования района", ()),
    Organisation.PPMS: Naming(
        "ППМС центр",
        "Центр психолого-педагогической, медицинской и социальной помощи",
        ("ппмс", "ппмс-центр", "цппмсп"),
    ),
    Organisation.SCHOOL: Naming("школа", "Образовательная организация", ("оо",)),
}

USUAL: dict[str, Organisation] = {
    "committee": Organisation.COMMITTEE,
    "analyst": Organisation.COKOIT,
    "district": Organisation.DISTRICT,
    "school": Organisation.SCHOOL,
    "operator": Organisation.CITY_MO,
}
"""For whom a role of viewers writes unless it names another organisation; the administrator for nobody."""

_BETWEEN = re.compile(r"[\s-]+")


def named(text: str) -> Organisation | None:
    """The organisation that the plan names so, None where the name is not known: «городские МО» is ``CITY_MO``."""
    asked = _plain(text)
    for organisation, naming in NAMES.items():
        if asked in {_plain(spelling) for spelling in (naming.name, naming.full_name, *naming.spellings)}:
            return organisation
    return None


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", text.replace("ё", "е").casefold()).strip()


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote: of a district's organisation its ``district``, of a school its ``school_id``."""

    organisation: Organisation
    district: str | None = None
    school_id: int | None = None


def writer(code: str) -> Writer | None:
    """Who stands behind a viewer's word in the audit («district:nevsky:imc»); None for a word that is none."""
    role, *rest = code.split(":")
    usual = USUAL.get(role)
    if usual is None:
        return None
    if usual is Organisation.SCHOOL:
        return Writer(usual, school_id=int(rest[0]))
    district = rest.pop(0) if usual is Organisation.DISTRICT else None
    return Writer(Organisation(rest[0]) if rest else usual, district)
