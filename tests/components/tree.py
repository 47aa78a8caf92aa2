"""Walking a component tree."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component

from layouts.ids import text_of


def walk(node: Any) -> Iterator[Any]:
    """Every component of the tree, the root first, in reading order."""
    if isinstance(node, list | tuple):
        for child in node:
            yield from walk(child)
    elif isinstance(node, Component):
        yield node
        yield from walk(getattr(node, "children", None))


def ids(node: Any) -> list[str]:
    """All ids in the tree; those of a pattern as the text that stands in the document."""
    found = [item.id for item in walk(node) if getattr(item, "id", None)]
    return [text_of(name) if isinstance(name, dict) else name for name in found]


def of_type(node: Any, *names: str) -> list[Any]:
    """All components of the types («Graph», «H2»)."""
    return [item for item in walk(node) if type(item).__name__ in names]


def text(node: Any) -> str:
    """All words of the tree with those a reader does not see: alternative texts, titles, placeholders."""
    words: list[str] = []
    _collect(node, words)
    return " ".join(words)


def _collect(node: Any, words: list[str]) -> None:
    if isinstance(node, str):
        words.append(node)
    elif isinstance(node, list | tuple):
        for child in node:
            _collect(child, words)
    elif isinstance(node, Component):
        for name in ("title", "alt", "placeholder", "label", "aria-label"):
            value = getattr(node, name, None)
            if isinstance(value, str):
                words.append(value)
        _collect(getattr(node, "children", None), words)
