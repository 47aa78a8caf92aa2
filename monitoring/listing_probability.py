"""Probability that a school truly meets the rule of a profile: by its true shares, not by those that chance showed.

The rule looks at the same assessments as ``monitoring.identification`` (its window), and only at results that count. A
true share is what the school would show with very many participants of the same kind. The prior of each assessment
(``share_priors``) and the ties of a school's results (``school_factor``) are estimated from all schools; the
school's own results of all years up to the listing, small ones included, decide about it. The school factor is
integrated on a grid by the filter of a hidden Markov chain from year to year, the effect of a series by Gauss–Hermite,
the own part of a result by Gauss–Legendre; given the factor the number of low results has an exact distribution
(``low_counts``). Nothing is simulated, so that the same results give the same probability.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring import share_priors
from monitoring.beta_binomial import counts
from monitoring.identification import latest_two, listing_years, of_profile, published_years
from monitoring.low_counts import Pair, each_of_two_years, two_grounds
from monitoring.method_profiles import ShareProfile
from monitoring.school_factor import Ties, estimate
from monitoring.share_priors import AssessmentYear, SharePrior
from monitoring.true_shares import ShareGrid, density, grid, likelihoods, product

Floats = npt.NDArray[np.float64]
Slots = dict[int, int]
"""Assessment of a series by place in the window: 1 the latest year, 2 the one before."""

FEWEST_SCHOOLS = 5
"""Fewer schools with results say nothing of how schools differ: their probability is missing."""

# The factor's posterior is narrow where a school has many results: the trapezoidal rule is exact for a normal curve
# once the step is below 1.5 of its standard deviations, where Gauss–Hermite nodes of the prior would miss it.
_FACTOR = np.linspace(-4.5, 4.5, 31)
_PRIOR = np.exp(-(_FACTOR**2) / 2) / np.exp(-(_FACTOR**2) / 2).sum()
_SERIES, _SERIES_WEIGHT = np.polynomial.hermite_e.hermegauss(3)
_SERIES_WEIGHT = _SERIES_WEIGHT / _SERIES_WEIGHT.sum()
_NO_WEIGHT = 1e-6
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of low results by school and assessment, with the priors and ties found from them.

    ``k``, ``n``: schools × assessments, n = 0 where there is no result. ``keys``: (procedure, subject, grade, year).
    """

    schools: npt.NDArray[np.int64]
    keys: tuple[tuple[str, str, int, int], ...]
    k: Floats
    n: Floats
    priors: list[SharePrior]
    ties: Ties


def probabilities(results: pd.DataFrame, profile: ShareProfile, evidence: Evidence | None = None) -> pd.DataFrame:
    """Columns ``year``, ``school_id``, ``probability`` (0…1): every school assessed in every listing year.

    ``results`` as in ``monitoring.identification``. A school without a result that counts in a year has no row in it;
    with fewer than ``FEWEST_SCHOOLS`` schools in all the probabilities are missing. ``evidence``: what ``gather`` finds
    in the results of the profile's series, where it is known already.
    """
    columns = {"year": np.int64, "school_id": np.int64, "probability": float}
    relevant = results[of_profile(results, profile)]
    found = evidence or gather(relevant)
    years = listing_years(relevant, profile)
    if found is None or not years:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
    published = published_years(relevant)
    windows = {year: _window(found, profile, year, latest_two(published, profile, year)) for year in years}
    parts: list[pd.DataFrame] = []
    for rows in _chunks(len(found.schools)):
        prepared = _Prepared.of(found, rows, profile.threshold)
        for year, window in windows.items():
            assessed = (found.n[rows][:, window.assessments] >= max(profile.min_participants, 1)).any(axis=1)
            chance = _of_year(found, prepared, rows, window, profile)
            part = pd.DataFrame({"year": year, "school_id": found.schools[rows], "probability": chance})
            parts.append(part.loc[np.flatnonzero(assessed)])
    frame: pd.DataFrame = pd.concat(parts, ignore_index=True).astype(columns)
    if len(found.schools) < FEWEST_SCHOOLS:
        frame["probability"] = np.nan
    return frame.sort_values(["year", "school_id"], ignore_index=True)


def gather(results: pd.DataFrame, priors: Mapping[AssessmentYear, SharePrior] | None = None) -> Evidence | None:
    """Counts, priors and ties of the results; None without any result of known share and n ≥ 1.

    ``priors``: of these and perhaps of other assessments, where they are found already (``share_priors.of_results``).
    """
    known = results[results["low_share"].notna() & (results["participants"].fillna(0) > 0)]
    if known.empty:
        return None
    keys = pd.MultiIndex.from_frame(
        known[["procedure", "subject", "grade", "year"]].astype({"procedure": object, "subject": object})
    )
    column, assessments = pd.factorize(keys, sort=True)
    row, schools = pd.factorize(known["school_id"].to_numpy(dtype="int64"), sort=True)
    n, k = np.zeros((len(schools), len(assessments))), np.zeros((len(schools), len(assessments)))
    n[row, column] = known["participants"].to_numpy(dtype=float)
    k[row, column] = counts(known["low_share"].to_numpy(dtype=float), known["participants"].to_numpy(dtype=float))
    named = tuple((str(key[0]), str(key[1]), int(key[2]), int(key[3])) for key in assessments)
    found = share_priors.of_results(known) if priors is None else priors
    spread = [found[key] for key in named]
    years = np.array([key[3] for key in assessments], dtype=float)
    series = pd.factorize(pd.Index([tuple(key[:3]) for key in assessments]))[0]
    return Evidence(
        np.asarray(schools),
        named,
        k,
        n,
        spread,
        estimate(k, n, spread, years, series),
    )


def _chunks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + _CHUNK, count)) for start in range(0, count, _CHUNK))


@dataclass(frozen=True, slots=True)
class _Window:
    """What the rule looks at in a listing year, and what came before it.

    ``pairs``: the series of the window. ``latest``, ``before``: years of the school factor in the two places; where
    procedures differ in their two latest years, the later. ``past``: assessments by year of the factor, ascending.
    """

    pairs: Sequence[Slots]
    assessments: list[int]
    latest: int
    before: int
    past: dict[int, list[int]]


def _window(found: Evidence, profile: ShareProfile, year: int, wanted: pd.DataFrame) -> _Window:
    place = {key: index for index, key in enumerate(found.keys)}
    pairs: dict[tuple[str, str, int], Slots] = {}
    years: dict[int, list[int]] = {1: [year], 2: []}
    for procedure, subject, grade, held, back in wanted.itertuples(index=False):
        pairs.setdefault((procedure, subject, grade), {})[back] = place[procedure, subject, grade, held]
        years[back].append(held)
    inside = sorted(index for slots in pairs.values() for index in slots.values())
    latest = max(years[1])
    before = max(years[2], default=latest - 1)
    past: dict[int, list[int]] = {}
    for index, key in enumerate(found.keys):
        if index not in inside and key[3] <= year:
            past.setdefault(min(key[3], before), []).append(index)
    return _Window(list(pairs.values()), inside, latest, before, dict(sorted(past.items())))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """For a chunk of schools, by assessment: nodes, likelihoods at them, and their logarithm by place of the factor."""

    grids: list[ShareGrid]
    likelihood: list[Floats]
    by_factor: list[Floats]

    @classmethod
    def of(cls, found: Evidence, rows: slice, threshold: float) -> "_Prepared":
        grids = [grid(prior, threshold) for prior in found.priors]
        likelihood = [
            likelihoods(nodes, found.k[rows, place], found.n[rows, place]) for place, nodes in enumerate(grids)
        ]
        centres = np.sqrt(found.ties.common) * _FACTOR
        by_factor = [
            np.log(np.maximum(product(values, density(nodes, centres, 1 - found.ties.common)), 1e-300))
            for nodes, values in zip(grids, likelihood, strict=True)
        ]
        return cls(grids, likelihood, by_factor)


def _of_year(found: Evidence, prepared: _Prepared, rows: slice, window: _Window, profile: ShareProfile) -> Floats:
    """Probability of each school of the chunk."""
    before = _filtered(prepared, window, found.ties, rows.stop - rows.start)
    ahead = _transition(found.ties.memory ** (window.latest - window.before))
    # school × place of the factor before × place in the latest year
    weight = before[:, :, None] * ahead[None, :, :]
    tables = [
        {back: _tables(found, prepared, rows, index, profile.min_participants) for back, index in slots.items()}
        for slots in window.pairs
    ]
    for pair in tables:
        weight *= _joint(pair)
    weight /= weight.max(axis=(1, 2), keepdims=True)
    # Most places of the factor have no weight given the school's results: the count is taken where they have.
    school, earlier, later = np.nonzero(weight > _NO_WEIGHT)
    kept = weight[school, earlier, later]
    pairs = [_pair(pair, school, earlier, later) for pair in tables]
    if profile.kind == "each-of-two-years":
        met = each_of_two_years(pairs, profile.low_procedures)
    else:
        met = two_grounds(pairs, profile.low_procedures, both_needed=profile.combine == "all")
    size = len(weight)
    chance = np.bincount(school, kept * met, minlength=size) / np.bincount(school, kept, minlength=size)
    return np.asarray(np.clip(chance, 0, 1))


def _filtered(prepared: _Prepared, window: _Window, ties: Ties, size: int) -> Floats:
    """Distribution of the factor (schools × places) before the window's earlier year, given the past results."""
    state, known = np.tile(_PRIOR, (size, 1)), window.before
    for year, assessments in window.past.items():
        state = product(state, _transition(ties.memory ** max(year - known, 0)))
        logarithm = sum((prepared.by_factor[index] for index in assessments), np.zeros((size, 1)))
        state = state * np.exp(logarithm - logarithm.max(axis=1, keepdims=True))
        state, known = state / state.sum(axis=1, keepdims=True), year
    return product(state, _transition(ties.memory ** max(window.before - known, 0)))


def _transition(correlation: float) -> Floats:
    """Distribution of the factor (columns) given its place some years before (rows)."""
    if correlation >= 1:
        return np.eye(len(_FACTOR))
    away = _FACTOR[None, :] - correlation * _FACTOR[:, None]
    logarithm = -(away**2) / (2 * (1 - correlation**2))
    heights = np.exp(logarithm - logarithm.max(axis=1, keepdims=True))
    return np.asarray(heights / heights.sum(axis=1, keepdims=True))


Tables = tuple[Floats, Floats]
"""Likelihood of a result in all and with a low true share that counts: schools × places of f × places of h."""


def _tables(found: Evidence, prepared: _Prepared, rows: slice, index: int, least: int) -> Tables:
    nodes, values = prepared.grids[index], prepared.likelihood[index]
    centres = (np.sqrt(found.ties.common) * _FACTOR[:, None] + np.sqrt(found.ties.series) * _SERIES).ravel()
    weights = density(nodes, centres, found.ties.own)
    shape = (len(values), len(_FACTOR), len(_SERIES))
    low = product(values[:, nodes.first_low :].copy(), weights[nodes.first_low :])
    rest = product(values[:, : nodes.first_low].copy(), weights[: nodes.first_low])
    counting = found.n[rows, index] >= max(least, 1)
    return (low + rest).reshape(shape), (low * counting[:, None]).reshape(shape)


def _joint(pair: dict[int, Tables]) -> Floats:
    """Likelihood of a series: schools × places of f before × places of f in the latest year, or 1 of them."""
    latest = pair[1][0] if 1 in pair else None
    before = pair[2][0] if 2 in pair else None
    if before is None:
        assert latest is not None
        return np.asarray(_over_series(latest)[:, None, :])
    if latest is None:
        return np.asarray(_over_series(before)[:, :, None])
    return np.asarray((before * _SERIES_WEIGHT) @ latest.transpose(0, 2, 1))


def _over_series(values: Floats) -> Floats:
    """Mean over the effect of the series (the last axis); not by BLAS, see ``true_shares.product``."""
    return np.asarray(sum(weight * values[..., place] for place, weight in enumerate(_SERIES_WEIGHT)))


def _pair(
    pair: dict[int, Tables], school: npt.NDArray[np.int64], earlier: npt.NDArray[np.int64],
    later: npt.NDArray[np.int64],
) -> Pair:  # fmt: skip
    """Joint probabilities of a series being truly low, at each kept place of the factor."""
    nothing = (np.ones((len(school), len(_SERIES))), np.zeros((len(school), len(_SERIES))))
    now = tuple(table[school, later] for table in pair[1]) if 1 in pair else nothing
    then = tuple(table[school, earlier] for table in pair[2]) if 2 in pair else nothing
    total, now_low, then_low, both = (
        _over_series(first * second)
        for first, second in ((now[0], then[0]), (now[1], then[0]), (now[0], then[1]), (now[1], then[1]))
    )
    safe = np.where(total > 0, total, 1.0)
    now_low, then_low, both = now_low / safe, then_low / safe, both / safe
    return Pair(1 - now_low - then_low + both, now_low - both, then_low - both, both)
