"""What the simulator of the rule needs: results of the schools that the viewer may see, laid out for one year."""

import pandas as pd
from sqlalchemy import Connection, select, tuple_

from data_access import scope
from data_access.queries.listed_years import lists
from data_access.queries.publication import profile
from data_access.queries.results import published_years
from data_access.schema import assessment, edition, publication_edition, result, school_card
from data_access.viewer import Viewer
from monitoring.identification import latest_two
from monitoring.method_profiles import ShareProfile
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.simulation import Basis, SchoolPlace
from monitoring.results import one_per_school
from monitoring.simulator import Rule, grid

_KEY = ("assessment_id", "school_id", "year", "procedure", "subject", "grade", "form")


def simulation_basis(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection
) -> Basis | None:
    """Results that the method looks at in the year, of the schools in the viewer's scope; None without a listing, and
    for a rule that is no threshold of shares.

    The published counts of all districts are aggregates, open to every viewer.
    """
    if selection.year not in selection.method.years:
        return None
    rule = profile(connection, publication.id, selection.method.code)
    if not isinstance(rule, ShareProfile):
        return None
    published = published_years(connection, publication)
    results = _results(connection, viewer, publication, latest_two(published, rule, selection.year))
    found = grid(results, rule, selection.year, published)
    places = _places(connection, viewer, publication)
    counted = lists(connection, viewer, publication, selection.method).by_territory
    return Basis(
        year=selection.year,
        published=Rule(rule.threshold, rule.low_procedures, rule.min_participants),
        grid=found,
        schools=tuple(places[int(school)] for school in found.schools),
        counts={code: years[selection.year].listed or 0 for code, years in counted.items() if selection.year in years},
        scope=scope.map_scope(viewer),
    )


def _results(connection: Connection, viewer: Viewer, publication: Publication, looked_at: pd.DataFrame) -> pd.DataFrame:
    """One row a school and assessment of ``looked_at``: what ``_KEY`` names, participants and the low share."""
    columns = [looked_at[name].tolist() for name in ("procedure", "subject", "grade", "year")]
    keys = list(zip(*columns, strict=True))
    asked = assessment.c
    card = school_card.c
    statement = (
        select(
            asked.id.label("assessment_id"),
            result.c.school_id,
            *(asked[name] for name in ("year", "procedure", "subject", "grade")),
            edition.c.form,
            result.c.participants,
            result.c.low_share,
        )
        .join_from(publication_edition, edition, edition.c.id == publication_edition.c.edition_id)
        .join(assessment, asked.id == edition.c.assessment_id)
        .join(result, result.c.edition_id == edition.c.id)
        .join(
            school_card,
            (card.school_id == result.c.school_id) & (card.publication_id == publication_edition.c.publication_id),
        )
        .where(
            publication_edition.c.publication_id == publication.id,
            tuple_(asked.procedure, asked.subject, asked.grade, asked.year).in_(keys),
            result.c.low_share.is_not(None),
        )
    )
    rows = connection.execute(scope.schools(statement, viewer, card.school_id, card.district_code))
    frame = pd.DataFrame.from_records([tuple(row) for row in rows], columns=[*_KEY, "participants", "low_share"])
    whole = ["assessment_id", "school_id", "year", "grade"]
    return one_per_school(frame.astype(dict.fromkeys(whole, "int64") | {"participants": float, "low_share": float}))


def _places(connection: Connection, viewer: Viewer, publication: Publication) -> dict[int, SchoolPlace]:
    card = school_card.c
    statement = select(card.school_id, card.name, card.district_code, card.position).where(
        card.publication_id == publication.id
    )
    rows = connection.execute(scope.schools(statement, viewer, card.school_id, card.district_code))
    return {row.school_id: SchoolPlace(*row) for row in rows}
