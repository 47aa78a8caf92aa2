"""Terms that press: tasks of the plan, measures, recommendations, partnerships to confirm, reviews of cases."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, case, func, literal, or_, select, true, union_all

from data_access import scope
from data_access.schema import RECORDS, school
from data_access.viewer import Role, Viewer
from monitoring.attention import pressing, unconfirmed
from monitoring.districts import CITY, DISTRICTS
from monitoring.organisations import named
from monitoring.partnerships import list_year
from monitoring.reports.attention import Awaiting, Due, NamedSchool, PlanTallies, Review, Unreviewed
from monitoring.road_map import OPEN, SOON, State, Task, by_place, operators, state, total
from monitoring.school_quarters import Quarter

_PLACES = (CITY, *(district.code for district in DISTRICTS))
_DAY = timedelta(days=1)
_GOING_ON = ("planned", "in-progress")
_TOLD_OF_TASKS = {Role.COMMITTEE, Role.ANALYST, Role.DISTRICT, Role.OPERATOR}
"""Who has tasks of the plan among the terms; of an operator that sees no schools its own alone."""

AnyRow = Row[*tuple[Any, ...]]
Found = tuple[AnyRow, Task, State]


def plan_terms(connection: Connection, viewer: Viewer, day: date) -> tuple[PlanTallies, tuple[Due, ...]]:
    """The plan of the running school year: tallies, and the tasks that press.

    States are open to every viewer, but a district is told of its own, and so is a school, whose tasks they are not:
    it gets tallies alone, as the administrator does.
    """
    year = list_year(day) + 1
    found = [_with_state(row, day) for row in connection.execute(_tasks(viewer, year))]
    tasks, states = [task for _, task, _ in found], [code for _, _, code in found]
    tallies = PlanTallies(year, total(states), by_place(tasks, states, _PLACES))
    due = [_due_task(viewer, each) for each in found if each[2] in OPEN[:2]]
    return tallies, tuple(
        item for item in due if viewer.role in _TOLD_OF_TASKS and (item.own or viewer.role is not Role.OPERATOR)
    )


def school_terms(connection: Connection, viewer: Viewer, day: date) -> tuple[Due, ...]:
    """Measures and unanswered recommendations that press, of schools that the viewer may see. Those of a paused or
    ended case do not: its records are only read."""
    found = []
    for kind, statement in (
        ("measure", _measures(viewer, day, day + SOON)),
        ("recommendation", _recommendations(viewer, day, day + SOON)),
    ):
        for row in connection.execute(statement):
            code = pressing(row.due_on, day)
            assert code is not None
            of = NamedSchool(row.school_id, row.name, row.district_code)
            found.append(Due(kind, row.id, row.district_code, row.title, row.due_on, code, of))
    return tuple(found)


def overdue_count(connection: Connection, viewer: Viewer, day: date, district: str | None = None) -> int:
    """How many terms are past, in one query: those of ``plan_terms`` and ``school_terms`` (of the administrator the
    plan's). ``district``: only those of the district and its schools."""
    last = day - _DAY
    tasks = _tasks(viewer, list_year(day) + 1, district)
    tasks = tasks.where(tasks.selected_columns.due_on <= last, _not_done(RECORDS["road_map_task"], day))
    if viewer.role is Role.OPERATOR:
        tasks = tasks.where(RECORDS["road_map_task"].c.place == CITY)
    counted = tasks.subquery()
    parts: list[Select[Any, int]] = [
        select(counted.c.operators, func.count()).group_by(counted.c.operators),
        *(
            select(literal(""), func.count()).select_from(each(viewer, day, last, district).subquery())
            for each in (_measures, _recommendations)
        ),
    ]
    rows = connection.execute(union_all(*(parts if viewer.role is not Role.SCHOOL else parts[1:]))).all()
    return sum(count for text, count in rows if viewer.role is not Role.OPERATOR or _is_own(viewer, text))


def overdue_in_district(connection: Connection, viewer: Viewer, day: date, district: str) -> int | None:
    """How many terms of the district and its schools are past; None for who may not see its schools."""
    return overdue_count(connection, viewer, day, district) if scope.sees_district(viewer, district) else None


def awaiting(connection: Connection, viewer: Viewer) -> tuple[Awaiting, ...]:
    """Proposed partnerships without a confirmation: of a district those that wait for it, of others all in scope."""
    table = RECORDS["partnership_agreement"]
    sides = {name: school.alias(name) for name in ("mentee", "mentor")}
    columns = [
        sides[name].c[column].label(f"{name}_{column}") for name in sides for column in ("name", "district_code")
    ]
    statement = select(
        table.c.id, table.c.mentee_id, table.c.mentor_id, table.c.mentee_confirmed_on, table.c.mentor_confirmed_on,
        *columns,
    )  # fmt: skip
    for name, side in sides.items():
        statement = statement.join(side, side.c.id == table.c[f"{name}_id"])
    statement = statement.where(
        table.c.ended_at.is_(None),
        table.c.status == "proposed",
        or_(table.c.mentee_confirmed_on.is_(None), table.c.mentor_confirmed_on.is_(None)),
    ).order_by(table.c.started_on, table.c.id)
    scoped = scope.partnerships(statement, viewer, *((side.c.id, side.c.district_code) for side in sides.values()))
    found = (
        Awaiting(
            row.id,
            NamedSchool(row.mentee_id, row.mentee_name, row.mentee_district_code),
            NamedSchool(row.mentor_id, row.mentor_name, row.mentor_district_code),
            unconfirmed(row.mentee_confirmed_on, row.mentor_confirmed_on),
        )
        for row in connection.execute(scoped)
    )
    return tuple(item for item in found if viewer.role is not Role.DISTRICT or viewer.district in item.districts)


def unreviewed(connection: Connection, viewer: Viewer, quarter: Quarter | None) -> tuple[Unreviewed, ...]:
    """Schools in scope whose case goes on, without a review in the quarter; none in summer."""
    if quarter is None:
        return ()
    cases, reviews = RECORDS["support_case"], RECORDS["review"]
    done = select(reviews.c.school_id).where(
        reviews.c.ended_at.is_(None), reviews.c.year == quarter.year, reviews.c.term == quarter.code
    )
    statement = (
        select(school.c.id, school.c.name, school.c.district_code)
        .join(cases, cases.c.school_id == school.c.id)
        .where(cases.c.ended_at.is_(None), cases.c.status == "active", school.c.id.not_in(done))
    )
    rows = connection.execute(scope.schools(statement, viewer, school.c.id, school.c.district_code)).all()
    latest = latest_reviews(connection, viewer, [row.id for row in rows])
    found = (Unreviewed(NamedSchool(row.id, row.name, row.district_code), latest.get(row.id)) for row in rows)
    return tuple(sorted(found, key=lambda item: item.school.order))


def latest_reviews(connection: Connection, viewer: Viewer, schools: Collection[int]) -> dict[int, Review]:
    """The latest review of each of the schools that has one and that the viewer may see."""
    table = RECORDS["review"]
    statement = (
        select(table.c.school_id, table.c.colour, table.c.reviewed_on)
        .join(school, school.c.id == table.c.school_id)
        .where(table.c.ended_at.is_(None), table.c.school_id.in_(schools))
        .order_by(table.c.reviewed_on, table.c.id)
    )
    rows = connection.execute(scope.schools(statement, viewer, school.c.id, school.c.district_code))
    return {row.school_id: Review(row.colour, row.reviewed_on) for row in rows}


def _tasks(viewer: Viewer, year: int, district: str | None = None) -> "Select[*tuple[Any, ...]]":
    item, task = RECORDS["road_map_item"], RECORDS["road_map_task"]
    named_in = case((task.c.place == CITY, item.c.region_operator), else_=item.c.district_operator)
    told: ColumnElement[bool] = true()
    if district or viewer.role in {Role.DISTRICT, Role.SCHOOL}:
        told = task.c.place == (district or viewer.district)
    return (
        select(
            task.c.id, task.c.place, task.c.number, task.c.status, task.c.done_on, item.c.title, item.c.starts_on,
            item.c.due_on, func.coalesce(named_in, "").label("operators"),
        )
        .join(item, (item.c.year == task.c.year) & (item.c.number == task.c.number))
        .where(task.c.year == year, task.c.ended_at.is_(None), item.c.ended_at.is_(None), told)
    )  # fmt: skip


def _not_done(task: Any, day: date) -> ColumnElement[bool]:
    undone: ColumnElement[bool] = task.c.status.in_(("not-started", "in-progress"))
    return undone | ((task.c.status == "done") & (task.c.done_on > day))


def _with_state(row: AnyRow, day: date) -> Found:
    task = Task(
        row.number, row.place, operators(row.operators), row.status, row.starts_on, row.due_on, done_on=row.done_on
    )
    return row, task, state(task, day, day)


def _due_task(viewer: Viewer, found: Found) -> Due:
    row, task, code = found
    assert code in ("overdue", "due-soon")
    own = _is_own(viewer, row.operators) and row.place == (viewer.district or CITY)
    return Due(
        "road_map_task", row.id, row.place, row.title, row.due_on, code, number=row.number, operators=task.operators,
        own=own,
    )  # fmt: skip


def _is_own(viewer: Viewer, text: str) -> bool:
    return viewer.organisation is not None and viewer.organisation in {named(name) for name in operators(text)}


def _measures(viewer: Viewer, day: date, until: date, district: str | None = None) -> "Select[*tuple[Any, ...]]":
    table = RECORDS["measure"]
    goes_on = table.c.status.in_(_GOING_ON) | ((table.c.status == "done") & (table.c.done_on > day))
    return _of_schools(viewer, table, table.c.title, district).where(goes_on, table.c.due_on <= until)


def _recommendations(viewer: Viewer, day: date, until: date, district: str | None = None) -> "Select[*tuple[Any, ...]]":
    table, answers = RECORDS["recommendation"], RECORDS["answer"]
    answered = select(answers.c.recommendation_id).where(
        answers.c.ended_at.is_(None), answers.c.recommendation_id.is_not(None), answers.c.answered_on <= day
    )
    return _of_schools(viewer, table, table.c.words, district).where(
        table.c.given_on <= day, table.c.due_on <= until, table.c.id.not_in(answered)
    )


def _of_schools(viewer: Viewer, table: Any, title: Column[str], district: str | None) -> "Select[*tuple[Any, ...]]":
    cases = RECORDS["support_case"]
    closed = select(cases.c.school_id).where(cases.c.ended_at.is_(None), cases.c.status != "active")
    statement = (
        select(
            table.c.id, table.c.school_id, table.c.due_on, title.label("title"), school.c.name, school.c.district_code
        )
        .join(school, school.c.id == table.c.school_id)
        .where(table.c.ended_at.is_(None), table.c.school_id.not_in(closed))
    )
    if district is not None:
        statement = statement.where(school.c.district_code == district)
    return scope.schools(statement, viewer, school.c.id, school.c.district_code)
