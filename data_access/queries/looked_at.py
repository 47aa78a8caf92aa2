"""What a rule that compares schools with each other saw of one school, as the publication stored it."""

from sqlalchemy import Connection, and_, select

from data_access import looked_at as documents
from data_access import scope
from data_access.schema import school_card, school_evidence
from data_access.viewer import Viewer
from monitoring.grounds import ConditionsGround, Ground
from monitoring.reports.publication import Publication, Selection


def looked_at(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, school_id: int
) -> tuple[Ground, ...] | ConditionsGround | None:
    """Results beside the school's clusters, or its index of conditions, in the year and by the method of the selection.

    None where nothing is stored (a rule of shares, a school or year that the rule cannot be applied to) or the school
    is outside the viewer's scope. Shares of clusters rest on ten schools and more, as the profile demands.
    """
    table, card = school_evidence, school_card
    statement = (
        select(table.c.document)
        .join(card, and_(card.c.publication_id == table.c.publication_id, card.c.school_id == table.c.school_id))
        .where(
            table.c.publication_id == publication.id,
            table.c.method == selection.method.code,
            table.c.year == selection.year,
            table.c.school_id == school_id,
        )
    )
    document = connection.scalar(scope.schools(statement, viewer, card.c.school_id, card.c.district_code))
    return None if document is None else documents.read(document)
