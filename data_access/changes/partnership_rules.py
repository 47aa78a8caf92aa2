"""What must hold of a partnership before it is written: who states what of it, in which order, how many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from data_access import agreements, walls
from data_access.schema import RECORDS, school
from monitoring.districts import by_code
from monitoring.organisations import Organisation
from monitoring.partnerships import CONFIRMATIONS

if TYPE_CHECKING:
    from data_access.changes.rules import Write

# A record of a district goes these ways; КО corrects freely.
_WAYS: dict[object, set[str]] = {
    None: {"proposed"},
    "proposed": {"active", "ended"},
    "active": {"paused", "ended"},
    "paused": {"active", "ended"},
    "ended": set(),
}
_WRONG_WAY: dict[object, str] = {
    None: "новое партнёрство район предлагает: действовать оно начнёт после подтверждений",
    "proposed": "предложенное партнёрство начинает действовать или завершается",
    "active": "действующее партнёрство приостанавливают или завершают",
    "paused": "приостановленное партнёрство возобновляют или завершают",
    "ended": "завершённое партнёрство не возобновляют: предложите новое",
}


def who_states(write: Write) -> dict[str, str]:
    """The state is stated by АР and КО; a confirmation by the district of that side or КО."""
    organisation = write.viewer.organisation
    if organisation is Organisation.COMMITTEE:
        return {}
    found = {}
    sides = districts_of(write)
    for name, side in CONFIRMATIONS.items():
        if _stood(write, name) == write.values[name]:
            continue
        if organisation is not Organisation.DISTRICT or write.viewer.district != sides[side]:
            found[name] = f"подтверждает администрация {by_code()[sides[side]].genitive} района"
        elif write.values[name] is None and _stood(write, "status") != "proposed":
            found[name] = "снять подтверждение можно, пока партнёрство предложено"
    if organisation is not Organisation.DISTRICT and _stood(write, "status") not in {None, write.values["status"]}:
        found["status"] = "состояние меняют администрации районов и КО"
    return found


def in_order(write: Write) -> dict[str, str]:
    """A proposal becomes active when both districts have confirmed it, then goes on, pauses or ends."""
    if write.viewer.organisation is Organisation.COMMITTEE:
        return {}
    was, status = _stood(write, "status"), str(write.values["status"])
    if status == was:
        return {}
    if status not in _WAYS[was]:
        return {"status": _WRONG_WAY[was]}
    sides = districts_of(write)
    if (was, status) == ("proposed", "active") and len(set(sides.values())) > 1:
        missing = [side for name, side in CONFIRMATIONS.items() if write.values[name] is None]
        if missing:
            names = " и ".join(by_code()[sides[side]].genitive for side in missing)
            return {"status": f"сначала подтверждают обе стороны: нет подтверждения {names} района"}
    return {}


def one_at_a_time(write: Write) -> dict[str, str]:
    """Two schools have one agreement that has not ended."""
    if write.values["status"] == "ended" or _stood(write, "status") not in {None, "ended"}:
        return {}
    table = RECORDS["partnership_agreement"]
    statement = select(table.c.id).where(
        table.c.ended_at.is_(None),
        table.c.status != "ended",
        table.c.mentee_id == write.values["mentee_id"],
        table.c.mentor_id == write.values["mentor_id"],
    )
    if write.before is not None:
        statement = statement.where(table.c.id != write.before["id"])
    if write.connection.scalar(statement.limit(1)) is None:
        return {}
    return {"": "у этих школ уже есть незавершённое партнёрство: измените его, а не заводите второе"}


def has_a_place(write: Write) -> dict[str, str]:
    """A mentor helps no more schools than the matcher allows, whoever writes."""
    if write.values["status"] != "active" or _stood(write, "status") == "active":
        return {}
    mentor, mentee = write.values["mentor_id"], write.values["mentee_id"]
    assert isinstance(mentor, int)
    assert isinstance(mentee, int)
    with walls.looking_beyond(write.connection):  # how many places are taken, also by schools of other districts
        taken = agreements.mentees_of(write.connection, mentor, write.today, but=mentee)
    if taken < agreements.CAPACITY:
        return {}
    return {
        "status": f"у школы-партнёра заняты все места: {taken} из {agreements.CAPACITY} (предел принят по умолчанию); "
        "чтобы место освободилось, другое её партнёрство завершают или приостанавливают"
    }


def held_within(write: Write) -> dict[str, str]:
    """A joint activity belongs to an agreement that has begun, and to its term."""
    table = RECORDS["partnership_agreement"]
    row = write.connection.execute(select(table).where(table.c.id == write.values["agreement_id"])).one()
    if row.ended_at is not None:
        return {"": "запись о партнёрстве закрыта: мероприятия к ней не добавляют"}
    if row.status == "proposed":
        return {"": "партнёрство только предложено: мероприятия записывают у действующего"}
    day = write.values["held_on"]
    if day == _stood(write, "held_on"):
        return {}
    if day < row.started_on:
        return {"held_on": f"не раньше начала партнёрства, {row.started_on:%d.%m.%Y}"}
    if row.ended_on is not None and day > row.ended_on:
        return {"held_on": f"не позже окончания партнёрства, {row.ended_on:%d.%m.%Y}"}
    return {}


AGREEMENT = (one_at_a_time, has_a_place, in_order, who_states)
ACTIVITY = (held_within,)


def districts_of(write: Write) -> dict[str, str]:
    """Codes of the districts of the ``mentee`` and the ``mentor``."""
    rows = write.connection.execute(
        select(school.c.id, school.c.district_code).where(
            school.c.id.in_([write.values["mentee_id"], write.values["mentor_id"]])
        )
    )
    of: dict[object, str] = dict(rows.all())
    return {side: of[write.values[f"{side}_id"]] for side in ("mentee", "mentor")}


def _stood(write: Write, name: str) -> object:
    return None if write.before is None else write.before[name]
