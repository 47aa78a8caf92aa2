"""The one place of «who may see what» and of masking small numbers.

It implements the table of ``docs/architecture.md``. Aggregates of city and districts, names, kinds, addresses and
points of schools are open to every viewer. Results, listings and grounds are open to КО and the analyst, to a district
for its schools, to a school for itself, and to the administrator not at all. Every query takes its ``where`` here.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Boolean, ColumnElement, Select, literal_column, or_, true

from data_access.viewer import AccessDenied, Role, Viewer
from monitoring.districts import CITY
from monitoring.reports.publication import Share

MINIMUM_CELL = 10
"""Fewest participants of a cell that every viewer may see; fewest schools behind a mean of schools unlike one's own."""

Statement = TypeVar("Statement", bound="Select[*tuple[Any, ...]]")

Cell = tuple[int, int]
"""Participants (0 where not known) and schools behind the figure of one territory."""


def may_see(viewer: Viewer, school_id: ColumnElement[int], district_code: ColumnElement[str]) -> ColumnElement[bool]:
    """SQL condition: the viewer may see results, listing and grounds of the school in these columns."""
    if viewer.sees_all:
        return true()
    if viewer.role is Role.DISTRICT:
        return district_code == viewer.district
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
        return viewer.district == district_code
    return viewer.role is Role.SCHOOL and viewer.school_id == school_id


def require_school(viewer: Viewer, school_id: int, district_code: str) -> None:
    """Raises ``AccessDenied`` where the viewer may not see results, listing and grounds of the school."""
    if not sees_school(viewer, school_id, district_code):
        raise AccessDenied("Результаты этой школы открыты Комитету, аналитику, району школы и самой школе.")


def sees_district(viewer: Viewer, code: str) -> bool:
    """Whether the viewer may see the results of every school of the district."""
    return viewer.sees_all or (viewer.role is Role.DISTRICT and viewer.district == code)


def map_scope(viewer: Viewer) -> str:
    """Whose listing the map marks: ``all``, ``district`` (its own schools), ``school`` (itself), ``none``."""
    if viewer.sees_all:
        return "all"
    return {Role.DISTRICT: "district", Role.SCHOOL: "school"}.get(viewer.role, "none")


def hidden_cells(cells: Mapping[str, Cell]) -> frozenset[str]:
    """Territories of one assessment whose figures are masked for viewers outside them.

    ``cells`` by district code, the city under ``city``. A cell is small with fewer than ``MINIMUM_CELL``
    participants, or with a single school behind it (the figure would be that school's result). Since the city is the
    sum of its districts, a small cell could be had by subtraction: so the next smallest cells are hidden as well,
    until what is left to guess is no small cell, even to a district that knows its own.
    """
    districts = {code: cell for code, cell in cells.items() if code != CITY}
    hidden = {code for code, cell in districts.items() if _is_small([cell])}
    spare = sorted(districts.keys() - hidden, key=lambda code: (*districts[code], code))
    while not _cannot_be_subtracted([districts[code] for code in hidden]):
        if not spare:
            hidden.add(CITY)
            break
        hidden.add(spare.pop(0))
    if CITY in cells and _is_small([cells[CITY]]):
        hidden.add(CITY)
    return frozenset(hidden)


def _is_small(group: list[Cell]) -> bool:
    participants = sum(cell[0] for cell in group)
    return 0 < participants < MINIMUM_CELL or sum(cell[1] for cell in group) < 2


def _cannot_be_subtracted(hidden: list[Cell]) -> bool:
    """Whether neither an outsider (who knows their sum) nor any one of the hidden (who knows itself) learns a small
    cell from the rest."""
    if not hidden:
        return True
    rests = [hidden[:index] + hidden[index + 1 :] for index in range(len(hidden))]
    return not any(_is_small(rest) for rest in [hidden, *rests])


def sees_cell(viewer: Viewer, territory: str, hidden: bool) -> bool:
    """Whether the viewer may see the aggregate of a district or the city; ``hidden`` as stored at publication."""
    return not hidden or sees_district(viewer, territory)


def share(viewer: Viewer, territory: str, value: float | None, n: int | None, hidden: bool) -> Share:
    """The aggregate of a territory as the viewer may see it: masked without value and n, or as it is."""
    if value is None:
        return Share(None, None)
    if not sees_cell(viewer, territory, hidden):
        return Share(None, None, masked=True)
    return Share(value, n)


def sees_verdicts_of(viewer: Viewer, territory: str, schools_behind: int) -> bool:
    """Whether the viewer may see how many of so many schools have fallen or grown.

    Who may not see their results is told it of ten and more: of one school that left, the count is its verdict.
    """
    return sees_district(viewer, territory) or schools_behind >= MINIMUM_CELL


def sees_mean_of(viewer: Viewer, schools_behind: int) -> bool:
    """Whether the viewer may see a mean over that many schools, his own among them or not."""
    return viewer.sees_all or schools_behind >= MINIMUM_CELL


def sees_mean_beside(viewer: Viewer, schools_behind: int, own: int) -> bool:
    """Whether the viewer may see a mean over so many schools, ``own`` of which he knows one by one.

    What he knows could be subtracted, so the others must be ten and more, or none.
    """
    others = schools_behind - own
    return sees_mean_of(viewer, schools_behind) and (viewer.sees_all or others == 0 or others >= MINIMUM_CELL)
