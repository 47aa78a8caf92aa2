"""Pages of the start panel for each role, full and calm, for the tests of all pages."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from dash.development.base_component import Component

from layouts import attention
from monitoring.reports.publication import Publication, Selection
from tests.components import samples

WHOSE: tuple[Literal["city", "district", "school", "operator", "plan"], ...] = (
    "city", "district", "school", "operator", "plan",
)  # fmt: skip


def attention_pages(publication: Publication, selection: Selection) -> dict[str, Callable[[], Component]]:
    """Name of the page → what makes it."""
    found: dict[str, Callable[[], Component]] = {}
    for whose in WHOSE:
        may = frozenset({"review", "measure"}) if whose == "district" else frozenset[str]()
        found[f"attention for the {whose}"] = partial(
            attention.page, samples.attention(whose), publication, selection, may
        )
        found[f"attention, calm {whose}"] = partial(attention.page, samples.calm(whose), publication, selection)
    return found
