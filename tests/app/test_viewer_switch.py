"""The switch of viewers: in demo mode alone, from the page itself, among the viewers there are."""

import shutil
from datetime import date
from pathlib import Path

from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Connection, select, update

from data_access.schema import RECORDS, school
from data_access.viewer import Role
from monitoring.records.kinds import KINDS
from tests.app.conftest import AppOf, Reader, question
from tests.data.record_rows import put
from tests.signing_in import engine_of

SECRET = "a secret of the tests alone"


def test_reader_begins_as_the_committee(reader: Reader) -> None:
    assert reader.page("/").component("shell-viewer")["value"] == "committee"


def test_choice_is_kept_for_the_session(reader: Reader, demo_app: Dash) -> None:
    reader.become("district:nevsky")
    assert reader.page("/").component("shell-viewer")["value"] == "district:nevsky"
    assert Reader(demo_app.server.test_client()).page("/").component("shell-viewer")["value"] == "committee"


def test_every_offered_viewer_can_be_chosen(reader: Reader) -> None:
    offered = reader.viewers()
    assert {value.split(":")[0] for value in offered} == set(Role)
    for value in offered:
        reader.become(value)
        assert reader.page("/method").component("shell-viewer")["value"] == value


def test_form_returns_to_its_page(reader: Reader) -> None:
    response = reader.client.post(
        "/demo/viewer",
        data={"viewer": "analyst"},
        headers={"Sec-Fetch-Mode": "navigate", "Referer": "http://localhost/schools?year=2024"},
    )
    assert (response.status_code, response.headers["Location"]) == (303, "/schools?year=2024")


def test_form_never_leads_away(reader: Reader) -> None:
    for referrer in ("https://elsewhere.example/page", "http://localhost//elsewhere.example/"):
        response = reader.client.post(
            "/demo/viewer",
            data={"viewer": "analyst"},
            headers={"Sec-Fetch-Mode": "navigate", "Referer": referrer},
        )
        assert response.headers["Location"] in {"/", "/elsewhere.example/"}


def test_unknown_viewer_is_refused(reader: Reader) -> None:
    for value in ("", "king", "school:999999", f"school:{10**30}", "district:moon", "committee:nevsky"):
        response = reader.client.post("/demo/viewer", data={"viewer": value})
        assert response.status_code == 400
        assert "Выберите зрителя" in response.get_data(as_text=True)
    assert reader.page("/").component("shell-viewer")["value"] == "committee"


def test_other_sites_choose_nothing(reader: Reader) -> None:
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        response = reader.client.post("/demo/viewer", data={"viewer": "analyst"}, headers=headers)
        assert response.status_code == 403
    assert reader.page("/").component("shell-viewer")["value"] == "committee"


def test_own_page_chooses(reader: Reader) -> None:
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert reader.client.post("/demo/viewer", data={"viewer": "analyst"}, headers=headers).status_code == 204


def test_cookie_is_signed_and_out_of_reach_of_scripts(reader: Reader) -> None:
    response = reader.client.post("/demo/viewer", data={"viewer": "district:nevsky"})
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_cookie_is_secure_under_https(app_of: AppOf, demo_url: str) -> None:
    client = app_of(demo_url, https=True).server.test_client()
    assert "Secure" in client.post("/demo/viewer", data={"viewer": "analyst"}).headers["Set-Cookie"]


def test_cookie_of_another_key_is_no_choice(app_of: AppOf, demo_url: str) -> None:
    foreign = app_of(demo_url, secret_key="another secret altogether").server
    with foreign.test_client() as client:
        client.post("/demo/viewer", data={"viewer": "district:nevsky"})
        forged = client.get_cookie("traektoria")
    assert forged is not None
    ours = app_of(demo_url, secret_key=SECRET).server.test_client()
    ours.set_cookie("traektoria", forged.value)
    assert Reader(ours).page("/").component("shell-viewer")["value"] == "committee"


def test_tampered_cookie_is_no_choice(reader: Reader) -> None:
    reader.become("district:nevsky")
    cookie = reader.client.get_cookie("traektoria")
    assert cookie is not None
    reader.client.set_cookie("traektoria", f"x{cookie.value}")
    assert reader.page("/").component("shell-viewer")["value"] == "committee"


def test_outside_demo_mode_there_is_no_switch(app_of: AppOf, demo_url: str) -> None:
    client = app_of(demo_url, demo_mode="off", secret_key=SECRET).server.test_client()
    assert client.post("/demo/viewer", data={"viewer": "committee"}).status_code == 401


def test_choice_made_in_demo_mode_ends_with_it(app_of: AppOf, demo_url: str) -> None:
    demo = app_of(demo_url, secret_key=SECRET).server.test_client()
    demo.post("/demo/viewer", data={"viewer": "analyst"})
    cookie = demo.get_cookie("traektoria")
    assert cookie is not None
    closed: FlaskClient = app_of(demo_url, demo_mode="off", secret_key=SECRET).server.test_client()
    closed.set_cookie("traektoria", cookie.value)
    assert closed.post("/_dash-update-component", json=question("/")).get_data(as_text=True).count("city-map") == 0


def test_a_choice_outlives_the_offer_in_every_worker(app_of: AppOf, published_small_city: Path, tmp_path: Path) -> None:
    path = tmp_path / "city.db"
    shutil.copyfile(published_small_city, path)
    apps = [app_of(f"sqlite:///{path}", secret_key=SECRET) for _ in range(2)]
    first, second = (Reader(app.server.test_client()) for app in apps)
    engine = engine_of(apps[0])
    with engine.begin() as connection:
        mentor, mentee = numbers(connection, "Школа 12-1 (демо)", "Школа 12-2 (демо)")
        agreement = put(connection, KINDS["partnership_agreement"], mentor_id=mentor, mentee_id=mentee, status="active",
                        started_on=date(2022, 9, 1), ended_on=None)  # fmt: skip
    chosen = f"school:{mentor}"
    assert chosen in first.viewers()
    first.become(chosen)
    with engine.begin() as connection:
        table = RECORDS["partnership_agreement"]
        connection.execute(update(table).where(table.c.id == agreement).values(status="ended"))
        put(connection, KINDS["event"], place="city")  # any change that the audit knows
    # Another worker, which has made its offer after the change, and this one again.
    assert Reader(apps[0].server.test_client()).viewers() == second.viewers()
    assert chosen not in second.viewers()
    cookie = first.client.get_cookie("traektoria")
    assert cookie is not None
    second.client.set_cookie("traektoria", cookie.value)
    for reader in (first, second):
        switch = reader.page("/method").component("shell-viewer")
        assert switch["value"] == chosen
        assert {"label": "Школа 12-1 (демо)", "value": chosen} in switch["options"]


def numbers(connection: Connection, *names: str) -> list[int]:
    return [int(connection.execute(select(school.c.id).where(school.c.name == name)).scalar_one()) for name in names]
