"""Links to figures, and what ends one: shared by the tests over SQLite and behind the walls of PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import Connection, select

from dashboard.briefings.content import Wanted
from dashboard.embedding import tokens
from dashboard.embedding.tokens import Link
from dashboard.factory import EXTENSION
from data_access import walls
from data_access.accounts import manage
from data_access.accounts.account import Account, named
from data_access.schema import access_entry
from data_access.viewer import Role, Viewer
from data_access.writing import writing
from layouts.texts import embedding as words

PORTAL = "https://portal.spb.example"
SECRET = "a secret of the tests alone"
COMMITTEE, NEVSKY = Viewer(Role.COMMITTEE), Viewer(Role.DISTRICT, "nevsky")
NAME = "nevsky-portal"


def link(wanted: Wanted = Wanted("city"), figure: str = "map", viewer: Viewer = COMMITTEE, **more: object) -> Link:  # noqa: B008
    """A link that is good for a day."""
    given: dict[str, object] = {
        "year": 2025, "method": "two-years", "publication": None, "until": datetime.now(UTC) + timedelta(days=1)
    }  # fmt: skip
    return Link(viewer, wanted, figure, **(given | more))  # type: ignore[arg-type]


def address(server: Flask, given: Link) -> str:
    """The address with its word."""
    return f"{tokens.path(given)}?token={tokens.signed(server.extensions[EXTENSION].settings, given)}"


def changed(server: Flask, do: Callable[[Connection], object]) -> None:
    """Does something with the accounts as the application does."""
    with writing(server.extensions[EXTENSION].engine) as connection:
        do(connection)


def link_of_account(server: Flask, viewer: Viewer = NEVSKY) -> tuple[str, Account]:
    """A link to the schools of the Nevsky district in 2022 and the fresh account behind it."""
    now = datetime.now(UTC)
    changed(server, lambda connection: manage.add(connection, NAME, "Портал района", viewer, now))
    with server.extensions[EXTENSION].engine.connect() as connection:
        known = named(connection, NAME)
    given = link(Wanted("district", "nevsky"), "list", viewer, year=2022, account=known.id)
    return address(server, given), known


def check_that_the_account_ends_its_link(server: Flask) -> None:
    """Opened twice, so that the answer is kept; then each loss of rights is met at the very next opening."""
    whole, known = link_of_account(server)
    client, now = server.test_client(), datetime.now(UTC)

    def role(viewer: Viewer) -> Callable[[Connection], object]:
        return lambda connection: manage.change_role(connection, NAME, viewer, now)

    for _ in range(2):
        answer = client.get(whole)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert "base64" in answer.get_data(as_text=True)
    losses: tuple[Callable[[Connection], object], ...] = (
        lambda connection: manage.lock(connection, NAME, "уволен", now),
        role(Viewer(Role.DISTRICT, "kurortny")),
        role(COMMITTEE),
        role(Viewer(Role.ADMINISTRATOR)),
    )
    for lose in losses:
        changed(server, lose)
        answer = client.get(whole)
        said = answer.get_data(as_text=True)
        assert answer.status_code == 403
        assert words.ENDED in said
        assert "base64" not in said
        assert f"frame-ancestors {PORTAL}" in answer.headers["Content-Security-Policy"]
        assert entered(server) == ("refused", known.id, "district:nevsky")
        changed(server, lambda connection: manage.unlock(connection, NAME, now))
        changed(server, role(NEVSKY))
        assert client.get(whole).status_code == 200, "rights that came back bring the link back"
        assert entered(server) == ("shown", known.id, "district:nevsky")
    gone = address(server, link(Wanted("district", "nevsky"), "list", NEVSKY, year=2022, account=known.id + 1000))
    assert client.get(gone).status_code == 403, "there is no such account any more"


def entered(server: Flask) -> tuple[str, int | None, str | None]:
    """The last entry of the audit about a figure: outcome, account, viewer."""
    with server.extensions[EXTENSION].engine.connect() as connection:
        walls.declare_system(connection)
        columns = access_entry.c
        row = connection.execute(
            select(columns.outcome, columns.account_id, columns.viewer)
            .where(columns.action == "export", columns.what.startswith("/embed/"))  # of pages it is written later
            .order_by(columns.id.desc())
            .limit(1)
        ).one()
    return row.outcome, row.account_id, row.viewer
