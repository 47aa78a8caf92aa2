"""A briefing's file against the page that it is made of: the same findings, key figures and tables."""

from collections.abc import Iterator

import pytest
from dash import Dash
from flask.testing import FlaskClient
from lxml import html as markup

from tests.app.conftest import Answer, Reader, components, words
from tests.app.test_briefing import school_of
from tests.briefing_texts import plain
from tests.office import as_texts

QUERY = "?year=2025&method=two-years"
Rows = list[dict[str, str]]
"""Cells by the heading of their column, all without spaces."""

SAID_TOGETHER = {plain("Статус"), plain("Партнёр")}
"""Columns whose cell holds more on paper: lines that the page has elsewhere."""


@pytest.fixture(scope="module")
def client(demo_app: Dash) -> FlaskClient:
    """A reader of КО."""
    return demo_app.server.test_client()


def file(client: FlaskClient, path: str, form: str) -> bytes:
    answer = client.get(f"/briefing{path}.{form}{QUERY}")
    assert answer.status_code == 200
    return answer.get_data()


def of_page(page: Answer) -> Iterator[Rows]:
    """Its tables."""
    for table in page.nodes():
        if table["type"] == "Table":
            lines = [node for node in components(table) if node["type"] == "Tr"]
            yield rows([[words(cell) for cell in components(line) if cell["type"] in {"Th", "Td"}] for line in lines])


def of_file(file: bytes) -> Iterator[Rows]:
    """The tables of the page that is one file."""
    for table in markup.fromstring(file.decode()).iter("table"):
        yield rows([[cell.text_content() for cell in line.iter("th", "td")] for line in table.iter("tr")])


def rows(lines: list[list[str]]) -> Rows:
    head, *others = [[plain(cell) for cell in line] for line in lines]
    return [dict(zip(head, line, strict=True)) for line in others if len(line) == len(head)]


def shared(page: Rows, file: Rows) -> list[str]:
    """The columns that both tables have; none where they are not of one thing."""
    if not (page and file):
        return []
    names = [name for name in file[0] if name in page[0]]
    of_one_thing = 2 * len(names) > len(file[0]) and names[0] in [*file[0]][:2]
    return [name for name in names if name not in SAID_TOGETHER] if of_one_thing else []


def lost(page: Rows, file: Rows, names: list[str]) -> list[tuple[str, ...]]:
    """Rows of the file that the page does not have."""
    shown, written = ([tuple(row[name] for name in names) for row in table] for table in (page, file))
    return [row for row in written if row not in shown]


@pytest.mark.parametrize(("scope", "pairs"), [("district", 5), ("school", 4)])
def test_file_holds_the_figures_of_its_page(client: FlaskClient, scope: str, pairs: int) -> None:
    path = "/district/nevsky" if scope == "district" else f"/school/{school_of(client, 'nevsky')}"
    page = Reader(client).page(path, QUERY)
    made = file(client, path, "html")
    told = plain("".join(map(words, [page.tree])))
    of_one_thing = [
        (on_page, in_file, names)
        for in_file in of_file(made)
        for on_page in of_page(page)
        if (names := shared(on_page, in_file))
    ]
    assert len(of_one_thing) >= pairs
    for on_page, in_file, names in of_one_thing:
        assert lost(on_page, in_file, names) == [], names
    # The key figures and the findings, in a file that is read and in one that is printed.
    root = markup.fromstring(made.decode())
    printed = plain("".join(as_texts(file(client, path, "pdf"))))
    figures = [plain(node.text or "") for node in root.iter("dd") if node.get("class") == "value"]
    (finding,) = root.xpath("//*[@class='finding']")
    assert len(figures) == 5
    assert all(figure in told and figure in printed for figure in figures)
    assert plain(finding.text_content()) in plain(page.heading)
    assert plain(finding.text_content()) in printed
    if scope == "district":
        strip = [plain(words(node)) for node in page.nodes() if node["props"].get("className") == "key-value"]
        assert strip == figures
    findings = [plain(node.text_content()) for node in root.xpath("//*[@class='comes-to']")]
    assert len(findings) >= pairs
    assert all(item in printed for item in findings)
    # A district's partnerships have a page of their own.
    assert [item for item in findings if item not in told and "партнёрств" not in item] == []
