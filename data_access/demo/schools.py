"""The schools of the demo city: how many in each district, of what kind, under what plainly synthetic names."""

import numpy as np
import pandas as pd

from data_access.demo import requisites
from data_access.demo.frames import records
from monitoring.districts import DISTRICTS

NOTICE = "синтетические данные"
"""The words that every file of the demo city carries; importers know synthetic files by them."""

DISTRICT_COUNTS: dict[str, int] = {
    "admiralteysky": 27,
    "vasileostrovsky": 21,
    "vyborgsky": 52,
    "kalininsky": 50,
    "kirovsky": 43,
    "kolpinsky": 24,
    "krasnogvardeysky": 39,
    "krasnoselsky": 43,
    "kronshtadtsky": 5,
    "kurortny": 14,
    "moskovsky": 33,
    "nevsky": 54,
    "petrogradsky": 17,
    "petrodvortsovy": 17,
    "primorsky": 54,
    "pushkinsky": 28,
    "frunzensky": 45,
    "tsentralny": 40,
}
"""District schools of St Petersburg by district (register of the Committee): 606 in all."""

KIND_SHARES = {"school": 0.555, "advanced": 0.22, "gymnasium": 0.12, "lyceum": 0.08, "centre": 0.012, "basic": 0.013}

_SHORT = {"gymnasium": "Гимназия", "lyceum": "Лицей", "centre": "Центр образования"}
_FULL = {
    "school": "Средняя общеобразовательная школа",
    "advanced": "Средняя общеобразовательная школа с углублённым изучением предметов",
    "gymnasium": "Гимназия",
    "lyceum": "Лицей",
    "centre": "Центр образования",
    "basic": "Основная общеобразовательная школа",
}
_SUBURBS = {"kolpinsky", "krasnoselsky", "kronshtadtsky", "kurortny", "petrodvortsovy", "pushkinsky"}
_BUILDING_NOTES = ("начальная школа", "отделение дошкольного образования", "спортивный корпус")


def make_schools(rng: np.random.Generator, total: int | None = None) -> pd.DataFrame:
    """Schools without points, one row each, in the order of districts.

    ``total`` scales the counts of districts (two schools at least in each); None gives the real 606. Columns:
    ``school_id`` (1…), ``district_code``, ``district_number``, ``number`` («12-07»), ``kind``, ``name``, ``full_name``,
    ``address``, ``municipality``, ``ogrn``, ``inn``, ``login``, ``buildings`` (further buildings, 0–2).
    """
    scale = 1.0 if total is None else total / sum(DISTRICT_COUNTS.values())
    rows: list[dict[str, object]] = []
    for district in DISTRICTS:
        count = DISTRICT_COUNTS[district.code]
        if total is not None:
            count = max(2, round(count * scale))
        for running, kind in enumerate(_kinds(rng, count), start=1):
            number = f"{district.number:02d}-{running:02d}"
            school_id = len(rows) + 1
            rows.append(
                {
                    "school_id": school_id,
                    "district_code": district.code,
                    "district_number": district.number,
                    "number": number,
                    "kind": kind,
                    "name": f"{_SHORT.get(kind, 'Школа')} {number} (демо)",
                    "full_name": f"{_FULL[kind]} {number} (демо) {district.genitive} района Санкт-Петербурга",
                    "address": f"{district.title}, условный адрес {running}",
                    "municipality": f"{district.title}, условный округ {1 + running % 5}",
                    "ogrn": requisites.ogrn(school_id),
                    "inn": requisites.inn(school_id),
                    "login": requisites.login(school_id),
                    "suburb": district.code in _SUBURBS,
                }
            )
    schools = pd.DataFrame(rows)
    schools["buildings"] = rng.choice([0, 1, 2], size=len(schools), p=[0.86, 0.11, 0.03])
    return schools


def make_buildings(schools: pd.DataFrame) -> pd.DataFrame:
    """Further buildings of schools: ``school_id``, ``address``, ``note``; the register gives each its own row."""
    rows = [
        {
            "school_id": school["school_id"],
            "address": f"{school['address']}, корпус {building + 1}",
            "note": _BUILDING_NOTES[(school["school_id"] + building) % len(_BUILDING_NOTES)],
        }
        for school in records(schools)
        for building in range(1, school["buildings"] + 1)
    ]
    return pd.DataFrame(rows, columns=["school_id", "address", "note"])


def _kinds(rng: np.random.Generator, count: int) -> list[str]:
    """Kinds of one district's schools: the shares rounded down, the rest drawn; in a drawn order."""
    shares = np.array(list(KIND_SHARES.values()))
    shares = shares / shares.sum()
    sure = np.floor(shares * count).astype(int)
    rest = count - int(sure.sum())
    drawn = rng.choice(len(shares), size=rest, p=_leftover(shares * count - sure))
    kinds = np.repeat(np.arange(len(shares)), sure)
    kinds = rng.permutation(np.concatenate([kinds, drawn]))
    codes = list(KIND_SHARES)
    return [codes[index] for index in kinds]


def _leftover(remainder: np.ndarray) -> np.ndarray:
    total = float(remainder.sum())
    return remainder / total if total > 0 else np.full(len(remainder), 1 / len(remainder))
