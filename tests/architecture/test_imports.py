"""The direction of imports, as declared for import-linter in pyproject.toml."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from importlinter import cli

ROOT = Path(__file__).parents[2]
PACKAGES = {"dashboard", "callbacks", "layouts", "data_access", "monitoring", "geodata"}


def settings() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


def test_contracts_are_kept() -> None:
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS


def test_every_package_is_under_contract() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert found == PACKAGES
    assert found == set(settings()["root_packages"])


def test_layers_name_every_package() -> None:
    layers = next(contract for contract in settings()["contracts"] if contract["type"] == "layers")["layers"]
    named = [name.strip() for layer in layers for name in layer.split("|")]
    assert sorted(named) == sorted(settings()["root_packages"])


def test_threads_of_algebra_are_settled_before_numpy_is_read() -> None:
    told = "import os, sys, dashboard; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    clean = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=clean, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]
