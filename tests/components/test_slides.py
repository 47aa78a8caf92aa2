"""Briefings as presentations: whole, within their slides, native, with the numbers of the model, the same each time."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader

from dashboard.briefings.slides import pptx
from dashboard.briefings.slides.palette import shown
from layouts import theme
from layouts.texts import trend
from monitoring.districts import DISTRICTS
from monitoring.reports.briefing import (
    Briefing,
    Cell,
    Column,
    Figure,
    Items,
    ListTrend,
    MapData,
    Paragraph,
    Section,
    ShareTrend,
    Table,
    Trajectory,
)
from tests.briefing_texts import TEXT_OF, plain
from tests.components.briefings import BRIEFINGS, HOSTILE, LONG
from tests.office import as_pdf
from tests.packages import broken_rules

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
FOOT = Inches(7.0)
"""Where the line over the footer stands."""
LEAST = 1050
"""Hundredths of a point: labels of the maps; all other texts are larger, those of tables are looked at apart."""


@cache
def made(name: str) -> tuple[Briefing, bytes]:
    """A briefing of the samples and its file."""
    found = BRIEFINGS[name]()
    return found, pptx(found, None)


@cache
def deck(name: str) -> Any:
    """The file as the library reads it."""
    return Presentation(io.BytesIO(made(name)[1]))


def slide_of(name: str, code: str) -> Any:
    """The slide of the figure with the code."""
    figure = next(item for item in made(name)[0].drawn() if item.code == code)
    return next(slide for slide in deck(name).slides if figure.title in slide.notes_slide.notes_text_frame.text)


def leaves(shapes: Any) -> Iterator[Any]:
    """Shapes that are no groups, however deep."""
    for shape in shapes:
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from leaves(shape.shapes)
        else:
            yield shape


def words(found: Briefing) -> Iterator[str]:
    """What a presentation of the briefing must say."""
    yield from (found.issuer, found.kind, found.subject, found.finding, found.lead, found.open_to, found.basis)
    for item in found.figures:
        yield from (item.label, item.text, item.beside, item.note)
    for section in found.sections:
        yield from (section.title, section.finding)
    for block in found.blocks():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Items):
            yield from block.items
        elif isinstance(block, Figure):
            yield from (block.title, block.note, block.source)
    for table in found.tables():
        yield from (table.title, table.note, table.source)
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


def colour(fill: Any) -> str:
    """The colour of a fill as the screen names it."""
    inside = fill[0]
    value = inside.get("val")
    return shown(value) if inside.tag == f"{A}schemeClr" else f"#{value.lower()}"


# Charts


def chart_of(name: str, code: str) -> Any:
    slide = slide_of(name, code)
    (shape,) = [item for item in slide.shapes if item.has_chart]
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
    return shape.chart


def values(chart: Any) -> dict[str, list[float | None]]:
    """Series by name from the chart itself."""
    found: dict[str, list[float | None]] = {}
    for series in chart._chartSpace.iter(f"{C}ser"):
        points = {int(p.get("idx")): float(p.find(f"{C}v").text) for p in series.find(f"{C}val").iter(f"{C}pt")}
        count = int(series.find(f"{C}val").find(f".//{C}ptCount").get("val"))
        found["".join(series.find(f"{C}tx").itertext(f"{C}v"))] = [points.get(place) for place in range(count)]
    return found


def in_workbook(chart: Any) -> dict[str, list[Any]]:
    """Columns of the workbook inside by their heads."""
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    columns = [[cell.value for cell in column] for column in sheet.columns]
    return {str(column[0]): column[1:] for column in columns}


def test_list_is_a_native_chart_of_the_very_numbers() -> None:
    figure = next(item for item in made("city")[0].drawn() if isinstance(item.data, ListTrend))
    assert isinstance(figure.data, ListTrend)
    chart = chart_of("city", figure.code)
    found = values(chart)
    series = figure.data.series
    assert found[trend.LISTED] == [item.listed for item in series]
    for name, text in (("stayed", trend.STAYED), ("entered", trend.ENTERED), ("returned", trend.RETURNED)):
        wanted = [trend.parts(item).get(name) for item in series]
        if any(wanted):
            assert found[text] == wanted
    assert found[trend.LEFT] == [
        None if "left" not in trend.parts(item) else -trend.parts(item)["left"] for item in series
    ]
    inside = in_workbook(chart)
    assert {name: inside[name] for name in found} == found
    assert all(isinstance(value, int | float | None) for name in found for value in inside[name])
    gaps = [place for place, item in enumerate(series) if item.listed is None]
    assert gaps
    assert all(column[place] is None for column in found.values() for place in gaps)


def test_shares_are_native_lines_with_the_threshold() -> None:
    figures = [item for item in made("district")[0].drawn() if isinstance(item.data, ShareTrend)]
    assert figures
    for figure in figures:
        data = figure.data
        assert isinstance(data, ShareTrend)
        found = values(chart_of("district", figure.code))
        for name, points in ((data.name, data.own), ("город", data.city)):
            wanted = {p.year: p.share.value for p in points if p.share.value is not None}
            assert [value for value in found[name] if value is not None] == [wanted[year] for year in sorted(wanted)]
        if data.threshold is not None and "порог" in found:
            assert set(found["порог"]) == {data.threshold}


def test_trajectory_has_gaps_intervals_and_signs() -> None:
    figure = next(item for item in made("school")[0].drawn() if isinstance(item.data, Trajectory))
    data = figure.data
    assert isinstance(data, Trajectory)
    chart = chart_of("school", figure.code)
    found, inside = values(chart), in_workbook(chart)
    by_year = {point.year: point for point in data.points}
    years = range(min(p.year for p in (*data.points, *data.kin)), max(p.year for p in (*data.points, *data.kin)) + 1)
    wanted = [by_year[year].low_share if year in by_year else None for year in years]
    (name,) = [series for series, column in found.items() if column == wanted and ":" not in series]
    assert inside[f"{name}: n"] == [by_year[year].participants if year in by_year else None for year in years]
    bounds = [by_year[year].low_interval if year in by_year else None for year in years]
    assert inside[f"{name}: 95-процентный интервал: нижняя граница"] == pytest.approx(
        [None if b is None else b[0] for b in bounds]
    )
    assert inside[f"{name}: 95-процентный интервал: верхняя граница"] == pytest.approx(
        [None if b is None else b[1] for b in bounds]
    )
    assert found["порог"] == [data.threshold] * len(years)
    low = [value for value in wanted if value is not None and value >= (data.threshold or 0)]
    assert [value for value in found["низкий результат"] if value is not None] == low
    assert chart._chartSpace.find(f".//{C}dispBlanksAs").get("val") == "gap"
    assert chart._chartSpace.find(f".//{C}errBars") is not None


def test_beginning_of_a_partnership_stands_between_its_years() -> None:
    figure = next(item for item in made("school")[0].drawn() if isinstance(item.data, Trajectory) and item.data.partner)
    data = figure.data
    assert isinstance(data, Trajectory)
    assert data.partner
    slide = slide_of("school", figure.code)
    line, text = [shape for shape in slide.shapes if shape.name == "Начало партнёрства"]
    assert text.text_frame.text == data.partner[1]
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    plot = frame.chart._chartSpace.find(f".//{C}plotArea/{C}layout/{C}manualLayout")
    left, wide = (float(plot.find(f"{C}{side}").get("val")) for side in "xw")
    first, count = min(p.year for p in (*data.points, *data.kin)), len(list(frame.chart.plots[0].categories))
    place = ((line.left - frame.left) / frame.width - left) / wide * count - 0.5 + first
    assert place == pytest.approx(data.partner[0], abs=0.01)


# Maps


def test_map_is_districts_with_names_fills_and_numbers() -> None:
    figure = next(item for item in made("city")[0].drawn() if isinstance(item.data, MapData))
    data = figure.data
    assert isinstance(data, MapData)
    slide = slide_of("city", figure.code)
    (group,) = [shape for shape in slide.shapes if shape.name == "Карта"]
    assert group._element.nvGrpSpPr.cNvPr.get("descr") == figure.alt
    shapes = {shape.name: shape for shape in leaves(group.shapes)}
    assert len(DISTRICTS) == 18
    for item in data.districts:
        drawn = shapes[item.name]._element.spPr
        assert drawn.find(f"{A}custGeom") is not None, "a freeform"
        assert item.level is not None
        assert colour(drawn.find(f"{A}solidFill")) == theme.SEQUENCE[item.level]
    labels = {name for name in shapes if name.startswith("Подпись: ")}
    for item in data.districts:
        assert any(name.startswith(f"Подпись: {item.name} {item.number}") for name in labels), item.name
    for mark in data.marks:
        if mark.listed:
            assert mark.name in shapes
            assert shapes[mark.name].auto_shape_type is not None
    assert sum(name.startswith("партнёрство: ") and "центр" not in name for name in shapes) == len(data.links)


def test_map_of_a_district_numbers_its_schools() -> None:
    figure = next(item for item in made("district")[0].drawn() if isinstance(item.data, MapData))
    assert isinstance(figure.data, MapData)
    slide = slide_of("district", figure.code)
    names = [shape.name for shape in leaves(slide.shapes)]
    placed = {mark.id for mark in figure.data.marks}
    for school, number in figure.data.numbers:
        assert (f"Подпись: {number}" in names) == (school in placed)
    assert "Невский" in names


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
    assert {item.get("typeface") for item in xml.iter(f"{A}latin")} == {"Source Sans Pro"}
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
