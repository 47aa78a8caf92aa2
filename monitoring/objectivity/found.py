"""All signs of a city."""

from collections.abc import Iterable

import pandas as pd

from monitoring.objectivity.boundary_peak import Scores, peak_signs
from monitoring.objectivity.journal import journal_signs
from monitoring.objectivity.jump import jump_signs
from monitoring.objectivity.later_exam import exam_signs
from monitoring.objectivity.measured import KEYS, Found

_ORDER = ["school_id", "year", *KEYS]


def signs(results: pd.DataFrame, comparisons: pd.DataFrame, distributions: Iterable[Scores]) -> Found:
    """Signs of all kinds and years, by year, school and kind, and how many schools each was computed for.

    ``results`` as in ``monitoring.identification``; ``comparisons`` as in ``journal.journal_signs``. The order of rows
    does not matter.
    """
    # In one order, so that sums are the same to the last digit.
    results, comparisons = (frame.sort_values(_ORDER, kind="stable") for frame in (results, comparisons))
    ordered = sorted(distributions, key=lambda scores: scores.key)
    parts = (journal_signs(comparisons), jump_signs(results), exam_signs(results), peak_signs(ordered))
    found = [sign for part in parts for sign in part.signs]
    found.sort(key=lambda sign: (sign.year, sign.school_id, sign.kind))
    tested = sorted((one for part in parts for one in part.tested), key=lambda one: (one.year, one.kind))
    return Found(tuple(found), tuple(tested))
