"""Two analysts at the same moment before one served application: who comes second is told, and nothing is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from layouts.texts import desk as words
from tests import desk_files
from tests.served import Served, eventually, served

WHO = ("analyst", "analyst:appo")
YEARS = (2021, 2022)
RAW = {"Content-Type": "application/octet-stream"}


def analyst(server: Served, viewer: str) -> Served:
    """A browser of the analyst."""
    made = server.reader()
    assert made.post("/demo/viewer", data={"viewer": viewer}).ok
    return made


def idle(browser: Served) -> bool:
    """Whether the desk has nothing to do."""
    state = browser.get("/data/state").json()
    return not state["open"] and not state["waiting"]


def seen(browser: Served) -> str:
    """What the page's form of publication carries."""
    nodes = browser.page("/data").nodes()
    return next(str(node["props"]["value"]) for node in nodes if node["props"].get("name") == "seen")


def test_two_analysts_bring_look_and_import_at_the_same_time(small_city_url: str, tmp_path: Path) -> None:
    said: list[tuple[str, int, str]] = []
    together = threading.Barrier(len(WHO), timeout=120)

    def at_once(name: str, do: Callable[[], Any]) -> Any:
        together.wait()
        answer = do()
        said.append((name, answer.status_code, answer.json()["message"]))
        return answer

    def work(viewer: str, year: int) -> None:
        browser = analyst(server, viewer)
        path = desk_files.marks(tmp_path / viewer.replace(":", "-"), f"{year}.csv", year=year)
        sent = at_once(
            "bring", lambda: browser.post(f"/data/files?name={path.name}", data=path.read_bytes(), headers=RAW)
        )
        eventually(lambda: idle(browser), 120)
        form = {f"upload:{sent.json()['upload']}": "on"}
        at_once("import", lambda: browser.post("/data/import", data=form))
        eventually(lambda: idle(browser), 120)
        together.wait()
        token = seen(browser)
        at_once("preview", lambda: browser.post("/data/preview", data={"seen": token}))
        eventually(lambda: idle(browser), 120)

    for viewer in WHO:
        (tmp_path / viewer.replace(":", "-")).mkdir()
    with served(small_city_url, tmp_path / "var") as server:
        with ThreadPoolExecutor(len(WHO)) as pool:
            for done in [pool.submit(work, viewer, year) for viewer, year in zip(WHO, YEARS, strict=True)]:
                done.result()
        assert "Traceback" not in server.log
    for name in ("bring", "import"):
        assert [status for step, status, _ in said if step == name] == [200, 200], said
    previews = sorted((status, message) for step, status, message in said if step == "preview")
    assert previews[0] == (200, words.ASKED["preview"])
    assert previews[1][0] == 409
    assert previews[1][1].startswith("Сейчас этим занят другой"), previews
    engine = create_engine(small_city_url)
    with engine.connect() as connection:
        stored = connection.execute(
            text("select file_name, imported_by, id from import_batch where file_name in ('2021.csv', '2022.csv')")
        ).all()
        rows = [
            connection.scalar(text("select count(*) from result where batch_id = :id"), {"id": row.id})
            for row in stored
        ]
    engine.dispose()
    assert {(row.file_name, row.imported_by) for row in stored} == {("2021.csv", WHO[0]), ("2022.csv", WHO[1])}
    assert rows[0] == rows[1] > 0
