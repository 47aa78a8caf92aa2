"""Who waits for his turn to write is asked for again: the writer before him may have been the administrator."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, event, func, insert, select

from callbacks import partnership, record, road_map, watch
from dashboard.factory import EXTENSION
from dashboard.security import session
from data_access.accounts import manage, sessions
from data_access.accounts.account import Account
from data_access.schema import RECORDS, account, audit_entry, column_mapping, record_file, school, watched_school
from data_access.viewer import Role, SessionEnded, Viewer
from layouts.texts.errors import SESSION_ENDED
from tests.app.conftest import AppOf, words
from tests.data.builders import Builder
from tests.signing_in import account_of, browser_of, engine_of

Deed = Callable[[Connection, Account], object]
KEPT = (*RECORDS.values(), audit_entry, column_mapping, record_file, watched_school, account)
COMMITTEE = Viewer(Role.COMMITTEE)
MEASURE = {
    "sort": "measure", "title": "Занятия по математике", "factor": "failing-pupils", "starts_on": "2022-09-01",
    "due_on": "2022-12-30", "status": "in-progress",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(app_of: AppOf, published_small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """A small city whose readers sign in."""
    path = tmp_path_factory.mktemp("turns") / "city.db"
    shutil.copyfile(published_small_city, path)
    app = app_of(f"sqlite:///{path}", demo_mode="off", secret_key="a secret of the tests alone")
    with engine_of(app).begin() as connection:
        saved = {"name": "x", "kind": "flat-marks", "mapping": {}, "saved_at": datetime.now(UTC), "saved_by": "analyst"}
        connection.execute(insert(column_mapping).values(**saved, fingerprint="0" * 64))
    return app


@pytest.fixture
def before_the_turn(app: Dash, quick_hashes: None) -> Iterator[list[Callable[[Connection], object]]]:
    """What another writer does in the moment before the next one gets the lock."""
    engine, deeds = engine_of(app), []  # type: ignore[var-annotated]
    other = create_engine(engine.url)

    @event.listens_for(engine, "before_cursor_execute")
    def turn(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        if deeds and statement == "BEGIN IMMEDIATE":
            deed = deeds.pop()
            with other.begin() as connection:
                deed(connection)

    yield deeds
    event.remove(engine, "before_cursor_execute", turn)
    other.dispose()


def locked(connection: Connection, known: Account) -> None:
    manage.lock(connection, known.name, "уволен", datetime.now(UTC))


def moved(connection: Connection, known: Account) -> None:
    """Another role, with which sessions end."""
    manage.change_role(connection, known.name, Viewer(Role.DISTRICT, "kurortny"), datetime.now(UTC))


def demoted(connection: Connection, known: Account) -> None:
    """Another role while the session goes on, as a provider's may."""
    values = {"role": "district", "district_code": "kurortny", "organisation": "district"}
    connection.execute(account.update().where(account.c.id == known.id).values(**values))


def state(app: Dash) -> list[int]:
    with engine_of(app).connect() as connection:
        return [connection.scalar(select(func.count()).select_from(table)) or 0 for table in KEPT]


def a_school(app: Dash) -> int:
    with engine_of(app).connect() as connection:
        return connection.scalar(select(school.c.id).order_by(school.c.id)) or 0


def save(services: Any, number: int) -> str:
    store = {"kind": "measure", "token": "t"}
    return str(record.answer(services, store, MEASURE | {"school_id": str(number)}, None, {}).message)


def confirm(services: Any, _number: int) -> str:
    return str(partnership.answer(services, {"id": 1, "revision": 1}, {})[4])


def copy(services: Any, _number: int) -> str:
    return words(road_map.copied(services, [2023, 2024], {})[0].to_plotly_json())


def follow(services: Any, number: int) -> str:
    return str(watch.follow(services, str(number), "watch")[2])


@pytest.mark.parametrize("deed", [locked, moved, demoted])
@pytest.mark.parametrize("ask", [save, confirm, copy, follow])
def test_no_form_is_saved_for_who_is_out_by_then(
    app: Dash, before_the_turn: list[Any], ask: Callable[[Any, int], str], deed: Deed
) -> None:
    known, services = account_of(app, COMMITTEE), app.server.extensions[EXTENSION]
    number, before = a_school(app), state(app)
    with engine_of(app).begin() as connection:
        token = sessions.open_session(connection, known.id, datetime.now(UTC))
    before_the_turn.append(lambda connection: deed(connection, known))
    with app.server.test_request_context("/"):
        session.begin(token)
        with services.reading() as connection:
            assert session.holder(connection, services.settings) == known  # as at the gate
        assert ask(services, number) == SESSION_ENDED
    assert before_the_turn == []
    assert state(app) == before


def test_no_form_is_saved_for_a_viewer_chosen_before_real_data_came(
    app_of: AppOf, published_small_city: Path, tmp_path: Path
) -> None:
    path = tmp_path / "city.db"
    shutil.copyfile(published_small_city, path)
    app = app_of(f"sqlite:///{path}")
    services, before = app.server.extensions[EXTENSION], state(app)
    with app.server.test_request_context("/"):
        with services.reading() as connection:
            assert services.viewer(connection, services.publication(connection)) == COMMITTEE
        with engine_of(app).begin() as connection:
            Builder(connection).batch(synthetic=False)
        with pytest.raises(SessionEnded), services.writing():
            pytest.fail("nobody may write")
    assert state(app) == before


def attach(client: FlaskClient, _other: Account) -> Any:
    return client.post("/files/measure/1", data={"file": (BytesIO(b"%PDF-1.7\n%%EOF\n"), "приказ.pdf")})


def bring(client: FlaskClient, _other: Account) -> Any:
    return client.post("/sheets/measure", data={"file": (BytesIO("Номер\n1\n".encode()), "меры.csv")})


def close_another(client: FlaskClient, other: Account) -> Any:
    return client.post(f"/accounts/{other.id}/lock", data={"reason": "проверка"})


def reset_another(client: FlaskClient, other: Account) -> Any:
    return client.post(f"/accounts/{other.id}/reset")


def forget(client: FlaskClient, _other: Account) -> Any:
    return client.post("/data/mappings/1/forget")


def undo(client: FlaskClient, _other: Account) -> Any:
    return client.post("/data/undo", data={"expected": "1", "seen": "what the page showed"})


def withdraw(client: FlaskClient, _other: Account) -> Any:
    return client.post("/data/batches/1/withdraw")


def leave(client: FlaskClient, _other: Account) -> Any:
    return client.post("/data/held/1/leave", data={"reason": "проверка"})


@pytest.mark.parametrize(
    ("role", "ask"),
    [
        (Role.COMMITTEE, attach), (Role.COMMITTEE, bring), (Role.ADMINISTRATOR, close_another),
        (Role.ADMINISTRATOR, reset_another), (Role.ANALYST, forget), (Role.ANALYST, undo), (Role.ANALYST, withdraw),
        (Role.ANALYST, leave),
    ],
)  # fmt: skip
def test_no_route_writes_for_who_is_out_by_then(
    app: Dash, before_the_turn: list[Any], role: Role, ask: Callable[[FlaskClient, Account], Any]
) -> None:
    known, other = account_of(app, Viewer(role)), account_of(app, COMMITTEE)
    client, before = browser_of(app, known), state(app)
    before_the_turn.append(lambda connection: locked(connection, known))
    answer = ask(client, other)
    assert answer.status_code == 401
    assert SESSION_ENDED in (answer.get_json()["message"] if answer.is_json else answer.get_data(as_text=True))
    assert before_the_turn == []
    assert state(app) == before
    with engine_of(app).connect() as connection:
        same = connection.execute(select(account).where(account.c.id == other.id)).one()
    assert (same.locked_at, same.must_change) == (None, False)
