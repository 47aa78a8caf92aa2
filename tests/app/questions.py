"""A question to each callback that the server answers, in the form of Dash's renderer."""

from typing import Any

from dashboard.security.questions import Callback

MEANT = {"pathname": "/order", "search": ""}


def questions_of(callbacks: dict[str, Callback]) -> dict[str, dict[str, Any]]:
    """A question to each callback of the server in the form of Dash's renderer, with values of no meaning."""
    asked = {}
    for name, callback in callbacks.items():

        def part(places: Any, valued: bool) -> list[Any]:
            found: list[Any] = []
            for place in places:
                one: dict[str, Any] = {"id": place.id, "property": place.property}
                if place.pattern is not None:
                    one["id"] = {key: "title" if value == ["ALL"] else value for key, value in place.pattern.items()}
                if valued:
                    one["value"] = one["id"] if place.property == "id" else MEANT.get(place.property, "1")
                found.append(one if place.pattern is None else [one])
            return found

        outputs = part(callback.outputs, False)
        asked[name] = {
            "output": name,
            "outputs": outputs if name.startswith("..") else outputs[0],
            "inputs": part(callback.inputs, True),
            "state": part(callback.state, True),
            "changedPropIds": [f"{place.id}.{place.property}" for place in callback.inputs[:1]],
        }
    return asked
