"""Proof cities of the signs of objectivity: scores and journals in memory, raised in known schools.

A pupil's success is logistic around his school's level: what lasts, its drift, the luck of the cohort (kept from grade
to grade) and of the work. Primary scores are drawn from it, marks follow from the scores. In a biased school pupils
below a mark are lifted over its boundary, most often from «2»; ОГЭ, held outside the school, is not touched. What
betrays it follows from the lifting, and can be taken away: a lifted mark is above the journal, unless the journal was
adapted; lifted pupils stand at the boundary, unless their scores were spread.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.special import expit

from monitoring.objectivity.boundary_peak import Scores
from monitoring.objectivity.spread import Floats
from monitoring.procedures import AssessmentKey

YEARS = tuple(range(2010, 2020))
"""Ten years without a break."""

FIRST_BIAS = 2013
LEAST_BIAS = 10.0
"""Percentage points of low results taken away by the lifting in an average work of the year, for it to count."""

MAXIMUM, CUTS = 20, (7, 12, 16)
_SERIES = tuple((subject, grade) for subject in ("russian", "math") for grade in (6, 7))
_EXAMS = ("russian", "math")
_LEVEL, _DRIFT, _MEMORY, _COHORT, _SUBJECT, _PROCEDURE, _LUCK, _SHOCK = 0.6, 0.35, 0.6, 0.22, 0.2, 0.16, 0.15, 0.06
_VPR_EASE, _OGE_LOW = 1.0, -2.4
_LIFTED, _LIFTED_ABOVE, _NEAR = 0.5, 0.2, 3
_LENIENT = 0.05
Counts = np.ndarray


@dataclass(frozen=True, slots=True)
class ProofScores:
    """``results``: as ``monitoring.identification`` takes them; ``comparisons``: as ``journal.journal_signs`` does.

    ``planted``: school × year, percentage points of low results that the lifting took away in expectation, 0 in an
    unbiased year; ``least``: school × year, participants of its smallest ВПР. Schools are numbered from 1.
    """

    results: pd.DataFrame
    comparisons: pd.DataFrame
    distributions: list[Scores]
    planted: Floats
    least: Counts

    def biased(self, year: int, *, sizeable: bool = False) -> set[int]:
        """Schools with biased results in the year; ``sizeable``: by ten points and more, in works of 50 and more."""
        at = YEARS.index(year)
        chosen = self.planted[:, at] > 0
        if sizeable:
            chosen = (self.planted[:, at] >= LEAST_BIAS) & (self.least[:, at] >= 50)
        return set((np.flatnonzero(chosen) + 1).tolist())


def proof_scores(
    seed: int, *, schools: int = 600, biased: float = 0.05, adapted_journal: bool = False, spread_scores: bool = False
) -> ProofScores:
    """The city of the seed; ``biased``: share of its schools with biased results, all of them weak ones."""
    rng = np.random.default_rng(seed)
    years, series = len(YEARS), len(_SERIES)
    level = _LEVEL * rng.normal(size=schools)
    base = level[:, None] + _drift(rng, schools)
    cohorts = _COHORT * rng.normal(size=(schools, years + 12))
    subject = _SUBJECT * rng.normal(size=(schools, len(_EXAMS)))
    ability = np.empty((schools, years, series))
    for place, (name, grade) in enumerate(_SERIES):
        ability[:, :, place] = base + _of(cohorts, grade) + subject[:, _EXAMS.index(name), None]
    ability += _PROCEDURE * rng.normal(size=(schools, 1, 1)) + _LUCK * rng.normal(size=ability.shape)
    ability += _VPR_EASE + _SHOCK * rng.normal(size=(years, series))
    size = np.clip(rng.lognormal(np.log(68), 0.38, schools), 12, 130)
    n = np.maximum(rng.poisson(np.broadcast_to(size[:, None, None], ability.shape)), 8)
    points = np.linspace(-4.2, 4.2, MAXIMUM)
    below = expit(points - ability[..., None])
    counts = rng.multinomial(n, np.diff(below, axis=-1, prepend=0.0, append=1.0))
    low = below[..., CUTS[0] - 1]
    start = _starts(rng, low, biased)
    active = np.array(YEARS) >= start[:, None]
    kind = np.clip(rng.normal(0.08, 0.04, (schools, 1, 1)), 0, 0.3)
    _lift(rng, counts, [kind] * 3, 1, spread=False)
    chance = np.where(active[..., None], np.clip(np.maximum(_LIFTED, 12 / (100 * low)), 0, 0.9), 0.0)
    others = np.where(active[..., None], _LIFTED_ABOVE, 0.0)
    true_low = counts[..., : CUTS[0]].sum(axis=-1) / n
    lifted = _lift(rng, counts, [chance, others, others], _NEAR, spread=spread_scores)
    shown = counts[..., : CUTS[0]].sum(axis=-1) / n
    planted = 100 * (low * chance).mean(axis=-1)
    journal = _journal(rng, n, true_low, np.zeros_like(lifted) if adapted_journal else lifted)
    exams, exam_n = _exams(rng, base, cohorts, subject, size)
    keys = [("vpr", name, grade) for name, grade in _SERIES] + [("oge", name, 9) for name in _EXAMS]
    results = _frame(
        keys,
        np.concatenate([n, exam_n], axis=2),
        low_share=np.round(100 * np.concatenate([shown, exams / exam_n], axis=2), 2),
    )
    percent = np.round(100 * journal / n[..., None], 2)
    comparisons = _frame(keys[:series], n, lowered_pct=percent[..., 0], raised_pct=percent[..., 2])
    return ProofScores(results, comparisons, _distributions(counts), planted, n.min(axis=2))


def _of(cohorts: Floats, grade: int) -> Floats:
    """Luck of those who are in the grade in each year; cohorts by the year of grade 9, the first two years early."""
    first = 9 - grade
    return np.asarray(cohorts[:, first : first + len(YEARS)])


def _drift(rng: np.random.Generator, schools: int) -> Floats:
    drift = np.empty((schools, len(YEARS)))
    drift[:, 0] = _DRIFT * rng.normal(size=schools)
    for place in range(1, len(YEARS)):
        fresh = _DRIFT * np.sqrt(1 - _MEMORY**2) * rng.normal(size=schools)
        drift[:, place] = _MEMORY * drift[:, place - 1] + fresh
    return drift


def _starts(rng: np.random.Generator, low: Floats, biased: float) -> Counts:
    """First biased year by school, one after the last where there is none; by lot among the weaker third."""
    schools = len(low)
    weak = np.argsort(-low.mean(axis=(1, 2)))[: schools // 3]
    chosen = rng.permutation(weak)[: round(biased * schools)]
    start = np.full(schools, YEARS[-1] + 1)
    start[chosen] = rng.integers(FIRST_BIAS, YEARS[-1], len(chosen))
    return start


def _lift(rng: np.random.Generator, counts: Counts, chances: list[Floats], near: int, *, spread: bool) -> Counts:
    """Moves pupils over the boundaries, in place, and returns how many. From «2» all may be lifted where ``near`` is
    more than one score, from higher marks those ``near`` the boundary. ``spread``: over three scores, else to it."""
    lifted = np.zeros(counts.shape[:-1], dtype="int64")
    for mark in (2, 1, 0):
        cut = CUTS[mark]
        first = 0 if mark == 0 and near > 1 else cut - near
        movers = rng.binomial(counts[..., first:cut], chances[mark][..., None])
        counts[..., first:cut] -= movers
        number = movers.sum(axis=-1)
        if spread:
            counts[..., cut : cut + 3] += rng.multinomial(number, [1 / 3] * 3)
        else:
            counts[..., cut] += number
        lifted += number
    return lifted


def _journal(rng: np.random.Generator, n: Counts, low: Floats, lifted: Counts) -> Counts:
    """Numbers lowered, confirmed, raised: schools differ, some journals are lenient; a lifted pupil is one up."""
    schools = len(n)
    lenient = np.where(rng.random(schools) < _LENIENT, 0.22, 0.0)
    lowered = 0.16 + 0.75 * low + lenient[:, None, None] + rng.normal(0, 0.04, n.shape)
    raised = 0.05 + 0.02 * rng.normal(size=(schools, 1, 1)) + rng.normal(0, 0.01, n.shape)
    lowered, raised = np.clip(lowered, 0.01, 0.8), np.clip(raised, 0.003, 0.15)
    counts = rng.multinomial(n, np.stack([lowered, 1 - lowered - raised, raised], axis=-1))
    # Who is lifted is more often one whose mark in the journal is better than his work.
    from_lowered = np.minimum(rng.binomial(lifted, np.clip(2 * lowered, 0, 0.9)), counts[..., 0])
    from_confirmed = np.minimum(lifted - from_lowered, counts[..., 1])
    counts[..., 0] -= from_lowered
    counts[..., 1] += from_lowered - from_confirmed
    counts[..., 2] += from_confirmed
    return np.asarray(counts)


def _exams(
    rng: np.random.Generator, base: Floats, cohorts: Floats, subject: Floats, size: Floats
) -> tuple[Counts, Counts]:
    """Low results and participants of ОГЭ: school × year × subject."""
    schools = len(base)
    success = base[:, :, None] + _of(cohorts, 9)[:, :, None] + subject[:, None, :]
    success = success + _PROCEDURE * rng.normal(size=(schools, 1, 1)) + _LUCK * rng.normal(size=success.shape)
    success = success + _SHOCK * rng.normal(size=success.shape[1:])
    n = np.maximum(rng.poisson(np.broadcast_to(size[:, None, None], success.shape)), 8)
    return rng.binomial(n, expit(_OGE_LOW - success)), n


def _frame(keys: list[tuple[str, str, int]], n: Counts, **shares: Floats) -> pd.DataFrame:
    school, year, series = (axis.ravel() for axis in np.indices(n.shape))
    named = pd.DataFrame(keys, columns=["procedure", "subject", "grade"]).iloc[series].reset_index(drop=True)
    values = {name: value.ravel() for name, value in shares.items()}
    return named.assign(school_id=school + 1, year=np.array(YEARS)[year], participants=n.ravel(), **values)


def _distributions(counts: Counts) -> list[Scores]:
    bounds = [0, *CUTS, MAXIMUM + 1]
    found = []
    for at, year in enumerate(YEARS):
        for place, (name, grade) in enumerate(_SERIES):
            shown = counts[:, at, place].astype(float)
            city = 100 * shown.sum(axis=0) / shown.sum()
            two, three, four, five = (float(city[a:b].sum()) for a, b in pairwise(bounds))
            schools = np.arange(1, len(shown) + 1, dtype="int64")
            found.append(Scores(AssessmentKey(year, "vpr", name, grade), schools, shown, (two, three, four, five)))
    return found
