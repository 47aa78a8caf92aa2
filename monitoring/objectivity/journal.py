"""Marks of ВПР against marks in the journal: many raised, hardly any lowered.

Many lowered marks speak of a lenient journal, not of a raised work, and are no sign.
"""

import pandas as pd

from monitoring.objectivity.measured import Found, Works, city_share, collect, counts, enough, yearly
from monitoring.objectivity.signs import LEAST_DIFFERENCE, Work

COLUMNS = ("school_id", "year", "procedure", "subject", "grade", "participants", "lowered_pct", "raised_pct")

HARDLY = 0.5
"""«Hardly any» lowered: at most this part of what the city's schools have in the same works (принято по умолчанию)."""


def journal_signs(comparisons: pd.DataFrame) -> Found:
    """Signs of the share of raised marks, all comparisons of a school and year together.

    ``comparisons`` has ``COLUMNS``, one row a school and assessment; rows without a share or with fewer than ten
    participants take no part. Expected: the city's share of the same works.
    """
    known = enough(comparisons[comparisons["raised_pct"].notna() & comparisons["lowered_pct"].notna()])
    rows = known.assign(
        raised=counts(known["raised_pct"], known["participants"]),
        lowered=counts(known["lowered_pct"], known["participants"]),
    )
    rows = rows.assign(
        expected=city_share(rows, "raised") * rows["participants"],
        expected_lowered=city_share(rows, "lowered") * rows["participants"],
    )
    names = ["raised", "lowered", "participants", "expected", "expected_lowered"]
    pooled = rows.groupby(["school_id", "year"], as_index=False)[names].sum()
    n = pooled["participants"]
    frame = pooled.assign(k=pooled["raised"], n=n, expected=pooled["expected"] / n)
    found = yearly(frame, "journal", low=False, least=LEAST_DIFFERENCE, covariate=False)
    found = found.assign(
        other=100 * found["lowered"] / found["n"], other_reference=100 * found["expected_lowered"] / found["n"]
    )
    found["sign"] &= found["other"] <= HARDLY * found["other_reference"]

    of_year = Works(rows)

    def works(school: int, year: int) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
        return of_year.of(school, year), ()

    return collect(found, works)
