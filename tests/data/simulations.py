"""Everything that the simulator tells a viewer, as plain values that tests can search."""

from typing import Any

import numpy as np

from data_access.queries.simulator import simulation_basis
from data_access.viewer import Viewer
from monitoring.reports.publication import Selection
from monitoring.simulated_list import simulate
from monitoring.simulator import Rule
from tests.data.builders import World

RULES = (Rule(8.0, 1, 1), Rule(36.0, 2, 10), Rule(30.0, 1, 44))


def everything_simulated(world: World, viewer: Viewer, selection: Selection) -> Any:
    """Schools and results that the simulator rests on, and what it states of some rules; None without a listing."""
    basis = simulation_basis(world.connection, viewer, world.publication, selection)
    if basis is None:
        return None
    shares = np.nan_to_num(basis.grid.share, nan=-1.0).tolist()
    return basis.schools, shares, basis.counts, [simulate(basis, rule) for rule in RULES]
