"""The plan with every state of a task: usual, nothing pressing, on a past day, not loaded."""

from dataclasses import replace
from datetime import date

from monitoring.districts import CITY, DISTRICTS
from monitoring.reports.road_map import RoadMap, RoadMapItem, RoadMapTask
from monitoring.road_map import SOON, State, Task, by_operator, by_place, state, total

TODAY = date(2025, 11, 15)
_PLACES = (CITY, *(district.code for district in DISTRICTS))
_ITEMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], date, date, int], ...] = (
    ("Проведение анализа данных Рособрнадзора", ("СПб ЦОКОиИТ",), (), date(2025, 4, 1), date(2025, 4, 30), 0),
    (
        "Определение групп педагогов, нуждающихся в адресной помощи; разработка мероприятий по адресной поддержке",
        (),
        ("ИМЦ",),
        date(2025, 9, 1),
        date(2025, 10, 31),
        2,
    ),
    ("Проведение мониторинга", ("СПб АППО",), ("ИМЦ", "ЦОКО"), date(2025, 10, 1), date(2025, 11, 25), 9),
    ("Адресные диагностические работы", ("СПб АППО",), ("ЦОКО",), date(2025, 11, 1), date(2026, 2, 28), 15),
    ("Анализ эффективности", ("СПб ЦОКОиИТ",), ("ИМЦ",), date(2026, 5, 1), date(2026, 6, 30), 18),
)
"""Wording, operators of the region and of the district, term, districts that have not done it."""


def road_map(on: date = TODAY, *, late: bool = True) -> RoadMap:
    """The plan on a day; ``late``: some districts are behind their terms."""
    tasks = [task for number in range(1, len(_ITEMS) + 1) for task in _tasks(number, late)]
    states = [state(task, on, TODAY) for task in tasks]
    found = list(zip(tasks, states, strict=True))
    return RoadMap(
        year=2026,
        today=TODAY,
        on=on,
        items=tuple(
            RoadMapItem(
                id=number,
                number=number,
                title=title,
                region_operators=region,
                district_operators=district,
                starts_on=starts,
                due_on=due,
                tasks=tuple(_shown(task, code) for task, code in found if task.number == number),
                predecessor=2 if number == 3 else None,
            )
            for number, (title, region, district, starts, due, _) in enumerate(_ITEMS, start=1)
        ),
        whole=total(states),
        operators=by_operator(tasks, states),
        places=by_place(tasks, states, _PLACES),
        years=(2025, 2026),
    )


def no_road_map() -> RoadMap:
    """A school year without a plan."""
    return RoadMap(2026, TODAY, TODAY, (), total(()), (), ())


def _shown(task: Task, code: State) -> RoadMapTask:
    number = 100 * task.number + _PLACES.index(task.place)
    if code != "done":
        return RoadMapTask(number, task.place, task.operators, code)
    shown = RoadMapTask(number, task.place, task.operators, code, task.done_on, "приказ № 7")
    if task.number == 3 and task.place == "pushkinsky":
        return replace(shown, before=2)
    if task.place == "nevsky":
        return replace(shown, document_number="14", document_date=date(2025, 10, 20), files=2)
    return shown


def _tasks(number: int, late: bool) -> list[Task]:
    _, region, district, starts, due, open_ones = _ITEMS[number - 1]
    # Without anything late: what is past its term or near it is done.
    left = open_ones if late or due - TODAY > SOON else 0
    tasks = [Task(number, CITY, region, _status(bool(region), due < TODAY or left == 0), starts, due)]
    for place, code in enumerate(_PLACES[1:]):
        done = place >= left
        status = _status(bool(district), done)
        tasks.append(Task(number, code, district, status, starts, due, starts if done else None))
    return tasks


def _status(required: bool, done: bool) -> str:
    if not required:
        return "not-required"
    return "done" if done else "in-progress"
