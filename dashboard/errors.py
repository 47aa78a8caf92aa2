"""Errors that reach the server: a Russian sentence with a number that stands in the log."""

from html import escape

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.services import Services

SENTENCES = {
    400: "Запрос составлен неверно.",
    403: "Запрос пришёл с чужой страницы и не выполнен.",
    404: "Такого адреса нет.",
    405: "Этот адрес не принимает такой запрос.",
    413: "Запрос слишком велик.",
    415: "Этот адрес не принимает такой запрос.",
}
PAGE = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>{title} — Траектория</title></head>
<body><main><h1>{title}</h1><p>{sentence}</p><p><a href="/">На страницу города</a></p></main></body></html>"""


def register(server: Flask, services: Services) -> None:
    """Adds the answers to errors."""

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str | Response, int]:
        if error.response is not None or error.code is None:
            return Response(error.get_body(), mimetype="text/html"), error.code or 500
        own = error.description if error.description != type(error).description else None
        return _page("Запрос не выполнен", own or SENTENCES.get(error.code, "Запрос не выполнен.")), error.code

    @server.errorhandler(DependencyException)
    def no_such_script(_error: DependencyException) -> tuple[str | Response, int]:
        return _page("Запрос не выполнен", SENTENCES[404]), 404

    @server.errorhandler(Exception)
    def failed(error: Exception) -> tuple[str, int]:
        number = services.failed(error)
        sentence = f"В системе ошибка. Сообщите администратору её номер: {number}."
        if request.is_json:
            return sentence, 500
        return _page("Ошибка", sentence), 500


def _page(title: str, sentence: str) -> str:
    return PAGE.format(title=escape(title), sentence=escape(sentence))
