"""The line over a page that was asked for with the number of a publication."""

from dataclasses import replace
from typing import Any

from dash import html

from layouts import message
from layouts.attributes import aria
from layouts.links import href, link
from layouts.texts import versions as words
from monitoring.reports.publication import Reopened, Selection


def notice(found: Reopened, selection: Selection, path: str, live: str | None, lost: int = 0) -> html.Div | None:
    """What is shown, what has come since, what is of today all the same.

    ``live``: words for what of the page is of today whatever the publication, None for a page that is so wholly;
    ``lost``: schools that were the viewer's then and are not today.
    """
    here = link(words.TO_CURRENT, href(path, replace(selection, version=None)))
    if found.state == "current":
        parts: list[Any] = [words.standing(found)]
    elif live is None:
        here = link(words.SAME_PAGE, href(path, replace(selection, version=None)))
        parts = [words.today_alone(found), " ", link(words.back_to(found), href("/", selection)), ", ", here, "."]
    else:
        more = [f" {said}" for said in (words.live(live), words.lost(lost)) if said]
        parts = [words.standing(found), " ", here, ".", *more]
    return html.Div(
        parts, className=f"notice publication-notice {found.state}", role="region", **aria(label=words.LABEL)
    )


def no_such(selection: Selection | None) -> html.Div:
    """No publication has the number."""
    return message.page(words.NOT_FOUND, words.NOT_FOUND_TEXT, "", link(message.words.TO_CITY, href("/", selection)))
