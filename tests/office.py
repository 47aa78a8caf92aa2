"""LibreOffice without windows: what an office program makes of our files."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

SECONDS = 180


def as_pdf(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The files (by name, with extension) converted to PDF in one start of the program; fails unless all were.

    ``folder`` is an empty place for them and for the program's own settings.
    """
    assert len({Path(name).stem for name in files}) == len(files), "two files would be one PDF"
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = [
        "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder / "pdf"), *(str(folder / name) for name in files),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    return {name: (folder / "pdf" / name).with_suffix(".pdf").read_bytes() for name in files}


def as_texts(pdf: bytes) -> list[str]:
    """The texts of the pages of a PDF: by poppler, which is quicker at it than what reads PDF in Python."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True, timeout=SECONDS)
    return done.stdout.decode().split("\f")[:-1]
