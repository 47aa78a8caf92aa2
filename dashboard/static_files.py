"""Files from installed packages: Bootstrap's style sheet and the typeface; the icon. No page asks another host."""

import importlib.util
from importlib.metadata import version
from pathlib import Path

from flask import Flask, Response, abort, send_from_directory

from dashboard.application import ASSETS

BOOTSTRAP = "/bootstrap/bootstrap.min.css"
FONTS = ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf", "SourceSansPro-Bold.otf")
YEAR = 365 * 24 * 60 * 60


def bootstrap_address() -> str:
    """Address of the style sheet with its version: kept for a year, asked for anew after an update."""
    return f"{BOOTSTRAP}?v={version('bootstrap-flask')}"


def register(server: Flask) -> None:
    """Adds the style sheet, ``/fonts/<file>`` for the files of the typeface that pages use and ``/favicon.ico``."""
    styles = _package_folder("flask_bootstrap") / "static" / "bootstrap5" / "css"
    fonts = _package_folder("font_source_sans_pro") / "files"

    @server.get(BOOTSTRAP)
    def bootstrap() -> Response:
        return send_from_directory(styles, "bootstrap.min.css", max_age=YEAR)

    @server.get("/favicon.ico")
    def icon() -> Response:
        # Browsers ask for it where the answer is no page of ours: a file, /healthz.
        return send_from_directory(ASSETS, "favicon.ico", max_age=YEAR)

    @server.get("/fonts/<file>")
    def font(file: str) -> Response:
        if file not in FONTS:
            abort(404)
        return send_from_directory(fonts, file, mimetype="font/otf", max_age=YEAR)


def _package_folder(package: str) -> Path:
    # Not imported: both packages do more at import than lend their files.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"нет пакета {package}: поставьте зависимости командой make setup")
    return Path(spec.submodule_search_locations[0])
