"""The page «Данные» over the application: who may do what, what is refused in words, two analysts, a real worker."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from sqlalchemy import func, select

from dashboard.desk import process
from dashboard.services import WRITER_SECONDS
from data_access import schema
from data_access.desk import arrivals, jobs, uploads
from data_access.desk.folder import Desk
from data_access.desk.runner import Runner
from data_access.writing import PATIENCE, writing
from tests import desk_files
from tests.app.conftest import AppOf, Reader
from tests.data.desk import now

ROLES = ("committee", "district:nevsky", "school:1", "administrator", "operator")
POSTS = (
    "/data/files?name=a.csv", "/data/files/x/choose", "/data/files/x/drop", "/data/import", "/data/preview",
    "/data/publish", "/data/undo", "/data/batches/1/withdraw", "/data/mappings/1/forget", "/data/held/1/take",
    "/data/held/take-proposed", "/data/held/1/correct", "/data/held/1/leave",
)  # fmt: skip
RAW: dict[str, Any] = {"content_type": "application/octet-stream"}
JSON = {"Accept": "application/json"}
GETS = ("/data/state", f"/data/kept/{'0' * 64}")


@pytest.fixture
def app(app_of: AppOf, small_city_url: str, monkeypatch: pytest.MonkeyPatch) -> Dash:
    """The application over a small city; what takes long waits for ``work``."""
    monkeypatch.setattr(process, "start", lambda _services: None)
    return app_of(small_city_url)


@pytest.fixture
def desk(app: Dash) -> Desk:
    """Its desk."""
    found: Desk = app.server.extensions["traektoria"].desk
    return found


@pytest.fixture
def work(app: Dash) -> Iterator[Callable[[], None]]:
    """Does what waits, in this process."""
    services = app.server.extensions["traektoria"]
    yield lambda: Runner(services.desk, services.engine, services.boundaries).run()
    services.engine.dispose()


def analyst(app: Dash, viewer: str = "analyst") -> Reader:
    reader = Reader(app.server.test_client())
    reader.become(viewer)
    return reader


def send(reader: Reader, path: Path, **headers: str) -> Any:
    return reader.client.post(
        "/data/files", query_string={"name": path.name}, data=path.read_bytes(), headers=headers,
        content_type="application/octet-stream",
    )  # fmt: skip


def message(response: Any) -> tuple[int, str]:
    return response.status_code, response.get_json()["message"]


def token_on(reader: Reader) -> str:
    """What the page's forms of publication carry."""
    tree = reader.page("/data")
    return next(str(node["props"]["value"]) for node in tree.nodes() if node["props"].get("name") == "seen")


def test_nobody_but_the_analyst_reaches_a_route(app: Dash) -> None:
    assert {rule.rule for rule in app.server.url_map.iter_rules() if rule.rule.startswith("/data/")} >= {
        "/data/files", "/data/import", "/data/publish",
    }  # fmt: skip
    for viewer in ROLES:
        reader = analyst(app, viewer)
        for address in POSTS:
            assert reader.client.post(address).status_code == 403, (viewer, address)
        for address in GETS:
            assert reader.client.get(address).status_code == 403, (viewer, address)


def test_another_site_changes_nothing(app: Dash, desk: Desk, tmp_path: Path) -> None:
    reader = analyst(app)
    for headers in ({"Origin": "http://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        for address in POSTS:
            assert reader.client.post(address, headers=headers).status_code == 403, address
    assert send(reader, desk_files.marks(tmp_path), Origin="http://elsewhere.example").status_code == 403
    assert uploads.standing(desk) == ()


def test_pages_are_for_analyst_and_committee(app: Dash, desk: Desk, work: Callable[[], None], tmp_path: Path) -> None:
    reader = analyst(app)
    sent = send(reader, desk_files.marks(tmp_path, "x.csv", low=10)).get_json()
    work()
    for path in ("/data", "/data/quarantine", f"/data/{sent['upload']}"):
        for viewer in ROLES[1:]:
            assert analyst(app, viewer).page(path).heading == "Нет доступа"
        seen = analyst(app, "committee").page(path)
        assert "upload-form" not in seen.text
        assert all(node["type"] != "Form" for node in seen.nodes())
    assert "Импортировать" in reader.page(f"/data/{sent['upload']}").text
    assert reader.page("/data/nothing").heading != "Нет доступа"


def test_files_are_refused_in_words(app: Dash, desk: Desk, tmp_path: Path) -> None:
    reader = analyst(app)

    def posted(content: bytes, **more: Any) -> tuple[int, str]:
        return message(reader.client.post("/data/files?name=a.xlsx", data=content, headers=JSON, **RAW, **more))

    assert posted(b"") == (422, "Файл пуст. Выгрузите данные заново.")
    assert posted(b"%PDF-1.4")[0] == 422
    assert posted(b"PK\x03\x04 torn") == (
        422, "Файл повреждён или обрезан: архив xlsx не читается. Получите файл ещё раз.",
    )  # fmt: skip
    large = posted(b"x", environ_overrides={"CONTENT_LENGTH": str(arrivals.LARGEST + 1)})
    assert large[0] == 413
    assert large[1].startswith("Файл больше 50 МБ.")
    assert uploads.standing(desk) == ()
    # Only this route takes as much: a form of another is cut off at a megabyte.
    long = {"reason": "я" * 700_000}
    assert reader.client.post("/data/held/1/leave", data=long).status_code == 413


def test_a_torn_body_is_refused(app: Dash, desk: Desk) -> None:
    reader = analyst(app)
    torn = {"CONTENT_LENGTH": "5000"}
    body = "Год;Класс\n".encode()
    answer = reader.client.post("/data/files?name=a.csv", data=body, environ_overrides=torn, **RAW)
    assert message(answer) == (400, "Файл пришёл не целиком: отправьте его ещё раз.")
    assert uploads.standing(desk) == ()


def test_a_full_disk_is_told(app: Dash, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(arrivals, "receive", full)
    status, said = message(send(analyst(app), desk_files.marks(tmp_path)))
    assert status == 507
    assert "не записан на диск" in said


def test_choices_are_looked_at(app: Dash, desk: Desk, work: Callable[[], None], tmp_path: Path) -> None:
    reader = analyst(app)
    sent = send(reader, desk_files.own_headings(tmp_path)).get_json()["upload"]
    work()
    page = reader.page(f"/data/{sent}")
    assert "не принят, ничего не сохранено" in page.heading
    address = f"/data/files/{sent}/choose"
    for form, said in (
        ({"kind": "nonsense"}, "Такого вида"),
        ({"procedure": "<script>"}, "Такой процедуры"),
        ({"year": "25"}, "Год — четыре цифры"),
        ({"year": "99999999999999999999"}, "Год — четыре цифры"),
        ({"column:pct_2": "column двоек", "column:pct_3": "column двоек"}, "выбран дважды"),
    ):
        status, told = message(reader.client.post(address, data=form))
        assert (status, said in told) == (400, True), told
    assert reader.client.post("/data/files/0/choose", data={}).status_code == 404
    assert reader.client.post("/data/files/../choose", data={}).status_code in {403, 404, 405}
    chosen = {f"column:{field}": f"column {heading}" for field, heading in desk_files.OWN_MAPPING.items()}
    form = {"kind": "flat-marks", "year": "", "procedure": "auto", "save_as": " Таблица  района ", **chosen}
    assert reader.client.post(address, data=form).status_code == 200
    work()
    assert "можно загрузить" in reader.page(f"/data/{sent}").heading
    found = uploads.upload(desk, sent)
    assert found is not None
    assert (found.save_as, dict(found.mapping)) == ("Таблица района", desk_files.OWN_MAPPING)


def test_the_way_of_a_file_from_arrival_to_undo(
    app: Dash, desk: Desk, work: Callable[[], None], tmp_path: Path
) -> None:
    reader = analyst(app)
    path = desk_files.marks(tmp_path, "новые.csv", low=70, strangers=[99])
    sent = send(reader, path).get_json()["upload"]
    assert reader.client.post("/data/import", data={f"upload:{sent}": "on"}).status_code == 409  # not checked yet
    work()
    assert message(reader.client.post("/data/import", data={f"upload:{sent}": "on"})) == (
        200, "Загружается 1\u00a0файл.",
    )  # fmt: skip
    assert message(reader.client.post("/data/import", data={f"upload:{sent}": "on"}))[0] == 409
    for deed in ("drop", "choose"):
        status, said = message(reader.client.post(f"/data/files/{sent}/{deed}"))
        assert (status, "уже загружается" in said) == (409, True), said
    work()
    page = reader.page("/data")
    assert page.heading == "Ждёт публикации 1\u00a0файл и в карантине 1\u00a0строка"
    held = reader.page("/data/quarantine")
    row = next(
        str(node["props"]["action"]) for node in held.nodes() if str(node["props"].get("action")).endswith("take")
    )
    assert message(reader.client.post(row, data={"school": "не выбрана"}))[0] == 400
    assert message(reader.client.post(row, data={"school": "Школа, № 1"}))[0] == 409  # it has other data already
    leave = row.replace("take", "leave")
    assert message(reader.client.post(leave, data={"reason": "  "}))[0] == 400
    assert message(reader.client.post(leave, data={"reason": "нет такой"})) == (200, "Строка исключена.")
    assert message(reader.client.post(leave, data={"reason": "ещё раз"})) == (409, "Строку уже разобрали.")
    seen = token_on(reader)
    assert message(reader.client.post("/data/publish", data={"seen": "0" * 16}))[0] == 409
    assert reader.client.post("/data/preview", data={"seen": seen}).status_code == 200
    work()
    assert "рассчитано" in reader.page("/data").text
    assert reader.client.post("/data/publish", data={"seen": seen}).status_code == 200
    work()
    origins = reader.page("/origins/1", "?procedure=vpr&subject=math&grade=6&held=2025")
    assert "новые.csv" in origins.text
    assert "доля низких 70,0" in origins.text
    fetched = next(node["props"]["href"] for node in origins.nodes() if "/data/kept/" in str(node["props"].get("href")))
    file = reader.client.get(fetched)
    assert file.get_data() == path.read_bytes()
    assert "sandbox" in file.headers["Content-Security-Policy"]
    file.close()
    assert "/data/kept/" not in analyst(app, "school:1").page("/origins/1").text
    assert "откуда" in reader.page("/school/1").text
    _require_trace(reader, app)
    for form in ({"expected": "1", "seen": token_on(reader)}, {"expected": "2"}, {"expected": "2", "seen": seen}):
        status, said = message(reader.client.post("/data/undo", data=form))
        assert (status, "ещё раз" in said or "посмотрите, что будет отозвано" in said) == (409, True), said
    assert message(reader.client.post("/data/undo", data={"expected": "2", "seen": token_on(reader)})) == (
        200, "Читатели снова видят версию данных 1.",
    )  # fmt: skip
    assert "новые.csv" not in reader.page("/origins/1", "?procedure=vpr&subject=math&grade=6&held=2025").text


def _require_trace(reader: Reader, app: Dash) -> None:
    """From a figure of the city's heat map to its rows, for who may see them; the other figures lead nowhere."""

    def traced(of: Reader, path: str) -> list[str]:
        return [node["props"]["href"] for node in of.page(path).nodes() if node["props"].get("className") == "traced"]

    (address,) = [href for href in traced(reader, "/") if href.startswith("/origins/of/nevsky?") and "=math" in href]
    page = reader.page(address.partition("?")[0], f"?{address.partition('?')[2]}")
    assert "новые.csv" in page.text
    assert "доля низких 70,0" in page.text
    for role in ("school:1", "district:nevsky", "district:kirovsky"):
        other = analyst(app, role)
        assert traced(other, "/") == []
        assert bool(traced(other, "/district/nevsky")) == (role == "district:nevsky")
        assert ("новые.csv" in other.page("/origins/of/nevsky").text) == (role == "district:nevsky")
        assert "новые.csv" not in other.page("/origins/of/city").text
    for nowhere in ("atlantis", "%00", "1", "..", "city/nevsky"):
        assert "новые.csv" not in reader.page(f"/origins/of/{nowhere}").text


def test_the_second_analyst_is_told_who_is_at_it(
    app: Dash, desk: Desk, work: Callable[[], None], tmp_path: Path
) -> None:
    first, second = analyst(app), analyst(app, "analyst:appo")
    sent = send(first, desk_files.marks(tmp_path, "x.csv", low=10)).get_json()["upload"]
    other = send(second, desk_files.marks(tmp_path, "y.csv", year=2023)).get_json()["upload"]
    work()
    first.client.post("/data/import", data={f"upload:{sent}": "on"})
    work()
    seen = token_on(second)
    assert first.client.post("/data/publish", data={"seen": seen}).status_code == 200
    for address, form in (
        ("/data/publish", {"seen": seen}),
        ("/data/preview", {"seen": seen}),
        ("/data/undo", {"expected": "1", "seen": seen}),
        ("/data/batches/4/withdraw", {}),
        ("/data/held/1/leave", {"reason": "x"}),
        ("/data/held/1/correct", {"reason": "x"}),
        ("/data/held/1/take", {"school": "x, № 1"}),
        ("/data/held/take-proposed", {"row:1": "on"}),
    ):
        status, said = message(second.client.post(address, data=form))
        assert (status, "Публикация (СПб ЦОКОиИТ" in said) == (409, True), (address, said)
    # What he brings meanwhile waits its turn and is not lost.
    assert second.client.post("/data/import", data={f"upload:{other}": "on"}).status_code == 200
    state = second.client.get("/data/state").get_json()
    assert len(state["open"]) == 2
    work()
    assert [job.kind for job in jobs.jobs(desk)][:2] == ["import", "publish"]
    assert {job.state for job in jobs.jobs(desk)} == {"done"}
    with app.server.extensions["traektoria"].engine.connect() as connection:
        by = dict(connection.execute(select(schema.import_batch.c.file_name, schema.import_batch.c.imported_by)).all())
    assert (by["x.csv"], by["y.csv"]) == ("analyst", "analyst:appo")


def test_whoever_meets_another_writer_is_told_and_does_not_wait_for_him(app: Dash) -> None:
    engine = app.server.extensions["traektoria"].engine
    assert engine.get_execution_options()[PATIENCE] == WRITER_SECONDS
    engine.update_execution_options(**{PATIENCE: 0.05})
    reader = analyst(app)
    committee = analyst(app, "committee")
    form = {"file": (BytesIO("Школа;Мера\n".encode()), "меры.csv")}
    with writing(engine):
        answers = [
            reader.client.post("/data/undo", data={"expected": "1", "seen": "x"}, headers=JSON),
            reader.client.post("/data/batches/1/withdraw", headers=JSON),
            reader.client.post("/data/mappings/1/forget", headers=JSON),
            reader.client.post("/data/held/1/take", data={"school": "Школа, № 1"}, headers=JSON),
            reader.client.post("/data/held/1/correct", data={"reason": "опечатка"}, headers=JSON),
            reader.client.post("/data/held/1/leave", data={"reason": "нет такой"}, headers=JSON),
            committee.client.post("/sheets/measure", data=form, headers=JSON),
        ]
    for answer in answers:
        status, said = message(answer)
        assert (status, said.startswith("Не сохранено: сейчас идёт другая запись")) == (503, True), said
    engine.dispose()


def test_ten_files_at_once_go_through_a_real_process(app_of: AppOf, small_city_url: str, tmp_path: Path) -> None:
    app = app_of(small_city_url)
    services = app.server.extensions["traektoria"]
    desk: Desk = services.desk
    reader = analyst(app)
    paths = [desk_files.marks(tmp_path, f"{year}.csv", year=year) for year in range(2013, 2023)]
    cookie = reader.client.get_cookie("traektoria")
    assert cookie is not None

    def one(path: Path) -> int:
        client = app.server.test_client()
        client.set_cookie("traektoria", cookie.value)
        status: int = send(Reader(client), path).status_code
        return status

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(one, paths)) == [200] * 10
    _wait(reader, desk)
    assert {item.state for item in uploads.standing(desk)} == {"checked"}
    form = {f"upload:{item.id}": "on" for item in uploads.standing(desk)}
    assert reader.client.post("/data/import", data=form).status_code == 200
    _wait(reader, desk)
    with services.engine.connect() as connection:
        stored = connection.scalar(
            select(func.count()).select_from(schema.import_batch).where(schema.import_batch.c.file_sha256.is_not(None))
        )
    assert stored == 3 + 10
    assert {item.state for item in uploads.standing(desk)} == {"imported"}
    services.engine.dispose()


def test_work_that_nobody_does_is_taken_up_when_somebody_asks(
    app: Dash, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(process, "start", lambda services: begun.append("start"))
    monkeypatch.setattr(process, "_started", {})
    reader = analyst(app)
    reader.client.get("/data/state")
    assert begun == []
    jobs.ask(desk, "check", by="analyst", now=now())
    with desk.running():
        reader.client.get("/data/state")
    assert begun == []
    reader.client.get("/data/state")
    assert begun == ["start"]


def _wait(reader: Reader, desk: Desk) -> None:
    deadline = time.monotonic() + 120
    while reader.client.get("/data/state").get_json()["open"]:
        assert time.monotonic() < deadline, jobs.jobs(desk)
        time.sleep(0.2)
