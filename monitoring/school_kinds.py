"""Kinds of institutions (вид образовательной организации) and their recognition from a Russian name."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SchoolKind:
    """A kind: ``code`` is stored, ``name`` shown; ``general`` is a school of general education."""

    code: str
    name: str
    short: str
    general: bool


KINDS: dict[str, SchoolKind] = {
    kind.code: kind
    for kind in (
        SchoolKind("school", "Средняя общеобразовательная школа", "СОШ", True),
        SchoolKind("advanced", "Школа с углублённым изучением предметов", "СОШ с УИП", True),
        SchoolKind("gymnasium", "Гимназия", "гимназия", True),
        SchoolKind("lyceum", "Лицей", "лицей", True),
        SchoolKind("basic", "Основная общеобразовательная школа", "ООШ", True),
        SchoolKind("primary", "Начальная школа", "начальная", True),
        SchoolKind("centre", "Центр образования", "центр образования", True),
        SchoolKind("boarding", "Школа-интернат", "интернат", True),
        SchoolKind("cadet", "Кадетская школа", "кадетская", True),
        SchoolKind("evening", "Вечерняя школа", "вечерняя", True),
        SchoolKind("special", "Коррекционная школа", "коррекционная", True),
        SchoolKind("kindergarten", "Детский сад", "детский сад", False),
        SchoolKind("additional", "Дополнительное образование", "доп. образование", False),
        SchoolKind("support", "Центр психолого-педагогической помощи", "центр помощи", False),
        SchoolKind("methodical", "Методический центр, повышение квалификации", "методический центр", False),
        SchoolKind("other", "Другая организация", "другое", False),
    )
}

# Order decides: the narrower kind stands before the wider one that its name contains.
_RULES: tuple[tuple[str, str], ...] = (
    (
        "methodical",
        r"повышени\w* квалификации|информационно.методическ|\bимц\b|\bнмц\b|академи\w* постдиплом",
    ),
    ("support", r"психолого|\bппмс\b|лечебной педагогики|реабилитац"),
    ("special", r"коррекционн|интернат\w* для детей.сирот|компенсирующего вида"),
    ("kindergarten", r"^(?!.*школ).*детск\w* сад"),
    ("primary", r"начальн\w* (общеобразовательн\w* )?школ|прогимнази|школ\w* ?[-–] ?детск\w* сад"),
    ("cadet", r"кадетск|морск\w* школ"),
    ("boarding", r"интернат"),
    ("gymnasium", r"гимнази"),
    ("lyceum", r"лицей|\bфмл\b|лице[яюе]"),
    ("evening", r"вечерн|сменн"),
    ("centre", r"центр\w* образовани|^цо\b|\bцо №"),
    ("additional", r"дополнительного|дворец|\bдом\b|творчества|\bддт\b|\bдюсш\b|спортивн\w* школ|^центр$"),
    ("advanced", r"углубл|угл\. ?изуч|\bуип\b"),
    ("basic", r"основн\w* (общеобразовательн\w* )?школ|\bоош\b"),
    ("school", r"школ|\bсош\b|\bоу\b|общеобразовательн\w* учрежден"),
)


def recognise(name: str) -> str:
    """Kind code for an institution's name or kind as written in a register; ``other`` when nothing fits."""
    text = " ".join(name.casefold().replace("ё", "е").split())
    for code, pattern in _RULES:
        if re.search(pattern, text):
            return code
    return "other"


_NUMBER = re.compile(r"(?:№|\bn\b|номер)\s*(\d{1,2}-\d{2}|\d{1,4})|\bшкола\s+(\d{1,2}-\d{2}|\d{1,4})\b", re.IGNORECASE)


def recognise_number(name: str) -> str | None:
    """The school's number in its name («ГБОУ СОШ № 118» → «118», «Школа 12-07 (демо)» → «12-07»), or None.

    Only the first number counts: later ones belong to buildings or addresses.
    """
    found = _NUMBER.search(name)
    if found:
        return found.group(1) or found.group(2)
    bare = re.search(r"(?<![\d.,/])(\d{1,2}-\d{2}|\d{1,4})(?![\d/])", name)
    return bare.group(1) if bare else None


FAMILY = {
    "advanced": "school",
    "basic": "school",
    "evening": "school",
    "primary": "school",
    "cadet": "school",
}
"""Kinds that files confuse with a plain school: a match by kind compares families."""


def family(kind: str) -> str:
    """The family within which a school's kind may differ between two files."""
    return FAMILY.get(kind, kind)
