"""The briefing of one scope, asked with the queries of the pages as one viewer: scope and masks are theirs alone."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from data_access import clock
from data_access.queries.approved import approved_list
from data_access.queries.case import school_case
from data_access.queries.city import city_report
from data_access.queries.district import district_report
from data_access.queries.listing import listing_rows
from data_access.queries.partnerships import active_partnerships
from data_access.queries.school import school_card, school_report
from data_access.viewer import Role, Viewer
from geodata import attribution
from layouts import briefings
from layouts.texts import actors
from layouts.texts import grammar as g
from monitoring.briefing_codes import code_of
from monitoring.districts import by_code
from monitoring.dynamics import IN_LIST
from monitoring.organisations import NAMES, Organisation
from monitoring.reports.briefing import Briefing, Scope
from monitoring.reports.publication import Publication, Selection


@dataclass(frozen=True, slots=True)
class Wanted:
    """A scope: ``key`` is a district's code, a school's number as text, «» of the city."""

    scope: Scope
    key: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a briefing of which data; ``host`` as in ``layouts.briefings.Frame``.

    ``secret``: the key that its code is signed with (``verifying.secrets``), empty for none.
    """

    viewer: Viewer
    publication: Publication
    selection: Selection
    boundaries: Path | None
    host: str = ""
    secret: bytes = b""


def briefing(connection: Connection, asked: Asked, wanted: Wanted) -> Briefing:
    """The briefing as the viewer may see it.

    Raises ``NotFound`` for a district or school that is none, ``AccessDenied`` for a school whose results are closed.
    """
    made = _made(connection, asked, wanted)
    if not asked.secret:
        return made
    return replace(made, version=replace(made.version, code=code_of(made, asked.secret)))


def _made(connection: Connection, asked: Asked, wanted: Wanted) -> Briefing:
    viewer, publication, selection = asked.viewer, asked.publication, asked.selection
    frame = briefings.Frame(
        publication=publication,
        selection=selection,
        issuer=_issuer(connection, viewer, publication),
        open_to=_open_to(connection, viewer, publication),
        day=clock.today(connection),
        host=asked.host,
        attribution=attribution(asked.boundaries),
    )
    approved = approved_list(connection, viewer, publication, selection.year)
    if wanted.scope == "school":
        number = int(wanted.key)
        report = school_report(connection, viewer, publication, selection, number)
        return briefings.school_briefing(report, school_case(connection, viewer, number), approved, frame)
    if wanted.scope == "district":
        found = district_report(connection, viewer, publication, selection, wanted.key)
        active = active_partnerships(connection, viewer, publication, selection.year, wanted.key)
        return briefings.district_briefing(found, active, approved, frame)
    city = city_report(connection, viewer, publication, selection)
    statuses = (*IN_LIST, "left")
    schools = listing_rows(connection, viewer, publication, selection.year, selection.method.code, statuses)
    active = active_partnerships(connection, viewer, publication, selection.year)
    return briefings.city_briefing(city, schools, active, approved, frame)


def _issuer(connection: Connection, viewer: Viewer, publication: Publication) -> str:
    """The organisation that the viewer writes for, by its full name; «» for who writes for nobody."""
    organisation = viewer.organisation
    if organisation is None:
        return ""
    if viewer.role is Role.SCHOOL:
        assert viewer.school_id is not None
        return school_card(connection, viewer, publication, viewer.school_id).full_name
    if viewer.district is None:
        return NAMES[organisation].full_name
    name = NAMES[organisation].full_name.removesuffix(" района")
    return f"{name} {by_code()[viewer.district].genitive} района Санкт-Петербурга"


def _open_to(connection: Connection, viewer: Viewer, publication: Publication) -> str:
    """Whose rights the briefing rests on, in a word or two."""
    if viewer.organisation is None:
        return ""
    if viewer.role is Role.SCHOOL:
        assert viewer.school_id is not None
        return g.unbroken(school_card(connection, viewer, publication, viewer.school_id).name)
    if viewer.organisation is Organisation.COMMITTEE:
        return NAMES[Organisation.COMMITTEE].full_name
    return actors.actor(viewer.code)
