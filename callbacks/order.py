"""Приказ → исполнение: the points of the order with what proves them."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from data_access.queries.order import order_report
from data_access.viewer import EVERY_ROLE
from layouts import order


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    report = order_report(asked.connection, asked.viewer, asked.publication, asked.selection)
    return order.title(), order.page(report, asked.publication, asked.selection)


PAGE = Page("order", "/order", "Приказ → исполнение", "order", make, order.skeleton, readers=EVERY_ROLE)
