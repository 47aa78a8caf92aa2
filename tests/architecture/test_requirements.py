"""What the code imports is declared, and what is declared is pinned with hashes."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, committed_modules

OWN = {"app", "dashboard", "callbacks", "layouts", "data_access", "monitoring", "geodata", "benchmarks", "tests"}
FOR_CHECKS = {"tests", "benchmarks", "scripts"}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(file_name: str) -> set[str]:
    """Names of the packages that an .in file asks for itself."""
    lines = (ROOT / file_name).read_text(encoding="utf-8").splitlines()
    return {normalised(match[0]) for line in lines if (match := re.match(r"[a-z0-9][\w.-]*", line))}


def imported_modules(path: Path) -> set[str]:
    """First parts of the names that a module imports absolutely."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - OWN - sys.stdlib_module_names


def undeclared(paths: list[Path], known: set[str]) -> list[str]:
    distributions = packages_distributions()
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in sorted(imported_modules(path))
        if not known & {normalised(distribution) for distribution in distributions.get(name, [])}
    ]


def test_application_imports_only_what_it_declares() -> None:
    paths = [path for path in committed_modules() if path.relative_to(ROOT).parts[0] not in FOR_CHECKS]
    assert paths
    assert undeclared(paths, declared("requirements.in")) == []


def test_checks_import_only_what_is_declared() -> None:
    paths = [path for path in committed_modules() if path.relative_to(ROOT).parts[0] in FOR_CHECKS]
    assert undeclared(paths, declared("requirements.in") | declared("requirements-dev.in")) == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-uv"])
def test_everything_declared_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    pinned = {normalised(re.split(r"==", entry)[0].split("[")[0]) for entry in entries}
    assert [
        entry for entry in entries if not re.match(r"[\w.-]+(\[\w+\])?==\S+ .*--hash=sha256:", entry, re.DOTALL)
    ] == []
    assert declared(f"{name}.in") <= pinned


def test_tests_and_application_stand_on_the_same_versions() -> None:
    def versions(file_name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / file_name).read_text(encoding="utf-8"), re.MULTILINE))

    assert versions("requirements.txt") <= versions("requirements-dev.txt")
