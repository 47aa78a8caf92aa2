"""Viewers that the demonstration offers to look through: every role, every district, schools of different fate."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from data_access.queries.partnerships import active_partnerships
from data_access.schema import listing, school_card
from data_access.schema import school as schools
from data_access.viewer import Role, Viewer
from monitoring.districts import DISTRICTS, by_code
from monitoring.dynamics import IN_LIST
from monitoring.method_profiles import DEFAULT_METHOD
from monitoring.organisations import NAMES, Organisation
from monitoring.reports.publication import Publication

DISTRICTS_WITH_SCHOOLS = 2
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class DemoViewer:
    """A viewer and the Russian label under which it is offered. The label tells nothing but the name."""

    label: str
    viewer: Viewer


def demo_viewers(connection: Connection, publication: Publication) -> tuple[DemoViewer, ...]:
    """КО, the operators of the city, the 18 districts, some schools and their districts' operators, the administrator.

    The schools, from the districts that have most kinds of them: one in the newest list, one that has just left it,
    one that helps another, one that was never listed. For demonstration only: the choice rests on the lists.
    """
    schools = _schools(connection, publication)
    return (
        DemoViewer("Комитет по образованию", Viewer(Role.COMMITTEE)),
        DemoViewer("Аналитик СПб ЦОКОиИТ", Viewer(Role.ANALYST)),
        DemoViewer("СПб АППО", Viewer(Role.ANALYST, organisation=Organisation.APPO)),
        DemoViewer("Городские методические объединения", Viewer(Role.OPERATOR)),
        *(_organisation(Viewer(Role.DISTRICT, district.code)) for district in DISTRICTS),
        *_operators(schools),
        *schools,
        DemoViewer("Администратор системы", Viewer(Role.ADMINISTRATOR)),
    )


def viewer_named(connection: Connection, word: str) -> Viewer | None:
    """The viewer whose ``code`` is the word; None where it names nobody."""
    role, *rest = word.split(":")
    try:
        if role == Role.SCHOOL:
            (number,) = rest
            if not (number.isdecimal() and len(number) <= LONGEST_NUMBER):
                return None
            district = connection.scalar(select(schools.c.district_code).where(schools.c.id == int(number)))
            return Viewer(Role.SCHOOL, district, int(number))
        district = rest.pop(0) if role == Role.DISTRICT else None
        if role == Role.DISTRICT and district not in by_code():
            return None
        (organisation,) = map(Organisation, rest) if rest else (None,)
        return Viewer(Role(role), district, organisation=organisation)
    except (ValueError, IndexError):
        return None


def as_offered(connection: Connection, chosen: Viewer) -> DemoViewer:
    """A viewer under the label that the offer would have for it, whether it does or not."""
    if chosen.role is not Role.SCHOOL:
        return _organisation(chosen)
    name = connection.scalar(select(schools.c.name).where(schools.c.id == chosen.school_id))
    return DemoViewer(name or chosen.code, chosen)


def _organisation(viewer: Viewer) -> DemoViewer:
    name = NAMES[viewer.organisation].name if viewer.organisation else viewer.code
    if viewer.district is None:
        return DemoViewer(name, viewer)
    if viewer.organisation is Organisation.DISTRICT:
        name = "Администрация"
    return DemoViewer(f"{name} {by_code()[viewer.district].genitive} района", viewer)


def _operators(schools: Sequence[DemoViewer]) -> list[DemoViewer]:
    """Operators of the plan in the districts of these schools."""
    return [
        _organisation(Viewer(Role.DISTRICT, district.code, organisation=organisation))
        for district in DISTRICTS
        if any(school.viewer.district == district.code for school in schools)
        for organisation in (Organisation.IMC, Organisation.COKO, Organisation.PPMS)
    ]


def _schools(connection: Connection, publication: Publication) -> list[DemoViewer]:
    years = next((method.years for method in publication.methods if method.code == DEFAULT_METHOD), ())
    newest = years[-1] if years else publication.today.year
    committee = Viewer(Role.COMMITTEE)
    mentors = {item.mentor_id for item in active_partnerships(connection, committee, publication, newest)}
    listed = and_(
        listing.c.publication_id == school_card.c.publication_id,
        listing.c.school_id == school_card.c.school_id,
        listing.c.method == DEFAULT_METHOD,
    )
    rows = connection.execute(
        select(
            school_card.c.school_id, school_card.c.name, school_card.c.district_code, listing.c.year, listing.c.status
        )
        .select_from(school_card)
        .outerjoin(listing, listed)
        .where(school_card.c.publication_id == publication.id, school_card.c.is_school)
        .order_by(school_card.c.position)
    ).all()
    names = {row.school_id: (row.name, row.district_code) for row in rows}
    now = {row.school_id: row.status for row in rows if row.year == newest}
    ever = {row.school_id for row in rows if row.status is not None}
    first: dict[str, dict[str, int]] = defaultdict(dict)
    for school, (_, code) in names.items():
        if now.get(school) in IN_LIST:
            fate = "listed"
        elif now.get(school) == "left":
            fate = "left"
        elif school in mentors:
            fate = "mentor"
        elif school not in ever:
            fate = "never"
        else:
            continue
        first[code].setdefault(fate, school)
    return [
        DemoViewer(names[school][0], Viewer(Role.SCHOOL, code, school))
        for code in _chosen(first)
        for school in names
        if school in first[code].values()
    ]


def _chosen(fates: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Districts whose schools show every fate, as few as possible, alphabetically."""
    numbers = {district.code: district.number for district in DISTRICTS}
    chosen: list[str] = []
    shown: set[str] = set()
    for _ in range(min(DISTRICTS_WITH_SCHOOLS, len(fates))):
        left = [code for code in fates if code not in chosen]
        best = max(left, key=lambda code: (len(fates[code].keys() - shown), len(fates[code]), -numbers[code]))
        chosen.append(best)
        shown |= fates[best].keys()
    return sorted(chosen, key=lambda code: numbers[code])
