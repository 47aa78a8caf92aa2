"""The lists of a year by the methods of the publication against each other."""

from collections import defaultdict

from sqlalchemy import Connection, and_, select

from data_access import scope
from data_access.schema import district_summary, listing, method_overlap, school_card, school_summary
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.dynamics import IN_LIST
from monitoring.overlap import Overlap
from monitoring.reports.groups import MethodsCompared, Verdicts
from monitoring.reports.publication import Publication


def methods_compared(
    connection: Connection, viewer: Viewer, publication: Publication, year: int
) -> MethodsCompared | None:
    """Counts of the city for every viewer, verdicts on the schools of his scope; None with fewer than two lists, or in
    a publication made before lists were compared."""
    methods = tuple(method.code for method in publication.methods if year in method.years)
    pairs = _pairs(connection, publication, year, methods)
    if not pairs:
        return None
    table = district_summary
    listed = select(table.c.method, table.c.listed).where(
        table.c.publication_id == publication.id, table.c.year == year, table.c.district_code == CITY
    )
    counts = dict(connection.execute(listed).all())
    differing = (
        None if scope.map_scope(viewer) == "none" else _differing(connection, viewer, publication, year, methods)
    )
    return MethodsCompared(year, methods, {code: counts[code] for code in methods}, pairs, differing)


def _pairs(
    connection: Connection, publication: Publication, year: int, methods: tuple[str, ...]
) -> tuple[Overlap, ...]:
    table = method_overlap
    rows = connection.execute(
        select(table.c.first, table.c.second, table.c.both, table.c.only_first, table.c.only_second).where(
            table.c.publication_id == publication.id, table.c.year == year
        )
    )
    found = [Overlap(*row) for row in rows]
    return tuple(sorted(found, key=lambda pair: (methods.index(pair.first), methods.index(pair.second))))


def _differing(
    connection: Connection, viewer: Viewer, publication: Publication, year: int, methods: tuple[str, ...]
) -> tuple[Verdicts, ...]:
    card, summary = school_card, school_summary
    same = ("publication_id", "method", "year", "school_id")
    anywhere = select(listing.c.school_id).where(
        listing.c.publication_id == publication.id, listing.c.year == year, listing.c.status.in_(IN_LIST)
    )
    statement = (
        select(
            card.c.school_id, card.c.name, card.c.district_code, summary.c.method, summary.c.assessed,
            listing.c.status,
        )
        .join_from(
            summary,
            card,
            and_(card.c.publication_id == summary.c.publication_id, card.c.school_id == summary.c.school_id),
        )
        .outerjoin(listing, and_(*(listing.c[name] == summary.c[name] for name in same)))
        .where(summary.c.publication_id == publication.id, summary.c.year == year, summary.c.method.in_(methods))
        .where(summary.c.assessed, card.c.school_id.in_(anywhere))
        .order_by(card.c.position)
    )  # fmt: skip
    names: dict[int, tuple[str, str]] = {}
    verdicts: dict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(scope.schools(statement, viewer, card.c.school_id, card.c.district_code)):
        names[row.school_id] = (row.name, row.district_code)
        verdicts[row.school_id][row.method] = "listed" if row.status in IN_LIST else "none"
    return tuple(
        Verdicts(number, name, district, {code: verdicts[number].get(code, "not-assessed") for code in methods})
        for number, (name, district) in names.items()
        if len(set(verdicts[number].values())) > 1
    )
