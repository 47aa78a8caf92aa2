"""A city of marks in memory with planted schools that truly stand below the others: to prove the lowest quartile on."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.quartile import BANDS, MARKS

SERIES = (
    ("vpr", "russian", 5), ("vpr", "math", 5), ("vpr", "russian", 6), ("vpr", "math", 6), ("oge", "russian", 9),
    ("oge", "math", 9),
)  # fmt: skip
YEAR = 2025
USUAL = (0.10, 0.30, 0.40, 0.20)
"""True shares of marks 2…5 of an ordinary school."""
MOVED = (1.0, 0.0, -0.75, -0.25)
"""Where the planted excess of marks «2» comes from."""
LEAST, MOST = 50, 120
"""Participants of one assessment."""


@dataclass(frozen=True, eq=False, slots=True)
class MarksCity:
    """``results`` as ``rules.apply`` takes them, of schools 0…; ``planted`` by school: truly below the others."""

    results: pd.DataFrame
    planted: npt.NDArray[np.bool_]


def marks_city(seed: int, *, schools: int, planted: int, excess: float) -> MarksCity:
    """One year of a city of one kind of schools; the first ``planted`` have ``excess`` (0…0.4) more marks «2» in every
    assessment, the rest are alike in truth, so that whatever differs among them is chance."""
    rng = np.random.default_rng(seed)
    below = np.arange(schools) < planted
    truth = np.where(below[:, None], np.array(USUAL) + excess * np.array(MOVED), np.array(USUAL))
    parts = []
    for procedure, subject, grade in SERIES:
        n = rng.integers(LEAST, MOST, schools)
        percent = np.round(100 * rng.multinomial(n, truth) / n[:, None], 2)
        frame = pd.DataFrame(percent, columns=list(MARKS)).assign(
            school_id=np.arange(schools), procedure=procedure, subject=subject, grade=grade, year=YEAR
        )
        parts.append(frame.assign(participants=n.astype(float), low_share=frame["pct_2"]))
    results = pd.concat(parts, ignore_index=True)
    return MarksCity(results.assign(**dict.fromkeys(BANDS, np.nan)), below)
