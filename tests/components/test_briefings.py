"""Briefings as data and as pictures: whole, worded, with the numbers of the screen, the same each time."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure as Picture
from matplotlib.offsetbox import AnnotationBbox, TextArea
from matplotlib.patches import PathPatch, Rectangle

from dashboard.briefings import pictures
from dashboard.briefings.drawing import style
from layouts import theme
from layouts.briefings.screen import screen_figure
from layouts.figures import shapes
from monitoring.districts import CITY
from monitoring.reports.briefing import Briefing, Cell, Figure, ListTrend, MapData, Table, Trajectory
from tests.components import samples
from tests.components.briefings import BRIEFINGS, city, district, said, school
from tests.components.test_pages import BANNED


@pytest.fixture(params=list(BRIEFINGS), scope="module")
def briefing(request: pytest.FixtureRequest) -> Briefing:
    """Each briefing in turn."""
    return BRIEFINGS[request.param]()


def words(found: Briefing) -> Iterator[str]:
    """Every text of a briefing."""
    yield from (found.issuer, found.kind, found.subject, found.finding, found.lead, found.open_to, found.basis)
    for item in found.figures:
        yield from (item.label, item.text, item.beside, item.note)
    yield from said(found)
    yield from (figure.alt for figure in found.drawn())
    for table in found.tables():
        for row in (*table.rows, *table.foot):
            for cell in row:
                yield from (cell.text, *cell.lines)


def test_every_section_has_a_title_and_something_to_say(briefing: Briefing) -> None:
    assert briefing.sections
    assert all(section.title and section.blocks for section in briefing.sections)
    assert len({section.code for section in briefing.sections}) == len(briefing.sections)


def test_tables_are_whole_and_named(briefing: Briefing) -> None:
    codes = [table.code for table in briefing.tables()]
    assert len(set(codes)) == len(codes)
    for table in briefing.tables():
        assert table.title
        assert table.rows, table.code
        assert {len(row) for row in (*table.rows, *table.foot)} == {len(table.columns)}, table.code
        assert any(not column.sheet_only for column in table.columns)


def test_figures_are_told_to_who_cannot_see_them(briefing: Briefing) -> None:
    assert all(figure.alt and figure.title and figure.source for figure in briefing.drawn())


def test_words_are_words(briefing: Briefing) -> None:
    for text in words(briefing):
        assert BANNED.findall(text) == []
        assert re.findall(r"\b(None|nan|NaN|True|False|no-data|no-spring-vpr|year-\d)\b", text) == [], text
        assert not re.search(r"  |[.]{2}|[;,]$", text), text


def test_numbers_of_cells_are_the_numbers_shown(briefing: Briefing) -> None:
    for table in briefing.tables():
        for row in table.rows:
            for cell in row:
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    assert number(cell) == pytest.approx(cell.value, abs=0.06), (table.code, cell)


def number(cell: Cell) -> float:
    """The first number in the text of a cell."""
    text = cell.text.replace("\u00a0", "").replace("−", "-").replace(",", ".")
    found = re.search(r"-?\d+(\.\d+)?", text)
    assert found, cell
    # «более 99 %» and «менее 1 %» are words for what is shown as a bound.
    if cell.text.startswith(("более", "менее")):
        return float(cell.value)  # type: ignore[arg-type]
    return float(found[0])


def test_paper_leaves_out_what_only_a_sheet_needs() -> None:
    table = next(table for table in city().tables() if table.code == "schools")
    paper = table.on_paper()
    left_out = [column.name for column in table.columns if column.sheet_only]
    assert left_out == ["Район", "Лет в списке"]
    assert [column.name for column in paper.columns] == [
        column.name for column in table.columns if column.name not in left_out
    ]
    assert paper.rows[0][1].lines == ("Невский район",)


def test_what_is_not_open_is_said() -> None:
    closed = BRIEFINGS["district-closed"]()
    assert not any(table.code == "schools" for table in closed.tables())
    section = next(section for section in closed.sections if section.code == "schools")
    assert "поимённо видят" in section.blocks[0].text  # type: ignore[union-attr]


# Pictures


def areas(artist: Any) -> Iterator[str]:
    """Texts in a box and in the boxes within it."""
    if isinstance(artist, TextArea):
        yield artist.get_text()
    for child in getattr(artist, "get_children", list)():
        if not isinstance(artist, TextArea):
            yield from areas(child)


def drawn_texts(picture: Picture) -> Counter[str]:
    """Every text of a picture but for the legend, its parts joined again."""
    found: list[str] = []
    for axes in picture.axes:
        for artist in axes.artists:
            if isinstance(artist, AnnotationBbox):
                found.append(joined(" ".join(areas(artist.offsetbox))))
    return Counter(found)


def joined(text: str) -> str:
    return " ".join(re.sub(r"<br>|</?b>", " ", text).split())


def shown_texts(figure: dict[str, Any]) -> Counter[str]:
    """Every text that the screen's figure shows without pointing at anything."""
    found: list[str] = []
    axes = {name: axis for name, axis in figure["layout"].items() if name[1:5] == "axis"}
    for trace in figure["data"]:
        if trace.get("visible", True) is not True or not ("text" in trace.get("mode", "") or trace["type"] == "bar"):
            continue
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            if not text or x is None or y is None or (trace["type"] == "bar" and not y):
                continue
            if trace["type"] == "scatter" and trace.get("cliponaxis", True):
                suffix = trace.get("xaxis", "x")[1:]
                west, east = axes[f"xaxis{suffix}"]["range"]
                south, north = axes[f"yaxis{suffix}"]["range"]
                if not (west <= x <= east and south <= y <= north):
                    continue
            found.append(joined(text))
    for axis in axes.values():
        if axis.get("visible", True):
            found += [joined(text) for text in axis["ticktext"]]
    found += [joined(note["text"]) for note in figure["layout"].get("annotations", ())]
    return Counter(text for text in found if text)


EVERY_FIGURE = [
    (name, figure) for name, make in (("city", city), ("district", district), ("school", school))
    for figure in make().drawn()
]  # fmt: skip


@pytest.mark.parametrize(("name", "figure"), EVERY_FIGURE, ids=[f"{name}-{item.code}" for name, item in EVERY_FIGURE])
def test_picture_says_what_the_screen_says(name: str, figure: Figure) -> None:
    screen = screen_figure(figure.data, shapes.load(None))
    found = drawn_texts(pictures.picture(figure, None))
    missing = shown_texts(screen) - found
    assert not missing
    legend = set(found - shown_texts(screen))
    if not isinstance(figure.data, MapData):
        assert not legend
    lines = [trace for trace in screen["data"] if trace.get("visible", True) is True and trace["type"] == "scatter"]
    values = {round(float(y), 6) for trace in lines if trace["mode"] != "text" for y in trace["y"] if y is not None}
    assert values <= heights(pictures.picture(figure, None))


def heights(picture: Picture) -> set[float]:
    """Every height at which a line, a mark or a corner of an area stands."""
    found: set[float] = set()
    for axes in picture.axes:
        for line in axes.lines:
            found |= {round(float(y), 6) for y in np.asarray(line.get_ydata(), dtype=float) if y == y}
        for patch in axes.patches:
            if isinstance(patch, PathPatch):
                found |= {round(float(y), 6) for y in np.asarray(patch.get_path().vertices)[:, 1]}
    return found


def test_bars_are_the_counts_of_the_list() -> None:
    series = samples.city().series
    figure = next(item for item in city().drawn() if isinstance(item.data, ListTrend))
    axes = pictures.picture(figure, None).axes[0]
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle) and abs(patch.get_width() - 0.46) < 1e-6]
    for item in series:
        of_year = [bar for bar in bars if abs(bar.get_x() + bar.get_width() / 2 - item.year) < 1e-6]
        assert sum(bar.get_height() for bar in of_year if bar.get_height() > 0) == (item.listed or 0)
        assert -sum(bar.get_height() for bar in of_year if bar.get_height() < 0) == (item.left or 0)


def test_map_has_the_colours_and_numbers_of_the_report() -> None:
    report = samples.city()
    figure = next(item for item in city().drawn() if isinstance(item.data, MapData))
    assert isinstance(figure.data, MapData)
    assert {item.code: item.number for item in figure.data.districts} == {
        row.code: str(row.listed) for row in report.districts
    }
    picture = pictures.picture(figure, None)
    fills = Counter(matplotlib_hex(patch) for patch in picture.axes[0].patches if isinstance(patch, PathPatch))
    wanted = Counter(theme.SEQUENCE[item.level] for item in figure.data.districts if item.level is not None)
    assert all(fills[colour] >= count for colour, count in wanted.items())
    texts = drawn_texts(picture)
    assert all(any(row.name in text and text.endswith(f" {row.listed}") for text in texts) for row in report.districts)


def matplotlib_hex(patch: PathPatch) -> str:
    from matplotlib.colors import to_hex

    return to_hex(patch.get_facecolor())


def test_map_of_a_district_numbers_the_schools_of_the_table() -> None:
    found = district()
    figure = next(item for item in found.drawn() if isinstance(item.data, MapData))
    table = next(table for table in found.tables() if table.code == "schools")
    assert isinstance(figure.data, MapData)
    ids = {mark.id: mark.name for mark in figure.data.marks}
    names = [row[1].text for row in table.rows]
    placed = [(number, ids[school]) for school, number in figure.data.numbers if school in ids]
    assert placed
    assert all(names[number - 1].replace("\u00a0", " ") == name for number, name in placed)


def test_trajectory_keeps_its_breaks_and_intervals() -> None:
    figure = next(item for item in school().drawn() if isinstance(item.data, Trajectory))
    assert isinstance(figure.data, Trajectory)
    picture = pictures.picture(figure, None)
    lines = [line for line in picture.axes[0].lines if line.get_linestyle() == "-" and np.size(line.get_xdata()) > 3]
    assert lines
    for line in lines:
        known = [(a, b) for a, b in pairwise(np.asarray(line.get_xdata(), dtype=float)) if a == a and b == b]
        assert all(b - a <= 1 for a, b in known)
    bands = [patch for patch in picture.axes[0].patches if isinstance(patch, PathPatch)]
    assert bands, "the interval is drawn"


@pytest.mark.parametrize(("name", "figure"), EVERY_FIGURE[:2], ids=[item.code for _, item in EVERY_FIGURE[:2]])
def test_pictures_are_the_same_each_time(name: str, figure: Figure) -> None:
    first = pictures.svg(figure, None)
    assert first == pictures.svg(figure, None)
    assert b"dc:date" not in first
    if isinstance(figure.data, ListTrend):
        assert pictures.png(figure, None) == pictures.png(figure, None)


def test_words_of_a_picture_are_words_of_the_one_font() -> None:
    figure = next(item for item in city().drawn() if isinstance(item.data, ListTrend))
    said = pictures.svg(figure, None).decode()
    families = set(re.findall(r"font(?:-family)?: [^;\"]*?'([^']+)'", said))
    assert families == {"Source Sans Pro"}
    assert "<text" in said
    assert "<text" not in pictures.svg(figure, None, fonts="paths").decode()


def test_colours_of_the_screen_are_read() -> None:
    assert style.colour("rgba(92,104,116,0.16)") == pytest.approx((92 / 255, 104 / 255, 116 / 255, 0.16))
    assert style.colour(theme.LISTED) == theme.LISTED


def test_city_row_is_the_total_of_the_heat_map() -> None:
    found: Table = next(table for table in city().tables() if table.code == "heat")
    report = samples.city()
    row = next(row for row in report.heat.rows if row.code == CITY)
    assert [cell.value for cell in found.foot[0][1:]] == [
        None if cell.value is None else round(cell.value, 1) for cell in row.cells
    ]
