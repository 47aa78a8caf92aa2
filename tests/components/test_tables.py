"""Cells of tables are made without Dash's constructor: they must be what it makes."""

import json
from typing import Any

import pytest
from dash import html

from callbacks.serialising import serialised
from layouts.components.tables import part


@pytest.mark.parametrize("kind", [html.Td, html.Th, html.Tr])
@pytest.mark.parametrize("properties", [{}, {"className": "num"}, {"className": "num", "data-sort": "17.3"}])
def test_part_is_what_the_constructor_makes(kind: Any, properties: dict[str, str]) -> None:
    content = [html.B("4"), " школы"]
    assert part(kind, content, **properties).to_plotly_json() == kind(content, **properties).to_plotly_json()
    # Dash's constructor orders the properties as a set comes, so the texts differ from run to run.
    sent = [json.loads(serialised(made)) for made in (part(kind, content, **properties), kind(content, **properties))]
    assert sent[0] == sent[1]


def test_part_leaves_out_what_is_not_given() -> None:
    assert part(html.Td, "4", className=None, title=None).to_plotly_json() == html.Td("4").to_plotly_json()


def test_parts_do_not_share_what_they_hold() -> None:
    first, second = part(html.Td, "1", className="num"), part(html.Td, "2")
    assert (first.children, second.children) == ("1", "2")
    assert not hasattr(second, "className")
