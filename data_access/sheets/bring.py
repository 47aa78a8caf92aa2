"""A filled-in file becomes records: all of its rows or none, each through the same change as a form."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, select

from data_access import clock, rights, walls
from data_access.changes import Change, Conflict, Refused, apply
from data_access.imports import schools
from data_access.imports.cells import Unreadable, count
from data_access.imports.findings import Findings, refuse
from data_access.imports.source import Source
from data_access.queries import publication as publications
from data_access.queries.record_lists import record_list
from data_access.schema import audit_entry
from data_access.sheets.columns import NUMBER, REVISION, columns
from data_access.sheets.table import LARGEST_FILE, Filled, Row, filled
from data_access.sheets.values import Reading
from data_access.viewer import AccessDenied, NotFound, Viewer
from data_access.writing import writing
from monitoring.records.fields import Value
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS

LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class Brought:
    """How many records a file makes and changes, and how many of its rows stand so already."""

    made: int
    changed: int
    unchanged: int


def read_file(name: str, data: bytes) -> Source:
    """The file as it was sent. Raises ``imports.findings.Refused``."""
    shown = " ".join(name.split())[-LONGEST_NAME:] or "файл"
    if len(data) > LARGEST_FILE:
        raise refuse(shown, f"файл больше {LARGEST_FILE // 2**20} МБ", "Разделите его на части")
    return Source.of(shown, data)


def bring_file(engine: Engine, viewer: Viewer, code: str, source: Source, *, keep: bool = True) -> Brought:
    """``bring`` in a transaction of its own; with ``keep`` false nothing stays, only what would change is told."""
    with writing(engine, keep=keep) as connection:
        walls.declare(connection, viewer)
        return bring(connection, viewer, code, source, today=clock.today(connection))


def bring(
    connection: Connection, viewer: Viewer, code: str, source: Source, *, today: date, now: datetime | None = None
) -> Brought:
    """Makes and changes the records that the file speaks of, in the caller's transaction.

    Raises ``imports.findings.Refused`` with everything that is to be mended (the caller then undoes what was written),
    ``NotFound`` for an unknown kind, ``AccessDenied`` for who writes none of it.
    """
    kind = KINDS.get(code)
    if kind is None:
        raise NotFound("записи")
    if not rights.some(viewer, kind):
        raise AccessDenied("Вести эти записи может другая организация.")
    published = publications.current(connection)
    if source.synthetic and published is not None and not published.synthetic:
        raise refuse(source.name, "в файле синтетические данные, а в базе настоящие", "Возьмите выгрузку этой базы")
    findings = Findings(source.name)
    table = filled(source, columns(kind), findings)
    work = _Work(connection, viewer, kind, source, table, findings, today, now)
    done = work.whole()
    findings.raise_if_any()
    return done


class _Work:
    """The rows of one file on their way into the database."""

    def __init__(
        self,
        connection: Connection,
        viewer: Viewer,
        kind: Kind,
        source: Source,
        table: Filled,
        findings: Findings,
        today: date,
        now: datetime | None,
    ) -> None:
        self.connection, self.viewer, self.kind, self.source = connection, viewer, kind, source
        self.table, self.findings, self.today, self.now = table, findings, today, now
        listed = record_list(connection, viewer, kind.code)
        self.standing = {record.id: record for record in listed.records}
        self.alike = {self._key(record.values): record.id for record in listed.records}
        self.only = {self._unique(record.values): record.id for record in listed.records} if kind.unique else {}
        there = tuple(column for column in columns(kind) if column.title in table.titles)
        self.headings = {column.field.name: column.title for column in reversed(there)}
        self.reading = Reading(kind, there, schools.load(connection), listed.schools)
        self.seen: dict[tuple[Value, ...], int] = {}
        self.numbered: dict[int, int] = {}
        self.sent = self._sent_before()

    def whole(self) -> Brought:
        """Takes row after row; what is wrong is noted, not raised."""
        done = [self._row(row) for row in self.table.rows]
        return Brought(done.count("made"), done.count("changed"), done.count("unchanged"))

    def _row(self, row: Row) -> str:
        if row.text(NUMBER):
            return self._change(row)
        if row.text(REVISION):
            return self._note(row, NUMBER, "указана редакция, но не номер записи", "Верните номер или уберите редакцию")
        values = self.reading.values(row, None, lambda title, *told: self._noted(row, title, *told))
        if values is None:
            return "refused"
        token = self._token(row)
        if self.sent.get(token) == self.viewer.code:
            return "unchanged"
        whole = {field.name: values.get(field.name) for field in self.kind.fields}
        key, unique = self._key(whole), self._unique(whole)
        if key in self.alike:
            return "unchanged"
        if key in self.seen or (self.kind.unique and unique in self.seen):
            earlier = self.seen.get(key) or self.seen[unique]
            return self._note(row, None, f"строка повторяет строку {earlier}", "Оставьте одну из них")
        self.seen[key] = row.number
        if self.kind.unique:
            self.seen[unique] = row.number
            if unique in self.only:
                return self._note(
                    row, None, f"такая запись уже есть, её номер {self.only[unique]}",
                    "Измените её: возьмите её строку из выгрузки, с номером и редакцией",
                )  # fmt: skip
        change = Change(self.kind.code, values, token=token, origin=self._origin)
        return "made" if self._applied(row, change) else "refused"

    def _change(self, row: Row) -> str:
        try:
            number, revision = count(row.cells[NUMBER]), count(row.cells.get(REVISION))
        except Unreadable as problem:
            return self._note(row, NUMBER, str(problem), "Верните номер и редакцию, как в выгрузке")
        before = self.standing.get(number or 0)
        if number is None or before is None:
            return self._note(row, NUMBER, f"записи с номером {row.text(NUMBER)} нет, она закрыта или не открыта вам",
                              "Возьмите номер из выгрузки; у новой записи оставьте его пустым")  # fmt: skip
        if number in self.numbered:
            return self._note(row, NUMBER, f"запись уже меняет строка {self.numbered[number]}", "Оставьте одну из них")
        self.numbered[number] = row.number
        values = self.reading.values(row, before.values, lambda title, *told: self._noted(row, title, *told))
        if values is None:
            return "refused"
        differing = {name: value for name, value in values.items() if _plain(value) != _plain(before.values[name])}
        if not differing:
            return "unchanged"
        fixed = [name for name in differing if self.kind.field(name).fixed]
        for name in fixed:
            self._noted(row, self.headings[name], "у имеющейся записи это не меняется",
                        "Верните прежнее значение или закройте запись и заведите новую")  # fmt: skip
        if fixed:
            return "refused"
        if revision is None:
            return self._note(row, REVISION, "редакция не указана", "Верните редакцию, как в выгрузке")
        change = Change(self.kind.code, differing, number, revision, token=self._token(row), origin=self._origin)
        return "changed" if self._applied(row, change) else "refused"

    def _applied(self, row: Row, change: Change) -> bool:
        try:
            apply(self.connection, self.viewer, change, today=self.today, now=self.now)
        except Refused as refused:
            for name, problem in refused.problems.items():
                self._noted(row, self.headings.get(name), self._told(problem, change), "")
        except Conflict as conflict:
            self._noted(row, REVISION, f"запись изменена после выгрузки: её редакция {conflict.revision}",
                        "Выгрузите записи заново и повторите правку")  # fmt: skip
        except AccessDenied as denied:
            self._noted(row, None, str(denied).rstrip("."), "Уберите строку: её вносит тот, кто отвечает за эту запись")
        except NotFound:
            self._noted(row, NUMBER, "записи с таким номером нет", "Возьмите номер из выгрузки")
        else:
            return True
        return False

    def _told(self, problem: str, change: Change) -> str:
        other = self.sent.get(change.token or "")
        return problem if other in {None, self.viewer.code} else "эту строку того же файла уже записал другой"

    def _note(self, row: Row, title: str | None, message: str, mend: str) -> str:
        self._noted(row, title, message, mend)
        return "refused"

    def _noted(self, row: Row, title: str | None, message: str, mend: str) -> None:
        self.findings.add(message, mend, sheet=self.table.sheet, row=row.number, column=title)

    @property
    def _origin(self) -> str:
        return f"файл {self.source.name}"

    def _token(self, row: Row) -> str:
        """The row of this very file: sent twice, it is written once."""
        told = f"{self.source.content_hash}:{self.kind.code}:{row.number}"
        return hashlib.sha256(told.encode()).hexdigest()

    def _sent_before(self) -> Mapping[str, str]:
        tokens = [self._token(row) for row in self.table.rows]
        with walls.looking_beyond(self.connection):  # the same file may have been sent by another
            rows = self.connection.execute(
                select(audit_entry.c.token, audit_entry.c.actor).where(audit_entry.c.token.in_(tokens))
            )
        return {row.token: row.actor for row in rows}

    def _key(self, values: Mapping[str, Value]) -> tuple[Value, ...]:
        return tuple(_plain(values[field.name]) for field in self.kind.fields)

    def _unique(self, values: Mapping[str, Value]) -> tuple[Value, ...]:
        # Marked, so that it is never taken for a key of all fields.
        return ("unique", *(_plain(values[name]) for name in self.kind.unique))


def _plain(value: Value) -> Value:
    """A value as values are compared: published files give several choices in an order of their own."""
    return tuple(sorted(value)) if isinstance(value, tuple) else value
