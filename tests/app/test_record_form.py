"""The form of a record, sent as the browser sends it and as anybody might: rights, refusals, repetition, files."""

import shutil
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from sqlalchemy import Engine, create_engine, func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from dashboard.services import Services
from data_access.changes.files import LARGEST, path_of
from data_access.schema import RECORDS, audit_entry, record_file, school
from layouts import ids
from monitoring.records.kinds import KINDS
from tests.app.conftest import AppOf, Reader, words

PDF = b"%PDF-1.7\n%%EOF\n"
MEASURE = {
    "sort": "measure",
    "title": "Занятия по математике",
    "factor": "failing-pupils",
    "starts_on": "2025-09-01",
    "due_on": "2025-12-30",
    "status": "in-progress",
}


@pytest.fixture(scope="module")
def database(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("written") / "traektoria.db"
    shutil.copyfile(demo_database, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def app(app_of: AppOf, database: str) -> Dash:
    return app_of(database)


@pytest.fixture(scope="module")
def engine(database: str) -> Engine:
    return create_engine(database)


As = Callable[[str], "Writer"]


class Writer(Reader):
    """A browser that fills in forms. ``output``: the callback's own key, which Dash marks by a digest."""

    def __init__(self, app: Dash) -> None:
        super().__init__(app.server.test_client())
        self.output = next(key for key in app.callback_map if ids.RECORD_STORE in key)

    def form(self, kind: str, **query: object) -> dict[str, Any]:
        """What the page gives the form to send back."""
        search = "?" + "&".join(f"{name}={value}" for name, value in query.items())
        store: dict[str, Any] = self.page(f"/record/{kind}", search).component(ids.RECORD_STORE)["data"]
        return store

    def send(self, store: Any, typed: Mapping[str, object], reason: str | None = None) -> dict[str, Any]:
        """What the server answers to the button: problems by field, message, href."""
        names = list(typed) or ["title"]
        field = [{"type": "record-field", "name": name} for name in names]
        clicked = ids.RECORD_SAVE if reason is None else ids.RECORD_END
        outputs = [
            [{"id": {"type": "record-problem", "name": name}, "property": "children"} for name in names],
            [{"id": {"type": "record-row", "name": name}, "property": "className"} for name in names],
            {"id": ids.RECORD_MESSAGE, "property": "children"},
            {"id": ids.RECORD_STORE, "property": "data"},
            {"id": ids.LOCATION, "property": "href"},
        ]
        body = {
            "output": self.output,
            "outputs": outputs,
            "inputs": [
                {"id": ids.RECORD_SAVE, "property": "n_clicks", "value": 1},
                {"id": ids.RECORD_END, "property": "n_clicks", "value": 1},
            ],
            "state": [
                [{"id": one, "property": "value", "value": typed.get(one["name"])} for one in field],
                [{"id": one, "property": "id", "value": one} for one in field],
                {"id": ids.RECORD_STORE, "property": "data", "value": store},
                {"id": ids.RECORD_REASON, "property": "value", "value": reason},
                {"id": ids.YEAR_SELECT, "property": "name", "value": "2025"},
                {"id": ids.METHOD_SELECT, "property": "name", "value": "two-years"},
            ],
            "changedPropIds": [f"{clicked}.n_clicks"],
        }
        response = self.client.post("/_dash-update-component", json=body)
        assert response.status_code == 200, response.get_data(as_text=True)[:800]
        answer = response.get_json()["response"]
        problems = {
            name: answer[key]["children"]
            for name in names
            for key in answer
            if key == f'{{"name":"{name}","type":"record-problem"}}'
        }
        return {
            "problems": {name: text for name, text in problems.items() if text},
            "message": words({"props": {"children": answer[ids.RECORD_MESSAGE]["children"]}}),
            "href": answer.get(ids.LOCATION, {}).get("href"),
            "store": answer.get(ids.RECORD_STORE, {}).get("data"),
        }


@pytest.fixture(scope="module")
def as_viewer(app: Dash) -> As:
    def become(viewer: str) -> Writer:
        writer = Writer(app)
        writer.become(viewer)
        return writer

    return become


@pytest.fixture(scope="module")
def head(as_viewer: As) -> str:
    """A school that may be looked through, as a viewer."""
    return next(viewer for viewer in as_viewer("committee").viewers() if viewer.startswith("school:"))


def count(engine: Engine, code: str) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(RECORDS[code])) or 0


def entries(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(audit_entry)) or 0


def test_a_head_adds_a_measure_and_comes_back_to_it(as_viewer: As, head: str, engine: Engine) -> None:
    number = int(head.partition(":")[2])
    writer, before = as_viewer(head), count(engine, "measure")
    store = writer.form("measure", school_id=number, back=f"/school/{number}")
    answer = writer.send(store, MEASURE | {"school_id": str(number)})
    assert answer["problems"] == {}
    assert answer["href"].startswith("/record/measure?")
    assert count(engine, "measure") == before + 1
    path, _, search = answer["href"].partition("?")
    page = writer.page(path, f"?{search}")
    assert "Сохранено" in page.text
    assert f"/school/{number}" in page.text
    assert "запись заведена" in page.text
    # The history names the school, not its number.
    told = next(words(node) for node in page.nodes() if node["type"] == "Ol" and "запись заведена" in words(node))
    with engine.connect() as connection:
        assert str(connection.scalar(select(school.c.name).where(school.c.id == number))) in told
    # Reload, Back and a second click send the same form again.
    again = writer.send(store, MEASURE | {"school_id": str(number)})
    assert again["href"] == answer["href"]
    assert count(engine, "measure") == before + 1


def test_a_refusal_names_the_fields_and_writes_nothing(as_viewer: As, head: str, engine: Engine) -> None:
    number = head.partition(":")[2]
    writer, before = as_viewer(head), entries(engine)
    store = writer.form("measure", school_id=number)
    answer = writer.send(store, MEASURE | {"school_id": number, "title": "", "due_on": "2025-02-30"})
    assert answer["problems"].keys() == {"title", "due_on"}
    assert "исправьте 2 поля" in answer["message"].replace("\u00a0", " ")
    assert answer["href"] is None
    assert entries(engine) == before
    # The same form, mended, is taken.
    assert writer.send(store, MEASURE | {"school_id": number})["href"]


def test_a_conflict_says_who_and_keeps_what_the_other_wrote(as_viewer: As, head: str, engine: Engine) -> None:
    number = head.partition(":")[2]
    writer = as_viewer(head)
    made = writer.send(writer.form("measure", school_id=number), MEASURE | {"school_id": number})
    record = made["href"].partition("id=")[2].partition("&")[0]
    committee = as_viewer("committee")
    slow, fast = writer.form("measure", id=record), committee.form("measure", id=record)
    shown = dict(slow["given"])
    assert committee.send(fast, {**fast["given"], "title": "Иначе"})["href"]
    late = writer.send(slow, {**shown, "status": "planned"})
    assert "КО" in late["message"]
    assert "Иначе" in late["message"]
    assert writer.send(late["store"], {**shown, "status": "planned"})["href"]
    with engine.connect() as connection:
        row = connection.execute(RECORDS["measure"].select().where(RECORDS["measure"].c.id == int(record))).one()
    assert (row.title, row.status, row.revision) == ("Иначе", "planned", 3)


def test_ending_needs_a_reason(as_viewer: As, head: str, engine: Engine) -> None:
    number = head.partition(":")[2]
    writer = as_viewer(head)
    made = writer.send(writer.form("measure", school_id=number), MEASURE | {"school_id": number})
    record = made["href"].partition("id=")[2].partition("&")[0]
    store = writer.form("measure", id=record)
    assert "почему" in writer.send(store, {}, reason="")["message"]
    assert writer.send(store, {}, reason="заведена по ошибке")["href"]
    page = writer.page("/record/measure", f"?id={record}")
    assert "заведена по ошибке" in page.text
    assert ids.RECORD_STORE not in [node["props"].get("id") for node in page.nodes() if node["props"].get("data")]


FOREIGN = ("analyst", "analyst:appo", "operator", "administrator")


def test_whoever_may_not_is_refused_by_direct_post(as_viewer: As, head: str, engine: Engine) -> None:
    """Every kind, sent past its page by viewers who write nothing of another district's school."""
    with engine.connect() as connection:
        own = connection.scalar(select(school.c.district_code).where(school.c.id == int(head.partition(":")[2])))
        foreign = connection.execute(select(school).where(school.c.district_code != own).limit(1)).one()
    before = entries(engine)
    values = {
        "school_id": foreign.id, "place": foreign.district_code, "mentee_id": foreign.id, "mentor_id": foreign.id,
        "agreement_id": 1, "year": 2026, "number": 1, "list_id": 1,
    }  # fmt: skip
    for viewer in (*FOREIGN, f"district:{own}", head):
        writer = as_viewer(viewer)
        for code, kind in KINDS.items():
            if viewer.startswith("analyst") and kind.subject == "school":
                continue  # some of these they may write: tests/data/test_rights.py
            store: Any = {
                "kind": code,
                "id": None,
                "revision": None,
                "token": f"{viewer}-{code}",
                "given": {},
                "back": "",
            }
            typed = {field.name: values.get(field.name, "1") for field in kind.fields}
            answer = writer.send(store, typed)
            assert answer["href"] is None, (viewer, code)
    assert entries(engine) == before


@pytest.mark.parametrize(
    "store",
    [
        {},
        {"kind": "school", "token": "x"},
        {"kind": "measure", "token": 5},
        {"kind": "measure", "token": "x" * 65},
        {"kind": "measure", "token": "x", "id": "1 or 1=1", "revision": 1},
        {"kind": "measure", "token": "x", "id": 1},
        {"kind": "measure", "token": "x", "id": 10**12, "revision": 1},
        {"kind": "measure", "token": "x", "given": "what"},
    ],
)
def test_a_forged_form_is_answered_in_words(as_viewer: As, engine: Engine, store: dict[str, object]) -> None:
    before = entries(engine)
    answer = as_viewer("committee").send(store, {"title": "<script>"})
    assert answer["message"].startswith("Не сохранено")
    assert "сбой" not in answer["message"]
    assert entries(engine) == before


@pytest.mark.parametrize("back", ["//other.example", "https://other.example/", "/\\other.example", "javascript:1"])
def test_the_way_back_stays_here(as_viewer: As, back: str) -> None:
    assert as_viewer("committee").form("measure", back=back)["back"] == ""


def test_pages_of_records_by_role(as_viewer: As, head: str) -> None:
    committee = as_viewer("committee")
    made = committee.send(
        committee.form("event"),
        {"place": "city", "sort": "heads", "topic": "Совещание", "held_on": "2025-10-01", "audience": "40"},
    )
    record = made["href"].partition("id=")[2].partition("&")[0]
    for viewer in ("district:nevsky", head, "operator", "administrator"):
        page = as_viewer(viewer).page("/record/event", f"?id={record}")
        assert "Совещание" in page.text
        assert "record-field" not in page.text
    assert as_viewer(head).page("/record/support_case").heading == "Нет доступа"
    for search in ("?id=x", "?id=99999999", "?id="):
        assert "запись" in committee.page("/record/event", search).text
    assert "Не найдено" in committee.page("/record/nothing").title


def attach(writer: Reader, address: str, content: bytes, name: str = "Приказ № 5.pdf") -> Any:
    return writer.client.post(address, **upload(content, name))


def upload(content: bytes, name: str) -> dict[str, Any]:
    """A form with a file, whole in memory: the test client would leave its temporary file open."""
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), filename=name)})
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


@pytest.fixture(scope="module")
def responsible(as_viewer: As, head: str) -> str:
    """A record that keeps files: the responsible post of the school."""
    number = head.partition(":")[2]
    writer = as_viewer(head)
    typed = {"school_id": number, "post": "заместитель директора", "order_number": "5", "order_date": "2025-09-01"}
    store = writer.form("responsible_post", school_id=number)
    made = writer.send(store, typed)
    if made["href"] is None:  # the demo city has one: it is that one
        return next(
            address.partition("id=")[2]
            for address in [writer.page(f"/school/{number}").text.partition("/record/responsible_post?")[2][:60]]
        ).partition("&")[0]
    return str(made["href"]).partition("id=")[2].partition("&")[0]


def test_a_file_is_kept_fetched_and_taken_off(
    app: Dash, as_viewer: As, head: str, responsible: str, engine: Engine
) -> None:
    writer, address = as_viewer(head), f"/files/responsible_post/{responsible}"
    assert attach(writer, address, PDF, "..\\папка/Приказ\x00 № 5.exe").status_code == 204
    assert attach(writer, address, PDF).status_code == 204  # the same again: kept once
    with engine.connect() as connection:
        (row,) = connection.execute(record_file.select().where(record_file.c.sha256 != "")).all()
    assert row.name == "Приказ № 5.pdf"
    services: Services = app.server.extensions["traektoria"]
    assert path_of(services.settings.files, row.sha256).read_bytes() == PDF
    answer = writer.client.get(f"/files/{row.id}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    answer.close()
    assert "Приказ № 5.pdf" in writer.page("/record/responsible_post", f"?id={responsible}").text
    for stranger in ("district:kurortny", "operator", "administrator"):
        other = as_viewer(stranger)
        assert other.client.get(f"/files/{row.id}").status_code == 403
        assert attach(other, address, PDF).status_code == 403
        assert other.client.post(f"/files/{row.id}/end").status_code == 403
    assert writer.client.post(f"/files/{row.id}/end").status_code == 204
    assert writer.client.get(f"/files/{row.id}").status_code == 404
    history = writer.page("/record/responsible_post", f"?id={responsible}").text
    assert "файл снят" in history


def torn_open_document() -> bytes:
    """An OpenDocument whose packed stream is no such stream: the archive opens, its member does not."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    content = bytearray(whole.getvalue())
    start = 30 + len("mimetype")
    content[start : start + 12] = b"\xff" * 12
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "status", "word"),
    [
        (b"", 400, "пуст"),
        (b"MZ\x90\x00 not a document", 400, "не принимается"),
        (b"<html><script>alert(1)</script>", 400, "не принимается"),
        (b"PK\x03\x04 broken", 400, "повреждён"),
        (torn_open_document(), 400, "повреждён"),
        (b"%PDF-" + b"0" * LARGEST, 400, "20 МБ"),
        (b"%PDF-" + b"0" * (LARGEST + 70 * 1024), 413, "20 МБ"),
    ],
)
def test_a_file_is_known_by_its_content(
    as_viewer: As, head: str, responsible: str, content: bytes, status: int, word: str
) -> None:
    answer = attach(as_viewer(head), f"/files/responsible_post/{responsible}", content)
    assert answer.status_code == status
    assert word in answer.get_data(as_text=True)


def test_files_from_another_site_and_to_nowhere_are_refused(as_viewer: As, head: str, responsible: str) -> None:
    writer = as_viewer(head)
    address = f"/files/responsible_post/{responsible}"
    foreign = writer.client.post(address, **upload(PDF, "a.pdf"), headers={"Origin": "https://other.example"})
    assert foreign.status_code == 403
    assert attach(writer, "/files/responsible_post/999999", PDF).status_code == 404
    assert attach(writer, "/files/answer/1", PDF).status_code == 404
    assert writer.client.post(address).status_code == 400
