"""Peaks at mark boundaries: too many participants at the lowest score of a mark, too few one score below it.

A peak is a possible marker, not proof; distributions want 50 participants and are approximate at 20 (ФИОКО).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.objectivity.measured import Found, Works, collect, yearly
from monitoring.objectivity.signs import Work
from monitoring.objectivity.spread import Floats
from monitoring.procedures import AssessmentKey

ENOUGH, LEAST = 50, 20
"""Participants of a distribution; between the two it is approximate, below the second there is no sign."""

_AGREES = 1.5
"""Percentage points between the city's marks and its scores at a boundary, above which the boundary is not known."""

LEAST_PEAK = 10.0
"""Percentage points above the expected share at the boundary, below which nothing is a sign (принято по умолчанию)."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Distribution of primary scores in one assessment: ``counts`` of participants is school × score 0…maximum.

    ``marks``: percents of «2»…«5» in the city (of the same schools, as far as they are known).
    """

    key: AssessmentKey
    schools: npt.NDArray[np.int64]
    counts: Floats
    marks: tuple[float, float, float, float]


def boundaries(counts: Floats, marks: tuple[float, ...]) -> tuple[int, ...]:
    """Lowest scores of «3», «4», «5»: where the city's cumulative distribution reaches its cumulated marks.

    ``counts`` by score of the whole city. A boundary farther than 1.5 points from the marks, at the lowest score, or
    not above the one before is left out.
    """
    total = counts.sum()
    if total <= 0:
        return ()
    below = 100 * np.concatenate([[0.0], np.cumsum(counts)[:-1]]) / total
    found: list[int] = []
    for wanted in np.cumsum(marks)[:3]:
        score = int(np.argmin(np.abs(below - wanted)))
        if score > 0 and abs(below[score] - wanted) <= _AGREES and score not in found:
            found.append(score)
    return tuple(found)


def peak_signs(distributions: Iterable[Scores]) -> Found:
    """Signs of peaks, all boundaries and works of a school and year together.

    Works of at least 50 participants speak; where a school has none in a year, those of at least 20 do, approximately.
    Expected: the city's share at the same boundaries, given how high the school stands (mean score in deviations of
    the city), since the slope of a distribution changes with it.
    """
    parts = [part for scores in distributions if (part := _at_boundaries(scores)) is not None]
    if not parts:
        return Found((), ())
    rows = pd.concat(parts, ignore_index=True).sort_values(["school_id", "year", "subject", "grade"], kind="stable")
    whole = rows.groupby(["school_id", "year"])["participants"].transform("max") >= ENOUGH
    rows = rows[~whole | (rows["participants"] >= ENOUGH)]
    rows = rows.assign(weighed=rows["level"] * rows["n"], approximate=rows["participants"] < ENOUGH)
    pooled = rows.groupby(["school_id", "year"], as_index=False).agg(
        {"k": "sum", "n": "sum", "e": "sum", "weighed": "sum", "approximate": "max"}
    )
    frame = pooled.assign(expected=pooled["e"] / pooled["n"], covariate=pooled["weighed"] / pooled["n"])
    found = yearly(frame, "peak", low=False, least=LEAST_PEAK, covariate=True)

    of_year = Works(rows)

    def works(school: int, year: int) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
        return of_year.of(school, year), ()

    return collect(found, works)


def _at_boundaries(scores: Scores) -> pd.DataFrame | None:
    """For each school ``k`` at the boundaries, ``n`` at them or one below, ``e`` expected, ``level``; None where the
    boundaries are not known."""
    # In the order of schools, so that sums are the same to the last digit.
    order = np.argsort(scores.schools, kind="stable")
    counts = scores.counts[order]
    city = counts.sum(axis=0)
    cuts = np.array(boundaries(city, scores.marks), dtype=int)
    if not len(cuts):
        return None
    at, below = counts[:, cuts], counts[:, cuts - 1]
    usual = city[cuts] / np.maximum(city[cuts] + city[cuts - 1], 1)
    participants = counts.sum(axis=1)
    mean = counts @ np.arange(counts.shape[1]) / np.maximum(participants, 1)
    kept = (participants >= LEAST) & ((at + below).sum(axis=1) > 0)
    if not kept.any():
        return None
    away = mean - mean[kept].mean()
    frame = pd.DataFrame(
        {
            "school_id": scores.schools[order],
            "participants": participants,
            "k": at.sum(axis=1),
            "n": (at + below).sum(axis=1),
            "e": ((at + below) * usual).sum(axis=1),
            "level": away / max(float(mean[kept].std()), 1e-9),
        }
    )
    key = scores.key
    return frame[kept].assign(year=key.year, procedure=key.procedure, subject=key.subject, grade=key.grade)
