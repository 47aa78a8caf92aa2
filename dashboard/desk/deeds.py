"""Import, publication and the way back over HTTP. What takes long is asked for here and done by another process."""

from flask import Flask, request

from dashboard.desk import process
from dashboard.desk.analyst import Answer, analyst, in_the_way, only, said
from dashboard.services import Services
from data_access import clock, publications
from data_access.batches import CannotWithdraw, withdraw
from data_access.desk import jobs, mappings, uploads
from data_access.working import token
from layouts.texts import data as words
from monitoring.reports.desk import JobKind

_UPLOAD = "upload:"


def register(server: Flask, services: Services) -> None:
    """Adds ``POST`` to ``/data/import`` (fields ``upload:<id>``), ``/data/preview`` and ``/data/publish`` (``seen``),
    ``/data/undo`` (``expected``, ``seen``), ``/data/batches/<id>/withdraw``, ``/data/mappings/<id>/forget``."""

    @server.post("/data/import")
    @only(services)
    def data_import() -> Answer:
        wanted = {name.removeprefix(_UPLOAD) for name in request.form if name.startswith(_UPLOAD)}
        try:
            job = uploads.ask_import(services.desk, wanted, by=analyst().code, now=clock.now())
        except jobs.Busy as busy:
            return said(words.busy(busy.job), 409)
        except uploads.NothingReady:
            return said(words.NOTHING_TO_IMPORT, 409)
        process.start(services)
        return said(words.asked_import(len(job.uploads)))

    def ask(kind: JobKind) -> Answer:
        seen = request.form.get("seen", "")
        with services.reading() as connection:
            now = token(connection)
        if seen != now:
            return said(words.CHANGED, 409)
        try:
            jobs.ask(services.desk, kind, by=analyst().code, now=clock.now(), seen=seen)
        except jobs.Busy as busy:
            return said(words.busy(busy.job), 409)
        process.start(services)
        return said(words.ASKED[kind])

    @server.post("/data/preview")
    @only(services)
    def data_preview() -> Answer:
        return ask("preview")

    @server.post("/data/publish")
    @only(services)
    def data_publish() -> Answer:
        return ask("publish")

    @server.post("/data/undo")
    @only(services)
    def data_undo() -> Answer:
        expected = request.form.get("expected", "")
        seen = request.form.get("seen", "")
        if not (seen and expected.isascii() and expected.isdigit() and len(expected) < 10):
            return said(words.CHANGED, 409)
        rival = in_the_way(services)
        if rival is not None:
            return said(words.busy(rival), 409)
        try:
            number = publications.undo(
                services.writer, expected=int(expected), seen=seen, actor=analyst().code, now=clock.now()
            )
        except publications.Changed:
            return said(words.NOT_UNDONE, 409)
        except publications.NothingToUndo as nothing:
            return said(str(nothing), 409)
        try:
            jobs.note(services.desk, "undo", by=analyst().code, now=clock.now(), message=words.undone(number))
        except OSError as error:  # readers have the former publication all the same
            services.failed(error)
        return said(words.undone(number))

    @server.post("/data/batches/<int:batch_id>/withdraw")
    @only(services)
    def data_withdraw(batch_id: int) -> Answer:
        rival = in_the_way(services)
        if rival is not None:
            return said(words.busy(rival), 409)
        try:
            withdraw(services.writer, batch_id, by=analyst().code, now=clock.now())
        except CannotWithdraw as impossible:
            return said(str(impossible), 409)
        return said(words.withdrawn(batch_id))

    @server.post("/data/mappings/<int:mapping_id>/forget")
    @only(services)
    def data_forget(mapping_id: int) -> Answer:
        if not mappings.forget(services.writer, mapping_id):
            return said(words.GONE_MAPPING, 404)
        return said(words.FORGOTTEN)
