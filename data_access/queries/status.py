"""What is in the database, published or not, in figures. For commands and the health page: no viewer, no schools."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, exists, func, select

from data_access.queries.publication import current
from data_access.schema import (
    assessment,
    district_summary,
    edition,
    import_batch,
    publication_edition,
    quarantine,
    result,
    school,
)
from data_access.working import heads
from monitoring.districts import CITY
from monitoring.method_profiles import DEFAULT_METHOD
from monitoring.reports.publication import Publication


@dataclass(frozen=True, slots=True)
class Status:
    """State of the data.

    ``schools`` institutions of every kind, ``districts`` those with any, ``results`` and ``years`` of the working
    state (published or not), ``data_version`` the publication that readers see, ``listed`` schools in its newest list
    by the default method, ``quarantined`` rows that wait for a decision, ``unpublished`` imported files that readers
    do not see yet.
    """

    schools: int
    districts: int
    results: int
    years: tuple[int, ...]
    data_version: int | None
    listed: int
    quarantined: int
    unpublished: int
    synthetic: bool
    today: date | None


def status(connection: Connection) -> Status:
    """The state of the data."""
    published = current(connection)
    years = (
        select(assessment.c.year)
        .join(edition, edition.c.assessment_id == assessment.c.id)
        .where(edition.c.id.in_(heads()), exists().where(result.c.edition_id == edition.c.id))
    )
    synthetic = select(func.count()).where(import_batch.c.synthetic, import_batch.c.status == "stored")
    return Status(
        schools=_number(connection, select(func.count(school.c.id))),
        districts=_number(connection, select(func.count(school.c.district_code.distinct()))),
        results=_number(connection, select(func.count()).where(result.c.edition_id.in_(heads()))),
        years=tuple(sorted(set(connection.scalars(years)))),
        data_version=published.id if published else None,
        listed=_listed(connection, published) if published else 0,
        quarantined=_number(connection, select(func.count()).where(quarantine.c.status == "open")),
        unpublished=_unpublished(connection, published),
        synthetic=published.synthetic if published else _number(connection, synthetic) > 0,
        today=published.today if published else None,
    )


def real_data(connection: Connection) -> bool:
    """Whether anything that is not synthetic is stored, published or not."""
    real = select(import_batch.c.id).where(~import_batch.c.synthetic, import_batch.c.status == "stored")
    return bool(connection.scalar(select(real.exists())))


def _listed(connection: Connection, published: Publication) -> int:
    years = next((method.years for method in published.methods if method.code == DEFAULT_METHOD), ())
    if not years:
        return 0
    table = district_summary
    of_city = (table.c.publication_id == published.id) & (table.c.district_code == CITY)
    newest = (table.c.method == DEFAULT_METHOD) & (table.c.year == years[-1])
    return _number(connection, select(table.c.listed).where(of_city, newest))


def _unpublished(connection: Connection, published: Publication | None) -> int:
    """Files of which something stands in the working state and not in the publication."""
    statement = select(func.count(edition.c.batch_id.distinct())).where(edition.c.id.in_(heads()))
    if published is not None:
        seen = select(publication_edition.c.edition_id).where(publication_edition.c.publication_id == published.id)
        statement = statement.where(edition.c.id.not_in(seen))
    return _number(connection, statement)


def _number(connection: Connection, statement: Select[int]) -> int:
    return connection.scalar(statement) or 0
