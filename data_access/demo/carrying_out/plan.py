"""Reports of the plan: documents of what is done, items that follow others, the whole plan of the year before."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from data_access.demo.carrying_out.world import Entry, World
from data_access.demo.plan import AFTER
from data_access.schema import RECORDS
from data_access.viewer import Viewer
from monitoring.districts import CITY, by_code
from monitoring.organisations import Organisation, named
from monitoring.road_map import operators, shifted

_NUMBER = re.compile(r"№ (\S+)$")
_DOCUMENTS = (
    "приказ от {day} № {number}",
    "протокол совещания от {day} № {number}",
    "отчёт от {day} № 01-{district:02d}/{number:03d}",
)


def plan(world: World) -> Iterator[Entry]:
    """Adds to the published plan what its file does not hold, and makes the plan of the year before."""
    items, tasks = RECORDS["road_map_item"], RECORDS["road_map_task"]
    running = world.year + 1
    of_number = {}
    for item in world.connection.execute(
        select(items).where(items.c.year == running, items.c.ended_at.is_(None)).order_by(items.c.number)
    ).mappings():
        of_number[item["number"]] = dict(item)
        if item["number"] in AFTER:
            after: dict[str, object] = {"predecessor": AFTER[item["number"]]}
            yield Entry(world.committee, "road_map_item", after, world.today, f"item-{item['number']}", item["id"])
        yield _former_item(world, dict(item))
    rows = world.connection.execute(
        select(tasks).where(tasks.c.year == running, tasks.c.ended_at.is_(None)).order_by(tasks.c.number, tasks.c.place)
    ).mappings()
    for task in rows.all():
        reporter = _reporter(world, of_number[task["number"]], task["place"])
        found = _NUMBER.search(task["evidence"] or "")
        if task["status"] == "done" and found:
            document: dict[str, object] = {"document_number": found[1], "document_date": task["done_on"]}
            key = f"task-{task['number']}-{task['place']}"
            # Reported within a fortnight of being done.
            on = min(world.today, task["done_on"] + timedelta(days=int(world.rng.integers(0, 14))))
            yield Entry(reporter, "road_map_task", document, on, key, task["id"])
        yield _former_task(world, of_number[task["number"]], dict(task), reporter)


def _former_item(world: World, item: dict[str, object]) -> Entry:
    names = ("number", "title", "region_operator", "district_operator")
    values = {name: item[name] for name in names} | {"year": world.year}
    values |= {name: shifted(_day(item[name]), -1) for name in ("starts_on", "due_on")}
    opened = _day(values["starts_on"]) - timedelta(days=20)
    return Entry(world.committee, "road_map_item", values, opened, f"former-item-{item['number']}")


def _former_task(world: World, item: dict[str, object], task: dict[str, object], reporter: Viewer) -> Entry:
    """The same task a year ago: done in its term."""
    place = str(task["place"])
    starts, due = (shifted(_day(item[name]), -1) for name in ("starts_on", "due_on"))
    values: dict[str, object] = {"year": world.year, "number": item["number"], "place": place, "status": "not-required"}
    done_on = due - timedelta(days=int(world.rng.integers(0, max(1, (due - starts).days // 2))))
    done_on -= timedelta(days=max(0, done_on.weekday() - 4))
    if task["status"] != "not-required":
        number = int(world.rng.integers(11, 480))
        wording = _DOCUMENTS[int(world.rng.integers(len(_DOCUMENTS)))]
        district = 0 if place == CITY else by_code()[place].number
        document = wording.format(day=f"{done_on:%d.%m.%Y}", number=number, district=district)
        values |= {"status": "done", "done_on": done_on, "evidence": document, "document_date": done_on}
        values["document_number"] = document.rpartition("№ ")[2]
    return Entry(reporter, "road_map_task", values, done_on, f"former-task-{item['number']}-{place}")


def _reporter(world: World, item: dict[str, object], place: str) -> Viewer:
    """The first operator that the item names for the place; КО or АР for a task that is nobody's."""
    text = item["region_operator" if place == CITY else "district_operator"]
    found = [one for name in operators(str(text or "")) if (one := named(name))]
    organisation = found[0] if found else (Organisation.COMMITTEE if place == CITY else Organisation.DISTRICT)
    if organisation is Organisation.COMMITTEE:
        return world.committee
    return world.of_city(organisation) if place == CITY else world.of_district(place, organisation)


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
