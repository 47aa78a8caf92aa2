"""Change of the list from one listing to the next: entered, stayed, left, returned."""

from dataclasses import dataclass

IN_LIST = ("listed", "entered", "returned", "stayed")
"""Statuses of a school that is in the list of the year."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A school's place in the list of one year.

    ``status``: ``entered`` (not in the former listing, never before), ``returned`` (not in the former listing, but
    earlier), ``stayed``, ``left`` (in the former listing, not in this one). ``first`` year of a series of
    listings has no former one: its schools are ``listed``. ``years_listed`` counts listings up to this year.
    """

    school_id: int
    year: int
    status: str
    years_listed: int

    @property
    def is_listed(self) -> bool:
        """Whether the school is in the list of the year."""
        return self.status in IN_LIST


def memberships(listed_by_year: dict[int, set[int]]) -> list[Membership]:
    """Membership of every school that is in a listing or has just left it, by year and school.

    ``listed_by_year``: year → ids of listed schools, only years for which a listing was made; the former
    listing is the one before in this mapping, so a year without a listing (2020) is stepped over.
    """
    found: list[Membership] = []
    counts: dict[int, int] = {}
    former: set[int] | None = None
    for year in sorted(listed_by_year):
        listed = listed_by_year[year]
        for school in sorted(listed | (former or set())):
            before = counts.get(school, 0)
            if school not in listed:
                found.append(Membership(school, year, "left", before))
                continue
            counts[school] = before + 1
            if former is None:
                status = "listed"
            elif school in former:
                status = "stayed"
            else:
                status = "returned" if before else "entered"
            found.append(Membership(school, year, status, counts[school]))
        former = listed
    return found
