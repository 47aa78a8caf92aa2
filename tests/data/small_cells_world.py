"""A published city of small cells in several nestings: what the attack on masking is made on."""

from dataclasses import dataclass

from sqlalchemy import Engine, insert

from data_access import publications, schema
from data_access.queries.publication import current
from monitoring.reports.publication import Publication
from tests.data.builders import EGE_MATH, NOW, OGE_MATH, VPR_MATH, VPR_RUSSIAN, Builder

Series = tuple[str, str, int]
Key = tuple[int, Series, int]
"""Year, series, school."""

# Participants by district, one number a school; 0 where the school took no part.
_LARGE = {
    "admiralteysky": (40, 44, 37, 52, 61),
    "nevsky": (45, 38, 51, 33),
    "kurortny": (47, 52, 39),
    "kronshtadtsky": (50, 45),
    "moskovsky": (58,),
    "petrogradsky": (31, 33, 29),
}
_TWO_SCHOOLS = _LARGE | {"moskovsky": (58, 33, 36)}
_NESTED = _LARGE | {"kurortny": (60, 4, 3), "petrogradsky": (3, 3, 2)}
_ONE_SMALL = _LARGE | {"kronshtadtsky": (50, 45, 41), "moskovsky": (58, 33, 36), "petrogradsky": (3, 3, 2)}
_FEW_DISTRICTS = dict.fromkeys(_LARGE, (0,)) | {"nevsky": (44, 41, 36, 30), "petrogradsky": (3, 3, 2)}
_NAMES = {"nevsky": ("Школа 12-2", "Школа 12-10", "Гимназия 12-3"), "kurortny": ("Лицей 10-3", "Школа 10-1")}

TAKEN: dict[tuple[int, Series], dict[str, tuple[int, ...]]] = {
    (2021, VPR_RUSSIAN): _ONE_SMALL,
    (2021, VPR_MATH): _LARGE,
    (2021, OGE_MATH): _LARGE,
    (2022, VPR_RUSSIAN): _ONE_SMALL,
    (2022, VPR_MATH): _NESTED,
    (2022, OGE_MATH): _TWO_SCHOOLS,
    (2022, EGE_MATH): _FEW_DISTRICTS,
}
"""Of the exam every district but two took no part: there the city is masked too. In 2021 only one small district has
results that count for no method."""


@dataclass(frozen=True)
class SmallCells:
    """The city: districts of the schools, and what each took part in: participants and low results."""

    engine: Engine
    publication: Publication
    district: dict[int, str]
    results: dict[Key, tuple[int, int]]

    def behind(self, year: int, series: Series, territory: str) -> list[int]:
        """Participants of each school behind a cell."""
        return [
            n
            for (of_year, of_series, school), (n, _) in self.results.items()
            if (of_year, of_series) == (year, series) and territory in {"city", self.district[school]}
        ]


def publish_small_cells(engine: Engine) -> SmallCells:
    """Builds the city and publishes it."""
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch("register", source="реестр")
        build.edition("register", "register", batch)
        ids = _schools(build, batch)
        results = _results(build, ids)
        connection.execute(insert(schema.app_setting).values(key="today", value=NOW.date().isoformat()))
        _passports(build, [school for of_district in ids.values() for school in of_district])
    publications.publish(engine, now=NOW)
    with engine.connect() as connection:
        found = current(connection)
    assert found is not None
    return SmallCells(engine, found, {s: code for code, schools in ids.items() for s in schools}, results)


def _schools(build: Builder, batch: int) -> dict[str, list[int]]:
    most = {code: max(len(taken[code]) for taken in TAKEN.values()) for code in _LARGE}
    return {
        code: [build.school(f"Школа {code} {number}", code, batch=batch) for number in range(count)]
        for code, count in most.items()
    }


def _results(build: Builder, ids: dict[str, list[int]]) -> dict[Key, tuple[int, int]]:
    found: dict[Key, tuple[int, int]] = {}
    for step, ((year, series), taken) in enumerate(TAKEN.items()):
        rows = {}
        for code, numbers in taken.items():
            for place, (school, n) in enumerate(zip(ids[code], numbers, strict=False)):
                if not n:
                    continue
                low = max(1, (n * (7 + 5 * place + 3 * step)) // 60) if n < 10 else n * (9 + 4 * place + step) // 60
                found[year, series, school] = (n, low)
                rows[school] = {"participants": n, "low_share": 100 * low / n, "mean_score": 50 + school * 0.7 + step}
        build.results((year, *series), rows, form="bands" if series == EGE_MATH else "marks")
    return found


def _passports(build: Builder, schools: list[int]) -> None:
    rows = [
        {
            "school_id": school,
            "pupils": 300 + 50 * number,
            "incomplete_families": 10 + number * 0.7,
            "on_register": 1.03 + number * 4 % 11 * 0.21,
            "special_needs": 2.07 + number * 4 % 11 * 0.37,
            "parents_higher_education": 60.09 - number * 4 % 11 * 1.31,
        }
        for number, school in enumerate(schools)
    ]
    build.rows(schema.school_year, "context:2022", rows, year=2022)
