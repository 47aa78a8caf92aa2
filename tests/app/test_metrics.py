"""/metrics: who may read it, and what it says."""

from contextlib import suppress
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from dashboard import desk_worker, metrics
from data_access.desk.runner import Undone
from tests.app.conftest import AppOf, Reader

TOKEN = "a-token-of-these-tests"


def read(client: FlaskClient, *, address: str = "127.0.0.1", **headers: str) -> Any:
    return client.get(
        "/metrics", headers={name.replace("_", "-"): value for name, value in headers.items()},
        environ_base={"REMOTE_ADDR": address},
    )  # fmt: skip


def values(text: str) -> dict[tuple[str, str], float]:
    """Samples by name and labels, the labels as «a=1,b=2»."""
    return {
        (sample.name, ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture(scope="module")
def guarded(app_of: AppOf, demo_url: str) -> FlaskClient:
    """Where a token is set."""
    return app_of(demo_url, metrics_token=TOKEN).server.test_client()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.53", "::1"])
def test_this_machine_may_read(demo_app: Dash, address: str) -> None:
    response = read(demo_app.server.test_client(), address=address)
    assert response.status_code == 200
    assert response.mimetype == "text/plain"


@pytest.mark.parametrize("address", ["10.1.2.3", "192.168.0.7", "::ffff:10.0.0.1", "2001:db8::1", ""])
def test_nobody_else_may(demo_app: Dash, guarded: FlaskClient, address: str) -> None:
    for client in (demo_app.server.test_client(), guarded):
        response = read(client, address=address)
        assert response.status_code == 403
        assert "traektoria_" not in response.get_data(as_text=True)


@pytest.mark.parametrize("header", ["X_Forwarded_For", "X_Real_IP", "Forwarded"])
def test_what_a_proxy_of_this_machine_passes_on_is_not_local(demo_app: Dash, header: str) -> None:
    assert read(demo_app.server.test_client(), **{header: "127.0.0.1"}).status_code == 403


def test_token_opens_and_nothing_like_it(guarded: FlaskClient, demo_app: Dash) -> None:
    assert read(guarded, address="10.1.2.3", Authorization=f"Bearer {TOKEN}").status_code == 200
    for wrong in (f"Bearer {TOKEN}x", TOKEN, "Bearer ", f"Basic {TOKEN}", "Bearer ключ"):
        assert read(guarded, address="10.1.2.3", Authorization=wrong.encode().decode("latin-1")).status_code == 403
    assert read(demo_app.server.test_client(), address="10.1.2.3", Authorization="Bearer None").status_code == 403


def test_pages_are_counted_by_name_and_addresses_that_are_not_there_as_one(app_of: AppOf, demo_url: str) -> None:
    client = app_of(demo_url).server.test_client()
    before = values(read(client).get_data(as_text=True))
    reader = Reader(client)
    for _ in range(2):
        reader.page("/school/1")
    for path in ("/nowhere/1", "/nowhere/2"):
        client.post(path)
    after = values(read(client).get_data(as_text=True))

    def grown(name: str, labels: str) -> float:
        return after.get((name, labels), 0) - before.get((name, labels), 0)

    assert grown("traektoria_requests_total", "endpoint=school,status=200") == 2
    assert grown("traektoria_request_seconds_count", "endpoint=school") == 2
    assert grown("traektoria_page_cache_total", "outcome=miss") == 1
    assert grown("traektoria_page_cache_total", "outcome=hit") == 1
    assert grown("traektoria_database_seconds_count", "") > 2
    assert not [labels for _, labels in after if "nowhere" in labels or "/school/1" in labels]


def test_work_of_the_desk_is_among_the_long_deeds(demo_app: Dash) -> None:
    """Its process counts into the same folder; here it is this process that does a job of each kind."""
    before = values(read(demo_app.server.test_client()).get_data(as_text=True))
    for kind in desk_worker.DEEDS:
        with desk_worker.measured(kind):
            pass
    with suppress(Undone), desk_worker.measured("publish"):
        raise Undone("нечего публиковать")
    with suppress(RuntimeError), desk_worker.measured("publish"):
        raise RuntimeError
    after = values(read(demo_app.server.test_client()).get_data(as_text=True))
    grown = {place: value - before.get(place, 0) for place, value in after.items()}
    of_deeds = {labels: value for (name, labels), value in grown.items() if name == "traektoria_deed_seconds_count"}
    counted = {labels: value for labels, value in of_deeds.items() if value}
    assert counted == {f"deed={name}": 1 for name in ("import", "preview", "publication", "upload_check")}
    assert grown[("traektoria_deed_failures_total", "deed=publication")] == 1, (
        "to have nothing to publish is no failure"
    )


def test_state_of_the_data_is_told(demo_app: Dash) -> None:
    found = values(read(demo_app.server.test_client()).get_data(as_text=True))
    assert found[("traektoria_database_up", "")] == 1
    assert found[("traektoria_publication_version", "")] == 1
    assert found[("traektoria_publication_synthetic", "")] == 1
    assert found[("traektoria_publication_age_seconds", "")] > 0
    assert ("traektoria_quarantine_open", "") in found
    assert next(value for (name, _), value in found.items() if name == "process_resident_memory_bytes") > 1e6


def test_without_a_database_the_rest_is_told(app_of: AppOf) -> None:
    client = app_of("postgresql://nobody@127.0.0.1:9/nothing").server.test_client()
    found = values(read(client).get_data(as_text=True))
    assert found[("traektoria_database_up", "")] == 0
    assert ("traektoria_publication_version", "") not in found
    assert [name for name, _ in found if name.startswith("process_")]


def test_deed_that_cannot_be_counted_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone() -> None:
        raise FileNotFoundError("the folder went with the server")

    monkeypatch.setattr(metrics, "instruments", gone)
    with metrics.deed("backup"):
        pass
    with pytest.raises(ValueError, match="its own"), metrics.deed("backup"):
        raise ValueError("its own failure")
    assert [record.name for record in caplog.records] == ["dashboard.metrics"] * 2
