"""Boundaries from OpenStreetMap, against a local server that answers in the form of Nominatim."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import shapely

import geodata
from geodata import boundaries, nominatim

Answer = Callable[[BaseHTTPRequestHandler], None]


def nominatim_answer() -> dict:
    """The 18 districts as ``lookup?format=geojson&polygon_geojson=1`` returns them."""
    frame = geodata.load_districts()
    return {
        "type": "FeatureCollection",
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "place_id": 100 + row,
                    "osm_type": "relation",
                    "osm_id": relation,
                    "place_rank": 14,
                    "category": "boundary",
                    "type": "administrative",
                    "importance": 0.4,
                    "addresstype": "city_district",
                    "name": f"{name} район",
                    "display_name": f"{name} район, Санкт-Петербург, Северо-Западный федеральный округ, Россия",
                },
                "bbox": list(geometry.bounds),
                "geometry": shapely.geometry.mapping(geometry),
            }
            for row, (name, relation, geometry) in enumerate(
                zip(frame["name"], frame["osm_relation_id"], frame.geometry, strict=True)
            )
        ],
    }


def respond(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, length: int | None = None) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/geo+json; charset=utf-8")
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


class Server:
    """A web server on a free port; ``answer`` says what it does, ``requests`` keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = lambda handler: respond(handler, json.dumps(nominatim_answer()).encode())
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.released = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.requests.append((self.path, dict(self.headers)))
                try:
                    outer.answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Silence: the test says what matters."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/lookup?{urlsplit(nominatim.DEFAULT_URL).query}"

    def stop(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    running = Server()
    yield running
    running.stop()


def refusal(server: Server, target: Path, match: str, timeout: float = 5) -> str:
    with pytest.raises(geodata.BoundariesError, match=match) as caught:
        boundaries.fetch(target, server.url, timeout)
    assert not (target / "boundaries.geojson").exists()
    return str(caught.value)


def test_eighteen_districts_are_fetched_with_one_polite_request(server: Server, tmp_path: Path) -> None:
    report = boundaries.fetch(tmp_path, server.url)
    assert report.districts == 18
    assert report.attribution == geodata.attribution(tmp_path) == "© участники OpenStreetMap, ODbL"
    assert geodata.load_districts(tmp_path).geometry.geom_equals_exact(geodata.load_districts().geometry, 1e-5).all()
    (path, headers), *more = server.requests
    assert not more
    assert headers["User-Agent"].startswith("Traektoria/")
    assert parse_qs(urlsplit(path).query)["format"] == ["geojson"]


def test_default_address_asks_for_all_relations() -> None:
    parts = urlsplit(nominatim.DEFAULT_URL)
    query = parse_qs(parts.query)
    assert (parts.scheme, parts.hostname) == ("https", "nominatim.openstreetmap.org")
    assert query["osm_ids"] == [",".join(f"R{number}" for number in geodata.RELATION_IDS.values())]
    assert query["polygon_geojson"] == ["1"]


@pytest.mark.parametrize(
    ("status", "said"), [(500, "повторите позже"), (429, "через несколько минут"), (404, "Проверьте адрес")]
)
def test_error_of_the_server(status: int, said: str, server: Server, tmp_path: Path) -> None:
    server.answer = lambda handler: respond(handler, b"{}", status)
    text = refusal(server, tmp_path, f"ошибкой {status}")
    assert said in text
    assert "boundaries import" in text


def test_server_that_keeps_silent(server: Server, tmp_path: Path) -> None:
    def keep_silent(_: BaseHTTPRequestHandler) -> None:
        server.released.wait(10)

    server.answer = keep_silent
    began = time.monotonic()
    refusal(server, tmp_path, "не ответил за 0.2 с", timeout=0.2)
    assert time.monotonic() - began < 3


def test_server_that_drips(server: Server, tmp_path: Path) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        respond(handler, b"{", length=1000)
        while not server.released.wait(0.05):
            handler.wfile.write(b" ")

    server.answer = drip
    refusal(server, tmp_path, "не ответил за 0.3 с", timeout=0.3)


def test_connection_that_breaks_off(server: Server, tmp_path: Path) -> None:
    body = json.dumps(nominatim_answer()).encode()
    server.answer = lambda handler: respond(handler, body[:1000], length=len(body))
    refusal(server, tmp_path, "оборвалась")


def test_truncated_json(server: Server, tmp_path: Path) -> None:
    body = json.dumps(nominatim_answer()).encode()
    server.answer = lambda handler: respond(handler, body[: len(body) // 2])
    refusal(server, tmp_path, "не в том виде")


@pytest.mark.parametrize("body", [b"<html>maintenance</html>", b"[]", b'{"error": "x"}', b'{"features": [null]}'])
def test_answer_of_another_kind(body: bytes, server: Server, tmp_path: Path) -> None:
    server.answer = lambda handler: respond(handler, body)
    refusal(server, tmp_path, "не в том виде")


def test_missing_districts_are_named(server: Server, tmp_path: Path) -> None:
    document = nominatim_answer()
    document["features"] = document["features"][:16]
    server.answer = lambda handler: respond(handler, json.dumps(document).encode())
    refusal(server, tmp_path, "нет районов: Фрунзенский, Центральный")


def test_points_instead_of_polygons(server: Server, tmp_path: Path) -> None:
    document = nominatim_answer()
    document["features"][0]["geometry"] = {"type": "Point", "coordinates": [30.3, 59.9]}
    server.answer = lambda handler: respond(handler, json.dumps(document).encode())
    refusal(server, tmp_path, "без полигонов районы: Адмиралтейский")


def test_endless_answer(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nominatim, "SIZE_LIMIT", 1000)
    refusal(server, tmp_path, "больше 50 МБ")


def test_no_internet(server: Server, tmp_path: Path) -> None:
    with pytest.raises(geodata.BoundariesError, match=r"адрес не найден.*доступ этой машины в интернет"):
        boundaries.fetch(tmp_path, "http://no-such-host.invalid/lookup", timeout=5)


def test_nobody_listens(server: Server, tmp_path: Path) -> None:
    url = server.url
    server.stop()
    with pytest.raises(geodata.BoundariesError, match=r"Нет связи с 127\.0\.0\.1"):
        boundaries.fetch(tmp_path, url, timeout=5)


def test_address_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(geodata.BoundariesError, match="нужен http или https"):
        boundaries.fetch(tmp_path, "file:///etc/hostname")
