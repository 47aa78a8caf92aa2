"""The confirmation of a partnership, sent as the browser sends it and as anybody might."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from sqlalchemy import create_engine, text

from data_access.agreements import CAPACITY
from layouts import ids
from tests.app.conftest import AppOf, Reader

OUTPUTS = (
    (ids.PARTNERSHIP_STATE, "children"),
    (ids.PARTNERSHIP_MENTEE_SAID, "children"),
    (ids.PARTNERSHIP_MENTOR_SAID, "children"),
    (ids.PARTNERSHIP_CONFIRMED, "children"),
    (ids.PARTNERSHIP_PROBLEM, "children"),
    (ids.PARTNERSHIP_CONFIRM, "disabled"),
)
CROSS = (
    "select a.id, m.district_code as mentee, n.district_code as mentor, mentor_id from partnership_agreement a "
    "join school m on m.id = mentee_id join school n on n.id = mentor_id "
    "where a.status = 'proposed' and m.district_code <> n.district_code"
)


@pytest.fixture
def url(demo_database: Path, tmp_path: Path) -> str:
    path = tmp_path / "written.db"
    shutil.copyfile(demo_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def app(app_of: AppOf, url: str) -> Dash:
    return app_of(url)


@pytest.fixture
def proposed(url: str) -> Any:
    """A proposal between two districts."""
    with create_engine(url).connect() as connection:
        return connection.execute(text(CROSS)).one()


def confirm(app: Dash, viewer: str, store: Any) -> dict[str, Any]:
    """What the server answers to the button, by component."""
    reader = Reader(app.server.test_client())
    reader.page("/partnerships")
    reader.become(viewer)
    body = {
        "output": f"..{'...'.join(f'{name}.{role}' for name, role in OUTPUTS)}..",
        "outputs": [{"id": name, "property": role} for name, role in OUTPUTS],
        "inputs": [{"id": ids.PARTNERSHIP_CONFIRM, "property": "n_clicks", "value": 1}],
        "state": [
            {"id": ids.PARTNERSHIP_STORE, "property": "data", "value": store},
            {"id": ids.YEAR_SELECT, "property": "name", "value": "2025"},
            {"id": ids.METHOD_SELECT, "property": "name", "value": "two-years"},
        ],
        "changedPropIds": [f"{ids.PARTNERSHIP_CONFIRM}.n_clicks"],
    }
    response = reader.client.post("/_dash-update-component", json=body)
    assert response.status_code == 200, response.get_data(as_text=True)[:500]
    answered: dict[str, dict[str, Any]] = response.get_json()["response"]
    return {name: next(iter(found.values())) for name, found in answered.items()}


def said_of(url: str, record: int) -> tuple[Any, ...]:
    query = (
        "select mentee_confirmed_on, mentor_confirmed_on, status, revision from partnership_agreement where id = :id"
    )
    with create_engine(url).connect() as connection:
        return tuple(connection.execute(text(query), {"id": record}).one())


def test_each_district_confirms_for_its_own(app: Dash, url: str, proposed: Any) -> None:
    store = {"id": proposed.id, "revision": 1}
    first = confirm(app, f"district:{proposed.mentee}", store)
    assert first[ids.PARTNERSHIP_MENTEE_SAID] == "подтверждено 15.11.2025"
    assert first[ids.PARTNERSHIP_CONFIRMED] == "Подтверждено. Ждём подтверждения второй стороны."
    assert first[ids.PARTNERSHIP_CONFIRM] is True
    assert said_of(url, proposed.id) == ("2025-11-15", None, "proposed", 2)
    # The other one looks at what stood before.
    stale = confirm(app, f"district:{proposed.mentor}", store)
    assert "обновите страницу" in stale[ids.PARTNERSHIP_PROBLEM].lower()
    second = confirm(app, f"district:{proposed.mentor}", {"id": proposed.id, "revision": 2})
    assert "Осталось внести номер" in second[ids.PARTNERSHIP_CONFIRMED]
    assert said_of(url, proposed.id) == ("2025-11-15", "2025-11-15", "proposed", 3)


def test_who_is_no_side_is_refused_by_the_server(app: Dash, url: str, proposed: Any) -> None:
    viewers = ["committee", "analyst", "operator", "administrator", f"district:{proposed.mentor}:imc"]
    offered = Reader(app.server.test_client()).viewers()
    viewers += [next(one for one in offered if one.startswith("school:"))]
    viewers += [next(one for one in offered if one.startswith("district:") and one.split(":")[1] not in proposed)]
    for viewer in viewers:
        if viewer in offered:
            answer = confirm(app, viewer, {"id": proposed.id, "revision": 1})
            assert answer[ids.PARTNERSHIP_PROBLEM].startswith("Не сохранено"), viewer
            assert answer[ids.PARTNERSHIP_CONFIRMED] == ""
    assert said_of(url, proposed.id) == (None, None, "proposed", 1)


@pytest.mark.parametrize("store", [{}, {"id": "1", "revision": 1}, {"id": 999_999, "revision": 1}, {"id": 1}])
def test_nonsense_is_answered_in_words(app: Dash, store: Any) -> None:
    answer = confirm(app, "district:nevsky", store)
    assert answer[ids.PARTNERSHIP_PROBLEM].startswith("Не сохранено")


def test_a_full_mentor_is_said_so(app: Dash, url: str, proposed: Any) -> None:
    with create_engine(url).begin() as connection:
        active = "from partnership_agreement where status = 'active' and mentor_id"
        taken = connection.execute(text(f"select count(*) {active} = :mentor"), {"mentor": proposed.mentor_id}).scalar()
        others = {"mentor": proposed.mentor_id, "count": CAPACITY - (taken or 0)}
        numbers = connection.execute(text(f"select id {active} <> :mentor limit :count"), others).scalars().all()
        for number in numbers:
            change = "update partnership_agreement set mentor_id = :mentor where id = :id"
            connection.execute(text(change), {"mentor": proposed.mentor_id, "id": number})
        signed = (
            "update partnership_agreement set agreement_number = '1', agreement_date = '2025-11-01', "
            "mentee_confirmed_on = '2025-11-01' where id = :id"
        )
        connection.execute(text(signed), {"id": proposed.id})
    answer = confirm(app, f"district:{proposed.mentor}", {"id": proposed.id, "revision": 1})
    assert f"заняты все места: {CAPACITY} из {CAPACITY}" in answer[ids.PARTNERSHIP_PROBLEM]
    assert answer[ids.PARTNERSHIP_CONFIRM] is False


def test_only_who_may_write_is_offered_to(app: Dash, proposed: Any) -> None:
    reader = Reader(app.server.test_client())
    path = f"/partnership/{proposed.id}"
    for viewer, confirms in (("committee", False), (f"district:{proposed.mentee}", True), ("analyst", False)):
        reader.become(viewer)
        box = next(
            node["props"] for node in reader.page(path).nodes() if node["props"].get("className") == "form-buttons"
        )
        assert bool(box["hidden"]) is not confirms, viewer
    reader.become("committee")
    assert "Предложить партнёрство" in reader.page("/partnerships").text
    reader.become("analyst")
    assert "Предложить партнёрство" not in reader.page("/partnerships").text
