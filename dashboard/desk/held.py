"""Quarantine over HTTP: a row is taken with a school, corrected, or left out with a reason."""

import re

from flask import Flask, request

from dashboard.desk.analyst import Answer, analyst, in_the_way, only, said
from dashboard.services import Services
from data_access.imports import corrections, held_rows, quarantine
from layouts.texts import data as words
from monitoring.reports.desk import Job

_SCHOOL = re.compile(r"№[ \u00a0]([0-9]{1,9})$")
"""The number of a school at the end of its name in the list to choose from (``quarantine.school_option``)."""
_NUMBER, _ROW = "number:", "row:"
LONGEST_REASON = 500


def register(server: Flask, services: Services) -> None:
    """Adds ``POST /data/held/<id>/take`` (``school``), ``/correct`` (``number:<column>``, ``reason``), ``/leave``
    (``reason``) and ``POST /data/held/take-proposed`` (``row:<id>``)."""

    def rival() -> Job | None:
        return in_the_way(services)

    def reason() -> str:
        return " ".join(request.form.get("reason", "").split())[:LONGEST_REASON]

    @server.post("/data/held/<int:row_id>/take")
    @only(services)
    def data_take(row_id: int) -> Answer:
        if busy := rival():
            return said(words.busy(busy), 409)
        found = _SCHOOL.search(request.form.get("school", "").strip())
        if found is None:
            return said(words.CHOOSE_SCHOOL, 400)
        try:
            quarantine.confirm(services.writer, [row_id], schools={row_id: int(found[1])}, role=analyst().code)
        except quarantine.CannotConfirm as impossible:
            return said(str(impossible), 409)
        return said(words.TAKEN)

    @server.post("/data/held/take-proposed")
    @only(services)
    def data_take_proposed() -> Answer:
        if busy := rival():
            return said(words.busy(busy), 409)
        named = (name.removeprefix(_ROW) for name in request.form if name.startswith(_ROW))
        wanted = [int(text) for text in named if text.isascii() and text.isdigit() and len(text) < 10]
        with services.reading() as connection:
            open_now = held_rows.held(connection)
        rows = [number for number in wanted if number in open_now and open_now[number].proposal_id is not None]
        if not rows:
            return said(words.NOTHING_PROPOSED, 409)
        try:
            done = quarantine.confirm(services.writer, rows, role=analyst().code)
        except quarantine.CannotConfirm as impossible:
            return said(str(impossible), 409)
        return said(words.taken(done.rows_stored + done.logins))

    @server.post("/data/held/<int:row_id>/correct")
    @only(services)
    def data_correct(row_id: int) -> Answer:
        if busy := rival():
            return said(words.busy(busy), 409)
        if not reason():
            return said(words.REASON_NEEDED, 400)
        values = {name.removeprefix(_NUMBER): text for name, text in request.form.items() if name.startswith(_NUMBER)}
        try:
            corrections.correct(services.writer, row_id, values, reason=reason(), role=analyst().code)
        except corrections.CannotCorrect as impossible:
            return said(str(impossible), 409)
        return said(words.CORRECTED)

    @server.post("/data/held/<int:row_id>/leave")
    @only(services)
    def data_leave(row_id: int) -> Answer:
        if busy := rival():
            return said(words.busy(busy), 409)
        if not reason():
            return said(words.REASON_NEEDED, 400)
        if not quarantine.reject(services.writer, [row_id], reason=reason(), role=analyst().code):
            return said(words.SETTLED, 409)
        return said(words.LEFT_OUT)
