"""Effect of support: change after its start, split into expected reversion to the mean and effect.

Of each supported school the shares of up to three years after the start are compared with what its own years before
foretell (``monitoring.reversion``); the effect is the mean over schools of (observed − expected), negative where the
share of low results fell. Intervals: cluster bootstrap by school with exponential weights (D. Rubin, Annals of
Statistics 9, 1981, 130–134), so that no draw leaves a start year without schools; both sides are drawn anew, and the
projection is fitted anew in each draw. The spread is widened for the coefficients fitted (the usual factor of clustered
errors: C. Cameron, D. Miller, Journal of Human Resources 50, 2015, 317–372). Below ten schools on either side nothing
is stated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from monitoring.reversion import HISTORY, expected_after, expected_before
from monitoring.support_panel import (
    MOST_YEARS_AFTER,
    Flags,
    Floats,
    Panel,
    Units,
    comparison_units,
    supported_units,
)

LEAST_SCHOOLS = 10
"""Fewest supported and fewest comparison schools behind any figure."""

DRAWS = 400
SEED = 1307

Refusal = Literal["few-supported", "few-comparison", "no-threshold", "complementary"]
"""``complementary``: stated, but not for this viewer (``data_access.scope.open_parts``)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Percentage points of the low share, negative where it fell; ``interval`` 95 %.

    ``change`` = ``reversion`` + ``effect``. Figures are None where ``refused``.
    """

    n_supported: int
    refused: Refusal | None
    change: float | None = None
    reversion: float | None = None
    effect: float | None = None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class YearSince:
    """Means over the same schools ``step`` years of results after the start (0 the year of selection).

    Percent; ``expected`` is None up to the start. Years with fewer than ``LEAST_SCHOOLS`` are left out.
    """

    step: int
    n: int
    observed: float
    expected: float | None
    interval: tuple[float, float] | None
    """Of the expected share."""


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """One supported school: means of the years before (those of selection), after and expected, percent."""

    school_id: int
    start: int
    before: float
    after: float
    expected: float
    years_after: int


@dataclass(frozen=True, slots=True)
class SupportEffect:
    """What can be said of support by one method.

    ``n_comparison``: schools that served as comparison, ``n_unsupported`` of them met the rule at least once without
    support (the rest nearly met it). ``left_out``: supported schools without enough years before or after, or supported
    without having met the rule nearly. ``starts``: list years after which the support of the counted schools began.
    ``pretrend``: the placebo (see ``reversion.expected_before``); its change and reversion are None.
    """

    overall: Estimate
    n_comparison: int
    n_unsupported: int
    left_out: int
    starts: tuple[int, ...]
    years: tuple[int, ...]
    pretrend: Estimate
    kinds: Mapping[str, Estimate]
    picture: tuple[YearSince, ...]
    schools: tuple[SchoolChange, ...]


def refused(why: Refusal) -> SupportEffect:
    """Nothing is stated, and no panel was made to say how many schools there are."""
    nothing = Estimate(0, why)
    return SupportEffect(nothing, 0, 0, 0, (), (), nothing, {}, (), ())


def support_effect(
    data: Panel, kinds: Mapping[str, frozenset[int]], *, draws: int = DRAWS, seed: int = SEED
) -> SupportEffect:
    """The effect in the panel. ``kinds``: kind of partnership → supported schools of that kind, estimated apart."""
    supported, comparison = supported_units(data), comparison_units(data)
    weights = _weights(data, supported, comparison, draws, seed)
    n_comparison = len(np.unique(comparison.row))
    after = _After.of(data, supported, comparison, weights)
    enough = n_comparison >= LEAST_SCHOOLS
    counted = after.counted
    ids = data.schools[supported.row]
    shown = enough and int(counted.sum()) >= LEAST_SCHOOLS
    return SupportEffect(
        overall=_estimate(after, weights, counted, enough),
        n_comparison=n_comparison,
        n_unsupported=len(np.unique(comparison.row[data.met[comparison.row, comparison.at]])),
        left_out=int((data.start < data.never).sum() - counted.sum()),
        starts=tuple(sorted({data.years[at] for at in supported.at[counted]})),
        years=data.years,
        pretrend=_pretrend(data, supported, comparison, weights, counted, enough),
        kinds={
            kind: _estimate(after, weights, counted & np.isin(ids, list(schools)), enough)
            for kind, schools in kinds.items()
        },
        picture=_picture(data, supported, after, weights) if shown else (),
        schools=_schools(data, supported, after) if enough else (),
    )


@dataclass(frozen=True, slots=True)
class _After:
    """Per supported unit: shares before (mean of the years of selection), after (unit × step), expected (set × unit
    × step).

    A step counts where both observed and expected are known.
    """

    supported: Units
    before: Floats
    observed: Floats
    expected: Floats
    known: Flags
    widening: float
    """Factor of the spread for the coefficients of the projection."""

    @property
    def counted(self) -> Flags:
        """Units with at least one step."""
        return np.asarray(self.known.any(axis=1))

    @property
    def gap(self) -> Floats:
        """Observed − expected, mean over the steps that count: set × unit; 0 where none does."""
        return self._mean(self.observed - self.expected)

    def _mean(self, values: Floats) -> Floats:
        total = np.where(self.known, np.nan_to_num(values), 0.0).sum(axis=-1)
        return np.asarray(total / np.maximum(self.known.sum(axis=1), 1), dtype=float)

    @property
    def after(self) -> Floats:
        """Observed, mean over the steps that count: unit."""
        return self._mean(self.observed)

    @classmethod
    def of(cls, data: Panel, supported: Units, comparison: Units, weights: Floats) -> "_After":
        steps = np.arange(1, MOST_YEARS_AFTER + 1)
        places = supported.at[:, None] + steps
        there = places < len(data.years)
        observed = data.share[supported.row[:, None], np.minimum(places, len(data.years) - 1)]
        observed = np.where(there, observed, np.nan)
        expected = np.stack(
            [expected_after(data, comparison, supported, weights, int(step)) for step in steps], axis=-1
        )
        known = ~np.isnan(observed) & ~np.isnan(expected[0])
        return cls(supported, _before(data, supported), observed, expected, known, _widening(comparison))


def _widening(comparison: Units) -> float:
    """√(G / (G − 1) × (N − 1) / (N − K)): G schools, N units, K coefficients (a start year each, and the history)."""
    units, schools = len(comparison), len(np.unique(comparison.row))
    coefficients = len(np.unique(comparison.at)) + HISTORY
    return float(np.sqrt(schools / max(schools - 1, 1) * (units - 1) / max(units - coefficients, 1))) if units else 1.0


def _before(data: Panel, units: Units) -> Floats:
    """Share in the two years that the rule looks at, weighted by participants."""
    places = np.stack([np.maximum(units.at - 1, 0), units.at], axis=1)
    share, n = data.share[units.row[:, None], places], data.n[units.row[:, None], places]
    n = np.where(np.isnan(share), 0.0, n)
    return np.asarray((np.nan_to_num(share) * n).sum(axis=1) / n.sum(axis=1), dtype=float)


def _weights(data: Panel, supported: Units, comparison: Units, draws: int, seed: int) -> Floats:
    """Set × school: first all alike, then the draws. Drawn in the order of school ids, so rows may come in any."""
    involved = np.union1d(supported.row, comparison.row)
    involved = involved[np.argsort(data.schools[involved])]
    weights = np.ones((draws + 1, len(data.schools)))
    weights[1:, involved] = np.random.default_rng(seed).exponential(size=(draws, len(involved)))
    return weights


def _estimate(after: _After, weights: Floats, chosen: Flags, enough: bool) -> Estimate:
    count = int(chosen.sum())
    refused = _refused(count, enough)
    if refused:
        return Estimate(count, refused)
    effects = _weighted(after.gap, weights, after.supported, chosen)
    change = float((after.after - after.before)[chosen].mean())
    effect = float(effects[0])
    return Estimate(count, None, change, change - effect, effect, _interval(effects, count, after.widening))


def _pretrend(
    data: Panel, supported: Units, comparison: Units, weights: Floats, counted: Flags, enough: bool
) -> Estimate:
    observed, expected = expected_before(data, comparison, supported, weights)
    chosen = counted & ~np.isnan(observed) & ~np.isnan(expected).any(axis=0)
    count = int(chosen.sum())
    refused = _refused(count, enough)
    if refused:
        return Estimate(count, refused)
    effects = _weighted(np.nan_to_num(observed - expected), weights, supported, chosen)
    return Estimate(count, None, effect=float(effects[0]), interval=_interval(effects, count, _widening(comparison)))


def _refused(count: int, enough: bool) -> Refusal | None:
    if count < LEAST_SCHOOLS:
        return "few-supported"
    return None if enough else "few-comparison"


def _weighted(values: Floats, weights: Floats, units: Units, chosen: Flags) -> Floats:
    own = weights[:, units.row] * chosen
    return np.asarray((values * own).sum(axis=1) / own.sum(axis=1), dtype=float)


def _interval(drawn: Floats, count: int, widening: float) -> tuple[float, float]:
    """Estimate ± t × spread of the draws, df = schools − 1; the spread is that of means of ``count`` schools."""
    spread = float(drawn[1:].std(ddof=1)) * float(np.sqrt((count + 1) / (count - 1)))
    half = float(stdtrit(count - 1, 0.975)) * spread * widening
    return float(drawn[0]) - half, float(drawn[0]) + half


def _picture(data: Panel, supported: Units, after: _After, weights: Floats) -> tuple[YearSince, ...]:
    rows = []
    for step in range(-MOST_YEARS_AFTER, MOST_YEARS_AFTER + 1):
        if step > 0:
            chosen = after.known[:, step - 1]
            values, count = after.observed[:, step - 1], int(chosen.sum())
        else:
            places = supported.at + step
            values = np.where(places >= 0, data.share[supported.row, np.maximum(places, 0)], np.nan)
            chosen = after.counted & ~np.isnan(values)
            count = int(chosen.sum())
        if count < LEAST_SCHOOLS:
            continue
        observed = float(values[chosen].mean())
        if step <= 0:
            rows.append(YearSince(step, count, observed, None, None))
            continue
        drawn = _weighted(
            np.nan_to_num(after.observed[:, step - 1] - after.expected[:, :, step - 1]), weights, supported, chosen
        )
        low, high = _interval(drawn, count, after.widening)
        rows.append(YearSince(step, count, observed, observed - float(drawn[0]), (observed - high, observed - low)))
    return tuple(rows)


def _schools(data: Panel, supported: Units, after: _After) -> tuple[SchoolChange, ...]:
    expected = after.after - after.gap[0]
    return tuple(
        SchoolChange(
            school_id=int(data.schools[supported.row[index]]),
            start=data.years[supported.at[index]],
            before=float(after.before[index]),
            after=float(after.after[index]),
            expected=float(expected[index]),
            years_after=int(after.known[index].sum()),
        )
        for index in np.flatnonzero(after.counted)
    )
