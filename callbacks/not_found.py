"""The page for addresses that are not. Dash finds it by the name ``not_found_404``."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from data_access.viewer import EVERY_ROLE, NotFound
from layouts import not_found, shell


def make(asked: Asked) -> tuple[str, Component]:
    """Never answers. Raises ``NotFound``: the page is made in one place for whatever is not found."""
    raise NotFound("страница")


def skeleton() -> Component:
    """The frame without data: every page stands in it, so its ids are named once, here."""
    return shell.skeleton(not_found.page())


PAGE = Page("not_found_404", "/404", "Не найдено", "", make, skeleton, readers=EVERY_ROLE)
