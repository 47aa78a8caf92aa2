"""Pages that have nothing to show: a sentence, and what to do next."""

from typing import Any

from dash import html

from layouts.attributes import data
from layouts.components.sections import empty
from layouts.links import link
from layouts.texts import messages as words
from layouts.texts import troubles


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


def failure(number: str | None = None, trouble: str | None = None, again: str = "/") -> html.Div:
    """The data could not be read; ``number`` is that of the entry in the log.

    ``trouble``: a code of ``texts.troubles`` where the cause is known; where it passes by itself, the page asks again
    by itself (assets/retry.js). ``again``: address of the page that was asked for.
    """
    told = troubles.TROUBLES.get(trouble or "")
    heading, text, step = (told.heading, told.text, told.step) if told else _FAILURE
    if number:
        step = f"{step} {words.FAILURE_NUMBER.format(number=number)}"
    # A whole new document: what Dash has loaded may be what failed.
    waits: dict[str, Any] = data(retry="auto") if told and told.returns else {}
    retry = html.A(troubles.RETRY, href=again, className="btn btn-primary btn-sm retry", role="button", **waits)
    return page(heading, text, step, retry, to_city())


_FAILURE = (words.FAILURE, words.FAILURE_TEXT, words.FAILURE_STEP)
