"""Marks of a school against its district and the city."""

from sqlalchemy import Connection, select

from data_access import scope
from data_access.queries.results import whole_marks
from data_access.queries.shares import CITY_NAME
from data_access.schema import assessment, procedure_summary
from data_access.viewer import Viewer
from monitoring.districts import CITY, by_code
from monitoring.procedures import order
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import ComparisonRow, MarkComparison, ResultPoint, SchoolCard


def mark_comparisons(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    card: SchoolCard,
    results: tuple[ResultPoint, ...],
) -> tuple[MarkComparison, ...]:
    """Assessments that the method looks at, of the latest year up to the selected one in which the school has marks.

    ``results``: those of the school, as the viewer may see them. Small cells of district and city are masked.
    """
    marked = [
        point
        for point in results
        if point.marks is not None
        and point.year <= selection.year
        and (point.procedure, point.subject, point.grade) in selection.method.series
    ]
    latest = max((point.year for point in marked), default=None)
    chosen = [point for point in marked if point.year == latest]
    territories = _territories(connection, viewer, publication, latest, card.district) if chosen else {}
    return tuple(
        MarkComparison(
            point.procedure,
            point.subject,
            point.grade,
            point.year,
            (
                ComparisonRow("school", card.name, point.participants, point.marks),
                *territories.get((point.procedure, point.subject, point.grade), ()),
            ),
        )
        for point in sorted(chosen, key=lambda point: order(point.procedure, point.subject, point.grade))
    )


def _territories(
    connection: Connection, viewer: Viewer, publication: Publication, year: int | None, district: str
) -> dict[tuple[str, str, int], list[ComparisonRow]]:
    """Rows of the district and, after it, the city for every assessment of the year."""
    table = procedure_summary
    statement = (
        select(table, assessment.c.procedure, assessment.c.subject, assessment.c.grade)
        .join(assessment, assessment.c.id == table.c.assessment_id)
        .where(
            table.c.publication_id == publication.id,
            assessment.c.year == year,
            table.c.district_code.in_([district, CITY]),
        )
    )
    found: dict[tuple[str, str, int], list[ComparisonRow]] = {}
    rows = connection.execute(statement).all()
    for row in sorted(rows, key=lambda row: row.district_code == CITY):
        of_city = row.district_code == CITY
        place, name = ("city", CITY_NAME) if of_city else ("district", by_code()[district].title)
        if scope.sees_cell(viewer, row.district_code, row.mask):
            marks = whole_marks((row.pct_2, row.pct_3, row.pct_4, row.pct_5))
            compared = ComparisonRow(place, name, row.participants, marks, reason=row.mask)
        else:
            compared = ComparisonRow(place, name, None, None, masked=True, reason=row.mask)
        found.setdefault((row.procedure, row.subject, row.grade), []).append(compared)
    return found
