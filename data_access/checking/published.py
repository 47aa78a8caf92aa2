"""Whether what readers see follows from the data: lists computed anew from the editions, and sums over them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import summaries
from data_access.checking.part import Asked, Part, examples
from data_access.publications import current_id
from data_access.publishing import passports_frame, results_frame
from data_access.schema import (
    district_summary,
    listing,
    method_version,
    publication,
    publication_edition,
    publication_method,
    school_card,
)
from monitoring.districts import CITY
from monitoring.identification import of_profile
from monitoring.method_profiles import DEFAULT_METHOD, MethodProfile, parse_profile
from monitoring.rules import Setting

DECIMALS = 6

Row = Mapping[str, Any]


def look(asked: Asked, part: Part) -> None:
    """The present publication: its counts, the listing of the default method (of every method with ``full``) against
    one computed anew by the rule as it was applied, and the districts' numbers against the listing."""
    connection, number = asked.connection, current_id(asked.connection)
    if number is None:
        part.notes.append("ничего не опубликовано")
        return
    row = connection.execute(select(publication).where(publication.c.id == number)).first()
    if row is None:
        part.problems.append(f"публикации {number}, которую видят читатели, нет")
        return
    if (
        connection.scalar(
            select(publication_edition.c.edition_id).where(publication_edition.c.publication_id == number)
        )
        is None
    ):
        part.problems.append("у публикации нет ни одного издания данных")
        return
    cards = connection.execute(
        select(school_card.c.school_id, school_card.c.kind, school_card.c.is_school).where(
            school_card.c.publication_id == number
        )
    ).all()
    results = results_frame(connection, number)
    _count(part, "школ", row.schools, sum(card.is_school for card in cards))
    _count(part, "результатов", row.results, len(results))
    setting = Setting(
        {card.school_id: card.kind for card in cards if card.is_school}, passports_frame(connection, number)
    )
    applied = _profiles(connection, number)
    chosen = [profile for profile in applied if asked.full or profile.code == DEFAULT_METHOD] or applied[:1]
    for profile in chosen:
        _compare(connection, part, number, profile, results, setting)
    if len(chosen) < len(applied):
        part.notes.append(f"список пересчитан по методике {chosen[0].code}; по всем ({len(applied)}) — с --full")
    _districts(connection, part, number)


def _count(part: Part, what: str, said: int, found: int) -> None:
    if said != found:
        part.problems.append(f"публикация называет {what}: {said}, в ней {found}")


def _profiles(connection: Connection, number: int) -> list[MethodProfile]:
    documents = connection.scalars(
        select(method_version.c.document)
        .join(publication_method, publication_method.c.method_version_id == method_version.c.id)
        .where(publication_method.c.publication_id == number)
        .order_by(method_version.c.code)
    )
    return [parse_profile(document) for document in documents]


def _compare(
    connection: Connection, part: Part, number: int, profile: MethodProfile, results: pd.DataFrame, setting: Setting
) -> None:
    of_method = (listing.c.publication_id == number) & (listing.c.method == profile.code)
    found = [dict(row) for row in connection.execute(select(listing).where(of_method)).mappings()]
    stored = {_key(row): _said(row) for row in found}
    computed = summaries.listing_rows(summaries.outcome(results[of_profile(results, profile)], profile, None, setting))
    anew = {_key(row): _said(row) for row in computed}
    for words, keys in (
        ("нет школ, которые в нём должны быть", anew.keys() - stored.keys()),
        ("есть школы, которых в нём быть не должно", stored.keys() - anew.keys()),
        ("другие основания или положение", {key for key in stored.keys() & anew.keys() if stored[key] != anew[key]}),
    ):
        if keys:
            shown = examples(f"{year}: школа {school}" for year, school in sorted(keys))
            part.problems.append(f"список методики {profile.code}: {words}: {len(keys)} ({shown})")


def _key(row: Row) -> tuple[int, int]:
    return row["year"], row["school_id"]


def _said(row: Row) -> tuple[object, ...]:
    return row["status"], row["years_listed"], _rounded(row["grounds"])


def _rounded(value: Any) -> Any:
    """Grounds as the database gives them back: another machine may differ in the last digit."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return round(float(value), DECIMALS)
    if isinstance(value, Mapping):
        return {str(name): _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value


def _districts(connection: Connection, part: Part, number: int) -> None:
    """Districts' numbers of listed schools are those of the listing, and make the city's together."""
    listed = (
        select(listing.c.method, listing.c.year, school_card.c.district_code, func.count().label("schools"))
        .join(school_card, (school_card.c.publication_id == number) & (school_card.c.school_id == listing.c.school_id))
        .where(listing.c.publication_id == number, listing.c.status != "left")
        .group_by(listing.c.method, listing.c.year, school_card.c.district_code)
    )
    found = {(row.method, row.year, row.district_code): row.schools for row in connection.execute(listed)}
    totals: dict[tuple[str, int], int] = {}
    for (method, year, _), count in found.items():
        totals[(method, year)] = totals.get((method, year), 0) + count
    columns = (
        district_summary.c.method,
        district_summary.c.year,
        district_summary.c.district_code,
        district_summary.c.listed,
    )
    wrong = []
    for row in connection.execute(select(*columns).where(district_summary.c.publication_id == number)):
        wanted = totals.get((row.method, row.year), 0) if row.district_code == CITY else found.get(tuple(row)[:3], 0)
        if row.listed != wanted:
            wrong.append(f"{row.method} {row.year} {row.district_code}: {row.listed} вместо {wanted}")
    if wrong:
        part.problems.append(f"числа школ списка не сходятся со списком: {examples(wrong)}")
