"""A form that changes data by a route of its own: ``assets/data.js`` sends it and shows a refusal beneath it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts.attributes import data


def deed(
    address: str, button: str, *fields: Any, confirm: str = "", primary: bool = False, plain: bool = False,
    hidden: Mapping[str, str] = MappingProxyType({}),
) -> html.Form:  # fmt: skip
    """The form; ``confirm`` is asked before it is sent, ``hidden`` are fields by name; ``plain`` looks like a link."""
    look = "plain-button" if plain else f"btn btn-sm {'btn-primary' if primary else 'btn-secondary'}"
    return html.Form(
        [
            *(dbc.Input(type="hidden", name=name, value=value) for name, value in hidden.items()),
            *fields,
            html.Button(button, type="submit", className=look),
            html.Div(className="deed-told", role="status", tabIndex=-1),
        ],
        action=address,
        method="post",
        className="deed",
        **data(confirm=confirm),
    )


def labelled(text: Any, control: Any, hint: str = "") -> html.Label:
    """A control inside its label: no id is needed to tie them."""
    parts = [html.Span(text, className="field-label"), control]
    if hint:
        parts.append(html.Span(hint, className="field-hint"))
    return html.Label(parts, className="field")
