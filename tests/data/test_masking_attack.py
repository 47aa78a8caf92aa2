"""An attack on masking: every figure that a viewer is given on any page becomes an equation, and a solver must not find
a masked cell from them, neither exactly nor within one pupil.

Unknown are participants and low results of every school and assessment, and participants times mean score. The viewer
knows those of his own schools. That he knows which results a method leaves out is more than he does know.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from sqlalchemy import Connection, Engine

from data_access import conditions, scope, summaries
from data_access.engine import create
from data_access.queries import city, district, listed_years, school, shares
from data_access.queries import dynamics as changes
from data_access.viewer import Role, Viewer
from monitoring.districts import CITY
from monitoring.masking import MINIMUM_CELL, MINIMUM_SCHOOLS
from monitoring.reports.dynamics import TerritoryChange
from monitoring.reports.publication import Publication, Selection, Share
from tests.data.small_cells_world import Key, Series, SmallCells, publish_small_cells

N, LOW, SUM = "n", "low", "sum"
"""What is unknown of each result: participants, low results, participants times mean score."""


@dataclass
class Knowledge:
    """Linear equations over the unknowns."""

    world: SmallCells
    equations: dict[tuple[tuple[int, float], ...], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [(what, *key) for key in self.world.results for what in (N, LOW, SUM)]
        self.place = {name: number for number, name in enumerate(names)}

    def over(self, what: str, year: int, series: Series, territory: str, factor: float = 1.0) -> dict[int, float]:
        """The sum over the schools of a territory."""
        return {
            self.place[what, *key]: factor
            for key in self.world.results
            if key[:2] == (year, series) and territory in {CITY, self.world.district[key[2]]}
        }

    def learn(self, row: dict[int, float], right: float) -> None:
        """Remember the equation; pages repeat themselves."""
        scale = max(map(abs, row.values()))
        self.equations.setdefault(
            tuple((place, round(value / scale, 12)) for place, value in row.items()), right / scale
        )

    def learn_share(self, territory: str, year: int, series: Series, value: float | None, n: int | None) -> None:
        if n is not None:
            self.learn(self.over(N, year, series, territory), n)
        if value is not None:
            low = self.over(LOW, year, series, territory, 100.0)
            self.learn(low | self.over(N, year, series, territory, -value), 0.0)

    def learn_mean(self, territory: str, year: int, series: Series, value: float) -> None:
        self.learn(self.over(SUM, year, series, territory) | self.over(N, year, series, territory, -value), 0.0)

    def learn_own(self, schools: set[int]) -> None:
        for key, (n, low) in self.world.results.items():
            if key[2] in schools:
                self.learn({self.place[N, *key]: 1.0}, n)
                self.learn({self.place[LOW, *key]: 1.0}, low)
                self.learn({self.place[SUM, *key]: 1.0}, 0.0)

    def matrix(self) -> tuple[np.ndarray, np.ndarray]:
        a = np.zeros((len(self.equations), len(self.place)))
        for number, row in enumerate(self.equations):
            for place, value in row:
                a[number, place] = value
        return a, np.array(list(self.equations.values()))


def viewers(world: SmallCells) -> Iterator[tuple[str, Viewer]]:
    """An outsider, every district, and the largest school of every district."""
    yield "administrator", Viewer(Role.ADMINISTRATOR)
    sizes = {number: sum(n for key, (n, _) in world.results.items() if key[2] == number) for number in world.district}
    for code in dict.fromkeys(world.district.values()):
        yield code, Viewer(Role.DISTRICT, code)
        own = [number for number, of in world.district.items() if of == code]
        yield f"school of {code}", Viewer(Role.SCHOOL, code, max(own, key=sizes.__getitem__))


def gather(world: SmallCells, viewer: Viewer) -> Knowledge:
    """All that the pages of every year give the viewer."""
    known = Knowledge(world)
    codes = list(dict.fromkeys(world.district.values()))
    own = {number for number, code in world.district.items() if scope.sees_school(viewer, number, code)}
    known.learn_own(own)
    with world.engine.connect() as connection:
        asked = (connection, viewer, world.publication)
        for code, points in shares.trend(*asked, (*codes, CITY)).items():
            for point in points:
                known.learn_share(
                    code, point.year, (point.procedure, point.subject, point.grade), point.share.value, point.share.n
                )
        for year in (2021, 2022):
            _of_pages(known, asked, Selection(year, world.publication.method("two-years")), codes, own)
    return known


def _of_pages(
    known: Knowledge,
    asked: tuple[Connection, Viewer, Publication],
    selection: Selection,
    codes: list[str],
    own: set[int],
) -> None:
    whole = city.city_report(*asked, selection)
    heats = [(row, whole.heat) for row in whole.heat.rows]
    found = {CITY: whole.dynamics.changes}
    means = list(whole.means)
    for code in codes:
        report = district.district_report(*asked, selection, code)
        heats += [(row, report.heat) for row in report.heat.rows]
        means += report.means
        found[code] = report.dynamics.changes
        for funnel in report.funnels:
            series = (funnel.procedure, funnel.subject, funnel.grade)
            known.learn_share(CITY, funnel.year, series, funnel.city, funnel.city_n)
    for row, heat in heats:
        for cell, column in zip(row.cells, heat.columns, strict=True):
            known.learn_share(row.code, heat.year, (column.procedure, column.subject, column.grade), cell.value, cell.n)
    for mean in means:
        if mean.value is not None:
            known.learn_mean(mean.code, mean.year, (mean.procedure, mean.subject, mean.grade), mean.value)
    for code, items in found.items():
        for item in items:
            _of_change(known, code, item)
    for number in own if asked[1].role is Role.SCHOOL else ():
        report_of = school.school_report(*asked, selection, number)
        for compared in report_of.comparison:
            for side in compared.rows:
                if side.scope != "school" and side.marks is not None:
                    territory = CITY if side.scope == "city" else known.world.district[number]
                    series = (compared.procedure, compared.subject, compared.grade)
                    known.learn_share(territory, compared.year, series, side.marks[0], side.participants)
        if report_of.similar is not None:
            _of_method(known, selection, report_of.similar.city)


def _of_change(known: Knowledge, code: str, item: TerritoryChange) -> None:
    series = (item.procedure, item.subject, item.grade)
    known.learn_share(code, item.year, series, item.share, item.n)
    if item.share is not None and item.change is not None:
        known.learn_share(code, item.year - 1, series, item.share - item.change, None)
    if item.share is not None and item.apart is not None:
        known.learn_share(CITY, item.year, series, item.share - item.apart, None)


def _of_method(known: Knowledge, selection: Selection, share: Share) -> None:
    """The city's share by a method rests on the results that count for it."""
    if share.value is None or share.n is None:
        return
    counted = [
        key
        for key, (n, _) in known.world.results.items()
        if key[0] == selection.year and key[1] in selection.method.series and n >= selection.method.min_participants
    ]
    ones = {known.place[N, *key]: 1.0 for key in counted}
    known.learn(ones, share.n)
    lows = {known.place[LOW, *key]: 100.0 for key in counted}
    known.learn(lows | dict.fromkeys(ones, -share.value), 0.0)


def small(participants: list[int]) -> bool:
    """Written out, not taken from the code."""
    few = len(participants) < MINIMUM_SCHOOLS or sum(participants) - max(participants) < MINIMUM_CELL
    return bool(participants) and few


def targets(world: SmallCells, viewer: Viewer) -> dict[tuple[Any, ...], list[Key]]:
    """What the viewer must not learn: every small cell and every single result outside his scope."""
    found: dict[tuple[Any, ...], list[Key]] = {}
    for key in world.results:
        year, series, number = key
        code = world.district[number]
        if scope.sees_school(viewer, number, code):
            continue
        found[key] = [key]
        if small(world.behind(year, series, code)):
            found[year, series, code] = [k for k in world.results if k[:2] == key[:2] and world.district[k[2]] == code]
    return found


def determined(known: Knowledge, wanted: dict[tuple[Any, ...], list[Key]]) -> set[tuple[Any, ...]]:
    """Of the wanted sums those that follow exactly from the equations."""
    a, _ = known.matrix()
    _, values, directions = np.linalg.svd(a)
    free = directions[int((values > 1e-9 * values.max()).sum()) :].T
    found = set()
    for name, keys in wanted.items():
        for what in (N, LOW, SUM):
            places = [known.place[what, *key] for key in keys]
            if np.abs(free[places].sum(axis=0)).max(initial=0.0) < 1e-7:
                found.add((what, *name))
    return found


class Polytope:
    """All that participants and low results may still be, with 0 ≤ low ≤ n."""

    def __init__(self, known: Knowledge) -> None:
        a, right = known.matrix()
        self.place = known.place
        self.keep = [place for (kind, *_), place in known.place.items() if kind != SUM]
        rows = ~np.delete(a, self.keep, axis=1).any(axis=1)
        self.equal, self.right = a[rows][:, self.keep], right[rows]
        below = np.zeros((len(known.world.results), len(known.place)))
        for number, key in enumerate(known.world.results):
            below[number, known.place[LOW, *key]], below[number, known.place[N, *key]] = 1.0, -1.0
        self.below = below[:, self.keep]

    def width(self, what: str, keys: list[Key]) -> float:
        """How far apart the least and the largest sum are."""
        goal = np.zeros(len(self.place))
        goal[[self.place[what, *key] for key in keys]] = 1.0
        ends = []
        for side in (1.0, -1.0):
            solved = linprog(
                side * goal[self.keep], A_ub=self.below, b_ub=np.zeros(len(self.below)),
                A_eq=self.equal, b_eq=self.right, bounds=(0, 1000), method="highs",
            )  # fmt: skip
            assert solved.status == 0, solved.message
            assert solved.fun is not None
            ends.append(side * float(solved.fun))
        return ends[1] - ends[0]


@pytest.fixture
def world(_sqlite_template: Path, tmp_path: Path) -> Iterator[Callable[[], SmallCells]]:
    """Publishes the city when called, by the rules as they stand then."""
    engines: list[Engine] = []

    def publish() -> SmallCells:
        path = tmp_path / f"city-{len(engines)}.db"
        shutil.copyfile(_sqlite_template, path)
        engines.append(create(f"sqlite:///{path}"))
        return publish_small_cells(engines[-1])

    yield publish
    for engine in engines:
        engine.dispose()


def test_no_masked_cell_can_be_computed(world: Callable[[], SmallCells]) -> None:
    found = world()
    for name, viewer in viewers(found):
        known, wanted = gather(found, viewer), targets(found, viewer)
        assert wanted, name
        assert len(known.equations) > 20, name
        assert determined(known, wanted) == set(), name
        left = Polytope(known)
        for cell, keys in wanted.items():
            if isinstance(cell[2], str):
                assert left.width(N, keys) > 2, (name, cell)
                assert left.width(LOW, keys) > 1, (name, cell)


def _first_only(cells: Any) -> Any:
    return {code: why for code, cell in cells.items() if (why := scope._why_small([cell]))}


Break = Callable[[pytest.MonkeyPatch], None]
BROKEN: dict[str, tuple[str, Break]] = {
    "no complementary cells": ("administrator", lambda p: p.setattr(summaries.scope, "hidden_cells", _first_only)),
    "two schools are enough": ("school of kronshtadtsky", lambda p: p.setattr(scope, "MINIMUM_SCHOOLS", 2)),
    "the largest school is no one": ("school of kurortny", lambda p: p.setattr(scope, "_largest", lambda _: 0)),
    "totals that differ by few": (
        "school of nevsky",
        lambda p: p.setattr(conditions.scope, "why_withheld", lambda _: None),
    ),
}
"""Who succeeds where a rule is missing, and how it is taken away."""


@pytest.mark.parametrize("broken", BROKEN)
def test_the_attack_succeeds_where_a_rule_is_missing(
    world: Callable[[], SmallCells], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    name, take_away = BROKEN[broken]
    take_away(monkeypatch)
    found = world()
    viewer = dict(viewers(found))[name]
    assert determined(gather(found, viewer), targets(found, viewer))


def test_a_district_is_not_set_against_a_masked_city(world: Callable[[], SmallCells]) -> None:
    found = world()
    with found.engine.connect() as connection:
        for viewer, seen in ((Viewer(Role.DISTRICT, "nevsky"), False), (Viewer(Role.COMMITTEE), True)):
            selection = Selection(2022, found.publication.method("two-years"))
            items = changes.territory_changes(connection, viewer, found.publication, selection, "nevsky")
            exam = next(item for item in items if item.procedure == "ege")
            assert exam.share is not None
            assert (exam.apart is not None) == seen
            assert exam.reason == "complementary"


def test_verdicts_of_few_schools_cannot_be_computed(world: Callable[[], SmallCells]) -> None:
    found = world()
    for name, viewer in viewers(found):
        with found.engine.connect() as connection:
            for method in found.publication.methods:
                lists = listed_years.lists(connection, viewer, found.publication, method)
                for year in method.years:
                    flows = {code: years[year].flow for code, years in lists.by_territory.items() if year in years}
                    if any(flow is None for flow in flows.values()):
                        continue
                    shown = {code: flow.compared for code, flow in flows.items() if flow and flow.compared}
                    if CITY in shown:
                        rest = shown.pop(CITY) - sum(shown.values())
                        assert rest == 0 or rest >= MINIMUM_CELL, (name, method.code, year)
