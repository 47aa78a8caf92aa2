"""Rows in quarantine as the analyst sees them: what was read, why it waits, which schools it may be."""

from sqlalchemy import Connection, func, select

from data_access.imports import corrections, held_rows
from data_access.imports.quarantine import CONFIRMABLE
from data_access.imports.schools import load
from data_access.schema import quarantine
from data_access.viewer import AccessDenied, Viewer
from monitoring.districts import by_code
from monitoring.ordering import alphabetical
from monitoring.reports.desk import HeldNumber, HeldRow, Quarantine

PAGE = 25


def quarantine_rows(connection: Connection, viewer: Viewer, start: int = 0) -> Quarantine:
    """Open rows from the ``start``-th, ``PAGE`` of them. Raises ``AccessDenied`` for who does not see all schools."""
    if not viewer.sees_all:
        raise AccessDenied("Карантин разбирает аналитик.")
    total = connection.scalar(select(func.count()).where(quarantine.c.status == "open")) or 0
    if not total:
        return Quarantine(0, ())
    listed = held_rows.open_rows(connection)[start : start + PAGE]
    typed = held_rows.held(connection)
    decisions = dict(
        connection.execute(
            select(quarantine.c.id, quarantine.c.decision).where(quarantine.c.id.in_([row.id for row in listed]))
        ).all()
    )
    index = load(connection)
    names = {item.id: f"{item.name} ({by_code()[item.district_code].title})" for item in index.schools.values()}
    fitting = corrections.candidates(index, [typed[row.id] for row in listed if row.id in typed])
    found = []
    for row in listed:
        whole = typed.get(row.id)
        form = whole.scope.form if whole else ""
        numbers = corrections.correctable(form)
        proposal = None if row.proposal_id is None else (row.proposal_id, names[row.proposal_id])
        found.append(
            HeldRow(
                id=row.id,
                batch_id=row.batch_id,
                file=row.file,
                sheet=row.sheet,
                row_number=row.row_number,
                reason=row.reason,
                message=row.message,
                payload=row.payload,
                proposal=proposal,
                candidates=tuple((number, names[number]) for number in fitting.get(row.id, ())),
                numbers=tuple(
                    HeldNumber(name, corrections.title_of(name), whole.values.get(name) if whole else None)
                    for name in numbers
                ),
                confirmable=whole is not None and (form == "logins" or form in CONFIRMABLE),
                decision=decisions.get(row.id) or "",
            )
        )
    schools = sorted(names.items(), key=lambda item: alphabetical(item[1]))
    return Quarantine(total, tuple(found), tuple(schools))
