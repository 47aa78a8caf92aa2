"""Briefings of many recipients at once: scope, manifest, a file that fails, names of files."""

import csv
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from dashboard.briefings.formats import FORMATS
from dashboard.cli import recipients
from dashboard.cli.program import BAD_INPUT, DONE, INTERNAL, main
from data_access.queries import schools
from data_access.queries.publication import current
from monitoring.districts import DISTRICTS
from monitoring.reports.briefing import Briefing
from monitoring.reports.publication import Selection
from tests.app.test_briefing import LISTED, plain, values


@dataclass(frozen=True)
class Told:
    """A format without pictures: all words of the briefing. ``breaks`` for one district."""

    breaks: str | None = None
    media_type: str = "text/plain"

    def make(self, briefing: Briefing, boundaries: Path | None) -> bytes:
        if briefing.key == self.breaks:
            raise ValueError("=рисунок не сложился")
        return "\n".join(map(str, values(briefing))).encode()


@pytest.fixture
def run(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs the command over the demo city in a folder of its own; formats: told, broken (fails for one district)."""
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", demo_url)
    monkeypatch.setenv("TRAEKTORIA_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setitem(FORMATS, "told", Told())
    monkeypatch.setitem(FORMATS, "broken", Told("kirovsky"))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main(["briefing", *arguments, "--out", "files"])


@pytest.fixture
def base(demo_url: str) -> Connection:
    """The demo city."""
    return create_engine(demo_url).connect()


def manifest(folder: Path) -> dict[str, Any]:
    (path,) = folder.glob("Опись_*.json")
    found: dict[str, Any] = json.loads(path.read_text())
    return found


SCHOOLS_OF = "select school_id from school_card where publication_id = 1 and district_code = :district"


def names_only_its_own(base: Connection, content: bytes, mine: set[int], told_of: set[int]) -> None:
    """A file of who sees the schools ``mine`` names of the listed these and their partners, all of ``told_of``."""
    listed = base.execute(text(LISTED)).all()
    pairs = base.execute(text("select mentee_id, mentor_id from partnership_agreement")).all()
    known = mine | {side for pair in pairs if mine & set(pair) for side in pair}
    said = plain(content.decode())
    assert all(plain(row.name) in said for row in listed if row.school_id in told_of)
    foreign = [row.name for row in listed if row.school_id not in known]
    assert len(foreign) > len(listed) / 2, "or the next proves nothing"
    assert not [name for name in foreign if plain(name) in said]


def test_one_district_fails_and_the_rest_are_whole(
    run: Callable[..., int], tmp_path: Path, base: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--scope", "districts", "--format", "broken", "--year", "2025") == INTERNAL
    folder, found = tmp_path / "files", manifest(tmp_path / "files")
    assert (found["made"], found["failed"], found["publication"], found["year"]) == (17, 1, 1, 2025)
    assert [file["recipient"] for file in found["files"]] == [f"district:{item.code}" for item in DISTRICTS]
    (failed,) = [file for file in found["files"] if file["status"] == "failed"]
    assert (failed["recipient"], failed["sha256"], failed["bytes"]) == ("district:kirovsky", None, None)
    assert failed["reason"] == "внутренняя ошибка: ValueError: =рисунок не сложился"
    said = capsys.readouterr().err
    assert f"{failed['file']}: {failed['reason']}." in said
    assert "Составлено файлов: 17, не составлено: 1" in said
    made = [file for file in found["files"] if file["status"] == "made"]
    names = {path.name for path in folder.iterdir()}
    assert names == {file["file"] for file in made} | {"Опись_districts_2025.json", "Опись_districts_2025.csv"}
    for file in made:
        content = (folder / file["file"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
        mine = set(base.scalars(text(SCHOOLS_OF), {"district": file["key"]}))
        names_only_its_own(base, content, mine, mine)
    (table,) = folder.glob("*.csv")
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row["Итог"] for row in rows].count("не составлена") == 1
    assert {row["SHA-256"] for row in rows} == {file["sha256"] or "" for file in found["files"]}


def test_same_batch_has_the_same_manifest(run: Callable[..., int], tmp_path: Path, base: Connection) -> None:
    asked = ("--scope", "schools:nevsky", "--format", "told,broken")
    assert run(*asked) == DONE
    found = manifest(tmp_path / "files")
    once = {path.name: path.read_bytes() for path in (tmp_path / "files").iterdir()}
    assert len({file["key"] for file in found["files"]}) * 2 == len(found["files"]) == found["made"]
    assert all(file["scope"] == "school" and file["issuer"] for file in found["files"])
    for file in found["files"]:
        number = int(file["key"])
        names_only_its_own(base, once[file["file"]], {number}, {number})
    assert run(*asked) == DONE
    assert once == {path.name: path.read_bytes() for path in (tmp_path / "files").iterdir()}


def test_schools_of_one_name_have_files_of_their_own(base: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    publication = current(base)
    assert publication is not None
    asked = (base, publication, Selection(2025, publication.method("two-years")))
    usual = recipients.of_briefings(*asked, "schools:nevsky:all")
    assert len({item.file(2025, "pdf") for item in usual}) == len(usual) > 20
    assert not any(item.number for item in usual)
    rows, name = schools.school_index, "Школа № 5"

    def of_one_name(*given: Any) -> Any:
        return tuple(replace(row, name=name if place % 2 else name.upper()) for place, row in enumerate(rows(*given)))

    monkeypatch.setattr(schools, "school_index", of_one_name)
    same = recipients.of_briefings(*asked, "schools:nevsky:all")
    assert len({item.file(2025, "pdf").casefold() for item in same}) == len(same) == len(usual)
    assert same[0].file(2025, "pdf").endswith(f"_школа-{same[0].wanted.key}_2025.pdf")
    listed = recipients.of_briefings(*asked, "schools:nevsky")
    assert {item.code for item in listed} < {item.code for item in same}


def test_file_that_cannot_be_written_leaves_nothing(
    run: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert run("--scope", "district:kronshtadtsky", "--format", "told") == BAD_INPUT
    assert "на диске кончилось место" in capsys.readouterr().err
    assert list((tmp_path / "files").iterdir()) == []


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ("schools:atlantis", "Района atlantis нет"),
        ("schools:nevsky:some", "Получателя"),
        ("city:1", "Получателя"),
        ("schools:kronshtadtsky", "школ Кронштадтского района нет"),
    ],
)
def test_wrong_scopes_are_said(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str], scope: str, said: str
) -> None:
    assert run("--scope", scope) == BAD_INPUT
    assert said in capsys.readouterr().err
