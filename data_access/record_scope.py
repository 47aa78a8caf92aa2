"""Which records a viewer may read: the scope of ``data_access.scope`` for every kind of record."""

from typing import Any

from sqlalchemy import Select, select

from data_access import scope
from data_access.schema import RECORDS, school
from data_access.viewer import Viewer
from monitoring.records.kind import Kind


def readable(kind: Kind, viewer: Viewer) -> "Select[*tuple[Any, ...]]":
    """Statement for all columns of the kind's records, ended ones too, that the viewer may read."""
    table = RECORDS[kind.code]
    statement: Select[*tuple[Any, ...]] = select(*table.c)
    match kind.subject:
        case "school":
            joined = statement.join(school, school.c.id == table.c.school_id)
            return scope.schools(joined, viewer, school.c.id, school.c.district_code)
        case "place":
            return statement.where(scope.places(viewer, table.c.place, table.c.get("school_id")))
        case "pair" | "activity":
            agreement = table if kind.subject == "pair" else RECORDS["partnership_agreement"]
            if kind.subject == "activity":
                statement = statement.join(agreement, agreement.c.id == table.c.agreement_id)
            mentee, mentor = school.alias("mentee"), school.alias("mentor")
            joined = statement.join(mentee, mentee.c.id == agreement.c.mentee_id).join(
                mentor, mentor.c.id == agreement.c.mentor_id
            )
            sides = ((side.c.id, side.c.district_code) for side in (mentee, mentor))
            return scope.partnerships(joined, viewer, *sides)
        case _:
            return statement
