"""/healthz: whether the system works, without data."""

from pathlib import Path

from dash import Dash

from tests.app.conftest import AppOf


def test_demo_city_is_well(demo_app: Dash) -> None:
    response = demo_app.server.test_client().get("/healthz")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "database": True, "data_version": 1}


def test_empty_database_is_well(app_of: AppOf, sqlite_url: str) -> None:
    response = app_of(sqlite_url).server.test_client().get("/healthz")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "database": True, "data_version": None}


def test_database_that_is_gone_is_said(app_of: AppOf, tmp_path: Path) -> None:
    client = app_of(f"sqlite:///{tmp_path / 'base' / 'file.db'}").server.test_client()
    (tmp_path / "base").rmdir()
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json == {"status": "unavailable", "database": False, "data_version": None}


def test_database_server_that_is_gone_is_said(app_of: AppOf) -> None:
    client = app_of("postgresql://nobody@127.0.0.1:9/nothing").server.test_client()
    assert client.get("/healthz").status_code == 503
