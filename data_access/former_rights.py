"""A former publication is read by today's rights: who may not see a school now does not see what it was then."""

from dataclasses import replace

from sqlalchemy import Connection, select

from data_access.schema import school, school_card
from data_access.viewer import Role, Viewer


def narrowed(connection: Connection, viewer: Viewer, former: int, current: int) -> Viewer:
    """The viewer as he may read the publication ``former`` while ``current`` is the one that readers see.

    The scope of a district follows the cards of the publication that is shown, so schools that have gone to another
    district since are taken out; one that has no card any more belongs where the register has it. On PostgreSQL the
    walls, which know today's schools alone, close the same rows.
    """
    if viewer.role is not Role.DISTRICT or former == current:
        return viewer
    card, now = school_card, school_card.alias("now")
    found = connection.execute(
        select(card.c.school_id, now.c.district_code, school.c.district_code.label("registered"))
        .join(school, school.c.id == card.c.school_id)
        .outerjoin(now, (now.c.publication_id == current) & (now.c.school_id == card.c.school_id))
        .where(card.c.publication_id == former, card.c.district_code == viewer.district)
    )
    lost = {row.school_id for row in found if (row.district_code or row.registered) != viewer.district}
    return replace(viewer, lost=frozenset(lost)) if lost else viewer
