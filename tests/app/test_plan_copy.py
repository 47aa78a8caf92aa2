"""The button that makes the next plan, and posts of it by whoever likes."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from sqlalchemy import create_engine, func, select

from data_access.schema import RECORDS
from layouts import ids
from layouts.texts import road_map as texts
from tests.app.conftest import AppOf, Reader, words


@pytest.fixture(scope="module")
def database(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("copied") / "traektoria.db"
    shutil.copyfile(demo_database, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def app(app_of: AppOf, database: str) -> Dash:
    return app_of(database)


def press(reader: Reader, years: Any, clicks: int = 1) -> str | None:
    """What the page says after the button; None where the server says nothing."""
    body = {
        "output": f"{ids.ROAD_MAP_COPY_RESULT}.children",
        "outputs": {"id": ids.ROAD_MAP_COPY_RESULT, "property": "children"},
        "inputs": [{"id": ids.ROAD_MAP_COPY_BUTTON, "property": "n_clicks", "value": clicks}],
        "state": [
            {"id": ids.ROAD_MAP_COPY_STORE, "property": "data", "value": years},
            {"id": ids.YEAR_SELECT, "property": "name", "value": "2025"},
            {"id": ids.METHOD_SELECT, "property": "name", "value": "two-years"},
        ],
        "changedPropIds": [f"{ids.ROAD_MAP_COPY_BUTTON}.n_clicks"],
    }
    response = reader.client.post("/_dash-update-component", json=body)
    if response.status_code == 204:
        return None
    assert response.status_code == 200, response.get_data(as_text=True)[:500]
    children = response.get_json()["response"][ids.ROAD_MAP_COPY_RESULT]["children"]
    return words({"props": {"children": children}}).replace("\u00a0", " ")


def tasks(database: str, year: int) -> int:
    table = RECORDS["road_map_task"]
    with create_engine(database).connect() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(table.c.year == year)) or 0


def test_the_plan_is_made_once_by_the_committee_alone(app: Dash, database: str) -> None:
    reader = Reader(app.server.test_client())
    operators = [viewer for viewer in reader.viewers() if viewer.endswith((":imc", ":appo"))]
    for viewer in ("analyst", "operator", "district:nevsky", "administrator", *operators):
        reader.become(viewer)
        assert "Создать план" not in reader.page("/roadmap", "?year=2025").text
        assert press(reader, [2026, 2027]) == texts.COPY_DENIED
    assert tasks(database, 2027) == 0
    reader.become("committee")
    assert "Создать план на 2026/27" in reader.page("/roadmap", "?year=2025").text
    for nonsense in (None, [], [2026], ["2026", "2027"], {"a": 1}, [2026, 2027, 2028]):
        assert press(reader, nonsense) is None
    assert press(reader, [2026, 2027], clicks=0) is None
    assert press(reader, [2026, 2027]) == "План на 2026/27: создано 12 пунктов и 228 поручений. Открыть план"
    assert press(reader, [2026, 2027]) == "Не создано: план на 2026/27 уже есть. Открыть план"
    assert press(reader, [1990, 2030]) == "Не создано: плана на 1989/90 нет."
    assert tasks(database, 2027) == tasks(database, 2026) == 228
    made = reader.page("/roadmap", "?year=2025&plan=2027")
    assert made.heading.replace("\u00a0", " ").startswith("План 2026/27: выполнено 0 поручений из 191")
    assert "Создать план на 2026/27" not in reader.page("/roadmap", "?year=2025").text
