"""The approved list: what КО may approve, and the computed list kept as it stood at that moment."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from data_access.schema import RECORDS, approved_school, current_publication, district_summary, listing
from monitoring.districts import CITY
from monitoring.dynamics import IN_LIST

if TYPE_CHECKING:
    from data_access.changes.rules import Write


def list_is_computed(write: "Write") -> dict[str, str]:
    """КО approves a list of the city that has been computed."""
    if write.values["place"] != CITY:
        return {"place": "список утверждается для всего города"}
    if write.before is not None:
        return {}
    summary = district_summary
    computed = select(summary.c.year).where(
        summary.c.publication_id == _published(write.connection),
        summary.c.method == write.values["method"],
        summary.c.year == write.values["year"],
        summary.c.district_code == CITY,
    )
    if write.connection.scalar(computed) is None:
        return {"method": "по этой методике за этот год список не рассчитан"}
    return {}


def change_differs(write: "Write") -> dict[str, str]:
    """What is added was not in the computed list, what is removed was; the approval still stands."""
    lists = RECORDS["approved_list"]
    number = write.values["list_id"]
    standing = select(lists.c.id).where(lists.c.id == number, lists.c.ended_at.is_(None))
    if write.connection.scalar(standing) is None:
        return {"list_id": "такого утверждённого списка нет"}
    held = select(approved_school.c.school_id).where(
        approved_school.c.list_id == number, approved_school.c.school_id == write.values["school_id"]
    )
    computed = write.connection.scalar(held) is not None
    if computed and write.values["decision"] == "added":
        return {"decision": "эта школа и так в рассчитанном списке"}
    if not computed and write.values["decision"] == "removed":
        return {"decision": "этой школы нет в рассчитанном списке"}
    return {}


def keep_computed(write: "Write", record_id: int) -> None:
    """Keeps the schools of the computed list under the approval that was just made."""
    if write.before is not None:
        return
    published = _published(write.connection)
    rows = [
        {"list_id": record_id, "school_id": school_id, "publication_id": published}
        for school_id in _listed(write.connection, published, write)
    ]
    if rows:
        write.connection.execute(insert(approved_school), rows)


def _published(connection: Connection) -> int | None:
    # The publications themselves come to records when they adopt plans: their module cannot be asked from here.
    return connection.scalar(select(current_publication.c.publication_id))


def _listed(connection: Connection, published: int | None, write: "Write") -> list[int]:
    statement = select(listing.c.school_id).where(
        listing.c.publication_id == published,
        listing.c.method == write.values["method"],
        listing.c.year == write.values["year"],
        listing.c.status.in_(IN_LIST),
    )
    return list(connection.scalars(statement))
