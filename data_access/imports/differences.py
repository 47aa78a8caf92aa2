"""What a newer file changes in the working state: shown before it is stored, and by a dry run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Row, select

from data_access.imports.datasets import PARTS, Dataset, Part, Record
from data_access.schema import current_publication, edition, publication_edition

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
    """What the file changes in one dataset. ``carried`` rows are not in the file and stay as they were.

    ``fresh`` and ``absent`` are keys of the first rows that are added and that are not in the file.
    """

    dataset: str
    title: str
    before: int
    after: int
    added: int
    changed: int
    unchanged: int
    carried: int
    examples: tuple[Change, ...] = ()
    fresh: tuple[tuple[object, ...], ...] = ()
    absent: tuple[tuple[object, ...], ...] = ()

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


def to_published(
    connection: Connection, heads: Mapping[str, int], datasets: Iterable[tuple[Dataset, list[Record]]]
) -> tuple[Difference, ...]:
    """Differences to what readers see, of the datasets whose working head is another edition than the published one."""
    contents = list(datasets)
    seen: dict[str, int] = {}
    for dataset, _ in contents:
        found = connection.scalar(
            select(edition.c.id)
            .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
            .join(current_publication, current_publication.c.publication_id == publication_edition.c.publication_id)
            .where(edition.c.dataset == dataset.key)
        )
        if found is not None:
            seen[dataset.key] = found
    others = [(dataset, rows) for dataset, rows in contents if seen.get(dataset.key) != heads.get(dataset.key)]
    return compare(connection, seen, others)


def _difference(connection: Connection, head: int | None, dataset: Dataset, records: list[Record]) -> Difference:
    if head is None:
        first = tuple(record.key for record in records[:EXAMPLES])
        return Difference(dataset.key, dataset.title, 0, len(records), len(records), 0, 0, 0, fresh=first)
    part = PARTS[dataset.form][0]
    stored = _stored(connection, part, head)
    added = changed = unchanged = 0
    fresh: list[tuple[object, ...]] = []
    examples: list[Change] = []
    for record in records:
        before = stored.get(record.key)
        if before is None:
            added += 1
            if len(fresh) < EXAMPLES:
                fresh.append(record.key)
        elif before == record.cells:
            unchanged += 1
        else:
            changed += 1
            if len(examples) < EXAMPLES:
                pairs = zip(part.cells, before, record.cells, strict=True)
                examples += [Change(record.key, name, old, new) for name, old, new in pairs if old != new]
    carried = len(stored) - changed - unchanged
    total = len(stored) + added
    absent: tuple[tuple[object, ...], ...] = ()
    if carried:
        there = {record.key for record in records}
        absent = tuple(islice((key for key in stored if key not in there), EXAMPLES))
    return Difference(
        dataset.key, dataset.title, len(stored), total, added, changed, unchanged, carried, tuple(examples),
        tuple(fresh), absent,
    )  # fmt: skip


def _stored(connection: Connection, part: Part, edition_id: int) -> dict[tuple[object, ...], tuple[object, ...]]:
    columns = [part.table.c[name] for name in (*part.key, *part.cells)]
    rows: Iterable[Row[tuple[object, ...]]] = connection.execute(
        select(*columns).where(part.table.c.edition_id == edition_id)
    )
    width = len(part.key)
    return {tuple(row[:width]): tuple(row[width:]) for row in rows}
