"""Tables of records (one a kind, its columns are the kind's fields), their files, the audit of every change."""

from typing import Any

from sqlalchemy import JSON, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy.types import TypeEngine

from data_access.schema.metadata import metadata
from monitoring.records.fields import Field
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS

CODE = 32
"""Longest code of a choice or a place."""


def _type(field: Field) -> TypeEngine[Any]:
    match field.type:
        case "line":
            return String(field.most)
        case "words":
            return Text()
        case "day":
            return Date()
        case "choice" | "place":
            return String(CODE)
        case "choices":
            return JSON()
        case _:
            return Integer()


def _column(field: Field) -> Column[object]:
    keys = {"school": "school.id", "record": f"{field.of}.id"}
    key = [ForeignKey(keys[field.type])] if field.type in keys else []
    return Column(field.name, _type(field), *key, nullable=not field.required, index=bool(key))


def _table(kind: Kind) -> Table:
    return Table(
        kind.code,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("revision", Integer, nullable=False, comment="grows by one with every change"),
        Column("created_at", DateTime(timezone=True), nullable=False),
        Column("created_by", String(64), nullable=False, comment="Viewer.code"),
        Column("changed_at", DateTime(timezone=True), nullable=False),
        Column("changed_by", String(64), nullable=False),
        Column("ended_at", DateTime(timezone=True), comment="struck out; records are never deleted"),
        Column("end_reason", String(500)),
        *(_column(field) for field in kind.fields),
    )


RECORDS: dict[str, Table] = {code: _table(kind) for code, kind in KINDS.items()}

record_file = Table(
    "record_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(CODE), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("name", String(200), nullable=False, comment="as the reader called it, made safe"),
    Column("media_type", String(100), nullable=False, comment="found in the content"),
    Column("size", Integer, nullable=False, comment="bytes"),
    Column("sha256", String(64), nullable=False, comment="also its place in the folder of files"),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("added_by", String(64), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Index(None, "kind", "record_id"),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", String(64), nullable=False, comment="Viewer.code"),
    Column("action", String(16), nullable=False, comment="create, change, end, file"),
    Column("kind", String(CODE), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("revision", Integer, nullable=False, comment="of the record after it"),
    Column("before", JSON, comment="changed fields only; NULL when made"),
    Column("after", JSON, nullable=False),
    Column("origin", String(120), nullable=False, comment="form, or the file or publication that brought it"),
    Column("token", String(64), unique=True, comment="of the form: what is sent twice is written once"),
    Index(None, "kind", "record_id"),
    Index(None, "at"),
    comment="append-only: triggers refuse changes",
    info={"append_only": True},
)

approved_school = Table(
    "approved_school",
    metadata,
    Column("list_id", Integer, ForeignKey("approved_list.id"), primary_key=True),
    Column("school_id", Integer, ForeignKey("school.id"), primary_key=True, index=True),
    Column("publication_id", Integer, ForeignKey("publication.id"), nullable=False),
    comment="the computed list as it stood when it was approved; approved_change tells what differs",
)

watched_school = Table(
    "watched_school",
    metadata,
    Column("viewer", String(64), primary_key=True, comment="Viewer.code"),
    Column("school_id", Integer, ForeignKey("school.id"), primary_key=True),
    Column("since", DateTime(timezone=True), nullable=False),
)
