"""Dash with a first answer of our own: the title of the page asked for, a skeleton, 404 for addresses that are not."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from dash import Dash
from flask import request

import callbacks
from callbacks.page import APPLICATION, Page
from dashboard.headers import style_nonce

ASSETS = Path(__file__).parents[1] / "assets"
FIRST_SCRIPT = "style-nonce.js"
"""Runs before Dash's own scripts; not among those that Dash adds at the end of the page."""
WAITING = """<div id="react-entry-point">
    <div class="_dash-loading" role="status">Страница загружается</div>
</div>"""


class Application(Dash):
    """The application; everything else is Dash's."""

    def index(self, *arguments: Any, **keywords: Any) -> Any:
        """The first answer to any address; 404 beside the same page where there is no such page."""
        html = super().index(*arguments, **keywords)
        return html if page_at(request.path) else (html, 404)

    def interpolate_index(self, *arguments: Any, **parts: Any) -> str:
        """The page before the scripts: nothing of the data, so that it is equal for every viewer but for a nonce."""
        page = page_at(request.path)
        parts["title"] = f"{page.label} — {APPLICATION}" if page else APPLICATION
        parts["app_entry"] = WAITING
        parts["metas"] = f"{parts.get('metas', '')}\n{_first_script()}"
        return str(super().interpolate_index(*arguments, **parts))


def _first_script() -> str:
    return f'<script src="/assets/{FIRST_SCRIPT}?v={_first_script_version()}" nonce="{style_nonce()}"></script>'


@cache
def _first_script_version() -> str:
    return sha256((ASSETS / FIRST_SCRIPT).read_bytes()).hexdigest()[:16]


def page_at(path: str) -> Page | None:
    """The page whose template the path fits, whether or not there is such a school."""
    wanted = path.rstrip("/") or "/"
    return next((page for page in callbacks.PAGES if re.fullmatch(_pattern(page.template), wanted)), None)


def _pattern(template: str) -> str:
    return re.sub("<[^>]+>", "[^/]+", template)
