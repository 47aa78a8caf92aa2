"""The start panel of a viewer, and its digest: what is overdue, what changed, what schools lack, what is watched."""

from datetime import date
from typing import Literal

from sqlalchemy import Connection

from data_access.queries.attention_schools import list_changes, needs
from data_access.queries.attention_terms import awaiting, plan_terms, school_terms, unreviewed
from data_access.queries.recent_changes import changed_kinds
from data_access.queries.school import school_card
from data_access.queries.watched import watched_schools
from data_access.viewer import Role, Viewer
from monitoring.attention import RECENT
from monitoring.reports.attention import Attention, NamedSchool
from monitoring.reports.publication import Publication, Selection
from monitoring.school_quarters import quarter

_WHOSE: dict[Role, Literal["city", "district", "school", "operator", "plan"]] = {
    Role.COMMITTEE: "city",
    Role.ANALYST: "city",
    Role.DISTRICT: "district",
    Role.SCHOOL: "school",
    Role.OPERATOR: "operator",
    Role.ADMINISTRATOR: "plan",
}


def attention(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    day: date,
    *,
    until: date | None = None,
) -> Attention:
    """What asks for the viewer's attention on the day, by the method of the selection and its newest list.

    Records are read as they stand; terms are judged by ``day``. Changes of records are those of the days before, up
    to the end of ``until`` (without an end where None). Raises ``NotFound`` where the publication lacks the viewer's
    school.
    """
    whose = _WHOSE[viewer.role]
    seen = whose in {"city", "district", "school"}
    plan, tasks = plan_terms(connection, viewer, day)
    due = (*tasks, *school_terms(connection, viewer, day))
    running = quarter(day)
    method = selection.method
    listed = seen and bool(method.years)
    newest = Selection(method.years[-1], method) if method.years else selection
    own = None
    if viewer.school_id is not None:
        card = school_card(connection, viewer, publication, viewer.school_id)
        own = NamedSchool(card.id, card.name, card.district)
    return Attention(
        whose=whose,
        on=day,
        plan=plan,
        due=tuple(sorted(due, key=lambda item: (item.state != "overdue", item.due_on, item.kind, item.place))),
        awaiting=awaiting(connection, viewer),
        quarter=running,
        unreviewed=unreviewed(connection, viewer, running),
        list_changes=list_changes(connection, viewer, publication, method) if listed else None,
        changes=changed_kinds(connection, viewer, day - RECENT, until),
        needs=needs(connection, viewer, publication, method, day) if listed else None,
        watched=watched_schools(connection, viewer, publication, newest, day),
        place=viewer.district,
        school=own,
    )
