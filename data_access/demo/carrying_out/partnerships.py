"""Partnerships of the demo city: districts confirm them, mentors and schools record what they did together."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from data_access.agreements import agreement, not_struck
from data_access.demo.carrying_out.world import Entry, SchoolFacts, World
from data_access.demo.partnerships import ACTIVITIES_A_DAY, RECORDED_SINCE
from data_access.viewer import Viewer
from monitoring.organisations import Organisation
from monitoring.partnerships import CONFIRMATIONS

_SUNDAY = 6
_HOLIDAYS = (7, 8)
_KINDS: tuple[tuple[str, tuple[int, int], tuple[str, ...]], ...] = (
    (
        "lessons",
        (3, 11),
        (
            "Посещены два урока, обсуждены приёмы работы с текстом задачи.",
            "Посещены уроки наставника, выбраны приёмы для своих классов.",
            "Обсуждены задания на уроке и обратная связь обучающимся.",
        ),
    ),
    (
        "seminar",
        (9, 27),
        (
            "Разобраны типичные ошибки работ, составлен план повторения.",
            "Согласованы подходы к текущему оцениванию.",
            "Подготовлен общий банк заданий на полугодие.",
        ),
    ),
    (
        "master_class",
        (8, 22),
        ("Показаны приёмы дифференцированной работы в классе.", "Показана работа с критериями оценивания."),
    ),
    ("consultation", (2, 7), ("Уточнены темы, которым уделить время до конца четверти.", "Просмотрены программы.")),
    (
        "diagnostics",
        (22, 84),
        ("Проведена общая диагностика, результаты разобраны по темам.", "Определены темы для дополнительных занятий."),
    ),
    ("pupils", (12, 38), ("Проведено занятие для подготовки к проверочной работе.", "Решены трудные задания.")),
)  # fmt: skip


def partnerships(world: World) -> Iterable[Entry]:
    """Confirmations of what goes on and of one proposal, joint activities since they are recorded one by one."""
    schools = {school.id: school for school in world.schools}
    rows = world.connection.execute(
        select(agreement)
        .where(not_struck, agreement.c.status.in_(("active", "paused", "proposed")))
        .order_by(agreement.c.id)
    ).all()
    proposed = [row for row in rows if row.status == "proposed"]
    for row in rows:
        sides = {"mentee": schools[row.mentee_id], "mentor": schools[row.mentor_id]}
        if row.status != "proposed":
            yield from _confirmed(world, row, sides, tuple(CONFIRMATIONS), row.agreement_date)
        elif row is proposed[0]:
            yield from _confirmed(world, row, sides, ("mentee_confirmed_on",), world.today - timedelta(days=4))
        if row.status == "active":
            yield from _held(world, row, sides)


def _confirmed(
    world: World, row: Any, sides: dict[str, SchoolFacts], names: tuple[str, ...], day: date
) -> Iterator[Entry]:
    by_district: dict[str, dict[str, object]] = {}
    for name in names:
        by_district.setdefault(sides[CONFIRMATIONS[name]].district, {})[name] = day
    on = world.today - timedelta(days=int(world.rng.integers(4, 40)))
    for code, values in by_district.items():
        yield Entry(world.of_district(code), "partnership_agreement", values, on, f"confirmed-{row.id}-{code}", row.id)


def _held(world: World, row: Any, sides: dict[str, SchoolFacts]) -> Iterator[Entry]:
    first = max(row.started_on, RECORDED_SINCE)
    days = [first + timedelta(days=step) for step in range((world.today - first).days)]
    school_days = [day for day in days if day.month not in _HOLIDAYS and day.weekday() != _SUNDAY]
    count = min(int(world.rng.poisson(ACTIVITIES_A_DAY * len(days))), len(school_days))
    chosen = sorted(world.rng.choice(len(school_days), size=count, replace=False).tolist()) if count else []
    for number, place in enumerate(chosen):
        sort, (fewest, most), outcomes = _KINDS[int(world.rng.integers(len(_KINDS)))]
        day = school_days[place]
        yield Entry(
            _writer(world, sides),
            "joint_activity",
            {
                "agreement_id": row.id,
                "held_on": day,
                "sort": sort.replace("_", "-"),
                "participants": int(world.rng.integers(fewest, most + 1)),
                "outcome": outcomes[int(world.rng.integers(len(outcomes)))],
            },
            min(world.today, day + timedelta(days=int(world.rng.integers(1, 9)))),
            f"held-{row.id}-{number}",
        )


def _writer(world: World, sides: dict[str, SchoolFacts]) -> Viewer:
    """Mostly the mentor school, else the one that is helped or the ИМЦ of the mentor's district."""
    drawn = world.rng.random()
    if drawn < 0.6:
        return world.head(sides["mentor"])
    if drawn < 0.8:
        return world.head(sides["mentee"])
    return world.of_district(sides["mentor"].district, Organisation.IMC)
