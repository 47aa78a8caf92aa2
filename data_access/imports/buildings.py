"""Buildings (addresses) of institutions."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from data_access.imports.editions import chunked
from data_access.imports.parsed import Row
from data_access.schema import school_building

_Building = tuple[str, str | None, str | None]
_IDS_AT_ONCE = 500


def store(connection: Connection, places: Mapping[int, Sequence[Row]], *, replacing: bool) -> None:
    """Stores the addresses of the rows as buildings of their school (school id → rows).

    ``replacing``: the rows are the whole of what is known of the school (register); otherwise addresses are taken
    only for schools that have none. A repeated address is one building, its notes put together.
    """
    wanted = {school_id: _buildings(rows) for school_id, rows in places.items()}
    present = _present(connection, wanted)
    changed = {
        school_id: buildings
        for school_id, buildings in wanted.items()
        if buildings and buildings != present.get(school_id, []) and (replacing or not present.get(school_id))
    }
    for ids in chunked(changed, _IDS_AT_ONCE):
        connection.execute(delete(school_building).where(school_building.c.school_id.in_(ids)))
    rows = [
        {"school_id": school_id, "address": address, "municipality": municipality, "note": note}
        for school_id, buildings in changed.items()
        for address, municipality, note in buildings
    ]
    if rows:
        connection.execute(insert(school_building), rows)


def _buildings(rows: Sequence[Row]) -> list[_Building]:
    found: dict[str, tuple[str, str | None, list[str]]] = {}
    for row in rows:
        address = " ".join((row.values.get("address") or "").split())
        if not address:
            continue
        entry = found.setdefault(address.casefold(), (address, row.values.get("municipality"), []))
        note = row.values.get("note")
        if note and note not in entry[2]:
            entry[2].append(note)
    return [(address, municipality, "; ".join(notes) or None) for address, municipality, notes in found.values()]


def _present(connection: Connection, ids: Mapping[int, object]) -> dict[int, list[_Building]]:
    table = school_building.c
    present: dict[int, list[_Building]] = {}
    for some in chunked(ids, _IDS_AT_ONCE):
        query = select(table.school_id, table.address, table.municipality, table.note)
        for row in connection.execute(query.where(table.school_id.in_(some)).order_by(table.id)):
            present.setdefault(row.school_id, []).append((row.address, row.municipality, row.note))
    return present
