"""What to look at first: the facts of a page that ask for attention, the three that come first in a stated order.

One fact a kind, the strongest one; kinds in the order of ``ORDER``, equal ones by ``weight``, then by the alphabet.
Only what the report of the viewer holds becomes a fact: of a closed district its aggregates.
"""

from collections.abc import Iterable, Sequence

from monitoring import confidence
from monitoring.dynamics import IN_LIST
from monitoring.intervals import wilson
from monitoring.method_profiles import Series
from monitoring.narrative import Fact
from monitoring.objectivity.signs import is_evidence
from monitoring.ordering import alphabetical
from monitoring.reports.dynamics import PlacedSchool, TerritoryChange
from monitoring.reports.school import SchoolReport
from monitoring.reports.territory import CityReport, DistrictReport, ListedYear, PlanItemProgress, SchoolRow
from monitoring.share_changes import FELL, GREW

ORDER = (
    "entered-surely",
    "left-with-signs",
    "grew",
    "list-grew",
    "overdue",
    "without-partner",
    "above-city",
    "may-leave",
    "longest-list",
    "fell",
)
"""Kinds of facts, the first to be looked at first. Default."""
MOST = 3


def first(facts: Iterable[Fact], most: int = MOST) -> tuple[Fact, ...]:
    """The facts to show: of each kind the one with the greatest weight, kinds in ``ORDER``, at most ``most``."""
    ordered = sorted(
        facts,
        key=lambda fact: (ORDER.index(fact.code), -fact.weight, alphabetical(fact.school[1] if fact.school else "")),
    )
    found: dict[str, Fact] = {}
    for fact in ordered:
        found.setdefault(fact.code, fact)
    return tuple(found.values())[:most]


def farthest(items: Sequence[TerritoryChange]) -> TerritoryChange | None:
    """The assessment that lies farthest from the city of those that lie apart from it distinguishably."""
    far = [item for item in items if item.apart_interval and (item.apart_interval[0] > 0 or item.apart_interval[1] < 0)]
    return max(far, key=lambda item: abs(item.apart or 0), default=None)


def of_city(report: CityReport, year: int) -> tuple[Fact, ...]:
    """Of aggregates alone: districts, the plan, partners."""
    now, former = _now(report.series, year)
    found = [*_overdue(report.plan, year), *_without_partner(now)]
    rows = [row for row in report.districts if row.listed]
    for row in rows:
        share = row.listed / row.assessed if row.assessed else 0.0
        found.append(Fact("longest-list", year, row.listed + share, row.listed, row.assessed, district=row.code))
        if (row.change or 0) > 1 and former is not None:
            found.append(
                Fact(
                    "list-grew",
                    year,
                    row.change or 0,
                    count=row.listed,
                    value=float(row.change or 0),
                    since=former.year,
                    district=row.code,
                )
            )
    return first(found)


def of_district(report: DistrictReport, year: int) -> tuple[Fact, ...]:
    """Of the schools that the report opens, else of the aggregates."""
    now, former = _now(report.series, year)
    # A school sees its own row in a closed district: one row says nothing of how many there are.
    rows = report.schools if report.open else ()
    found = [
        *_entered_surely(rows, year),
        *_left_with_signs(report, year),
        *_grown(report.dynamics.schools if report.dynamics.whole else (), year),
        *_overdue(report.plan, year),
        *_without_partner(now),
        *_above_city(report.dynamics.changes, year),
        *_may_leave(rows, year),
    ]
    if now is not None and former is not None and (change := (now.listed or 0) - (former.listed or 0)) > 0:
        found.append(Fact("list-grew", year, change, count=now.listed, value=float(change), since=former.year))
    return first(found)


def of_school(report: SchoolReport, year: int) -> tuple[Fact, ...]:
    """Of one school that the viewer may see."""
    found: list[Fact] = []
    own, chance = (report.card.id, report.card.name), report.probability
    if report.status in {"entered", "returned"} and chance is not None and chance >= confidence.SURE:
        found.append(Fact("entered-surely", year, chance, count=1, value=chance, school=own))
    if report.status in IN_LIST and chance is not None and chance < confidence.BORDER:
        found.append(Fact("may-leave", year, 1 - chance, count=1, value=chance, school=own))
    if report.status == "left" and report.objectivity and report.objectivity.evidence(year):
        found.append(Fact("left-with-signs", year, count=1, school=own))
    helped = any(item.status == "active" and item.mentee_id == report.card.id for item in report.partnerships)
    if report.status in IN_LIST and not helped:
        found.append(Fact("without-partner", year, count=1, total=1, school=own))
    for item in report.dynamics.series:
        change = item.change
        if change.year == year and change.verdict in {FELL, GREW}:
            found.append(
                Fact(
                    change.verdict,
                    year,
                    change.low if change.verdict == GREW else -change.high,
                    count=1,
                    value=change.change,
                    low=change.low,
                    high=change.high,
                    n=change.participants,
                    since=change.first_year,
                    earlier=change.earlier,
                    series=(item.procedure, item.subject, item.grade),
                )
            )
    return first([*found, *_school_above_city(report, year)])


def _left_with_signs(report: DistrictReport, year: int) -> list[Fact]:
    """Schools that left and whose results are worth checking; ``count``: how many there are."""
    signs = report.signs or {}
    rows = [row for row in report.schools if row.status == "left" and is_evidence(signs.get(row.id, ()))]
    return [Fact("left-with-signs", year, count=len(rows), school=(row.id, row.name)) for row in rows]


def _now(series: Sequence[ListedYear], year: int) -> tuple[ListedYear | None, ListedYear | None]:
    known = [item for item in series if item.listed is not None and item.year <= year]
    if not known or known[-1].year != year:
        return None, None
    return known[-1], known[-2] if len(known) > 1 else None


def _overdue(plan: Sequence[PlanItemProgress], year: int) -> list[Fact]:
    """Most that are late; among equal ones the item that stands first in the plan."""
    items = [item for item in plan if item.overdue]
    return [
        Fact(
            "overdue",
            year,
            item.overdue - item.number / 1000,
            count=item.overdue,
            total=item.total,
            item=item.number,
            due=item.due_on,
        )
        for item in items
    ]


def _without_partner(now: ListedYear | None) -> list[Fact]:
    if now is None or now.with_partner is None or not now.listed or now.listed <= now.with_partner:
        return []
    alone = now.listed - now.with_partner
    return [Fact("without-partner", now.year, alone, count=alone, total=now.listed)]


def _entered_surely(rows: Sequence[SchoolRow], year: int) -> list[Fact]:
    new = [row for row in rows if row.status in {"entered", "returned"} and (row.probability or 0) >= confidence.SURE]
    return [
        Fact(
            "entered-surely",
            year,
            row.probability or 0,
            count=len(new),
            value=row.probability,
            school=(row.id, row.name),
        )
        for row in new
    ]


def _may_leave(rows: Sequence[SchoolRow], year: int) -> list[Fact]:
    weak = [
        row
        for row in rows
        if row.status in IN_LIST and row.probability is not None and row.probability < confidence.BORDER
    ]
    return [
        Fact(
            "may-leave",
            year,
            1 - (row.probability or 0),
            count=len(weak),
            value=row.probability,
            school=(row.id, row.name),
        )
        for row in weak
    ]


def _grown(schools: Sequence[PlacedSchool], year: int) -> list[Fact]:
    """Those surest to have grown first: by the lower bound of the change."""
    grown = [item for item in schools if item.change.verdict == GREW]
    return [
        Fact(
            "grew",
            year,
            item.change.low,
            count=len(grown),
            value=item.change.change,
            low=item.change.low,
            high=item.change.high,
            n=item.change.participants,
            since=item.change.first_year,
            earlier=item.change.earlier,
            school=(item.id, item.name),
        )
        for item in grown
    ]


def _above_city(changes: Sequence[TerritoryChange], year: int) -> list[Fact]:
    return [
        Fact(
            "above-city",
            year,
            item.apart_interval[0],
            value=item.apart,
            low=item.apart_interval[0],
            high=item.apart_interval[1],
            n=item.n,
            series=(item.procedure, item.subject, item.grade),
        )
        for item in changes
        if item.apart_interval is not None and item.apart_interval[0] > 0
    ]


def _school_above_city(report: SchoolReport, year: int) -> list[Fact]:
    """Assessments of the year in which even the lower bound of the school's share of «2» is above the city's."""
    found = []
    for item in report.comparison:
        rows = {row.scope: row for row in item.rows}
        own, city = rows.get("school"), rows.get("city")
        if item.year != year or own is None or city is None or not own.marks or not city.marks or not own.participants:
            continue
        low, high = (float(bound) for bound in wilson(own.marks[0], own.participants))
        if low > city.marks[0]:
            series: Series = (item.procedure, item.subject, item.grade)
            found.append(
                Fact(
                    "above-city",
                    year,
                    low - city.marks[0],
                    value=own.marks[0] - city.marks[0],
                    low=low - city.marks[0],
                    high=high - city.marks[0],
                    n=own.participants,
                    series=series,
                )
            )
    return found
