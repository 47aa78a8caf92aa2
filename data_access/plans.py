"""Which plan a list leads to."""

from sqlalchemy import ScalarSelect, select

from data_access.schema import edition, publication_edition
from monitoring.reports.publication import Publication


def edition_of(publication: Publication, year: int) -> ScalarSelect[int]:
    """Id of the plan that the list of ``year`` leads to, as a subquery."""
    # Plans bear the year in which their school year ends, as everything does: one later than the list's.
    return (
        select(edition.c.id)
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .where(publication_edition.c.publication_id == publication.id, edition.c.dataset == f"plan:{year + 1}")
        .scalar_subquery()
    )
