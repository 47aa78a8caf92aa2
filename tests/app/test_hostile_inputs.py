"""Every field of every form with texts of ill will, sent by those who may send it; numbers longer than any number."""

import logging
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import text as sql
from werkzeug.datastructures import ImmutableMultiDict

from callbacks import address
from dashboard.desk import process
from dashboard.factory import EXTENSION
from dashboard.parameters import ARGUMENTS
from dashboard.security.questions import ADDRESS, callbacks_of
from data_access.desk import uploads
from data_access.viewer import Role, Viewer
from layouts import ids
from monitoring.records.kinds import KINDS
from tests.app.conftest import AppOf, Reader
from tests.app.decency import decent, routes
from tests.app.questions import questions_of
from tests.app.test_record_form import Writer
from tests.data.record_sheets import book_bytes, headings
from tests.hostile import MARK, TEXTS
from tests.signing_in import account_of, browser_of, engine_of

LONG = "9" * 4400
"""More digits than Python makes a number of."""
DIGITS = (LONG, "02025" + "9" * 4395, "9" * 19, "2" * 10, "٣" * 800, str(2**63), str(2**31))
ANALYST: Mapping[str, Mapping[str, str]] = {
    "/data/files/{upload}/choose": {
        "kind": "flat-marks", "year": "2025", "procedure": "vpr", "save_as": "Таблица", "column:pct_2": "column двоек",
    },
    "/data/files/{upload}/drop": {},
    "/data/import": {"upload:{upload}": "on"},
    "/data/preview": {"seen": "0"},
    "/data/publish": {"seen": "0"},
    "/data/undo": {"expected": "7"},
    "/data/batches/999/withdraw": {},
    "/data/mappings/999/forget": {},
    "/data/held/1/take": {"school": "Школа, № 1"},
    "/data/held/take-proposed": {"row:1": "on"},
    "/data/held/1/correct": {"reason": "так в протоколе", "number:participants": "12"},
    "/data/held/1/leave": {"reason": "нет такой"},
}  # fmt: skip
"""Forms of the analyst, each with values that fit."""
VIEWER = {"kind": "school", "title": "Школа", "school": "1", "district": "nevsky"}
ADMINISTRATOR: Mapping[str, Mapping[str, str]] = {
    "/accounts/new": {"name": "school-1", **VIEWER},
    "/accounts/{account}/change": {**VIEWER, "kind": "district"},
    "/accounts/{account}/lock": {"reason": "уволен"},
    "/accounts/{account}/unlock": {},
    "/accounts/{account}/end-sessions": {},
    "/accounts/999999/reset": {},
}
ANYBODY: Mapping[str, Mapping[str, str]] = {
    "/sign-in": {"name": "committee", "password": "x", "next": "/"},
    "/password": {"former": "x", "password": "x", "again": "x"},
    "/sign-out": {},
    "/account/end-sessions": {},
    "/demo/viewer": {"viewer": "committee"},
}
FILES = {"/files/<kind>/<int:record_id>", "/files/<int:file_id>/end", "/sheets/<kind>", "/data/files"}
"""Their field is a file; other tests send it: here and in ``test_record_form``, ``test_data_desk``."""
JSON = {"/table/page.xlsx", ADDRESS}
GIVEN = {
    "procedure": "vpr", "subject": "math", "grade": "6", "year": "2025", "method": "two-years", "held": "2025",
    "share": "30", "procedures": "2", "minimum": "10", "layer": "share", "links": "0", "on": "2025-01-15",
    "plan": "2026", "clear": "1", "ended": "1", "district": "nevsky", "from": "0", "school": "1", "version": "1",
    "id": "1", "back": "/", "saved": "1", "code": "A",
}  # fmt: skip
"""Parameters of pages, each with a value that fits."""


@pytest.fixture(scope="module")
def app(app_of: AppOf, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    copy = tmp_path_factory.mktemp("inputs") / "traektoria.db"
    copy.write_bytes(demo_database.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "start", lambda _services: None)
        yield app_of(f"sqlite:///{copy}")


@pytest.fixture(scope="module")
def closed(app_of: AppOf, published_small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """An application with accounts."""
    copy = tmp_path_factory.mktemp("inputs-closed") / "traektoria.db"
    copy.write_bytes(published_small_city.read_bytes())
    return app_of(f"sqlite:///{copy}", demo_mode="off", secret_key="a secret of the tests alone")


@pytest.fixture(autouse=True)
def no_failure(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The test fails where the system has written a failure to the log."""
    with caplog.at_level(logging.ERROR):
        yield
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


class Read(ImmutableMultiDict[str, str]):
    """A form that remembers by which names it was asked."""

    names: set[str]

    def get(self, key: str, *rest: Any, **more: Any) -> Any:
        self.names.add(key)
        return super().get(key, *rest, **more)

    def __getitem__(self, key: str) -> Any:
        self.names.add(key)
        return super().__getitem__(key)


@pytest.fixture
def read(app: Dash, closed: Dash, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names by which forms were asked since the test began."""
    names: set[str] = set()

    class Watched(app.server.request_class):  # type: ignore[name-defined]
        @property
        def form(self) -> Read:
            found = Read(super().form)
            found.names = names
            return found

    monkeypatch.setattr(app.server, "request_class", Watched)
    monkeypatch.setattr(closed.server, "request_class", Watched)
    return names


def send(client: FlaskClient, path: str, fitting: Mapping[str, str]) -> int:
    """Sends the form with each text in all fields, then in each of them beside fitting ones; how many were answered
    as forms, not turned away from the door."""
    reached = 0
    for text in (*TEXTS, *DIGITS):
        # A prefix says what the rest of the name is: of both, the rest is the sender's.
        forms = [{name.partition(":")[0] + ":" + text[:60] if ":" in name else name: text for name in fitting}]
        forms += [{**fitting, name: text} for name in fitting]
        for form in forms:
            # Both the client and the server decline to hold lone surrogates; the length is the server's affair.
            with client.post(path, data={name: value[:3000] for name, value in form.items()}) as response:
                decent(response, (path, text[:40]))
                assert response.status_code != 401, path
                reached += response.status_code not in {403, 405, 413}
    return reached


def test_every_form_is_among_these(app: Dash) -> None:
    """A new route that takes a form fails here until its fields stand above."""
    forms = {re.sub(r"\{.*?\}|\d+", "*", path) for path in (*ANALYST, *ADMINISTRATOR, *ANYBODY)}
    posted = {rule.rule for method, rule in routes(app) if method == "POST"} - FILES - JSON
    assert {re.sub("<.*?>", "*", path) for path in posted} == forms


def test_the_analyst_sends_every_text_in_every_field(app: Dash, read: set[str]) -> None:
    reader = Reader(app.server.test_client())
    reader.become("analyst")
    content = "Год;Класс;двоек\n2025;6;10\n".encode()
    sent = reader.client.post("/data/files?name=x.csv", data=content, content_type="application/octet-stream")
    upload = sent.get_json()["upload"]
    for path, fitting in ANALYST.items():
        if not path.endswith("/drop"):
            form = {name.format(upload=upload): text for name, text in fitting.items()}
            assert send(reader.client, path.format(upload=upload), form) >= len(TEXTS), path
        assert uploads.upload(app.server.extensions[EXTENSION].desk, upload) is not None
    named = {name for form in ANALYST.values() for name in form}
    assert read - {"dry", "viewer"} <= named | {"choice"}
    for text in (*TEXTS, *DIGITS):
        for end in ("choose", "drop"):
            decent(reader.client.post(f"/data/files/{quote(text[:800], safe='') or '0'}/{end}"), text[:40])


def test_the_administrator_sends_every_text_in_every_field(closed: Dash, read: set[str], quick_hashes: None) -> None:
    client = browser_of(closed, account_of(closed, Viewer(Role.ADMINISTRATOR)))
    account = account_of(closed, Viewer(Role.COMMITTEE)).id
    for path, fitting in ADMINISTRATOR.items():
        assert send(client, path.format(account=account), fitting) >= len(TEXTS), path
    assert read == {name for form in ADMINISTRATOR.values() for name in form}
    for name in ("search", "state", "kind"):
        for text in TEXTS:
            decent(client.get("/accounts", query_string={name: text[:800]}, headers={"Accept": "text/html"}), text)


def test_whoever_has_not_signed_in_sends_every_text(closed: Dash, read: set[str], quick_hashes: None) -> None:
    holder = browser_of(closed, account_of(closed, Viewer(Role.COMMITTEE)))
    for text in TEXTS:
        form = dict.fromkeys(ANYBODY["/sign-in"], text)
        decent(closed.server.test_client().post("/sign-in", data=form), text[:40])
        decent(holder.post("/password", data=dict.fromkeys(ANYBODY["/password"], text)), text[:40])
        decent(holder.post("/demo/viewer", data={"viewer": text}), text[:40])
    assert read == {name for path in ("/sign-in", "/password") for name in ANYBODY[path]}


def writer(app: Dash, kind: str) -> Writer:
    """A browser of who may write records of the kind: КО, but for the answers that a school gives."""
    made, viewer = Writer(app), "committee"
    if kind == "answer":
        with engine_of(app).connect() as connection:
            school = connection.scalar(sql("select min(school_id) from answer where ended_at is null"))
            viewer = f"school:{school}"
    made.become(viewer)
    return made


@pytest.mark.parametrize("code", KINDS)
def test_every_column_of_every_kind_of_record_as_a_sheet(app: Dash, code: str) -> None:
    client = writer(app, code).client
    template = client.get(f"/sheets/{code}/template.xlsx")
    assert template.status_code == 200
    titles = headings(template.get_data())
    # No cell of a workbook can hold these.
    cells = [re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", text) for text in TEXTS]
    content = book_bytes(titles, [dict.fromkeys(titles, text) for text in cells])
    for dry in ("1", ""):
        response = client.post(f"/sheets/{code}", data={"file": (BytesIO(content), f"{MARK}.xlsx"), "dry": dry})
        assert response.status_code == 422
        decent(response, code)
    table = ";".join(titles) + "\n" + "\n".join(";".join([text.replace("\n", " ")] * len(titles)) for text in TEXTS)
    response = client.post(f"/sheets/{code}", data={"file": (BytesIO(table.encode()), "x.csv"), "dry": "1"})
    assert response.status_code == 422
    decent(response, code)


@pytest.mark.parametrize("code", KINDS)
def test_every_text_in_every_field_of_every_kind_of_record(app: Dash, code: str) -> None:
    """What is kept stands on the page as a text and no otherwise; what is refused is refused beside its field."""
    kind, browser = KINDS[code], writer(app, code)
    texts = [field.name for field in kind.fields if field.type in {"line", "words"} and not field.fixed]
    record = _record_of(app, code, browser)
    store = browser.form(code, id=record)
    assert texts
    assert set(texts) <= store["given"].keys()
    kept = 0
    for number, text in enumerate((*TEXTS, LONG)):
        answer = browser.send(store | {"token": f"{code}-{number}"}, dict.fromkeys(texts, text))
        refused = answer["problems"].keys()
        assert refused <= set(texts), (text, answer)
        assert "сбой" not in answer["message"]
        if refused:
            continue
        assert answer["href"], (text, answer)
        kept += 1
        store["revision"] = int(answer["href"].partition("saved=")[2])
    assert kept
    assert set(texts) <= browser.form(code, id=record)["given"].keys()
    every = browser.send(store | {"token": f"{code}-every"}, dict.fromkeys((field.name for field in kind.fields), MARK))
    assert every["problems"]
    shown = browser.page(f"/record/{code}", f"?id={record}")
    assert not [node for node in shown.nodes() if node["props"].get("dangerously_allow_html")]


def _record_of(app: Dash, code: str, browser: Writer) -> int:
    """A record of the kind that its writer may change."""
    with engine_of(app).connect() as connection:
        numbers = connection.scalars(sql(f"select id from {code} where ended_at is null order by id")).all()
    for number in numbers:
        page = browser.page(f"/record/{code}", f"?id={number}")
        if any(node["props"].get("id") == ids.RECORD_STORE and node["props"].get("data") for node in page.nodes()):
            return number
    raise AssertionError(f"nobody here may change a record of {code}")


@pytest.mark.parametrize("number", [2**31, 2**63, 2**64 - 1, -1, True, 1.5, "1"])
def test_numbers_that_a_page_gave_its_form_are_keys_or_nothing(app: Dash, number: Any) -> None:
    browser = writer(app, "event")
    store = {"kind": "event", "id": number, "revision": number, "token": "x", "given": {}, "back": ""}
    assert browser.send(store, {"title": "Иное"})["message"] == "Не сохранено: записи больше нет."
    values: dict[str, Any] = {
        ids.PARTNERSHIP_STORE: {"id": number, "revision": number},
        ids.ROAD_MAP_COPY_STORE: [2026, number],
    }
    asked = questions_of(callbacks_of(app))
    for body in asked.values():
        for part in (*body["inputs"], *body["state"]):
            if isinstance(part, dict) and part["id"] in values:
                part["value"] = values[part["id"]]
                response = browser.client.post(ADDRESS, json=body)
                assert response.status_code in {200, 204}
                assert "сбой" not in response.get_data(as_text=True)


def test_no_number_of_any_length_fails_beside_parameters_that_fit(app: Dash) -> None:
    reader = Reader(app.server.test_client())
    reader.become("committee")
    paths = {"id": "/record/event", "back": "/record/event", "saved": "/record/event", "code": "/verify"}
    for name in GIVEN:
        for digits in DIGITS[:2]:
            path = paths.get(name, "/origins/of/nevsky")
            assert reader.page(path, f"?{urlencode({**GIVEN, name: digits})}").heading != "Ошибка", (name, digits[:30])


def test_no_number_of_any_length_fails_in_a_parameter_of_a_route(app: Dash) -> None:
    reader = Reader(app.server.test_client())
    reader.become("committee")
    of_version = ("year", "method", "version")
    for path, names in (
        ("/audit", ("from", "to", "actor", "school", "action", "offset")),
        ("/sheets/event.csv", ("district", "school")),
        ("/briefing/city.html", of_version),
        ("/table/city/list-by-year.csv", of_version),
        ("/embed/city/map", ("token",)),
        ("/sign-in", ("next", "done", "state", "code", "iss", "error")),
    ):
        assert set(names) <= ARGUMENTS
        for name in names:
            for digits in DIGITS:
                with reader.client.get(path, query_string={name: digits[:800] if "٣" in digits else digits}) as found:
                    decent(found, (path, name, digits[:20]))


def test_parameters_that_no_list_names_reach_nothing(app: Dash) -> None:
    """Dash would take ``cacheKey``, ``job``, ``cancelJob`` for the number of a task of its own."""
    with app.server.test_request_context(f"/?{urlencode(dict.fromkeys((*ARGUMENTS, 'cacheKey', 'x'), '1'))}"):
        from flask import request

        assert set(request.args) == ARGUMENTS
    assert address.words({"cacheKey": "1", "year": ["2025", "1"], "method": None}) == {"year": "2025"}
    assert set(GIVEN) <= address.PARAMETERS
    fields = {field.name for kind in KINDS.values() for field in kind.fields}
    assert address.PARAMETERS - fields <= set(GIVEN), "give a value that fits"
