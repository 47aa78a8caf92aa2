"""The plan of another year after one that stands: the same items, operators and tasks, the terms shifted by years."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Select, select

from data_access.changes.apply import Change, Refused, apply
from data_access.schema import RECORDS
from data_access.viewer import AccessDenied, Viewer
from monitoring.organisations import Organisation
from monitoring.road_map import shifted
from monitoring.years import label


@dataclass(frozen=True, slots=True)
class Copied:
    """What was made."""

    items: int
    tasks: int


def copy_plan(
    connection: Connection, viewer: Viewer, source: int, target: int, *, today: date, now: datetime | None = None
) -> Copied:
    """Makes the plan of the school year ``target`` after that of ``source``, whole or (the caller's transaction) not
    at all. Tasks begin as «не начато», those that are not required stay so.

    Raises ``AccessDenied`` for whoever is not КО, ``Refused`` where there is nothing to copy or the plan exists.
    """
    if viewer.organisation is not Organisation.COMMITTEE:
        raise AccessDenied("План следующего года создаёт Комитет по образованию.")
    if target <= source:
        raise Refused({"": "план копируют на один из следующих годов"})
    items = connection.execute(_of(source, "road_map_item")).mappings().all()
    if not items:
        raise Refused({"": f"плана на {label(source)} нет"})
    if connection.execute(_of(target, "road_map_item").limit(1)).first() is not None:
        raise Refused({"": f"план на {label(target)} уже есть"})
    origin = f"по образцу плана {label(source)}"
    for item in items:
        names = ("number", "title", "region_operator", "district_operator", "predecessor")
        terms = {name: shifted(item[name], target - source) for name in ("starts_on", "due_on")}
        values = {"year": target, **{name: item[name] for name in names}, **terms}
        apply(connection, viewer, Change("road_map_item", values, origin=origin), today=today, now=now)
    numbers = {item["number"] for item in items}
    tasks = [task for task in connection.execute(_of(source, "road_map_task")).mappings() if task["number"] in numbers]
    for task in tasks:
        status = "not-required" if task["status"] == "not-required" else "not-started"
        values = {"year": target, "number": task["number"], "place": task["place"], "status": status}
        apply(connection, viewer, Change("road_map_task", values, origin=origin), today=today, now=now)
    return Copied(len(items), len(tasks))


def _of(year: int, code: str) -> "Select[*tuple[object, ...]]":
    table = RECORDS[code]
    return select(*table.c).where(table.c.year == year, table.c.ended_at.is_(None)).order_by(table.c.number, table.c.id)
