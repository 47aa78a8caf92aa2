"""The data version that readers see: what it holds, its methods and years."""

from functools import lru_cache

from sqlalchemy import Connection, select

from data_access.clock import in_utc
from data_access.publications import current_id
from data_access.schema import (
    assessment,
    district_summary,
    method_version,
    procedure_summary,
    publication,
    publication_method,
)
from monitoring.districts import CITY
from monitoring.method_profiles import (
    DEFAULT_METHOD,
    ConditionsProfile,
    MethodProfile,
    QuartileProfile,
    ShareProfile,
    parse_profile,
    yardstick,
)
from monitoring.procedures import order
from monitoring.reports.publication import Method, Publication, Reopened
from monitoring.sources import summarised


def current(connection: Connection) -> Publication | None:
    """The current publication, None before the first one. Carries no data of schools, so it takes no viewer."""
    number = current_id(connection)
    return None if number is None else numbered(connection, number)


def numbered(connection: Connection, number: int) -> Publication | None:
    """The publication of the number, whatever became of it; None where there is none."""
    found = connection.execute(select(publication).where(publication.c.id == number)).one_or_none()
    if found is None:
        return None
    years = connection.scalars(
        select(assessment.c.year)
        .distinct()
        .join(procedure_summary, procedure_summary.c.assessment_id == assessment.c.id)
        .where(procedure_summary.c.publication_id == found.id, procedure_summary.c.district_code == CITY)
    )
    return Publication(
        id=found.id,
        created_at=in_utc(found.created_at),
        synthetic=found.synthetic,
        today=found.today,
        schools=found.schools,
        results=found.results,
        sources=summarised(found.sources),
        years=tuple(sorted(years)),
        methods=_methods(connection, found.id),
    )


def reopened(connection: Connection, asked: Publication, now: Publication) -> Reopened:
    """How the publication stands to the current one, ``now``."""
    if asked.id == now.id:
        return Reopened("current", asked, now)
    rows = connection.execute(select(publication.c.id, publication.c.previous_id, publication.c.undone_at)).all()
    previous = {row.id: row.previous_id for row in rows}
    step = previous.get(now.id)
    while step is not None and step != asked.id:
        step = previous.get(step)
    if step is not None:
        return Reopened("former", asked, now)
    undone = next((row.undone_at for row in rows if row.id == asked.id), None)
    return Reopened("undone", asked, now, None if undone is None else in_utc(undone).date())


def profile(connection: Connection, publication_id: int, code: str) -> MethodProfile:
    """The method profile as the publication applied it, not as the code has it now. ``KeyError`` when it lacks it."""
    return _profiles(connection, publication_id)[code]


def low_rule(connection: Connection, publication_id: int, code: str) -> ShareProfile | None:
    """The profile that calls single results low for the method: its own, else the publication's default one."""
    applied = _profiles(connection, publication_id)
    return yardstick(applied[code], applied)


def _profiles(connection: Connection, publication_id: int) -> dict[str, MethodProfile]:
    documents = connection.scalars(
        select(method_version.c.document)
        .join(publication_method, publication_method.c.method_version_id == method_version.c.id)
        .where(publication_method.c.publication_id == publication_id)
    )
    found = sorted(map(_parsed, documents), key=lambda item: (item.code != DEFAULT_METHOD, item.code))
    return {item.code: item for item in found}


@lru_cache(maxsize=32)
def _parsed(document: str) -> MethodProfile:
    return parse_profile(document)


def _methods(connection: Connection, publication_id: int) -> tuple[Method, ...]:
    years: dict[str, list[int]] = {}
    for method, year in connection.execute(
        select(district_summary.c.method, district_summary.c.year)
        .where(district_summary.c.publication_id == publication_id, district_summary.c.district_code == CITY)
        .order_by(district_summary.c.year)
    ):
        years.setdefault(method, []).append(year)
    return tuple(
        Method(
            code=item.code,
            version=item.version,
            title=item.title,
            rule=item.rule,
            source=item.source,
            confirmed=item.confirmed,
            threshold=item.threshold if isinstance(item, ShareProfile) else None,
            low_procedures=item.low_procedures if isinstance(item, ShareProfile | QuartileProfile) else None,
            min_participants=item.min_participants,
            years=tuple(years.get(item.code, ())),
            series=tuple(sorted(item.series, key=lambda series: order(*series))),
            special=item if isinstance(item, QuartileProfile | ConditionsProfile) else None,
        )
        for item in _profiles(connection, publication_id).values()
    )
