"""What one publication changes in the newest lists of another: counts and the names of schools, by method."""

from sqlalchemy import Connection, func, select

from data_access.schema import district_summary, listing, method_version, publication_method, school_card
from monitoring.districts import CITY
from monitoring.dynamics import IN_LIST
from monitoring.method_profiles import DEFAULT_METHOD, parse_profile
from monitoring.ordering import alphabetical
from monitoring.reports.desk import ListChange

NAMED = 30
"""Schools that are named; the counts cover all."""


def list_changes(connection: Connection, before: int | None, after: int) -> tuple[ListChange, ...]:
    """Changes from the publication ``before`` (None: there is none) to ``after``, the default method first."""
    table = district_summary.c
    newest: dict[str, int] = dict(
        connection.execute(
            select(table.method, func.max(table.year))
            .where(table.publication_id == after, table.district_code == CITY)
            .group_by(table.method)
        ).all()
    )
    titles = _titles(connection, after)
    names = dict(
        connection.execute(
            select(school_card.c.school_id, school_card.c.name).where(school_card.c.publication_id == after)
        ).all()
    )
    found = []
    for method in sorted(newest, key=lambda code: (code != DEFAULT_METHOD, code)):
        year = newest[method]
        now = _listed(connection, after, method, year)
        former = None if before is None else _known(connection, before, method, year)
        old = former or frozenset()
        found.append(
            ListChange(
                method=titles.get(method, method),
                year=year,
                before=None if former is None else len(former),
                after=len(now),
                entered=_named(now - old, names) if former is not None else (),
                left=_named(old - now, names),
            )
        )
    return tuple(found)


def _known(connection: Connection, publication_id: int, method: str, year: int) -> frozenset[int] | None:
    """The listed schools, None where the publication has no list of the year."""
    table = district_summary.c
    there = connection.scalar(
        select(func.count()).where(
            table.publication_id == publication_id, table.method == method, table.year == year,
            table.district_code == CITY,
        )
    )  # fmt: skip
    return _listed(connection, publication_id, method, year) if there else None


def _listed(connection: Connection, publication_id: int, method: str, year: int) -> frozenset[int]:
    return frozenset(
        connection.scalars(
            select(listing.c.school_id).where(
                listing.c.publication_id == publication_id,
                listing.c.method == method,
                listing.c.year == year,
                listing.c.status.in_(IN_LIST),
            )
        )
    )


def _named(schools: frozenset[int], names: dict[int, str]) -> tuple[str, ...]:
    return tuple(sorted((names.get(number, str(number)) for number in schools), key=alphabetical)[:NAMED])


def _titles(connection: Connection, publication_id: int) -> dict[str, str]:
    documents = connection.scalars(
        select(method_version.c.document)
        .join(publication_method, publication_method.c.method_version_id == method_version.c.id)
        .where(publication_method.c.publication_id == publication_id)
    )
    return {profile.code: profile.title for profile in map(parse_profile, documents)}
