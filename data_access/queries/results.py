"""Results of one school, for viewers who may see them: figures with intervals, evidence for the rule, the journal."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, Select, select

from data_access import scope
from data_access.queries.looked_at import looked_at
from data_access.queries.publication import profile
from data_access.schema import (
    assessment,
    edition,
    mark_comparison,
    procedure_summary,
    publication_edition,
    result,
    school_card,
    share_prior,
)
from data_access.viewer import Viewer
from monitoring import share_priors
from monitoring.districts import CITY
from monitoring.grounds import Ground
from monitoring.identification import window
from monitoring.intervals import wilson
from monitoring.method_profiles import Series, ShareProfile
from monitoring.pooled_shares import pooled_shares
from monitoring.procedures import order
from monitoring.quartile_list import exceeds
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import Evidence, JournalComparison, ResultPoint, SmoothedShare
from monitoring.results import one_per_school
from monitoring.smoothed_shares import smoothed

_MARKS = ("pct_2", "pct_3", "pct_4", "pct_5")
_BANDS = ("below_minimum", "band_minimum_60", "band_61_80", "band_81_100")
_NUMBERS = ("participants", "low_share", *_MARKS, *_BANDS, "mean_score", "median_score")


def results_and_evidence(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, school_id: int
) -> tuple[tuple[ResultPoint, ...], tuple[Evidence, ...]]:
    """Every result of the school by assessment and year, and those that the rule looks at in the selected year.

    Evidence comes with the latest year of each assessment first; none where no listing was made for the year. Both
    are empty for a school outside the viewer's scope.
    """
    frame = _results(connection, viewer, publication, school_id)
    points = _points(frame, _smoothed(connection, publication, frame))
    if frame.empty or selection.year not in selection.method.years:
        return points, ()
    rule = profile(connection, publication.id, selection.method.code)
    if not isinstance(rule, ShareProfile):
        seen = looked_at(connection, viewer, publication, selection, school_id)
        return points, _against_others(seen, rule.min_participants) if isinstance(seen, tuple) else ()
    inside = window(frame, rule, selection.year, published_years(connection, publication))
    return points, _evidence(inside, rule.threshold)


def _smoothed(connection: Connection, publication: Publication, frame: pd.DataFrame) -> dict[int, SmoothedShare]:
    """Smoothed shares by assessment, of results with a share and an n whose city's spread is known."""
    known = frame[frame["low_share"].notna() & (frame["participants"] > 0)]
    table = share_prior.c
    rows = connection.execute(
        select(table.assessment_id, table.shape, table.first, table.second).where(
            table.publication_id == publication.id, table.assessment_id.in_(known["assessment_id"].tolist())
        )
    )
    priors = {row.assessment_id: share_priors.of(row.shape, row.first, row.second) for row in rows}
    known = known[known["assessment_id"].isin(priors.keys())]
    of_rows = [priors[number] for number in known["assessment_id"].tolist()]
    bounds = smoothed(of_rows, known["low_share"], known["participants"])
    return {
        number: SmoothedShare(mean, (low, high))
        for number, mean, low, high in zip(
            known["assessment_id"].tolist(), *(values.tolist() for values in bounds), strict=True
        )
    }


def _points(frame: pd.DataFrame, smoothed_by_id: dict[int, SmoothedShare]) -> tuple[ResultPoint, ...]:
    lower, upper = wilson(frame["low_share"], frame["participants"])
    points = []
    records = frame.to_dict("records")
    pooled = pooled_shares(
        [
            (
                (row["procedure"], row["subject"], row["grade"]),
                row["year"],
                _known(row["low_share"]),
                None if _known(row["participants"]) is None else int(row["participants"]),
            )
            for row in records
        ]
    )
    for position, row in enumerate(records):
        share, n = _known(row["low_share"]), _known(row["participants"])
        bounded = share is not None and n is not None and n > 0
        points.append(
            ResultPoint(
                procedure=row["procedure"],
                subject=row["subject"],
                grade=row["grade"],
                year=row["year"],
                participants=None if n is None else int(n),
                low_share=share,
                low_interval=(float(lower[position]), float(upper[position])) if bounded else None,
                marks=whole_marks(tuple(_known(row[name]) for name in _MARKS)),
                bands=_bands(tuple(_known(row[name]) for name in _BANDS)),
                mean_score=_known(row["mean_score"]),
                median_score=_known(row["median_score"]),
                pooled=pooled[position],
                smoothed=smoothed_by_id.get(row["assessment_id"]),
            )
        )
    return tuple(sorted(points, key=lambda point: (order(point.procedure, point.subject, point.grade), point.year)))


def _evidence(looked_at: pd.DataFrame, threshold: float) -> tuple[Evidence, ...]:
    found = [
        Evidence(
            rule=f"year-{row['back']}",
            procedure=row["procedure"],
            subject=row["subject"],
            grade=int(row["grade"]),
            year=int(row["year"]),
            value=float(row["low_share"]),
            threshold=threshold,
            n=None if _known(row["participants"]) is None else int(row["participants"]),
            counts=bool(row["counts"]),
            low=bool(row["low"]),
        )
        for row in looked_at.to_dict("records")
    ]
    return tuple(sorted(found, key=lambda item: (item.rule, order(item.procedure, item.subject, item.grade))))


def _against_others(grounds: tuple[Ground, ...], min_participants: int) -> tuple[Evidence, ...]:
    """What the rule saw of the school beside its clusters; low is what exceeds the cluster's share by the interval."""
    lower, _ = wilson([item.value for item in grounds], [item.n for item in grounds])
    found = [
        Evidence(
            rule="year-1",
            procedure=item.procedure,
            subject=item.subject,
            grade=item.grade,
            year=item.year,
            value=item.value,
            threshold=item.threshold,
            n=item.n,
            counts=(counts := item.n >= max(min_participants, 1)),
            low=counts and exceeds(bound, item.threshold),
            lower=bound,
            cluster=item.cluster,
        )
        for item, bound in zip(grounds, lower.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda item: order(item.procedure, item.subject, item.grade)))


def journal_comparisons(
    connection: Connection, viewer: Viewer, publication: Publication, school_id: int
) -> tuple[JournalComparison, ...]:
    """Marks against the journal by assessment and year; empty for a school outside the viewer's scope."""
    table = mark_comparison
    statement = _of_school(
        select(
            *(assessment.c[name] for name in ("procedure", "subject", "grade", "year")),
            *(table.c[name] for name in ("participants", "lowered_pct", "confirmed_pct", "raised_pct")),
        ),
        table,
        viewer,
        publication,
        school_id,
    )
    rows = connection.execute(statement).all()
    found = [JournalComparison(*row) for row in rows if all(value is not None for value in row)]
    return tuple(sorted(found, key=lambda item: (order(item.procedure, item.subject, item.grade), item.year)))


def whole_marks(values: tuple[float | None, ...]) -> tuple[float, float, float, float] | None:
    """Percents of marks 2, 3, 4, 5, None where any of them is not known."""
    two, three, four, five = values
    if two is None or three is None or four is None or five is None:
        return None
    return two, three, four, five


def _bands(values: tuple[float | None, ...]) -> tuple[float | None, float | None, float | None, float | None] | None:
    below, to_60, to_80, to_100 = values
    return None if all(value is None for value in values) else (below, to_60, to_80, to_100)


def _results(connection: Connection, viewer: Viewer, publication: Publication, school_id: int) -> pd.DataFrame:
    columns = [assessment.c.id.label("assessment_id"), result.c.school_id, edition.c.form]
    columns += [assessment.c[name] for name in ("procedure", "subject", "grade", "year")]
    statement = select(*columns, *(result.c[name] for name in _NUMBERS))
    rows = connection.execute(_of_school(statement, result, viewer, publication, school_id))
    frame = pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(rows.keys()))
    integers = ["assessment_id", "school_id", "grade", "year"]
    typed = frame.astype(dict.fromkeys(_NUMBERS, "float64") | dict.fromkeys(integers, "int64"))
    return one_per_school(typed)


def _of_school(
    statement: "Select[*tuple[Any, ...]]", table: Any, viewer: Viewer, publication: Publication, school_id: int
) -> "Select[*tuple[Any, ...]]":
    """Rows of the published editions for the school, if the viewer may see it."""
    limited = (
        statement.join_from(table, publication_edition, publication_edition.c.edition_id == table.c.edition_id)
        .join(edition, edition.c.id == table.c.edition_id)
        .join(assessment, assessment.c.id == edition.c.assessment_id)
        .join(
            school_card,
            (school_card.c.school_id == table.c.school_id)
            & (school_card.c.publication_id == publication_edition.c.publication_id),
        )
        .where(publication_edition.c.publication_id == publication.id, table.c.school_id == school_id)
    )
    return scope.schools(limited, viewer, school_card.c.school_id, school_card.c.district_code)


def published_years(connection: Connection, publication: Publication) -> dict[Series, list[int]]:
    """Years with shares of each assessment: which year is «the latest» depends on the city, not on the school."""
    rows: list[Row[str, str, int, int]] = list(
        connection.execute(
            select(assessment.c.procedure, assessment.c.subject, assessment.c.grade, assessment.c.year)
            .join(procedure_summary, procedure_summary.c.assessment_id == assessment.c.id)
            .where(
                procedure_summary.c.publication_id == publication.id,
                procedure_summary.c.district_code == CITY,
                procedure_summary.c.low_share.is_not(None),
            )
            .order_by(assessment.c.year)
        )
    )
    years: dict[Series, list[int]] = {}
    for procedure, subject, grade, year in rows:
        years.setdefault((procedure, subject, grade), []).append(year)
    return years


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)
