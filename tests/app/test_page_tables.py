"""The table that a page shows as a workbook: what was sent and nothing else, in the house form, whatever is sent."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from dashboard.factory import EXTENSION, JOURNAL
from dashboard.page_tables.sent import MOST_CELLS, path_of
from dashboard.security.sizes import LARGEST
from data_access.schema import access_entry
from data_access.viewer import Role, Viewer
from layouts.texts import pictures as words
from layouts.texts import workbook as sheet_words
from tests.app.conftest import AppOf, Reader
from tests.hostile import TEXTS
from tests.paths import PAGES
from tests.spreadsheet import lines, sheets

ADDRESS = "/table/page.xlsx"
BODY: dict[str, Any] = {
    "title": "Доля по годам", "place": "Невский район", "finding": "Доля снизилась", "about": "2024/25",
    "notes": ["Доля в процентах."], "sources": ["Источник: файлы 11 видов", "Публикация 1"], "synthetic": False,
    "page": "/district/nevsky?year=2025&method=two-years", "head": ["Год", "Школ", "Доля, %", "Срок"],
    "rows": [["2024/25", "1\u00a0234", "61,5", "15.11.2025"], ["2025", "скрыто", "−3,2", "–"]],
    "foot": [["Всего", "5", "+2,1\u00a0%", ""]],
}  # fmt: skip


@pytest.fixture(scope="module")
def app(app_of: AppOf, audited_demo_url: str) -> Dash:
    return app_of(audited_demo_url)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    """A reader of КО."""
    return app.server.test_client()


@pytest.fixture
def entries(app: Dash) -> Callable[[], list[Any]]:
    """What was entered since the last question."""
    engine, journal = app.server.extensions[EXTENSION].engine, app.server.extensions[JOURNAL]
    seen = [0]

    def fresh() -> list[Any]:
        journal.flush()
        with engine.connect() as connection:
            found = list(connection.execute(select(access_entry).where(access_entry.c.id > seen[0])))
        seen[0] = max([seen[0], *(row.id for row in found)])
        return found

    fresh()
    return fresh


def book(client: FlaskClient, **changed: Any) -> list[list[list[str]]]:
    """Sheets of the workbook of the table, as a reader sees them."""
    answer = client.post(ADDRESS, json=BODY | changed)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return [lines(sheet) for sheet in sheets(answer.get_data())]


def test_the_workbook_holds_what_was_sent_in_the_house_form(client: FlaskClient) -> None:
    answer = client.post(ADDRESS, json=BODY)
    table, sources = sheets(answer.get_data())
    assert (table.title, sources.title) == ("Доля по годам", sheet_words.LAST)
    shown = lines(table)
    assert [row[0] for row in shown[:4]] == [
        words.SYNTHETIC_MARK, "Невский район. Доля по годам", "Доля снизилась", "2024/25"
    ]  # fmt: skip
    assert shown[5:9] == [BODY["head"], *BODY["rows"], *BODY["foot"]]
    assert [type(cell.value).__name__ for cell in table[7][:4]] == ["str", "int", "float", "datetime"]
    assert [type(cell.value).__name__ for cell in table[8][:4]] == ["int", "str", "float", "str"]
    assert table["C9"].value == 0.021
    assert (table.freeze_panes, table.auto_filter.ref) == ("A7", "A6:D8")
    assert min(table.column_dimensions[letter].width for letter in "ABCD") >= 9
    below = [row[0] for row in shown[9:] if row[0]]
    assert below == [*BODY["notes"], *BODY["sources"]]
    said = [row[0] for row in lines(sources)]
    assert said[0] == words.SYNTHETIC_MARK
    assert {*BODY["sources"], words.TAKEN_AS_SHOWN, words.page(f"http://localhost{BODY['page']}")} <= set(said)
    assert any(text.startswith("Выгружено ") for text in said)
    assert "Невский_район_Доля_по_годам.xlsx" in unquote(answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.get_data() == client.post(ADDRESS, json=BODY).get_data()


def test_the_mark_is_the_page_s_or_the_publication_s(
    client: FlaskClient, app: Dash, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(type(app.server.extensions[EXTENSION]), "publication", lambda *_: None)
        patch.setattr("dashboard.security.gate._admit", lambda *_: None)
        patch.setattr(type(app.server.extensions[EXTENSION]), "viewer", lambda *_: Viewer(Role.COMMITTEE))
        plain, marked = book(client), book(client, synthetic=True)
    assert not [row for sheet in plain for row in sheet if words.SYNTHETIC_MARK in row]
    assert all(sheet[0][0] == words.SYNTHETIC_MARK for sheet in marked)


def test_nothing_is_taken_for_a_formula(client: FlaskClient) -> None:
    bad = ["=1+1", "@SUM(A1)", "-2+3", "+1 год", "\x00=1+1", "\t=1", "'=1"]
    whole = dict.fromkeys(("title", "place", "finding", "about"), "=HYPERLINK(1)")
    for sheet in book(client, head=bad, rows=[bad], foot=[bad], notes=bad, sources=bad, **whole):
        texts = [text for row in sheet for text in row if text]
        assert not [text for text in texts if text.startswith(("=", "@", "+", "-", "\t"))]
    assert "'+1 год" in texts


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_everywhere(client: FlaskClient, text: str) -> None:
    text = text[:300]
    changed = dict.fromkeys(("title", "place", "finding", "about", "page"), text)
    shown = book(client, head=[text, "x"], rows=[[text, text]], foot=[], notes=[text], sources=[text], **changed)
    assert not [line for sheet in shown for row in sheet for line in row if "://" in line]
    answer = client.post(ADDRESS, json=BODY | changed)
    name = unquote(answer.headers["Content-Disposition"].partition("UTF-8''")[2])
    assert not set('/\\:*?"<>|\r\n\x00') & set(name)
    assert name.removesuffix(".xlsx")
    assert len(name) <= 90


@pytest.mark.parametrize(
    "changed",
    [
        {"rows": [["a"]]}, {"rows": [["a"] * 5]}, {"foot": [["a"] * 3]}, {"head": []}, {"head": ["a"] * 101},
        {"rows": [[1, 2, 3, 4]]}, {"rows": "abc"}, {"rows": None}, {"rows": [None]}, {"rows": {"0": "a"}},
        {"title": 5}, {"title": "x" * 301}, {"synthetic": "yes"}, {"synthetic": 1}, {"more": 1},
        {"rows": [["x" * 4001, "", "", ""]]}, {"notes": ["x"] * 41}, {"page": ["/"]},
        {"rows": [[""] * 4] * (MOST_CELLS // 4 + 1)}, {"rows": [[""] * 4] * 5001},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(client: FlaskClient, changed: dict[str, Any]) -> None:
    answer = client.post(ADDRESS, json=BODY | changed)
    assert answer.status_code == 400
    assert answer.get_json()["message"].startswith((words.NO_PAGE_TABLE, "В таблице больше"))


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b"5", b'"x"', b"[" * 100_000, b'{"title":"\\ud800"}', b'{"title": NaN}',
        b"\xff\xfe", json.dumps(BODY).encode("utf-16"), json.dumps(BODY).replace('"page"', '"pages"').encode(),
    ],
    ids=range(12),
)  # fmt: skip
def test_bodies_that_are_no_table(client: FlaskClient, body: bytes) -> None:
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        answer = client.post(ADDRESS, data=body, content_type=kind)
        assert answer.status_code == 400
        assert words.NO_PAGE_TABLE in answer.get_data(as_text=True)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.sampled_from(TEXTS) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(BODY)), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(sorted(BODY)), values, min_size=1, max_size=2))
def test_bodies_of_any_form_are_never_failures(client: FlaskClient, changed: dict[str, Any]) -> None:
    assert client.post(ADDRESS, json=BODY | changed).status_code in {200, 400}


def test_sizes_and_origin(client: FlaskClient, app_of: AppOf, demo_url: str) -> None:
    big = client.post(ADDRESS, json=BODY | {"about": "x" * LARGEST[f"POST {ADDRESS}"]})
    assert (big.status_code, "слишком велик" in big.get_json()["message"]) == (413, True)
    assert client.post(ADDRESS, json=BODY, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert client.get(ADDRESS).status_code in {404, 405}
    counted = app_of(demo_url, rate_limits=True, heavy_per_minute=2).server.test_client()
    assert [counted.post(ADDRESS, json=BODY).status_code for _ in range(3)] == [200, 200, 429]


def test_who_has_no_viewer_is_refused(app_of: AppOf, demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = app_of(demo_url, demo_mode="off", secret_key="a secret of the tests alone").server.test_client()
    answer = closed.post(ADDRESS, json=BODY, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_data(as_text=True)) == (401, "Сеанс закончился. Войдите снова.")
    # The route itself asks too: the gate may change.
    monkeypatch.setattr("dashboard.security.gate._admit", lambda *_: None)
    assert closed.post(ADDRESS, json=BODY).status_code == 403


def test_an_export_is_entered_with_the_page_it_was_taken_from(client: FlaskClient, entries: Any) -> None:
    reader = Reader(client)
    reader.become("district:nevsky")
    entries()
    for page in (BODY["page"], "/school/12?year=2025", "/nowhere", "https://elsewhere.example/effect", "/data", "=1"):
        book(client, page=page)
    client.post(ADDRESS, json={})
    found = entries()
    assert [(row.action, row.what, row.outcome) for row in found] == [
        ("export", "/district/nevsky", "done"), ("export", "/school/12", "done"),
        *[("export", ADDRESS, "done")] * 4, ("export", ADDRESS, "failed"),
    ]  # fmt: skip
    assert {row.viewer for row in found} == {"district:nevsky"}
    assert (found[0].district_code, found[1].school_id) == ("nevsky", 12)
    assert {row.school_id for row in found[2:]} == {None}


def test_pages_of_ours_are_known_by_role() -> None:
    assert {path for path in PAGES if path_of(f"{path}?year=2025", Role.COMMITTEE) != path} == set()
    assert path_of("/data", Role.COMMITTEE) == "/data"
    assert path_of("/data", Role.SCHOOL) is None
    for foreign in (
        "",
        "effect",
        "//effect",
        "http://x/effect",
        "/effect/",
        "/school/1/2",
        "/school/<b>",
        "//[",
        "/school/",
    ):
        assert path_of(foreign, Role.COMMITTEE) is None, foreign


def test_no_data_are_read_for_a_table(app: Dash, client: FlaskClient) -> None:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = app.server.extensions[EXTENSION].engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        book(client)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    read = {table for statement in asked for table in re.findall(r"(?:FROM|JOIN) (\w+)", statement, re.IGNORECASE)}
    # Which publication is in force, and whether the viewer may be chosen.
    assert read == {"current_publication", "import_batch"}
