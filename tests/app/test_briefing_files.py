"""Briefings in every format: nothing is lost, nothing is added, the same bytes each time, no foreign name."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from docx.oxml.ns import qn
from lxml import html as markup
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from dashboard.briefings import parts, pdf, pictures
from dashboard.briefings.docx import tables
from dashboard.briefings.formats import FORMATS
from dashboard.briefings.xlsx.book import sheets
from dashboard.briefings.xlsx.typed import Sheet, sheet
from layouts.texts import workbook as sheet_words
from monitoring.reports.briefing import Briefing, Cell, MapData, Table
from tests.briefing_texts import TEXT_OF, plain
from tests.components import briefings as samples
from tests.components import samples as reports
from tests.office import as_pdf, as_texts
from tests.packages import broken_rules

PIXELS = parts.code("picture", "png")
VECTORS = parts.code("picture")
FORMULA = '=HYPERLINK("http://example.invalid";"<b onclick=alert(1)>тег</b>")'
PACKAGES = [form for form in FORMATS if form in {"docx", "xlsx", "pptx"}]


@pytest.fixture
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are drawn elsewhere: here their words matter, and the drawing takes most of the time."""
    monkeypatch.setattr(pictures, "png", lambda *_, **__: PIXELS)
    monkeypatch.setattr(pictures, "svg", lambda *_, **__: VECTORS)


def told(made: Briefing) -> Iterator[str]:
    """What every format says, whatever its shape: all but the cells of tables."""
    yield from (made.subject, made.finding, made.lead, made.synthetic, made.open_to, made.version.words)
    for item in made.figures:
        yield from (item.label, item.beside, item.note)
    yield from samples.said(made)


def cells(made: Briefing) -> Iterator[str]:
    """The cells of the tables as they stand on paper."""
    for table in made.tables():
        shown = table.on_paper()
        yield from (column.name for column in shown.columns)
        for row in (*shown.rows, *shown.foot):
            for cell in row:
                yield from (cell.text, *cell.lines)


@cache
def sample(name: str) -> Briefing:
    return samples.BRIEFINGS[name]()


# Whole


@pytest.mark.usefixtures("drawn_once")
@pytest.mark.parametrize("name", list(samples.BRIEFINGS))
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pptx"])
def test_any_briefing_is_told_whole(form: str, name: str) -> None:
    made = sample(name)
    file = FORMATS[form].make(made, None)
    if form == "pdf":  # its words are looked through in test_briefing: to take them out takes long
        assert file.startswith(b"%PDF")
        return
    said = plain(TEXT_OF[form](file))
    words = [*told(made)] if form == "xlsx" else [*told(made), *cells(made), *(item.text for item in made.figures)]
    assert not [item for item in words if plain(item) not in said]
    if form in {"docx", "html"}:
        assert all(plain(figure.alt) in said for figure in made.drawn())
    if form in PACKAGES:
        assert broken_rules(file) == []


@pytest.mark.usefixtures("drawn_once")
@pytest.mark.parametrize("form", list(FORMATS))
def test_same_bytes_each_time(form: str) -> None:
    made = sample("school")
    assert FORMATS[form].make(made, None) == FORMATS[form].make(made, None)


@pytest.mark.usefixtures("drawn_once")
@pytest.mark.parametrize("form", PACKAGES)
def test_stated_day_is_the_only_moment(form: str) -> None:
    made = sample("school-means")
    later = replace(made, day=date(2025, 11, 16))
    assert FORMATS[form].make(made, None) != FORMATS[form].make(later, None)
    assert "2025-11-16T00:00:00Z" in _core(FORMATS[form].make(later, None))


def _core(package: bytes) -> str:
    with ZipFile(io.BytesIO(package)) as archive:
        return archive.read("docProps/core.xml").decode()


def test_office_program_shows_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice opens the files: no sentence, cell or picture is lost, heads of tables and the mark stand on every
    page."""
    made = {"школа.docx": sample("school"), "документ.docx": sample("district-70"),
            "длинные.docx": sample("district-long-names"), "таблицы.xlsx": sample("district-70"),
            "книга.xlsx": sample("school")}  # fmt: skip
    drawn = {figure: pictures.png(figure, None, scale=1.0) for figure in made["школа.docx"].drawn()}
    monkeypatch.setattr(pictures, "png", lambda figure, *_, **__: drawn.get(figure, PIXELS))
    files = {name: FORMATS[name.rpartition(".")[2]].make(found, None) for name, found in made.items()}
    shown = as_pdf(files, tmp_path)
    for name, printed in shown.items():
        pages = [plain(page) for page in as_texts(printed)]
        found, whole = made[name], "".join(pages)
        assert all(plain(found.synthetic) in page for page in pages), name
        assert all(f"Страница{number}из{len(pages)}" in page for number, page in enumerate(pages, 1)), name
        assert [item for item in told(found) if plain(item) not in whole] == [], name
        assert lost_rows(found, whole, name) == [], name
        if found is sample("school"):
            continue
        schools = next(table for table in found.tables() if table.code == "schools")
        heading = schools.columns[1].name + schools.columns[2].name
        row = r"Школа\d+\(демо\).*остаётся|остаётсявсписке"
        if name.endswith("docx"):
            row += r"|(?:вошлавсписок|вышлаизсписка)\d"
        with_rows = [page for page in pages if re.search(row, page)]
        assert len(with_rows) > 1, "the table goes over several pages, or its head proves nothing"
        assert all(heading in page for page in with_rows), name
    kept = [image.image for page in PdfReader(io.BytesIO(shown["школа.docx"])).pages for image in page.images]
    for picture in drawn.values():
        wanted = _thumbnail(Image.open(io.BytesIO(picture)))
        assert wanted.std() > 5, "a blank picture proves nothing"
        assert any(np.abs(_thumbnail(image) - wanted).mean() < 4 for image in kept if image)


def lost_rows(found: Briefing, whole: str, name: str) -> list[list[str]]:
    """Rows of the tables that the text of the pages does not have, cell by cell in their order.

    A sheet prints numbers in the reader's manner and the lines of cells that have several across each other.
    """
    if name.endswith("docx"):
        rows = [[_all(cell) for cell in row] for table in found.tables() for row in _rows(table.on_paper())]
        return [row for row in rows if "".join(row) not in whole]
    rows = [
        [_figures(_all(cell) if cell.value is None else re.split(r"\s*[(%]", cell.text)[0]) for cell in row]
        for item in sheets(found)
        for row in _rows(sheet(item.table))
    ]
    return [
        row
        for row in rows
        if "".join(row) not in _figures(whole)
        and not (max(map(len, row)) > 12 and all(cell in _figures(whole) for cell in row))
    ]


@cache
def _figures(said: str) -> str:
    return re.sub(r"[.,−+%]", "", plain(said))


def _rows(table: Table | Sheet) -> Iterator[tuple[Cell, ...]]:
    yield from (*table.rows, *table.foot)


def _all(cell: Cell) -> str:
    return plain("".join((cell.text, *cell.lines)))


def _thumbnail(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("L").resize((48, 32), Image.Resampling.BOX), dtype=float)


# Numbers


@pytest.mark.parametrize("name", ["city", "district", "school", "school-means", "district-closed"])
def test_sheets_hold_the_values_of_the_model(name: str) -> None:
    made = sample(name)
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].make(made, None)))
    named = list(sheets(made))
    assert book.sheetnames == [sheet_words.FIRST, *(item.name for item in named), sheet_words.LAST]
    for item in named:
        page, wanted = book[item.name], sheet(item.table)
        head = next(row[0].row for row in page.iter_rows(max_col=1) if row[0].value == wanted.columns[0].name)
        assert page.freeze_panes == f"A{head + 1}"
        assert page.print_title_rows == f"$1:${head}"
        if made.synthetic:
            assert page["A1"].value == made.synthetic
        for number, row in enumerate((*wanted.rows, *wanted.foot), head + 1):
            for place, cell in enumerate(row, 1):
                found = page.cell(number, place)
                if cell.value is None:
                    assert found.data_type in {"s", "n"}
                    assert (found.value or "") == "\n".join((cell.text, *cell.lines)), (item.name, number, place)
                elif isinstance(cell.value, date):
                    assert found.value.date() == cell.value
                else:
                    assert found.data_type == "n", (item.name, cell)
                    assert found.value == pytest.approx(cell.value)
    # Every value of the model has come: the sheets above are not compared with themselves alone.
    shown = {item.table.code: sheet(item.table) for item in named}
    for table in made.tables():
        found = [c.value for r in (*shown[table.code].rows, *shown[table.code].foot) for c in r if c.value is not None]
        assert found == [c.value for r in (*table.rows, *table.foot) for c in r if c.value is not None]


def test_every_figure_has_its_data() -> None:
    for name in ("city", "district", "school"):
        made = sample(name)
        titles = {item.caption for item in sheets(made)}
        for figure in made.drawn():
            assert any(figure.title in title for title in titles), figure.title
            if isinstance(figure.data, MapData):
                tables = {item.table.code: item.table for item in sheets(made)}
                drawn = tables["map-schools"]
                place = [column.name for column in drawn.columns].index("Знак")
                listed = [row for row in drawn.rows if row[place].text.startswith("в списке")]
                assert len(listed) == sum(mark.listed for mark in figure.data.marks)


def test_key_figures_are_numbers() -> None:
    made = sample("city")
    page = load_workbook(io.BytesIO(FORMATS["xlsx"].make(made, None)))[sheet_words.FIRST]
    found = {row[0].value: row[1] for row in page.iter_rows(max_col=2)}
    for item in made.figures:
        assert item.value is not None
        cell = found[item.label]
        assert cell.data_type == "n"
        percent = item.text.endswith("%")
        assert cell.value == pytest.approx(item.value / 100 if percent else item.value)
        assert ("%" in cell.number_format) == percent


# Hostile words


@pytest.mark.usefixtures("drawn_once")
@pytest.mark.parametrize("form", list(FORMATS))
def test_no_word_is_read_as_anything_else(form: str) -> None:
    report = reports.district()
    rows = tuple(replace(row, name=FORMULA) for row in report.schools)
    made = samples.district(replace(report, schools=rows), issuer=FORMULA)
    file = FORMATS[form].make(made, None)
    assert plain(FORMULA)[1:] in plain(TEXT_OF[form](file)) if form in TEXT_OF else True
    if form == "xlsx":
        book = load_workbook(io.BytesIO(file))
        found = [cell for page in book for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
        held = {cell.parent.title for cell in found if cell.value.startswith("'=HYPERLINK")}
        assert held > {sheet_words.FIRST, "Школы списка"}, "the sample must reach sentences and cells"
        assert not [
            cell.value for cell in found if cell.data_type == "f" or cell.value.startswith(("=", "+", "-", "@"))
        ]
    if form == "html":
        root = markup.fromstring(file.decode())
        assert not root.xpath("//script|//b|//img|//iframe|//link|//*[@onclick]|//object|//form")


def test_page_asks_for_nothing() -> None:
    file = FORMATS["html"].make(sample("city"), None).decode()
    root = markup.fromstring(file)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    addresses = [value for node in root.iter() for key, value in node.attrib.items() if key in {"src", "href"}]
    assert {value for value in addresses if not value.startswith("#")} == {sample("city").version.link}
    assert [part.split(")")[0][:15] for part in file.split("url(")[1:] if not part.startswith("#")] == [
        '"data:font/woff'
    ] * 2
    assert root.get("lang") == "ru"
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids)), "pictures do not share their ids"
    used = {value[1:] for value in root.xpath("//@href") if value.startswith("#")}
    assert used <= set(ids)
    assert all(node.get("role") == "img" and node.get("aria-label") for node in root.xpath("//svg"))


# Shapes


def test_rows_that_end_a_table_of_the_document_hold_together() -> None:
    """A short table is not parted; of a long one the last two rows stay with the source."""

    def held(name: str, code: str) -> list[bool]:
        found = next(item for item in sample(name).tables() if item.code == code)
        rows = tables.table(found).findall(qn("w:tr"))[1:]
        return [row.find(f".//{qn('w:keepNext')}") is not None for row in rows]

    assert set(held("city", "list-by-year")) == {True}
    long = held("city-70", "schools")
    assert (long[0], set(long[1:-2]), long[-2:]) == (True, {False}, [True, True])


def test_only_long_words_are_broken_on_paper() -> None:
    assert pdf._runs("Школа 02-10 (демо), Василеостровский район") == [
        {"text": "Школа 02-10 (демо), ", "breaks": False},
        {"text": "Василеостровский", "breaks": True},
        {"text": " район", "breaks": False},
    ]
    assert pdf._runs("") == [{"text": "", "breaks": False}]
