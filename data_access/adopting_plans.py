"""Plans of published files become records, which pages read and operators report in."""

from datetime import datetime

from sqlalchemy import Connection, select

from data_access.changes.adopt import Row, adopt
from data_access.schema import edition, plan_item, plan_progress, publication_edition
from monitoring.years import label

ORIGIN = "публикация"
"""First word of the origin of what a published file brought."""


def adopt_plans(connection: Connection, created: int, now: datetime) -> int:
    """Makes or changes the records that the plans of the publication ``created`` speak of; returns how many.

    What a file says anew is judged against the publication made last before this one that held the same plan, also
    where it has been undone since: records keep what it said.
    """
    written = 0
    plans = (
        select(edition.c.id, edition.c.year, edition.c.dataset)
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .where(publication_edition.c.publication_id == created, edition.c.form == "plan")
        .order_by(edition.c.year)
    )
    for row in connection.execute(plans).all():
        former = connection.scalar(
            select(publication_edition.c.edition_id)
            .join(edition, edition.c.id == publication_edition.c.edition_id)
            .where(edition.c.dataset == row.dataset, publication_edition.c.publication_id < created)
            .order_by(publication_edition.c.publication_id.desc())
            .limit(1)
        )
        origin = f"{ORIGIN} {created}, план {label(row.year)}"
        for code, key, read in (
            ("road_map_item", ("year", "number"), _items),
            ("road_map_task", ("year", "number", "place"), _tasks),
        ):
            said = read(connection, row.id, row.year)
            before = [] if former is None else read(connection, former, row.year)
            written += adopt(connection, code, said, before, key=key, origin=origin, now=now)
    return written


def _items(connection: Connection, edition_id: int, year: int) -> list[Row]:
    statement = select(plan_item).where(plan_item.c.edition_id == edition_id).order_by(plan_item.c.number)
    names = ("number", "title", "region_operator", "district_operator", "starts_on", "due_on")
    rows = connection.execute(statement).mappings()
    return [{"year": year, **{name: row[name] for name in names}} for row in rows]


def _tasks(connection: Connection, edition_id: int, year: int) -> list[Row]:
    rows = connection.execute(
        select(plan_progress)
        .where(plan_progress.c.edition_id == edition_id)
        .order_by(plan_progress.c.number, plan_progress.c.district_code)
    )
    names = ("number", "status", "done_on", "evidence")
    return [
        {"year": year, "place": row["district_code"], **{name: row[name] for name in names}} for row in rows.mappings()
    ]
