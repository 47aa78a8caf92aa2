"""Change in the year: of a territory by assessment, of the schools that the viewer may see, of one school."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, and_, select

from data_access import scope
from data_access.queries.listed_years import membership
from data_access.schema import (
    assessment,
    listing,
    procedure_summary,
    school_card,
    school_change,
    school_summary,
    territory_change,
)
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.identification import RESULT_COLUMNS
from monitoring.procedures import order
from monitoring.reports.dynamics import (
    Dynamics,
    PlacedSchool,
    SchoolDynamics,
    SeriesChange,
    ShareChange,
    TerritoryChange,
)
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import ResultPoint
from monitoring.share_changes import cells, series_changes

_FIELDS = ("year", "before", "after", "city", "change", "low", "high", "participants", "first_year", "earlier")


def dynamics(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, code: str
) -> Dynamics:
    """The year of the district or, with ``city``, of the city.

    Shares of the territory are aggregates, open to every viewer; schools are those of the district that the viewer
    may see, and of the city for who sees all.
    """
    whole = viewer.sees_all if code == CITY else scope.sees_district(viewer, code)
    schools = () if code == CITY and not whole else placed_schools(connection, viewer, publication, selection, code)
    return Dynamics(territory_changes(connection, viewer, publication, selection, code), schools, whole)


def territory_changes(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, code: str
) -> tuple[TerritoryChange, ...]:
    """Shares of the year in the assessments that the method looks at (all, where the year has none of them)."""
    table, share = territory_change, procedure_summary
    rows = connection.execute(
        select(
            *(assessment.c[name] for name in ("procedure", "subject", "grade", "year")),
            share.c.low_share, share.c.participants, share.c.mask.label("share_mask"), table,
        )
        .join_from(table, assessment, assessment.c.id == table.c.assessment_id)
        .join(
            share,
            and_(*(share.c[name] == table.c[name] for name in ("publication_id", "assessment_id", "district_code"))),
        )
        .where(
            table.c.publication_id == publication.id, table.c.district_code == code, assessment.c.year == selection.year
        )
    ).all()  # fmt: skip
    ruled = [row for row in rows if _series(row) in selection.method.series] or rows
    return tuple(_of_territory(viewer, row) for row in sorted(ruled, key=lambda row: order(*_series(row))))


def placed_schools(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, code: str
) -> tuple[PlacedSchool, ...]:
    """Schools of the district (of the city) that have a change in the year and that the viewer may see."""
    card, table = school_card, school_change
    shared = ("publication_id", "method", "year", "school_id")
    statement = (
        select(
            table.c.school_id, card.c.name, card.c.district_code, listing.c.status, school_summary.c.assessed,
            *(table.c[name] for name in _FIELDS),
        )
        .join_from(
            table, card, and_(card.c.publication_id == table.c.publication_id, card.c.school_id == table.c.school_id)
        )
        .outerjoin(listing, and_(*(listing.c[name] == table.c[name] for name in shared)))
        .outerjoin(school_summary, and_(*(school_summary.c[name] == table.c[name] for name in shared)))
        .where(
            table.c.publication_id == publication.id,
            table.c.method == selection.method.code,
            table.c.year == selection.year,
        )
        .order_by(card.c.position)
    )  # fmt: skip
    if code != CITY:
        statement = statement.where(card.c.district_code == code)
    rows = connection.execute(scope.schools(statement, viewer, card.c.school_id, card.c.district_code))
    return tuple(
        PlacedSchool(
            number,
            name,
            district,
            membership(selection.method, selection.year, status, bool(assessed)),
            ShareChange(*rest),
        )
        for number, name, district, status, assessed, *rest in rows
    )


def school_dynamics(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    school_id: int,
    results: tuple[ResultPoint, ...],
) -> SchoolDynamics:
    """Change of one school; nothing outside the viewer's scope, or where the publication knows no change of it.

    ``results``: those of the school that the viewer may see.
    """
    card, table = school_card, school_change
    statement = (
        select(table)
        .join(card, and_(card.c.publication_id == table.c.publication_id, card.c.school_id == table.c.school_id))
        .where(
            table.c.publication_id == publication.id,
            table.c.method == selection.method.code,
            table.c.school_id == school_id,
        )
    )
    rows = connection.execute(scope.schools(statement, viewer, card.c.school_id, card.c.district_code)).all()
    if not rows:
        return SchoolDynamics(None, ())
    overall = next((_change(row) for row in rows if row.year == selection.year), None)
    own = pd.DataFrame.from_records(
        [(school_id, p.year, p.procedure, p.subject, p.grade, p.participants, p.low_share) for p in results],
        columns=list(RESULT_COLUMNS),
    )
    city = _city_shares(connection, viewer, publication)
    found = series_changes(cells(own, selection.method.min_participants, city), rows[0].spread)
    columns = (found[name].tolist() for name in ("procedure", "subject", "grade", *_FIELDS))
    series = [SeriesChange(row[0], row[1], row[2], ShareChange(*row[3:])) for row in zip(*columns, strict=True)]
    return SchoolDynamics(
        overall,
        tuple(sorted(series, key=lambda item: (order(item.procedure, item.subject, item.grade), item.change.year))),
    )


def _city_shares(connection: Connection, viewer: Viewer, publication: Publication) -> pd.DataFrame:
    table = procedure_summary.c
    rows = connection.execute(
        select(
            *(assessment.c[name] for name in ("procedure", "subject", "grade", "year")), table.low_share, table.mask
        )
        .join(assessment, assessment.c.id == table.assessment_id)
        .where(
            table.publication_id == publication.id, table.district_code == CITY, table.low_share.is_not(None)
        )
    )  # fmt: skip
    shown = [tuple(row)[:-1] for row in rows if scope.sees_cell(viewer, CITY, row.mask)]
    return pd.DataFrame.from_records(shown, columns=["procedure", "subject", "grade", "year", "low_share"])


AnyRow = Row[*tuple[Any, ...]]


def _series(row: AnyRow) -> tuple[str, str, int]:
    return row.procedure, row.subject, row.grade


def _change(row: AnyRow) -> ShareChange:
    return ShareChange(*(getattr(row, name) for name in _FIELDS))


def _of_territory(viewer: Viewer, row: AnyRow) -> TerritoryChange:
    share = scope.share(viewer, row.district_code, row.low_share, row.participants, row.share_mask)
    seen = scope.sees_cell(viewer, row.district_code, row.mask)
    beside = scope.sees_beside_city(viewer, row.district_code, row.mask, row.city_mask)
    return TerritoryChange(
        *_series(row),
        row.year,
        row.schools if seen else 0,
        share.value,
        share.n,
        row.change if seen else None,
        _pair(row.low, row.high) if seen else None,
        row.first_year if seen else None,
        row.apart if beside else None,
        _pair(row.apart_low, row.apart_high) if beside else None,
        masked=not seen or share.masked,
        reason=row.share_mask or row.mask or row.city_mask,
    )


def _pair(low: float | None, high: float | None) -> tuple[float, float] | None:
    return None if low is None or high is None else (low, high)
