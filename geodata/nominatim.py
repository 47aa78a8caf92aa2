"""One polite request for the 18 relations to OpenStreetMap's Nominatim (or a mirror that answers in the same form)."""

import http.client
import json
import socket
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from geodata.errors import BoundariesError
from geodata.names import RELATION_IDS, name_from_relation

DEFAULT_URL = (
    "https://nominatim.openstreetmap.org/lookup?osm_ids="
    + ",".join(f"R{number}" for number in RELATION_IDS.values())
    + "&format=geojson&polygon_geojson=1&accept-language=ru"
)
TIMEOUT = 60.0
SIZE_LIMIT = 50 * 1024 * 1024
USER_AGENT = "Traektoria/1.0 (boundaries of the districts of St Petersburg; one request on demand)"

_CHUNK = 64 * 1024
_BY_FILE = "Или загрузите границы файлом: python -m dashboard boundaries import ФАЙЛ."


def host(url: str) -> str:
    """Return the host of the address, for reports."""
    return urlsplit(url).hostname or url


def download(url: str, timeout: float) -> bytes:
    """Return the body of the answer: GeoJSON with all 18 relations in it.

    ``timeout`` bounds the whole request, in seconds. Raises BoundariesError in words for everything that may fail.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise BoundariesError(f"Адрес {url} не годится: нужен http или https.")
    body = _body(url, timeout)
    _refuse_incomplete(body, host(url))
    return body


def _body(url: str, timeout: float) -> bytes:
    name = host(url)
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT, "Accept": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            return _read(answer, name, timeout)
    except urllib.error.HTTPError as error:
        error.close()
        raise BoundariesError(f"{name} ответил ошибкой {error.code}. {_advice(error.code)} {_BY_FILE}") from error
    except TimeoutError as error:
        raise _late(name, timeout) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _late(name, timeout) from error
        reason = "адрес не найден" if isinstance(error.reason, socket.gaierror) else str(error.reason)
        raise BoundariesError(
            f"Нет связи с {name}: {reason}. Проверьте доступ этой машины в интернет. {_BY_FILE}"
        ) from error
    except (http.client.HTTPException, OSError) as error:
        raise BoundariesError(f"Связь с {name} оборвалась. Повторите позже. {_BY_FILE}") from error


def _read(answer: http.client.HTTPResponse, name: str, timeout: float) -> bytes:
    """A server that sends a little at a time never trips the socket's own timeout: the clock runs here."""
    deadline = time.monotonic() + timeout
    body = bytearray()
    while chunk := answer.read1(_CHUNK):
        body += chunk
        if len(body) > SIZE_LIMIT:
            raise BoundariesError(f"Ответ {name} больше 50 МБ: это не границы районов. {_BY_FILE}")
        if time.monotonic() > deadline:
            raise TimeoutError
    if answer.length:
        raise http.client.IncompleteRead(bytes(body), answer.length)
    return bytes(body)


def _late(name: str, timeout: float) -> BoundariesError:
    return BoundariesError(f"{name} не ответил за {timeout:g} с. Повторите позже. {_BY_FILE}")


def _advice(status: int) -> str:
    if status in {403, 429}:
        return "Сервер просит не обращаться так часто: повторите через несколько минут."
    if status >= 500:
        return "Сервер сейчас не работает: повторите позже."
    return "Проверьте адрес."


def _refuse_incomplete(body: bytes, name: str) -> None:
    """Tell an answer that lacks districts from a file that does: the mend is another one."""
    try:
        document = json.loads(body)
        features = document["features"]
        found = {name_from_relation(feature["properties"].get("osm_id")) for feature in features}
        areal = {
            name_from_relation(feature["properties"].get("osm_id"))
            for feature in features
            if feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BoundariesError(
            f"{name} ответил не в том виде (ждали GeoJSON с районами). Повторите позже. {_BY_FILE}"
        ) from error
    for kept, what in ((found, "нет районов"), (areal, "без полигонов районы")):
        missing = [district for district in RELATION_IDS if district not in kept]
        if missing:
            raise BoundariesError(f"В ответе {name} {what}: {', '.join(missing)}. Повторите позже. {_BY_FILE}")
