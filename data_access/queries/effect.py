"""The effect of support: what the publication states of the city, and the change of the viewer's own schools."""

from dataclasses import replace

from sqlalchemy import Connection, and_, select

from data_access import effects, scope
from data_access.schema import effect_summary, school_card, school_effect
from data_access.viewer import Viewer
from monitoring.reports.effect import EffectReport, SchoolEffect
from monitoring.reports.publication import Publication
from monitoring.support_effect import Estimate, SupportEffect
from monitoring.support_kinds import PAIRS


def effect_report(
    connection: Connection, viewer: Viewer, publication: Publication, method: str, school_id: int | None = None
) -> EffectReport:
    """The effect by the method. Figures of the city rest on ten schools and more, or are refused: every viewer sees
    them, but for a kind of support from which those of a refused one could be had. With ``school_id`` of the schools
    this one alone."""
    table = effect_summary
    document = connection.scalar(
        select(table.c.document).where(table.c.publication_id == publication.id, table.c.method == method)
    )
    stated = None if document is None else _open_kinds(viewer, effects.read(document))
    return EffectReport(stated, school_effects(connection, viewer, publication, method, school_id))


def _open_kinds(viewer: Viewer, stated: SupportEffect) -> SupportEffect:
    """Kinds come in pairs that share the supported schools out: what is refused of one could be had from the other."""
    kinds = dict(stated.kinds)
    for pair in PAIRS:
        counts = {kind: kinds[kind].n_supported for kind in pair if kind in kinds}
        for kind in counts.keys() - scope.open_parts(viewer, counts):
            if kinds[kind].refused is None:
                kinds[kind] = Estimate(kinds[kind].n_supported, "complementary")
    return replace(stated, kinds=kinds)


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
