"""Agreements of partnership as the database holds them: which were in force, how many places of a mentor are taken."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, func, or_, select

from data_access.schema import RECORDS
from monitoring.pair_costs import MatchingRules
from monitoring.partnerships import period

agreement = RECORDS["partnership_agreement"]
activity = RECORDS["joint_activity"]

CAPACITY = MatchingRules().capacity
"""Schools that one mentor helps at most: the matcher's default, confirmed by no text."""

not_struck = agreement.c.ended_at.is_(None)
"""SQL condition: the record was not struck out."""


def in_force(year: int, today: date) -> ColumnElement[bool]:
    """SQL condition: ``monitoring.partnerships.is_active`` of the agreement in the period of the list."""
    table = agreement.c
    first, last = period(year)
    counts = [table.status == "active", (table.status == "ended") & table.ended_on.is_not(None)]
    if last < today:
        counts.append(table.status == "paused")
    return (
        not_struck
        & (table.started_on <= min(last, today))
        & or_(table.ended_on.is_(None), table.ended_on > first)
        & or_(*counts)
    )


def mentees_of(connection: Connection, mentor_id: int, today: date, *, but: int | None = None) -> int:
    """How many schools the mentor helps today, the school ``but`` not counted."""
    table = agreement.c
    statement = select(func.count(table.mentee_id.distinct())).where(holds_a_place(today), table.mentor_id == mentor_id)
    if but is not None:
        statement = statement.where(table.mentee_id != but)
    return connection.scalar(statement) or 0


def holds_a_place(today: date) -> ColumnElement[bool]:
    """SQL condition: the agreement takes a place of its mentor; a paused one leaves it free."""
    table = agreement.c
    return not_struck & (table.status == "active") & or_(table.ended_on.is_(None), table.ended_on >= today)
