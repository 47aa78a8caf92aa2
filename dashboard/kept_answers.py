"""Whole answers kept as they go out, compressed: a warm page costs neither the tree, nor JSON, nor compression.

A page function says that its answer is to be kept (`keep_this`) or that it is kept already (`recall`). Dash makes
the answer in either case; here, last of all, the finished bytes are put into the cache or into the answer.
"""

from typing import Any

from flask import Flask, Response, current_app, g, request

from dashboard import metrics
from dashboard.caching import PageCache

CACHE = "traektoria-cache"
"""Name of the cache among the extensions of the server."""

ENCODINGS = ("zstd", "br", "gzip")


def recall(cache: PageCache, key: tuple[object, ...]) -> bool:
    """Whether the answer is kept in an encoding that the browser takes; it then goes out.

    Else the present request is to make it: others who ask for the same wait until it is kept.
    """
    found = _found(cache, _with_encoding(key))
    metrics.cache_asked(hit=found)
    return found


def _found(cache: PageCache, wanted: tuple[object, ...]) -> bool:
    if _taken(cache, wanted):
        return True
    if not cache.answers or "end_turn" in g:
        return False
    g.end_turn = cache.makers.turn(cache.key(wanted))
    return _taken(cache, wanted)


def _taken(cache: PageCache, key: tuple[object, ...]) -> bool:
    kept = cache.get(key)
    if kept is None or (kept[0] and not request.accept_encodings.quality(kept[0])):
        return False
    g.kept_answer = kept
    return True


def keep_this(key: tuple[object, ...]) -> None:
    """Keeps the answer to the present request under the key once it is ready."""
    g.answer_key = _with_encoding(key)


def register(server: Flask) -> None:
    """Adds the last step. To be called before the compression is added: Flask runs these steps in reverse."""
    server.after_request(_finish)
    server.teardown_request(_end_turn)


def _end_turn(_error: BaseException | None = None) -> None:
    end = g.pop("end_turn", None)
    if end is not None:
        end()


def _finish(response: Response) -> Response:
    try:
        return _kept(response)
    finally:
        _end_turn()


def _kept(response: Response) -> Response:
    kept: tuple[str, bytes] | None = g.get("kept_answer")
    if kept is not None and response.status_code == 200:
        encoding, body = kept
        response.set_data(body)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        return response
    key: Any = g.get("answer_key")
    if key is not None and response.status_code == 200 and not response.is_streamed:
        cache: PageCache = current_app.extensions[CACHE]
        cache.keep(key, (response.headers.get("Content-Encoding", ""), response.get_data()))
    return response


def _with_encoding(key: tuple[object, ...]) -> tuple[object, ...]:
    return (*key, request.accept_encodings.best_match(ENCODINGS))
