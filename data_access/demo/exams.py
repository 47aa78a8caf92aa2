"""Scores of ЕГЭ: every pupil gets a test score, and the school what the two layouts publish of them."""

import numpy as np
import numpy.typing as npt

from data_access.demo.marks import Floats

MINIMUM = {"russian": 24, "math_profile": 27, "math_base": 3}
"""Minimum test score (the base level of maths has marks 2–5)."""


def draw_scores(
    subject: str, levels: Floats, n: npt.NDArray[np.int64], points: Floats, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Test scores of all pupils, school after school (Σ n long).

    ``points`` divide the logistic scale into below minimum, to 60, to 80, to 100; within a category the score grows
    with the place on the scale, so that the shares of the bands are those of the categories.
    """
    ability = np.repeat(levels, n) + rng.logistic(size=int(n.sum()))
    if subject == "math_base":
        return np.asarray(2 + np.searchsorted(points, ability, side="right"), dtype="int64")
    edges = np.array([points[0] - 2.5, *points, points[2] + 5.5])
    scores = np.array([max(MINIMUM[subject] - 15, 5), MINIMUM[subject], 61, 81, 100.999])
    placed = np.floor(np.interp(ability, edges, scores)).astype("int64")
    return np.asarray(np.clip(placed, 0, 100))


def summarise(subject: str, scores: npt.NDArray[np.int64], n: npt.NDArray[np.int64]) -> dict[str, Floats]:
    """What is published of a school's scores, one value a school with participants (those without: missing).

    Keys: ``below_minimum_count``, ``band_counts`` (school × 4: below minimum, to 60, to 80, to 100),
    ``count_80_99``, ``count_100``, ``mean_score`` (one decimal), ``median_score``. Marks have no bands.
    """
    school = np.repeat(np.arange(len(n)), n)
    count = np.maximum(n, 1)

    def counted(mask: npt.NDArray[np.bool_]) -> Floats:
        return np.bincount(school[mask], minlength=len(n)).astype(float)

    low = scores < MINIMUM[subject]
    mean = np.bincount(school, weights=scores, minlength=len(n)) / count
    ordered = scores[np.lexsort((scores, school))]
    starts = np.concatenate([[0], np.cumsum(n)[:-1]])
    last = len(ordered) - 1
    lower = ordered[np.minimum(starts + (count - 1) // 2, last)]
    upper = ordered[np.minimum(starts + count // 2, last)]
    found = {
        "below_minimum_count": counted(low),
        "mean_score": np.round(mean, 1),
        "median_score": (lower + upper) / 2,
    }
    if subject != "math_base":
        edges = [~low & (scores <= 60), (scores > 60) & (scores <= 80), scores > 80]
        found["band_counts"] = np.column_stack([counted(low), *(counted(mask) for mask in edges)])
        found["count_80_99"] = counted((scores >= 80) & (scores <= 99))
        found["count_100"] = counted(scores == 100)
    return {
        key: np.where((n > 0)[:, None] if value.ndim == 2 else n > 0, value, np.nan) for key, value in found.items()
    }
