"""(8) Intervals on proof cities: of a share, smoothed, over three years, and of the difference from expectation."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np

from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from monitoring import share_priors
from monitoring.criteria import Floats
from monitoring.expected_share import against_conditions
from monitoring.intervals import wilson
from monitoring.method_profiles import profiles
from monitoring.pooled_shares import pooled_shares
from monitoring.proof_city import SERIES, YEARS, proof_city
from monitoring.proof_conditions import conditions_city
from monitoring.similar_schools import similar_schools
from monitoring.smoothed_shares import smoothed

CITIES = 1000
SCHOOLS = 600
FIRST_SEED = 80_000
COVERAGE = (93.0, 97.0)
MANY = 40_000
"""Schools among which similar ones are searched, for the time it takes."""

_THREE = 3
Found = tuple[Floats, Floats, Floats, Floats]
"""By case: estimate, lower and upper bound, truth."""


def run(_city: City, _folder: Path) -> Result:
    """Every kind of interval on cities of their own seeds; the demo city is not looked at."""
    kinds: dict[str, Callable[[int], dict[str, Found]]] = {
        "доли": shares,
        "разность, условия складываются": partial(differences, shape="linear"),
        "разность, условия через логит": partial(differences, shape="logistic"),
    }
    rows: list[tuple[str | float, ...]] = []
    aims = []
    for name, study in kinds.items():
        began = time.process_time()
        cities = [study(FIRST_SEED + seed) for seed in range(CITIES)]
        cost = 1000 * (time.process_time() - began) / CITIES
        for what in cities[0]:
            estimate, low, high, truth = (np.concatenate([city[what][part] for city in cities]) for part in range(4))
            covered = 100 * float(((low <= truth) & (truth <= high)).mean())
            bias, width = float((estimate - truth).mean()), float((high - low).mean())
            label = what or name
            rows.append((label, f"{len(truth)}", covered, bias, width, cost))
            if what not in _BEYOND:
                aims.append(Aim(f"{label}: покрытие", covered, "at least", COVERAGE[0], "%"))
                aims.append(Aim(f"{label}: покрытие", covered, "at most", COVERAGE[1], "%"))
    columns = ("что", "случаев", "покрытие, %", "смещение, п.п.", "ширина, п.п.", "город, мс CPU")
    whole = Table(f"{CITIES} городов, {SCHOOLS} школ", columns, tuple(rows))
    return Result("intervals", "Интервалы на городах с известной правдой", (whole, _search()), tuple(aims))


_BEYOND = ("до трёх лет вместе — против следующего года",)


def shares(seed: int) -> dict[str, Found]:
    """Wilson's and the smoothed interval of a year, and the pooled ones of three, of the first series."""
    city = proof_city(seed, effect=0.0, schools=SCHOOLS)
    share, n, truth = (values[:, : _THREE + 1, 0].astype(float) for values in (city.share, city.n, city.expected))
    last = _THREE - 1
    (prior,) = share_priors.fit([(np.round(share[:, last] * n[:, last] / 100), n[:, last])])
    smooth = smoothed([prior] * SCHOOLS, share[:, last], n[:, last])
    results = [
        pooled_shares([(SERIES[0], YEARS[place], row[place], int(size[place])) for place in range(_THREE)])[last]
        for row, size in zip(share, n, strict=True)
    ]
    pooled = [found for found in results if found is not None]
    together = np.array([(found.share, *found.interval) for found in pooled]).T
    three = (truth[:, :_THREE] * n[:, :_THREE]).sum(axis=1) / n[:, :_THREE].sum(axis=1)
    return {
        "доля года (Вильсон)": (share[:, last], *wilson(share[:, last], n[:, last]), truth[:, last]),
        "сглаженная оценка": (*smooth, truth[:, last]),
        "до трёх лет вместе": (together[0], together[1], together[2], three),
        _BEYOND[0]: (together[0], together[1], together[2], truth[:, _THREE]),
    }


def differences(seed: int, shape: Literal["linear", "logistic"]) -> dict[str, Found]:
    """The difference from the share that conditions let expect."""
    city = conditions_city(seed, shape, SCHOOLS)
    found = against_conditions(city.results, profiles()["two-years"], city.conditions)
    place = found["school_id"].to_numpy() - 1
    names = ("difference", "difference_low", "difference_high")
    estimate, low, high = (found[name].to_numpy(dtype=float) for name in names)
    return {"": (estimate, low, high, (city.truth - city.expectation)[place])}


def _search() -> Table:
    """Time of the search for similar schools in one year."""
    rows = []
    for schools in (700, MANY):
        conditions = conditions_city(1, schools=schools).conditions
        began = time.process_time()
        similar_schools(conditions)
        rows.append((schools, time.process_time() - began))
    return Table("Поиск 30 похожих школ, один год", ("школ", "с CPU"), tuple(rows))
