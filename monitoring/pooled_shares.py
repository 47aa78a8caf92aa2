"""A school's share over up to three years of one assessment together.

What is estimated: the true share of these very years together, each year weighted by its participants. Given the true
shares of the years their counts are independent binomials, so that the variance of the sum is not above that of one
binomial with the mean share, and Wilson's interval of the sum holds (W. Hoeffding, Annals of Mathematical Statistics 27
(1956), 713–721). It is no interval of a lasting level of the school nor of its next year: years vary beyond chance, and
for those it would be too narrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.beta_binomial import counts
from monitoring.intervals import wilson
from monitoring.years import is_break

YEARS = 3


@dataclass(frozen=True, slots=True)
class PooledShare:
    """Share (percent) of ``n`` participants of the ``years`` (ascending), with its 95 % interval."""

    share: float
    n: int
    years: tuple[int, ...]
    interval: tuple[float, float]


def pooled_shares(procedure: str, results: Sequence[tuple[int, float | None, int | None]]) -> dict[int, PooledShare]:
    """For each year the shares of the three calendar years up to it together, by year.

    ``results``: year, share (percent), n of one school in one assessment. A year without a share or an n is not in it,
    and none before a break is. Years of which no other comes with them have no pooled share.
    """
    known = {year: (share, n) for year, share, n in results if share is not None and n}
    found = {}
    for year in known:
        first = year - YEARS + 1
        first = max([first, *(gap + 1 for gap in range(first, year) if is_break(procedure, gap))])
        years = tuple(sorted(other for other in known if first <= other <= year))
        if len(years) > 1:
            whole = sum(known[other][1] for other in years)
            low = sum(float(counts(*known[other])) for other in years)
            bounds = wilson(100 * low / whole, whole)
            found[year] = PooledShare(100 * low / whole, whole, years, (float(bounds[0]), float(bounds[1])))
    return found
