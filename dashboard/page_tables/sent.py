"""What a page sends of a table that it shows, and which page of ours it was."""

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from callbacks import PAGES
from dashboard.briefings.packages import legible
from data_access.viewer import Role
from layouts.texts import pictures as words

MOST_CELLS = 20_000
MOST_ROWS, MOST_COLUMNS, MOST_LINES = 5_000, 100, 40
_BREAKS = re.compile(r"[ \t\r\n]+")
_PLACE = re.compile(r"<[a-z_]+>")
_PAGES = tuple(
    (re.compile("[A-Za-z0-9_-]+".join(map(re.escape, _PLACE.split(page.template)))), page.readers) for page in PAGES
)


class Unreadable(ValueError):
    """What was sent is no table; the message says so in Russian."""


def _plain(text: str) -> str:
    return _BREAKS.sub(" ", legible(text)).strip()


_Plain = AfterValidator(_plain)
Line = Annotated[str, Field(max_length=300), _Plain]
Words = Annotated[str, Field(max_length=2_000), _Plain]
Text = Annotated[str, Field(max_length=4_000), _Plain]
Lines = Annotated[list[Words], Field(max_length=MOST_LINES)]
Row = Annotated[list[Text], Field(max_length=MOST_COLUMNS)]


class PageTable(BaseModel):
    """A table as the page shows it. Texts have lost what no XML may hold and their line breaks.

    ``place``: whom the page is about; ``title``: the table's name; ``finding``: the heading over the chart; ``about``:
    the reader's choices; ``notes`` and ``sources`` stand beneath; ``page``: path and query; ``foot``: rows of totals.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    title: Line
    place: Line
    finding: Words
    about: Words
    notes: Lines
    sources: Lines
    synthetic: bool
    page: Words
    head: Annotated[Row, Field(min_length=1)]
    rows: Annotated[list[Row], Field(max_length=MOST_ROWS)]
    foot: Annotated[list[Row], Field(max_length=MOST_LINES)]


def table_of(body: Any) -> PageTable:
    """The table that the body of a request tells, every row as wide as the heading. Raises ``Unreadable``."""
    try:
        table = PageTable.model_validate(body)
    except ValidationError:
        raise Unreadable(words.NO_PAGE_TABLE) from None
    rows = (*table.rows, *table.foot)
    if any(len(row) != len(table.head) for row in rows):
        raise Unreadable(words.NO_PAGE_TABLE)
    if len(rows) * len(table.head) > MOST_CELLS:
        raise Unreadable(words.too_many_cells(MOST_CELLS))
    return table


def path_of(address: str, role: Role) -> str | None:
    """The path of the address where it is one of our pages that the role may open."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    known = any(role in readers and template.fullmatch(parts.path) for template, readers in _PAGES)
    return parts.path if known else None
