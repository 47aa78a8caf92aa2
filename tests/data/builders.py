"""A small city put into the database by direct inserts: what the tests of publication and queries stand on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from data_access import publications, schema, walls
from data_access.queries.publication import current
from data_access.viewer import Viewer
from monitoring.reports.publication import Publication, Selection

NOW = datetime(2022, 10, 15, 12, 0, tzinfo=UTC)
IMPORTED = datetime(2022, 9, 1, 9, 0, tzinfo=UTC)

Key = tuple[int, str, str, int]


@dataclass
class Builder:
    """Inserts schools and editions as the importers leave them."""

    connection: Connection
    assessments: dict[Key, int] = field(default_factory=dict)

    def _add(self, table: Any, **values: Any) -> int:
        return self.connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one()

    def batch(
        self,
        kind: str = "flat-marks",
        *,
        source: str = "файл",
        synthetic: bool = False,
        imported_at: datetime = IMPORTED,
    ) -> int:
        return self._add(
            schema.import_batch,
            kind=kind,
            file_name=f"{kind}.csv",
            content_hash=f"{kind}-{source}",
            imported_at=imported_at,
            imported_by="analyst",
            options={},
            source=source,
            rows_read=0,
            rows_stored=0,
            rows_quarantined=0,
            synthetic=synthetic,
            status="stored",
        )

    def edition(self, dataset: str, form: str, batch: int, **values: Any) -> int:
        rows = {"rows": 0, "status": "active"} | values
        return self._add(schema.edition, dataset=dataset, form=form, batch_id=batch, **rows)

    def school(
        self,
        name: str,
        district: str,
        kind: str = "school",
        *,
        batch: int,
        point: tuple[float, float] | None = (30.3, 59.9),
        **values: Any,
    ) -> int:
        lon, lat = point or (None, None)
        return self._add(
            schema.school,
            name=name,
            full_name=f"ГБОУ {name}",
            district_code=district,
            kind=kind,
            lon=lon,
            lat=lat,
            synthetic=False,
            batch_id=batch,
            address=f"{name}, адрес",
            **values,
        )

    def assessment(self, key: Key) -> int:
        if key not in self.assessments:
            names = ("year", "procedure", "subject", "grade")
            columns = dict(zip(names, key, strict=True))
            condition = [schema.assessment.c[name] == value for name, value in columns.items()]
            found = self.connection.scalar(select(schema.assessment.c.id).where(*condition))
            self.assessments[key] = found or self._add(schema.assessment, **columns)
        return self.assessments[key]

    def results(
        self, key: Key, rows: Mapping[int, Mapping[str, Any]], *, form: str = "marks", batch: int | None = None
    ) -> int:
        """A new edition with one row a school; ``rows``: school → columns of ``result``."""
        batch = batch or self.batch(source=f"результаты {key}")
        assessment = self.assessment(key)
        edition = self.edition(
            f"{form}:{assessment}", form, batch, assessment_id=assessment, year=key[0], rows=len(rows)
        )
        self._rows(schema.result, edition, batch, [{"school_id": school} | dict(row) for school, row in rows.items()])
        return edition

    def rows(
        self,
        table: Any,
        dataset: str,
        rows: list[dict[str, Any]],
        *,
        year: int | None = None,
        assessment: Key | None = None,
        batch: int | None = None,
    ) -> int:
        """A new edition of another dataset."""
        batch = batch or self.batch(kind=dataset, source=f"набор {dataset}")
        of = self.assessment(assessment) if assessment else None
        edition = self.edition(dataset, dataset.split(":")[0], batch, assessment_id=of, year=year, rows=len(rows))
        self._rows(table, edition, batch, rows)
        return edition

    def _rows(self, table: Any, edition: int, batch: int, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        lineage = "batch_id" in table.c
        columns = {column for row in rows for column in row}
        self.connection.execute(
            insert(table),
            [
                {"edition_id": edition}
                | ({"batch_id": batch, "row_number": number} if lineage else {})
                | {column: row.get(column) for column in columns}
                for number, row in enumerate(rows, start=2)
            ],
        )


def marks(n: int | None, low: float) -> dict[str, Any]:
    """Columns of a result by marks with the share of «2»."""
    rest = 100 - low
    return {
        "participants": n,
        "low_share": low,
        "pct_2": low,
        "pct_3": round(rest * 0.5, 2),
        "pct_4": round(rest * 0.3, 2),
        "pct_5": round(rest * 0.2, 2),
    }


def bands(n: int | None, low: float, mean: float | None = None) -> dict[str, Any]:
    """Columns of an exam result by bands."""
    rest = 100 - low
    return {
        "participants": n,
        "low_share": low,
        "below_minimum": low,
        "band_minimum_60": round(rest * 0.5, 2),
        "band_61_80": round(rest * 0.3, 2),
        "band_81_100": round(rest * 0.2, 2),
        "mean_score": mean,
    }


VPR_RUSSIAN = ("vpr", "russian", 5)
VPR_MATH = ("vpr", "math", 5)
OGE_MATH = ("oge", "math", 9)
EGE_MATH = ("ege", "math_profile", 11)
YEARS = (2019, 2021, 2022)

# Years in which the school's two ВПР are low; every school of a district has the kind and the place given.
_LOW = {
    "Школа 12-2 (демо)": ("nevsky", "school", (2019, 2021, 2022)),
    "Школа 12-10 (демо)": ("nevsky", "school", (2019, 2021)),
    "Школа 12-1 (демо)": ("nevsky", "school", ()),
    "Гимназия 12-3 (демо)": ("nevsky", "gymnasium", ()),
    "Ёлочка 12-4 (демо)": ("nevsky", "kindergarten", None),
    "Школа 10-1 (демо)": ("kurortny", "school", (2021, 2022)),
    "Школа 10-2 (демо)": ("kurortny", "school", ()),
    "Лицей 10-3 (демо)": ("kurortny", "lyceum", ()),
    "Школа 10-4 (демо)": ("kurortny", "evening", ()),
    "Школа 9-1 (демо)": ("kronshtadtsky", "school", (2021, 2022)),
    "Школа 9-2 (демо)": ("kronshtadtsky", "school", ()),
    "Школа 9-3 (демо)": ("kronshtadtsky", "school", ()),
}


@dataclass(frozen=True)
class SmallCity:
    """Ids by name, and the share of low results of each school, year and series."""

    school: dict[str, int]
    district: dict[str, str]
    shares: dict[tuple[int, int, tuple[str, str, int]], float]


def small_city(engine: Engine) -> SmallCity:
    """Three districts with 12 institutions, results of 2019, 2021 and 2022, partnerships, passports and a plan.

    Every share is unique, so that a report can be searched for figures of a certain school. In Кронштадтский the exam
    of 2022 has 8 participants in all; Ёлочка is a kindergarten without results; Школа 10-4 has no point and counts
    too few participants for the rule.
    """
    with engine.begin() as connection:
        walls.declare_system(connection)
        build = Builder(connection)
        batch = build.batch("register", source="реестр")
        build.edition("register", "register", batch)
        ids = {}
        for number, (name, (district, kind, _)) in enumerate(_LOW.items()):
            point = None if name.startswith("Школа 10-4") else (30.00123 + number / 100, 59.80123 + number / 100)
            ids[name] = build.school(name, district, kind, batch=batch, point=point)
        shares = _results(build, ids)
        _support(build, ids)
    districts = {name: _LOW[name][0] for name in ids}
    return SmallCity(ids, districts, shares)


@dataclass(frozen=True)
class PublishedCity:
    """The small city in a database, published."""

    engine: Engine
    publication: Publication
    city: SmallCity


def publish_small_city(engine: Engine) -> PublishedCity:
    """Builds the small city and publishes it."""
    built = small_city(engine)
    with engine.begin() as connection:
        connection.execute(insert(schema.app_setting).values(key="today", value=NOW.date().isoformat()))
    published = publications.publish(engine, now=NOW)
    with engine.begin() as connection:
        walls.declare_system(connection)
        _signs(connection, published, built)
        publication = current(connection)
    assert publication is not None
    return PublishedCity(engine, publication, built)


def _signs(connection: Connection, publication: int, city: SmallCity) -> None:
    """One sign of objectivity for every school with results: so small a city has none by calculation."""
    connection.execute(
        insert(schema.objectivity_summary).values(publication_id=publication, year=2022, kind="exam", schools=11)
    )
    for step, school in enumerate(sorted({key[0] for key in city.shares}), start=1):
        figures = {
            name: 11.0137 + at * 7.1 + step * 0.0371 for at, name in enumerate(("low", "reference", "high", "value"))
        }
        connection.execute(
            insert(schema.objectivity_sign).values(
                publication_id=publication, school_id=school, year=2022, kind="exam", n=40, tail=0.001 + step / 9973,
                other=4.0131 + step * 0.0371, approximate=False, works=[["oge", "math", 9, 2022]],
                before=[["vpr", "math", 8, 2021]], **figures,
            )
        )  # fmt: skip


@dataclass(frozen=True)
class World:
    """The published small city, open for one connection."""

    connection: Connection
    publication: Publication
    city: SmallCity

    def id(self, name: str) -> int:
        """The school of this name without its mark of a demo."""
        return self.city.school[f"{name} (демо)"]

    def selection(self, year: int, method: str = "two-years") -> Selection:
        """The year and the method of the publication."""
        return Selection(year, self.publication.method(method))

    def scope(self, viewer: Viewer) -> tuple[Connection, Viewer, Publication]:
        """The first three arguments of every query."""
        return self.connection, viewer, self.publication


def _results(build: Builder, ids: dict[str, int]) -> dict[tuple[int, int, tuple[str, str, int]], float]:
    shares = {}
    step = 0
    for year in YEARS:
        for series in (VPR_RUSSIAN, VPR_MATH, OGE_MATH, EGE_MATH):
            rows = {}
            for name, (district, _, low_years) in _LOW.items():
                if low_years is None:
                    continue
                step += 1
                is_low = year in low_years and series[0] == "vpr"
                # Uneven steps, so that no mean of some schools is by chance the figure of another.
                share = round((35 if is_low else 8) + step * 0.037 + step**2 % 11 * 0.013, 2)
                n = 40 + step % 7
                if name == "Школа 10-4 (демо)":
                    n = 5
                if district == "kronshtadtsky" and series == EGE_MATH:
                    if year == 2022 and name != "Школа 9-1 (демо)":
                        n = 4
                    elif year == 2022:
                        continue
                    else:
                        n = 12
                rows[ids[name]] = bands(n, share, 60 + step / 10) if series == EGE_MATH else marks(n, share)
                shares[(ids[name], year, series)] = share
            build.results((year, *series), rows, form="bands" if series == EGE_MATH else "marks")
    return shares


def _support(build: Builder, ids: dict[str, int]) -> None:
    def pair(mentee: str, mentor: str, status: str, started: date, ended: date | None = None) -> dict[str, Any]:
        return {
            "mentee_id": ids[mentee],
            "mentor_id": ids[mentor],
            "status": status,
            "started_on": started,
            "ended_on": ended,
            "subjects": ["math", "russian"],
            "activities": 3,
            "agreement_number": "7",
            "agreement_date": started,
            "coordinator_post": "заместитель директора",
            "last_activity_on": None,
        }

    build.rows(
        schema.partnership,
        "partnership",
        [
            pair("Школа 12-2 (демо)", "Лицей 10-3 (демо)", "active", date(2021, 10, 1)),
            pair("Школа 12-10 (демо)", "Гимназия 12-3 (демо)", "ended", date(2021, 9, 10), date(2022, 5, 31)),
            pair("Школа 10-1 (демо)", "Гимназия 12-3 (демо)", "proposed", date(2022, 9, 20)),
            pair("Школа 9-1 (демо)", "Школа 9-2 (демо)", "active", date(2022, 9, 5)),
        ],
    )
    schools = [name for name, (_, _, low) in _LOW.items() if low is not None]
    build.rows(
        schema.school_year,
        "context:2022",
        [
            {
                "school_id": ids[name],
                "pupils": 300 + 50 * number,
                "incomplete_families": 10 + number * 0.7,
                # The least favourable conditions are spread over the districts.
                "on_register": 1.03 + number * 4 % 11 * 0.21,
                "special_needs": 2.07 + number * 4 % 11 * 0.37,
                "parents_higher_education": 60.09 - number * 4 % 11 * 1.31,
            }
            for number, name in enumerate(schools)
        ],
        year=2022,
    )
    build.rows(
        schema.mark_comparison,
        "comparison:1",
        [
            {
                "school_id": ids[name],
                "participants": 40,
                "lowered_pct": 30.0 + number,
                "confirmed_pct": 65.0 - number,
                "raised_pct": 5.0,
                "lowered_n": 12,
                "confirmed_n": 26,
                "raised_n": 2,
            }
            for number, name in enumerate(schools)
        ],
        assessment=(2022, *VPR_MATH),
        year=2022,
    )
    batch = build.batch("plan", source="план")
    items = build.edition("plan:2023", "plan", batch, year=2023, rows=2)
    for number, title, due in ((1, "Анализ данных", date(2022, 10, 1)), (2, "Адресная помощь", date(2022, 12, 1))):
        build.connection.execute(
            insert(schema.plan_item).values(
                edition_id=items,
                number=number,
                title=title,
                region_operator="СПб ЦОКОиИТ",
                district_operator="ИМЦ",
                starts_on=date(2022, 9, 1),
                due_on=due,
            )
        )
    statuses = {
        ("nevsky", 1): "done",
        ("nevsky", 2): "in-progress",
        ("kurortny", 1): "not-started",
        ("kurortny", 2): "done",
        ("kronshtadtsky", 1): "not-required",
        ("kronshtadtsky", 2): "done",
    }
    for row, ((district, number), status) in enumerate(statuses.items(), start=2):
        build.connection.execute(
            insert(schema.plan_progress).values(
                edition_id=items, number=number, district_code=district, status=status, batch_id=batch, row_number=row
            )
        )
