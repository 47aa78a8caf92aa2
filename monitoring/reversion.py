"""Expected reversion to the mean: what share a school would show without support, given all its years before.

A school is chosen for a bad year, so it gets better by itself; how much is learned from schools that were chosen by the
same rule (or nearly) and got no support. Source of the problem: K. Chay, P. McEwan, M. Urquiola, American Economic
Review 95(4), 2005, 1237–1258. The prediction is a linear projection on the years before; for later years it is made
step by step, so that schools which begin to get support meanwhile may leave the comparison (iterated conditional
expectations: J. Robins, Mathematical Modelling 7, 1986, 1393–1512). All sums are made for many sets of weights of
schools at once.
"""

import numpy as np

from monitoring.support_panel import Flags, Floats, Panel, Units

HALF_WEIGHT = 150.0
"""Participants at which a result has half of the greatest weight: what a school changes by itself from year to year
(about 3.5 pp) does not shrink with n, so weight ∝ n / (n + 150). Default."""

LEAST_IN_YEAR = 3
"""Fewest comparison schools of the same start year behind an expected value."""

HISTORY = 4
"""Columns of what is known of a school up to its start."""

_RIDGE = 1e-10
_TENTH = 0.1  # Shares enter as tens of percent: columns of like size keep the equations well conditioned.


def weight(n: Floats) -> Floats:
    """Weight of a result with n participants, 0 to 1; nothing for n of zero."""
    return np.asarray(n / (n + HALF_WEIGHT), dtype=float)


def history(data: Panel, units: Units) -> Floats:
    """What is known of each unit up to its year, unit × 4: last share, the one before, mean of all earlier, rule met.

    Shares in tens of percent. The mean is weighted by participants. Where the year before is missing, or all the
    earlier ones, the mean of the other years before stands for it.
    """
    places = np.arange(len(data.years))
    at = units.at[:, None]
    share, n = data.share[units.row], data.n[units.row]
    last = share[np.arange(len(units)), units.at]
    before = np.where(units.at > 0, share[np.arange(len(units)), units.at - 1], np.nan)
    rest = _mean(share, n, places < at)
    before = np.where(np.isnan(before), rest, before)
    earlier = _mean(share, n, places < at - 1)
    earlier = np.where(np.isnan(earlier), rest, earlier)
    met = data.met[units.row, units.at].astype(float)
    return np.column_stack([last * _TENTH, before * _TENTH, earlier * _TENTH, met])


def expected_after(data: Panel, comparison: Units, supported: Units, weights: Floats, horizon: int) -> Floats:
    """Expected share of each supported unit ``horizon`` years after its start, set of weights × unit, percent.

    ``weights``: set × school of the panel. NaN where fewer than ``LEAST_IN_YEAR`` comparison schools of the same start
    year are known to the end.
    """
    within = comparison.only(comparison.at + horizon < len(data.years))
    ask = supported.at + horizon < len(data.years)
    values = np.full((len(weights), len(supported)), np.nan)
    if not len(within) or not ask.any():
        return values
    start = data.start[within.row] - within.at
    base = history(data, within)
    own = weights[:, within.row]
    share, n = _later(data, within, horizon)
    target = np.broadcast_to(share[:, horizon - 1], own.shape)
    known = (start >= horizon) & ~np.isnan(share).any(axis=1)
    behind = np.bincount(within.at[known], minlength=len(data.years))
    met = _later_met(data, within, horizon)
    for step in range(horizon, 0, -1):
        # What a unit is known to have been up to the year before the step foretells what follows.
        seen = np.column_stack([_by_year(data, within), base, share[:, : step - 1] * _TENTH, met[:, : step - 1]])
        fits = known & (start >= step) & ~np.isnan(seen).any(axis=1)
        coefficients = fitted(seen[fits], target[:, fits], own[:, fits] * weight(n[fits, step - 1]))
        if step > 1:
            target = coefficients @ np.nan_to_num(seen).T
            known = (start >= step - 1) & ~np.isnan(seen).any(axis=1)
    found = np.column_stack([_by_year(data, supported), history(data, supported)])
    foretold = coefficients @ found.T
    return np.where(ask & (behind[supported.at] >= LEAST_IN_YEAR), foretold, np.nan)


def expected_before(data: Panel, comparison: Units, supported: Units, weights: Floats) -> tuple[Floats, Floats]:
    """The placebo: share of the supported two years before the start, and what the others foretell for it.

    The year is the last before the rule looked at the school (it looks at two), so that selection has not touched it;
    it is projected on all other years up to the start. Returns observed (unit) and expected (set × unit), NaN where
    the year is not known.
    """
    observed, columns, _ = _placebo(data, supported)
    theirs, seen, n = _placebo(data, comparison)
    fits = ~np.isnan(theirs)
    if not fits.any() or not len(supported):
        return observed, np.full((len(weights), len(supported)), np.nan)
    own = weights[:, comparison.row[fits]]
    target = np.broadcast_to(theirs[fits], own.shape)
    coefficients = fitted(seen[fits], target, own * weight(n[fits]))
    behind = np.zeros((2, len(data.years)), dtype="int64")
    np.add.at(behind, (data.met[comparison.row, comparison.at].astype("int64"), comparison.at), fits)
    own_kind = behind[data.met[supported.row, supported.at].astype("int64"), supported.at]
    there = ~np.isnan(observed) & (own_kind >= LEAST_IN_YEAR)
    return observed, np.where(there, coefficients @ columns.T, np.nan)


def fitted(columns: Floats, target: Floats, weights: Floats) -> Floats:
    """Coefficients of weighted least squares, set of weights × column.

    ``columns``: unit × column; ``target``, ``weights``: set × unit. Columns that tell the same share what they tell
    (a ridge far below any digit shown), so that what they foretell together stays right.
    """
    count = columns.shape[1]
    upper, lower = np.triu_indices(count)
    sums = weights @ (columns[:, upper] * columns[:, lower])
    left = np.empty((len(weights), count, count))
    left[:, upper, lower] = left[:, lower, upper] = sums
    right = (weights * target) @ columns
    ridge = _RIDGE * np.trace(left, axis1=1, axis2=2)[:, None, None] * np.eye(count)
    return np.asarray(np.linalg.solve(left + ridge, right[:, :, None])[:, :, 0], dtype=float)


def _placebo(data: Panel, units: Units) -> tuple[Floats, Floats, Floats]:
    """Share two years before, columns of the other years, participants two years before."""
    places = np.arange(len(data.years))
    share, n = data.share[units.row], data.n[units.row]
    index = np.arange(len(units))
    place = np.maximum(units.at - 2, 0)
    observed = np.where(units.at >= 2, share[index, place], np.nan)
    base = history(data, units)
    earlier = _mean(share, n, places < units.at[:, None] - 2)
    has = ~np.isnan(earlier)
    # The mean of the earlier years in ``history`` holds the year in question.
    more = np.column_stack([np.where(has, earlier, 0) * _TENTH, has.astype(float)])
    before = np.where(units.at > 0, share[index, units.at - 1], np.nan)
    instead = np.where(np.isnan(before), base[:, 0], before * _TENTH)
    by_year = _by_year(data, units)
    # Who was supported a year earlier is gone from the schools of a year, and that went by the very share in question:
    # so schools that met the rule are held against such schools of the same year, nearly listed ones against theirs.
    columns = np.column_stack([by_year, by_year * base[:, 3:], base[:, 0], instead, more])
    return observed, columns, n[index, place]


def _by_year(data: Panel, units: Units) -> Floats:
    """An intercept for each start year: what the year did to all is no reversion of a school."""
    return (units.at[:, None] == np.arange(len(data.years))).astype(float)


def _later(data: Panel, units: Units, horizon: int) -> tuple[Floats, Floats]:
    steps = np.minimum(units.at[:, None] + np.arange(1, horizon + 1), len(data.years) - 1)
    rows = units.row[:, None]
    return data.share[rows, steps], data.n[rows, steps]


def _later_met(data: Panel, units: Units, horizon: int) -> Floats:
    steps = np.minimum(units.at[:, None] + np.arange(1, horizon + 1), len(data.years) - 1)
    return data.met[units.row[:, None], steps].astype(float)


def _mean(share: Floats, n: Floats, chosen: Flags) -> Floats:
    """Mean of the chosen years weighted by participants; NaN where none is known."""
    there = chosen & ~np.isnan(share) & (n > 0)
    total = np.where(there, n, 0.0).sum(axis=1)
    low = np.where(there, np.nan_to_num(share) * n, 0.0).sum(axis=1)
    return np.asarray(low / np.where(total > 0, total, np.nan), dtype=float)
