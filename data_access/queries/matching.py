"""Proposals of partners for the schools in the list without one, as far as the viewer may see them.

The choice is one for the whole city, so it is computed from all schools, whoever looks; what leaves this module is
limited to the viewer's own pairs, and carries subjects by name, never a figure of a closed school.
"""

from collections import Counter
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, or_, select

from data_access import clock, objectivity, scope, walls
from data_access.agreements import agreement, not_struck
from data_access.queries.objectivity import computed
from data_access.queries.publication import low_rule
from data_access.queries.results import published_years
from data_access.schema import (
    assessment,
    edition,
    listing,
    objectivity_sign,
    publication_edition,
    result,
    school,
    school_card,
    school_year,
)
from data_access.viewer import Viewer
from monitoring.dynamics import IN_LIST
from monitoring.high_results import RESULT_COLUMNS, high_results, standing
from monitoring.identification import latest_two
from monitoring.matching import match
from monitoring.method_profiles import Series, ShareProfile
from monitoring.objectivity.signs import window, with_evidence
from monitoring.pair_costs import CONDITIONS, MatchingRules
from monitoring.partnerships import is_active, overlaps
from monitoring.reports.matching import Proposal, Proposals, Side, WithoutProposal
from monitoring.reports.publication import Publication, Selection
from monitoring.results import one_per_school

_NUMBERS = RESULT_COLUMNS[5:]


def proposals(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    rules: MatchingRules | None = None,
) -> Proposals:
    """Proposals for the list of the year by the method: all of them for КО and the analyst, for a district those with
    a side in it, for a school its own. Nothing, with ``made`` False, in a year without a list.

    Where the method has no threshold of shares, the default method says which results are low.
    """
    rules = rules or MatchingRules()
    if selection.year not in selection.method.years:
        return Proposals((), (), rules, whole=viewer.sees_all, made=False)
    if scope.map_scope(viewer) == "none":
        return Proposals((), (), rules, whole=False)
    rule = low_rule(connection, publication.id, selection.method.code)
    if rule is None:
        return Proposals((), (), rules, whole=viewer.sees_all, made=False)
    with walls.looking_beyond(connection):  # one choice for the whole city, whoever looks
        schools = _schools(connection, publication, selection.year)
        found = _standing(connection, publication, rule, selection.year)
        active, registered = _partnerships(connection, selection.year)
        evidence = _with_evidence(connection, publication, selection.year)
        listed = _listed(connection, publication, selection)
    partnered = {mentee for mentee, _ in active}
    strong = high_results(found)
    excluded = evidence & set(strong)
    matching = match(
        schools,
        found,
        listed - partnered,
        strong,
        taken=Counter(mentor for _, mentor in active),
        excluded=excluded,
        rules=rules,
    )
    side = _sides(schools)
    sees = {number: scope.sees_school(viewer, number, one.district) for number, one in side.items()}
    pairs = {
        pair.mentee_id: Proposal(
            side[pair.mentee_id],
            side[pair.mentor_id],
            pair.kilometres,
            pair.subjects,
            pair.similar,
            pair.same_district,
            pair.costs if sees[pair.mentee_id] and sees[pair.mentor_id] else None,
            _registered(pair.mentee_id, registered, side) if sees[pair.mentee_id] else (),
        )
        for pair in matching.pairs
        if sees[pair.mentee_id] or sees[pair.mentor_id]
    }
    unmatched = {one: WithoutProposal(side[one], why) for one, why in matching.unmatched.items() if sees[one]}
    whole = viewer.sees_all
    return Proposals(
        tuple(pairs[number] for number in side if number in pairs),
        tuple(unmatched[number] for number in side if number in unmatched),
        rules,
        whole=whole,
        by_district=matching.by_district,
        total_cost=matching.total_cost if whole else None,
        greedy_cost=matching.greedy_cost if whole else None,
        mentors=matching.mentors if whole else None,
        places=matching.places if whole else None,
        objectivity=computed(connection, publication),
        excluded=len(excluded) if whole else None,
    )


def _registered(mentee_id: int, registered: list[tuple[int, int]], side: dict[int, Side]) -> tuple[Side, ...]:
    """Mentors that the registry proposes to the school."""
    return tuple(side[mentor] for mentee, mentor in registered if mentee == mentee_id and mentor in side)


def _sides(schools: pd.DataFrame) -> dict[int, Side]:
    """Schools by id, in the alphabetical order of the frame: what a proposal says of them."""
    columns = [schools[name].tolist() for name in ("name", "district", "lon", "lat")]
    return {
        number: Side(number, name, district, None if lon != lon or lat != lat else (lon, lat))
        for number, name, district, lon, lat in zip(schools.index.tolist(), *columns, strict=True)
    }


def _schools(connection: Connection, publication: Publication, year: int) -> pd.DataFrame:
    """All schools by id, alphabetical, with their conditions: of the newest passport up to the year, else missing."""
    card = school_card
    names = ["school_id", "name", "district_code", "lon", "lat", "ogrn"]
    statement = (
        select(*(card.c[name] for name in names), school.c.inn)
        .join(school, school.c.id == card.c.school_id)
        .where(card.c.publication_id == publication.id, card.c.is_school)
        .order_by(card.c.position)
    )
    schools = _frame(connection, statement).rename(columns={"district_code": "district"}).set_index("school_id")
    passports = _frame(
        connection,
        select(edition.c.year, *(school_year.c[name] for name in ("school_id", *CONDITIONS)))
        .join(edition, edition.c.id == school_year.c.edition_id)
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .where(publication_edition.c.publication_id == publication.id, edition.c.year <= year),
    )
    newest = passports.sort_values("year").drop_duplicates("school_id", keep="last").set_index("school_id")
    joined = schools.join(newest[list(CONDITIONS)])
    return joined.astype(dict.fromkeys(("lon", "lat", *CONDITIONS), float))


def _standing(connection: Connection, publication: Publication, rule: ShareProfile, year: int) -> pd.DataFrame:
    """Results of all schools that the method's rule looks at for the year, placed against the city's quartile."""
    published = published_years(connection, publication)
    return standing(_results(connection, publication, rule, year, published), rule, year, published)


def _results(
    connection: Connection,
    publication: Publication,
    rule: ShareProfile,
    year: int,
    published: dict[Series, list[int]],
) -> pd.DataFrame:
    wanted = latest_two(published, rule, year)
    key = ["procedure", "subject", "grade", "year"]
    of = [
        and_(*(assessment.c[name] == value for name, value in zip(key, values, strict=True)))
        for values in wanted[key].itertuples(index=False, name=None)
    ]
    statement = (
        select(
            assessment.c.id.label("assessment_id"),
            edition.c.form,
            result.c.school_id,
            *(assessment.c[name] for name in key),
            *(result.c[name] for name in _NUMBERS),
        )
        .join_from(result, edition, edition.c.id == result.c.edition_id)
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .join(assessment, assessment.c.id == edition.c.assessment_id)
        .where(publication_edition.c.publication_id == publication.id, or_(False, *of))
    )
    integers = ["assessment_id", "school_id", "year", "grade"]
    frame = _frame(connection, statement)
    return one_per_school(frame.astype(dict.fromkeys(_NUMBERS, float) | dict.fromkeys(integers, "int64")))


def _listed(connection: Connection, publication: Publication, selection: Selection) -> set[int]:
    return set(
        connection.scalars(
            select(listing.c.school_id).where(
                listing.c.publication_id == publication.id,
                listing.c.method == selection.method.code,
                listing.c.year == selection.year,
                listing.c.status.in_(IN_LIST),
            )
        )
    )


def _with_evidence(connection: Connection, publication: Publication, year: int) -> frozenset[int]:
    """Schools whose results are worth checking, whoever looks: they are no mentors."""
    table = objectivity_sign
    rows = connection.execute(
        select(table).where(table.c.publication_id == publication.id, table.c.year.in_(window(year)))
    )
    return with_evidence((objectivity.read(row) for row in rows), year)


def _partnerships(connection: Connection, year: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Mentee and mentor of the partnerships that are active, and of those that are proposed, in the school year which
    the list governs."""
    today = clock.today(connection)
    columns = [agreement.c[name] for name in ("mentee_id", "mentor_id", "status", "started_on", "ended_on")]
    rows = connection.execute(select(*columns).where(not_struck))
    active, proposed = set(), set()
    for mentee, mentor, status, started_on, ended_on in rows:
        if is_active(status, started_on, ended_on, year, today):
            active.add((mentee, mentor))
        elif status == "proposed" and overlaps(started_on, ended_on, year):
            proposed.add((mentee, mentor))
    return sorted(active), sorted(proposed)


def _frame(connection: Connection, statement: Any) -> pd.DataFrame:
    rows = connection.execute(statement)
    return pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(rows.keys()))
