"""The share of low results of a year far below what the school's own past lets expect."""

import numpy as np
import pandas as pd

from monitoring.objectivity.measured import KEYS, Found, Works, city_share, collect, counts, enough, yearly
from monitoring.objectivity.signs import LEAST_DIFFERENCE, Work
from monitoring.objectivity.spread import log_ratio

PROCEDURE = "vpr"
"""Of the works that a school holds itself; ОГЭ and ЕГЭ are held outside it."""


def low_counts(results: pd.DataFrame, procedure: str) -> pd.DataFrame:
    """Results of the procedure with ``k`` (low results), ``city`` (share of the assessment) and ``e`` (expected
    number); without a share or with fewer than ten participants they are left out."""
    rows = enough(results[(results["procedure"] == procedure) & results["low_share"].notna()])
    rows = rows.assign(k=counts(rows["low_share"], rows["participants"]))
    city = city_share(rows, "k")
    return rows.assign(city=city, e=city * rows["participants"])


def jump_signs(results: pd.DataFrame) -> Found:
    """Signs of a share of low results too low for the school, all ВПР of a school and year together.

    ``results`` as in ``monitoring.identification``. The past is all earlier years of the same series (subject and
    grade), each against the city of its year, so that neither the city's level nor a gap (2020) matters; a work whose
    series has no past takes no part. How much of the past lasts is what the city's schools show (regression to the
    mean included), and so is the spread.
    """
    rows = low_counts(results, PROCEDURE).sort_values(["school_id", *KEYS, "year"], kind="stable")
    groups = rows.groupby(["school_id", *KEYS])
    past = {f"past_{name}": groups[name].cumsum() - rows[name] for name in ("k", "e", "participants")}
    rows = rows.assign(**past)
    with_past = rows[rows["past_participants"] > 0]
    pooled = with_past.groupby(["school_id", "year"], as_index=False)[
        ["k", "participants", "e", "past_k", "past_e", "past_participants"]
    ].sum()
    n = pooled["participants"]
    frame = pooled.assign(n=n, expected=pooled["e"] / n, covariate=log_ratio(pooled["past_k"], pooled["past_e"]))
    found = yearly(frame, "jump", low=True, least=LEAST_DIFFERENCE, covariate=True)
    found = found.assign(other=100 * found["past_k"] / found["past_participants"], other_reference=np.nan)

    of_year, every = Works(with_past), Works(rows)

    def works(school: int, year: int) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
        own = of_year.of(school, year)
        series = {work[:3] for work in own}
        return own, tuple(work for work in every.before(school, year) if work[:3] in series)

    return collect(found, works)
