"""Change of low shares: the latest year against the years before it, the difficulty of the years taken out.

For a school and an assessment the share of the year is compared with the mean of up to ``EARLIER`` comparable years
before, weighted by participants. Years are comparable where no break (2020 without ВПР and ОГЭ) lies between them.

*The year of the city.* A work may be harder in one year than in another. Each earlier share is therefore moved by as
much as the city moved, on the scale of logits: p* = logit⁻¹(logit p + logit C_Y − logit C_y), so that a school which
moved with the city has changed by nothing, whatever its level. C is known from thousands of participants and is taken
as exact.

*The school.* Its assessments are put together with the participants of the latest year as weights.

*The interval*, 95 %, adds the distances to the limits of each share in squares (Zou, Huang, Zhang, Computational
Statistics & Data Analysis 53 (2009), 1080–1085; for two shares it is Newcombe's method 10). The limits are Wilson's for
n / (1 + (n − 1) σ² p (1 − p)) participants: cohorts of one school differ by more than chance of sampling (Williams,
Applied Statistics 31 (1982), 144–148, model III). σ², the variance of that difference in logits, is estimated from
all schools: by how much the assessments of one school part from each other between neighbouring years. What they have
in common is the school's change and no noise.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit, logit

from monitoring.intervals import wilson
from monitoring.years import NO_SPRING_VPR, is_break

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

EARLIER = 3
"""Years before the latest one that make the mean. Default."""

LEAST_LOW = 5.0
"""Fewest expected low and other results of a cell from which σ² is estimated: below it logits are no good. Default."""

FELL, GREW, WITHIN = "fell", "grew", "within"
"""Verdicts: the interval of the change lies below zero, above it, holds it."""

CHANGE_COLUMNS = (
    "year", "before", "after", "city", "change", "low", "high", "participants", "first_year", "earlier",
)  # fmt: skip
"""Percents and percentage points. ``before``: mean of the earlier years as they were; ``city``: what the difficulty of
the years adds to it; ``change`` = ``after`` − ``before`` − ``city`` with its interval; ``participants`` of the latest
year; ``first_year`` and ``earlier``: the first year compared with, and how many there are."""

_SERIES = ["procedure", "subject", "grade"]


def verdict(low: float, high: float) -> str:
    """What the interval of a change says."""
    if high < 0:
        return FELL
    return GREW if low > 0 else WITHIN


@dataclass(frozen=True, slots=True)
class Cells:
    """Results that count, as arrays school-and-assessment × year.

    ``rows``: school_id and series of each row; ``series``: number of the series of the row; ``years``: every year from
    the first to the last; ``share`` in percent (NaN where there is none), ``n`` participants (0 there); ``city``: share
    of the city, series × year; ``breaks``: positions of years not held, a column for each procedure of the rows.
    """

    rows: pd.DataFrame
    series: Integers
    years: Integers
    share: Floats
    n: Floats
    city: Floats
    breaks: npt.NDArray[np.bool_]


def cells(results: pd.DataFrame, min_participants: int, city: pd.DataFrame | None = None) -> Cells:
    """Results (``identification.RESULT_COLUMNS``) with a share and at least ``min_participants``, laid out by year.

    ``city``: columns procedure, subject, grade, year, ``low_share``; without it the city is the schools of ``results``,
    weighted by participants.
    """
    percent, participants = (results[name].to_numpy(dtype=float) for name in ("low_share", "participants"))
    counts = (np.nan_to_num(participants) >= max(min_participants, 1)) & ~np.isnan(percent)
    school, year = (results[name].to_numpy(dtype="int64")[counts] for name in ("school_id", "year"))
    held = [results[name].to_numpy()[counts] for name in _SERIES]
    series, first_of = _numbered(*(pd.factorize(values)[0] for values in held))
    row, first_row = _numbered(school, series)
    first, last = (int(year.min()), int(year.max())) if year.size else (0, -1)
    years = np.arange(first, last + 1, dtype="int64")
    share, n = np.full((first_row.size, years.size), np.nan), np.zeros((first_row.size, years.size))
    share[row, year - first], n[row, year - first] = percent[counts], participants[counts]
    series_of = series[first_row]
    keys = {name: values[first_row] for name, values in zip(_SERIES, held, strict=True)}
    rows = pd.DataFrame({"school_id": school[first_row], **keys})
    whole = np.full((first_of.size, years.size), np.nan)
    if city is None:
        weight = gathered(n, series_of, first_of.size)
        np.divide(gathered(np.nan_to_num(share) * n, series_of, first_of.size), weight, out=whole, where=weight > 0)
    else:
        names = zip(*(values[first_of].tolist() for values in held), strict=True)
        known = {name: index for index, name in enumerate(names)}
        columns = (city[name].tolist() for name in (*_SERIES, "year", "low_share"))
        for procedure, subject, grade, when, value in zip(*columns, strict=True):
            number = known.get((procedure, subject, grade))
            if number is not None and first <= when <= last:
                whole[number, when - first] = value
    broken = {name: is_break(name, NO_SPRING_VPR) for name in set(keys["procedure"].tolist())}
    breaks = np.array([broken[name] for name in keys["procedure"].tolist()], dtype=bool)
    return Cells(rows, series_of, years, share, n, whole, breaks)


def _numbered(*keys: npt.NDArray[Any]) -> tuple[Integers, Integers]:
    """Number of each combination of the keys (whole numbers), and the first place of every combination."""
    combined = np.zeros(keys[0].shape, dtype="int64")
    for key in keys:
        combined = combined * (int(key.max(initial=0)) + 1) + key
    _, first, number = np.unique(combined, return_index=True, return_inverse=True)
    return number.astype("int64"), first.astype("int64")


def spread(found: Cells) -> float:
    """σ²: variance, in logits, by which cohorts of one school and assessment differ from year to year beyond sampling.

    From neighbouring years of schools with two assessments and more; 0 where there are none, or where sampling alone
    explains the differences. By moments, a school's assessments weighted by their precision.
    """
    if found.share.shape[1] < 2:
        return 0.0
    later, earlier = found.share[:, 1:], found.share[:, :-1]
    n_later, n_earlier = found.n[:, 1:], found.n[:, :-1]
    moved = _moved(earlier, _shift(found, 1)[:, 1:])
    total = n_later + n_earlier
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (later * n_later + moved * n_earlier) / total / 100
        heights = mean * (1 - mean)
        usable = np.minimum(n_later, n_earlier) * np.minimum(mean, 1 - mean) >= LEAST_LOW
        logits = np.where(usable, (later - moved) / 100 / heights, 0.0)
        sampling = np.where(usable, (1 / n_later + 1 / n_earlier) / heights, 0.0)
    _, school = np.unique(found.rows["school_id"], return_inverse=True)
    groups = np.zeros((4, school.max(initial=-1) + 1, later.shape[1]))
    for target, values in zip(groups, (usable.astype(float), logits, logits**2, sampling), strict=True):
        np.add.at(target, school, values)
    many = groups[0] >= 2
    k, sums, squares, noise = (values[many] for values in groups)
    weight = k / noise
    excess = (squares - sums**2 / k) * k / (k - 1) - noise
    return max(float((weight * excess).sum() / (2 * weight * k).sum()), 0.0) if k.size else 0.0


def school_changes(found: Cells, variance: float) -> pd.DataFrame:
    """Change of each school over its assessments together: ``school_id``, ``series`` (how many) and
    ``CHANGE_COLUMNS``. ``variance``: ``spread``. A school and year without anything to compare has no row."""
    return _changes(found, variance, np.unique(found.rows["school_id"], return_inverse=True)[1])


def series_changes(found: Cells, variance: float) -> pd.DataFrame:
    """Change of each school and assessment by itself; ``procedure``, ``subject``, ``grade`` beside the columns of
    ``school_changes``."""
    each = np.arange(len(found.rows))
    changed = _changes(found, variance, each)
    place = changed["unit"].to_numpy(dtype="int64")
    return changed.assign(**{name: found.rows[name].to_numpy()[place] for name in _SERIES})


def _changes(found: Cells, variance: float, unit: Integers) -> pd.DataFrame:
    """Rows of the same ``unit`` put together."""
    shape = found.share.shape
    lags = range(1, min(EARLIER, max(shape[1] - 1, 0)) + 1)
    moved = {lag: _moved(lagged(found.share, lag), _shift(found, lag)) for lag in lags}
    known = {lag: ~np.isnan(moved[lag]) for lag in lags}
    n = {lag: np.where(known[lag], lagged(found.n, lag, 0.0), 0.0) for lag in lags}
    behind = sum(n.values(), start=np.zeros(shape))
    compared = (behind > 0) & ~np.isnan(found.share)
    if not compared.any():
        return pd.DataFrame(columns=["unit", "school_id", "series", *CHANGE_COLUMNS])
    units = int(unit.max()) + 1
    latest = np.where(compared, found.n, 0.0)
    whole = gathered(latest, unit, units)
    weight = np.divide(latest, whole[unit], out=np.zeros(shape), where=compared)

    # The pooled share of the cells compared; one more of each kind, so that none has no variance at all.
    low = np.where(compared, found.share * found.n, 0.0)
    for lag in lags:
        low = low + np.where(known[lag], moved[lag], 0.0) * n[lag]
    pooled = (low / 100 + 1) / (latest + behind + 2)
    extra = variance * pooled * (1 - pooled)

    def limits(share: Floats, count: Floats, shift: Floats | None) -> tuple[Floats, Floats]:
        lower, upper = wilson(share, count / (1 + np.maximum(count - 1, 0) * extra))
        return (lower, upper) if shift is None else (_moved(lower, shift), _moved(upper, shift))

    lower, upper = limits(found.share, found.n, None)
    after = weight * np.nan_to_num(found.share)
    down, up = _square(weight, found.share - lower), _square(weight, upper - found.share)
    before, baseline = np.zeros(shape), np.zeros(shape)
    for lag in lags:
        part = weight * np.divide(n[lag], behind, out=np.zeros(shape), where=behind > 0)
        own = lagged(found.share, lag)
        before = before + part * np.where(known[lag], own, 0.0)
        baseline = baseline + part * np.where(known[lag], moved[lag], 0.0)
        lower, upper = limits(own, lagged(found.n, lag, 0.0), _shift(found, lag))
        down = down + _square(part, upper - moved[lag])
        up = up + _square(part, moved[lag] - lower)
    first = np.full(shape, np.iinfo("int32").max, dtype="int64")
    for lag in lags:
        first = np.where(known[lag] & compared, found.years - lag, first)
    earliest = np.full((units, shape[1]), np.iinfo("int32").max, dtype="int64")
    np.minimum.at(earliest, unit, first)
    years_behind = sum((_any(known[lag] & compared, unit, units) for lag in lags), start=np.zeros(earliest.shape))

    sums = {
        name: gathered(values, unit, units)
        for name, values in {
            "after": after, "before": before, "baseline": baseline, "down": down, "up": up,
            "series": compared.astype(float),
        }.items()
    }  # fmt: skip
    row, place = np.nonzero(whole > 0)
    at = {name: values[row, place] for name, values in sums.items()}
    change = at["after"] - at["baseline"]
    school_of = np.zeros(units, dtype="int64")
    school_of[unit] = found.rows["school_id"].to_numpy()
    return pd.DataFrame(
        {
            "unit": row,
            "school_id": school_of[row],
            "series": at["series"].astype("int64"),
            "year": found.years[place],
            "before": at["before"],
            "after": at["after"],
            "city": at["baseline"] - at["before"],
            "change": change,
            "low": change - np.sqrt(at["down"]),
            "high": change + np.sqrt(at["up"]),
            "participants": whole[row, place].astype("int64"),
            "first_year": earliest[row, place],
            "earlier": years_behind[row, place].astype("int64"),
        }
    )


def comparable(found: Cells, lag: int) -> npt.NDArray[np.bool_]:
    """Whether each row may be compared, in each year, with the year ``lag`` before: no break lies between."""
    across = (found.years >= NO_SPRING_VPR) & (found.years - lag <= NO_SPRING_VPR)
    return np.asarray(~(found.breaks[:, None] & across))


def lagged(values: Floats, lag: int, empty: float = np.nan) -> Floats:
    """Each year's value of ``lag`` years before."""
    moved = np.full(values.shape, empty)
    moved[:, lag:] = values[:, :-lag]
    return moved


def _shift(found: Cells, lag: int) -> Floats:
    """What to add to the logit of the share ``lag`` years before; NaN where a break lies between, or the city is not
    known; 0 where the city had no low result or nothing else."""
    inside = np.where((found.city > 0) & (found.city < 100), found.city, np.nan)
    known = ~np.isnan(found.city)
    both = known & (lagged(known.astype(float), lag, 0.0) > 0)
    logits = logit(inside / 100)
    shift = np.where(both, np.nan_to_num(logits - lagged(logits, lag)), np.nan)[found.series]
    return np.where(comparable(found, lag), shift, np.nan)


def _moved(share: Floats, shift: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(100 * expit(logit(share / 100) + shift))


def _square(weight: Floats, distance: Floats) -> Floats:
    return np.asarray(np.where(weight > 0, (weight * np.nan_to_num(distance)) ** 2, 0.0))


def gathered(values: Floats, unit: Integers, units: int) -> Floats:
    """Sums over the rows of each unit, by year."""
    total = np.zeros((units, values.shape[1]))
    np.add.at(total, unit, values)
    return total


def _any(flags: npt.NDArray[np.bool_], unit: Integers, units: int) -> Floats:
    return (gathered(flags.astype(float), unit, units) > 0).astype(float)
