"""Errors that reach the server: a Russian sentence with a number that stands in the log."""

from html import escape

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.services import Services
from data_access.troubles import Trouble, trouble_of
from layouts.texts import troubles

SENTENCES = {
    400: "Запрос составлен неверно.",
    403: "Запрос пришёл с чужой страницы и не выполнен.",
    404: "Такого адреса нет.",
    405: "Этот адрес не принимает такой запрос.",
    413: "Запрос слишком велик.",
    415: "Этот адрес не принимает такой запрос.",
}
PAGE = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8">{refresh}<title>{title} — Траектория</title></head>
<body><main><h1>{title}</h1><p>{sentence}</p><p>{retry}<a href="/">На страницу города</a></p></main></body></html>"""
AGAIN = '<a href="{address}">Повторить</a> '
STATUSES = {Trouble.FULL: 507, Trouble.READ_ONLY: 503, Trouble.GONE: 503, Trouble.BUSY: 503, Trouble.SLOW: 503}
RETRY_SECONDS = 10
REFRESH = f'<meta http-equiv="refresh" content="{RETRY_SECONDS}">'


def register(server: Flask, services: Services) -> None:
    """Adds the answers to errors."""

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str | Response, int]:
        if error.response is not None or error.code is None:
            return Response(error.get_body(), mimetype="text/html"), error.code or 500
        own = error.description if error.description != type(error).description else None
        return _page("Запрос не выполнен", own or SENTENCES.get(error.code, "Запрос не выполнен.")), error.code

    @server.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        number = services.failed(error)
        trouble = trouble_of(error)
        sentence = f"В системе ошибка. Сообщите администратору её номер: {number}."
        if trouble is not None:
            sentence = troubles.told(trouble, number)
        # A script shows the sentence itself; only a browser that opens an address asks for a page.
        if request.is_json or "text/html" not in request.headers.get("Accept", ""):
            answer = Response(sentence, mimetype="text/plain")
        elif trouble is None:
            answer = Response(_page("Ошибка", sentence), mimetype="text/html")
        else:
            words = troubles.TROUBLES[trouble]
            answer = Response(_page(words.heading, sentence, again=words.returns), mimetype="text/html")
        answer.status_code = STATUSES.get(trouble, 500) if trouble else 500
        if answer.status_code == 503:
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer


def _page(title: str, sentence: str, *, again: bool = False) -> str:
    """``again``: the browser asks the same address anew by itself, without a script, until it gets its page."""
    again = again and request.method == "GET"
    return PAGE.format(
        title=escape(title),
        sentence=escape(sentence),
        refresh=REFRESH if again else "",
        retry=AGAIN.format(address=escape(request.full_path.rstrip("?"))) if again else "",
    )
