"""What the browser asks of Dash: the request of a navigation, and the figure that the answer holds."""

import http.client
import json
from typing import Any

from layouts import ids

UPDATE = "/_dash-update-component"
DEPENDENCIES = "/_dash-dependencies"
NOT_PAGES = ("Ошибка", "Вход", "Нет доступа", "Не найдено")
CONTENT = "_pages_content.children"


def body(dependencies: list[dict[str, Any]], wanted: str, values: dict[str, str]) -> bytes:
    """The request body of the callback with the output ``wanted`` («id.property»).

    ``values`` holds inputs and states by their property («pathname»). LookupError where there is no such callback.
    """
    found = next((item for item in dependencies if wanted in _outputs(item["output"])), None)
    if found is None:
        raise LookupError(wanted)
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in _outputs(found["output"])]
    inputs = [item | {"value": values.get(item["property"], "")} for item in found["inputs"]]
    asked = {
        "output": found["output"],
        "outputs": outputs if found["output"].startswith("..") else outputs[0],
        "inputs": inputs,
        "changedPropIds": [f"{inputs[0]['id']}.{inputs[0]['property']}"],
        "state": [item | {"value": values.get(item["property"], "")} for item in found.get("state", [])],
    }
    return json.dumps(asked).encode()


def page_body(dependencies: list[dict[str, Any]], path: str) -> bytes:
    """The request body of a navigation to the path."""
    return body(dependencies, CONTENT, {"pathname": path, "search": ""})


def dependencies(port: int) -> list[dict[str, Any]]:
    """The callbacks that a running application has."""
    found: list[dict[str, Any]] = json.loads(fetch(port, DEPENDENCIES))
    return found


def fetch(port: int, path: str, data: bytes | None = None) -> bytes:
    """The answer of the local server, as it is without compression. RuntimeError unless the answer is 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Content-Type": "application/json"} if data else {}
        connection.request("POST" if data else "GET", path, body=data, headers=headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")
        return text
    finally:
        connection.close()


def page(port: int, path: str, known: list[dict[str, Any]]) -> dict[str, Any]:
    """The tree that a navigation to the path brings. RuntimeError where it is an error page instead."""
    answer = json.loads(fetch(port, UPDATE, page_body(known, path)))
    tree: dict[str, Any] = answer["response"]["_pages_content"]["children"]
    title = answer["response"]["_pages_store"]["data"]["title"]
    if find(tree, "id", ids.MAIN) is None or title.startswith(NOT_PAGES):
        raise RuntimeError(f"{path}: вместо страницы «{title}»")
    return tree


def find(tree: Any, prop: str, value: str) -> dict[str, Any] | None:
    """The props of the first component in a serialised tree whose ``prop`` is ``value``."""
    if isinstance(tree, list):
        return next((found for item in tree if (found := find(item, prop, value)) is not None), None)
    if not isinstance(tree, dict) or not isinstance(tree.get("props"), dict):
        return None
    props: dict[str, Any] = tree["props"]
    if props.get(prop) == value:
        return props
    return next((found for item in props.values() if (found := find(item, prop, value)) is not None), None)


def _outputs(text: str) -> list[str]:
    # Dash writes one output as «id.property», several as «..id.property...id.property..»; @… marks a duplicate.
    names = text[2:-2].split("...") if text.startswith("..") else [text]
    return [name.split("@")[0] for name in names]
