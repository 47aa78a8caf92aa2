"""The application over the demo city, asked as a browser asks it."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.factory import close, create_app
from dashboard.settings import PREFIX, load
from layouts import ids, simulator

PAGES_OUTPUT = ".._pages_content.children..._pages_store.data.."


class Answer:
    """A page as the browser gets it: ``tree`` is the component tree, ``text`` its JSON."""

    def __init__(self, body: str) -> None:
        self.body = body
        response = json.loads(body)["response"]
        self.tree: dict[str, Any] = response["_pages_content"]["children"]
        self.title: str = response["_pages_store"]["data"]["title"]
        self.text = json.dumps(self.tree, ensure_ascii=False)

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Every component of the tree."""
        yield from components(self.tree)

    @property
    def heading(self) -> str:
        """Text of the first h1."""
        return next(words(node) for node in self.nodes() if node["type"] == "H1")

    def ids(self) -> list[str]:
        """Ids of all components."""
        return [str(node["props"]["id"]) for node in self.nodes() if node["props"].get("id")]

    def component(self, component_id: str) -> dict[str, Any]:
        """Properties of the component with the id; fails where the page has none, naming the page."""
        found = [node["props"] for node in self.nodes() if node["props"].get("id") == component_id]
        assert found, f"no {component_id} on the page «{self.heading}»"
        return found[0]


class Reader:
    """One browser: keeps its session."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def page(self, path: str, search: str = "") -> Answer:
        """The page at the path; fails unless it is answered as a page."""
        response = self.client.post("/_dash-update-component", json=question(path, search))
        assert response.status_code == 200, response.get_data(as_text=True)[:500]
        return Answer(response.get_data(as_text=True))

    def simulate(self, **values: Any) -> dict[str, Any] | None:
        """What the simulator's callback answers, by component; None where it tells nothing."""
        found: dict[str, Any] = {}
        for places in (simulator.WORDS, simulator.DRAWINGS):
            response = self.client.post("/_dash-update-component", json=simulator_question(values, places))
            if response.status_code == 204:
                return None
            assert response.status_code == 200, response.get_data(as_text=True)[:500]
            answered: dict[str, dict[str, Any]] = response.get_json()["response"]
            found |= {name: next(iter(roles.values())) for name, roles in answered.items()}
        return found

    def become(self, viewer: str) -> None:
        """Chooses a viewer in the header (demo mode)."""
        response = self.client.post("/demo/viewer", data={"viewer": viewer})
        assert response.status_code == 204, response.get_data(as_text=True)

    def viewers(self) -> list[str]:
        """Values of the viewers that the header offers."""
        options = self.page("/method").component("shell-viewer")["options"]
        return [option["value"] for option in options]


def question(path: str, search: str = "") -> dict[str, Any]:
    """What Dash's renderer asks when the address changes."""
    location = {"id": "_pages_location", "property": "pathname", "value": path}
    return {
        "output": PAGES_OUTPUT,
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [location, {"id": "_pages_location", "property": "search", "value": search}],
        "state": [location],
        "changedPropIds": ["_pages_location.pathname"],
    }


def simulator_question(values: dict[str, Any], places: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """What Dash's renderer asks when a slider moves: ``share``, ``procedures``, ``minimum``, ``year``, ``method``."""
    asked = {"share": 30, "procedures": 2, "minimum": 10, "year": "2025", "method": "two-years"} | values
    sliders = zip(simulator.SLIDERS, ("share", "procedures", "minimum"), strict=True)
    return {
        "output": f"..{'...'.join(f'{name}.{role}' for name, role in places)}..",
        "outputs": [{"id": name, "property": role} for name, role in places],
        "inputs": [{"id": name, "property": "value", "value": asked[value]} for name, value in sliders],
        "state": [
            {"id": ids.YEAR_SELECT, "property": "name", "value": asked["year"]},
            {"id": ids.METHOD_SELECT, "property": "name", "value": asked["method"]},
            {"id": ids.SIMULATOR_PUBLISHED_STORE, "property": "data", "value": {"version": asked.get("version")}},
        ],
        "changedPropIds": [f"{ids.SIMULATOR_SHARE_SLIDER}.value"],
    }


def components(value: Any) -> Iterator[dict[str, Any]]:
    """Every component in a serialised tree, wherever it stands."""
    if isinstance(value, dict):
        if {"type", "namespace", "props"} <= set(value):
            yield value
        for inner in value.values():
            yield from components(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from components(inner)


def words(value: Any) -> str:
    """The text of a serialised tree."""
    if isinstance(value, dict):
        return words(value.get("props", {}).get("children"))
    if isinstance(value, list):
        return "".join(map(words, value))
    return "" if value is None else str(value)


AppOf = Callable[..., Dash]


def application(folder: Path, database_url: str, **others: Any) -> Dash:
    """An application over the database, with other settings as asked; whoever makes it closes it."""
    others = {"rate_limits": False} | others  # a test asks more often than a reader
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith(PREFIX)]:
            environment.delenv(name)
        return create_app(load(_env_file=None, var_dir=folder, database_url=database_url, **others))


@pytest.fixture(scope="module")
def app_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppOf]:
    """Makes an application over a database, with other settings as asked; it is closed when its module ends."""
    made: list[Dash] = []

    def make(database_url: str, **others: Any) -> Dash:
        made.append(application(tmp_path_factory.mktemp("var"), database_url, **others))
        return made[-1]

    yield make
    for app in made:
        close(app.server)


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, demo_url: str) -> Iterator[Dash]:
    """The application over the demo city; only to be read."""
    app = application(tmp_path_factory.mktemp("var"), demo_url)
    yield app
    close(app.server)


@pytest.fixture(scope="session")
def published_small_city(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite file with a published small city whose data are synthetic: readers choose who they are. To be copied."""
    from sqlalchemy import create_engine, text

    from tests.data.published import synthetic_city

    path = tmp_path_factory.mktemp("small-city") / "city.db"
    shutil.copyfile(_sqlite_template, path)
    engine = create_engine(f"sqlite:///{path}")
    synthetic_city(engine)
    with engine.begin() as connection:
        connection.execute(text("pragma wal_checkpoint(truncate)"))
    engine.dispose()
    return path


@pytest.fixture
def reader(demo_app: Dash) -> Reader:
    """A browser that has just come, in demo mode."""
    return Reader(demo_app.server.test_client())
