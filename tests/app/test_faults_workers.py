"""A worker is killed in the middle of requests; more browsers come than the server has files for."""

import os
import resource
import shutil
import signal
import socket
import threading
from pathlib import Path

import psutil
import requests

from tests.app.conftest import Answer
from tests.app.test_faults_sqlite import MEASURE, query, school_of
from tests.served import Served, eventually, served

PATHS = ("/schools", "/method")


class Readers:
    """Threads that read and write without rest: what they got, what was confirmed, which connections broke."""

    def __init__(self, server: Served, school: int, expected: dict[str, str]) -> None:
        self.server, self.school, self.expected = server, school, expected
        self.stopped = threading.Event()
        self.right, self.broken, self.wrong = 0, 0, list[str]()
        self.confirmed: list[str] = []
        self.threads = [threading.Thread(target=self._read) for _ in range(3)]
        self.threads += [threading.Thread(target=self._write, args=(name,)) for name in range(2)]

    def _read(self) -> None:
        reader = self.server.reader()
        while not self.stopped.is_set():
            for path in PATHS:
                try:
                    answer = reader.ask(path)
                except requests.RequestException:
                    self.broken += 1
                    continue
                if answer.status_code == 200 and Answer(answer.text).text == self.expected[path]:
                    self.right += 1
                else:
                    self.wrong.append(f"{path}: {answer.status_code} {answer.text[:200]}")

    def _write(self, name: int) -> None:
        writer, number = self.server.reader(), 0
        while not self.stopped.is_set():
            number += 1
            title = f"мера {name}-{number}"
            try:
                store = writer.form("measure", school_id=self.school)
                told = writer.save(store, MEASURE | {"school_id": str(self.school), "title": title})
            except requests.RequestException:
                self.broken += 1
                continue
            if told == "Сохранено":
                self.confirmed.append(title)
            else:
                self.wrong.append(told)

    def stop(self) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join(timeout=60)


def test_a_killed_worker_is_replaced_and_nothing_is_half_done(published_small_city: Path, tmp_path: Path) -> None:
    path = tmp_path / "traektoria.db"
    shutil.copyfile(published_small_city, path)
    school = school_of(path)
    with served(f"sqlite:///{path}", tmp_path / "var", workers=2, cache_url=f"file://{tmp_path / 'cache'}") as server:
        expected = {page: server.page(page).text for page in PATHS}
        readers = Readers(server, school, expected)
        for thread in readers.threads:
            thread.start()
        try:
            for _ in range(2):
                seen, written = readers.right, len(readers.confirmed)
                eventually(lambda seen=seen, n=written: readers.right > seen + 9 and len(readers.confirmed) > n + 1)
                workers = {worker.pid for worker in psutil.Process(server.process.pid).children()}
                os.kill(min(workers), signal.SIGKILL)
                eventually(lambda old=workers: len(_workers(server)) == 2 and _workers(server) != old)
                seen = readers.right
                eventually(lambda seen=seen: readers.right > seen + 9)
        finally:
            readers.stop()
        assert readers.wrong == []
        # Of every thread at most the request that was on its way, and the one after it on the same connection.
        assert readers.broken <= 2 * 2 * len(readers.threads)
        for _ in range(4):
            assert {page: server.page(page).text for page in PATHS} == expected
    kept = {row[0] for row in query(path, "select title from measure")}
    audited = query(path, "select count(*) from audit_entry where kind = 'measure'")[0][0]
    assert set(readers.confirmed) <= kept
    assert audited == len(kept)
    assert query(path, "pragma integrity_check") == [("ok",)]


def _workers(server: Served) -> set[int]:
    return {worker.pid for worker in psutil.Process(server.process.pid).children()}


def test_more_browsers_than_files_wait_and_are_served(published_small_city: Path, tmp_path: Path) -> None:
    path = tmp_path / "traektoria.db"
    shutil.copyfile(published_small_city, path)
    with served(f"sqlite:///{path}", tmp_path / "var", limits={resource.RLIMIT_NOFILE: 160}) as server:
        before = server.page("/schools").text
        idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
        try:
            for connection in idle:
                connection.sendall(b"GET /hea")  # a browser that is in no hurry
            assert server.page("/schools").text == before
            assert server.page("/method").heading
        finally:
            for connection in idle:
                connection.close()
        eventually(lambda: server.reader().get("/healthz").status_code == 200)
        assert "Traceback" not in server.log
