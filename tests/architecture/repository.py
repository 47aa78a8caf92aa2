"""What is committed, for the tests that read it."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
BINARY = {".png", ".jpg", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".xlsx", ".gpkg", ".pdf", ".zip"}


def committed_files() -> list[Path]:
    """Absolute paths of the files that git holds and the work tree still has."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def committed_texts() -> list[Path]:
    """Committed files that are text."""
    return [path for path in committed_files() if path.suffix not in BINARY]


def committed_modules() -> list[Path]:
    """Committed Python files."""
    return [path for path in committed_files() if path.suffix == ".py"]
