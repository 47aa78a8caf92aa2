"""What a newer file changes in the working state: shown before it is stored, and by a dry run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from data_access.imports.datasets import PARTS, Dataset, Part, Record

EXAMPLES = 20
"""Changed rows that a difference quotes cell by cell; the counts cover all."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of one row before and after; ``key`` holds the row's key (for results: the id of the school)."""

    key: tuple[object, ...]
    column: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Difference:
    """What the file changes in one dataset. ``carried`` rows are not in the file and stay as they were."""

    dataset: str
    title: str
    before: int
    after: int
    added: int
    changed: int
    unchanged: int
    carried: int
    examples: tuple[Change, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether nothing of the dataset was stored before."""
        return self.before == 0

    @property
    def text(self) -> str:
        """One line in Russian."""
        if self.is_new:
            return f"{self.title}: новые данные, строк: {self.added}"
        return (
            f"{self.title}: строк было {self.before}, станет {self.after}; добавлено {self.added}, "
            f"изменено {self.changed}, без изменений {self.unchanged}, не упомянуто в файле {self.carried}"
        )


def compare(
    connection: Connection, heads: Mapping[str, int], datasets: Iterable[tuple[Dataset, list[Record]]]
) -> tuple[Difference, ...]:
    """Differences of the records to the working heads (dataset key → edition id), one a dataset."""
    return tuple(
        _difference(connection, heads.get(dataset.key), dataset, [item for item in records if item.part is main])
        for dataset, records in datasets
        if PARTS[dataset.form]
        for main in PARTS[dataset.form][:1]
    )


def _difference(connection: Connection, head: int | None, dataset: Dataset, records: list[Record]) -> Difference:
    if head is None:
        return Difference(dataset.key, dataset.title, 0, len(records), len(records), 0, 0, 0)
    part = PARTS[dataset.form][0]
    stored = _stored(connection, part, head)
    added = changed = unchanged = 0
    examples: list[Change] = []
    for record in records:
        before = stored.get(record.key)
        if before is None:
            added += 1
        elif before == record.cells:
            unchanged += 1
        else:
            changed += 1
            if len(examples) < EXAMPLES:
                pairs = zip(part.cells, before, record.cells, strict=True)
                examples += [Change(record.key, name, old, new) for name, old, new in pairs if old != new]
    carried = len(stored) - changed - unchanged
    total = len(stored) + added
    return Difference(
        dataset.key, dataset.title, len(stored), total, added, changed, unchanged, carried, tuple(examples)
    )


def _stored(connection: Connection, part: Part, edition_id: int) -> dict[tuple[object, ...], tuple[object, ...]]:
    columns = [part.table.c[name] for name in (*part.key, *part.cells)]
    rows: Iterable[Row[tuple[object, ...]]] = connection.execute(
        select(*columns).where(part.table.c.edition_id == edition_id)
    )
    width = len(part.key)
    return {tuple(row[:width]): tuple(row[width:]) for row in rows}
