"""Where published figures come from: file, sheet, row, batch; for who may see the results they rest on."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, Integer, Table, cast, null, select

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
from data_access.schema import school_card as school_card_table
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.procedures import order
from monitoring.reports.origins import Origin, SchoolOrigin, SchoolOrigins, SourceSheet, TerritoryOrigins
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
    rows = _rows(connection, publication_.id, lambda table: table.c.school_id == school_id)
    settled = _settled(connection, rows)
    found = [_origin(row, settled) for row in rows]
    found.sort(key=_reading_order)
    return SchoolOrigins(publication_.id, publication_.created_at, _actor(connection, publication_), tuple(found))


def territory_origins(
    connection: Connection,
    viewer: Viewer,
    publication_: Publication,
    code: str,
    year: int,
    figure: tuple[str, str, int] | None,
) -> TerritoryOrigins:
    """What the territory's figures of a year rest on, sheet by sheet; of one ``figure`` (procedure, subject, grade) the
    row of each school too.

    ``code``: a district's or ``city``. Raises ``AccessDenied`` where results of its schools are not open to the viewer.
    """
    scope.require_district(viewer, code)
    card = school_card_table.c
    cards = select(card.school_id).where(card.publication_id == publication_.id)
    cards = scope.schools(cards, viewer, card.school_id, card.district_code)
    if code != CITY:
        cards = cards.where(card.district_code == code)

    def of_territory(table: Table) -> ColumnElement[bool]:
        chosen = (table.c.school_id.in_(cards)) & (edition.c.year == year)
        if figure is not None:
            procedure, subject, grade = figure
            chosen &= (assessment.c.procedure == procedure) & (assessment.c.subject == subject)
            chosen &= assessment.c.grade == grade
        return chosen

    rows = _rows(connection, publication_.id, of_territory)
    schools: list[SchoolOrigin] = []
    if figure is not None:
        names = _names(connection, publication_.id)
        settled = _settled(connection, rows)
        schools = [SchoolOrigin(row["school_id"], names[row["school_id"]][1], _origin(row, settled)) for row in rows]
        schools.sort(key=lambda item: (names[item.school_id][0], item.origin.form))
    return TerritoryOrigins(
        publication_.id, publication_.created_at, _actor(connection, publication_), code, _sheets(rows), tuple(schools)
    )


def _actor(connection: Connection, publication_: Publication) -> str | None:
    return connection.scalar(select(publication.c.actor).where(publication.c.id == publication_.id))


def _names(connection: Connection, publication_id: int) -> dict[int, tuple[int, str]]:
    """Place in the alphabet and name of each school of the publication."""
    card = school_card_table.c
    asked = select(card.school_id, card.position, card.name).where(card.publication_id == publication_id)
    return {row.school_id: (row.position, row.name) for row in connection.execute(asked)}


def _rows(
    connection: Connection, publication_id: int, chosen: Callable[[Table], ColumnElement[bool]]
) -> list[dict[str, Any]]:
    """The published rows of every table of results that are chosen."""
    return [row for table, shown in _SHOWN for row in _rows_of(connection, table, shown, publication_id, chosen(table))]


def _rows_of(
    connection: Connection,
    table: Table,
    shown: tuple[str, ...],
    publication_id: int,
    chosen: ColumnElement[bool],
) -> list[dict[str, Any]]:
    figures = [
        table.c[name] if name in shown else cast(null(), Integer if name == "participants" else Float).label(name)
        for name in ("participants", "low_share", "mean_score")
    ]
    statement = (
        select(
            table.c.school_id, edition.c.form, edition.c.year, assessment.c.procedure, assessment.c.subject,
            assessment.c.grade, *figures, table.c.sheet, table.c.row_number, table.c.batch_id, import_batch.c.kind,
            import_batch.c.file_name, import_batch.c.imported_at, import_batch.c.imported_by,
            import_batch.c.file_sha256, import_batch.c.options,
        )
        .join_from(table, publication_edition, publication_edition.c.edition_id == table.c.edition_id)
        .join(edition, edition.c.id == table.c.edition_id)
        .outerjoin(assessment, assessment.c.id == edition.c.assessment_id)
        .join(import_batch, import_batch.c.id == table.c.batch_id)
        .where(publication_edition.c.publication_id == publication_id, chosen)
    )  # fmt: skip
    return [dict(row) for row in connection.execute(statement).mappings()]


def _sheets(rows: list[dict[str, Any]]) -> tuple[SourceSheet, ...]:
    """The rows put together by what they tell of and where they stood, in reading order."""
    named = ("form", "procedure", "subject", "grade", "year", "batch_id", "sheet")
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in named)].append(row)
    found = []
    for group in groups.values():
        first = group[0]
        counted = [row["participants"] for row in group if row["participants"] is not None]
        numbers = [row["row_number"] for row in group]
        found.append(
            SourceSheet(
                form=first["form"],
                procedure=first["procedure"],
                subject=first["subject"],
                grade=first["grade"],
                year=first["year"],
                participants=sum(counted) if counted else None,
                schools=len({row["school_id"] for row in group}),
                file=first["file_name"],
                sheet=first["sheet"],
                first=min(numbers),
                last=max(numbers),
                batch_id=first["batch_id"],
                imported_at=in_utc(first["imported_at"]),
                by=first["imported_by"],
                confirmed=first["kind"] == "quarantine",
                sha256=first["file_sha256"],
            )
        )
    return tuple(sorted(found, key=lambda item: (_reading_order(item), item.file, item.sheet or "", item.first)))


def _settled(connection: Connection, rows: list[dict[str, Any]]) -> dict[tuple[int, int], list[Any]]:
    """Quarantined rows that batches of these rows stored, by batch and row number, with the file they stood in."""
    batches = {row["batch_id"] for row in rows if row["kind"] == "quarantine"}
    # Rows in quarantine are closed to all but the analyst; of these the viewer sees the figures already.
    with walls.looking_beyond(connection):  # to name the file in which a published row stood
        return _stood(connection, batches)


def _stood(connection: Connection, batches: set[int]) -> dict[tuple[int, int], list[Any]]:
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


def _reading_order(item: Origin | SourceSheet) -> tuple[Any, ...]:
    if item.procedure is None or item.subject is None or item.grade is None:
        return (1, (), -(item.year or 0), item.form)
    return (0, order(item.procedure, item.subject, item.grade), -(item.year or 0), item.form)
