"""The kept text of a page: what Dash itself would have sent."""

import json
from typing import Any

import numpy as np
import pytest
from dash import dcc, html
from dash._utils import to_json
from orjson import Fragment

from callbacks.serialising import serialised
from tests.app.conftest import AppOf, Reader
from tests.paths import PAGES

ATTRIBUTES: dict[str, Any] = {"aria-label": "подпись", "data-school": 5}
NO_JSON: Any = object()
TREE = html.Div(
    [
        html.H1("Школа № 5 <b>«5/1»</b> \u2028"),
        dcc.Graph(figure={"data": [{"x": np.array([1.5, np.nan]), "y": (1, None)}], "layout": {}}, id="graph"),
        html.P(None, **ATTRIBUTES),
        html.P([html.Span(3), 4.5, True]),
    ],
    className="page",
)


def test_text_means_what_dash_would_send() -> None:
    assert json.loads(serialised(TREE)) == json.loads(to_json(TREE))


def test_pages_are_what_dash_would_send(app_of: AppOf, demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # An application of its own: what others have asked for is kept and not made again.
    reader = Reader(app_of(demo_url).server.test_client())
    trees: list[Any] = []

    def noted(tree: Any) -> str:
        trees.append(tree)
        return serialised(tree)

    monkeypatch.setattr("callbacks.page.serialised", noted)
    found = [path for path in PAGES if path != "/data/nothing"]  # a file that is not there is a page of another kind
    for path in found:
        reader.page(path, "?year=2022")
    assert len(trees) == len(found)
    for tree in trees:
        assert json.loads(serialised(tree)) == json.loads(to_json(tree))


def test_text_passes_dash_unchanged() -> None:
    text = serialised(TREE)
    assert to_json({"children": Fragment(text)}) == f'{{"children":{text}}}'
    assert "</" not in text


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        serialised(html.Div(NO_JSON))
