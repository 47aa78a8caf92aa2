"""A link with the number of a publication reopens what it showed, in today's rights, and says what has come since."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine, select, update

from dashboard.briefings.formats import FORMATS
from data_access import publications, schema
from tests.app import versions
from tests.app.conftest import Answer, AppOf, components, words
from tests.app.test_briefing_batch import Told
from tests.app.versions import BRIEFING, YEAR, TwoPublications, day, main_of, notice, told
from tests.data.builders import NOW
from tests.data.published import LATER
from tests.postgresql_server import PostgresServer

OLD = f"{YEAR}&version=1"


@pytest.fixture(scope="module", autouse=True)
def _told() -> Iterator[None]:
    """A format without pictures; the test of PDFs is that of the same bytes for the same briefing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FORMATS, "told", Told())
        yield


@pytest.fixture(scope="module")
def base(app_of: AppOf, _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoPublications]:
    """In a file; only to be read."""
    yield from versions.over_sqlite(app_of, _sqlite_template, tmp_path_factory.mktemp("versions") / "two.db")


@pytest.fixture(scope="module")
def walled(app_of: AppOf, postgresql_server: PostgresServer, _postgresql_template: str) -> Iterator[TwoPublications]:
    """Behind the walls of PostgreSQL; only to be read."""
    yield from versions.over_postgresql(app_of, postgresql_server, _postgresql_template)


@pytest.fixture(params=["base", "walled"])
def city(request: pytest.FixtureRequest) -> TwoPublications:
    """In either database."""
    found: TwoPublications = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def own(base: TwoPublications, app_of: AppOf, tmp_path: Path) -> Iterator[TwoPublications]:
    """A copy to publish further in."""
    path = tmp_path / "own.db"
    shutil.copyfile(str(base.engine.url.database), path)
    engine = create_engine(f"sqlite:///{path}")
    yield replace(base, app=app_of(f"sqlite:///{path}"), engine=engine)
    engine.dispose()


def test_pages_are_as_they_were_and_the_cache_keeps_them_apart(city: TwoPublications) -> None:
    reader = city.reader()
    for _ in range(2):  # made, then kept
        for path in city.pages:
            old, new, named = (reader.page(path, search) for search in (OLD, YEAR, f"{YEAR}&version=2"))
            assert main_of(old) == city.then[path], path
            assert main_of(new) == main_of(named), path
            assert notice(new) is None
            told, current = words(notice(old)), words(notice(named))
            assert told.startswith(f"Показаны данные публикации 1 от {day(NOW)}. С тех пор опубликованы новые данные")
            assert f"публикация 2 от {day(LATER)}: открыть нынешние данные." in told
            assert current.startswith(f"Это действующая публикация 2 от {day(LATER)}")
            assert old.title.endswith(", публикация 1 — Траектория")
            assert "публикация" not in new.title
            assert "Публикация 1 от" in old.text.split('"site-footer"')[0]
    changed = {path for path in city.pages if main_of(reader.page(path, YEAR)) != city.then[path]}
    assert {"/", "/district/nevsky", f"/school/{city.changed}", "/schools"} <= changed, "or nothing was proven"


def test_links_stay_within_the_publication_and_one_leads_out(base: TwoPublications) -> None:
    answer = base.reader().page("/district/nevsky", OLD)
    (out,) = [node["props"]["href"] for node in components(notice(answer)) if node["type"] == "Link"]
    assert out == f"/district/nevsky{YEAR}"
    links = [node["props"]["href"] for node in answer.nodes() if "year=" in str(node["props"].get("href"))]
    assert [href for href in links if "version=1" not in href] == [out]
    assert len(links) > 15


def test_what_is_of_today_all_the_same_is_said(base: TwoPublications) -> None:
    reader = base.reader()
    said = "Партнёрства, выполнение плана и утверждённый список — по записям на сегодня"
    assert said in words(notice(reader.page("/", OLD)))
    assert "по записям" not in words(notice(reader.page("/method", OLD)))
    live = reader.page("/partnerships", OLD)
    assert words(notice(live)).startswith("Эта страница ведётся изо дня в день и показана по нынешним данным.")
    assert main_of(live) == main_of(reader.page("/partnerships", YEAR))
    ways = [node["props"]["href"] for node in components(notice(live)) if node["type"] == "Link"]
    assert ways == [f"/{OLD}", f"/partnerships{YEAR}"]


@pytest.mark.parametrize("number", ["99", "0", "-1", "abc", "1.0", "٣", "1 or 1=1", "9" * 30, "<b>1</b>"])
def test_publication_that_is_not_there_is_said(base: TwoPublications, number: str) -> None:
    reader = base.reader()
    for path in ("/", "/partnerships", f"/school/{base.changed}"):
        answer = reader.page(path, f"{YEAR}&version={quote(number)}")
        assert answer.heading == "Такой публикации нет"
        assert "Школа 12" not in answer.text
    file = reader.client.get(f"{BRIEFING}{YEAR}&version={quote(number)}")
    assert file.status_code == 404
    assert "публикации с таким номером нет" in file.get_data(as_text=True)


def test_rights_are_of_today(city: TwoPublications) -> None:
    reader, path, name = city.reader(), f"/school/{city.moved}", "Школа 12-2 (демо)"
    assert main_of(reader.page(path, OLD)) != main_of(reader.page(path, YEAR)), "КО: the school as it was, and is"
    whole = reader.page("/district/nevsky", OLD)
    row = next(row for row in rows(whole) if name in str(row))
    assert row["status"]
    assert shown(reader.page(path, OLD)), "or what follows proves nothing"
    reader.become("district:nevsky")
    then = reader.page("/district/nevsky", OLD)
    closed = next(row for row in rows(then) if name in str(row))
    assert (closed["status"], closed.get("share")) == ("–", None), "that it was a school of the district is open"
    assert "Школ, которые с тех пор перешли в другой район: 1; их результаты вам больше не открыты." in words(
        notice(then)
    )
    others = [row for row in rows(then) if name not in str(row)]
    assert [row for row in others if row.get("status")], "its own are open as ever"
    assert not shown(reader.page(path, OLD))
    assert reader.client.get(f"/briefing/school/{city.moved}.pdf{OLD}").status_code == 403
    reader.become("district:kurortny")
    assert not shown(reader.page(path, OLD)), "nor was it the other district's then"
    assert shown(reader.page(path, YEAR)), "but is now"
    reader.become("administrator")
    assert not shown(reader.page(f"/school/{city.changed}", OLD))


def shown(answer: Answer) -> bool:
    """Whether the page of a school shows more than its card: the way to its briefing stands there alone."""
    return "briefing-line" in answer.text


def rows(answer: Any) -> list[dict[str, Any]]:
    """The table of the district's schools."""
    found: list[dict[str, Any]] = answer.component("district-schools")["rowData"]
    return found


def test_briefing_of_then_is_the_same_file(city: TwoPublications) -> None:
    client = city.reader().client
    assert told(client.get(BRIEFING + OLD)) == city.briefing
    assert told(client.get(BRIEFING + YEAR)) != city.briefing


def test_simulator_moves_over_the_publication_shown(base: TwoPublications) -> None:
    reader, asked = base.reader(), {"year": "2022", "share": 31}
    old, new = (reader.simulate(**asked, version=number) for number in (1, None))
    assert old is not None
    assert old != new
    assert reader.simulate(**asked, version=77) is None


def test_audit_names_the_publication_shown(base: TwoPublications) -> None:
    reader = base.reader()
    reader.page("/schools", OLD)
    reader.page("/schools", YEAR)
    base.app.server.extensions["traektoria-journal"].flush()
    with base.engine.connect() as connection:
        entered = schema.access_entry.c
        statement = (
            select(entered.publication_id).where(entered.what == "/schools").order_by(entered.id.desc()).limit(2)
        )
        assert connection.scalars(statement).all() == [2, 1]


def test_standing_follows_what_comes(own: TwoPublications) -> None:
    reader = own.reader()
    search = f"{YEAR}&version=2"
    assert "действующая" in words(notice(reader.page("/", search)))
    before = main_of(reader.page("/", YEAR))
    assert versions.third(own) == 3
    assert "публикация 3 от" in words(notice(reader.page("/", search)))
    assert main_of(reader.page("/", search)).replace("&version=2", "") == before
    assert publications.undo(own.engine) == 2
    assert "действующая" in words(notice(reader.page("/", search)))
    told = words(notice(reader.page("/", f"{YEAR}&version=3")))
    assert told.startswith(f"Показаны данные публикации 3 от {day(LATER + timedelta(days=1))}, отменённой ")
    assert f"Действует публикация 2 от {day(LATER)}" in told


def test_real_data_are_not_reopened_in_demo_mode(own: TwoPublications) -> None:
    with own.engine.begin() as connection:
        connection.execute(update(schema.publication).where(schema.publication.c.id == 1).values(synthetic=False))
    reader = own.reader()
    assert reader.page("/", OLD).heading == "Такой публикации нет"
    assert reader.page("/", YEAR).heading != "Такой публикации нет"
