"""Signs of objectivity as a publication states them: from its results, comparisons and distributions; rows in and out.

A publication without any row of ``objectivity_summary`` was made before signs were computed, or has nothing to compute
them from.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Row, Select, Table, select

from data_access.schema import assessment, edition, mark_comparison, publication_edition, score_distribution
from monitoring.aggregates import MARKS
from monitoring.identification import RESULT_COLUMNS
from monitoring.objectivity.boundary_peak import Scores
from monitoring.objectivity.found import signs
from monitoring.objectivity.journal import COLUMNS as JOURNAL_COLUMNS
from monitoring.objectivity.measured import Found
from monitoring.objectivity.signs import Sign, Work
from monitoring.procedures import AssessmentKey

_KEY = ("year", "procedure", "subject", "grade")


def compute(connection: Connection, publication_id: int, results: pd.DataFrame) -> Found:
    """All signs of the publication; ``results`` as ``publishing.results_frame`` gives them."""
    return signs(
        results[list(RESULT_COLUMNS)],
        _comparisons(connection, publication_id),
        _distributions(connection, publication_id, results),
    )


def sign_rows(found: Found) -> list[dict[str, Any]]:
    """Rows of ``objectivity_sign``."""
    return [asdict(sign) for sign in found.signs]


def summary_rows(found: Found) -> list[dict[str, Any]]:
    """Rows of ``objectivity_summary``."""
    return [asdict(item) for item in found.tested]


def read(row: Row[*tuple[Any, ...]]) -> Sign:
    """What ``sign_rows`` stored, from a row with all columns of ``objectivity_sign``."""
    return Sign(
        row.school_id, row.year, row.kind, row.value, row.reference, row.n, row.tail, row.low, row.high,
        _works(row.works), _works(row.before), row.other, row.other_reference, row.approximate,
    )  # fmt: skip


def _works(stored: Sequence[Sequence[Any]]) -> tuple[Work, ...]:
    return tuple((work[0], work[1], work[2], work[3]) for work in stored)


def _of_publication(table: Table, names: Sequence[str], publication_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(*(assessment.c[name] for name in _KEY), *(table.c[name] for name in names))
        .join_from(table, edition, edition.c.id == table.c.edition_id)
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .join(assessment, assessment.c.id == edition.c.assessment_id)
        .where(publication_edition.c.publication_id == publication_id)
    )


def _comparisons(connection: Connection, publication_id: int) -> pd.DataFrame:
    names = [name for name in JOURNAL_COLUMNS if name not in _KEY]
    rows = connection.execute(_of_publication(mark_comparison, names, publication_id))
    frame = pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(rows.keys()))
    return frame.astype({"lowered_pct": float, "raised_pct": float, "participants": float})


def _distributions(connection: Connection, publication_id: int, results: pd.DataFrame) -> list[Scores]:
    """Distributions by assessment, of the ones whose marks in the city are known."""
    rows = connection.execute(
        _of_publication(score_distribution, ("school_id", "participants", "shares"), publication_id)
    )
    by_key: dict[AssessmentKey, list[tuple[int, int, list[float]]]] = {}
    for year, procedure, subject, grade, school, participants, shares in rows:
        if shares:
            by_key.setdefault(AssessmentKey(year, procedure, subject, grade), []).append((school, participants, shares))
    if not by_key:
        return []
    known = results[results[list(MARKS)].notna().all(axis=1) & (results["participants"] > 0)]
    marks_of = dict(list(known.groupby(list(_KEY))))
    found = []
    for key, held in by_key.items():
        schools = np.array([row[0] for row in held], dtype="int64")
        marks = marks_of.get((key.year, key.procedure, key.subject, key.grade))
        same = None if marks is None else marks[marks["school_id"].isin(schools)]
        if same is None or same.empty:
            continue
        longest = max(len(row[2]) for row in held)
        shares = np.array([row[2] + [0.0] * (longest - len(row[2])) for row in held])
        counts = np.round(shares * np.array([row[1] for row in held])[:, None] / 100)
        weights = same["participants"].to_numpy(dtype=float)
        city = (same[list(MARKS)].to_numpy(dtype=float) * weights[:, None]).sum(axis=0) / weights.sum()
        two, three, four, five = (float(value) for value in city)
        found.append(Scores(key, schools, counts, (two, three, four, five)))
    return found
