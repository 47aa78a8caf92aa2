"""The 18 districts (районы) of St Petersburg: codes, names and their Russian case forms."""

from dataclasses import dataclass
from functools import cache

CITY = "city"
"""Code that stands for the whole city wherever a district code is expected."""


@dataclass(frozen=True, slots=True)
class District:
    """One district: ``code`` is the stable key and the URL slug; ``name`` is the adjective («Невский»)."""

    number: int
    code: str
    name: str
    genitive: str
    prepositional: str
    osm_relation_id: int

    @property
    def title(self) -> str:
        """Full name: «Невский район»."""
        return f"{self.name} район"


def _district(number: int, code: str, name: str, osm_relation_id: int) -> District:
    stem = name.removesuffix("ий").removesuffix("ый")
    # All 18 names are hard-stem adjectives (after к, г or н), so the case endings are regular.
    return District(number, code, name, f"{stem}ого", f"{stem}ом", osm_relation_id)


DISTRICTS: tuple[District, ...] = (
    _district(1, "admiralteysky", "Адмиралтейский", 1114193),
    _district(2, "vasileostrovsky", "Василеостровский", 1114252),
    _district(3, "vyborgsky", "Выборгский", 1114354),
    _district(4, "kalininsky", "Калининский", 1114806),
    _district(5, "kirovsky", "Кировский", 1114809),
    _district(6, "kolpinsky", "Колпинский", 337424),
    _district(7, "krasnogvardeysky", "Красногвардейский", 1114895),
    _district(8, "krasnoselsky", "Красносельский", 363103),
    _district(9, "kronshtadtsky", "Кронштадтский", 1115082),
    _district(10, "kurortny", "Курортный", 1115366),
    _district(11, "moskovsky", "Московский", 338636),
    _district(12, "nevsky", "Невский", 368287),
    _district(13, "petrogradsky", "Петроградский", 1114905),
    _district(14, "petrodvortsovy", "Петродворцовый", 367375),
    _district(15, "primorsky", "Приморский", 1115367),
    _district(16, "pushkinsky", "Пушкинский", 338635),
    _district(17, "frunzensky", "Фрунзенский", 369514),
    _district(18, "tsentralny", "Центральный", 1114902),
)


@cache
def by_code() -> dict[str, District]:
    """Districts by code."""
    return {district.code: district for district in DISTRICTS}


@cache
def _by_form() -> dict[str, District]:
    forms: dict[str, District] = {}
    for district in DISTRICTS:
        for form in (district.name, district.genitive, district.prepositional):
            forms[form.casefold()] = district
    return forms


def recognise(text: str) -> District | None:
    """The district named in ``text`` in any case form («Невского района», «невский»), or None.

    None as well when two different districts are named.
    """
    words = text.replace("ё", "е").replace("(", " ").replace(")", " ").replace(",", " ").split()
    found = {_by_form()[word.casefold()] for word in words if word.casefold() in _by_form()}
    return found.pop() if len(found) == 1 else None
