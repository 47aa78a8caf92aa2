"""Every setting, command, option and page is documented, and nothing documented is missing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from dashboard.cli.program import program
from dashboard.settings import PREFIX, Settings

DOCS = Path(__file__).parents[2] / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def commands(group: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Names («boundaries import») and commands."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


COMMANDS = dict(commands(typer.main.get_command(program)))


def test_every_setting_is_documented_and_no_other() -> None:
    documented = re.findall(rf"^\| `{PREFIX}([A-Z_]+)` \|", text("settings.md"), re.MULTILINE)
    assert sorted(documented) == sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize(
    "name", ["VAR_DIR", "CACHE_URL", "CACHE_ENTRIES", "DEMO_MODE", "LOG_LEVEL", "THREADS", "PROXIES"]
)
def test_documented_default_is_the_default(name: str) -> None:
    row = re.search(rf"^\| `{PREFIX}{name}` \| `([^`]*)` \|", text("settings.md"), re.MULTILINE)
    assert row
    assert row[1] == str(Settings.model_fields[name.lower()].default)


def test_every_command_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^(?:## |- )`([a-z ]+)`", text("commands.md"), re.MULTILINE))
    groups = {name.split()[0] for name in COMMANDS if " " in name}
    assert documented == set(COMMANDS) | groups


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_documented(name: str) -> None:
    heading = name.split()[0]
    section = re.search(rf"^## `{heading}`\n(.*?)(?=^## |\Z)", text("commands.md"), re.MULTILINE | re.DOTALL)
    assert section
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("--")}
    missing = {option for option in options - {"--help"} if option not in section[1]}
    assert missing == set()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(name: str) -> None:
    assert COMMANDS[name].help
    assert all(getattr(parameter, "help", None) for parameter in COMMANDS[name].params)


def test_every_page_is_documented_and_no_other() -> None:
    import callbacks

    pages = text("commands.md").split("## Страницы")[1]
    documented = re.findall(r"^\| `(/[^`]*)` \|", pages, re.MULTILINE)
    assert sorted(documented) == sorted(page.template for page in callbacks.PAGES if page.name != "not_found_404")
