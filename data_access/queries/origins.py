"""Where the published figures of a school come from: file, sheet, row, batch; for who may see its results."""

from typing import Any

from sqlalchemy import Connection, Float, Integer, Table, cast, null, select

from data_access import scope, walls
from data_access.clock import in_utc
from data_access.queries.school import school_card
from data_access.schema import (
    assessment,
    edition,
    import_batch,
    mark_comparison,
    publication,
    publication_edition,
    quarantine,
    result,
    school_year,
    score_distribution,
)
from data_access.viewer import Viewer
from monitoring.procedures import order
from monitoring.reports.desk import Origin, SchoolOrigins
from monitoring.reports.publication import Publication

_SHOWN: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (result, ("participants", "low_share", "mean_score")),
    (mark_comparison, ("participants",)),
    (score_distribution, ("participants",)),
    (school_year, ()),
)


def school_origins(connection: Connection, viewer: Viewer, publication_: Publication, school_id: int) -> SchoolOrigins:
    """Every published row of the school with its lineage, in reading order, the newest year first.

    Raises ``NotFound`` where the publication has no such school, ``AccessDenied`` where its results are not open to
    the viewer.
    """
    card = school_card(connection, viewer, publication_, school_id)
    scope.require_school(viewer, card.id, card.district)
    rows = [row for table, shown in _SHOWN for row in _rows(connection, table, shown, publication_.id, school_id)]
    # Rows in quarantine are closed to all but the analyst; of these the viewer sees the figures already.
    with walls.looking_beyond(connection):  # to name the file in which a published row of the school itself stood
        settled = _settled(connection, {row["batch_id"] for row in rows if row["kind"] == "quarantine"})
    actor = connection.scalar(select(publication.c.actor).where(publication.c.id == publication_.id))
    found = [_origin(row, settled) for row in rows]
    found.sort(key=_reading_order)
    return SchoolOrigins(publication_.id, publication_.created_at, actor, tuple(found))


def _rows(
    connection: Connection, table: Table, shown: tuple[str, ...], publication_id: int, school_id: int
) -> list[dict[str, Any]]:
    figures = [
        table.c[name] if name in shown else cast(null(), Integer if name == "participants" else Float).label(name)
        for name in ("participants", "low_share", "mean_score")
    ]
    statement = (
        select(
            edition.c.form, edition.c.year, assessment.c.procedure, assessment.c.subject, assessment.c.grade,
            *figures, table.c.sheet, table.c.row_number, table.c.batch_id, import_batch.c.kind,
            import_batch.c.file_name, import_batch.c.imported_at, import_batch.c.imported_by,
            import_batch.c.file_sha256, import_batch.c.options,
        )
        .join_from(table, publication_edition, publication_edition.c.edition_id == table.c.edition_id)
        .join(edition, edition.c.id == table.c.edition_id)
        .outerjoin(assessment, assessment.c.id == edition.c.assessment_id)
        .join(import_batch, import_batch.c.id == table.c.batch_id)
        .where(publication_edition.c.publication_id == publication_id, table.c.school_id == school_id)
    )  # fmt: skip
    return [dict(row) for row in connection.execute(statement).mappings()]


def _settled(connection: Connection, batches: set[int]) -> dict[tuple[int, int], list[Any]]:
    """Quarantined rows that such batches stored, by batch and row number, with the file that they stood in."""
    found: dict[tuple[int, int], list[Any]] = {}
    if not batches:
        return found
    chosen = connection.execute(select(import_batch.c.id, import_batch.c.options).where(import_batch.c.id.in_(batches)))
    for batch_id, options in chosen.all():
        rows = connection.execute(
            select(
                quarantine.c.row_number, quarantine.c.sheet, import_batch.c.file_name, import_batch.c.file_sha256,
                import_batch.c.id.label("batch_id"),
            )
            .join(import_batch, import_batch.c.id == quarantine.c.batch_id)
            .where(quarantine.c.id.in_(options.get("rows", ())))
        )  # fmt: skip
        for row in rows:
            found.setdefault((batch_id, row.row_number), []).append(row)
    return found


def _origin(row: dict[str, Any], settled: dict[tuple[int, int], list[Any]]) -> Origin:
    sheet, file, sha256 = row["sheet"], row["file_name"], row["file_sha256"]
    confirmed = row["kind"] == "quarantine"
    stood = settled.get((row["batch_id"], row["row_number"]), [])
    if sheet is not None:
        stood = [item for item in stood if (item.sheet or "") == sheet] or stood
    if confirmed and len(stood) == 1:
        file, sha256, sheet = stood[0].file_name, stood[0].file_sha256, stood[0].sheet or ""
    return Origin(
        form=row["form"],
        procedure=row["procedure"],
        subject=row["subject"],
        grade=row["grade"],
        year=row["year"],
        participants=row["participants"],
        low_share=row["low_share"],
        mean_score=row["mean_score"],
        file=file,
        sheet=sheet,
        row_number=row["row_number"],
        batch_id=row["batch_id"],
        imported_at=in_utc(row["imported_at"]),
        by=row["imported_by"],
        confirmed=confirmed,
        sha256=sha256,
    )


def _reading_order(item: Origin) -> tuple[Any, ...]:
    if item.procedure is None or item.subject is None or item.grade is None:
        return (1, (), -(item.year or 0), item.form)
    return (0, order(item.procedure, item.subject, item.grade), -(item.year or 0), item.form)
