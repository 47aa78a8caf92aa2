"""What is posted to Dash's callbacks has the form in which the renderer asks, or it is refused in words.

Dash itself trusts its renderer: of a question with other parts than the callback's it fails somewhere inside. Values
are not looked at here: what a callback is given, it checks itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from dash import Dash
from flask import abort, request

ADDRESS = "/_dash-update-component"
PAGES_LOCATION = "_pages_location"
LONGEST_ADDRESS = 8 * 1024
LONGEST_PART = 512
MOST_FIELDS = 500

Ids = dict[str, list[Any]]


@dataclass(frozen=True)
class Place:
    """A property of a component, or of all components of a pattern where ``pattern`` has the keys of their ids."""

    id: str
    property: str
    pattern: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Callback:
    """What one callback of the server is asked with."""

    inputs: tuple[Place, ...]
    state: tuple[Place, ...]
    outputs: tuple[Place, ...]


def register(app: Dash) -> None:
    """Adds the check before every question. To be called after the gate is added and all callbacks are."""
    known: dict[str, Callback] = {}

    @app.server.before_request
    def check_question() -> None:
        if request.url_rule is None or request.url_rule.rule != ADDRESS or request.method != "POST":
            return
        if not known:
            known.update(callbacks_of(app))
        body = request.get_json()
        output = body.get("output") if isinstance(body, dict) else None
        callback = known.get(output) if isinstance(output, str) else None
        if callback is None or not asks(callback, body):
            abort(400)


def callbacks_of(app: Dash) -> dict[str, Callback]:
    """The callbacks that the server answers, by Dash's name of them; those of the browser are not among them."""
    found = {}
    for name, known in app.callback_map.items():
        if "callback" not in known:
            continue
        outputs = known["output"] if isinstance(known["output"], list | tuple) else [known["output"]]
        found[name] = Callback(
            tuple(_place(item["id"], item["property"]) for item in known["inputs"]),
            tuple(_place(item["id"], item["property"]) for item in known["state"]),
            tuple(_place(output.component_id_str(), output.component_property) for output in outputs),
        )
    return found


def asks(callback: Callback, body: Mapping[str, Any]) -> bool:
    """Whether the body asks the callback as Dash's renderer does."""
    ids: Ids = {}
    outputs = body.get("outputs")
    parts = (
        (callback.inputs, body.get("inputs"), True),
        (callback.state, body.get("state", []), True),
        (callback.outputs, [outputs] if isinstance(outputs, dict) else outputs, False),
    )
    if not all(_fits(places, given, ids, valued) for places, given, valued in parts):
        return False
    changed = body.get("changedPropIds", [])
    names = {f"{place.id}.{place.property}" for place in callback.inputs if place.pattern is None}
    return isinstance(changed, list) and all(isinstance(name, str) and name in names for name in changed)


def _fits(places: Sequence[Place], given: Any, ids: Ids, valued: bool) -> bool:
    if not isinstance(given, list) or len(given) != len(places):
        return False
    return all(_fits_one(place, item, ids, valued) for place, item in zip(places, given, strict=True))


def _fits_one(place: Place, item: Any, ids: Ids, valued: bool) -> bool:
    if place.pattern is None:
        named = isinstance(item, dict) and item.get("id") == place.id and _property(item) == place.property
        return named and (place.id != PAGES_LOCATION or not valued or _is_address(place.property, item.get("value")))
    if not isinstance(item, list) or len(item) > MOST_FIELDS:
        return False
    if not all(isinstance(one, dict) and _property(one) == place.property for one in item):
        return False
    here = [one.get("id") for one in item]
    if not all(_is_of(place.pattern, found) for found in here):
        return False
    if valued and place.property == "id" and [one.get("value") for one in item] != here:
        return False
    # Of one pattern the same components in the same order, wherever the callback names it: values belong to names.
    return ids.setdefault(place.id, here) == here


def _property(item: Mapping[str, Any]) -> Any:
    # An output that several callbacks write is named «href@<digest>».
    found = item.get("property")
    return found.partition("@")[0] if isinstance(found, str) else None


def _is_of(pattern: Mapping[str, Any], found: Any) -> bool:
    if not isinstance(found, dict) or found.keys() != pattern.keys():
        return False
    return all(
        isinstance(found[name], str) and len(found[name]) <= LONGEST_PART
        if wanted == ["ALL"]
        else found[name] == wanted
        for name, wanted in pattern.items()
    )


def _is_address(part: str, value: Any) -> bool:
    if part == "search" and value in (None, ""):
        return True
    begins = {"pathname": "/", "search": "?"}[part]
    return isinstance(value, str) and value.startswith(begins) and len(value) <= LONGEST_ADDRESS


def _place(component_id: str, component_property: str) -> Place:
    pattern = orjson.loads(component_id) if component_id.startswith("{") else None
    return Place(component_id, component_property, pattern)
