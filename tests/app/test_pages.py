"""Pages as answered: their data, their words when there is none, and the cache behind them."""

import re
from pathlib import Path

import pytest
from dash import Dash
from sqlalchemy import Engine, create_engine, text

from dashboard.factory import close
from tests.app.conftest import AppOf, Reader, question
from tests.paths import PAGES

SECRET = "a secret of the tests alone"


@pytest.fixture(scope="module")
def base(demo_url: str) -> Engine:
    """The demo city's database, beside the application."""
    return create_engine(demo_url)


def one(base: Engine, query: str) -> int:
    """One number from the database."""
    with base.connect() as connection:
        return int(connection.execute(text(query)).scalar_one())


def test_city_page_states_the_list(reader: Reader, base: Engine) -> None:
    answer = reader.page("/")
    listed = one(
        base,
        "select listed from district_summary where method='two-years' and year=2025 and district_code='city'",
    )
    assert str(listed) in answer.heading
    assert answer.title == "Город — Траектория"


def test_district_page_is_that_of_the_path(reader: Reader) -> None:
    answer = reader.page("/district/nevsky", "?slug=kirovsky&path=/district/kirovsky")
    assert "Невск" in answer.heading
    assert answer.title == "Невский район — Траектория"


def test_school_page_is_that_of_the_path(reader: Reader, base: Engine) -> None:
    first = reader.page("/school/1").heading
    assert first != reader.page("/school/2").heading
    assert reader.page("/school/1", "?school_id=2").heading == first
    with base.connect() as connection:
        name = connection.execute(text("select name from school_card where school_id=1")).scalar_one()
    assert name in reader.page("/school/1").title


def test_method_page_names_the_methods(reader: Reader) -> None:
    answer = reader.page("/method")
    assert "Два года" in answer.text
    assert "Два основания" in answer.text


def test_effect_page_states_the_finding_of_the_method(reader: Reader) -> None:
    answer = reader.page("/effect")
    assert "эффект" in answer.heading.lower() or "помощ" in answer.heading.lower()
    assert "откат" in answer.text
    assert {"effect-bars", "effect-years"} <= set(answer.ids())
    assert reader.page("/effect", "?method=two-grounds-2025").heading != answer.heading


def test_year_and_method_are_those_of_the_address(reader: Reader) -> None:
    answer = reader.page("/", "?year=2023&method=two-grounds-2025")
    assert answer.component("shell-year")["value"] == "2023"
    assert answer.component("shell-method")["value"] == "two-grounds-2025"
    assert answer.heading != reader.page("/", "?year=2023").heading


@pytest.mark.parametrize(
    ("search", "year"),
    [
        ("", "2025"),
        ("?year=", "2025"),
        ("?year=abc", "2025"),
        ("?year=1066", "2019"),
        ("?year=9999", "2025"),
        ("?year=-5", "2025"),
        ("?year=2024.5", "2025"),
        ("?year=99999999999999999999", "2025"),
        ("?year=２０２３", "2025"),
        ("?year=2024&year=2022", "2024"),
        ("?method=none", "2025"),
        ("?method=none&year=2022", "2022"),
        ("?layer=%00&links=maybe&procedure=x&subject=y&grade=z", "2025"),
        ("?layer[]=1&=5&&&", "2025"),
        ("?" + "x" * 5000, "2025"),
    ],
)
def test_whatever_stands_in_the_query_gives_the_page(reader: Reader, search: str, year: str) -> None:
    answer = reader.page("/", search)
    assert answer.component("shell-year")["value"] == year
    assert answer.component("shell-method")["value"] == "two-years"


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/district",
        "/district/",
        "/district/moon",
        "/district/Nevsky",
        "/district/nevsky/more",
        "/district/<slug>",
        "/district/none",
        "/school",
        "/school/0",
        "/school/999999",
        "/school/99999999999999999999",
        "/school/-1",
        "/school/1.5",
        "/school/١",
        "/school/abc",
        "/school/1;drop table school",
        "/school/1\n2",
        "/../../etc/passwd",
        "/404",
        "//",
        "/" + "x" * 3000,
    ],
)
def test_absurd_path_is_a_page_in_words(reader: Reader, path: str) -> None:
    answer = reader.page(path)
    if path == "//":
        assert answer.title.startswith("Город")
        return
    assert answer.title == "Не найдено — Траектория"
    assert "<" not in answer.heading
    assert re.search(r"не найден|нет", answer.heading, re.IGNORECASE)
    assert any(node["props"].get("href", "").startswith("/") for node in answer.nodes()), "no way on"


def test_nothing_published_is_said(app_of: AppOf, sqlite_url: str) -> None:
    reader = Reader(app_of(sqlite_url).server.test_client())
    # Data are brought in where there are none yet: those pages stand without a publication.
    for path in (path for path in PAGES if not path.startswith("/data")):
        answer = reader.page(path)
        assert "city-map" not in answer.ids()
        assert re.search("опубликован|публикаци", answer.text)


def test_nobody_sees_nothing(app_of: AppOf, demo_url: str) -> None:
    client = app_of(demo_url, demo_mode="off", secret_key=SECRET).server.test_client()
    said = set()
    for path in PAGES:
        assert client.get(path).headers["Location"].startswith("/sign-in")
        refused = client.post("/_dash-update-component", json=question(path))
        assert refused.status_code == 401
        said.add(refused.get_data(as_text=True))
    assert said == {"Сеанс закончился. Войдите снова."}
    form = client.get("/sign-in").get_data(as_text=True)
    for trace in ("демо", "Синтетические", "2024/25", "Два года", "Публикация", "Комитет по образованию"):
        assert trace not in form


def test_demo_mode_ends_with_real_data(app_of: AppOf, demo_copy_url: str) -> None:
    app = app_of(demo_copy_url)
    assert Reader(app.server.test_client()).page("/").title == "Город — Траектория"
    with create_engine(demo_copy_url).begin() as connection:
        connection.execute(text("update publication set synthetic = 0"))
    for mode in ("auto", "on"):
        closed = app_of(demo_copy_url, demo_mode=mode).server.test_client()
        assert closed.get("/").headers["Location"] == "/sign-in"


def test_demo_mode_ends_with_the_first_real_file(app_of: AppOf, demo_copy_url: str) -> None:
    client = app_of(demo_copy_url, demo_mode="on").server.test_client()
    assert client.get("/").status_code == 200
    with create_engine(demo_copy_url).begin() as connection:
        connection.execute(text("update import_batch set synthetic = 0 where id = (select max(id) from import_batch)"))
    assert client.get("/").status_code == 303
    assert client.post("/demo/viewer", data={"viewer": "committee"}).status_code == 401


def test_warm_page_is_the_same_page(reader: Reader, demo_app: Dash, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reader.page("/", "?year=2021").body
    refuse = pytest.fail

    def unexpected(*_: object, **__: object) -> None:
        refuse("the page was made again")

    monkeypatch.setattr("callbacks.page.serialised", unexpected)
    assert reader.page("/", "?year=2021").body == first


def test_cache_does_not_cross_viewers(reader: Reader) -> None:
    pages: dict[str, str] = {}
    for viewer in reader.viewers():
        reader.become(viewer)
        pages[viewer] = reader.page("/schools").text
    assert len(set(pages.values())) == len(pages), "each page names its viewer"
    for viewer in reversed(list(pages)):
        reader.become(viewer)
        assert reader.page("/schools").text == pages[viewer]


def test_new_publication_is_seen_at_once(app_of: AppOf, demo_copy_url: str) -> None:
    app = app_of(demo_copy_url)
    reader = Reader(app.server.test_client())
    before = reader.page("/").text
    with create_engine(demo_copy_url).begin() as connection:
        columns = "created_at, synthetic, today, schools, results, sources"
        connection.execute(text(f"insert into publication (id, previous_id, {columns}) "
                                f"select 2, 1, {columns} from publication where id = 1"))  # fmt: skip
        connection.execute(text("update current_publication set publication_id = 2"))
    after = reader.page("/").text
    assert after != before
    ready = app.server.test_client().get("/readyz").json
    assert ready is not None
    assert ready["data_version"] == 2
    with create_engine(demo_copy_url).begin() as connection:
        connection.execute(text("update current_publication set publication_id = 1"))
    assert reader.page("/").text == before


def test_other_boundaries_are_seen_at_once(
    app_of: AppOf, demo_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import json

    from geodata import boundaries

    folder = tmp_path_factory.mktemp("boundaries")
    reader = Reader(app_of(demo_url, boundaries_dir=folder).server.test_client())
    before = reader.page("/").text
    drawing = Path(boundaries.__file__).with_name("districts.geojson")
    document = json.loads(drawing.read_text(encoding="utf-8"))
    (folder / "mine.geojson").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    boundaries.import_file(folder / "mine.geojson", folder, "Границы: проверка подписи")
    after = reader.page("/").text
    assert "проверка подписи" in after
    assert "проверка подписи" not in before


def test_database_that_goes_away_is_said_on_the_page(
    app_of: AppOf, demo_copy_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = app_of(demo_copy_url)
    reader = Reader(app.server.test_client())
    reader.page("/")
    app.server.extensions["traektoria"].engine.dispose()
    path = Path(demo_copy_url.removeprefix("sqlite:///"))
    path.rename(path.with_name("elsewhere"))
    path.mkdir()
    answer = reader.page("/schools")
    assert answer.title == "Ошибка — Траектория"
    assert "sqlite" not in answer.text.lower()
    assert "ошибка" in caplog.text
    close(app.server)  # its journal would go on saying that it cannot write, into the logs of other tests


def test_failure_of_a_page_is_a_sentence_with_a_number(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("an unforeseen thing")

    monkeypatch.setattr("callbacks.city.city_report", broken)
    answer = reader.page("/", "?year=2022&layer=broken")
    number = re.search(r"\b[0-9a-f]{8}\b", answer.text)
    assert number
    assert number[0] in caplog.text
    assert "unforeseen" in caplog.text
    assert "unforeseen" not in answer.text


def test_two_applications_in_one_process_keep_apart(app_of: AppOf, demo_url: str, sqlite_url: str) -> None:
    full, empty = app_of(demo_url), app_of(sqlite_url)
    assert "city-map" in Reader(full.server.test_client()).page("/").ids()
    assert "city-map" not in Reader(empty.server.test_client()).page("/").ids()
    assert full.server.test_client().post("/_dash-update-component", json=question("/")).status_code == 200
