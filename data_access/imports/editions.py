"""Editions: each import makes a new one of every dataset that it touches, whole and immutable."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, and_, exists, func, insert, literal, select, update

from data_access.imports import bulk
from data_access.imports.datasets import PARTS, Dataset, Part, Record
from data_access.schema import edition, import_batch, quarantine

CHUNK = 5000
"""Rows sent to the database at once."""
_NAMES_AT_ONCE = 500

_Item = TypeVar("_Item")


def chunked(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """The items in lists of at most ``size``."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def heads(connection: Connection, datasets: Iterable[str]) -> dict[str, int]:
    """The working edition of each of the datasets: the newest active one. Datasets without one are left out."""
    found: dict[str, int] = {}
    for names in chunked(dict.fromkeys(datasets), _NAMES_AT_ONCE):
        query = (
            select(edition.c.dataset, func.max(edition.c.id).label("newest"))
            .where(edition.c.dataset.in_(names), edition.c.status == "active")
            .group_by(edition.c.dataset)
        )
        found.update((row.dataset, row.newest) for row in connection.execute(query))
    return found


def write(
    connection: Connection,
    batch_id: int,
    contents: Sequence[tuple[Dataset, list[Record]]],
    parents: Mapping[str, int],
) -> dict[str, int]:
    """Makes one new edition a dataset out of its records and the rows of its parent that they do not replace.

    Returns dataset key → edition id. ``rows`` of an edition counts the rows of its main table, carried ones included;
    for a dataset without tables, the records.
    """
    if not contents:
        return {}
    carried = _carried_counts(connection, contents, parents)
    made = connection.scalars(
        insert(edition).returning(edition.c.id, sort_by_parameter_order=True),
        [
            {
                "dataset": dataset.key,
                "form": dataset.form,
                "assessment_id": dataset.assessment_id,
                "year": dataset.year,
                "batch_id": batch_id,
                "parent_id": parents.get(dataset.key),
                "rows": carried.get(dataset.key, 0) + len(_main(dataset, records)),
                "status": "active",
            }
            for dataset, records in contents
        ],
    ).all()
    ids = {dataset.key: edition_id for (dataset, _), edition_id in zip(contents, made, strict=True)}
    _insert(connection, batch_id, contents, ids)
    for dataset, _ in contents:
        if dataset.key in parents:
            for part in PARTS[dataset.form]:
                _carry_over(connection, part, parents[dataset.key], ids[dataset.key])
    return ids


def _main(dataset: Dataset, records: list[Record]) -> list[Record]:
    parts = PARTS[dataset.form]
    return [record for record in records if record.part is parts[0]] if parts else records


def _insert(
    connection: Connection, batch_id: int, contents: Sequence[tuple[Dataset, list[Record]]], ids: Mapping[str, int]
) -> None:
    rows: dict[str, tuple[Part, list[dict[str, object]]]] = {}
    for dataset, records in contents:
        edition_id = ids[dataset.key]
        for record in records if PARTS[dataset.form] else ():
            row = {**record.values, "edition_id": edition_id}
            if record.part.has_lineage:
                row["batch_id"], row["row_number"], row["sheet"] = batch_id, record.row_number, record.sheet
            rows.setdefault(record.part.table.name, (record.part, []))[1].append(row)
    for part, prepared in rows.values():
        for chunk in chunked(prepared, CHUNK):
            bulk.insert_rows(connection, part.table, chunk)


def _carry_over(connection: Connection, part: Part, parent: int, child: int) -> None:
    old, new = part.table.alias("old"), part.table.alias("new")
    same_row = and_(new.c.edition_id == child, *(new.c[name] == old.c[name] for name in part.key))
    names = [column.name for column in part.table.c if column.name != "edition_id"]
    kept = select(literal(child), *(old.c[name] for name in names)).where(
        old.c.edition_id == parent, ~exists().where(same_row)
    )
    connection.execute(insert(part.table).from_select(["edition_id", *names], kept))


def _carried_counts(
    connection: Connection, contents: Sequence[tuple[Dataset, list[Record]]], parents: Mapping[str, int]
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for dataset, records in contents:
        parts = PARTS[dataset.form]
        if dataset.key in parents and parts:
            columns = [parts[0].table.c[name] for name in parts[0].key]
            stored = connection.execute(select(*columns).where(parts[0].table.c.edition_id == parents[dataset.key]))
            replaced = {record.key for record in _main(dataset, records)}
            counts[dataset.key] = sum(1 for row in stored if tuple(row) not in replaced)
    return counts


def batch_with(connection: Connection, content_hash: str) -> int | None:
    """The newest stored (not withdrawn) batch of this content, if there is one."""
    query = select(func.max(import_batch.c.id)).where(
        import_batch.c.content_hash == content_hash, import_batch.c.status == "stored"
    )
    return connection.scalar(query)


def is_settled(connection: Connection, batch_id: int) -> bool:
    """Whether importing the batch's file again cannot change anything.

    It can where rows still wait in quarantine (their school may be known by now), and where a later file has
    replaced what this one said.
    """
    later = edition.alias()
    waiting = exists().where(quarantine.c.batch_id == batch_id, quarantine.c.status == "open")
    replaced = exists().where(
        edition.c.batch_id == batch_id,
        later.c.dataset == edition.c.dataset,
        later.c.status == "active",
        later.c.id > edition.c.id,
    )
    return not connection.scalar(select(waiting | replaced))


def set_rows(connection: Connection, edition_id: int, rows: int) -> None:
    """Sets the row count of an edition that has no tables of its own."""
    connection.execute(update(edition).where(edition.c.id == edition_id).values(rows=rows))
