"""Conditions in which a school works: its social passport beside the city's values."""

from sqlalchemy import Connection, select

from data_access import scope
from data_access.schema import context_summary, edition, publication_edition, school_card, school_year
from data_access.viewer import Viewer
from monitoring.indicators import INDICATORS
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import ContextValue


def context_values(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, school_id: int
) -> tuple[ContextValue, ...]:
    """The indicators in the order of ``monitoring.indicators``, of the school's newest passport up to the year of the
    selection, else of its first one; empty without a passport or outside the viewer's scope.

    The city's value is left out where fewer than ten schools stand behind it and the viewer does not see them all.
    """
    statement = (
        select(school_year, edition.c.year)
        .join(edition, edition.c.id == school_year.c.edition_id)
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .join(
            school_card,
            (school_card.c.school_id == school_year.c.school_id)
            & (school_card.c.publication_id == publication_edition.c.publication_id),
        )
        .where(publication_edition.c.publication_id == publication.id, school_year.c.school_id == school_id)
        .order_by(edition.c.year)
    )
    allowed = scope.schools(statement, viewer, school_card.c.school_id, school_card.c.district_code)
    passports = connection.execute(allowed).all()
    if not passports:
        return ()
    known = [row for row in passports if row.year <= selection.year]
    passport = known[-1] if known else passports[0]
    city = {
        row.indicator: row
        for row in connection.execute(
            select(context_summary).where(
                context_summary.c.publication_id == publication.id, context_summary.c.year == passport.year
            )
        )
    }
    values = []
    for code in INDICATORS:
        value, whole = getattr(passport, code), city.get(code)
        if value is None and whole is None:
            continue
        open_to = whole is not None and scope.sees_mean_of(viewer, whole.schools)
        values.append(
            ContextValue(
                code=code,
                year=passport.year,
                value=value,
                city=whole.value if whole is not None and open_to else None,
                schools=whole.schools if whole is not None else 0,
            )
        )
    return tuple(values)
