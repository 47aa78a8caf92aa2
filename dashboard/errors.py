"""Errors that reach the server: a Russian sentence with a number that stands in the log, as page, JSON or text."""

import logging
import re
import secrets

from dash.exceptions import DependencyException
from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from dashboard.security.sign_in import page
from dashboard.services import Services
from data_access.troubles import Trouble, trouble_of
from data_access.viewer import SessionEnded
from layouts.texts import errors as words
from layouts.texts import troubles

NO_STORE = {"Cache-Control": "no-store"}
STATUSES = {Trouble.FULL: 507}
"""Of answers in a trouble; of the others 503."""
RETRY_SECONDS = 10

log = logging.getLogger(__name__)


def register(server: Flask, services: Services) -> None:
    """Adds the answers to errors."""

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        status = error.code or 500
        if error.response is not None:
            return error.get_response()  # type: ignore[return-value]
        own = error.description if error.description != type(error).description else None
        # What a library says of a request is English and speaks of its insides.
        sentence = own if own and re.search("[а-яё]", own) else words.SENTENCES.get(status, f"{words.REFUSED}.")
        answer = _answer(words.REFUSED, sentence, status, _refusal_number(status))
        for name, value in error.get_headers():
            if name in {"Allow", "Retry-After"}:
                answer.headers[name] = value
        return answer

    @server.errorhandler(SessionEnded)
    def out(_error: SessionEnded) -> Response:
        return _answer(words.REFUSED, words.SESSION_ENDED, 401, _refusal_number(401))

    @server.errorhandler(DependencyException)
    def no_such_script(_error: DependencyException) -> Response:
        return _answer(words.REFUSED, words.SENTENCES[404], 404)

    @server.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        number = services.failed(error)
        trouble = trouble_of(error)
        if trouble is None:
            return _answer(words.FAILED, words.FAILURE.format(number=number), 500)
        told = troubles.TROUBLES[trouble]
        status = STATUSES.get(trouble, 503)
        words_of = troubles.not_saved if _is_deed() else troubles.told
        answer = _answer(told.heading, words_of(trouble, number), status, again=told.returns)
        if status == 503:
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer


def _refusal_number(status: int) -> str:
    number = g.get("request_number") or secrets.token_hex(4)
    # `repr`: an address with a line break must not look like a line of the log.
    log.info("отказ %s: %s %s %r от %s", number, status, request.method, request.path[:200], request.remote_addr)
    return str(number)


def _answer(title: str, sentence: str, status: int, number: str = "", *, again: bool = False) -> Response:
    """In the form that was asked for: scripts show the sentence, a reader who came by a link gets a page.

    ``again``: a page that the browser asks for anew by itself, without a script, until it comes.
    """
    told = f"{sentence} {words.NUMBER.format(number=number)}" if number else sentence
    if _wants_json():
        answer = jsonify(message=told)
        answer.status_code = status
        answer.headers.update(NO_STORE)
        return answer
    if request.accept_mimetypes.accept_html and "text/html" in request.headers.get("Accept", ""):
        retry = request.full_path.rstrip("?") if again and request.method == "GET" else ""
        return page(
            "error.html", title, status=status, sentence=sentence, number=number, texts=words, retry=retry,
            seconds=RETRY_SECONDS, retry_words=troubles.RETRY,
        )  # fmt: skip
    return Response(told, status=status, mimetype="text/plain", headers=NO_STORE)


def _is_deed() -> bool:
    """A form that a script sends: its sentence is told beside what was typed. Dash asks for pages in JSON."""
    return request.method == "POST" and not request.is_json and _wants_json()


def _wants_json() -> bool:
    return request.is_json or request.accept_mimetypes.best == "application/json"
