"""A school's share over up to three years of one assessment together.

What is estimated: the true share of these very years together, each year weighted by its participants. Given the true
shares of the years their counts are independent binomials, so that the variance of the sum is not above that of one
binomial with the mean share, and Wilson's interval of the sum holds (W. Hoeffding, Annals of Mathematical Statistics 27
(1956), 713–721). It is no interval of a lasting level of the school nor of its next year: years vary beyond chance, and
for those it would be too narrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitoring.beta_binomial import counts
from monitoring.intervals import wilson
from monitoring.method_profiles import Series
from monitoring.years import is_break

YEARS = 3

Result = tuple[Series, int, float | None, int | None]
"""Assessment, year, share (percent), n."""


@dataclass(frozen=True, slots=True)
class PooledShare:
    """Share (percent) of ``n`` participants of the ``years`` (ascending), with its 95 % interval."""

    share: float
    n: int
    years: tuple[int, ...]
    interval: tuple[float, float]


def pooled_shares(results: Sequence[Result]) -> list[PooledShare | None]:
    """For each result of one school the shares of the three calendar years up to it together.

    A year without a share or without participants is not in it, and none before a break is; None where no other year
    comes with the result's own.
    """
    n = np.array([item[3] or 0 for item in results], dtype=float)
    k = counts(np.array([np.nan if item[2] is None else item[2] for item in results]), n)
    places: dict[tuple[Series, int], int] = {
        (series, year): place for place, (series, year, share, size) in enumerate(results) if share is not None and size
    }
    windows: list[tuple[int, list[int]]] = []
    for (series, year), place in places.items():
        first = year - YEARS + 1
        first = max([first, *(gap + 1 for gap in range(first, year) if is_break(series[0], gap))])
        taken = [places[series, other] for other in range(first, year + 1) if (series, other) in places]
        if len(taken) > 1:
            windows.append((place, taken))
    whole = np.array([n[taken].sum() for _, taken in windows])
    share = 100 * np.array([k[taken].sum() for _, taken in windows]) / whole
    low, high = wilson(share, whole)
    found: list[PooledShare | None] = [None] * len(results)
    for index, (place, taken) in enumerate(windows):
        years = tuple(results[other][1] for other in taken)
        bounds = (float(low[index]), float(high[index]))
        found[place] = PooledShare(float(share[index]), int(whole[index]), years, bounds)
    return found
