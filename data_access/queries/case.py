"""A school's case for those who may see its results: its records, and its place in the list."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, select

from data_access import scope
from data_access.queries.records import records
from data_access.queries.school import school_card
from data_access.schema import RECORDS, listing
from data_access.schema import school as schools
from data_access.viewer import NotFound, Viewer
from monitoring.procedures import order
from monitoring.reports.case import CaseReport, SchoolCase
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.records import Record
from monitoring.road_map import Task, operators

_KINDS = {
    "responsible": "responsible_post",
    "risks": "risk_profile",
    "deficits": "teacher_deficit",
    "motivation": "motivation_survey",
    "training": "training",
    "measures": "measure",
    "recommendations": "recommendation",
    "reviews": "review",
    "answers": "answer",
}
"""Kinds of records by the names of ``SchoolCase``."""


def school_case(connection: Connection, viewer: Viewer, school_id: int) -> SchoolCase:
    """The records of the school's case and the plan of its district.

    Raises ``NotFound`` for a school that is none, ``AccessDenied`` where its results are not open to the viewer.
    """
    district = connection.scalar(select(schools.c.district_code).where(schools.c.id == school_id))
    if district is None:
        raise NotFound("школа")
    scope.require_school(viewer, school_id, district)

    def of(code: str) -> tuple[Record, ...]:
        return records(connection, viewer, code, school_id=school_id)

    found: Mapping[str, tuple[Record, ...]] = {name: of(code) for name, code in _KINDS.items()}
    states = of("support_case")
    return SchoolCase(school_id, states[0] if states else None, plan=_plan(connection, district), **found)


def case_report(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, school_id: int
) -> CaseReport:
    """The page of the case, beside the list of the selection. Raises as ``school_case`` and ``school_card`` do."""
    card = school_card(connection, viewer, publication, school_id)
    case = school_case(connection, viewer, school_id)
    row = connection.execute(
        select(listing.c.status, listing.c.grounds).where(
            listing.c.publication_id == publication.id,
            listing.c.method == selection.method.code,
            listing.c.year == selection.year,
            listing.c.school_id == school_id,
        )
    ).one_or_none()
    return CaseReport(card, case, "none" if row is None else row.status, () if row is None else _series(row.grounds))


def _series(grounds: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Keys of the results among the grounds; the index of conditions is none."""
    found = {(item["procedure"], item["subject"], item["grade"]) for item in grounds if "procedure" in item}
    return tuple(
        f"{procedure}-{subject}-{grade}" for procedure, subject, grade in sorted(found, key=lambda k: order(*k))
    )


def _plan(connection: Connection, district: str) -> tuple[Task, ...]:
    """Tasks of the district, of all years: their state is open to every viewer, their evidence is not asked for."""
    items, tasks = RECORDS["road_map_item"], RECORDS["road_map_task"]
    rows = connection.execute(
        select(items.c.number, items.c.district_operator, items.c.starts_on, items.c.due_on, tasks.c.status,
               tasks.c.done_on)
        .join(tasks, and_(tasks.c.year == items.c.year, tasks.c.number == items.c.number))
        .where(tasks.c.place == district, tasks.c.ended_at.is_(None), items.c.ended_at.is_(None))
        .order_by(items.c.due_on, items.c.number)
    )  # fmt: skip
    return tuple(
        Task(row.number, district, operators(row.district_operator), row.status, row.starts_on,
             row.due_on, row.done_on)
        for row in rows
    )  # fmt: skip
