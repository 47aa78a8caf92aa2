"""The plan of the order with every task of it. States are open to every viewer, evidence within the scope."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, select

from data_access import clock, scope
from data_access.adopting_plans import ORIGIN
from data_access.clock import in_utc
from data_access.queries.records import WITHHELD, records
from data_access.schema import RECORDS, audit_entry
from data_access.viewer import Viewer
from monitoring.districts import CITY, DISTRICTS
from monitoring.plan_history import TaskChange, as_of
from monitoring.records.fields import Value
from monitoring.reports.records import Record
from monitoring.reports.road_map import RoadMap, RoadMapItem, RoadMapTask
from monitoring.road_map import State, Task, by_operator, by_place, operators, state, too_early, total

_PLACES = (CITY, *(district.code for district in DISTRICTS))
_DAYS = ("done_on", "document_date")


def plan_years(connection: Connection) -> tuple[int, ...]:
    """School years that have a plan, ascending."""
    item = RECORDS["road_map_item"]
    years = select(item.c.year).where(item.c.ended_at.is_(None)).distinct().order_by(item.c.year)
    return tuple(connection.scalars(years))


def road_map(connection: Connection, viewer: Viewer, year: int, on: date | None = None) -> RoadMap:
    """The plan of the school year ``year``, as it stands ``on`` a day (today where None); no items without a plan.

    Of a past day it tells what was known then (``monitoring.plan_history``). Evidence of a district is seen by those
    who see its schools' results, that of the city's operators by those who see all.
    """
    today = clock.today(connection)
    day = on or today
    items = sorted(records(connection, viewer, "road_map_item", year=year), key=lambda item: _int(item, "number"))
    of_item = {_int(item, "number"): item for item in items}
    found = [
        task
        for task in records(connection, viewer, "road_map_task", year=year)
        if task.values["number"] in of_item and task.values["place"] in _PLACES
    ]
    found.sort(key=lambda task: (_int(task, "number"), _PLACES.index(str(task.values["place"]))))
    known = {task.id: (task.values, True) for task in found}
    if day < today:
        known = dict(_as_of(connection, viewer, found, day))
    tasks = [_task(record, known[record.id][0], of_item[_int(record, "number")]) for record in found]
    states = [
        state(task, day, day if known[record.id][1] else today) for task, record in zip(tasks, found, strict=True)
    ]
    predecessors = {
        number: before for number, item in of_item.items() if isinstance(before := item.values["predecessor"], int)
    }
    by_item: dict[int, list[RoadMapTask]] = defaultdict(list)
    for record, task, at, before in zip(found, tasks, states, too_early(tasks, states, predecessors), strict=True):
        by_item[task.number].append(_shown(record, task, at, known[record.id][0], before, day))
    return RoadMap(
        year=year,
        today=today,
        on=day,
        items=tuple(_item(item, tuple(by_item[number])) for number, item in of_item.items()),
        whole=total(states),
        operators=by_operator(tasks, states),
        places=by_place(tasks, states, _PLACES),
        years=plan_years(connection),
    )


def _as_of(
    connection: Connection, viewer: Viewer, found: Collection[Record], day: date
) -> Iterator[tuple[int, tuple[Mapping[str, Value], bool]]]:
    """By the id of a task: its values as they were known on the day, and whether it was known at all."""
    changes: dict[int, list[TaskChange]] = defaultdict(list)
    entries = select(audit_entry).where(
        audit_entry.c.kind == "road_map_task", audit_entry.c.record_id.in_([task.id for task in found])
    )
    for row in connection.execute(entries.order_by(audit_entry.c.id.desc())):
        before = None if row.before is None else {name: _value(name, value) for name, value in row.before.items()}
        changes[row.record_id].append(TaskChange(_day(row.at), row.origin.startswith(ORIGIN), before))
    for task in found:
        values, known = as_of(task.values, changes[task.id], day)
        if not scope.sees_district(viewer, str(values["place"])):
            values |= dict.fromkeys(WITHHELD)
        yield task.id, (values, known)


def _value(name: str, stored: object) -> Value:
    return date.fromisoformat(str(stored)) if name in _DAYS and stored is not None else stored  # type: ignore[return-value]


def _day(moment: datetime) -> date:
    """The office's own day of the moment."""
    return in_utc(moment).astimezone().date()


def _int(record: Record, name: str) -> int:
    value = record.values[name]
    assert isinstance(value, int)
    return value


def _date(values: Mapping[str, Value], name: str) -> date | None:
    value = values[name]
    return value if isinstance(value, date) else None


def _text(values: Mapping[str, Value], name: str) -> str | None:
    value = values[name]
    return value if isinstance(value, str) else None


def _task(record: Record, values: Mapping[str, Value], item: Record) -> Task:
    place = str(values["place"])
    starts_on, due_on = _date(item.values, "starts_on"), _date(item.values, "due_on")
    assert starts_on is not None
    assert due_on is not None
    return Task(
        number=_int(record, "number"),
        place=place,
        operators=operators(_text(item.values, "region_operator" if place == CITY else "district_operator")),
        status=str(values["status"]),
        starts_on=starts_on,
        due_on=due_on,
        done_on=_date(values, "done_on"),
        evidence=_text(values, "evidence"),
    )


def _shown(
    record: Record, task: Task, found: State, values: Mapping[str, Value], before: int | None, day: date
) -> RoadMapTask:
    """What was done only later is not told of the earlier day."""
    if found != "done":
        return RoadMapTask(record.id, task.place, task.operators, found)
    return RoadMapTask(
        id=record.id,
        place=task.place,
        operators=task.operators,
        state=found,
        done_on=task.done_on,
        evidence=task.evidence,
        document_number=_text(values, "document_number"),
        document_date=_date(values, "document_date"),
        files=sum(_day(file.added_at) <= day for file in record.files),
        before=before,
    )


def _item(record: Record, tasks: tuple[RoadMapTask, ...]) -> RoadMapItem:
    values = record.values
    starts_on, due_on, predecessor = _date(values, "starts_on"), _date(values, "due_on"), values["predecessor"]
    assert starts_on is not None
    assert due_on is not None
    return RoadMapItem(
        id=record.id,
        number=_int(record, "number"),
        title=str(values["title"]),
        region_operators=operators(_text(values, "region_operator")),
        district_operators=operators(_text(values, "district_operator")),
        starts_on=starts_on,
        due_on=due_on,
        tasks=tasks,
        predecessor=predecessor if isinstance(predecessor, int) else None,
    )
