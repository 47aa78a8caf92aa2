"""What the administrator's documents name is there: settings, commands with their options, files, metrics, SQL."""

import fnmatch
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import exposition, metrics
from dashboard.settings import PREFIX, Settings
from tests.architecture.repository import committed_files
from tests.docs.test_reference import COMMANDS, DOCS, text

ROOT = DOCS.parent
NAMES = ("operating.md", "security.md", "settings.md", "commands.md")
OF_SERVER = {"BIND"}
"""Read by deploy/gunicorn_conf.py alone."""
CALLED = re.compile(r"(?:-m dashboard|command\.sh(?: --owner)?) ([a-z][^`\n]*)")
WITH_OPTIONS = re.compile(r"`([a-z]+(?: [a-z]+)? --[^`\n]*)`")
OF_PROMETHEUS = re.compile(r"`traektoria_(\w+?)(?:\{[^`]*)?`")
GROUPS = {name.split()[0] for name in COMMANDS if " " in name}
OUR_FILE = re.compile(r"\b((?:deploy|scripts|tests|dashboard|data_access|docs)/[\w./*-]*\w\*?(?:\.\w+)?)")
SUFFIXES = ("", "_total", "_count", "_sum", "_bucket")


def calls(name: str) -> Iterator[list[str]]:
    """Words of every call of a command that the document shows, as the shell would see them."""
    for shown in CALLED.findall(text(name)):
        called = re.split(r"(?:, |; | \||[»'\)])", shown)[0]
        yield shlex.split(called)
    yield from (words for span in WITH_OPTIONS.findall(text(name)) if command_of(words := shlex.split(span)))


def command_of(words: list[str]) -> str | None:
    return next((name for name in (" ".join(words[:2]), words[0]) if name in COMMANDS), None)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_that_is_named_is_one(name: str) -> None:
    known = {field.upper() for field in Settings.model_fields} | OF_SERVER
    assert set(re.findall(rf"{PREFIX}([A-Z_]+)", text(name))) <= known


@pytest.mark.parametrize("name", NAMES)
def test_every_call_that_is_shown_is_of_a_command_with_such_options(name: str) -> None:
    for words in calls(name):
        command = command_of(words)
        if words in [[group] for group in GROUPS]:  # a group, whose commands are listed after it
            continue
        assert command, words
        options = {option for parameter in COMMANDS[command].params for option in parameter.opts}
        assert {word.strip("[]…").split("=")[0] for word in words if re.match(r"\[?--", word)} <= options, words


def test_calls_are_found() -> None:
    found = {command_of(words) for words in calls("operating.md")}
    assert {"backup", "restore", "check", "database grant", "account add", "import", "publish"} <= found


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_ours_that_is_named_is_there(name: str) -> None:
    files = {str(path.relative_to(ROOT)) for path in committed_files()}
    folders = {str(parent) for file in files for parent in Path(file).parents}
    for named in OUR_FILE.findall(text(name)):
        if not named.startswith("deploy/container/secrets"):
            assert fnmatch.filter(files | folders, named), named


def test_every_unit_that_is_named_is_there() -> None:
    units = {path.name for path in (ROOT / "deploy" / "systemd").iterdir()}
    named = re.findall(
        r"\b(traektoria(?:-\w+)?)(\.timer|\.service)?\b",
        " ".join(re.findall(r"systemctl [^`\n]*", text("operating.md"))),
    )
    assert named
    assert {f"{unit}{kind or '.service'}" for unit, kind in named} <= units


def test_every_metric_that_is_named_is_counted() -> None:
    code = Path(str(metrics.__file__)).read_text() + Path(str(exposition.__file__)).read_text()
    counted = set(re.findall(r"(?:counter|histogram|_gauge)\(\s*\"(\w+)\"", code))
    section = text("operating.md").split("## Наблюдение")[1].split("\n## ")[0]
    named = set(OF_PROMETHEUS.findall(section))
    assert {"deed_failures_total", "database_up"} <= named
    assert {
        metric for metric in named if not any(f"{each}{end}" == metric for each in counted for end in SUFFIXES)
    } == set()


def statements(shown: str) -> list[str]:
    """Statements of SQL and of psql, passwords left out."""
    found = re.findall(r"^(?:(?:CREATE|GRANT|REVOKE) .*;|\\connect \w+)$", shown, re.MULTILINE)
    return [re.sub(r"PASSWORD \S+;", "PASSWORD;", statement) for statement in found]


def test_roles_are_made_by_hand_as_the_container_makes_them() -> None:
    by_hand = statements(text("operating.md"))
    assert len(by_hand) > 5
    assert by_hand == statements((ROOT / "deploy" / "container" / "roles.sh").read_text(encoding="utf-8"))


def test_files_of_secrets_are_made_under_the_names_that_are_asked() -> None:
    made = re.search(r"^for name in ([\w ]+); do$", text("operating.md"), re.MULTILINE)
    assert made
    composed = (ROOT / "deploy" / "container" / "compose.yaml").read_text(encoding="utf-8")
    assert set(made[1].split()) == set(re.findall(r"file: \./secrets/(\w+)", composed))
    assert re.search(r"chown (\d+):", text("operating.md"))[1] in re.findall(  # type: ignore[index]
        r"--uid (\d+)", (ROOT / "deploy" / "container" / "Dockerfile").read_text(encoding="utf-8")
    )
