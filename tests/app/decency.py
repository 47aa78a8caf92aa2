"""What every answer to a question of ill will is held to, and how such questions are put to routes."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

from dash import Dash
from werkzeug.routing import Rule

READER = {"Accept": "text/html"}
_PLACE = re.compile(r"(<[^>]+>)")


class Elements(HTMLParser):
    """Names of the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


def decent(response: Any, asked: object) -> None:
    """Fails unless the answer is one in words, that holds nothing of the question as markup."""
    worded = response.mimetype in {"text/html", "text/plain", "application/json"}
    text = response.get_data(as_text=True) if worded else ""
    assert response.status_code < 500, (asked, text[:300])
    assert "Set-Cookie: x" not in str(response.headers), asked
    if response.mimetype == "text/html":
        assert "img" not in Elements(text).names, asked
        assert "<script>window.hurt" not in text, asked
    if response.status_code >= 400 and response.get_data():
        assert re.search("[а-яё]{3}", text), (asked, text[:300])
        assert "Traceback" not in text, asked


def routes(app: Dash) -> list[tuple[str, Rule]]:
    """Every route of the application with each of its methods."""
    return [
        (method, rule)
        for rule in app.server.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    ]


def addresses(rule: Rule, text: str) -> Iterable[str]:
    """The rule's address with the text in each of its places, and with a number there."""
    fills = (quote(text, safe="") or "1", "1")
    return dict.fromkeys("".join(_filled(part, fill) for part in _PLACE.split(rule.rule)) for fill in fills)


def _filled(part: str, fill: str) -> str:
    if not part.startswith("<"):
        return part
    return part.partition("any(")[2].partition(",")[0] or fill
