"""Shares of the schools of a district against the city's, by assessment of one year."""

from collections import defaultdict

import pandas as pd
from sqlalchemy import Connection, select

from data_access import scope
from data_access.schema import assessment, edition, procedure_summary, publication_edition, result, school_card
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.funnel import zones
from monitoring.procedures import order
from monitoring.reports.funnel import Funnel, FunnelPoint
from monitoring.reports.publication import Publication, Selection
from monitoring.results import one_per_school

_COLUMNS = ("assessment_id", "school_id", "name", "position", "form", "participants", "low_share")


def funnels(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, code: str
) -> tuple[Funnel, ...]:
    """Assessments of the year with a share of the city, in reading order; of schools those that the viewer may see.

    An assessment whose city share is masked for the viewer is left out, as is a school without a share or an n.
    """
    table = procedure_summary.c
    summaries = connection.execute(
        select(assessment, table.low_share, table.participants, table.mask)
        .join(assessment, assessment.c.id == table.assessment_id)
        .where(
            table.publication_id == publication.id,
            table.district_code == CITY,
            table.low_share.is_not(None),
            assessment.c.year == selection.year,
        )
    ).all()
    shown = [row for row in summaries if scope.sees_cell(viewer, CITY, row.mask)]
    schools = _points(
        _results(connection, viewer, publication, selection.year, code), {row.id: row.low_share for row in shown}
    )
    return tuple(
        Funnel(
            row.procedure,
            row.subject,
            row.grade,
            row.year,
            row.low_share,
            row.participants,
            tuple(schools[row.id]),
        )
        for row in sorted(shown, key=lambda row: order(row.procedure, row.subject, row.grade))
    )


def _points(results: pd.DataFrame, city: dict[int, float]) -> dict[int, list[FunnelPoint]]:
    """Points by assessment, of those with a share of the city."""
    known = results[results["assessment_id"].isin(list(city))].sort_values("position")
    places = zones(known["low_share"], known["participants"], known["assessment_id"].map(city))
    columns = (known[name].tolist() for name in ("assessment_id", "school_id", "name", "participants", "low_share"))
    found: dict[int, list[FunnelPoint]] = defaultdict(list)
    for assessed, school, name, n, share, zone in zip(*columns, places.tolist(), strict=True):
        found[assessed].append(FunnelPoint(school, name, int(n), share, zone))
    return found


def _results(connection: Connection, viewer: Viewer, publication: Publication, year: int, code: str) -> pd.DataFrame:
    """One row a school and assessment, with a share and an n; columns ``_COLUMNS``."""
    card = school_card.c
    statement = (
        select(
            assessment.c.id,
            result.c.school_id,
            card.name,
            card.position,
            edition.c.form,
            result.c.participants,
            result.c.low_share,
        )
        .join_from(publication_edition, edition, edition.c.id == publication_edition.c.edition_id)
        .join(assessment, assessment.c.id == edition.c.assessment_id)
        .join(result, result.c.edition_id == edition.c.id)
        .join(
            school_card,
            (card.school_id == result.c.school_id) & (card.publication_id == publication_edition.c.publication_id),
        )
        .where(
            publication_edition.c.publication_id == publication.id,
            assessment.c.year == year,
            card.district_code == code,
            result.c.low_share.is_not(None),
            result.c.participants > 0,
        )
    )
    rows = connection.execute(scope.schools(statement, viewer, card.school_id, card.district_code))
    frame = pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(_COLUMNS))
    return one_per_school(frame.astype({"participants": float, "low_share": float}))
