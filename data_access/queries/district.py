"""The page of a district: its schools with reasons and partners, its lists and shares, against the city."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from data_access import scope
from data_access.queries.dynamics import dynamics
from data_access.queries.funnel import funnels
from data_access.queries.groups import group_counts, groups_of_schools
from data_access.queries.listed_years import lists, membership
from data_access.queries.marks import Involved, school_marks
from data_access.queries.objectivity import signs_of_list
from data_access.queries.partnerships import active_partnerships, links
from data_access.queries.plan import plan
from data_access.queries.shares import heat_map, mean_scores, trend
from data_access.queries.similar import differences
from data_access.schema import listing, school_card, school_summary
from data_access.viewer import NotFound, Viewer
from monitoring.districts import CITY, DISTRICTS, by_code
from monitoring.grounds import read
from monitoring.reports.publication import Publication, Selection, Share
from monitoring.reports.school import Partnership
from monitoring.reports.territory import DistrictReport, PartnerName, SchoolRow


def district_report(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, code: str
) -> DistrictReport:
    """The district in the year and by the method of the selection. Raises ``NotFound`` for an unknown code.

    Aggregates are open to every viewer; of schools outside the scope the rows hold name, kind and address alone.
    """
    if code not in by_code():
        raise NotFound("район")
    found = lists(connection, viewer, publication, selection.method, (code,))
    active = active_partnerships(connection, viewer, publication, selection.year, code)
    marks = school_marks(connection, viewer, publication, selection, Involved.of(active), code)
    trends = trend(connection, viewer, publication, (code, CITY))
    return DistrictReport(
        code=code,
        name=by_code()[code].name,
        open=scope.sees_district(viewer, code),
        years=found.years,
        series=found.series(code),
        schools=school_rows(connection, viewer, publication, selection, code, found.years, active),
        heat=heat_map(connection, viewer, publication, selection, (code,)),
        trend=trends[code],
        city_trend=trends[CITY],
        marks=marks,
        links=links(active, marks),
        plan=plan(connection, viewer, selection.year).district(code),
        neighbours=tuple(district.code for district in DISTRICTS if district.code != code),
        means=mean_scores(connection, viewer, publication, selection.year, (code,)),
        funnels=funnels(connection, viewer, publication, selection, code),
        groups=group_counts(connection, viewer, publication, selection, (code, CITY)),
        signs=signs_of_list(connection, viewer, publication, selection.year, code),
        dynamics=dynamics(connection, viewer, publication, selection, code),
    )


def school_rows(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    code: str,
    years: tuple[int, ...],
    active: tuple[Partnership, ...],
) -> tuple[SchoolRow, ...]:
    """One row a school of the district, alphabetical; trends over ``years``, partners of the ``active`` ones."""
    card = school_card
    visible = scope.may_see(viewer, card.c.school_id, card.c.district_code)
    statement = (
        select(card, visible.label("visible"))
        .where(card.c.publication_id == publication.id, card.c.district_code == code, card.c.is_school)
        .order_by(card.c.position)
    )
    listings = _by_school(connection, viewer, publication, selection, code, listing)
    summaries = _by_school(connection, viewer, publication, selection, code, school_summary)
    partners = _partners(active)
    groups = groups_of_schools(connection, viewer, publication, selection.year, selection.method.code, district=code)
    against = differences(connection, viewer, publication, selection, code)
    return tuple(
        replace(
            _row(row, selection, years, listings[row.school_id], summaries[row.school_id], partners[row.school_id]),
            groups=groups.get(row.school_id),
            against=against.get(row.school_id),
        )
        if row.visible
        else _closed_row(row)
        for row in connection.execute(statement)
    )


AnyRow = Row[*tuple[Any, ...]]
YearRows = dict[int, AnyRow]


def _by_school(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    code: str,
    table: Any,
) -> dict[int, YearRows]:
    """Rows of the table by school and year, of the district's schools that the viewer may see."""
    card = school_card
    statement = (
        select(table)
        .join(card, and_(card.c.publication_id == table.c.publication_id, card.c.school_id == table.c.school_id))
        .where(
            table.c.publication_id == publication.id,
            table.c.method == selection.method.code,
            card.c.district_code == code,
        )
    )
    found: dict[int, YearRows] = defaultdict(dict)
    for row in connection.execute(scope.schools(statement, viewer, card.c.school_id, card.c.district_code)):
        found[row.school_id][row.year] = row
    return found


def _partners(active: tuple[Partnership, ...]) -> dict[int, list[PartnerName]]:
    found: dict[int, list[PartnerName]] = defaultdict(list)
    for item in active:
        found[item.mentee_id].append(PartnerName(item.mentor_id, item.mentor, item.mentor_district))
        found[item.mentor_id].append(PartnerName(item.mentee_id, item.mentee, item.mentee_district, "mentee"))
    return found


def _row(
    row: AnyRow,
    selection: Selection,
    years: tuple[int, ...],
    listings: YearRows,
    summaries: YearRows,
    partners: list[PartnerName],
) -> SchoolRow:
    listed, summary = listings.get(selection.year), summaries.get(selection.year)
    shares = {year: found.low_share for year, found in summaries.items()}
    return SchoolRow(
        id=row.school_id,
        name=row.name,
        kind=row.kind,
        address=row.address,
        placed=row.lon is not None and row.lat is not None,
        status=membership(
            selection.method,
            selection.year,
            None if listed is None else listed.status,
            summary is not None and bool(summary.assessed),
        ),
        years_listed=max((found.years_listed for year, found in listings.items() if year <= selection.year), default=0),
        grounds=tuple(map(read, listed.grounds)) if listed is not None else (),
        trend=tuple(shares.get(year) for year in years),
        latest=Share(summary.low_share, summary.participants) if summary is not None and summary.counted else None,
        partners=tuple(partners),
        probability=None if summary is None else summary.probability,
    )


def _closed_row(row: AnyRow) -> SchoolRow:
    return SchoolRow(
        id=row.school_id,
        name=row.name,
        kind=row.kind,
        address=row.address,
        placed=row.lon is not None and row.lat is not None,
        status=None,
        years_listed=0,
        grounds=(),
        trend=(),
        latest=None,
        partners=(),
    )
