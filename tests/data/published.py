"""What the tests of publications ask of the database, and one more file that arrives."""

from datetime import timedelta

from sqlalchemy import Engine, func, select, update

from data_access import publications
from data_access.schema import import_batch, school
from tests.data.builders import NOW, VPR_MATH, Builder, SmallCity, marks, small_city

LATER = NOW + timedelta(days=1)


def count(engine: Engine, table, *where) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0


def current(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return publications.current_id(connection)


def new_results(engine: Engine, school: int, low: float, *, synthetic: bool = False) -> tuple[int, int]:
    """One more edition of an assessment, for one school; returns edition and batch."""
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch(source=f"новый файл {low}", synthetic=synthetic, imported_at=NOW + timedelta(hours=1))
        return build.results((2022, *VPR_MATH), {school: marks(50, low)}, batch=batch), batch


def synthetic_city(engine: Engine) -> SmallCity:
    """The small city, published as synthetic: whoever opens a page chooses who to be."""
    city = small_city(engine)
    with engine.begin() as connection:
        for table in (import_batch, school):
            connection.execute(update(table).values(synthetic=True))
    publications.publish(engine, now=NOW)
    return city
