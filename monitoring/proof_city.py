"""Proof cities: cities in memory whose truth is planted, so that a method can be held against it.

A school's expected share of low results is logistic in a sum of its persistent level, its conditions, a drift that it
keeps in part from year to year, and the luck of each year and procedure; marks are drawn from it. Each year the rule
«two procedures low in each of two years» is applied to these noisy marks, and from ``FIRST_START`` on some of the
schools that meet it get support, by lot. Support adds ``effect`` to the level of all later years.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from monitoring.identification import RESULT_COLUMNS
from monitoring.method_profiles import Series
from monitoring.support_panel import MOST_YEARS_AFTER, NEAR_THE_RULE, Flags, Floats, Integers, Panel

YEARS = tuple(range(2010, 2020))
"""Ten years without a break."""

FIRST_START = 2014
"""List year after which support may begin: its first results are those of the sixth year."""

SERIES: tuple[Series, ...] = (("vpr", "russian", 6), ("vpr", "math", 6), ("oge", "russian", 9), ("oge", "math", 9))
_DIFFICULTY = (-2.3, -1.8, -2.5, -2.0)
_LEVEL, _CONTEXT, _DRIFT, _MEMORY, _LUCK, _SHOCK, _TREND = 0.55, 0.30, 0.35, 0.5, 0.30, 0.06, 0.03
THRESHOLD, LOW_PROCEDURES, LEAST_PARTICIPANTS = 30.0, 2, 10


@dataclass(frozen=True, slots=True)
class ProofCity:
    """Arrays school × year × series unless said otherwise.

    ``level`` (logits) and ``expected`` (percent) as marks were drawn, ``unsupported`` the same without support;
    ``share``: drawn, percent; ``n``: participants; ``context``: unfavourable conditions by school, standard deviations;
    ``start``: by school, position of the list year after which support began, ``len(YEARS)`` where there was none;
    ``luck``: what year and procedure added by chance, ``shock``: how hard the year was, year × series, both in logits.
    """

    context: Floats
    expected: Floats
    unsupported: Floats
    share: Floats
    n: Integers
    met: Flags
    near: Flags
    start: Integers
    luck: Floats
    shock: Floats

    def results(self) -> pd.DataFrame:
        """The drawn results as ``monitoring.identification`` takes them; schools are numbered from 1."""
        school, year, series = (axis.ravel() for axis in np.indices(self.n.shape))
        keys = pd.DataFrame([SERIES[index] for index in series], columns=["procedure", "subject", "grade"])
        frame = keys.assign(
            school_id=school + 1,
            year=np.array(YEARS)[year],
            participants=self.n.ravel(),
            low_share=self.share.ravel(),
        )
        return frame[list(RESULT_COLUMNS)]

    def panel(self) -> Panel:
        """The panel that the effect is estimated from."""
        return Panel(
            schools=np.arange(1, len(self.n) + 1, dtype="int64"),
            years=YEARS,
            share=self.pooled(self.share),
            n=self.n.sum(axis=2).astype(float),
            met=self.met,
            near=self.near,
            start=self.start,
        )

    def pooled(self, share: Floats) -> Floats:
        """A share over all series, weighted by participants: school × year, percent."""
        return np.asarray((share * self.n).sum(axis=2) / self.n.sum(axis=2), dtype=float)

    def planted(self, schools: Integers) -> float:
        """True effect in percentage points: mean over the schools (ids) of that of the first years after the start."""
        rows = schools - 1
        gap = (self.pooled(self.expected) - self.pooled(self.unsupported))[rows]
        after = np.arange(len(YEARS)) - self.start[rows, None]
        window = (after >= 1) & (after <= MOST_YEARS_AFTER)
        return float(((gap * window).sum(axis=1) / window.sum(axis=1)).mean())

    def planted_changes(self, school: Integers, year: Integers, earlier: int) -> Floats:
        """True change of each school (id) in the year, percentage points: as ``monitoring.share_changes`` defines it,
        from shares without the luck of a year and without sampling, every year as hard as the latest one."""
        steady = logit(self.expected / 100) - self.luck - self.shock
        row, place = school - 1, year - YEARS[0]
        weight = self.n[row, place] / self.n[row, place].sum(axis=1, keepdims=True)
        total, behind = np.zeros(weight.shape), np.zeros(weight.shape)
        for lag in range(1, earlier + 1):
            n = self.n[row, np.maximum(place - lag, 0)] * (place >= lag)[:, None]
            total += n * expit(steady[row, np.maximum(place - lag, 0)] + self.shock[place])
            behind += n
        return np.asarray(100 * (weight * (expit(steady[row, place] + self.shock[place]) - total / behind)).sum(axis=1))


def proof_city(seed: int, *, effect: float, schools: int = 240, coverage: float = 0.5) -> ProofCity:
    """The city of the seed. ``effect`` in logits of a low result (negative helps); ``coverage``: chance of support of a
    school that meets the rule and has none yet."""
    rng = np.random.default_rng(seed)
    years, series = len(YEARS), len(SERIES)
    context = rng.normal(size=schools)
    level = _LEVEL * rng.normal(size=schools) + _CONTEXT * context
    trend = _TREND * rng.normal(size=schools)[:, None] * (np.arange(years) - years / 2)
    subject = 0.2 * rng.normal(size=(schools, 1, series))
    luck = _LUCK * rng.normal(size=(schools, years, series))
    shock = _SHOCK * rng.normal(size=(years, series))
    base = (level[:, None] + trend + _drift(rng, schools))[:, :, None] + subject + luck + shock + _DIFFICULTY
    size = rng.lognormal(3.3, 0.45, size=schools)
    n = np.maximum(rng.poisson(np.broadcast_to(size[:, None, None], base.shape)), LEAST_PARTICIPANTS)
    share, level_shown = np.empty(base.shape), base.copy()
    met, near = np.zeros((schools, years), dtype=bool), np.zeros((schools, years), dtype=bool)
    start = np.full(schools, years, dtype="int64")
    for place in range(years):
        level_shown[:, place] += effect * (start < place)[:, None]
        share[:, place] = 100 * rng.binomial(n[:, place], expit(level_shown[:, place])) / n[:, place]
        if place:
            met[:, place] = meets(share[:, place - 1 : place + 1], THRESHOLD)
            near[:, place] = meets(share[:, place - 1 : place + 1], THRESHOLD - NEAR_THE_RULE)
        if YEARS[place] >= FIRST_START:
            chosen = met[:, place] & (start == years) & (rng.random(schools) < coverage)
            start[chosen] = place
    return ProofCity(context, 100 * expit(level_shown), 100 * expit(base), share, n, met, near, start, luck, shock)


def meets(share: Floats, threshold: float) -> Flags:
    """Whether at least two series are low in each of the years of ``share`` (school × year × series)."""
    low = (share >= threshold - 1e-9).sum(axis=2)
    return np.asarray((low >= LOW_PROCEDURES).all(axis=1))


def _drift(rng: np.random.Generator, schools: int) -> Floats:
    drift = np.empty((schools, len(YEARS)))
    drift[:, 0] = _DRIFT * rng.normal(size=schools)
    fresh = _DRIFT * np.sqrt(1 - _MEMORY**2)
    for place in range(1, len(YEARS)):
        drift[:, place] = _MEMORY * drift[:, place - 1] + fresh * rng.normal(size=schools)
    return drift
