"""The documents lead somewhere: their links, and the commands that README promises."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, committed_texts

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
DOCUMENTS = [path for path in committed_texts() if path.suffix == ".md"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(document: Path) -> None:
    targets = [target for target in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in target]
    broken = [target for target in targets if not (document.parent / target.split("#")[0]).exists()]
    assert broken == []


def test_readme_names_commands_that_make_knows() -> None:
    promised = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"run", "test"} <= promised
    for target in sorted(promised):
        known = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
        assert known.returncode == 0, known.stderr


def test_help_lists_every_command() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # setup-dev prepares the others and is not meant to be called.
    assert set(re.findall(r"^make ([a-z-]+)", shown, re.MULTILINE)) == set(phony[1].split()) - {"setup-dev"}
