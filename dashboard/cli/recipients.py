"""Whom a command makes files for: the viewer whose scope they are made in, and the folder they go to."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from data_access.viewer import Viewer
    from monitoring.reports.publication import Publication

SCOPES = "city, district:КОД (например district:nevsky), school:НОМЕР или all."


def recipients(connection: "Connection", publication: "Publication", scope: str) -> Iterator["Viewer"]:
    """Viewers that the scope names: КО, a district, a school, or (``all``) КО and the 18 districts."""
    from data_access.viewer import Role, Viewer
    from monitoring.districts import DISTRICTS, by_code

    kind, _, name = scope.partition(":")
    if scope in {"city", "all"}:
        yield Viewer(Role.COMMITTEE)
        if scope == "all":
            yield from (Viewer(Role.DISTRICT, district.code) for district in DISTRICTS)
        return
    if kind == "district":
        if name not in by_code():
            raise BadInput(f"Района {name or '(не назван)'} нет. Есть: {', '.join(by_code())}.")
        yield Viewer(Role.DISTRICT, name)
        return
    if kind == "school" and name.isascii() and name.isdigit():
        yield _school(connection, publication, int(name))
        return
    raise BadInput(f"Получателя {scope} нет. Есть: city, district:КОД, school:НОМЕР, all.")


def _school(connection: "Connection", publication: "Publication", number: int) -> "Viewer":
    from data_access.queries.school import school_card
    from data_access.viewer import NotFound, Role, Viewer

    try:
        card = school_card(connection, Viewer(Role.COMMITTEE), publication, number)
    except NotFound:
        raise BadInput(f"Школы {number} в публикации нет. Номера — в адресах страниц школ.") from None
    return Viewer(Role.SCHOOL, card.district, card.id)


def write(path: Path, content: bytes) -> None:
    """Writes the file, with the folders above it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{path}: не удалось записать файл ({error.strerror}).") from None
