"""What every answer carries: headers, compression, own files only."""

import json
import re
import zlib

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.static_files import FONTS
from tests.app.conftest import AppOf, Reader, question


@pytest.fixture
def client(demo_app: Dash) -> FlaskClient:
    return demo_app.server.test_client()


@pytest.mark.parametrize("path", ["/", "/school/1", "/nowhere", "/healthz", "/_dash-layout", "/assets/traektoria.js"])
def test_headers_protect_every_answer(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert re.search(r"https?:", headers["Content-Security-Policy"]) is None


def test_errors_are_protected_too(client: FlaskClient) -> None:
    assert client.post("/demo/viewer", data={"viewer": "nobody"}).headers["X-Content-Type-Options"] == "nosniff"


def test_inline_scripts_are_those_of_the_policy(client: FlaskClient) -> None:
    from base64 import b64encode
    from hashlib import sha256

    response = client.get("/")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", response.get_data(as_text=True), re.DOTALL)
    run = [body for attributes, body in scripts if "application/json" not in attributes]
    assert run
    for body in run:
        digest = b64encode(sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in response.headers["Content-Security-Policy"]


def test_first_answer_names_no_other_host(client: FlaskClient) -> None:
    text = client.get("/").get_data(as_text=True)
    tags = re.findall(r"<(?:script|link|img|iframe)\b[^>]*>", text)
    assert len(tags) > 10
    assert [tag for tag in tags if re.search(r"""(?:src|href)=["'](?:https?:)?//""", tag)] == []


def test_first_answer_is_russian_and_whole(client: FlaskClient) -> None:
    text = client.get("/").get_data(as_text=True)
    assert '<html lang="ru">' in text
    assert "<title>Город — Траектория</title>" in text
    assert "Loading..." not in text


def test_first_answer_is_equal_for_every_viewer(reader: Reader) -> None:
    token = re.compile(r'"end_id":"[^"]*"|nonce="[^"]*"')
    first = set()
    for viewer in ("committee", "district:nevsky", "administrator"):
        reader.become(viewer)
        first.add(token.sub("", reader.client.get("/").get_data(as_text=True)))
    assert len(first) == 1


def test_unknown_address_is_404(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/district/nevsky").status_code == 200
    assert client.get("/nowhere").status_code == 404
    assert client.get("/district/nevsky/more").status_code == 404


@pytest.mark.parametrize(
    ("accepted", "used"), [("gzip, deflate, br, zstd", "zstd"), ("gzip, br", "br"), ("gzip", "gzip")]
)
def test_pages_are_compressed(client: FlaskClient, accepted: str, used: str) -> None:
    response = client.post("/_dash-update-component", json=question("/"), headers={"Accept-Encoding": accepted})
    assert response.headers["Content-Encoding"] == used
    assert "Accept-Encoding" in response.headers["Vary"]
    if used == "gzip":
        assert b"_pages_content" in zlib.decompress(response.data, wbits=31)


def test_kept_answer_is_the_same_in_every_encoding(app_of: AppOf, demo_url: str) -> None:
    client = app_of(demo_url).server.test_client()
    wanted = json.dumps(question("/method"))
    plain = client.post("/_dash-update-component", data=wanted, content_type="application/json").data
    assert b"_pages_content" in plain
    for accepted in ("gzip", "br;q=0.2, gzip", "gzip;q=0", "", "identity", "gzip"):
        for _ in range(2):
            headers = {"Accept-Encoding": accepted}
            response = client.post(
                "/_dash-update-component", data=wanted, content_type="application/json", headers=headers
            )
            body = response.data
            if response.headers.get("Content-Encoding") == "gzip":
                body = zlib.decompress(body, wbits=31)
            assert body == plain, accepted
            assert response.headers["Content-Length"] == str(len(response.data))


def test_pages_are_not_kept_by_others(client: FlaskClient) -> None:
    response = client.post("/_dash-update-component", json=question("/"))
    assert response.headers["Cache-Control"] == "no-store"


def test_files_are_kept_for_long(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    style = re.search(r'href="(/bootstrap/[^"]+)"', page)
    assert style
    for path in (style[1], f"/fonts/{FONTS[0]}", "/favicon.ico", "/assets/traektoria.js"):
        with client.get(path) as response:
            assert response.status_code == 200
            assert "max-age=31536000" in response.headers["Cache-Control"]


def test_only_the_fonts_of_the_pages_are_given(client: FlaskClient) -> None:
    for name in FONTS:
        with client.get(f"/fonts/{name}") as response:
            assert response.mimetype == "font/otf"
    for name in ("LICENSE.txt", "SourceSansPro-It.otf", "..%2f__init__.py"):
        assert client.get(f"/fonts/{name}").status_code == 404


def test_request_that_is_too_large_is_refused(client: FlaskClient) -> None:
    body = b'{"output": "' + b"x" * 2_000_000 + b'"}'
    response = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert response.status_code == 413


def test_failure_is_a_sentence_with_a_number(app_of: AppOf, demo_url: str, caplog: pytest.LogCaptureFixture) -> None:
    server = app_of(demo_url).server
    server.view_functions["/_dash-update-component"] = lambda: {"": ""}["a word of the insides"]
    response = server.test_client().post("/_dash-update-component", json=question("/"))
    assert response.status_code == 500
    assert "insides" not in response.get_data(as_text=True)
    number = re.search(r"номер: ([0-9a-f]{8})", response.get_json()["message"])
    assert number
    assert number[1] in caplog.text
    assert "Traceback" not in response.get_data(as_text=True)
