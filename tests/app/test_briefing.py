"""Briefings as files: what the PDF holds, who gets it, how refusals are worded, the command."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from dash import Dash
from flask.testing import FlaskClient
from matplotlib.image import imread
from pypdf import PdfReader
from sqlalchemy import Connection, create_engine, text

from dashboard.briefings import content
from dashboard.briefings.formats import FORMATS
from dashboard.briefings.pdf import pages, pdf
from dashboard.cli.program import BAD_INPUT, DONE, main
from data_access.queries.publication import current
from data_access.queries.viewers import demo_viewers
from data_access.viewer import AccessDenied, Role, Viewer
from layouts.texts import briefing as briefing_words
from monitoring.reports.publication import Selection
from monitoring.reports.territory import SchoolMark
from tests.app.conftest import Reader
from tests.briefing_texts import TEXT_OF, plain
from tests.components import briefings as samples

LISTED = (
    "select c.school_id, c.name, c.district_code from listing l join school_card c on c.publication_id = "
    "l.publication_id and c.school_id = l.school_id where l.publication_id = 1 and l.method = 'two-years' and "
    "l.year = 2025 and l.status != 'none'"
)


def words(content_: bytes) -> str:
    """The text of a PDF."""
    return plain(TEXT_OF["pdf"](content_))


@pytest.fixture(scope="module")
def client(demo_app: Dash) -> FlaskClient:
    """A reader of КО."""
    return demo_app.server.test_client()


@pytest.fixture(scope="module")
def city_pdf(client: FlaskClient) -> bytes:
    """The briefing of the city."""
    answer = client.get("/briefing/city.pdf?year=2025&method=two-years")
    assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
    assert answer.mimetype == "application/pdf"
    return answer.get_data()


@pytest.fixture(scope="module")
def city_pages(city_pdf: bytes) -> list[str]:
    """Its pages as texts."""
    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(city_pdf)).pages]


def test_file_has_a_name_that_says_what_it_is(client: FlaskClient) -> None:
    answer = client.get("/briefing/district/nevsky.pdf?year=2024&method=two-years")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    found = re.search(r"filename\*=UTF-8''(\S+)", disposition)
    assert found
    assert unquote(found[1]) == "Справка_Невский_район_2024.pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "2023/24" in words(answer.get_data())


def test_pdf_holds_the_figures_of_the_screen(client: FlaskClient, city_pages: list[str]) -> None:
    page = Reader(client).page("/", "?year=2025&method=two-years")
    said = "".join(city_pages)
    assert plain(page.heading) in said
    strip = [node for node in page.nodes() if node["props"].get("className") == "key-value"]
    assert len(strip) == 5
    assert all(f"{plain(node['props']['children'])}" in said for node in strip)
    # The whole table of districts, number by number.
    engine = client.application.extensions["traektoria"].engine
    with engine.connect() as connection:
        rows = connection.execute(text(LISTED)).all()
        publication = current(connection)
        assert publication is not None
        asked = content.Asked(
            Viewer(Role.COMMITTEE), publication, Selection(2025, publication.method("two-years")), None
        )
        made = content.briefing(connection, asked, content.Wanted("city"))
    assert len(rows) > 40
    assert all(plain(row.name) in said for row in rows)
    for table in made.tables():
        for row in table.on_paper().rows:
            for cell in row:
                assert plain(cell.text) in said, (table.code, cell.text)


def test_pdf_is_made_for_readers_and_for_keeping(city_pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(city_pdf))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert str(root["/Lang"]).startswith("ru")
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title
    assert metadata.title.startswith("Справка. О школах Санкт-Петербурга")
    assert b"pdfuaid" in root["/Metadata"].get_data(), "it says that it is PDF/UA"
    titles = [str(item.title) for item in reader.outline if not isinstance(item, list)]
    assert [re.sub(r"^[\d.]+\s*", "", title) for title in titles][:4] == [
        "Главное", "Список по годам", "Карта и районы", "Низкие результаты по процедурам",
    ]  # fmt: skip
    assert all(
        abs(page.mediabox.width - 595.28) < 1 and abs(page.mediabox.height - 841.89) < 1 for page in reader.pages
    )
    assert 5 <= len(reader.pages) <= 15
    assert len(city_pdf) < 1_000_000


def test_fonts_are_inside_and_of_the_package(city_pdf: bytes) -> None:
    names, missing = set(), []
    resources: list[Any] = [page["/Resources"] for page in PdfReader(io.BytesIO(city_pdf)).pages]
    for each in resources:
        for font in each["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"]
            names.add(str(descriptor["/FontName"]).partition("+")[2].split("-Identity")[0])
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
                missing.append(descriptor["/FontName"])
    assert not missing
    assert names == {"SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-Bold"}


def test_headers_are_repeated_and_pages_numbered(city_pages: list[str]) -> None:
    texts = city_pages
    assert all(f"Страница{number}из{len(texts)}" in said for number, said in enumerate(texts, 1))
    assert all("Синтетическиеданные" in said for said in texts)
    assert sum("№ШколаСтатусПочему" in said for said in texts) >= 3


def test_link_leads_to_the_version(city_pages: list[str]) -> None:
    assert plain("http://localhost/?year=2025&method=two-years&version=1") in city_pages[-1]


def test_same_bytes_each_time(client: FlaskClient) -> None:
    address = "/briefing/district/kronshtadtsky.pdf?year=2025"
    assert client.get(address).get_data() == client.get(address).get_data()


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/briefing/district/atlantis.pdf", 404, "такого района"),
        ("/briefing/school/999999.pdf", 404, "такой школы"),
        ("/briefing/city.pdf?year=1999", 404, "за этот год данных нет"),
        ("/briefing/city.pdf?year=%D9%A2", 404, "за этот год данных нет"),
        ("/briefing/city.pdf?year=99999999999999999999", 404, "за этот год данных нет"),
        ("/briefing/city.pdf?method=astrology", 404, "такой методики нет"),
        ("/briefing/city.doc", 404, "такого вида файла нет"),
        ("/briefing/district/../../etc/passwd.pdf", 404, ""),
    ],
)
def test_refusals_are_words(client: FlaskClient, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    if not said:  # no such address: the page says so
        assert b"%PDF" not in answer.get_data()
        return
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)


def test_year_without_a_list_is_said(client: FlaskClient) -> None:
    said = words(client.get("/briefing/district/nevsky.pdf?year=2020&method=two-years").get_data())
    assert "списокнесоставлен" in said.lower()


def test_button_stands_where_the_file_is_open(client: FlaskClient) -> None:
    reader = Reader(client)

    def buttons(path: str) -> list[str]:
        nodes = reader.page(path, "?year=2024&method=two-years").nodes()
        return [n["props"]["href"] for n in nodes if n["type"] == "A" and "/briefing/" in n["props"].get("href", "")]

    reader.become("district:nevsky")

    def all_forms(scope: str) -> list[str]:
        return [f"/briefing/{scope}.{form}?year=2024&method=two-years" for form in FORMATS]

    assert [form for form, _ in briefing_words.FORMATS] == list(FORMATS), "what a page offers is what there is"
    assert buttons("/") == all_forms("city")
    assert buttons("/district/nevsky") == all_forms("district/nevsky")
    own, other = school_of(client, "nevsky"), school_of(client, "kirovsky")
    assert buttons(f"/school/{own}") == all_forms(f"school/{own}")
    assert buttons(f"/school/{other}") == []
    reader.become("committee")


def school_of(client: FlaskClient, district: str) -> int:
    with client.application.extensions["traektoria"].engine.connect() as connection:
        found: int = connection.execute(text(f"{LISTED} and c.district_code = '{district}'")).first().school_id
    return found


# Roles


@pytest.fixture(scope="module")
def base(demo_url: str) -> Connection:
    """The demo city."""
    return create_engine(demo_url).connect()


def viewers(connection: Connection) -> list[Viewer]:
    """One viewer of every role and of a district's operator."""
    publication = current(connection)
    assert publication is not None
    offered = [choice.viewer for choice in demo_viewers(connection, publication)]
    chosen = {(viewer.role, viewer.organisation): viewer for viewer in reversed(offered)}
    return list(chosen.values())


def test_names_of_listed_schools_stay_within_the_scope(base: Connection) -> None:
    publication = current(base)
    assert publication is not None
    selection = Selection(2025, publication.method("two-years"))
    listed = base.execute(text(LISTED)).all()
    partners = base.execute(text("select mentee_id, mentor_id from partnership_agreement")).all()
    district_of = {
        row.school_id: row.district_code
        for row in base.execute(text("select school_id, district_code from school_card"))
    }
    for viewer in viewers(base):
        asked = content.Asked(viewer, publication, selection, None)
        mine = {number for number, code in district_of.items() if own(viewer, number, code)}
        known = mine | {side for pair in partners if mine & set(pair) for side in pair}
        for wanted in (
            content.Wanted("city"),
            content.Wanted("district", "nevsky"),
            content.Wanted("district", "kirovsky"),
        ):
            said = plain(" ".join(map(str, values(content.briefing(base, asked, wanted)))))
            named = {row.school_id for row in listed if plain(row.name) in said}
            assert named <= known, (viewer.code, wanted, named - known)
        for number in {row.school_id for row in listed[::9]} - mine:
            with pytest.raises(AccessDenied):
                content.briefing(base, asked, content.Wanted("school", str(number)))
        if viewer.sees_all:
            whole = plain(" ".join(map(str, values(content.briefing(base, asked, content.Wanted("city"))))))
            assert all(plain(row.name) in whole for row in listed), "or the test above proves nothing"


def own(viewer: Viewer, number: int, district: str) -> bool:
    if viewer.sees_all:
        return True
    return number == viewer.school_id if viewer.role is Role.SCHOOL else district == viewer.district


def values(found: object) -> list[object]:
    """Every value in a briefing, however deep: the points of maps, the cells of tables, alternative texts."""
    if isinstance(found, SchoolMark) and not (found.listed or found.left or found.at_risk):
        return []  # name and point of any school are open to everybody
    if isinstance(found, tuple | list):
        return [inner for item in found for inner in values(item)]
    names = getattr(type(found), "__dataclass_fields__", None)
    return [found] if names is None else [inner for name in names for inner in values(getattr(found, name))]


def test_closed_files_are_refused(client: FlaskClient) -> None:
    reader = Reader(client)
    number = school_of(client, "nevsky")
    for viewer, status in (("committee", 200), ("district:kirovsky", 403), ("administrator", 403), ("operator", 403)):
        reader.become(viewer)
        answer = client.get(f"/briefing/school/{number}.pdf")
        assert answer.status_code == status, viewer
        if status == 403:
            assert "не составлена" in answer.get_data(as_text=True)
    reader.become("committee")


# Shapes of data


@pytest.mark.parametrize("name", ["city-70", "city-without-listing", "district-long-names", "district-closed",
                                  "district-70", "school-hostile", "school-means", "school-no-host"])  # fmt: skip
def test_any_shape_of_data_makes_an_accessible_file(name: str, caplog: pytest.LogCaptureFixture) -> None:
    made = samples.BRIEFINGS[name]()
    content_ = pdf(made, None)
    assert not caplog.records, "PDF/UA-1 was given up"
    said = words(content_)
    assert plain(made.finding) in said
    if name == "school-hostile":
        assert plain(samples.HOSTILE) in said, "a text is never read as markup"
    if name == "district-70":
        assert all(f"Школа{number}(демо)" in said for number in range(1, 71))
    if name == "school-no-host":
        assert "http" not in said


def test_nothing_runs_out_of_its_column() -> None:
    """Long names stay within the page: the right margin of every page is white."""
    for page in pages(samples.BRIEFINGS["district-long-names"](), None, dots=48):
        picture = imread(io.BytesIO(page))
        assert picture[:, -24:, :3].min() > 0.98, "24 of 28 px of the margin"


def test_imported_boundaries_that_are_gone_are_replaced(tmp_path: Path) -> None:
    assert pdf(samples.city(3), tmp_path / "none") == pdf(samples.city(3), None)


def test_stated_day_is_the_only_moment_in_the_file() -> None:
    first = samples.BRIEFINGS["school-means"]()
    later = replace(first, day=first.day.replace(day=16))
    assert b"20251115" in pdf(first, None)
    assert b"20251115" not in pdf(later, None)


# The command


@pytest.fixture
def environment(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs the command over the demo city in a folder of its own."""
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", demo_url)
    monkeypatch.setenv("TRAEKTORIA_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("TRAEKTORIA_PUBLIC_URL", "https://traektoria.example.ru/")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main(["briefing", *arguments])


def test_command_writes_the_file_of_the_recipient(environment: Callable[..., int], tmp_path: Path) -> None:
    assert environment("--scope", "district:kronshtadtsky", "--year", "2025", "--out", "files") == DONE
    (file,) = (tmp_path / "files").iterdir()
    assert file.name == "Справка_Кронштадтский_район_2025.pdf"
    said = words(file.read_bytes())
    assert plain("Администрация Кронштадтского района Санкт-Петербурга") in said
    assert plain("https://traektoria.example.ru/district/kronshtadtsky?") in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--scope", "city", "--format", "odt"), "Вида odt нет"),
        (("--scope", "district:atlantis"), "Района atlantis нет"),
        (("--scope", "school:99999"), "Школы 99999"),
        (("--scope", "city", "--year", "1999"), "За 1999"),
        (("--scope", "everything"), "Получателя everything нет"),
    ],
)
def test_command_says_what_to_mend(
    environment: Callable[..., int], capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert environment(*arguments) == BAD_INPUT
    assert said in capsys.readouterr().err
