"""What datasets consist of: which tables hold their rows, what identifies a row, which cells it carries."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Table

from data_access.schema import (
    benchmark,
    mark_comparison,
    partnership,
    plan_item,
    plan_progress,
    result,
    school_year,
    score_distribution,
)

_LINEAGE = ("batch_id", "row_number", "sheet")


@dataclass(frozen=True)
class Part:
    """One table of a dataset; ``key`` identifies a row inside an edition, ``cells`` are all its other values."""

    table: Table
    key: tuple[str, ...]

    @cached_property  # asked for with every row
    def cells(self) -> tuple[str, ...]:
        """Columns that say something: neither key nor edition nor lineage."""
        return tuple(column.name for column in self.table.c if column.name not in {"edition_id", *self.key, *_LINEAGE})

    @cached_property
    def _blank(self) -> dict[str, object]:
        return dict.fromkeys((*self.key, *self.cells))

    def filled(self, values: Mapping[str, object]) -> dict[str, object]:
        """The part's columns with the values given for them, None for the others; other values are left out."""
        row = {**self._blank, **values}
        if len(row) > len(self._blank):
            row = {name: row[name] for name in self._blank}
        return row

    @cached_property
    def has_lineage(self) -> bool:
        """Whether rows name their batch, their sheet and their row in the file."""
        return "batch_id" in self.table.c


_BENCHMARKS = Part(benchmark, ("group_code",))
_RESULTS = Part(result, ("school_id",))

PARTS: dict[str, tuple[Part, ...]] = {
    "marks": (_RESULTS, _BENCHMARKS),
    "bands": (_RESULTS, _BENCHMARKS),
    "means": (_RESULTS, _BENCHMARKS),
    "comparison": (Part(mark_comparison, ("school_id",)),),
    "distribution": (Part(score_distribution, ("school_id",)),),
    "context": (Part(school_year, ("school_id",)),),
    "partnership": (Part(partnership, ("mentee_id", "mentor_id", "started_on")),),
    "plan": (Part(plan_progress, ("number", "district_code")), Part(plan_item, ("number",))),
    "register": (),
    "points": (),
    "logins": (),
}
"""Tables by form. The first part holds the rows of the file; a form without parts changes schools themselves."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset: what a file replaces. ``title`` names it in Russian («ВПР, математика, 6 класс, 2024/25»)."""

    key: str
    form: str
    title: str
    assessment_id: int | None = None
    year: int | None = None


@dataclass(slots=True)
class Record:
    """One row to store: its part, exactly the part's columns but edition and lineage, its row number and sheet."""

    part: Part
    values: dict[str, object]
    row_number: int = 0
    sheet: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What identifies the row in its part."""
        return tuple([self.values[name] for name in self.part.key])

    @property
    def cells(self) -> tuple[object, ...]:
        """What the row says, to compare with another row of the same key."""
        return tuple([self.values[name] for name in self.part.cells])
