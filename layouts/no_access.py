"""Page «нет доступа»."""

from dash import html

from layouts import message
from layouts.texts import messages as words


def page() -> html.Div:
    """Who may see it, and what to do."""
    return message.page(words.NO_ACCESS, words.NO_ACCESS_TEXT, words.NO_ACCESS_STEP, message.to_city())
