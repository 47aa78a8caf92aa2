"""Sample simulations: the city, one district, one school, nobody's."""

import numpy as np

from monitoring.districts import CITY, DISTRICTS
from monitoring.reports.simulation import Basis, SchoolPlace, Simulation
from monitoring.simulated_list import simulate
from monitoring.simulator import Grid, Rule

PUBLISHED = Rule(30.0, 2, 10)
_A_DISTRICT = 34


def simulation(scope: str = "all", rule: Rule = Rule(35.0, 1, 15)) -> Simulation:  # noqa: B008 - frozen
    """The list of 2025 under the rule, for a viewer with the scope; the district is Невский."""
    codes = [district.code for district in DISTRICTS for _ in range(_A_DISTRICT)]
    chance = np.random.default_rng(2025)
    level = chance.gamma(3.0, 5.0, size=(len(codes), 1, 1))
    share = np.clip(np.round(level + chance.normal(0, 6, size=(len(codes), 8, 2)), 2), 0, 100)
    kept = {"all": range(len(codes)), "none": range(0)}.get(
        scope, [i for i, code in enumerate(codes) if code == "nevsky"]
    )
    chosen = list(kept)[:1] if scope == "school" else list(kept)
    numbers = {code: place.number for code, place in ((district.code, district) for district in DISTRICTS)}
    schools = tuple(
        SchoolPlace(index, f"Школа {numbers[codes[index]]:02}-{index % _A_DISTRICT + 1:02} (демо)", codes[index], index)
        for index in chosen
    )
    participants = np.full((len(chosen), 8, 2), 60.0)
    grid = Grid(np.array(chosen, dtype=np.int64), share[chosen], participants, "each-of-two-years", "any")
    counts = {district.code: index % 7 for index, district in enumerate(DISTRICTS)}
    return simulate(Basis(2025, PUBLISHED, grid, schools, counts | {CITY: sum(counts.values())}, scope), rule)
