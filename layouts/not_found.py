"""Page 404."""

from dash import html

from layouts import message
from layouts.links import link
from layouts.texts import messages as words


def page(what: str = "страница") -> html.Div:
    """What was not found and where to go; ``what``: «страница», «район», «школа» or other words."""
    heading, step = words.not_found(what)
    return message.page(heading, step, "", message.to_city(), link(words.TO_SCHOOLS, "/schools"))


def skeleton() -> html.Div:
    """The page has no ids of its own."""
    return page()
