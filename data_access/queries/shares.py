"""Shares of low results and mean scores of districts and city: the heat map and the trends.

Aggregates are open to every viewer; small cells are masked by ``data_access.scope``.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from data_access import scope
from data_access.schema import assessment, procedure_summary
from data_access.viewer import Viewer
from monitoring.districts import CITY, DISTRICTS, by_code
from monitoring.procedures import order
from monitoring.reports.publication import Publication, Selection, Share
from monitoring.reports.territory import HeatColumn, HeatMap, HeatRow, MeanScore, TrendPoint

CITY_NAME = "Санкт-Петербург"
ALL_DISTRICTS = tuple(district.code for district in DISTRICTS)


def heat_map(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    codes: Sequence[str] = ALL_DISTRICTS,
) -> HeatMap:
    """Shares of the year by assessment, rows for the districts ``codes`` and, last, the city.

    The columns are the assessments that the method looks at; where the year has none of them, all it has.
    """
    table = procedure_summary
    rows = connection.execute(
        _summaries(publication)
        .where(assessment.c.year == selection.year, table.c.low_share.is_not(None))
        .where(table.c.district_code.in_([*codes, CITY]))
    ).all()
    known = {_series(row) for row in rows if row.district_code == CITY}
    columns = sorted(known.intersection(selection.method.series) or known, key=lambda series: order(*series))
    cells = {(row.district_code, _series(row)): _share(viewer, row) for row in rows}
    empty = Share(None, None)
    return HeatMap(
        year=selection.year,
        columns=tuple(HeatColumn(*series) for series in columns),
        rows=tuple(
            HeatRow(code, territory_name(code), tuple(cells.get((code, series), empty) for series in columns))
            for code in [*codes, CITY]
        ),
    )


def trend(
    connection: Connection, viewer: Viewer, publication: Publication, codes: Iterable[str]
) -> dict[str, tuple[TrendPoint, ...]]:
    """Shares of every assessment and year for the territories ``codes``, by assessment and year."""
    wanted = list(codes)
    points: dict[str, list[TrendPoint]] = {code: [] for code in wanted}
    table = procedure_summary
    rows = connection.execute(
        _summaries(publication).where(table.c.district_code.in_(wanted), table.c.low_share.is_not(None))
    ).all()
    for row in sorted(rows, key=lambda row: (order(*_series(row)), row.year)):
        points[row.district_code].append(TrendPoint(*_series(row), row.year, _share(viewer, row)))
    return {code: tuple(found) for code, found in points.items()}


def mean_scores(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    year: int,
    codes: Sequence[str] = ALL_DISTRICTS,
) -> tuple[MeanScore, ...]:
    """Mean scores of the year for the districts ``codes`` and the city, by assessment, the city last."""
    table = procedure_summary
    rows = connection.execute(
        _summaries(publication)
        .where(assessment.c.year == year, table.c.mean_score.is_not(None))
        .where(table.c.district_code.in_([*codes, CITY]))
    ).all()
    place = {code: index for index, code in enumerate([*ALL_DISTRICTS, CITY])}
    ordered = sorted(rows, key=lambda row: (order(*_series(row)), place[row.district_code]))
    return tuple(
        MeanScore(row.district_code, *_series(row), year, row.mean_score, row.mean_schools, reason=row.mask)
        if scope.sees_cell(viewer, row.district_code, row.mask)
        else MeanScore(row.district_code, *_series(row), year, None, None, masked=True, reason=row.mask)
        for row in ordered
    )


def territory_name(code: str) -> str:
    """«Невский», or the city's name."""
    return CITY_NAME if code == CITY else by_code()[code].name


def _summaries(publication: Publication) -> "Select[*tuple[Any, ...]]":
    table = procedure_summary
    return (
        select(
            table.c.district_code,
            table.c.participants,
            table.c.low_share,
            table.c.mean_score,
            table.c.mean_schools,
            table.c.mask,
            assessment.c.procedure,
            assessment.c.subject,
            assessment.c.grade,
            assessment.c.year,
        )
        .join(assessment, assessment.c.id == table.c.assessment_id)
        .where(table.c.publication_id == publication.id)
    )


def _series(row: "Row[*tuple[Any, ...]]") -> tuple[str, str, int]:
    return row.procedure, row.subject, row.grade


def _share(viewer: Viewer, row: "Row[*tuple[Any, ...]]") -> Share:
    return scope.share(viewer, row.district_code, row.low_share, row.participants, row.mask)
