"""The application is whole: ids, callbacks, pages and files fit together."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

import callbacks
from callbacks import not_found
from layouts import ids, simulator
from tests.app.conftest import Reader, components
from tests.paths import PAGES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def known_ids(demo_app: Dash) -> set[str]:
    """Ids of the layout that callbacks are checked against."""
    import json

    from dash._utils import to_json

    tree = json.loads(to_json(demo_app.validation_layout))
    return {str(node["props"]["id"]) for node in components(tree) if node["props"].get("id")}


def of_callbacks(app: Dash) -> list[dict[str, Any]]:
    """What the browser is told of every callback."""
    found: list[dict[str, Any]] = app.server.test_client().get("/_dash-dependencies").get_json()
    return found


def outputs(callback: dict[str, Any]) -> list[str]:
    """Ids of a callback's outputs."""
    text = callback["output"].strip(".")
    parts = text.split("...") if callback["output"].startswith("..") else [text]
    return [part.rpartition(".")[0] for part in parts if "." in part]


def test_every_id_that_a_callback_names_stands_on_a_page(demo_app: Dash, known_ids: set[str]) -> None:
    named = {item["id"] for each in of_callbacks(demo_app) for item in (*each["inputs"], *each["state"])}
    named |= {component_id for each in of_callbacks(demo_app) for component_id in outputs(each)}
    # A record's form has as many fields as its kind: they are named by a pattern.
    named = {component_id for component_id in named if not component_id.startswith("{")}
    assert named - known_ids == set()


def test_every_plain_id_is_used(known_ids: set[str]) -> None:
    declared = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
    assert declared - known_ids == set()


def test_declared_ids_are_unique() -> None:
    values = [value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)]
    assert [value for value, times in Counter(values).items() if times > 1] == []


@pytest.mark.parametrize("path", [*PAGES, "/x"])
def test_ids_of_a_page_are_unique(reader: Reader, path: str) -> None:
    repeated = [name for name, times in Counter(reader.page(path).ids()).items() if times > 1]
    assert repeated == []


@pytest.mark.parametrize("path", PAGES)
def test_skeleton_has_the_ids_of_its_page(reader: Reader, known_ids: set[str], path: str) -> None:
    declared = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
    assert (set(reader.page(path).ids()) & declared) - known_ids == set()


def test_only_pages_forms_and_the_simulator_ask_the_server(demo_app: Dash) -> None:
    asking = [outputs(each) for each in of_callbacks(demo_app) if not each.get("clientside_function")]
    simulated = [[name for name, _ in places] for places in (simulator.WORDS, simulator.DRAWINGS)]
    confirming = [
        ids.PARTNERSHIP_STATE,
        ids.PARTNERSHIP_MENTEE_SAID,
        ids.PARTNERSHIP_MENTOR_SAID,
        ids.PARTNERSHIP_CONFIRMED,
        ids.PARTNERSHIP_PROBLEM,
        ids.PARTNERSHIP_CONFIRM,
    ]
    watching = [ids.SCHOOL_WATCH_BUTTON, ids.SCHOOL_WATCH_BUTTON, ids.SCHOOL_WATCH_STATUS]
    parts = ('{"name":["ALL"],"type":"record-problem"}', '{"name":["ALL"],"type":"record-row"}')
    saving = [*parts, ids.RECORD_MESSAGE, ids.RECORD_STORE, ids.LOCATION]
    forms = [[ids.ROAD_MAP_COPY_RESULT], confirming, watching, saving]
    assert sorted(asking) == sorted([["_pages_content", "_pages_store"], *forms, *simulated])


def test_every_clientside_function_exists(demo_app: Dash) -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "assets").glob("*.js")))
    used = {each["clientside_function"]["function_name"] for each in of_callbacks(demo_app)
            if (each.get("clientside_function") or {}).get("namespace") == "traektoria"}  # fmt: skip
    assert used
    assert {name for name in used if not re.search(rf"\b{name}\s*[:(]", scripts)} == set()


def test_pages_are_registered_once_and_in_order(demo_app: Dash) -> None:
    import dash

    assert [page["module"] for page in dash.page_registry.values()] == [page.name for page in callbacks.PAGES]
    assert len({page.template for page in callbacks.PAGES}) == len(callbacks.PAGES)


def test_the_tests_walk_a_page_of_each_kind() -> None:
    kinds = {page.template for page in callbacks.PAGES if page is not not_found.PAGE}
    patterns = {re.sub(r"<\w+>", "[^/]+", template) for template in kinds}
    assert len(PAGES) == len(kinds)
    assert all(any(re.fullmatch(pattern, path) for path in PAGES) for pattern in patterns)


def test_page_layout_works_without_arguments(demo_app: Dash) -> None:
    for page in callbacks.PAGES:
        assert page.skeleton() is not None


def test_debugging_is_off(demo_app: Dash) -> None:
    assert not demo_app.server.debug
    config = demo_app._config()
    assert config["suppress_callback_exceptions"] is False
    assert not config["ui"]
    assert "hot_reload" not in config
