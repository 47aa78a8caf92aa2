"""The audit of reading and of changes in one view, for the administrator and КО."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from data_access import walls
from data_access.publishing import in_utc
from data_access.schema import RECORDS, access_entry, account, audit_entry, school
from data_access.viewer import AccessDenied, Role, Viewer
from monitoring.records.kinds import KINDS
from monitoring.reports.audit import AuditAsked, AuditRow, AuditTrail

READERS = frozenset({Role.COMMITTEE, Role.ADMINISTRATOR})
CHANGE = "change"
PAGE = 200
LARGEST = 100_000
"""Rows of one export."""


def audit_trail(
    connection: Connection, viewer: Viewer, asked: AuditAsked, *, offset: int = 0, limit: int = PAGE
) -> AuditTrail:
    """Entries that fit, the newest first. Raises ``AccessDenied`` for whoever is neither КО nor the administrator."""
    if viewer.role not in READERS:
        raise AccessDenied("Журнал открыт Комитету и администратору.")
    parts = [part for part in (_reading(asked), _changes(asked)) if part is not None]
    whole = union_all(*parts).subquery()
    statement = (
        select(whole, account.c.name.label("account"), school.c.name.label("school"))
        .outerjoin(account, account.c.id == whole.c.account_id)
        .outerjoin(school, school.c.id == whole.c.school_id)
        .order_by(whole.c.at.desc(), whole.c.source, whole.c.id.desc())
        .offset(offset)
        .limit(limit)
    )
    with walls.looking_beyond(connection):  # who did what is no result: the administrator sees it of every school
        total = connection.scalar(select(func.count()).select_from(whole)) or 0
        found = connection.execute(statement).all()
    rows = tuple(
        AuditRow(
            at=in_utc(row.at), source=row.source, viewer=row.viewer, account=row.account, action=row.action,
            what=row.what, school_id=row.school_id, school=row.school, district=row.district, outcome=row.outcome,
            publication=row.publication, request=row.request,
        )
        for row in found
    )  # fmt: skip
    return AuditTrail(asked, total, offset, rows)


def _reading(asked: AuditAsked) -> "Select[*tuple[object, ...]] | None":
    if asked.action == CHANGE:
        return None
    table = access_entry.c
    statement = select(
        table.id, table.at, literal("reading").label("source"), table.viewer, table.account_id, table.action,
        table.what, table.school_id, table.district_code.label("district"), table.outcome,
        table.publication_id.label("publication"), table.request,
    ).where(*_between(asked, table.at))  # fmt: skip
    if asked.action:
        statement = statement.where(table.action == asked.action)
    if asked.school is not None:
        statement = statement.where(table.school_id == asked.school)
    if asked.actor.startswith("account:"):
        return statement.where(table.account_id == _number(asked.actor))
    if asked.actor:
        statement = statement.where(_of_actor(table.viewer, asked.actor))
    return statement


def _changes(asked: AuditAsked) -> "Select[*tuple[object, ...]] | None":
    # Changes name whom they were made for, not the account.
    if asked.action not in {"", CHANGE} or asked.actor.startswith("account:"):
        return None
    table, concerned = audit_entry.c, _concerned().subquery()
    statement = (
        select(
            table.id, table.at, literal("change").label("source"), table.actor.label("viewer"),
            cast(null(), Integer).label("account_id"), table.action,
            (table.kind + "/" + cast(table.record_id, String)).label("what"), concerned.c.school_id,
            concerned.c.place.label("district"), literal("done").label("outcome"),
            cast(null(), Integer).label("publication"), cast(null(), String).label("request"),
        )
        .join_from(
            audit_entry, concerned,
            (concerned.c.kind == table.kind) & (concerned.c.id == table.record_id), isouter=True,
        )
        .where(*_between(asked, table.at))
    )  # fmt: skip
    if asked.school is not None:
        statement = statement.where(concerned.c.school_id == asked.school)
    return statement.where(_of_actor(table.actor, asked.actor)) if asked.actor else statement


def _concerned() -> "CompoundSelect[*tuple[object, ...]]":
    """Whom each record concerns: kind, id, school, place."""
    return union_all(
        *(
            select(
                literal(code).label("kind"),
                table.c.id,
                (table.c.school_id if "school_id" in table.c else cast(null(), Integer)).label("school_id"),
                (table.c.place if "place" in table.c else cast(null(), String)).label("place"),
            )
            for code in KINDS
            for table in [RECORDS[code]]
        )
    )


def _between(asked: AuditAsked, at: ColumnElement[datetime]) -> list[ColumnElement[bool]]:
    found = []
    if asked.first is not None:
        found.append(at >= _begins(asked.first))
    if asked.last is not None:
        found.append(at < _begins(asked.last + timedelta(days=1)))
    return found


def _begins(day: date) -> datetime:
    """The moment at which the office's day begins, in UTC."""
    return datetime.combine(day, time.min).astimezone().astimezone(UTC)


def _of_actor(column: ColumnElement[str], actor: str) -> ColumnElement[bool]:
    """A viewer's word or the beginning of one: «district» is every district, «district:nevsky» its organisations."""
    return or_(column == actor, column.startswith(f"{actor}:", autoescape=True))


def _number(actor: str) -> int:
    text = actor.partition(":")[2]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
