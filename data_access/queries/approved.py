"""The list that КО approved for a year, beside the computed one of the publication."""

from collections import Counter

from sqlalchemy import Connection, select

from data_access import scope, walls
from data_access.schema import RECORDS, approved_school, listing, school
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.dynamics import IN_LIST
from monitoring.reports.approved import ApprovedCount, ApprovedDifference, ApprovedList, Decision
from monitoring.reports.publication import Publication


def approved_list(connection: Connection, viewer: Viewer, publication: Publication, year: int) -> ApprovedList | None:
    """The approved list of the year, None where КО has approved none.

    It is the computed list as it stood at the approval, with КО's additions, without its removals. Counts, of the
    whole city, set it against the list of that moment: they tell nothing of what other schools' results have become
    since. Schools by name stand only within the viewer's scope.
    """
    lists = RECORDS["approved_list"]
    standing = select(lists).where(lists.c.place == CITY, lists.c.year == year, lists.c.ended_at.is_(None))
    found = connection.execute(standing).first()
    if found is None:
        return None
    with walls.looking_beyond(connection):  # counts of every district are open; names only of those that are seen
        reasons = _changes(connection, found.id)
        frozen = _frozen(connection, found.id)
        computed = _computed(connection, publication, found.method, year)
    added = {number for number, (decision, _) in reasons.items() if decision == "added"}
    removed = reasons.keys() - added
    members = (frozen | added) - removed
    only_approved, only_computed = members - computed, computed - members
    districts = _districts(connection, members | computed | frozen)
    seen = _seen(connection, viewer, members | computed)
    sides: tuple[tuple[Decision, set[int]], ...] = (("added", only_approved), ("removed", only_computed))
    differences = [
        ApprovedDifference(number, seen[number], districts[number], decision, _reason(reasons, number, decision))
        for decision, numbers in sides
        for number in numbers & seen.keys()
    ]
    differences.sort(key=lambda item: (item.decision, item.district, item.name))
    return ApprovedList(
        record_id=found.id,
        year=year,
        method=found.method,
        number=found.order_number,
        day=found.order_date,
        counts=_counts(districts, members, members - frozen, frozen - members),
        differences=tuple(differences),
        members=frozenset(members & seen.keys()),
    )


def _reason(reasons: dict[int, tuple[str, str]], number: int, decision: str) -> str:
    decided, reason = reasons.get(number, ("", ""))
    return reason if decided == decision else ""


def _changes(connection: Connection, list_id: int) -> dict[int, tuple[str, str]]:
    changes = RECORDS["approved_change"]
    rows = connection.execute(select(changes).where(changes.c.list_id == list_id, changes.c.ended_at.is_(None)))
    return {row.school_id: (row.decision, row.reason) for row in rows}


def _frozen(connection: Connection, list_id: int) -> set[int]:
    return set(connection.scalars(select(approved_school.c.school_id).where(approved_school.c.list_id == list_id)))


def _computed(connection: Connection, publication: Publication, method: str, year: int) -> set[int]:
    statement = select(listing.c.school_id).where(
        listing.c.publication_id == publication.id,
        listing.c.method == method,
        listing.c.year == year,
        listing.c.status.in_(IN_LIST),
    )
    return set(connection.scalars(statement))


def _districts(connection: Connection, numbers: set[int]) -> dict[int, str]:
    rows = connection.execute(select(school.c.id, school.c.district_code).where(school.c.id.in_(numbers)))
    return {row.id: row.district_code for row in rows}


def _seen(connection: Connection, viewer: Viewer, numbers: set[int]) -> dict[int, str]:
    statement = select(school.c.id, school.c.name).where(school.c.id.in_(numbers))
    rows = connection.execute(scope.schools(statement, viewer, school.c.id, school.c.district_code))
    return {row.id: row.name for row in rows}


def _counts(
    districts: dict[int, str], members: set[int], added: set[int], removed: set[int]
) -> dict[str, ApprovedCount]:
    def by_territory(numbers: set[int]) -> Counter[str]:
        return Counter(code for number in numbers for code in (districts[number], CITY))

    of_members, of_added, of_removed = by_territory(members), by_territory(added), by_territory(removed)
    return {
        code: ApprovedCount(of_members[code], of_added[code], of_removed[code]) for code in {*districts.values(), CITY}
    }
