"""The city page: lists by year and district, heat map, schools on the map, the plan."""

from sqlalchemy import Connection

from data_access import scope
from data_access.queries.dynamics import dynamics
from data_access.queries.listed_years import lists
from data_access.queries.marks import Involved, school_marks, unplaced_listed
from data_access.queries.objectivity import left_with_signs
from data_access.queries.partnerships import active_partnerships, links
from data_access.queries.plan import plan
from data_access.queries.shares import heat_map, mean_scores
from data_access.viewer import Viewer
from monitoring.districts import CITY, DISTRICTS
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.territory import CityReport, DistrictRow


def city_report(connection: Connection, viewer: Viewer, publication: Publication, selection: Selection) -> CityReport:
    """The city in the year and by the method of the selection. Aggregates for every viewer, marks by his scope.

    In a year without a listing the districts show their schools with nothing listed or assessed.
    """
    year = selection.year
    found = lists(connection, viewer, publication, selection.method)
    planned = plan(connection, viewer, year)
    active = active_partnerships(connection, viewer, publication, year)
    marks = school_marks(connection, viewer, publication, selection, Involved.of(active))
    rows = []
    for district in DISTRICTS:
        now, former = found.of(district.code, year), found.former(district.code, year)
        change = None if now.listed is None or former is None else now.listed - (former.listed or 0)
        rows.append(
            DistrictRow(
                code=district.code,
                name=district.name,
                schools=now.schools,
                assessed=now.assessed,
                listed=now.listed or 0,
                change=change,
                with_partner=now.with_partner or 0,
                trend=tuple(item.listed for item in found.series(district.code)),
                plan_done=planned.done(district.code),
            )
        )
    return CityReport(
        years=found.years,
        series=found.series(CITY),
        districts=tuple(rows),
        heat=heat_map(connection, viewer, publication, selection),
        marks=marks,
        links=links(active, marks),
        plan=planned.city(),
        unplaced_listed=unplaced_listed(connection, viewer, publication, selection),
        scope=scope.map_scope(viewer),
        means=mean_scores(connection, viewer, publication, year),
        left_with_signs=left_with_signs(connection, viewer, publication, selection),
        dynamics=dynamics(connection, viewer, publication, selection, CITY),
    )
