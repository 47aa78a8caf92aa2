"""The making of one publication inside the writer's transaction: what it reads, computes and stores."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, Table, insert, select, union, update

from data_access import (
    adopting_plans,
    clock,
    conditions,
    dynamics,
    effects,
    grouping,
    looked_at,
    objectivity,
    summaries,
)
from data_access.adopting_partnerships import adopt_partnerships
from data_access.agreements import agreement, not_struck
from data_access.clock import in_utc
from data_access.schema import (
    assessment,
    context_summary,
    district_summary,
    edition,
    effect_summary,
    group_summary,
    import_batch,
    list_flow,
    listing,
    mark_comparison,
    method_overlap,
    method_version,
    objectivity_sign,
    objectivity_summary,
    partnership,
    plan_progress,
    procedure_summary,
    publication,
    publication_edition,
    publication_method,
    result,
    school,
    school_card,
    school_change,
    school_effect,
    school_evidence,
    school_group,
    school_summary,
    school_year,
    score_distribution,
    territory_change,
)
from monitoring import share_priors
from monitoring.aggregates import MARKS
from monitoring.identification import of_profile
from monitoring.indicators import INDICATORS
from monitoring.listing_probability import Evidence, gather
from monitoring.method_profiles import MethodProfile, Series, ShareProfile
from monitoring.ordering import alphabetical
from monitoring.quartile import BANDS
from monitoring.results import one_per_school
from monitoring.rules import Setting
from monitoring.school_kinds import KINDS
from monitoring.share_priors import AssessmentYear, SharePrior
from monitoring.support_kinds import Support, begun

Progress = Callable[[str], None]
"""Takes a step of the publication in Russian words as it begins."""

_WITH_LINEAGE = (result, school_year, partnership, plan_progress, mark_comparison, score_distribution)


def make(
    connection: Connection,
    previous: int | None,
    heads: frozenset[int],
    applied: Sequence[MethodProfile],
    now: datetime,
    report: Progress,
) -> int:
    """Store the publication of the editions ``heads`` by the profiles ``applied``, whole; returns its id."""
    report("чтение данных")
    created = _create(connection, previous, heads, applied, now)
    adopt_partnerships(connection, created, previous, in_utc(now))
    results = results_frame(connection, created)
    cards = _cards(connection, set(results["school_id"]))
    today = clock.today(connection, now.date())
    _describe(connection, created, cards, results, today)
    _store(connection, school_card, created, cards)
    report("списки школ по методикам")
    passports = passports_frame(connection, created)
    kinds = {card["school_id"]: card["kind"] for card in cards if card["is_school"]}
    compared = conditions.in_conditions(results, passports, kinds, applied)
    priors = share_priors.of_results(results)
    _store_methods(connection, created, results, passports, cards, today, applied, compared, priors)
    report("признаки объективности")
    signs = objectivity.compute(connection, created, results)
    _store(connection, objectivity_sign, created, objectivity.sign_rows(signs))
    _store(connection, objectivity_summary, created, objectivity.summary_rows(signs))
    report("сводные показатели")
    shares = summaries.procedure_rows(results)
    _store(connection, procedure_summary, created, shares)
    _store(connection, territory_change, created, dynamics.territory_rows(results, shares))
    _store(connection, context_summary, created, summaries.context_rows(passports))
    for table, rows in conditions.rows(results, compared, priors):
        _store(connection, table, created, rows)
    adopting_plans.adopt_plans(connection, created, in_utc(now))
    return created


def _create(
    connection: Connection,
    previous: int | None,
    heads: frozenset[int],
    applied: Sequence[MethodProfile],
    now: datetime,
) -> int:
    """The new publication with its editions and method versions; its figures are filled in later."""
    moment = in_utc(now)
    created: int = connection.execute(
        insert(publication)
        .values(
            previous_id=previous,
            created_at=moment,
            synthetic=False,
            today=moment.date(),
            schools=0,
            results=0,
            sources=[],
        )
        .returning(publication.c.id)
    ).scalar_one()
    _store(connection, publication_edition, created, [{"edition_id": head} for head in sorted(heads)])
    known = {(row.code, row.digest): row.id for row in connection.execute(select(method_version))}
    for profile in applied:
        version = known.get((profile.code, profile.digest))
        if version is None:
            version = connection.execute(
                insert(method_version)
                .values(code=profile.code, version=profile.version, digest=profile.digest, document=profile.text)
                .returning(method_version.c.id)
            ).scalar_one()
        _store(connection, publication_method, created, [{"method_version_id": version}])
    return created


def results_frame(connection: Connection, publication_id: int) -> pd.DataFrame:
    """Results of the publication, one row a school and assessment, with what summaries and identification need.

    Columns: assessment_id, year, procedure, subject, grade, school_id, district_code, form, participants, low_share,
    pct_2…pct_5, bands of scores, mean_score, median_score (floats; missing as NaN).
    """
    numbers = ["participants", "low_share", *MARKS, *BANDS, "mean_score", "median_score"]
    statement = (
        select(
            result.c.school_id,
            school.c.district_code,
            assessment.c.id.label("assessment_id"),
            assessment.c.year,
            assessment.c.procedure,
            assessment.c.subject,
            assessment.c.grade,
            edition.c.form,
            *(result.c[name] for name in numbers),
        )
        .join_from(publication_edition, edition, edition.c.id == publication_edition.c.edition_id)
        .join(assessment, assessment.c.id == edition.c.assessment_id)
        .join(result, result.c.edition_id == edition.c.id)
        .join(school, school.c.id == result.c.school_id)
        .where(publication_edition.c.publication_id == publication_id)
    )
    integers = ["school_id", "assessment_id", "year", "grade"]
    frame = _frame(connection, statement).astype(dict.fromkeys(numbers, float) | dict.fromkeys(integers, "int64"))
    return one_per_school(frame)


def _frame(connection: Connection, statement: Select[*tuple[Any, ...]]) -> pd.DataFrame:
    rows = connection.execute(statement)
    return pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(rows.keys()))


def _describe(
    connection: Connection, created: int, cards: Sequence[summaries.Row], results: pd.DataFrame, today: date
) -> None:
    # Rows carried over from a former edition keep their own batch, so the sources are those of the rows.
    lineages = [
        select(table.c.batch_id)
        .join(publication_edition, publication_edition.c.edition_id == table.c.edition_id)
        .where(publication_edition.c.publication_id == created)
        for table in _WITH_LINEAGE
    ]
    of_editions = (
        select(edition.c.batch_id)
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .where(publication_edition.c.publication_id == created)
    )
    batches = connection.execute(
        select(import_batch.c.source, import_batch.c.synthetic)
        .where(import_batch.c.id.in_(union(of_editions, *lineages)))
        .order_by(import_batch.c.id)
    ).all()
    connection.execute(
        update(publication)
        .where(publication.c.id == created)
        .values(
            synthetic=any(batch.synthetic for batch in batches),
            today=today,
            schools=sum(card["is_school"] for card in cards),
            results=len(results),
            sources=list(dict.fromkeys(batch.source for batch in batches)),
        )
    )


def _cards(connection: Connection, with_results: set[int]) -> list[summaries.Row]:
    columns = [
        school.c[name]
        for name in ("name", "full_name", "kind", "number", "district_code", "address", "lon", "lat", "ogrn")
    ]
    rows = connection.execute(select(school.c.id.label("school_id"), *columns)).mappings().all()
    ordered = sorted(rows, key=lambda row: (alphabetical(row["name"]), row["district_code"], row["school_id"]))
    return [
        dict(row) | {"position": position, "is_school": KINDS[row["kind"]].general or row["school_id"] in with_results}
        for position, row in enumerate(ordered)
    ]


def passports_frame(connection: Connection, created: int) -> pd.DataFrame:
    """Social passports of the publication: year, school_id and the indicators."""
    return _frame(
        connection,
        select(edition.c.year, school_year.c.school_id, *(school_year.c[code] for code in INDICATORS))
        .join_from(publication_edition, edition, edition.c.id == publication_edition.c.edition_id)
        .join(school_year, school_year.c.edition_id == edition.c.id)
        .where(publication_edition.c.publication_id == created),
    )


def _store_methods(
    connection: Connection,
    created: int,
    results: pd.DataFrame,
    passports: pd.DataFrame,
    cards: Sequence[summaries.Row],
    today: date,
    applied: Sequence[MethodProfile],
    compared: conditions.InConditions,
    priors: Mapping[AssessmentYear, SharePrior],
) -> None:
    setting = Setting({card["school_id"]: card["kind"] for card in cards if card["is_school"]}, passports)
    district_of = {card["school_id"]: card["district_code"] for card in cards if card["is_school"]}
    names = ("mentee_id", "mentor_id", "subjects", "status", "started_on")
    rows = connection.execute(select(*(agreement.c[name] for name in names)).where(not_struck))
    supports = begun(
        (Support(row.mentee_id, row.mentor_id, tuple(row.subjects), row.status, row.started_on) for row in rows), today
    )
    evidence: dict[frozenset[Series], Evidence | None] = {}
    outcomes: list[summaries.MethodOutcome] = []
    for profile in applied:
        if isinstance(profile, ShareProfile) and profile.series not in evidence:
            evidence[profile.series] = gather(results[of_profile(results, profile)], priors)
        found = summaries.outcome(results, profile, evidence.get(profile.series), setting)
        outcomes.append(found)
        _store(connection, listing, created, summaries.listing_rows(found))
        _store(connection, school_summary, created, summaries.school_rows(found))
        _store(connection, district_summary, created, summaries.district_rows(found, district_of))
        stated = effects.effect(found, supports, district_of)
        _store(connection, effect_summary, created, [effects.summary_row(profile.code, stated)])
        _store(connection, school_effect, created, effects.school_rows(profile.code, stated))
        _store(connection, school_evidence, created, looked_at.rows(found))
        changed = dynamics.changes(found, results)
        _store(connection, school_change, created, dynamics.school_rows(profile.code, changed))
        _store(connection, list_flow, created, dynamics.flow_rows(found, changed, district_of))
    made = grouping.groups_of(outcomes, district_of, compared.differences())
    _store(connection, school_group, created, grouping.group_rows(made))
    _store(connection, group_summary, created, grouping.summary_rows(made, district_of))
    _store(connection, method_overlap, created, grouping.overlap_rows(outcomes))


def _store(connection: Connection, table: Table, publication_id: int, rows: Sequence[summaries.Row]) -> None:
    if rows:
        connection.execute(insert(table), [row | {"publication_id": publication_id} for row in rows])
