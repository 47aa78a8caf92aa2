"""The data version that readers see: what it holds, its methods and years."""

from functools import lru_cache

from sqlalchemy import Connection, select

from data_access.clock import in_utc
from data_access.schema import (
    assessment,
    current_publication,
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
from monitoring.reports.publication import Method, Publication
from monitoring.sources import summarised


def current(connection: Connection) -> Publication | None:
    """The current publication, None before the first one. Carries no data of schools, so it takes no viewer."""
    found = connection.execute(
        select(publication).join(current_publication, current_publication.c.publication_id == publication.c.id)
    ).one_or_none()
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
