"""How many schools the list held by year: of the city and of each district. Aggregates, open to every viewer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from data_access import clock, scope, walls
from data_access.agreements import agreement, in_force
from data_access.schema import district_summary, list_flow, listing, school_card
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.dynamics import IN_LIST
from monitoring.reports.dynamics import ListFlow
from monitoring.reports.publication import Method, Publication
from monitoring.reports.territory import Confidence, ListedYear
from monitoring.years import NO_SPRING_VPR

_FLOW = (
    "returned", "listed_once", "listed_twice", "listed_more", "left_compared", "left_fell", "compared", "fell", "grew",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a method by territory (district code or ``city``) and year; schools of each territory."""

    years: tuple[int, ...]
    """From the first to the last listing, gaps included."""
    by_territory: Mapping[str, Mapping[int, ListedYear]]
    schools: Mapping[str, int]

    def series(self, code: str) -> tuple[ListedYear, ...]:
        """One entry a year of ``years``."""
        known = self.by_territory.get(code, {})
        return tuple(known.get(year) or _gap(year, self.schools.get(code, 0)) for year in self.years)

    def of(self, code: str, year: int) -> ListedYear:
        """The list of the territory in the year; one with a gap where none was made."""
        return self.by_territory.get(code, {}).get(year) or _gap(year, self.schools.get(code, 0))

    def former(self, code: str, year: int) -> ListedYear | None:
        """The list before that of ``year``, None where there is none."""
        before = [found for found in self.by_territory.get(code, {}) if found < year]
        return self.by_territory[code][max(before)] if before else None


def lists(
    connection: Connection, viewer: Viewer, publication: Publication, method: Method, codes: tuple[str, ...] = ()
) -> Lists:
    """The lists of every territory, or of the territories ``codes``. Every viewer sees them."""
    table, card = district_summary, school_card
    shared = ("publication_id", "method", "year", "district_code")
    flow = [list_flow.c[name] for name in (*_FLOW, "left_mask", "mask")]
    statement = (
        select(table, *flow)
        .outerjoin(list_flow, and_(*(list_flow.c[name] == table.c[name] for name in shared)))
        .where(table.c.publication_id == publication.id, table.c.method == method.code)
    )
    counted = (
        select(card.c.district_code, func.count())
        .where(card.c.publication_id == publication.id, card.c.is_school)
        .group_by(card.c.district_code)
    )
    if codes:
        statement = statement.where(table.c.district_code.in_(codes))
        counted = counted.where(card.c.district_code.in_(codes))
    partnered = with_partner(connection, publication, method)
    by_territory: dict[str, dict[int, ListedYear]] = {}
    for row in connection.execute(statement):
        by_territory.setdefault(row.district_code, {})[row.year] = ListedYear(
            year=row.year,
            listed=row.listed,
            entered=row.entered,
            left=row.left_list,
            assessed=row.assessed,
            schools=row.schools,
            with_partner=partnered.get((row.district_code, row.year), 0),
            confidence=None if row.sure is None else Confidence(row.sure, row.border, row.chance, row.at_risk),
            flow=None if row.compared is None else _flow(row, viewer),
        )
    schools = dict(connection.execute(counted).all())
    schools[CITY] = publication.schools
    years = tuple(range(method.years[0], method.years[-1] + 1)) if method.years else ()
    return Lists(years, by_territory, schools)


def with_partner(connection: Connection, publication: Publication, method: Method) -> dict[tuple[str, int], int]:
    """Listed schools with a partnership in force in the list's period, by territory and year; none is left out.

    Counted when asked: what was confirmed today counts today, whenever the list was published.
    """
    today = clock.today(connection)
    with walls.looking_beyond(connection):  # counts of every district are open, their lists and partnerships are not
        return _with_partner(connection, publication, method, today)


def _with_partner(
    connection: Connection, publication: Publication, method: Method, today: date
) -> dict[tuple[str, int], int]:
    supported = or_(False, *(and_(listing.c.year == year, in_force(year, today)) for year in method.years))
    rows = connection.execute(
        select(school_card.c.district_code, listing.c.year, func.count(listing.c.school_id.distinct()))
        .join_from(listing, agreement, agreement.c.mentee_id == listing.c.school_id)
        .join(
            school_card,
            (school_card.c.publication_id == listing.c.publication_id)
            & (school_card.c.school_id == listing.c.school_id),
        )
        .where(
            listing.c.publication_id == publication.id,
            listing.c.method == method.code,
            listing.c.status.in_(IN_LIST),
            supported,
        )
        .group_by(school_card.c.district_code, listing.c.year)
    )
    found: Counter[tuple[str, int]] = Counter()
    for district, year, count in rows:
        found[district, year] += count
        found[CITY, year] += count
    return found


def membership(method: Method, year: int, status: str | None, assessed: bool) -> str:
    """A school's place in the year's list: the ``status`` of its row in the listing, else why it has none."""
    if year not in method.years:
        return "no-listing"
    return status or ("none" if assessed else "not-assessed")


def _flow(row: Row[*tuple[Any, ...]], viewer: Viewer) -> ListFlow:
    """How the list came about; nothing compared where it would tell the viewer of too few schools."""
    reasons = {"left_reason": row.left_mask, "reason": row.mask}
    whole = ListFlow(*(getattr(row, name) for name in _FLOW), **reasons)
    if not scope.sees_cell(viewer, row.district_code, row.left_mask):
        whole = replace(whole, left_compared=0, left_fell=0)
    if not scope.sees_cell(viewer, row.district_code, row.mask):
        whole = replace(whole, compared=0, fell=0, grew=0)
    return whole


def _gap(year: int, schools: int) -> ListedYear:
    why = "no-spring-vpr" if year == NO_SPRING_VPR else "no-data"
    return ListedYear(
        year=year, listed=None, entered=None, left=None, assessed=0, schools=schools, with_partner=None, gap=why
    )
