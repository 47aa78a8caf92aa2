"""The start panel as each role sees it: pressing, calm, of a school, of the plan alone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Literal

from monitoring.attention import NEEDED, by_district
from monitoring.districts import CITY
from monitoring.reports.attention import (
    Attention,
    Awaiting,
    Due,
    KindChanges,
    LackingSchool,
    ListChanges,
    ListedNeeds,
    MovedSchool,
    NamedSchool,
    PlanTallies,
    Review,
    Unreviewed,
    WatchedSchool,
)
from monitoring.reports.dynamics import ShareChange
from monitoring.road_map import Tally
from monitoring.school_quarters import quarter

TODAY = date(2025, 11, 15)
OWN = NamedSchool(1207, "Школа № 1207 (демо)", "nevsky")
SECOND = NamedSchool(1226, "Школа 12-26 (демо) с углублённым изучением <b>математики</b>", "nevsky")
OTHER = NamedSchool(1001, "Школа 10-1 (демо)", "kurortny")
_PLAN = PlanTallies(2026, Tally(CITY, 139, 205, 11), (Tally(CITY, 8, 11, 0), Tally("nevsky", 7, 10, 1)))
_LONG = "Рассмотреть на педагогическом совете результаты ВПР по математике и представить план занятий. " * 6


def _due() -> tuple[Due, ...]:
    return (
        Due("road_map_task", 4, "nevsky", "Определение групп педагогов", date(2025, 9, 30), "overdue", number=8,
            operators=("ИМЦ", "ЦОКО"), own=True),
        Due("measure", 7, "nevsky", "Занятия по математике", date(2025, 10, 31), "overdue", OWN),
        Due("recommendation", 9, "kurortny", _LONG, date(2025, 11, 14), "overdue", OTHER),
        Due("measure", 8, "nevsky", "Разбор ошибок", TODAY, "due-soon", SECOND),
        Due("road_map_task", 5, CITY, "Диагностические работы", date(2025, 11, 20), "due-soon", number=10,
            operators=("СПб АППО",)),
    )  # fmt: skip


def _moved() -> tuple[MovedSchool, ...]:
    return MovedSchool(OWN, "entered"), MovedSchool(SECOND, "left"), MovedSchool(OTHER, "returned")


def attention(whose: Literal["city", "district", "school", "operator", "plan"] = "city") -> Attention:
    """A panel with something in every block that the role is told of."""
    schools = (OWN, SECOND, OTHER) if whose == "city" else (OWN,) if whose == "school" else (OWN, SECOND)
    if whose in {"operator", "plan"}:
        due = tuple(item for item in _due() if item.place == CITY) if whose == "operator" else ()
        return replace(calm(whose), due=due, plan=_PLAN, changes=())
    lacks = {OWN.id: ("responsible_post", "measure"), SECOND.id: NEEDED, OTHER.id: ("partnership_agreement",)}
    return Attention(
        whose=whose,
        on=TODAY,
        plan=_PLAN,
        due=tuple(item for item in _due() if whose == "city" or item.school in schools or item.place == "nevsky"),
        awaiting=(Awaiting(3, OWN, OTHER, ("mentee", "mentor")),),
        quarter=quarter(TODAY),
        unreviewed=tuple(Unreviewed(school, Review("amber", date(2025, 10, 30))) for school in schools),
        list_changes=ListChanges(
            2025, 2025, 6, date(2025, 9, 1),
            tuple(item for item in _moved() if item.school in schools),
        ),
        changes=(
            KindChanges("measure", 3, 1, 0, ("school:1207", "school:1226", "district:nevsky"),
                        datetime(2025, 11, 14, 9, tzinfo=UTC)),
            KindChanges("road_map_task", 0, 21, 1, ("committee", "analyst", "analyst:appo", "district:nevsky:imc"),
                        datetime(2025, 11, 10, 9, tzinfo=UTC)),
        ),
        needs=ListedNeeds(
            2025, len(schools), tuple(LackingSchool(school, lacks[school.id]) for school in schools),
            by_district({school.id: school.district for school in schools}, lacks),
        ),
        watched=(
            WatchedSchool(OWN, date(2025, 11, 1), "stayed", _change(), Review("red", date(2025, 10, 30)), 1),
            WatchedSchool(SECOND, date(2025, 11, 2), "left", None, None, 0),
        ),
        place=None if whose == "city" else "nevsky",
        school=OWN if whose == "school" else None,
    )  # fmt: skip


def calm(whose: Literal["city", "district", "school", "operator", "plan"] = "city") -> Attention:
    """Nothing presses, nothing changed, nothing is lacking."""
    seen = whose in {"city", "district", "school"}
    none: dict[str, Any] = {"due": (), "awaiting": (), "unreviewed": (), "changes": (), "watched": ()}
    return Attention(
        whose=whose,
        on=TODAY,
        plan=PlanTallies(2026, Tally(CITY, 0, 0, 0), ()),
        quarter=quarter(TODAY),
        list_changes=ListChanges(2025, 2024, None, None, ()) if seen else None,
        needs=ListedNeeds(2025, 4, (), ()) if seen else None,
        place="nevsky" if whose in {"district", "school"} else None,
        school=OWN if whose == "school" else None,
        **none,
    )


def _change() -> ShareChange:
    return ShareChange(2025, 41.2, 29.8, 1.1, -12.5, -17.0, -8.0, 210, 2021, 3)
