"""Briefings as presentations: whole, within their slides, native, with the numbers of the model, the same each time."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from matplotlib.ft2font import FT2Font, LoadFlags
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader

from dashboard.briefings.slides import metrics, pptx
from dashboard.briefings.slides.flow import together
from dashboard.briefings.slides.tables import Fitted
from layouts import theme
from monitoring.reports.briefing import (
    Briefing,
    Cell,
    Column,
    Items,
    Paragraph,
    Section,
    Table,
)
from tests.briefing_texts import TEXT_OF, plain
from tests.components.briefings import BRIEFINGS, HOSTILE, LONG, said
from tests.components.slides import A, P, colour, deck, made
from tests.office import as_pdf
from tests.packages import broken_rules

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
FOOT = Inches(7.0)
"""Where the line over the footer stands."""
LEAST = 1050
"""Hundredths of a point: labels of the maps; all other texts are larger, those of tables are looked at apart."""


def words(found: Briefing) -> Iterator[str]:
    """What a presentation of the briefing must say."""
    yield from (found.issuer, found.kind, found.subject, found.finding, found.lead, found.open_to, found.basis)
    for item in found.figures:
        yield from (item.label, item.text, item.beside, item.note)
    yield from said(found)
    for table in found.tables():
        for row in (*table.on_paper().rows, *table.foot):
            for cell in row:
                yield from (cell.text, *cell.lines)


@pytest.mark.parametrize("name", list(BRIEFINGS))
def test_any_shape_of_data_makes_a_whole_presentation(name: str) -> None:
    found, content = made(name)
    assert broken_rules(content) == []
    said = plain(TEXT_OF["pptx"](content))
    assert [item.alt for item in found.drawn() if plain(item.alt) not in said] == []
    on_slides = plain("".join(text.text or "" for slide in deck(name).slides for text in slide._element.iter(f"{A}t")))
    assert [text for text in words(found) if plain(text) not in on_slides] == []
    titles = []
    for number, slide in enumerate(deck(name).slides, 1):
        title = slide.shapes.title
        titles.append(title.text_frame.text)
        assert slide.slide_layout.name in {"Титульный слайд", "Заголовок и содержание", "Заголовок и текст"}
        kinds = {str(shape.placeholder_format.type) for shape in slide.placeholders}
        assert any("SLIDE_NUMBER" in kind for kind in kinds)
        assert str(number) in [shape.text_frame.text for shape in slide.placeholders]
        assert any(found.version.words in shape.text_frame.text for shape in slide.placeholders)
        everything = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert found.synthetic in everything
        notes = slide.notes_slide.notes_text_frame.text
        assert found.version.words in notes
        assert found.open_to in notes
        method = next(table for table in found.tables() if table.code == "method")
        assert method.rows[0][1].text in notes
    assert all(titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", list(BRIEFINGS))
def test_nothing_runs_out_of_a_slide(name: str) -> None:
    assert out_of_slides(deck(name)) == []


def out_of_slides(found: Any) -> list[tuple[int, str]]:
    """Shapes that leave their slide or its content, and texts too small to read: number of the slide, name."""
    assert (found.slide_width, found.slide_height) == (WIDTH, HEIGHT)
    out = []
    for number, slide in enumerate(found.slides, 1):
        for place in slide._element.iter(f"{A}xfrm", f"{P}xfrm"):
            shape = place.getparent() if place.tag == f"{P}xfrm" else place.getparent().getparent()
            if shape.tag == f"{P}spTree":
                continue
            (x, y), (wide, tall) = (tuple(map(int, place.find(f"{A}{tag}").attrib.values())) for tag in ("off", "ext"))
            if not (0 <= x <= x + wide <= WIDTH + 10 and 0 <= y <= y + tall <= FOOT):
                out.append((number, shape.find(f".//{P}cNvPr").get("name")))
        for text in slide._element.iter(f"{P}txBody"):
            stated = [int(item.get("sz")) for item in text.iter(f"{A}rPr") if item.get("sz")]
            if min(stated, default=LEAST) < LEAST:
                out.append((number, "".join(text.itertext())))
    return out


@pytest.mark.parametrize("name", ["city", "district-long-names", "school", "school-hostile"])
def test_nothing_stands_on_anything_else(name: str) -> None:
    for number, slide in enumerate(deck(name).slides, 1):
        # The line of a partnership belongs over its chart.
        shapes = [s for s in slide.shapes if s.width and s.height and s.name != "Начало партнёрства"]
        shapes = [s for s in shapes if s.top is not None]
        for one, other in combinations(shapes, 2):
            across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
            upright = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
            assert min(across, upright) < Inches(0.01), (number, one.name, other.name)


def test_texts_longer_than_a_slide_are_carried_on() -> None:
    found = BRIEFINGS["school-means"]()
    story = " ".join(f"слово-{number}" for number in range(1500))
    rows = ((Cell("коротко"), Cell(story, lines=(story,))), (Cell("после"), Cell("1", 1)))
    table = Table("long", "Длинная таблица", (Column("Что", width=1.0), Column("Как", width=3.0)), rows)
    first, *others = found.sections
    parts = (
        replace(first, blocks=(*first.blocks, Items((story, "второе", story), ordered=True))),
        Section("long", "Длинное", "", (Paragraph(story), table, Paragraph("Конец."))),
        *others,
    )
    made_ = Presentation(io.BytesIO(pptx(replace(found, sections=parts), None)))
    assert out_of_slides(made_) == []
    said = Counter("".join(f"{text.text} " for slide in made_.slides for text in slide._element.iter(f"{A}t")).split())
    assert {said[f"слово-{number}"] for number in range(1500)} == {5}
    assert "Конец." in said


@pytest.mark.parametrize("name", ["city-70", "district-long-names", "school-hostile"])
def test_tables_are_native_and_told(name: str) -> None:
    found, _ = made(name)
    rows: dict[str, list[list[str]]] = {}
    for slide in deck(name).slides:
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            assert shape.table.first_row
            cells = [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
            rows.setdefault(shape.name.partition(": ")[2], [cells[0]]).extend(cells[1:])
            assert rows[shape.name.partition(": ")[2]][0] == cells[0], "the header is repeated"
            least = {int(item.get("sz")) for item in shape._element.iter(f"{A}rPr")}
            assert min(least) >= 1000
    for table in found.tables():
        paper = table.on_paper()
        wanted = [["\n".join((cell.text, *cell.lines)) for cell in row] for row in (*paper.rows, *paper.foot)]
        assert rows[table.title][1:] == wanted or sum(other.title == table.title for other in found.tables()) > 1
        assert rows[table.title][0] == [column.name for column in paper.columns]


def test_long_tables_are_carried_on() -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck("city-70").slides]
    carried = [re.findall(r"продолжение, (\d+)\xa0из\xa0(\d+)$", title) for title in titles]
    numbers = [tuple(map(int, item[0])) for item in carried if item]
    assert numbers
    assert numbers[0][0] == 2
    assert numbers[-1][0] == numbers[-1][1]


def fitted(*rows: float) -> Fitted:
    columns = (Column("Что", width=1.0),)
    return Fitted(Table("t", "Т", columns, ((Cell(""),),) * len(rows)), 12.0, (10.0,), 0.5, rows, ())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([1.0] * 10, [4, 3, 3]),
        ([1.0, 1.0, 1.0, 1.0, 3.0], [3, 2]),
        ([1.0, 1.0, 1.0, 1.0, 4.0], [4, 1]),
    ],
    ids=["as full each as the others", "the last one shares", "a row that fills a slide is alone"],
)
def test_no_row_is_left_alone_where_another_fits_beside_it(rows: list[float], expected: list[int]) -> None:
    assert [len(part) for part in fitted(*rows).parts(4.5, 4.5)] == expected


def test_a_table_of_a_row_has_no_slide_of_its_own() -> None:
    table = next(item for item in made("school")[0].tables() if item.code == "membership")
    slide = next(s for s in deck("school").slides for shape in s.shapes if table.title in shape.name)
    assert sum(shape.has_table for shape in slide.shapes) == 2


def test_sections_of_a_sentence_share_a_slide() -> None:
    text = (Paragraph("Нет."),)
    one, other = Section("a", "Партнёры", "", text), Section("b", "Сопровождение", "Не открыто", text)
    long = Section("c", "Источники", "", (Items(("слово " * 90,) * 9),))
    found = together((one, other, long, one))
    assert [section.title for section in found] == ["Партнёры и сопровождение", "Источники", "Партнёры"]
    assert found[0].blocks == (
        Paragraph("Партнёры", "strong"), *text, Paragraph("Сопровождение. Не открыто", "strong"), *text
    )  # fmt: skip


def test_widths_are_those_of_arials_twin() -> None:
    twins = {bold: f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf" for bold in (False, True)}
    files = {bold: next(Path("/usr/share/fonts").rglob(name), None) for bold, name in twins.items()}
    if not all(files.values()):
        pytest.skip("шрифтов Liberation на этой машине нет")
    text = "2023/24: ОГЭ мат — 36,4 % (n = 88); «Школа № 118», изменение в пределах погрешности −3,2…+1,7"
    for bold, file in files.items():
        font = FT2Font(str(file))
        font.set_size(100, 72)
        own = sum(font.load_char(ord(s), flags=LoadFlags.NO_HINTING).linearHoriAdvance for s in text) / 65536 / 100
        assert metrics.width(text, 72, bold=bold) == pytest.approx(own * 1.01, rel=0.002)


def test_levels_of_the_heat_map_are_fills() -> None:
    found, _ = made("city")
    table = next(item for item in found.tables() if item.code == "heat")
    shape = next(s for slide in deck("city").slides for s in slide.shapes if s.has_table and table.title in s.name)
    for row, cells in zip(table.rows, list(shape.table.rows)[1:], strict=False):
        for cell, drawn in zip(row, cells.cells, strict=True):
            fill = drawn._tc.tcPr.find(f"{A}solidFill")
            assert (colour(fill) if fill is not None else None) == (
                None if cell.level is None else theme.SEQUENCE[cell.level]
            )


# The package


def test_everything_is_told_in_russian_and_by_the_theme() -> None:
    for slide in deck("city").slides:
        root = slide._element
        assert {item.get("lang") for item in root.iter(f"{A}rPr")} <= {"ru-RU"}
        assert not list(root.iter(f"{A}latin")), "the font is that of the theme"
        for item in (*root.iter(f"{P}graphicFrame"), *root.iter(f"{P}pic")):
            assert item.find(f".//{P}cNvPr").get("descr")
        for item in root.iter(f"{P}grpSp"):
            if item.getparent().tag == f"{P}spTree":
                assert item.find(f"./{P}nvGrpSpPr/{P}cNvPr").get("descr")
    found = deck("city")
    master = found.slide_master.part
    kinds = [rel.target_part for rel in master.rels.values() if rel.reltype.endswith("/theme")]
    xml = etree.fromstring(kinds[0].blob)
    assert {item.get("typeface") for item in xml.iter(f"{A}latin")} == {"Arial"}
    assert found.core_properties.title == "Справка. " + made("city")[0].subject
    assert found.core_properties.author == made("city")[0].issuer


def test_same_bytes_each_time() -> None:
    assert made("school")[1] == pptx(BRIEFINGS["school"](), None)


def test_link_and_code_are_left_out_where_there_is_no_host() -> None:
    assert "http://127.0.0.1:8050/school" in TEXT_OF["pptx"](made("school")[1])
    assert "127.0.0.1" not in TEXT_OF["pptx"](made("school-no-host")[1])
    assert not [shape for shape in deck("school-no-host").slides[0].shapes if shape.name == "QR-код"]


def test_names_of_any_length_and_sign_are_borne() -> None:
    found = BRIEFINGS["school-means"]()
    name = f"{LONG}, {LONG}\x0b"
    made_ = pptx(replace(found, subject=f"О школе: {name}", name=name, finding=f"{name}: вывод", issuer=name), None)
    assert broken_rules(made_) == []
    read = Presentation(io.BytesIO(made_))
    assert out_of_slides(read) == []
    assert read.core_properties.title.startswith("Справка. О школе: Государственное")
    assert plain(f"{LONG}, {LONG}") in plain(read.slides[0].shapes.title.text_frame.text)


def test_texts_are_never_read_as_formulas_or_markup() -> None:
    assert HOSTILE in TEXT_OF["pptx"](made("school-hostile")[1])


def test_office_program_shows_every_slide_and_word(tmp_path: Path) -> None:
    names = ["city", "district-long-names"]
    for name, content in as_pdf({f"{name}.pptx": made(name)[1] for name in names}, tmp_path).items():
        found = made(name.removesuffix(".pptx"))[0]
        pages = PdfReader(io.BytesIO(content)).pages
        assert len(pages) == len(deck(name.removesuffix(".pptx")).slides)
        said = plain("".join(page.extract_text() for page in pages))
        for table in found.tables():
            for row in table.on_paper().rows:
                lost = [cell.text for cell in row if plain(cell.text) not in said]
                assert lost == [], (name, table.code)
        assert plain(found.finding) in said
