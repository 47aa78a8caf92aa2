"""Fields of a record's form: label, control, hint and problem; ``assets/forms.js`` ties them to each other."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import ids
from layouts.texts import records as words
from monitoring.records.fields import Field
from monitoring.reports.record_form import Options


def field_row(field: Field, given: object, options: Options, *, fixed_text: str | None = None) -> html.Div:
    """One field with its present value; ``fixed_text`` shows it as text that is not to be changed."""
    if fixed_text is not None:
        return html.Div(
            [html.Span(field.label, className="field-label"), html.Span(fixed_text or words.NOTHING)],
            className="field field-fixed",
        )
    control_id = ids.record_field(field.name)
    name = ids.text_of(control_id)
    label: list[Any] = [field.label]
    if field.required:
        label.append(html.Span(f" ({words.REQUIRED})", className="field-required"))
    hint = words.limits(field, {})
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="field-label"),
            _control(field, control_id, given, options),
            html.Div(hint, className="field-hint") if hint else None,
            html.Div(id=ids.record_problem(field.name), className="field-problem"),
        ],
        id=ids.record_row(field.name),
        className="field",
    )


def _control(field: Field, control_id: dict[str, str], given: object, options: Options) -> Any:
    match field.type:
        case "words":
            return dbc.Textarea(id=control_id, value=_text(given), maxlength=field.most, rows=4)
        case "choices":
            return dbc.Checklist(id=control_id, options=_options(options), value=_codes(given))
        case "choice" | "place" | "school" | "record":
            empty = [] if field.required else [{"label": words.NOT_CHOSEN, "value": ""}]
            return dbc.Select(
                id=control_id, options=empty + _options(options), value=_text(given), placeholder=words.CHOOSE
            )
        case "day":
            return dbc.Input(id=control_id, type="date", value=_text(given))
        case "number":
            return dbc.Input(id=control_id, type="text", inputmode="numeric", value=_text(given), maxlength=9)
        case _:
            return dbc.Input(id=control_id, type="text", value=_text(given), maxlength=field.most)


def _options(options: Options) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for value, label in options]


def _text(given: object) -> str:
    if isinstance(given, date):
        return given.isoformat()
    return "" if given is None else str(given)


def _codes(given: object) -> list[str]:
    return [str(code) for code in given] if isinstance(given, list | tuple) else []


def as_typed(field: Field, value: object) -> object:
    """A stored value as the control of the field gives it back."""
    return _codes(value) if field.type == "choices" else _text(value)


def choices_of(field: Field, options: Mapping[str, Options]) -> Options:
    """What the field offers: its own choices, or those of the database."""
    if field.choices:
        return tuple((choice.code, choice.label) for choice in field.choices)
    return options.get(field.name, ())
