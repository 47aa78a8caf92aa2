"""The 18 districts as boundary files name them, and how a name in a foreign file is recognised."""

import re

RELATION_IDS: dict[str, int] = {
    "Адмиралтейский": 1114193,
    "Василеостровский": 1114252,
    "Выборгский": 1114354,
    "Калининский": 1114806,
    "Кировский": 1114809,
    "Колпинский": 337424,
    "Красногвардейский": 1114895,
    "Красносельский": 363103,
    "Кронштадтский": 1115082,
    "Курортный": 1115366,
    "Московский": 338636,
    "Невский": 368287,
    "Петроградский": 1114905,
    "Петродворцовый": 367375,
    "Приморский": 1115367,
    "Пушкинский": 338635,
    "Фрунзенский": 369514,
    "Центральный": 1114902,
}
"""Name → id of the OpenStreetMap relation, in alphabetical order."""

NAMES: tuple[str, ...] = tuple(RELATION_IDS)

_BY_ID = {number: name for name, number in RELATION_IDS.items()}
# «р-н», «район» and the city's own name stand around the adjective in most published files.
_AROUND = re.compile(r"\b(район|р-?н|внутригородской|г|город|санкт-?петербурга?|спб)\b\.?", re.IGNORECASE)


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


_BY_NAME = {_folded(name): name for name in NAMES}


def name_from_text(value: object) -> str | None:
    """Return the district's name for «Невский», «НЕВСКИЙ РАЙОН», «р-н Невский»; None for anything else."""
    if not isinstance(value, str):
        return None
    bare = re.sub(r"[\s,]+", " ", _AROUND.sub(" ", _folded(value))).strip(" .,")
    return _BY_NAME.get(bare)


def name_from_relation(value: object) -> str | None:
    """Return the district's name for an OpenStreetMap relation id, None for anything else.

    Written in any usual way: 368287, -368287, 368287.0, «R368287», «relation/368287».
    """
    if isinstance(value, bool) or value is None:
        return None
    found = re.fullmatch(r"(?:relation/|r|-)?(\d{4,9})(?:\.0+)?", str(value).strip().casefold())
    return _BY_ID.get(int(found.group(1))) if found else None
