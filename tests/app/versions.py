"""A city published twice: between the two a school got other results and one went to another district."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dash import Dash
from sqlalchemy import Engine, create_engine, insert, update

from dashboard.factory import close
from data_access import grants, publications, schema
from tests.app.conftest import Answer, AppOf, Reader
from tests.data.builders import NOW
from tests.data.published import LATER, new_results, synthetic_city
from tests.postgresql_server import PostgresServer
from tests.walled_city import APPLICATION

YEAR = "?year=2022&method=two-years"
PAGES = ("/", "/district/nevsky", "/district/kurortny", "/schools", "/method", "/effect")
BRIEFING = "/briefing/district/kurortny.told"


@dataclass
class TwoPublications:
    """``then``: pages and the briefing as they were before the second publication, by path."""

    app: Dash
    engine: Engine
    changed: int
    moved: int
    then: dict[str, str]
    briefing: str

    @property
    def pages(self) -> tuple[str, ...]:
        """Pages that show a publication."""
        return (*PAGES, f"/school/{self.changed}", f"/origins/{self.changed}")

    def reader(self) -> Reader:
        """A browser that has just come."""
        return Reader(self.app.server.test_client())


def main_of(answer: Answer) -> str:
    """What the page shows, without header and notices; the address of its links but for the version."""
    main = next(node for node in answer.nodes() if node["type"] == "Main")
    said = json.dumps(main, ensure_ascii=False, sort_keys=True)
    return said.replace("&version=1", "").replace('"version": 1', '"version": null')


def day(moment: datetime) -> str:
    """As it is written."""
    return f"{moment:%d.%m.%Y}"


def told(answer: Any) -> str:
    """The briefing that was answered, in the words of ``Told``."""
    assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
    said: str = answer.get_data(as_text=True)
    return said


def publish_twice(app_of: AppOf, url: str, served: str) -> TwoPublications:
    """``url``: by who may do everything; ``served``: as the application is to reach the same database."""
    engine = create_engine(url)
    city = synthetic_city(engine)
    with engine.begin() as connection:
        connection.execute(insert(schema.app_setting).values(key="today", value=NOW.date().isoformat()))
        if url != served:
            grants.grant(connection, APPLICATION)
    changed, moved = city.school["Школа 12-1 (демо)"], city.school["Школа 12-2 (демо)"]
    app = app_of(served)
    made = TwoPublications(app, engine, changed, moved, {}, "")
    reader = made.reader()
    made.then = {path: main_of(reader.page(path, YEAR)) for path in made.pages}
    made.briefing = told(reader.client.get(BRIEFING + YEAR))
    with engine.begin() as connection:
        connection.execute(update(schema.school).where(schema.school.c.id == moved).values(district_code="kurortny"))
    new_results(engine, changed, 61.5, synthetic=True)
    assert publications.publish(engine, now=LATER) == 2
    return made


def over_sqlite(app_of: AppOf, template: Path, path: Path) -> Iterator[TwoPublications]:
    """Over a file at the path."""
    path.write_bytes(template.read_bytes())
    made = publish_twice(app_of, f"sqlite:///{path}", f"sqlite:///{path}")
    with made.engine.begin() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    yield made
    made.engine.dispose()


def over_postgresql(app_of: AppOf, server: PostgresServer, template: str) -> Iterator[TwoPublications]:
    """Behind the walls of PostgreSQL."""
    server.create_role(APPLICATION)
    url = server.create_database("two_publications", template=template)
    made = publish_twice(app_of, url, server.url("two_publications", APPLICATION))
    yield made
    close(made.app.server)
    made.engine.dispose()
    server.drop_database("two_publications")


def third(city: TwoPublications) -> int:
    """One more publication of the same results."""
    new_results(city.engine, city.changed, 62.5, synthetic=True)
    return publications.publish(city.engine, now=LATER + timedelta(days=1))


def notice(answer: Answer) -> dict[str, Any] | None:
    """The line on the publication."""
    return next((node for node in answer.nodes() if "publication-notice" in str(node["props"].get("className"))), None)
