"""Whom a command makes files for: the viewers whose scope they are made in; and how a file is put into its place."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.briefings.batch import Recipient
    from data_access.viewer import Viewer
    from monitoring.reports.publication import Publication, Selection
    from monitoring.reports.school import SchoolIndexRow

SCOPES = "city, district:КОД (например district:nevsky), school:НОМЕР или all."
BRIEFING_SCOPES = (
    "city, district:КОД (например district:nevsky), school:НОМЕР; сразу многим: districts — 18 районов, all — Комитет "
    "и 18 районов, schools:КОД — школы списка района, schools:КОД:all — все его школы."
)


def recipients(connection: "Connection", publication: "Publication", scope: str) -> Iterator["Viewer"]:
    """Viewers that the scope names: КО, a district, a school, or (``all``) КО and the 18 districts."""
    from data_access.viewer import Role, Viewer
    from monitoring.districts import DISTRICTS

    kind, _, name = scope.partition(":")
    if scope in {"city", "all"}:
        yield Viewer(Role.COMMITTEE)
        if scope == "all":
            yield from (Viewer(Role.DISTRICT, district.code) for district in DISTRICTS)
        return
    if kind == "district":
        yield Viewer(Role.DISTRICT, _district(name))
        return
    if kind == "school" and name.isascii() and name.isdigit():
        yield _school(connection, publication, int(name))
        return
    raise BadInput(f"Получателя {scope} нет. Есть: city, district:КОД, school:НОМЕР, all.")


def of_briefings(
    connection: "Connection", publication: "Publication", selection: "Selection", scope: str
) -> list["Recipient"]:
    """The recipients of briefings that the scope names, no two with one name of their file."""
    from data_access.queries.school import school_card
    from data_access.queries.schools import school_index
    from data_access.viewer import Role, Viewer
    from monitoring.districts import DISTRICTS, by_code
    from monitoring.dynamics import IN_LIST

    kind, _, name = scope.partition(":")
    if scope == "districts":
        return [_territory(Viewer(Role.DISTRICT, district.code)) for district in DISTRICTS]
    if kind not in {"school", "schools"}:
        if scope not in {"city", "all"} and kind != "district":
            raise BadInput(f"Получателя {scope} нет. Есть: {BRIEFING_SCOPES}")
        return [_territory(viewer) for viewer in recipients(connection, publication, scope)]
    rows = school_index(connection, Viewer(Role.COMMITTEE), publication, selection)
    shared = _shared_names(rows)
    if kind == "school":
        (viewer,) = recipients(connection, publication, scope)
        assert viewer.school_id is not None
        return [_of_school(viewer, school_card(connection, viewer, publication, viewer.school_id).name, shared)]
    code, _, which = name.partition(":")
    district = _district(code)
    if which not in {"", "all"}:
        raise BadInput(f"Получателя {scope} нет. Есть: {BRIEFING_SCOPES}")
    chosen = [row for row in rows if row.district == district and (which or row.status in IN_LIST)]
    if not chosen:
        whose = by_code()[district].genitive
        raise BadInput(
            f"В списке {selection.year} года школ {whose} района нет. Все его школы — schools:{district}:all."
        )
    return [_of_school(Viewer(Role.SCHOOL, district, row.id), row.name, shared) for row in chosen]


def _district(code: str) -> str:
    from monitoring.districts import by_code

    if code not in by_code():
        raise BadInput(f"Района {code or '(не назван)'} нет. Есть: {', '.join(by_code())}.")
    return code


def _school(connection: "Connection", publication: "Publication", number: int) -> "Viewer":
    from data_access.queries.school import school_card
    from data_access.viewer import NotFound, Role, Viewer

    try:
        card = school_card(connection, Viewer(Role.COMMITTEE), publication, number)
    except NotFound:
        raise BadInput(f"Школы {number} в публикации нет. Номера — в адресах страниц школ.") from None
    return Viewer(Role.SCHOOL, card.district, card.id)


def _territory(viewer: "Viewer") -> "Recipient":
    from dashboard.briefings.batch import Recipient
    from dashboard.briefings.content import Wanted
    from layouts.texts.briefing import CITY_NAME
    from monitoring.districts import by_code

    if viewer.district is None:
        return Recipient("city", viewer, Wanted("city"), CITY_NAME)
    code = viewer.district
    return Recipient(f"district:{code}", viewer, Wanted("district", code), by_code()[code].title)


def _of_school(viewer: "Viewer", name: str, shared: frozenset[str]) -> "Recipient":
    from dashboard.briefings.batch import Recipient
    from dashboard.briefings.content import Wanted

    key = str(viewer.school_id)
    number = viewer.school_id if _plain(name) in shared else None
    return Recipient(f"school:{key}", viewer, Wanted("school", key), name, number)


def _shared_names(rows: tuple["SchoolIndexRow", ...]) -> frozenset[str]:
    """Names of files that more than one school of the city would have, as a file system without case sees them."""
    return frozenset(name for name, count in Counter(_plain(row.name) for row in rows).items() if count > 1)


def _plain(name: str) -> str:
    from layouts.texts.briefing import file_name

    return file_name(name, 0, "").casefold()


def put(path: Path, content: bytes) -> None:
    """Writes the file whole or not at all, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.stem[:60]}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write(path: Path, content: bytes) -> None:
    """The same for a file that the command is about. Raises ``BadInput`` where it cannot be written."""
    try:
        put(path, content)
    except OSError as error:
        raise BadInput(f"{path}: не удалось записать файл ({error.strerror}).") from None
