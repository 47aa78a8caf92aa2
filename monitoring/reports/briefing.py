"""A briefing («Справка») as data: what every file format of it says (PDF, PPTX, …), and nothing of how it looks.

A briefing is a head, a finding, key figures and sections; a section is made of blocks: paragraphs, lists, tables,
figures. Figures carry their values, not pictures; tables carry typed values beside the texts shown. Words are
Russian and whole: a format adds none of its own but for captions like «Рисунок 1».
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from monitoring.reports.school import ResultPoint
from monitoring.reports.territory import ListedYear, PartnershipLink, SchoolMark, TrendPoint

Series = tuple[str, str, int]
"""Procedure, subject, grade."""
Scalar = int | float | date
Tone = Literal["", "strong", "late", "quiet"]
"""How a text is meant: of weight, past a term, of little account."""
Scope = Literal["city", "district", "school"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: ``text`` as shown; ``value`` where it is a number or a day (of what is masked or unknown None).

    ``level``: class 0…4 of ``theme.SEQUENCE`` where the cell belongs to a heat map. ``lines``: further lines.
    """

    text: str
    value: Scalar | None = None
    tone: Tone = ""
    level: int | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width``: share of the free width beside the others, 0 for as narrow as its words.

    ``sheet_only``: for spreadsheets, to sort and to filter by; on paper a line of another cell says the same.
    """

    name: str
    numeric: bool = False
    width: float = 0.0
    sheet_only: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with at least one column; ``code`` is its name in the briefing, ``title`` as in ``Figure``.

    ``foot``: rows of totals; ``note``: how to read it; ``source``: years, sources, publication.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[tuple[Cell, ...], ...] = ()
    note: str = ""
    source: str = ""

    def on_paper(self) -> "Table":
        """The table without the columns that only a spreadsheet needs."""
        shown = [place for place, column in enumerate(self.columns) if not column.sheet_only]

        def of(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
            return tuple(row[place] for place in shown)

        return replace(
            self, columns=tuple(self.columns[place] for place in shown), rows=tuple(map(of, self.rows)),
            foot=tuple(map(of, self.foot)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DistrictValue:
    """One district on the map: ``number`` is the text on it, ``level`` the class 0…4 of its colour."""

    code: str
    name: str
    value: float | None
    number: str
    level: int | None


@dataclass(frozen=True, slots=True)
class MapData:
    """A map. ``focus``: the district that it shows alone, None for the city; ``marks`` within the viewer's scope.

    ``scale``: code of ``layouts.figures.scales``, «» where colour means nothing; ``classes``: its five labels;
    ``layer``: what the colour is. ``signs``: codes of the drawn signs with their words. ``every``: schools that are
    neither in the list nor beside it are drawn too. ``numbers``: id → number of the school in the briefing's table.
    """

    districts: tuple[DistrictValue, ...]
    marks: tuple[SchoolMark, ...]
    links: tuple[PartnershipLink, ...]
    focus: str | None = None
    scale: str = ""
    classes: tuple[str, ...] = ()
    layer: str = ""
    signs: tuple[tuple[str, str], ...] = ()
    every: bool = False
    numbers: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ListTrend:
    """How the list came about year by year; a year without a list has a ``gap``."""

    series: tuple[ListedYear, ...]


@dataclass(frozen=True, slots=True)
class ShareTrend:
    """Low shares of a territory and of the city in one assessment by year; ``threshold`` in percent."""

    key: Series
    name: str
    own: tuple[TrendPoint, ...]
    city: tuple[TrendPoint, ...]
    threshold: float | None


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Low shares of a school in one assessment by year, with intervals; ``kin``: others drawn thin beside it.

    ``partner``: when a partnership began (place on the axis of years) and its words.
    """

    key: Series
    points: tuple[ResultPoint, ...]
    kin: tuple[ResultPoint, ...]
    threshold: float | None
    min_participants: int
    partner: tuple[float, str] | None = None


FigureData = MapData | ListTrend | ShareTrend | Trajectory


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: ``title`` says what it shows or finds, ``alt`` tells it to who cannot see it, ``table`` is its twin."""

    code: str
    title: str
    alt: str
    data: FigureData
    note: str = ""
    source: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences; ``ordered`` ones stand in the order of attention."""

    items: tuple[str, ...]
    ordered: bool = False


Block = Paragraph | Items | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part: ``title`` for the outline, ``finding`` the sentence that it comes down to («» without one)."""

    code: str
    title: str
    finding: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the large figures at the head; ``beside`` and ``note`` explain it."""

    label: str
    text: str
    value: float | None
    beside: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """What the briefing was made from: number and moment of the publication, the year and the method shown.

    ``words``: the same in words; ``address``: path and query of the page that shows it as it was; ``link``: the same
    with the host, «» where the host is not known. ``code``: what «Проверка справки» knows the briefing by, in groups
    of four letters; «» where it was made without a key.
    """

    publication: int
    published_at: datetime
    year: int
    method: str
    words: str
    address: str
    link: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """One briefing. ``name``: what the file is named by («Невский район»); ``day``: the day stated in it.

    ``issuer``, ``kind``, ``subject``, ``place``: the head in the manner of ГОСТ Р 7.0.97. ``open_to``: by whose rights
    it was made. ``synthetic``: the mark of invented data, «» for others. ``basis``: the order it rests on.
    """

    scope: Scope
    key: str
    name: str
    issuer: str
    kind: str
    subject: str
    place: str
    day: date
    finding: str
    lead: str
    figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    open_to: str
    synthetic: str
    basis: str
    version: Version

    def blocks(self) -> Iterator[Block]:
        """All blocks in the order of reading."""
        for section in self.sections:
            yield from section.blocks

    def tables(self) -> Iterator[Table]:
        """All tables in the order of reading, the twins of figures among them."""
        for block in self.blocks():
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Figure) and block.table is not None:
                yield block.table

    def drawn(self) -> Iterator[Figure]:
        """All figures in the order of reading."""
        for block in self.blocks():
            if isinstance(block, Figure):
                yield block
