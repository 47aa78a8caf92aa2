"""Groups of schools: counts by district and city for every viewer, the groups of a school within the scope."""

from collections import defaultdict

from sqlalchemy import Connection, and_, select

from data_access import scope
from data_access.schema import group_summary, school_card, school_group
from data_access.viewer import Viewer
from monitoring.groups import GROUPS, OTHER
from monitoring.reports.groups import GroupCounts
from monitoring.reports.publication import Publication, Selection


def group_counts(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, codes: tuple[str, ...] = ()
) -> GroupCounts | None:
    """Counts of every territory, or of the territories ``codes``; None where the year has none. Every viewer sees
    them, as he sees the count of the list."""
    table = group_summary
    statement = select(table.c.district_code, table.c.group_code, table.c.schools).where(
        table.c.publication_id == publication.id,
        table.c.method == selection.method.code,
        table.c.year == selection.year,
    )
    if codes:
        statement = statement.where(table.c.district_code.in_(codes))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for territory, group, schools in connection.execute(statement):
        found[territory][group] = schools
    if not found:
        return None
    known = {group for counts in found.values() for group in counts}
    return GroupCounts(tuple(group for group in GROUPS if group in known), dict(found))


def groups_of_schools(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    year: int,
    method: str,
    *,
    district: str | None = None,
    school: int | None = None,
) -> dict[int, tuple[str, ...]]:
    """Groups of each school that the viewer may see, in the order of reading; of one ``district`` or one ``school``
    where it is named. Empty where none were stored for the year: a school that is in none is ``other``."""
    table, card = school_group, school_card
    stored = select(group_summary.c.schools).where(
        group_summary.c.publication_id == publication.id,
        group_summary.c.method == method,
        group_summary.c.year == year,
    )
    if connection.execute(stored.limit(1)).first() is None:
        return {}
    statement = (
        select(card.c.school_id, table.c.group_code)
        .select_from(card)
        .outerjoin(
            table,
            and_(
                table.c.publication_id == card.c.publication_id,
                table.c.school_id == card.c.school_id,
                table.c.method == method,
                table.c.year == year,
            ),
        )
        .where(card.c.publication_id == publication.id, card.c.is_school)
    )
    if district is not None:
        statement = statement.where(card.c.district_code == district)
    if school is not None:
        statement = statement.where(card.c.school_id == school)
    members: dict[int, set[str]] = defaultdict(set)
    for number, group in connection.execute(scope.schools(statement, viewer, card.c.school_id, card.c.district_code)):
        members[number].add(group or OTHER)
    return {number: tuple(group for group in GROUPS if group in found) for number, found in members.items()}
