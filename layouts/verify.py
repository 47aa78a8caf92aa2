"""Page «Проверка справки»: what a code or a link of a briefing says, in the scope of whoever asks."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import ids
from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.sections import block, page_head, section
from layouts.links import href, link
from layouts.texts import city as city_words
from layouts.texts import verify as words
from layouts.texts import versions
from monitoring.reports.publication import Selection
from monitoring.reports.verification import Subject, Verification

LONGEST = 600
"""Signs that the field takes."""


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(found: Verification | None, selection: Selection, text: str = "") -> html.Div:
    """The page; ``found``: None before anything was asked; ``text`` is what was pasted."""
    heading, lead = words.head(found)
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    parts: list[Any] = [page_head(crumbs, heading, lead)]
    if found is not None and found.subject is not None:
        parts += [_facts(found, found.subject), _figures(found)]
    parts.append(_form(selection, text))
    state = "" if found is None else f" {found.state}"
    return html.Div(parts, className=f"verify-page{state}")


def skeleton() -> html.Div:
    """The page's shape without data."""
    field = html.Div(dbc.Input(id=ids.VERIFY_CODE, type="text", disabled=True), hidden=True)
    return html.Div([block(90), block(120), field], className="skeleton", **aria(hidden="true"))


def _form(selection: Selection, text: str) -> html.Form:
    """A plain form: the browser asks the page itself."""
    kept = {"year": str(selection.year), "method": selection.method.code}
    if selection.version is not None:
        kept["version"] = str(selection.version)
    return html.Form(
        [
            html.Label(words.FIELD, htmlFor=ids.VERIFY_CODE),
            html.Div(
                [
                    dbc.Input(
                        id=ids.VERIFY_CODE, name="code", type="text", value=text[:LONGEST], placeholder=words.EXAMPLE,
                        maxlength=str(LONGEST), autocomplete="off", required=True,
                    ),
                    html.Button(words.CHECK, type="submit", className="btn btn-primary"),
                ],
                className="verify-field",
            ),
            *(dbc.Input(name=name, value=value, type="hidden") for name, value in kept.items()),
        ],
        action="/verify",
        method="get",
        className="verify-form",
    )  # fmt: skip


def _facts(found: Verification, subject: Subject) -> html.Div:
    rows = [
        (words.ABOUT, subject.name),
        (words.YEAR, city_words.selection_words(subject.selection)),
        (words.DAY, words.day(found)),
        (words.PUBLICATION, versions.became(subject.reopened)),
    ]
    shown = [part for name, value in rows if value for part in (html.Dt(name), html.Dd(value))]
    way = link(words.OPEN, href(subject.path, subject.selection))
    return html.Div([html.Dl(shown, className="facts"), html.P(way, className="ways")])


def _figures(found: Verification) -> html.Section:
    if found.closed:
        return section(words.FIGURES, html.P(words.note(found)))
    figures = [KeyFigure(item.label, item.text, item.beside, item.note) for item in found.figures]
    return section(
        words.FIGURES, html.P(found.finding, className="verify-finding"), strip(figures), note=words.note(found)
    )
