"""From the results that a rule looks at to what the simulator states of another rule."""

import math

import numpy as np

from monitoring.districts import DISTRICTS
from monitoring.reports.simulation import Basis, MovedSchool, Simulation, TerritoryList
from monitoring.simulator import Flags, Rule, assessed, highest_threshold, listed, listed_by_threshold, unstable

_LOWEST = Rule(threshold=20, low_procedures=1, min_participants=5)
_HIGHEST = Rule(threshold=45, low_procedures=5, min_participants=50)
"""Between these the reader may move the rule: around what rules in use take (30 %, 2, 10). A default."""


def bounds(published: Rule) -> tuple[Rule, Rule]:
    """The lowest and the highest values that can be simulated, widened to those of the published rule."""
    return (
        Rule(
            min(_LOWEST.threshold, math.floor(published.threshold)),
            min(_LOWEST.low_procedures, published.low_procedures),
            min(_LOWEST.min_participants, published.min_participants),
        ),
        Rule(
            max(_HIGHEST.threshold, math.ceil(published.threshold)),
            max(_HIGHEST.low_procedures, published.low_procedures),
            max(_HIGHEST.min_participants, published.min_participants),
        ),
    )


def within(published: Rule, share: float | None, procedures: int | None, minimum: int | None) -> Rule:
    """The rule with the values asked for; what is not asked for or lies out of bounds stays as published."""
    low, high = bounds(published)
    return Rule(
        _between(share, low.threshold, high.threshold, published.threshold),
        int(_between(procedures, low.low_procedures, high.low_procedures, published.low_procedures)),
        int(_between(minimum, low.min_participants, high.min_participants, published.min_participants)),
    )


def _between(value: float | None, low: float, high: float, otherwise: float) -> float:
    return value if value is not None and low <= value <= high else otherwise


def simulate(basis: Basis, rule: Rule) -> Simulation:
    """The list under ``rule`` against the list under the published rule, in the viewer's scope.

    A district is simulated where all its schools are in the scope; of the others the published count stands alone:
    how a count moves with the rule would tell a result of a single school (docs/decisions.md).
    """
    now, former = listed(basis.grid, rule), listed(basis.grid, basis.published)
    highest = highest_threshold(basis.grid, rule.low_procedures, rule.min_participants)
    low, high = bounds(basis.published)
    steps = [float(value) for value in range(int(low.threshold), int(high.threshold) + 1)]
    return Simulation(
        year=basis.year,
        rule=rule,
        published_rule=basis.published,
        scope=basis.scope,
        assessed=int(assessed(basis.grid, rule.min_participants).sum()),
        published=int(former.sum()),
        simulated=int(now.sum()),
        thin=int(unstable(basis.grid, rule).sum()),
        districts=_districts(basis, now, former),
        moved=_moved(basis, now, former, [float(value) for value in highest]),
        curve=tuple(zip(steps, listed_by_threshold(highest, np.array(steps)).tolist(), strict=True)),
    )


def _districts(basis: Basis, now: Flags, former: Flags) -> tuple[TerritoryList, ...]:
    of_schools = np.array([school.district for school in basis.schools], dtype=object)
    open_to = {"all": {district.code for district in DISTRICTS}, "district": set(of_schools)}.get(basis.scope, set())
    rows = []
    for district in DISTRICTS:
        code = district.code
        published = basis.counts.get(code)
        if published is None:
            continue
        here = of_schools == code
        figures = (now & here, now & ~former & here, former & ~now & here)
        counted = [int(figure.sum()) if code in open_to else None for figure in figures]
        rows.append(TerritoryList(code, published, *counted))
    return tuple(rows)


def _moved(basis: Basis, now: Flags, former: Flags, highest: list[float]) -> tuple[MovedSchool, ...]:
    changed = sorted(np.flatnonzero(now != former), key=lambda index: basis.schools[index].position)
    return tuple(
        MovedSchool(
            id=basis.schools[index].id,
            name=basis.schools[index].name,
            district=basis.schools[index].district,
            entered=bool(now[index]),
            highest=highest[index] if math.isfinite(highest[index]) else None,
        )
        for index in changed
    )
