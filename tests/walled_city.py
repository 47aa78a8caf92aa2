"""The small city in PostgreSQL as it is to be run: an ordinary owner, an application role that owns nothing."""

import dataclasses
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from data_access import grants, migrations, schema, walls
from data_access.engine import create
from data_access.viewer import Role, Viewer
from tests.data.access_world import World
from tests.data.builders import NOW, PublishedCity, publish_small_city
from tests.data.record_rows import put_every_kind
from tests.postgresql_server import PostgresServer

DATABASE, OWNER, APPLICATION = "walled_city", "keeper", "application"


@dataclasses.dataclass(frozen=True)
class WalledCity:
    """One database by three roles: ``free`` of walls (a superuser), ``owner`` of the tables, ``served`` by the
    application."""

    free: Engine
    owner: Engine
    served: Engine
    published: PublishedCity

    def world(self, connection: Connection) -> World:
        """The city for one connection."""
        return World(connection, self.published.publication, self.published.city)


def build(server: PostgresServer) -> WalledCity:
    """Migrated by the owner, published by the application; only to be read."""
    for role in (OWNER, APPLICATION):
        server.create_role(role)
    server.create_database(DATABASE, owner=OWNER)
    migrations.upgrade(server.url(DATABASE, OWNER))
    owner, served = (create(server.url(DATABASE, role)) for role in (OWNER, APPLICATION))
    with owner.begin() as connection:
        grants.grant(connection, APPLICATION)
    published = publish_small_city(served)
    city = WalledCity(create(server.url(DATABASE)), owner, served, published)
    with served.begin() as connection:
        walls.declare_system(connection)
        world = city.world(connection)
        put_every_kind(world)
        _fill(world)
    return city


def _fill(world: World) -> None:
    """Rows in the walled tables that the small city leaves empty: about a school of each of two districts."""
    connection, publication = world.connection, world.publication.id
    own, foreign = world.id("Школа 12-2"), world.id("Школа 10-1")
    batch = connection.scalar(select(schema.import_batch.c.id).limit(1))
    edition = connection.scalar(select(schema.result.c.edition_id).limit(1))
    approved = schema.RECORDS["approved_list"]
    list_id = connection.scalar(select(approved.c.id).where(approved.c.place == "city"))
    connection.execute(schema.RECORDS["approved_list"].update().values(year=2022, method="two-years"))
    shared: dict[Any, dict[str, Any]] = {
        schema.approved_school: {"list_id": list_id, "publication_id": publication},
        schema.school_effect: {
            "publication_id": publication, "method": "two-years", "start": 2021, "before": 31.017, "after": 22.019,
            "expected": 27.013, "years_after": 1,
        },
        schema.score_distribution: {
            "edition_id": edition, "participants": 40, "shares": [1.5, 98.5], "batch_id": batch, "row_number": 2,
        },
    }  # fmt: skip
    for table, values in shared.items():
        for school in (own, foreign):
            if not connection.scalar(select(table.c.school_id).where(table.c.school_id == school).limit(1)):
                connection.execute(insert(table).values(school_id=school, **values))
    connection.execute(
        insert(schema.login_proposal).values(
            login="edu000001", name="Школа", school_id=own, batch_id=batch, status="proposed"
        )
    )
    connection.execute(
        insert(schema.quarantine).values(
            batch_id=batch, row_number=2, reason="unknown-school", message="…", payload={}, status="open"
        )
    )
    connection.execute(
        insert(schema.access_entry).values(
            at=NOW, request="00000001", viewer="committee", action="page", what="/", outcome="shown"
        )
    )
    for viewer, school in (
        (Viewer(Role.COMMITTEE), own),
        (Viewer(Role.DISTRICT, "nevsky"), own),
        (Viewer(Role.DISTRICT, "kurortny"), foreign),
        (Viewer(Role.SCHOOL, "nevsky", own), own),
    ):
        connection.execute(insert(schema.watched_school).values(viewer=viewer.code, school_id=school, since=NOW))
