"""What the reading half hands to the storing half: typed rows, checked, not yet matched with schools.

``Row.values`` by kind (keys are columns of the schema; a missing value is None, every key of the kind is present):

- ``register``: name, full_name, kind, number, district_code, address, municipality, note, inn
- ``points``: name, full_name, kind, number, district_code, address, lon, lat
- ``logins``: login, name
- ``marks-statistics``, ``flat-marks``: participants, pct_2, pct_3, pct_4, pct_5
- ``mark-comparison``: participants, lowered_pct, confirmed_pct, raised_pct, lowered_n, confirmed_n, raised_n
- ``score-distribution``: participants, shares (list of percents for the scores 0…max_score)
- ``exam-bands``: participants, below_minimum, band_minimum_60, band_61_80, band_81_100, below_minimum_count,
  count_80_99, count_100, mean_score, median_score
- ``exam-means``: participants, mean_score, median_score
- ``social-passport``: the codes of ``monitoring.indicators.INDICATORS``
- ``partnerships``: started_on, ended_on, subjects (list of codes), agreement_number, agreement_date,
  coordinator_post, status, activities, last_activity_on; ``Row.school`` is the mentee, ``Row.partner`` the mentor
- ``plan``: number, title, region_operator, district_operator, starts_on, due_on, district_code, status, done_on,
  evidence; ``Row.school`` is empty, ``district_code`` is ``city`` for the region's operator
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data_access.imports import cells
from data_access.imports.cells import Cell
from monitoring.procedures import AssessmentKey


@dataclass(frozen=True, slots=True)
class SchoolRef:
    """How a row names its school; every part may be missing, all missing is a row that names none.

    ``ogrn`` and ``inn`` are valid (check digit) or None, whatever the file says; ``login`` is lower-case
    (``edu780123``). ``name`` as written. ``kind`` is a code of ``monitoring.school_kinds`` told from the name, None
    when the name does not tell. ``number`` is the number in the name (or in a column of its own). ``district_code``
    comes from a district column, from the municipality above the row, or from the name.
    """

    ogrn: str | None = None
    inn: str | None = None
    login: str | None = None
    name: str | None = None
    kind: str | None = None
    number: str | None = None
    district_code: str | None = None

    @property
    def names_a_school(self) -> bool:
        """Whether anything here can identify a school at all."""
        return any((self.ogrn, self.inn, self.login, self.name, self.number))


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What a file tells of an assessment beside its key."""

    held_on: date | None = None
    max_score: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One checked row about one school (or, in ``plan``, one district).

    ``row_number`` counts from 1 as a spreadsheet shows it; a row of a wide table that speaks of several assessments
    becomes several ``Row`` with the same number. ``year`` is the year in which the school year ends: that of the
    assessment, of the social passport or of the plan; None where the kind has no year.
    """

    sheet: str
    row_number: int
    school: SchoolRef
    values: Mapping[str, Any]
    assessment: AssessmentKey | None = None
    year: int | None = None
    partner: SchoolRef | None = None
    headings: Sequence[tuple[int, str]] = ()
    cells: Sequence[Cell] = ()

    @property
    def payload(self) -> dict[str, str]:
        """The row as read, heading → text: known columns only, so that nothing unforeseen is kept (for quarantine)."""
        return {heading: cells.text(self.cells[index]) for index, heading in self.headings if index < len(self.cells)}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A row about a whole group: ``level`` country, region or municipality.

    ``group_code`` is the code in brackets (``reg78_m003``), ``country``, or the name cut to 64 characters; it is unique
    within an assessment of a file. ``values`` as of a school row of the kind. ``district_code`` for a municipality that
    is a district of the city.
    """

    sheet: str
    row_number: int
    assessment: AssessmentKey
    group_code: str
    level: str
    name: str
    schools: int | None
    values: Mapping[str, Any]
    district_code: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole file, read and checked.

    ``title`` names the kind in Russian, ``source_text`` what the file is (for source lines). ``year`` where the file
    has exactly one. ``assessments`` holds every key that the rows use, in the order of the file. ``ignored`` are
    headings of columns that were not read, as «лист: столбец».
    """

    kind: str
    title: str
    source_text: str
    synthetic: bool
    rows: tuple[Row, ...]
    year: int | None = None
    assessments: Mapping[AssessmentKey, AssessmentFacts] = field(default_factory=dict)
    benchmarks: tuple[Benchmark, ...] = ()
    ignored: tuple[str, ...] = ()
