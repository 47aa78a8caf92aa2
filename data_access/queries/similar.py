"""A school among similar ones, and against what its conditions let expect."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from data_access import scope
from data_access.schema import context_fit, school_card, school_context, school_summary, similar_schools
from data_access.viewer import Viewer
from monitoring.reports.publication import Publication, Selection, Share
from monitoring.reports.school import ContextValue, SchoolCard
from monitoring.reports.similar import AgainstExpected, Criterion, SimilarReport, SimilarSchool

AnyRow = Row[*tuple[Any, ...]]


def similar_report(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    card: SchoolCard,
    context: Sequence[ContextValue],
) -> SimilarReport | None:
    """The school of the ``card`` among its similar ones; None outside the viewer's scope, in a year without results of
    the method, and where the publication was made before similar schools were.

    ``context``: the school's and the city's conditions as ``queries.context`` gives them. A mean over similar schools
    is masked where fewer than ten stand behind it, or fewer than ten beside those whose results the viewer knows.
    """
    if not scope.sees_school(viewer, card.id, card.district):
        return None
    of_method = {"method": selection.method.code, "year": selection.year}
    city = _row(connection, publication, context_fit, **of_method)
    if city is None:
        return None
    stated = _row(connection, publication, school_context, school_id=card.id, **of_method)
    summary = _row(connection, publication, school_summary, school_id=card.id, **of_method)
    found = _row(connection, publication, similar_schools, school_id=card.id, year=selection.year)
    named = () if found is None else named_schools(connection, viewer, publication, selection, found.neighbours)
    with_share = sum(item.share is not None for item in named)
    behind = 0 if stated is None else stated.similar_schools
    counted = summary is not None and bool(summary.counted)
    return SimilarReport(
        year=selection.year,
        passport_year=None if found is None else found.passport_year,
        count=0 if found is None else len(found.neighbours),
        same_kind=None if found is None else _of_kind(connection, publication, found.neighbours, card.kind),
        criteria=() if found is None else _criteria(viewer, found, context, len(named)),
        named=named,
        own=Share(summary.low_share, summary.participants) if summary is not None and counted else Share(None, None),
        similar=_similar(viewer, stated, with_share),
        similar_schools=behind,
        city=scope.mean_share(viewer, city.city_share, city.participants, city.schools, city.mask),
        city_schools=city.schools,
        against=_against(stated, summary.participants if summary is not None else 0),
        reason="not-counted" if stated is None else stated.reason,
    )


def named_schools(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, numbers: Sequence[int]
) -> tuple[SimilarSchool, ...]:
    """Of the schools ``numbers`` those whose results the viewer may see, with the low share of the year, by alphabet.

    A school by itself names no other: who stands beside whom tells of the conditions of both.
    """
    card, summary = school_card.c, school_summary
    statement = (
        select(card.school_id, card.name, card.district_code, card.kind, summary.c.low_share, summary.c.participants)
        .select_from(school_card)
        .outerjoin(
            summary,
            and_(
                summary.c.publication_id == card.publication_id,
                summary.c.school_id == card.school_id,
                summary.c.method == selection.method.code,
                summary.c.year == selection.year,
                summary.c.counted > 0,
            ),
        )
        .where(card.publication_id == publication.id, card.school_id.in_(numbers))
        .order_by(card.position)
    )
    rows = connection.execute(scope.schools(statement, viewer, card.school_id, card.district_code))
    return tuple(SimilarSchool(*row) for row in rows)


def differences(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, code: str
) -> dict[int, AgainstExpected]:
    """By school of the district that the viewer may see: its difference from expectation in the year; only where one is
    stated."""
    card, table, summary = school_card.c, school_context, school_summary.c
    statement = (
        select(table, summary.participants)
        .join(school_card, and_(card.publication_id == table.c.publication_id, card.school_id == table.c.school_id))
        .join(
            school_summary,
            and_(
                summary.publication_id == table.c.publication_id,
                summary.method == table.c.method,
                summary.year == table.c.year,
                summary.school_id == table.c.school_id,
            ),
        )
        .where(
            table.c.publication_id == publication.id,
            table.c.method == selection.method.code,
            table.c.year == selection.year,
            table.c.expected.is_not(None),
            card.district_code == code,
        )
    )
    rows = connection.execute(scope.schools(statement, viewer, card.school_id, card.district_code))
    return {row.school_id: against for row in rows if (against := _against(row, row.participants)) is not None}


def _row(connection: Connection, publication: Publication, table: Any, **key: Any) -> AnyRow | None:
    conditions = [table.c[name] == value for name, value in key.items()]
    return connection.execute(select(table).where(table.c.publication_id == publication.id, *conditions)).one_or_none()


def _of_kind(connection: Connection, publication: Publication, numbers: Sequence[int], kind: str) -> int:
    """How many of the schools are of the kind: kinds are open to everybody."""
    card = school_card.c
    statement = select(func.count()).where(
        card.publication_id == publication.id, card.school_id.in_(numbers), card.kind == kind
    )
    return connection.scalar(statement) or 0


def _criteria(viewer: Viewer, found: AnyRow, context: Sequence[ContextValue], known: int) -> tuple[Criterion, ...]:
    """``known``: similar schools whose passports the viewer may see."""
    criteria = []
    for item in context:
        if item.year != found.passport_year:
            continue
        mean, behind = found.means.get(item.code, (None, 0))
        # Which of the known ones have the indicator is not asked: unless all are known, all of them are taken off.
        own = behind if known == len(found.neighbours) else min(known, behind - 1)
        shown = scope.mean_beside(viewer, mean, behind, schools_behind=behind, own=own)
        criteria.append(
            Criterion(
                item.code,
                item.value,
                shown.value,
                item.city,
                masked=shown.masked,
                reason=shown.reason,
            )
        )
    return tuple(criteria)


def _similar(viewer: Viewer, stated: AnyRow | None, known: int) -> Share:
    if stated is None:
        return Share(None, None)
    return scope.mean_beside(
        viewer, stated.similar_share, stated.similar_participants, schools_behind=stated.similar_schools, own=known
    )


def _against(stated: AnyRow | None, n: int) -> AgainstExpected | None:
    if stated is None or stated.expected is None:
        return None
    return AgainstExpected(
        observed=stated.expected + stated.difference,
        n=n,
        expected=stated.expected,
        difference=stated.difference,
        interval=(stated.difference_low, stated.difference_high),
    )
