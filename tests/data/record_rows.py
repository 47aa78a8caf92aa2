"""Records of every kind in the small city, put past the rules: what the tests of access to records stand on."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from data_access.schema import RECORDS, audit_entry, record_file
from monitoring.records.fields import Field
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from tests.data.access_world import World

NOW = datetime(2022, 10, 15, 12, tzinfo=UTC)
SAMPLES: dict[str, Any] = {"line": "слово", "words": "слова", "day": date(2022, 9, 1), "number": 7, "school-year": 2023}


def sample(field: Field) -> Any:
    if field.type == "choices":
        return [field.choices[0].code]
    return field.choices[0].code if field.choices else SAMPLES.get(field.type)


def put_every_kind(world: World) -> None:
    """About a school of each of two districts, in both districts and the city, each with a file and an audit entry."""
    connection = world.connection
    own, foreign = world.id("Школа 12-2"), world.id("Школа 10-1")
    mentor = world.id("Гимназия 12-3")
    for kind in KINDS.values():
        match kind.subject:
            case "school":
                put(connection, kind, school_id=own)
                put(connection, kind, school_id=foreign)
            case "pair":
                put(connection, kind, mentee_id=own, mentor_id=mentor)
                put(connection, kind, mentee_id=foreign, mentor_id=world.id("Лицей 10-3"))
            case "activity":
                for agreement in connection.execute(RECORDS["partnership_agreement"].select()).all():
                    put(connection, kind, agreement_id=agreement.id)
            case _:
                for place in ("city", "nevsky", "kurortny"):
                    put(connection, kind, **({"place": place} if kind.subject != "item" else {"title": place}))


def put(connection: Connection, kind: Kind, **values: Any) -> int:
    known = {field.name: sample(field) for field in kind.fields if field.type not in {"school", "record"}}
    for field in kind.fields:
        if field.type == "record" and field.required and field.name not in values:
            values[field.name] = connection.execute(RECORDS[field.of].select()).first().id  # type: ignore[union-attr]
    table = RECORDS[kind.code]
    number = connection.execute(
        insert(table)
        .values(
            **{**known, **values},
            revision=1, created_at=NOW, created_by="committee", changed_at=NOW, changed_by="committee",
        )
        .returning(table.c.id)
    ).scalar_one()  # fmt: skip
    connection.execute(
        insert(audit_entry).values(
            at=NOW, actor="committee", action="create", kind=kind.code, record_id=number, revision=1,
            before=None, after={"evidence": "документ"}, origin="form",
        )
    )  # fmt: skip
    if kind.files:
        connection.execute(
            insert(record_file).values(
                kind=kind.code, record_id=number, name="акт.pdf", media_type="application/pdf", size=3,
                sha256="0" * 64, added_at=NOW, added_by="committee",
            )
        )  # fmt: skip
    return int(number)
