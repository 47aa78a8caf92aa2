"""What is asked with ill will: refused or answered in words, never a failure, never given back unescaped."""

import copy
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callbacks import address
from dashboard.parameters import ARGUMENTS
from dashboard.security.questions import ADDRESS, callbacks_of
from tests.app.conftest import AppOf, Reader, question
from tests.app.decency import READER, addresses, decent, routes
from tests.app.questions import questions_of
from tests.hostile import MARK, TEXTS
from tests.paths import PAGES

FOR_DASH = {"school_id", "pathname_", "search_", "path", "cacheKey", "job", "oldJob", "cancelJob", "endId"}
"""What Dash would take for its own."""
OF_PAGES = sorted(address.PARAMETERS | FOR_DASH)
OF_ROUTES = sorted(ARGUMENTS | FOR_DASH)
"""Every parameter of an address that the code reads: the code itself is given no other."""


@pytest.fixture(scope="module")
def app(app_of: AppOf, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    copy = tmp_path_factory.mktemp("hostile") / "traektoria.db"
    copy.write_bytes(demo_database.read_bytes())
    return app_of(f"sqlite:///{copy}")


@pytest.fixture
def client(app: Dash, caplog: pytest.LogCaptureFixture) -> Iterator[FlaskClient]:
    """A browser; the test fails where the system has written a failure to the log."""
    with caplog.at_level(logging.ERROR):
        yield app.server.test_client()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


ASKED = (
    ("/", "GET"),
    ("/demo/viewer", "POST"),
)


def test_every_route_with_every_text_in_its_address(app: Dash, client: FlaskClient) -> None:
    asked = routes(app)
    assert len(asked) > 15
    for method, rule in asked:
        for text in TEXTS:
            search = f"?{quote(text)}={quote(text)}&" + "&".join(f"{name}={quote(text)}" for name in OF_ROUTES)
            for path in addresses(rule, text):
                with client.open(f"{path}{search[:7000]}", method=method, headers=READER) as response:
                    decent(response, (method, path[:80]))


@pytest.mark.parametrize("page", range(len(PAGES)))
def test_every_page_with_texts_in_all_its_parameters(client: FlaskClient, page: int) -> None:
    """Each parameter has another text each time; over all pages it has had every text."""
    reader = Reader(client)
    for turn in range(3):
        # Fields of records among them: more of a text each would be longer than an address may be.
        given = {name: TEXTS[(place + 3 * page + turn) % len(TEXTS)][:60] for place, name in enumerate(OF_PAGES)}
        answer = reader.page(PAGES[page], f"?{urlencode(given)}")
        assert answer.heading
        # React writes texts as texts; these two ways around it are not there.
        assert not [node for node in answer.nodes() if node["props"].get("dangerously_allow_html")]
        hrefs = [str(node["props"].get("href", "")) for node in answer.nodes()]
        assert not [href for href in hrefs if href.lower().startswith(("javascript:", "data:", "//"))]


def test_pages_of_every_text_for_a_path(client: FlaskClient) -> None:
    reader = Reader(client)
    for prefix in ("district/", "school/", "partnership/", "record/", "records/"):
        for text in TEXTS:
            assert reader.page(f"/{prefix}{text}").heading


@pytest.mark.parametrize(
    "name",
    [
        "Host", "Origin", "Referer", "Cookie", "Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "Range",
        "If-None-Match", "If-Modified-Since", "Authorization", "X-Forwarded-For", "X-Forwarded-Host",
        "X-Forwarded-Proto", "Sec-Fetch-Site", "Content-Encoding", "User-Agent", "X-HTTP-Method-Override",
    ],
)  # fmt: skip
def test_every_text_as_a_header(client: FlaskClient, name: str) -> None:
    for text in TEXTS:
        value = text.replace("\r", " ").replace("\n", " ").encode().decode("latin-1")
        for path, method in ASKED:
            with client.open(path, method=method, headers={name: value}) as response:
                decent(response, (name, value[:40], path))
                assert MARK not in str(response.headers)


KEYS = ("id", "property", "value", "name", "type", "kind", "token")
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(TEXTS)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=5,
)


def places_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from places_of(value[key], (*path, key))


@st.composite
def mutated(draw: st.DrawFn, whole: dict[str, Any]) -> Any:
    """The question with up to three of its parts replaced or taken out."""
    body: Any = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places_of(body))))
        if not path:
            return draw(json_values)
        holder = body
        for key in path[:-1]:
            holder = holder[key]
        if draw(st.booleans()):
            holder[path[-1]] = draw(json_values)
        else:
            del holder[path[-1]]
        if not isinstance(body, dict) or not body:
            return body
    return body


def test_questions_of_any_form_are_never_failures(app: Dash, caplog: pytest.LogCaptureFixture) -> None:
    whole = questions_of(callbacks_of(app))
    assert len(whole) >= 7
    client = app.server.test_client()
    for name, body in whole.items():
        response = client.post(ADDRESS, json=body)
        assert response.status_code in {200, 204}, (name, response.get_data(as_text=True)[:300])

    # The same questions in every run: what a chance question finds must not stop someone else's change.
    @settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(sorted(whole)).flatmap(lambda name: mutated(whole[name])))
    def ask(body: Any) -> None:
        response = client.post(ADDRESS, json=body)
        assert response.status_code < 500, response.get_data(as_text=True)[:300]
        assert "номер ошибки" not in response.get_data(as_text=True).lower()

    with caplog.at_level(logging.ERROR):
        ask()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b"5", b'"x"', b"[" * 100_000, b'{"output":' * 50_000,
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b'{"output": "\\ud800"}', b'{"output": NaN}', b'{"output": 1e999}', b'{"output": ' + b"9" * 5000 + b"}",
        b"\xff\xfe\x00", b"\x1f\x8b\x08\x00" + b"x" * 50,
    ],
    ids=range(15),
)  # fmt: skip
def test_bodies_that_are_no_question(client: FlaskClient, body: bytes) -> None:
    response = client.post(ADDRESS, data=body, content_type="application/json")
    assert 400 <= response.status_code < 500
    decent(response, body[:40])


def test_a_question_of_a_page_takes_no_lone_surrogate(client: FlaskClient) -> None:
    body = '{"output":"x","inputs":[{"value":"\\ud83d"}]}'
    assert client.post(ADDRESS, data=body, content_type="application/json").status_code in {400, 403}
    assert client.post(ADDRESS, json=question("/nowhere\U0001f600")).status_code == 200
