"""Readers as locust users, a process of their own: ``python -m benchmarks.readers PLAN-FILE RESULT-FILE``.

Each reader takes a role in the header, then opens page after page as a browser does (the document, then Dash's request
for its content), with a pause to look at it. Loopback only; it stops by itself.
"""

# locust has to come before everything that opens sockets: it replaces them.
import locust  # isort: skip
import itertools
import json
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from locust.contrib.fasthttp import FastHttpUser
from locust.env import Environment

from benchmarks.digests import digest

VERSION = re.compile(r"Публикация (\d+) от")
TITLE = re.compile(r'"title":"([^"]+)"')
COMING_SECONDS = 10.0
# The client cannot read an empty answer that is compressed, nor brotli that comes in parts.
PLAIN = {"Accept-Encoding": "identity"}
ACCEPT = {"Accept-Encoding": "gzip", "Accept": "text/html"}
JSON = {"Accept-Encoding": "gzip", "Content-Type": "application/json"}


class Notes:
    """What the answers were: a line each, and what went wrong."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, str, str, str, float, float]] = []
        self.documents: list[float] = []
        self.errors: list[str] = []

    def page(self, role: str, path: str, answer: Any, started: float) -> None:
        """Keeps role, path, version, digest, moment and milliseconds of a page's content."""
        text = answer.text or ""
        version = VERSION.search(text)
        if answer.status_code != 200 or version is None:
            title = TITLE.search(text)
            self.errors.append(f"{path} {role}: {answer.status_code} {title[1] if title else text[:120]}")
            return
        took = 1000 * (time.perf_counter() - started)
        self.answers.append((role, path, version[1], digest(text), time.time(), took))

    def document(self, path: str, answer: Any, started: float) -> None:
        """Keeps the milliseconds of a document."""
        if answer.status_code != 200:
            self.errors.append(f"GET {path}: {answer.status_code}")
        self.documents.append(1000 * (time.perf_counter() - started))


def asked(send: Callable[[], Any]) -> Any:
    """The answer; asked again, as browsers do, where the server closed a kept connection before it said anything."""
    answer = send()
    return answer if answer.status_code else send()


def reader(plan: dict[str, Any], notes: Notes) -> type[FastHttpUser]:
    """The class of users for the plan: ``origin``, ``pause`` (least, most), ``roles`` (paths by viewer), ``bodies``."""
    roles = itertools.cycle(sorted(plan["roles"]))
    least, most = plan["pause"]

    class Reader(FastHttpUser):
        host = plan["origin"]
        wait_time = locust.between(least, most)
        network_timeout = connection_timeout = 60.0

        def on_start(self) -> None:
            self.role = next(roles)
            sent = self.client.post("/demo/viewer", data={"viewer": self.role}, headers=PLAIN)
            if sent.status_code not in {204, 303, 200}:
                notes.errors.append(f"/demo/viewer {self.role}: {sent.status_code}")

        @locust.task
        def open_page(self) -> None:
            path = random.choice(plan["roles"][self.role])
            started = time.perf_counter()
            notes.document(path, asked(lambda: self.client.get(path, headers=ACCEPT)), started)
            started = time.perf_counter()
            body = plan["bodies"][path]
            update = "/_dash-update-component"
            notes.page(self.role, path, asked(lambda: self.client.post(update, data=body, headers=JSON)), started)

    return Reader


def run(plan: dict[str, Any]) -> Notes:
    """Lets the readers come, one after another, and read until the file ``stop`` is there or the time is up."""
    notes = Notes()
    environment = Environment(user_classes=[reader(plan, notes)])
    runner = environment.create_local_runner()
    runner.start(plan["readers"], spawn_rate=max(1.0, plan["readers"] / COMING_SECONDS))
    stop, end = Path(plan["stop"]), time.monotonic() + plan["seconds"]
    while not stop.exists() and time.monotonic() < end:
        gevent.sleep(0.2)
    runner.quit()
    return notes


def _main(plan: str, result: str) -> None:
    notes = run(json.loads(Path(plan).read_text(encoding="utf-8")))
    Path(result).write_text(json.dumps(vars(notes), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    _main(*sys.argv[1:])
