"""The address of a page, read with suspicion: whatever a reader types gives a page in words, never a crash."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from data_access.viewer import NotFound
from layouts.view import PARAMETERS as PARAMETERS_OF_VIEW
from monitoring import districts
from monitoring.method_profiles import DEFAULT_METHOD
from monitoring.records.kinds import KINDS
from monitoring.reports.publication import Method, Publication, Selection

SCHOOL_YEAR_STARTS = 9
LONGEST_ID = 9
PARAMETERS = (
    {"year", "method", "version", "id", "back", "saved", "code"}
    | PARAMETERS_OF_VIEW
    | {field.name for kind in KINDS.values() for field in kind.fields}
)
"""Every name of the query string that pages read; no page is given another one. The forms of records are filled in by
the names of their fields."""


def words(query: Mapping[str, object]) -> dict[str, str]:
    """The known names of the query string with one text each; of a repeated name the first counts."""
    firsts = {name: value[0] if isinstance(value, list) and value else value for name, value in query.items()}
    return {name: value for name, value in firsts.items() if name in PARAMETERS and isinstance(value, str)}


def selection(publication: Publication, query: Mapping[str, str]) -> Selection | None:
    """Year and method asked for, else the nearest year and the default method; None where no method is published."""
    method = _method(publication, query.get("method", ""))
    if method is None:
        return None
    years = years_of(publication)
    default = max(method.years, default=max(years))
    asked = query.get("year", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 4):
        return Selection(default, method)
    # Of two equally near years the later one.
    return Selection(min(years, key=lambda year: (abs(year - int(asked)), -year)), method)


def years_of(publication: Publication) -> tuple[int, ...]:
    """Years to choose from, ascending: those with any result, else the running school year."""
    listed = {year for method in publication.methods for year in method.years}
    years = listed | set(publication.years)
    if years:
        return tuple(sorted(years))
    today = publication.today
    return (today.year + 1 if today.month >= SCHOOL_YEAR_STARTS else today.year,)


def version(query: Mapping[str, str]) -> int | None:
    """Number of the publication that the address names, None where it names none.

    Raises ``NotFound`` for what is no number: another publication is never shown in silence.
    """
    text = query.get("version")
    if text is None:
        return None
    found = number(text)
    if found is None:
        raise NotFound("публикация")
    return found


def _method(publication: Publication, code: str) -> Method | None:
    by_code = {method.code: method for method in publication.methods}
    first: Any = next(iter(by_code.values()), None)
    return by_code.get(code) or by_code.get(DEFAULT_METHOD) or first


def tail(path: str, prefix: str) -> str:
    """What follows ``/prefix/`` in the path."""
    return path.strip("/").removeprefix(prefix).strip("/")


def district_code(path: str) -> str:
    """Code of the district in ``/district/<slug>``. Raises ``NotFound`` with the word for what is not found."""
    code = tail(path, "district")
    if code not in districts.by_code():
        raise NotFound("район")
    return code


def territory(path: str, page: str) -> str:
    """Code of the district, or ``city``, in ``/<page>/<code>``. Raises ``NotFound`` as above."""
    code = tail(path, page)
    return code if code == districts.CITY else district_code(f"district/{code}")


def number(text: str) -> int | None:
    """A whole number without a sign, None where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None


def key(value: object) -> int | None:
    """A number that a page gave its form to send back, None where it is no key: the browser may send any JSON."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < 10**LONGEST_ID else None


def own_path(text: str) -> str:
    """The text where it is an address of this application, else «»: nobody is sent elsewhere."""
    own = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if own else ""


def again(path: str, query: Mapping[str, str]) -> str:
    """The address that was asked for, as a link to it: of this application, whatever the reader typed."""
    own = own_path(path) or "/"
    return quote(own) + (f"?{urlencode(query)}" if query else "")


def school_id(path: str, page: str = "school") -> int:
    """Number of the school in ``/school/<school_id>`` or under another ``page``.

    Raises ``NotFound`` with the word for what is not found.
    """
    found = number(tail(path, page))
    if found is None:
        raise NotFound("школа")
    return found
