"""The tables behind charts as files: typed, marked, within the scope of whoever asks."""

import csv
import io
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import openpyxl
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.briefings.sheets import Form, table_file
from layouts.texts import grammar as g
from layouts.texts.briefing import SYNTHETIC_MARK
from monitoring.reports.briefing import Briefing, Cell, Column, Table
from tests.app.conftest import Reader
from tests.components import briefings as samples

QUERY = "?year=2025&method=two-years"


@pytest.fixture(scope="module")
def client(demo_app: Dash) -> FlaskClient:
    """A reader of КО."""
    return demo_app.server.test_client()


def grid(content: bytes) -> list[list[object]]:
    """The cells of a workbook's one sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def said(content: bytes) -> str:
    """All texts of a workbook."""
    return " ".join(str(value) for row in grid(content) for value in row if value is not None)


def lines(content: bytes) -> list[list[str]]:
    """The rows of a csv."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("path", ["/", "/district/nevsky", "/school/1"])
def test_every_address_that_a_chart_names_brings_its_table(client: FlaskClient, path: str) -> None:
    nodes = Reader(client).page(path, QUERY).nodes()
    addresses = [node["props"]["data-table"] for node in nodes if "data-table" in node["props"]]
    assert addresses
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(grid(answer.get_data())) > 5
        assert client.get(address.replace(".xlsx?", ".csv?")).status_code == 200


def test_numbers_are_those_of_the_page_and_typed(client: FlaskClient) -> None:
    page = Reader(client).page("/", QUERY)
    answer = client.get(f"/table/city/list-by-year.xlsx{QUERY}")
    rows = grid(answer.get_data())
    head = next(row for row in rows if row[0] == "Учебный год")
    listed = [row[head.index("В списке")] for row in rows if str(row[0]) == "2024/25"]
    assert isinstance(listed[0], int | float)
    strip = [node for node in page.nodes() if node["props"].get("className") == "key-value"]
    assert str(listed[0]) == strip[0]["props"]["children"]
    told = said(answer.get_data())
    for words in (SYNTHETIC_MARK, "Публикация 1 от", "методика «Два года»", "version=1"):
        assert words in told
    name = unquote(answer.headers["Content-Disposition"])
    assert "Санкт-Петербург_Список_по_годам_2025.xlsx" in name
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.get_data() == client.get(f"/table/city/list-by-year.xlsx{QUERY}").get_data()
    rows_of_csv = lines(client.get(f"/table/city/list-by-year.csv{QUERY}").get_data())
    assert rows_of_csv[0] == [SYNTHETIC_MARK]
    assert [cell for cell in rows_of_csv[2] if cell] == [cell for cell in head if cell]


def test_a_number_with_words_around_it_has_them_beside() -> None:
    content = table_file(*of(Cell("−3,2 (−5,1…−0,8)", -3.2), Cell("4,1", 4.1)), "xlsx")
    head, first, second = grid(content)[3:6]
    assert head == ["Школа", "Изменение", "Изменение: как на странице"]
    assert first == ["Школа 1", -3.2, "−3,2 (−5,1…−0,8)"]
    assert second == ["Школа 2", 4.1, "4,1"]


def test_hidden_numbers_stay_hidden_and_days_are_days() -> None:
    rows = grid(table_file(*of(Cell("скрыто (м)"), Cell("15.11.2025", date(2025, 11, 15)), Cell(g.NO_VALUE)), "xlsx"))
    assert rows[4][1] == "скрыто (м)"
    assert getattr(rows[5][1], "date", lambda: None)() == date(2025, 11, 15)
    assert rows[6][1] is None


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_no_text_is_taken_for_a_formula(form: Form) -> None:
    table, briefing = of(Cell("=1+1"), Cell("@SUM(A1)"), Cell("-2+3"))
    table = replace(table, note="=HYPERLINK(1)")
    content = table_file(table, briefing, form)
    rows = grid(content) if form == "xlsx" else lines(content)
    texts = [str(value) for row in rows for value in row if value]
    assert {"'=1+1", "'@SUM(A1)", "'-2+3", "'=HYPERLINK(1)"} <= set(texts)
    assert not [text for text in texts if text.startswith(("=", "@", "+", "-"))]


def of(*cells: Cell) -> tuple[Table, Briefing]:
    """A table with such a column, and a briefing around it."""
    rows = tuple((Cell(f"Школа {number}"), cell) for number, cell in enumerate(cells, 1))
    return Table("changes", "Проба", (Column("Школа"), Column("Изменение", numeric=True)), rows), samples.city(1)


def test_closed_tables_are_refused_and_narrowed(client: FlaskClient) -> None:
    reader = Reader(client)
    whole = said(client.get(f"/table/district/nevsky/schools.xlsx{QUERY}").get_data())
    school = next(
        node["props"]["href"].partition("?")[0].rpartition("/")[2]
        for node in reader.page("/district/nevsky", QUERY).nodes()
        if str(node["props"].get("href", "")).startswith("/school/")
    )
    assert client.get(f"/table/school/{school}/results.xlsx{QUERY}").status_code == 200
    reader.become("district:kirovsky")
    refused = client.get(f"/table/district/nevsky/schools.xlsx{QUERY}")
    assert refused.status_code == 404
    assert "такой таблицы нет" in refused.get_data(as_text=True)
    assert client.get(f"/table/school/{school}/results.xlsx{QUERY}").status_code == 403
    own = said(client.get(f"/table/city/schools.xlsx{QUERY}").get_data())
    assert "Кировск" in own
    assert "Невский" not in own, "only its own schools are named"
    reader.become("committee")
    assert "Школа" in whole


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/table/city/nothing.xlsx", 404),
        ("/table/city/list-by-year.xlsx?year=1999", 404),
        ("/table/district/atlantis/list-by-year.csv", 404),
        ("/table/school/999999/results.csv", 404),
        ("/table/city/list-by-year.xlsx?method=astrology", 404),
    ],
)
def test_what_is_not_there_is_refused(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status
