"""The plan of the order with every task of it. States are open to every viewer, evidence within the scope."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, select

from data_access import scope
from data_access.plans import edition_of
from data_access.schema import plan_item, plan_progress
from data_access.viewer import Viewer
from monitoring.districts import CITY, DISTRICTS
from monitoring.reports.publication import Publication
from monitoring.reports.road_map import RoadMap, RoadMapItem, RoadMapTask
from monitoring.road_map import State, Task, by_operator, by_place, operators, state, total

_PLACES = (CITY, *(district.code for district in DISTRICTS))


def road_map(
    connection: Connection, viewer: Viewer, publication: Publication, year: int, on: date | None = None
) -> RoadMap:
    """The plan that the list of ``year`` leads to, as it stands ``on`` a day (the publication's where None).

    Without a plan it has no items. Evidence of a district is seen by those who see its schools' results, that of the
    city's operators by those who see all.
    """
    day = on or publication.today
    edition_id = edition_of(publication, year)
    items = connection.execute(
        select(plan_item).where(plan_item.c.edition_id == edition_id).order_by(plan_item.c.number)
    ).all()
    of_item = {row.number: row for row in items}
    tasks: dict[int, dict[str, Task]] = defaultdict(dict)
    for row in connection.execute(select(plan_progress).where(plan_progress.c.edition_id == edition_id)):
        item = of_item[row.number]
        named = item.region_operator if row.district_code == CITY else item.district_operator
        seen = scope.sees_district(viewer, row.district_code)
        tasks[row.number][row.district_code] = Task(
            number=row.number,
            place=row.district_code,
            operators=operators(named),
            status=row.status,
            starts_on=item.starts_on,
            due_on=item.due_on,
            done_on=row.done_on,
            evidence=row.evidence if seen else None,
        )
    ordered = [tasks[row.number][place] for row in items for place in _PLACES if place in tasks[row.number]]
    states = [state(task, day, publication.today) for task in ordered]
    by_item: dict[int, list[tuple[Task, State]]] = defaultdict(list)
    for task, found in zip(ordered, states, strict=True):
        by_item[task.number].append((task, found))
    return RoadMap(
        year=year + 1,
        today=publication.today,
        on=day,
        items=tuple(
            RoadMapItem(
                number=row.number,
                title=row.title,
                region_operators=operators(row.region_operator),
                district_operators=operators(row.district_operator),
                starts_on=row.starts_on,
                due_on=row.due_on,
                tasks=tuple(_task(task, found) for task, found in by_item[row.number]),
            )
            for row in items
        ),
        whole=total(states),
        operators=by_operator(ordered, states),
        places=by_place(ordered, states, _PLACES),
    )


def _task(task: Task, found: State) -> RoadMapTask:
    """What was done only later is not told of the earlier day."""
    done = found == "done"
    return RoadMapTask(
        place=task.place,
        operators=task.operators,
        state=found,
        done_on=task.done_on if done else None,
        evidence=task.evidence if done else None,
    )
