"""Files of the desk over HTTP: sent, chosen for, taken off, fetched again; and how far the work is."""

import re
from collections.abc import Iterator

from flask import Flask, jsonify, request, send_file
from sqlalchemy import select
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from dashboard.desk import process
from dashboard.desk.analyst import Answer, analyst, only, said
from dashboard.services import Services
from data_access import clock
from data_access.desk import arrivals, jobs, uploads
from data_access.desk.mappings import LONGEST_NAME
from data_access.imports.detect import FORMATS
from data_access.imports.findings import Refused
from data_access.imports.options import FIRST_YEAR, LAST_YEAR
from data_access.schema import import_batch
from layouts.texts import data as words
from monitoring.procedures import PROCEDURES

_SHA256 = re.compile(r"[0-9a-f]{64}")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_FIELD = "column:"
"""Prefix of the names of the selects of columns."""


def register(server: Flask, services: Services) -> None:
    """Adds ``POST /data/files?name=…`` (the body is the file), ``POST /data/files/<id>/choose`` and ``/drop``,
    ``GET /data/kept/<sha256>`` and ``GET /data/state``."""

    @server.post("/data/files")
    @only(services)
    def data_receive() -> Answer:
        length = request.content_length
        name = request.args.get("name", "")
        try:
            made = arrivals.receive(services.desk, name, _pieces(), expected=length, by=analyst().code, now=clock.now())
        except RequestEntityTooLarge:
            return said(words.TOO_LARGE, 413)
        except ClientDisconnected:
            return said(words.TORN, 400)
        except Refused as refused:
            found = refused.findings[0]
            return said(words.sentence(found.message, found.mend), 422)
        except uploads.DeskFull:
            return said(words.desk_full(uploads.MOST), 409)
        except OSError as error:
            number = services.failed(error)
            return said(words.not_kept(number), 507)
        jobs.ask(services.desk, "check", by=analyst().code, now=clock.now())
        process.start(services)
        return said(words.received(made.name), upload=made.id)

    @server.post("/data/files/<upload_id>/choose")
    @only(services)
    def data_choose(upload_id: str) -> Answer:
        form = {name: "" if value == words.AUTO else value for name, value in request.form.items()}
        kind, procedure, year = form.get("kind", ""), form.get("procedure", ""), form.get("year", "").strip()
        mapping = {
            name.removeprefix(_FIELD): value.removeprefix(words.COLUMN)
            for name, value in form.items()
            if name.startswith(_FIELD) and value
        }
        if kind and kind not in FORMATS:
            return said(words.UNKNOWN_KIND, 400)
        if procedure and procedure not in PROCEDURES:
            return said(words.UNKNOWN_PROCEDURE, 400)
        if year and not (_YEAR.fullmatch(year) and FIRST_YEAR <= int(year) <= LAST_YEAR):
            return said(words.WRONG_YEAR, 400)
        twice = sorted({value for value in mapping.values() if list(mapping.values()).count(value) > 1})
        if twice:
            return said(words.column_twice(twice[0]), 400)
        try:
            uploads.choose(
                services.desk,
                upload_id,
                kind=kind or None,
                year=int(year) if year else None,
                procedure=procedure or None,
                mapping=mapping,
                save_as=" ".join(form.get("save_as", "").split())[:LONGEST_NAME],
            )
        except uploads.Gone:
            return said(words.GONE, 404)
        except uploads.BeingImported:
            return said(words.BEING_IMPORTED, 409)
        jobs.ask(services.desk, "check", by=analyst().code, now=clock.now())
        process.start(services)
        return said(words.CHOSEN)

    @server.post("/data/files/<upload_id>/drop")
    @only(services)
    def data_drop(upload_id: str) -> Answer:
        found = uploads.upload(services.desk, upload_id)
        if found is None:
            return said(words.GONE, 404)
        with services.reading() as connection:
            named = connection.scalar(
                select(import_batch.c.id).where(import_batch.c.file_sha256 == found.sha256).limit(1)
            )
        try:
            uploads.take_off(services.desk, upload_id, keep_content=named is not None)
        except uploads.Gone:
            return said(words.GONE, 404)
        except uploads.BeingImported:
            return said(words.BEING_IMPORTED, 409)
        return said(words.dropped(found.name), go="/data")

    @server.get("/data/kept/<sha256>")
    @only(services)
    def data_kept(sha256: str) -> Answer:
        if not _SHA256.fullmatch(sha256) or not services.desk.has(sha256):
            return said(words.NOT_KEPT, 404)
        with services.reading() as connection:
            name = connection.scalar(
                select(import_batch.c.file_name).where(import_batch.c.file_sha256 == sha256).limit(1)
            )
        if name is None:
            return said(words.NOT_KEPT, 404)
        answer = send_file(
            services.desk.content(sha256).absolute(), mimetype="application/octet-stream", as_attachment=True,
            download_name=name, max_age=0,
        )  # fmt: skip
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    @server.get("/data/state")
    @only(services)
    def data_state() -> Answer:
        process.see_to(services)
        open_now = jobs.open_jobs(services.desk)
        running = next((job for job in open_now if job.state == "running"), None)
        waiting = [item.id for item in uploads.standing(services.desk) if item.state == "received"]
        answer = jsonify(
            open=[job.id for job in open_now],
            waiting=waiting,
            text=words.going_on(running) if running else words.QUEUED if open_now else "",
        )
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _pieces() -> Iterator[bytes]:
    while piece := request.stream.read(arrivals.PIECE):
        yield piece
