"""A component tree as the text that Dash sends, made once and kept.

Dash serialises an answer through plotly's encoder, which walks every tree in Python because orjson does not know
components (40 ms for the city page); a component in turn asks itself for every property that it might have. Here
orjson walks the tree itself and a component gives what it holds (4 ms).
"""

from typing import Any

import orjson
from dash.development.base_component import Component

_WILDCARDS = ("data-", "aria-")
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
# What plotly's encoder replaces in every answer; done here once, so that the kept text passes it unchanged.
_REPLACED = (("<", "\\u003c"), (">", "\\u003e"), ("/", "\\u002f"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))

# Names of properties by kind of component; Dash keeps them on every component anew.
_properties: dict[type[Component], frozenset[str]] = {}


def serialised(tree: Component) -> str:
    """JSON of the tree, equal in meaning to ``dash._utils.to_json``. Raises ``TypeError`` for what JSON lacks."""
    text = orjson.dumps(tree, default=_plain, option=_OPTIONS).decode()
    for character, escape in _REPLACED:
        text = text.replace(character, escape)
    return text


def _plain(value: object) -> Any:
    if isinstance(value, Component):
        known = _properties.get(type(value))
        if known is None:
            known = _properties[type(value)] = frozenset(value._prop_names)
        return {
            "props": {name: held for name, held in vars(value).items() if name in known or name.startswith(_WILDCARDS)},
            "type": value._type,
            "namespace": value._namespace,
        }
    raise TypeError(f"no JSON for {type(value).__name__}")
