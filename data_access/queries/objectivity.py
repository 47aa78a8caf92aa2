"""Signs that results are worth checking: of one school, of the schools of a year's list, of those who left it."""

from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from data_access import objectivity, scope
from data_access.schema import listing, objectivity_sign, objectivity_summary, school_card
from data_access.viewer import Viewer
from monitoring.objectivity.signs import KINDS, Sign, Tested, is_evidence, window
from monitoring.reports.objectivity import LeftWithSigns, SchoolSigns
from monitoring.reports.publication import Publication, Selection


def school_signs(
    connection: Connection, viewer: Viewer, publication: Publication, school_id: int
) -> SchoolSigns | None:
    """Signs of the school, none of a closed one; None where the publication has none computed."""
    tested = _tested(connection, publication)
    if not tested:
        return None
    rows = connection.execute(_signs(viewer, publication).where(objectivity_sign.c.school_id == school_id))
    found = sorted((objectivity.read(row) for row in rows), key=_order)
    return SchoolSigns(tuple(found), tested)


def signs_of_list(
    connection: Connection, viewer: Viewer, publication: Publication, year: int, code: str | None = None
) -> dict[int, tuple[Sign, ...]] | None:
    """Signs that speak of the list of the year, by school, as far as the viewer may see them, of the city or a
    district; schools without a sign are missing. None where the publication has none computed."""
    if not computed(connection, publication):
        return None
    statement = _signs(viewer, publication).where(objectivity_sign.c.year.in_(window(year)))
    if code is not None:
        statement = statement.where(school_card.c.district_code == code)
    found: dict[int, list[Sign]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.school_id].append(objectivity.read(row))
    return {school: tuple(sorted(signs, key=_order)) for school, signs in found.items()}


def left_with_signs(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection
) -> LeftWithSigns | None:
    """How many of the schools that left the list have evidence, for who sees all schools; None for others, and where
    nothing is computed or nobody left."""
    if not viewer.sees_all:
        return None
    table = objectivity_sign
    of_the_list = and_(
        table.c.publication_id == listing.c.publication_id,
        table.c.school_id == listing.c.school_id,
        table.c.year.in_(window(selection.year)),
    )
    rows = connection.execute(
        select(listing.c.school_id.label("left_id"), _computed(publication).label("computed"), table)
        .join_from(listing, table, of_the_list, isouter=True)
        .where(
            listing.c.publication_id == publication.id,
            listing.c.method == selection.method.code,
            listing.c.year == selection.year,
            listing.c.status == "left",
        )
    ).all()
    if not rows or not rows[0].computed:
        return None
    found: dict[int, list[Sign]] = {row.left_id: [] for row in rows}
    for row in rows:
        if row.kind is not None:
            found[row.left_id].append(objectivity.read(row))
    return LeftWithSigns(len(found), sum(is_evidence(signs) for signs in found.values()))


def _order(sign: Sign) -> tuple[int, int]:
    """The latest year first."""
    return -sign.year, KINDS.index(sign.kind)


def computed(connection: Connection, publication: Publication) -> bool:
    """Whether the publication has signs computed, for whatever school."""
    return bool(connection.scalar(select(_computed(publication))))


def _computed(publication: Publication) -> ColumnElement[bool]:
    return select(objectivity_summary.c.year).where(objectivity_summary.c.publication_id == publication.id).exists()


def _tested(connection: Connection, publication: Publication) -> tuple[Tested, ...]:
    table = objectivity_summary
    rows = connection.execute(
        select(table.c.year, table.c.kind, table.c.schools)
        .where(table.c.publication_id == publication.id)
        .order_by(table.c.year.desc(), table.c.kind)
    )
    return tuple(Tested(*row) for row in rows)


def _signs(viewer: Viewer, publication: Publication) -> "Select[*tuple[object, ...]]":
    table, card = objectivity_sign, school_card
    statement = (
        select(table)
        .join(card, and_(card.c.publication_id == table.c.publication_id, card.c.school_id == table.c.school_id))
        .where(table.c.publication_id == publication.id)
    )
    return scope.schools(statement, viewer, card.c.school_id, card.c.district_code)
