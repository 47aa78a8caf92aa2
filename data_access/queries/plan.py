"""The plan of the order for the school year that a list governs: progress by item. Open to every viewer."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from data_access import clock
from data_access.schema import RECORDS
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.reports.publication import Share
from monitoring.reports.territory import PlanItemProgress

NOT_REQUIRED = "not-required"


@dataclass(frozen=True, slots=True)
class _Item:
    number: int
    title: str
    starts_on: date
    due_on: date
    statuses: dict[str, str]
    """Status by district code; under ``city`` that of the region's operator."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The items of one plan with their state in every district."""

    items: tuple[_Item, ...]
    today: date

    def city(self) -> tuple[PlanItemProgress, ...]:
        """Progress over districts; of an item that no district has to do, the region's operator."""
        found = []
        for item in self.items:
            required = {code: status for code, status in item.statuses.items() if status != NOT_REQUIRED}
            districts = [status for code, status in required.items() if code != CITY]
            found.append(self._progress(item, districts or list(required.values())))
        return tuple(progress for progress in found if progress.total)

    def district(self, code: str) -> tuple[PlanItemProgress, ...]:
        """Progress of the items that the district has to do."""
        found = [self._progress(item, [item.statuses[code]]) for item in self.items if code in item.statuses]
        return tuple(progress for progress in found if progress.total)

    def done(self, code: str) -> Share | None:
        """Share of the district's items that it has done, n = items that it has to do; None without any."""
        items = self.district(code)
        return Share(100 * sum(item.done for item in items) / len(items), len(items)) if items else None

    def _progress(self, item: _Item, statuses: list[str]) -> PlanItemProgress:
        required = [status for status in statuses if status != NOT_REQUIRED]
        done = required.count("done")
        overdue = len(required) - done if item.due_on < self.today else 0
        return PlanItemProgress(
            item.number, item.title, item.starts_on, item.due_on, done=done, total=len(required), overdue=overdue
        )


def plan(connection: Connection, viewer: Viewer, year: int) -> Plan:
    """The plan of the school year that the list of ``year`` governs as it stands today, empty where there is none."""
    item, task = RECORDS["road_map_item"], RECORDS["road_map_task"]
    # Plans bear the year in which their school year ends, as everything does: one later than the list's.
    statuses: dict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(
        select(task.c.number, task.c.place, task.c.status).where(task.c.year == year + 1, task.c.ended_at.is_(None))
    ):
        statuses[row.number][row.place] = row.status
    items = connection.execute(
        select(item.c.number, item.c.title, item.c.starts_on, item.c.due_on)
        .where(item.c.year == year + 1, item.c.ended_at.is_(None))
        .order_by(item.c.number)
    )
    return Plan(
        tuple(_Item(row.number, row.title, row.starts_on, row.due_on, statuses[row.number]) for row in items),
        clock.today(connection),
    )
