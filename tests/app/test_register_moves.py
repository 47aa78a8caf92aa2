"""The register moves a school to another district before the next publication: whose its records are from then on."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from dashboard.factory import EXTENSION
from data_access.schema import school
from layouts.texts import case as words
from monitoring.records.kinds import KINDS
from tests.app.conftest import AppOf, Reader
from tests.data.builders import Builder
from tests.data.record_rows import put
from tests.signing_in import engine_of

NAME, MEASURE = "Школа 12-2 (демо)", "Занятия по математике"


@pytest.fixture
def reader(app_of: AppOf, published_small_city: Path, tmp_path: Path) -> Reader:
    """A browser over a small city of its own, where the school has a measure."""
    path = tmp_path / "city.db"
    shutil.copyfile(published_small_city, path)
    app = app_of(f"sqlite:///{path}")
    with engine_of(app).begin() as connection:
        put(connection, KINDS["measure"], school_id=number_of(engine_of(app)), title=MEASURE)
    return Reader(app.server.test_client())


def number_of(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(school.c.id).where(school.c.name == NAME)).scalar_one())


def engine_behind(reader: Reader) -> Engine:
    engine: Engine = reader.client.application.extensions[EXTENSION].engine
    return engine


def move(engine: Engine, district: str) -> None:
    """As an import of the register does."""
    with engine.begin() as connection:
        Builder(connection).batch("register", source="новый реестр", synthetic=True)
        connection.execute(update(school).where(school.c.name == NAME).values(district_code=district))


def test_answers_kept_before_are_not_given_after(reader: Reader) -> None:
    engine = engine_behind(reader)
    paths = ("/records/measure", f"/case/{number_of(engine)}")
    reader.become("district:nevsky")
    assert [MEASURE in reader.page(path).text for path in paths] == [True, True]
    move(engine, "kurortny")
    assert [MEASURE in reader.page(path).text for path in paths] == [False, False]
    reader.become("district:kurortny")
    assert [MEASURE in reader.page(path).text for path in paths] == [True, True]


def test_the_school_stays_with_the_publication_and_its_case_goes(reader: Reader) -> None:
    engine = engine_behind(reader)
    path = f"/school/{number_of(engine)}"
    reader.become("district:nevsky")
    assert words.ALL in reader.page(path).text
    move(engine, "kurortny")
    page = reader.page(path)
    assert page.component("school-trend")  # its results, until the next publication
    assert words.ELSEWHERE in page.text
    assert words.ALL not in page.text
    assert "/record/" not in page.text
