"""The audit of reading over the application: one entry a request, and without its entry nothing goes out."""

import csv
import gc
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from dash import Dash
from openpyxl import load_workbook
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError

from dashboard.audit import journal as journals
from dashboard.audit.entering import ROUTES, SILENT
from dashboard.audit.journal import Journal
from dashboard.factory import JOURNAL
from dashboard.security.gate import name_of
from dashboard.security.rules import ROUTES as RULES
from data_access import access_log
from data_access.engine import create
from data_access.schema import access_entry
from tests.app.conftest import AppOf, Reader
from tests.conftest import ROOT

ENTRY = access_log.Access(datetime(2025, 11, 15, tzinfo=UTC), "x", "page", "/method", "shown")
ENDS_AT_ONCE = """
import sys
from dashboard.audit.journal import Journal
from data_access.engine import create
from datetime import UTC, datetime
from data_access.access_log import Access
class Owner: ...
staying, leaving = Owner(), Owner()
for owner in (staying, leaving):
    Journal(owner, create(sys.argv[1])).remember(Access(datetime.now(UTC), "x", "page", "/", "shown"))
del owner, leaving
"""


class Owner:
    """Stands for the server whose journal it is."""


@pytest.fixture(scope="module")
def app(app_of: AppOf, audited_demo_url: str) -> Dash:
    return app_of(audited_demo_url)


@pytest.fixture
def asker(app: Dash) -> Reader:
    return Reader(app.server.test_client())


@pytest.fixture
def entries(app: Dash) -> Callable[[], list[Any]]:
    """What was entered since the last question."""
    engine, journal = app.server.extensions["traektoria"].engine, app.server.extensions[JOURNAL]
    seen = [0]

    def fresh() -> list[Any]:
        journal.flush()
        with engine.connect() as connection:
            statement = select(access_entry).where(access_entry.c.id > seen[0]).order_by(access_entry.c.id)
            found = list(connection.execute(statement))
        seen[0] = max([seen[0], *(row.id for row in found)])
        return found

    fresh()
    return fresh


def a_school(reader: Reader) -> int:
    code = next(value for value in reader.viewers() if value.startswith("school:"))
    return int(code.partition(":")[2])


def test_every_page_is_one_entry_kept_or_made(asker: Reader, entries: Any) -> None:
    number = a_school(asker)
    entries()
    path = f"/school/{number}"
    asker.page(path, "?year=2025")
    asker.page(path, "?year=2025")
    asker.page("/district/nevsky")
    asker.page("/school/999999")
    found = entries()
    assert [(row.action, row.what) for row in found] == [
        ("page", path), ("page", path), ("page", "/district/nevsky"), ("page", "/school/999999"),
    ]  # fmt: skip
    assert found[1].outcome == "cached"
    assert [row.outcome for row in found][2:] in (["shown", "missing"], ["cached", "missing"])
    assert [row.school_id for row in found] == [number, number, None, 999999]
    assert found[2].district_code == "nevsky"
    assert {row.viewer for row in found} == {"committee"}
    assert {row.publication_id for row in found} == {1}
    assert len({row.request for row in found}) == 4


def test_what_is_refused_is_entered_before_the_answer(asker: Reader, entries: Any) -> None:
    number = a_school(asker)
    asker.become("administrator")
    entries()
    asker.page(f"/school/{number}")
    (row,) = entries()
    assert (row.outcome, row.viewer, row.school_id) == ("refused", "administrator", number)
    asker.become("district:nevsky")
    assert asker.client.get("/audit").status_code == 403
    (row,) = entries()
    assert (row.action, row.outcome, row.viewer, row.what) == ("other", "refused", "district:nevsky", "/audit")


def test_exports_files_and_calculations_are_entered(asker: Reader, entries: Any) -> None:
    asker.become("district:nevsky")
    entries()
    assert asker.client.get("/sheets/event.csv?district=nevsky").status_code == 200
    assert asker.client.get("/sheets/event/template.xlsx").status_code == 200
    assert asker.client.get("/files/424242").status_code == 404
    assert asker.client.post("/sheets/event", data={}).status_code == 400
    asker.simulate(share=25)
    found = entries()
    assert [(row.action, row.outcome) for row in found] == [
        ("export", "shown"), ("export", "shown"), ("file", "missing"), ("sheet", "failed"),
        ("answer", "done"), ("answer", "done"),
    ]  # fmt: skip
    assert found[0].district_code == "nevsky"


def test_the_shell_and_the_looks_are_not_entered(asker: Reader, entries: Any) -> None:
    for path in ("/", "/school/12", "/healthz", "/_dash-layout", "/assets/base.css", "/nowhere.php"):
        asker.client.get(path).close()
    assert entries() == []


def test_no_result_stands_in_the_audit(asker: Reader, entries: Any) -> None:
    asker.page("/school/12", "?year=2025&method=two-years&share=31.7")
    for row in entries():
        assert "?" not in row.what
        assert "31.7" not in str(row)
    assert {column.type.python_type for column in access_entry.c} <= {int, str, datetime}


def test_every_route_has_a_place(app: Dash) -> None:
    rules = {name_of(m, rule.rule) for rule in app.server.url_map.iter_rules() for m in rule.methods or ()}
    assert set(ROUTES) <= rules
    assert SILENT - rules <= {"GET /readyz", "GET /metrics"}
    # Whatever is in neither would be entered as «other».
    assert RULES.keys() - SILENT - ROUTES.keys() == set()


@pytest.mark.parametrize(("viewer", "status"), [
    ("committee", 200), ("administrator", 200), ("analyst", 403), ("district:nevsky", 403), ("operator", 403),
])  # fmt: skip
def test_who_may_read_the_audit(asker: Reader, viewer: str, status: int) -> None:
    asker.become(viewer)
    for path in ("/audit", "/audit.csv", "/audit.xlsx"):
        assert asker.client.get(path).status_code == status, path


def test_the_page_filters_and_exports(asker: Reader, entries: Any) -> None:
    number = a_school(asker)
    asker.page(f"/school/{number}")
    page = asker.client.get(f"/audit?school={number}&action=page").get_data(as_text=True)
    assert f"/school/{number}" in page
    assert "<script" not in page
    text = asker.client.get(f"/audit.csv?school={number}&action=page").get_data().decode("utf-8-sig")
    table = list(csv.reader(StringIO(text), delimiter=";"))
    assert table[0][0] == "Когда"
    of_school = {f"/school/{number}", f"/case/{number}", f"/origins/{number}"}
    assert f"/school/{number}" in {row[4] for row in table[1:]} <= of_school
    book = load_workbook(BytesIO(asker.client.get("/audit.xlsx").get_data()), read_only=True)
    assert [cell.value for cell in next(book.active.iter_rows())][:2] == ["Когда", "Кто"]
    assert [row.what for row in entries()][-3:] == ["/audit", "/audit.csv", "/audit.xlsx"]


@pytest.mark.parametrize("query", ["from=31.10.2025", "to=0001-01-01", "school=1;drop", "from=9999-12-31"])
def test_what_cannot_be_read_is_told(asker: Reader, query: str) -> None:
    assert asker.client.get(f"/audit?{query}").status_code == 400
    assert asker.client.get(f"/audit.csv?{query}").status_code == 400


def test_a_text_that_looks_like_a_formula_stays_a_text(asker: Reader, app: Dash) -> None:
    app.server.extensions[JOURNAL].write(access_log.Access(datetime.now(UTC), "x", "other", "=1+1", "done"))
    text = asker.client.get("/audit.csv?action=other").get_data().decode("utf-8-sig")
    assert "'=1+1" in text


def test_without_its_entry_nothing_goes_out(
    asker: Reader, app: Dash, monkeypatch: pytest.MonkeyPatch, entries: Any
) -> None:
    asker.become("district:nevsky")
    entries()

    def broken(*_: object) -> None:
        raise OperationalError("insert", {}, Exception("disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(access_log, "write", broken)
        answer = asker.client.get("/sheets/event.csv")
        assert answer.status_code == 503
        assert "Журнал обращений" in answer.get_data(as_text=True)
        assert asker.client.get("/audit").status_code == 503
        asker.page("/district/nevsky")  # waits in memory
        patch.setattr(journals, "CAPACITY", 0)
        assert asker.client.post("/_dash-update-component", json={"output": "x.y"}).status_code in {403, 503}
        response = asker.client.get("/sheets/event.csv")
        assert response.status_code == 503
    assert [(row.action, row.what) for row in entries()] == [("page", "/district/nevsky")]


def test_a_thread_writes_what_waits(app: Dash, asker: Reader) -> None:
    asker.page("/method")
    journal: Journal = app.server.extensions[JOURNAL]
    until = time.monotonic() + 20
    while journal.waiting and time.monotonic() < until:
        time.sleep(0.05)
    assert journal.waiting == 0


def test_a_collector_that_meets_the_application_does_not_wait(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs in any thread that allocates: the journal's own thread writes the rest by itself and ends."""
    gate = threading.Event()
    write = access_log.write
    monkeypatch.setattr(access_log, "write", lambda *given: gate.wait(120) and write(*given))
    monkeypatch.setattr(journals, "PATIENCE", 60)
    engine = create(sqlite_url)
    owner = Owner()
    gone, journal = weakref.ref(owner), Journal(owner, engine)
    journal.remember(ENTRY)
    started = time.monotonic()
    del owner
    gc.collect()
    assert gone() is None
    assert time.monotonic() - started < 30
    gate.set()
    assert journal._thread
    journal._thread.join(60)
    assert not journal._thread.is_alive()
    assert count(engine) == 1
    engine.dispose()


def test_a_process_ends_when_all_is_written(sqlite_url: str) -> None:
    """Also what came under an application that is gone already."""
    subprocess.run([sys.executable, "-c", ENDS_AT_ONCE, sqlite_url], check=True, cwd=ROOT, timeout=120)
    engine = create(sqlite_url)
    assert count(engine) == 2
    engine.dispose()


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(access_entry)) or 0
