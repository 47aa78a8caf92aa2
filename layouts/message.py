"""Pages that have nothing to show: a sentence, and what to do next."""

from typing import Any

from dash import html

from layouts.components.sections import empty
from layouts.links import link
from layouts.texts import messages as words


def page(heading: str, text: str, step: str, *links: Any) -> html.Div:
    """A heading, a sentence, the next step and the ways out."""
    ways = html.P([part for way in links for part in (way, " ")], className="ways") if links else None
    return html.Div([html.H1(heading, className="page-title"), empty(text, step), ways], className="message-page")


def to_city() -> Any:
    """The way to the city page."""
    return link(words.TO_CITY, "/")


def nothing_published() -> html.Div:
    """There is no publication yet."""
    return page(words.NOTHING_PUBLISHED, words.NOTHING_PUBLISHED_TEXT, words.NOTHING_PUBLISHED_STEP)


def sign_in() -> html.Div:
    """Outside demo mode without an account nothing is shown."""
    return page(words.SIGN_IN, words.SIGN_IN_TEXT, words.SIGN_IN_STEP)


def failure(number: str | None = None) -> html.Div:
    """The data could not be read; ``number`` is that of the entry in the log."""
    step = words.FAILURE_STEP
    if number:
        step = f"{step} {words.FAILURE_NUMBER.format(number=number)}"
    return page(words.FAILURE, words.FAILURE_TEXT, step, to_city())
