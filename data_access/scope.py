"""The one place of «who may see what» and of masking small numbers.

It implements the table of ``docs/architecture.md``. Aggregates of city and districts, names, kinds, addresses and
points of schools are open to every viewer. Results, listings and grounds are open to КО and the analyst, to a district
for its schools, to a school for itself, and to the administrator not at all. Every query takes its ``where`` here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Boolean, ColumnElement, Select, literal_column, or_, true

from data_access.viewer import AccessDenied, Role, Viewer
from monitoring.districts import CITY
from monitoring.masking import MINIMUM_CELL, MINIMUM_SCHOOLS, Reason
from monitoring.reports.publication import Share

Statement = TypeVar("Statement", bound="Select[*tuple[Any, ...]]")


class Cell(NamedTuple):
    """What stands behind the figure of one territory: participants (0 where not known), schools, and participants of
    the largest school, which knows itself."""

    participants: int
    schools: int
    largest: int = 0


def may_see(viewer: Viewer, school_id: ColumnElement[int], district_code: ColumnElement[str]) -> ColumnElement[bool]:
    """SQL condition: the viewer may see results, listing and grounds of the school in these columns."""
    if viewer.sees_all:
        return true()
    if viewer.role is Role.DISTRICT:
        own = district_code == viewer.district
        return own & school_id.not_in(sorted(viewer.lost)) if viewer.lost else own
    if viewer.role is Role.SCHOOL:
        return school_id == viewer.school_id
    # Not false(): SQLAlchemy would make the whole ON of an outer join false, and SQLite then scans the joined table.
    return literal_column("1 = 0", Boolean)


def schools(
    statement: Statement, viewer: Viewer, school_id: ColumnElement[int], district_code: ColumnElement[str]
) -> Statement:
    """The statement, limited to schools whose results and listing the viewer may see."""
    return statement.where(may_see(viewer, school_id, district_code))


def partnerships(
    statement: Statement,
    viewer: Viewer,
    mentee: tuple[ColumnElement[int], ColumnElement[str]],
    mentor: tuple[ColumnElement[int], ColumnElement[str]],
) -> Statement:
    """The statement, limited to partnerships of which either side (school id, district code) is the viewer's."""
    return statement.where(or_(may_see(viewer, *mentee), may_see(viewer, *mentor)))


def places(
    viewer: Viewer, place: ColumnElement[str], school_id: ColumnElement[int] | None = None
) -> ColumnElement[bool]:
    """SQL condition: the viewer may see what was recorded in the place (a district's code or ``city``).

    The city's is open to every viewer; a district's to those who see its schools, and to its schools where no school
    is named or where it is the viewer's.
    """
    if viewer.sees_all:
        return true()
    of_city = place == CITY
    if viewer.role is Role.DISTRICT:
        return or_(of_city, place == viewer.district)
    if viewer.role is Role.SCHOOL:
        own = place == viewer.district
        return or_(of_city, own if school_id is None else own & or_(school_id.is_(None), school_id == viewer.school_id))
    return of_city


def sees_school(viewer: Viewer, school_id: int, district_code: str) -> bool:
    """Whether the viewer may see results, listing and grounds of the school."""
    if viewer.sees_all:
        return True
    if viewer.role is Role.DISTRICT:
        return viewer.district == district_code and school_id not in viewer.lost
    return viewer.role is Role.SCHOOL and viewer.school_id == school_id


def require_school(viewer: Viewer, school_id: int, district_code: str) -> None:
    """Raises ``AccessDenied`` where the viewer may not see results, listing and grounds of the school."""
    if not sees_school(viewer, school_id, district_code):
        raise AccessDenied("Результаты этой школы открыты Комитету, аналитику, району школы и самой школе.")


def sees_district(viewer: Viewer, code: str) -> bool:
    """Whether the viewer may see the results of every school of the district."""
    return viewer.sees_all or (viewer.role is Role.DISTRICT and viewer.district == code)


def require_district(viewer: Viewer, code: str) -> None:
    """Raises ``AccessDenied`` where the viewer may not see the results of every school of the district or ``city``."""
    if not sees_district(viewer, code):
        raise AccessDenied("Строки всех школ открыты Комитету и аналитику, строки школ района — и самому району.")


def map_scope(viewer: Viewer) -> str:
    """Whose listing the map marks: ``all``, ``district`` (its own schools), ``school`` (itself), ``none``."""
    if viewer.sees_all:
        return "all"
    return {Role.DISTRICT: "district", Role.SCHOOL: "school"}.get(viewer.role, "none")


def hidden_cells(cells: Mapping[str, Cell]) -> dict[str, Reason]:
    """Territories of one assessment whose figures are masked for viewers outside them, with the reason.

    ``cells`` by district code, the city under ``city``. A cell is small with fewer than ``MINIMUM_CELL``
    participants, the largest school left out (it knows itself), or with fewer than ``MINIMUM_SCHOOLS`` schools. Since
    the city is the sum of its districts, a small cell could be had by subtraction: so the next smallest cells are
    hidden as well, until what is left to guess is no small cell, even to a district that knows its own.
    """
    return _hidden(cells, _why_small)


def hidden_counts(counts: Mapping[str, int]) -> dict[str, Reason]:
    """The same for verdicts on schools (how many fell, how many grew) of so many by territory.

    Who may not see their results is told it of ``MINIMUM_CELL`` schools and more: of one school that left, the count
    is its verdict. A territory without any has nothing to hide.
    """
    return _hidden({code: Cell(0, count) for code, count in counts.items() if count}, _why_few)


def why_withheld(taken_out: Sequence[Cell]) -> Reason | None:
    """Why a total must be masked that differs from a published one by the results of these schools, one cell each."""
    group = [cell for cell in taken_out if cell.participants]
    return "complementary" if group and _why_small(group) else None


Judge = Callable[[Sequence[Cell]], "Reason | None"]


def _hidden(cells: Mapping[str, Cell], why_small: Judge) -> dict[str, Reason]:
    districts = {code: cell for code, cell in cells.items() if code != CITY}
    hidden = {code: why for code, cell in districts.items() if (why := why_small([cell]))}
    spare = sorted(districts.keys() - hidden, key=lambda code: (*districts[code], code))
    while not _cannot_be_subtracted([districts[code] for code in hidden], why_small):
        if not spare:
            hidden[CITY] = "complementary"
            break
        hidden[spare.pop(0)] = "complementary"
    if CITY in cells and (why := why_small([cells[CITY]])):
        hidden[CITY] = why
    return hidden


def _why_small(group: Sequence[Cell]) -> Reason | None:
    participants = sum(cell.participants for cell in group)
    if participants and participants - _largest(group) < MINIMUM_CELL:
        return "few"
    return "few-schools" if sum(cell.schools for cell in group) < MINIMUM_SCHOOLS else None


def _largest(group: Sequence[Cell]) -> int:
    return max((cell.largest for cell in group), default=0)


def _why_few(group: Sequence[Cell]) -> Reason | None:
    return "few-schools" if sum(cell.schools for cell in group) < MINIMUM_CELL else None


def _cannot_be_subtracted(hidden: Sequence[Cell], why_small: Judge) -> bool:
    """Whether neither an outsider (who knows their sum) nor any one of the hidden (who knows itself) learns a small
    cell from the rest."""
    if not hidden:
        return True
    rests = [[*hidden[:index], *hidden[index + 1 :]] for index in range(len(hidden))]
    return not any(why_small(rest) for rest in [hidden, *rests])


def sees_cell(viewer: Viewer, territory: str, reason: Reason | None) -> bool:
    """Whether the viewer may see the aggregate of a district or the city; ``reason`` as stored at publication."""
    return reason is None or sees_district(viewer, territory)


def sees_beside_city(viewer: Viewer, territory: str, reason: Reason | None, city: Reason | None) -> bool:
    """Whether the viewer may see a figure that sets the territory against the city: neither may be masked for him, for
    who knows one of them has the other."""
    return sees_cell(viewer, territory, reason) and sees_cell(viewer, CITY, city)


def share(viewer: Viewer, territory: str, value: float | None, n: int | None, reason: Reason | None) -> Share:
    """The aggregate of a territory as the viewer may see it: masked without value and n, or as it is. Either way the
    reason goes with it: who sees such a cell must not publish it."""
    if value is None:
        return Share(None, None)
    if not sees_cell(viewer, territory, reason):
        return Share(None, None, masked=True, reason=reason)
    return Share(value, n, reason=reason)


def mean_share(viewer: Viewer, value: float | None, n: int | None, schools_behind: int, reason: Reason | None) -> Share:
    """A mean over schools of the whole city as the viewer may see it; ``reason`` as stored at publication."""
    why: Reason | None = "few-schools" if schools_behind < MINIMUM_CELL else reason
    return share(viewer, CITY, value, n, why)


def sees_counts_of_people(viewer: Viewer, people: int, sources: int) -> bool:
    """Whether the viewer may see how many people of others stand behind a count; ``sources``: schools and places
    outside his scope that reported them. None of others gives nothing away."""
    return viewer.sees_all or not people or (people >= MINIMUM_CELL and sources >= MINIMUM_SCHOOLS)


def sees_answers_of(viewer: Viewer, place: str, respondents: int) -> bool:
    """Whether the viewer may see what so many respondents of a survey of the place said."""
    return sees_district(viewer, place) or respondents >= MINIMUM_CELL


def open_parts(viewer: Viewer, schools_behind: Mapping[str, int]) -> frozenset[str]:
    """Parts of a published whole of schools that the viewer may see: all, or none where any is small and could be had
    from the whole and the other parts."""
    small = any(0 < count < MINIMUM_CELL for count in schools_behind.values())
    return frozenset() if small and not viewer.sees_all else frozenset(schools_behind)


def sees_mean_of(viewer: Viewer, schools_behind: int) -> bool:
    """Whether the viewer may see a mean over that many schools, his own among them or not."""
    return viewer.sees_all or schools_behind >= MINIMUM_CELL


def mean_beside(viewer: Viewer, value: float | None, n: int | None, *, schools_behind: int, own: int) -> Share:
    """A mean over so many schools, ``own`` of which the viewer knows one by one.

    What he knows could be subtracted, so the others must be ten and more, or none.
    """
    if value is None:
        return Share(None, None)
    others = schools_behind - own
    reason: Reason | None = "few-schools" if schools_behind < MINIMUM_CELL else None
    if viewer.sees_all or (reason is None and (others == 0 or others >= MINIMUM_CELL)):
        return Share(value, n, reason=reason)
    return Share(None, None, masked=True, reason=reason or "complementary")
