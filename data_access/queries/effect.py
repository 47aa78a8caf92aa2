"""The effect of support: what the publication states of the city, and the change of the viewer's own schools."""

from sqlalchemy import Connection, and_, select

from data_access import effects, scope
from data_access.schema import effect_summary, school_card, school_effect
from data_access.viewer import Viewer
from monitoring.reports.effect import EffectReport, SchoolEffect
from monitoring.reports.publication import Publication


def effect_report(
    connection: Connection, viewer: Viewer, publication: Publication, method: str, school_id: int | None = None
) -> EffectReport:
    """The effect by the method. Figures of the city rest on ten schools and more, or are refused: every viewer sees
    them. With ``school_id`` of the schools this one alone."""
    table = effect_summary
    document = connection.scalar(
        select(table.c.document).where(table.c.publication_id == publication.id, table.c.method == method)
    )
    stated = None if document is None else effects.read(document)
    return EffectReport(stated, school_effects(connection, viewer, publication, method, school_id))


def school_effects(
    connection: Connection, viewer: Viewer, publication: Publication, method: str, school_id: int | None = None
) -> tuple[SchoolEffect, ...]:
    """Change after the start of support of each school whose results the viewer may see, alphabetical; of
    ``school_id`` alone where it is given."""
    card, table = school_card, school_effect
    statement = (
        select(card.c.name, card.c.district_code, table)
        .join_from(
            table, card, and_(card.c.publication_id == table.c.publication_id, card.c.school_id == table.c.school_id)
        )
        .where(table.c.publication_id == publication.id, table.c.method == method)
        .order_by(card.c.position)
    )
    if school_id is not None:
        statement = statement.where(table.c.school_id == school_id)
    rows = connection.execute(scope.schools(statement, viewer, card.c.school_id, card.c.district_code))
    return tuple(
        SchoolEffect(
            id=row.school_id,
            name=row.name,
            district=row.district_code,
            start=row.start,
            before=row.before,
            after=row.after,
            expected=row.expected,
            years_after=row.years_after,
        )
        for row in rows
    )
