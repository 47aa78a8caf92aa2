"""What the table of ``docs/architecture.md`` lets a role read of each walled table: written once more for the tests.

A rule takes the city without walls, the role and the row.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from data_access.schema import RECORDS, metadata
from monitoring.records.kinds import KINDS
from tests.data.access_world import World

Row = Mapping[str, Any]
Rule = Callable[[World, str, Row], bool]


def all_only(_world: World, role: str, _row: Row) -> bool:
    return role in {"committee", "analyst"}


def everybody(_world: World, _role: str, _row: Row) -> bool:
    return True


def nobody(_world: World, _role: str, _row: Row) -> bool:
    return False


def of_school(world: World, role: str, row: Row) -> bool:
    return row["school_id"] in world.open_to(role)


def of_pair(world: World, role: str, row: Row) -> bool:
    return bool(world.open_to(role) & {row["mentee_id"], row["mentor_id"]})


def of_agreement(world: World, role: str, row: Row) -> bool:
    return of_pair(world, role, record(world, "partnership_agreement", row["agreement_id"]))


def of_place(world: World, role: str, row: Row) -> bool:
    if role in {"committee", "analyst"} or row["place"] == "city":
        return True
    if row["place"] != world.viewer(role).district:
        return False
    return role not in {"school", "mentor"} or row.get("school_id") in {None, *world.open_to(role)}


SUBJECTS: dict[str, Rule] = {
    "school": of_school,
    "pair": of_pair,
    "activity": of_agreement,
    "place": of_place,
    "item": everybody,
    "task": everybody,
}


def of_record(world: World, role: str, row: Row) -> bool:
    found = record(world, row["kind"], row["record_id"])
    return SUBJECTS[KINDS[row["kind"]].subject](world, role, found)


def of_file(world: World, role: str, row: Row) -> bool:
    """States of the plan are open, their evidence is not; an operator of the city reports the city's tasks."""
    if row["kind"] != "road_map_task" or role in {"committee", "analyst"}:
        return of_record(world, role, row)
    own = {"district": "nevsky", "small district": "kronshtadtsky", "operator": "city"}.get(role)
    return bool(record(world, row["kind"], row["record_id"])["place"] == own)


def of_reader(world: World, role: str, row: Row) -> bool:
    return bool(row["viewer"] == world.viewer(role).code)


def record(world: World, code: str, number: int) -> Row:
    table = RECORDS[code]
    return dict(world.connection.execute(select(table).where(table.c.id == number)).mappings().one())


RULES: dict[str, Rule] = {
    **{table.name: of_school for table in metadata.sorted_tables if "school_id" in table.c},
    **{code: SUBJECTS[kind.subject] for code, kind in KINDS.items()},
    **dict.fromkeys(("login_proposal", "partnership", "plan_item", "plan_progress", "quarantine"), all_only),
    "access_entry": nobody,
    "audit_entry": of_record,
    "record_file": of_file,
    "watched_school": of_reader,
}
