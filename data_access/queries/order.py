"""Every point of the order with its proofs. Counts are open to every viewer, documents within the scope."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as sql_cast

from data_access import clock, effects, scope, walls
from data_access.clock import in_utc
from data_access.schema import RECORDS, effect_summary, listing, school, school_card
from data_access.viewer import Role, Viewer
from monitoring.districts import CITY
from monitoring.dynamics import IN_LIST
from monitoring.order import ITEMS, POINTS, Point
from monitoring.order_proofs import TaskTrace, Trace, of_records, of_tasks
from monitoring.organisations import Organisation, writer
from monitoring.reports.order import Document, OrderReport, Proof, Proven
from monitoring.reports.publication import Publication, Selection


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a kind keeps what a proof needs; «» for what it lacks. ``until``: a day up to which the record holds."""

    day: str
    sort: str = ""
    until: str = ""
    number: str = "document_number"
    dated: str = "document_date"
    people: str = ""


_STANDING = {"responsible_post"}
"""Kinds that hold from their day on until they are ended."""

_OF: dict[str, _Columns] = {
    "responsible_post": _Columns("order_date", number="order_number", dated="order_date"),
    "measure": _Columns("starts_on", "sort", "due_on"),
    "training": _Columns("starts_on", "audience", "ends_on", "", "", "enrolled"),
    "teacher_deficit": _Columns("assessed_on", number="", dated=""),
    "motivation_survey": _Columns("surveyed_on", number="", dated="", people="surveyed"),
    "recommendation": _Columns("given_on", "source"),
    "review": _Columns("reviewed_on", "colour", number="", dated=""),
    "external_entry": _Columns("published_on", "source", dated="published_on"),
    "event": _Columns("held_on", "sort", people="audience"),
    "practice": _Columns("held_on", "form", people="audience"),
    "survey": _Columns("surveyed_on", "audience", number="", dated="", people="respondents"),
    "approved_list": _Columns("order_date", number="order_number", dated="order_date"),
    "partnership_agreement": _Columns("started_on", "status", "ended_on", "agreement_number", "agreement_date"),
    "joint_activity": _Columns("held_on", "sort", number="", dated="", people="participants"),
}


def order_report(connection: Connection, viewer: Viewer, publication: Publication, selection: Selection) -> OrderReport:
    """The order in the school year that the list of the selection governs: what was recorded between the first and the
    last term of its plan, up to today, by the schools of the list."""
    year, today = selection.year + 1, clock.today(connection)
    since, until = _terms(connection, year)
    with walls.looking_beyond(connection):  # counts of the city are open; documents go by the scope, in ``_trace``
        listed = _listed(connection, publication, selection)
        traces = _traces(connection, viewer, since, min(until, today), selection.year)
    district = viewer.district if viewer.role is Role.DISTRICT else None
    proofs = of_tasks(_tasks(connection, viewer, year), district)
    proofs |= of_records(traces, listed, district, partial(_tells_people, viewer))
    proofs |= {
        "plan": _plan(connection, year),
        "publication": Proof(
            "publication", publication.results, on=_day(publication.created_at),
            who=(Organisation.COKOIT,),
        ),
        "listing": _own_list(publication, selection, listed, district),
        "effect": _effect(connection, publication, selection.method.code),
    }  # fmt: skip
    return OrderReport(
        year=year,
        today=today,
        since=since,
        until=until,
        points=tuple(_proven(point, proofs) for point in POINTS),
        items=tuple(_proven(point, proofs) for point in ITEMS),
        district=district,
    )


def _proven(point: Point, proofs: Mapping[str, Proof]) -> Proven:
    return Proven(point, tuple(proofs.get(code, Proof(code, 0)) for code in point.proofs))


def _terms(connection: Connection, year: int) -> tuple[date, date]:
    """First and last day of the plan; without one those of the order's own plan, shifted."""
    item = RECORDS["road_map_item"]
    rows = connection.execute(
        select(item.c.starts_on, item.c.due_on).where(item.c.year == year, item.c.ended_at.is_(None))
    ).all()
    first = min((row.starts_on for row in rows), default=date(year - 1, 4, 1))
    return first, max((row.due_on for row in rows), default=date(year, 6, 30))


def _plan(connection: Connection, year: int) -> Proof:
    item = RECORDS["road_map_item"]
    rows = connection.execute(
        select(item.c.created_at, item.c.created_by).where(item.c.year == year, item.c.ended_at.is_(None))
    ).all()
    by = {found.organisation for row in rows if (found := writer(row.created_by))}
    who = tuple(organisation for organisation in Organisation if organisation in by)
    return Proof("plan", len(rows), on=max((_day(row.created_at) for row in rows), default=None), who=who)


def _day(moment: datetime) -> date:
    """The office's own day of the moment."""
    return in_utc(moment).astimezone().date()


def _listed(connection: Connection, publication: Publication, selection: Selection) -> dict[int, str]:
    """Schools of the list with their districts. Only counts of them leave this module."""
    rows = connection.execute(
        select(listing.c.school_id, school_card.c.district_code)
        .join(
            school_card,
            and_(
                school_card.c.publication_id == listing.c.publication_id,
                school_card.c.school_id == listing.c.school_id,
            ),
        )
        .where(
            listing.c.publication_id == publication.id,
            listing.c.method == selection.method.code,
            listing.c.year == selection.year,
            listing.c.status.in_(IN_LIST),
        )
    )
    return {row.school_id: row.district_code for row in rows}


def _own_list(publication: Publication, selection: Selection, listed: Mapping[int, str], district: str | None) -> Proof:
    made = selection.year in selection.method.years
    here = None if district is None else sum(code == district for code in listed.values())
    on = _day(publication.created_at) if made else None
    return Proof("listing", len(listed), on=on, who=(Organisation.COKOIT,) if made else (), district=here)


def _effect(connection: Connection, publication: Publication, method: str) -> Proof:
    document = connection.scalar(
        select(effect_summary.c.document).where(
            effect_summary.c.publication_id == publication.id, effect_summary.c.method == method
        )
    )
    stated = None if document is None else effects.read(document).overall
    if stated is None or stated.refused:
        return Proof("effect", 0)
    on = _day(publication.created_at)
    return Proof("effect", stated.n_supported, on=on, who=(Organisation.COKOIT,))


def _tasks(connection: Connection, viewer: Viewer, year: int) -> list[TaskTrace]:
    task = RECORDS["road_map_task"]
    rows = connection.execute(select(task).where(task.c.year == year, task.c.ended_at.is_(None)))
    return [
        TaskTrace(
            row.number, row.place, row.status, row.done_on,
            Document(row.document_number, row.document_date) if scope.sees_district(viewer, row.place) else None,
            row.changed_by,
        )
        for row in rows
    ]  # fmt: skip


def _traces(connection: Connection, viewer: Viewer, since: date, until: date, year: int) -> list[Trace]:
    rows = connection.execute(union_all(*_selects(since, until, year)))
    return [_trace(viewer, row) for row in rows]


def _tells_people(viewer: Viewer, traces: Sequence[Trace]) -> bool:
    """Not where the people of few others' records could be had: by taking off what the viewer reads himself."""
    others = [trace for trace in traces if trace.people and not _reads(viewer, trace.school, trace.district)]
    sources = {trace.district if trace.school is None else trace.school for trace in others}
    return scope.sees_counts_of_people(viewer, sum(trace.people for trace in others), len(sources))


def _reads(viewer: Viewer, school: int | None, district: str) -> bool:
    """Whether the viewer may read the record itself."""
    if school is not None:
        return scope.sees_school(viewer, school, district)
    return district == CITY or scope.sees_district(viewer, district)


def _trace(viewer: Viewer, row: "Row[*tuple[Any, ...]]") -> Trace:
    seen = _reads(viewer, row.school_id, row.district)
    document = Document(row.number, row.dated) if seen else None
    return Trace(row.kind, row.sort, row.school_id, row.district, row.day, document, row.actor, row.people or 0)


def _selects(since: date, until: date, year: int) -> Iterator["Select[*tuple[Any, ...]]"]:
    """Of each kind the same columns, of the records that count."""
    agreement = RECORDS["partnership_agreement"]
    for code, names in _OF.items():
        table = RECORDS[code]
        concerned: ColumnElement[Any]
        if code in {"partnership_agreement", "joint_activity"}:
            concerned = agreement.c.mentee_id
        else:
            concerned = table.c.school_id if "school_id" in table.c else sql_cast(null(), Integer)
        place = table.c.place if "place" in table.c else school.c.district_code
        day = table.c[names.day]
        statement = select(
            literal(code).label("kind"),
            _column(table, names.sort, String).label("sort"),
            concerned.label("school_id"),
            place.label("district"),
            day.label("day"),
            _column(table, names.number, String).label("number"),
            _column(table, names.dated, Date).label("dated"),
            table.c.created_by.label("actor"),
            _column(table, names.people, Integer).label("people"),
        ).select_from(table)
        if code == "joint_activity":
            statement = statement.join(agreement, agreement.c.id == table.c.agreement_id)
        if "place" not in table.c:
            statement = statement.join(school, school.c.id == concerned)
        statement = statement.where(table.c.ended_at.is_(None), day <= until)
        if names.until:
            later = table.c[names.until]
            statement = statement.where(or_(later.is_(None), later >= since))
        elif code == "approved_list":
            statement = statement.where(table.c.year == year, place == CITY)
        elif code not in _STANDING:
            statement = statement.where(day >= since)
        if code == "partnership_agreement":
            # As everywhere: one that was only proposed does not count.
            statement = statement.where(table.c.status != "proposed")
        if code == "measure":
            statement = statement.where(table.c.status != "cancelled")
        yield statement


def _column(table: Any, name: str, kind: Any) -> ColumnElement[Any]:
    return table.c[name] if name else sql_cast(null(), kind)
