"""Enters the records of the demo city after its publication, each once."""

import zlib
from datetime import UTC, datetime, time

import numpy as np
from sqlalchemy import Connection, Engine, and_, select

from data_access import clock, walls
from data_access.changes import Change, apply
from data_access.demo.carrying_out import events, lists
from data_access.demo.carrying_out.case import case
from data_access.demo.carrying_out.partnerships import partnerships
from data_access.demo.carrying_out.plan import plan
from data_access.demo.carrying_out.world import Maker, SchoolFacts, World
from data_access.publications import current_id
from data_access.schema import listing, school_card
from data_access.writing import writing
from monitoring.dynamics import IN_LIST
from monitoring.method_profiles import DEFAULT_METHOD

MAKERS: tuple[tuple[str, Maker], ...] = (
    ("plan", plan),
    ("partnerships", partnerships),
    ("case", case),
    ("events", events.events),
    ("practices", events.practices),
    ("surveys", events.surveys),
    ("external", lists.external_lists),
    ("approved", lists.approved_list),
)
"""Makers by the name of their stream of chance, in the order in which they enter."""

NOON = time(12, tzinfo=UTC)


def carry_out(engine: Engine, seed: int) -> int:
    """Enters what the makers make; returns how many records are new. All or nothing."""
    with writing(engine) as connection:
        walls.declare_system(connection)
        published = current_id(connection)
        if published is None:
            return 0
        today = clock.today(connection)
        year, schools = _schools(connection, published)
        made = 0
        for name, maker in MAKERS:
            stream = np.random.default_rng([seed, zlib.crc32(name.encode())])
            for entry in maker(World(connection, today, year, schools, stream)):
                change = Change(
                    entry.kind,
                    entry.values,
                    entry.record_id,
                    token=f"demo-{seed}-{name}-{entry.key}",
                    origin="демонстрационный город",
                )
                saved = apply(connection, entry.viewer, change, today=today, now=datetime.combine(entry.on, NOON))
                made += saved.changed
        return made


def _schools(connection: Connection, published: int) -> tuple[int, tuple[SchoolFacts, ...]]:
    rows = connection.execute(
        select(
            school_card.c.school_id, school_card.c.name, school_card.c.district_code,
            listing.c.year, listing.c.status, listing.c.grounds,
        )
        .select_from(school_card)
        .outerjoin(
            listing,
            and_(
                listing.c.publication_id == school_card.c.publication_id,
                listing.c.school_id == school_card.c.school_id,
                listing.c.method == DEFAULT_METHOD,
            ),
        )
        .where(school_card.c.publication_id == published, school_card.c.is_school)
        .order_by(school_card.c.position)
    ).all()  # fmt: skip
    year = max(row.year for row in rows if row.year is not None)
    newest = {row.school_id: row for row in rows if row.year == year}
    schools = []
    for row in {row.school_id: row for row in rows}.values():
        found = newest.get(row.school_id)
        status = None if found is None else found.status
        grounds = () if found is None else tuple(_series(ground) for ground in found.grounds)
        schools.append(
            SchoolFacts(row.school_id, row.name, row.district_code, status in IN_LIST, status == "left", grounds)
        )
    return year, tuple(schools)


def _series(ground: dict[str, object]) -> str:
    return f"{ground['procedure']}-{ground['subject']}-{ground['grade']}"
