"""Assignment of rows to columns with places: the cheapest one as a whole, and the greedy one it is compared with.

``costs``: rows × columns, ``inf`` where a pair is forbidden; ``places``: how many rows a column takes; ``unmatched``:
the price of a row that stays alone. Both return the column of each row, −1 for none. Rows and columns come in the order
of ids: where prices are equal that order decides, so an answer does not depend on how the data were read.
"""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

Costs = npt.NDArray[np.float64]
Chosen = npt.NDArray[np.int64]


def cheapest(costs: Costs, places: npt.NDArray[np.int64], unmatched: float) -> Chosen:
    """The assignment of the least total price.

    A rectangular assignment problem (Crouse, IEEE Trans. Aerosp. Electron. Syst. 52(4), 2016, as in scipy): a column
    is repeated by its places, and a spare one at the price ``unmatched`` stands beside them for each row. A pair dearer
    than ``unmatched`` is therefore never chosen.
    """
    rows = len(costs)
    if not rows:
        return np.empty(0, dtype=np.int64)
    # More places than rows are never filled.
    repeated = np.repeat(np.arange(costs.shape[1]), np.clip(places, 0, rows))
    padded = np.hstack([costs[:, repeated], np.full((rows, rows), unmatched)])
    _, taken = linear_sum_assignment(padded)
    return np.append(repeated, np.full(rows, -1))[taken].astype(np.int64)


def greedy(costs: Costs, places: npt.NDArray[np.int64], unmatched: float) -> Chosen:
    """The cheapest pair first, then the cheapest of what is left, while one no dearer than ``unmatched`` remains."""
    chosen = np.full(len(costs), -1, dtype=np.int64)
    left = np.clip(places, 0, None).astype(np.int64)
    rows, columns = np.nonzero(costs <= unmatched)
    alone = len(set(rows.tolist()))
    for index in np.argsort(costs[rows, columns], kind="stable"):
        if not alone:
            break
        row, column = rows[index], columns[index]
        if chosen[row] < 0 and left[column]:
            chosen[row] = column
            left[column] -= 1
            alone -= 1
    return chosen


def price(costs: Costs, chosen: Chosen, unmatched: float) -> float:
    """Total of the pairs and of ``unmatched`` for each row that stays alone though a pair no dearer was open to it.

    A row without any such pair costs the same whatever is chosen, and is left out.
    """
    rows = np.arange(len(costs))
    paired = chosen >= 0
    alone = ~paired & (costs <= unmatched).any(axis=1)
    return float(costs[rows[paired], chosen[paired]].sum() + unmatched * alone.sum())
