"""What many readers are given while an analyst publishes: started from here, compared with pages made in peace."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks import navigation
from benchmarks.digests import digest
from benchmarks.processes import ROOT
from dashboard.factory import close, create_app
from dashboard.settings import load

PATIENCE, ANALYST_SECONDS = 120.0, 900.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A page's content as one reader got it; ``at`` in seconds since the epoch."""

    role: str
    path: str
    version: int
    digest: str
    at: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the readers got: contents, milliseconds of the documents, what went wrong."""

    answers: tuple[Answer, ...]
    documents: tuple[float, ...]
    errors: tuple[str, ...]

    @property
    def versions(self) -> tuple[int, ...]:
        """Data versions that were seen, ascending."""
        return tuple(sorted({answer.version for answer in self.answers}))


@contextmanager
def readers(
    port: int,
    roles: Mapping[str, Sequence[str]],
    *,
    count: int,
    seconds: float,
    pause: tuple[float, float],
    folder: Path,
) -> Iterator[list[Reading]]:
    """Lets ``count`` readers read while the block runs, at most ``seconds``; the list then holds their reading.

    ``roles``: paths by viewer of the demo mode. RuntimeError where the readers' process did not come to its end.
    """
    known = navigation.dependencies(port)
    paths = sorted({path for paths in roles.values() for path in paths})
    plan = {
        "origin": f"http://127.0.0.1:{port}",
        "readers": count,
        "seconds": seconds,
        "stop": str(folder / "stop"),
        "pause": pause,
        "roles": {role: list(paths) for role, paths in roles.items()},
        "bodies": {path: navigation.page_body(known, path).decode() for path in paths},
    }
    asked, told = folder / "plan.json", folder / "reading.json"
    folder.mkdir(parents=True, exist_ok=True)
    asked.write_text(json.dumps(plan), encoding="utf-8")
    found: list[Reading] = []
    command = [sys.executable, "-m", "benchmarks.readers", str(asked), str(told)]
    with (folder / "readers.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield found
        (folder / "stop").touch()
        process.wait(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait(timeout=30)
    if not told.exists():
        raise RuntimeError((folder / "readers.txt").read_text(errors="replace")[-2000:])
    notes = json.loads(told.read_text(encoding="utf-8"))
    answers = (Answer(r, p, int(v), d, at, ms) for r, p, v, d, at, ms in notes["answers"])
    found.append(Reading(tuple(answers), tuple(notes["documents"]), tuple(notes["errors"])))


@dataclass
class Analyst:
    """Brings a file and publishes, again and again, in a process of its own; ``spans`` are the publications' times."""

    url: str
    folder: Path
    spans: list[tuple[float, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def publish(self, versions: int) -> None:
        """So many more data versions; what did not go well is kept in ``failures``."""
        command = [sys.executable, "-m", "benchmarks.analyst", self.url, str(self.folder), str(versions)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=ANALYST_SECONDS)
        if done.returncode:
            self.failures.append(f"{done.stdout} {done.stderr}")
        else:
            self.spans += [(began, ended) for began, ended in json.loads(done.stdout)]


def references(url: str, folder: Path, wanted: Sequence[tuple[str, str, int]]) -> dict[tuple[str, str, int], str]:
    """Digest of each page (role, path, version) as one process makes it alone, without a kept answer.

    The database is switched from version to version for it; the last one stays.
    """
    settings = load(_env_file=None, var_dir=folder, database_url=url, rate_limits=False)
    app = create_app(settings)
    engine = create_engine(url)
    found = {}
    client = app.server.test_client()
    known = client.get("/_dash-dependencies").get_json()
    for version in sorted({version for _, _, version in wanted}):
        with engine.begin() as connection:
            connection.execute(text("update current_publication set publication_id = :id"), {"id": version})
        for role, path in sorted({(role, path) for role, path, of in wanted if of == version}):
            client.post("/demo/viewer", data={"viewer": role})
            body = navigation.page_body(known, path)
            answer = client.post(navigation.UPDATE, data=body, content_type="application/json")
            found[role, path, version] = digest(answer.get_data(as_text=True))
    engine.dispose()
    close(app.server)
    return found


def mixed(reading: Reading, made: Mapping[tuple[str, str, int], str]) -> list[str]:
    """Answers that are no page of the version which they name."""
    return [
        f"{answer.path} {answer.role}: публикация {answer.version}"
        for answer in reading.answers
        if made[answer.role, answer.path, answer.version] != answer.digest
    ]


def wanted(reading: Reading) -> list[tuple[str, str, int]]:
    """The pages that were given, each once."""
    return sorted({(answer.role, answer.path, answer.version) for answer in reading.answers})


def spans_of(reading: Reading, spans: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Milliseconds of the contents that came while somebody published, and of the others."""
    while_published: list[float] = []
    otherwise: list[float] = []
    for answer in reading.answers:
        inside = any(began <= answer.at <= ended for began, ended in spans)
        (while_published if inside else otherwise).append(answer.milliseconds)
    return while_published, otherwise
