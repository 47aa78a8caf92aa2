"""The district's one-step confirmation of a partnership that is proposed."""

from datetime import date, datetime

from sqlalchemy import Connection, select

from data_access.changes.apply import apply
from data_access.changes.write import Change, Saved
from data_access.schema import RECORDS, school
from data_access.viewer import AccessDenied, NotFound, Viewer
from monitoring.organisations import Organisation
from monitoring.partnerships import CONFIRMATIONS

CODE = "partnership_agreement"


def confirm(
    connection: Connection,
    viewer: Viewer,
    record_id: int,
    revision: int,
    *,
    today: date,
    now: datetime | None = None,
) -> Saved:
    """Confirms for the viewer's district, on both sides where both schools are its own.

    With the last confirmation the partnership becomes active, if number and date of the agreement are there. Raises as
    ``apply`` does, ``AccessDenied`` for who has nothing to confirm in it.
    """
    table = RECORDS[CODE]
    row = connection.execute(select(table).where(table.c.id == record_id)).mappings().one_or_none()
    if row is None:
        raise NotFound("партнёрство")
    own = _of_viewer(connection, viewer, {name: row[f"{side}_id"] for name, side in CONFIRMATIONS.items()})
    if not own:
        raise AccessDenied("Подтверждают администрации районов обеих школ.")
    values: dict[str, object] = {name: row[name] or today for name in own}
    signed = row["agreement_number"] is not None and row["agreement_date"] is not None
    if row["status"] == "proposed" and signed and all(name in own or row[name] for name in CONFIRMATIONS):
        values["status"] = "active"
    # A second click brings the same word and changes nothing.
    token = f"confirm-{record_id}-{revision}-{viewer.code}"
    return apply(connection, viewer, Change(CODE, values, record_id, revision, token), today=today, now=now)


def _of_viewer(connection: Connection, viewer: Viewer, schools: dict[str, int]) -> list[str]:
    if viewer.organisation is not Organisation.DISTRICT:
        return []
    rows = connection.execute(select(school.c.id, school.c.district_code).where(school.c.id.in_(schools.values())))
    district = dict(rows.all())
    return [name for name, number in schools.items() if district.get(number) == viewer.district]
