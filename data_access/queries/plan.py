"""The plan of the order for the school year that a list governs: progress by item. Open to every viewer."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from data_access.plans import edition_of
from data_access.schema import plan_item, plan_progress
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.reports.publication import Publication, Share
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


def plan(connection: Connection, viewer: Viewer, publication: Publication, year: int) -> Plan:
    """The plan of the school year that the list of ``year`` governs, empty where none was published."""
    edition_id = edition_of(publication, year)
    statuses: dict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(select(plan_progress).where(plan_progress.c.edition_id == edition_id)):
        statuses[row.number][row.district_code] = row.status
    items = connection.execute(
        select(plan_item).where(plan_item.c.edition_id == edition_id).order_by(plan_item.c.number)
    )
    return Plan(
        tuple(_Item(row.number, row.title, row.starts_on, row.due_on, statuses[row.number]) for row in items),
        publication.today,
    )
