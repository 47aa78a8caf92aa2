"""Tables of partnerships: who confirmed, what was done together, places of mentors."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts import ids
from layouts.components.tables import Cell, Column, table
from layouts.links import link, to_record, to_school
from layouts.texts import grammar as g
from layouts.texts import partnership as words
from monitoring.districts import by_code
from monitoring.reports.partnerships import JointActivity, MentorLoad
from monitoring.reports.publication import Selection
from monitoring.reports.school import Partnership


def sides_table(item: Partnership, selection: Selection) -> html.Table:
    """Both schools with their district and its confirmation."""
    columns = [Column(words.SIDE_HEAD), Column("Школа"), Column(words.DISTRICT_HEAD), Column(words.CONFIRMED_HEAD)]
    sides = (
        (words.MENTEE, item.mentee_id, item.mentee, item.mentee_district, "mentee", ids.PARTNERSHIP_MENTEE_SAID),
        (words.MENTOR, item.mentor_id, item.mentor, item.mentor_district, "mentor", ids.PARTNERSHIP_MENTOR_SAID),
    )
    rows = [
        (
            role,
            link(name, to_school(number, selection)),
            by_code()[district].name,
            html.Span(words.confirmation(item, side), id=said),
        )
        for role, number, name, district, side, said in sides
    ]
    return table(columns, rows, caption=words.CONFIRM_TITLE, class_name="partnership-sides")


def activities_table(items: Sequence[JointActivity], selection: Selection, back: str) -> html.Table:
    """Recorded activities, the newest first; ``back``: path of the page, where the form of a record leads back to."""
    columns = [
        Column(words.DATE_HEAD),
        Column(words.SORT_HEAD),
        Column(words.PEOPLE_HEAD, numeric=True),
        Column(words.OUTCOME_HEAD, class_name="grounds"),
        Column(words.EDIT_HEAD, sortable=False),
    ]
    rows = [
        (
            Cell(g.day(item.held_on), sort=item.held_on.isoformat()),
            words.sort(item),
            g.number(item.participants),
            item.outcome or g.NO_VALUE,
            link(words.OPEN, to_record("joint_activity", item.id, selection, back)),
        )
        for item in items
    ]
    return table(columns, rows, caption=words.ACTIVITIES_CAPTION)


def loads_table(loads: Sequence[MentorLoad], selection: Selection) -> html.Table:
    """Mentors with the schools that each helps, the full ones first."""
    columns = [
        Column(words.MENTOR),
        Column(words.DISTRICT_HEAD),
        Column(words.MENTEES_HEAD, numeric=True),
        Column(words.FREE_HEAD, numeric=True),
    ]
    rows: list[list[Any]] = [
        [
            link(load.mentor, to_school(load.mentor_id, selection)),
            by_code()[load.district].name,
            Cell(words.places(load), sort=load.mentees),
            Cell(words.free(load), sort=load.capacity - load.mentees, class_name="overdue" if load.full else "quiet"),
        ]
        for load in loads
    ]
    return table(columns, rows, caption=words.LOADS_CAPTION, sortable=True)
