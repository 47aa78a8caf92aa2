"""The button that puts a school on the reader's watch list or takes it off, and the sentence that says it was done."""

from typing import Literal

from dash import html

from layouts import ids
from layouts.attributes import aria
from layouts.links import href, link
from layouts.texts import attention as words
from monitoring.reports.publication import Selection

Action = Literal["watch", "unwatch"]


def watch_button(school_id: int | None, watched: bool, selection: Selection | None = None) -> html.Div:
    """The button; ``school_id`` None: a hidden one, for pages that offer none.

    ``name`` holds the school, ``value`` what a click does next: it is said to the server as it stands.
    """
    button = html.Button(
        label(next_action(watched)),
        id=ids.SCHOOL_WATCH_BUTTON,
        type="button",
        className="plain-button",
        name="" if school_id is None else str(school_id),
        value=next_action(watched),
        n_clicks=0,
    )
    said = html.Span("", id=ids.SCHOOL_WATCH_STATUS, className="quiet", role="status", **aria(live="polite"))
    way = link(words.WATCH_LIST, href("/attention", selection), "quiet-link")
    return html.Div([button, way, said], className="controls watch", hidden=school_id is None)


def next_action(watched: bool) -> Action:
    """What a click does to a school that is watched, or is not."""
    return "unwatch" if watched else "watch"


def label(action: Action) -> str:
    """«Следить за школой», «Не следить»."""
    return words.WATCH if action == "watch" else words.UNWATCH


def after(watched: bool) -> tuple[str, Action, str]:
    """Text and value of the button, and what is said, once the school is watched or is not."""
    action = next_action(watched)
    return label(action), action, words.WATCH_DONE if watched else words.UNWATCH_DONE
