"""Charts and maps of presentations: native shapes with the very numbers of the model."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from layouts import theme
from layouts.texts import trend
from monitoring.districts import DISTRICTS
from monitoring.reports.briefing import (
    ListTrend,
    MapData,
    ShareTrend,
    Trajectory,
)
from tests.components.slides import A, C, colour, leaves, made, slide_of

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
