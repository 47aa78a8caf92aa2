"""The charts of a briefing as native ones: the values of the model, the axes and labels of the screen's figure."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.chart import ChartPart

from dashboard.briefings.slides import chart_parts as parts
from dashboard.briefings.slides.chart_parts import Axis, Chart, Label, Mark, Series
from dashboard.briefings.slides.markup import Box, line, named, upright
from dashboard.briefings.slides.slide import Slide
from layouts import theme
from layouts.figures.listed_trend import listed_trend
from layouts.figures.school_trajectory import by_series
from layouts.texts import briefing as briefing_words
from layouts.texts import district as district_words
from layouts.texts import grammar as g
from layouts.texts import slides as words
from layouts.texts import trend as trend_words
from monitoring.procedures import assessment_short
from monitoring.reports.briefing import ListTrend, ShareTrend, Trajectory
from monitoring.reports.school import ResultPoint
from monitoring.reports.territory import TrendPoint
from monitoring.years import is_break

COUNT, SHARE, WHOLE = "#,##0", '0.0" %"', '0" %"'
_UNSIGNED, _ENTERED, _LEFT = "#,##0;#,##0", '"+"#,##0', "#,##0;−#,##0"
_KIN = "#9aa6b1"
_END = 2.3
"""Inches on the right for the names of lines."""
_BESIDE = 0.006
"""How far a name stands from its point, in shares of the chart."""
_LABEL = 0.25
"""Least distance of two names, inches."""


def add(slide: Slide, chart: Chart, box: Box, name: str, alt: str) -> None:
    """Puts the chart with its workbook on the slide."""
    package = slide.part.package
    part = ChartPart.load(package.next_partname(ChartPart.partname_template), CT.DML_CHART, package, parts.xml(chart))
    part.chart_workbook.update_from_xlsx_blob(parts.workbook(chart))
    relation = slide.part.relate_to(part, RT.CHART)
    slide.add(
        f"<p:graphicFrame><p:nvGraphicFramePr>{named(slide.next_id(), name, alt)}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{box.xml("p:xfrm")}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def list_trend(data: ListTrend, box: Box) -> Chart:
    """How the list came about: who stayed, returned and entered above zero, who left below it; totals above."""
    series = data.series
    figure = listed_trend(series)
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    moves = [trend_words.parts(item) for item in series]
    first = all(item.entered is None for item in series if item.listed is not None)
    made = []
    for (name, text), bar in zip(_present(moves, first), bars, strict=True):
        sign = -1 if name == "left" else 1
        values = tuple(sign * found[name] if name in found else None for found in moves)
        made.append(_part(name, text, values, bar))
    totals = tuple(item.listed for item in series)
    labels = {place: Label("t", theme.INK, 14, True, COUNT) for place, value in enumerate(totals) if value is not None}
    made.append(Series(trend_words.LISTED, totals, COUNT, labels=labels))
    ticks, (low, high) = figure["layout"]["yaxis"]["tickvals"], figure["layout"]["yaxis"]["range"]
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1
    axis = Axis(-step * ceil(-low / step), step * ceil(high / step), step, _UNSIGNED)
    categories = tuple(_year(item.year, trend_words.gap(item.gap) if item.gap else "") for item in series)
    plot = _plot(box, left=0.55, right=1.9, top=0.1, bottom=0.7 if any(item.gap for item in series) else 0.35)
    return Chart(categories, tuple(made), axis, plot, briefing_words.YEAR_HEAD, tuple(range(len(made) - 1)))


def _present(moves: Sequence[dict[str, int]], first: bool) -> list[tuple[str, str]]:
    """Parts of the list that the years have, with their words; of first lists alone nobody is known to have stayed."""
    names = {
        "stayed": trend_words.LISTED if first else trend_words.STAYED,
        "returned": trend_words.RETURNED,
        "entered": trend_words.ENTERED,
        "left": trend_words.LEFT,
    }
    return [(name, text) for name, text in names.items() if any(found.get(name) for found in moves)]


def _part(name: str, text: str, values: tuple[int | None, ...], bar: dict[str, Any]) -> Series:
    marker = bar["marker"]
    form = {"left": _LEFT, "entered": _ENTERED, "returned": _ENTERED}.get(name, COUNT)
    ink = bar["textfont"]["color"]
    labels = {place: Label("ctr", ink, 12, False, form) for place, text in enumerate(bar["text"]) if text}
    edge = marker.get("line", {})
    return Series(
        text, values, form, bar=True, fill=marker["color"], hatch="pattern" in marker, labels=labels,
        edge=edge.get("color", "") if edge.get("width") else "", points=edge.get("width", 0) * 0.75,
    )  # fmt: skip


def _year(year: int, note: str = "") -> str:
    return "\n".join(filter(None, (g.year(year), note.replace("<br>", "\n"))))


def _plot(box: Box, *, left: float, right: float, top: float, bottom: float) -> tuple[float, float, float, float]:
    return (
        left / box.width, top / box.height, (box.width - left - right) / box.width,
        (box.height - top - bottom) / box.height,
    )  # fmt: skip


def share_trend(data: ShareTrend, figure: dict[str, Any], box: Box) -> Chart:
    """The territory against the city, the threshold dashed."""
    own, city = _by_year(data.own), _by_year(data.city)
    years = sorted({*own, *city})
    span = range(years[0], years[-1] + 1) if years else range(0)
    layout = figure["layout"]
    axis = _share_axis(layout["yaxis"])
    plot = _plot(box, left=0.75, right=_END, top=0.15, bottom=0.75 if _breaks(data.key[0], span) else 0.35)
    ends = {code: found[max(found)] for code, found in (("own", own), ("city", city)) if found}
    heights = _heights(ends, data.threshold, axis, plot[3] * box.height)
    made = []
    lines = ((district_words.CITY, "city", city, theme.GREY, 1.75), (data.name, "own", own, theme.LINK, 2.5))
    for name, code, found, ink, points in lines:
        if not found:
            continue
        last = max(found)
        label = Label("r", ink, 13, code == "own", SHARE, True, _moved(heights[code] - ends[code], axis, plot))
        made.append(
            Series(
                name, tuple(found.get(year) for year in span), SHARE, edge=ink, points=points,
                mark=Mark("circle", 6, ink, ink), labels={last - span[0]: label},
            )
        )  # fmt: skip
    made += _threshold(data.threshold, axis, len(span), heights, plot)
    categories = tuple(_year(year, _pause(data.key[0], year)) for year in span)
    return Chart(categories, tuple(made), axis, plot, briefing_words.YEAR_HEAD)


def _by_year(points: Sequence[TrendPoint]) -> dict[int, float]:
    return {point.year: point.share.value for point in points if point.share.value is not None}


def _pause(procedure: str, year: int) -> str:
    return district_words.BREAK if is_break(procedure, year) else ""


def _breaks(procedure: str, span: Sequence[int]) -> bool:
    return any(is_break(procedure, year) for year in span)


def _share_axis(axis: dict[str, Any]) -> Axis:
    ticks = [value for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True) if "<b>" not in text]
    step = min((b - a for a, b in pairwise(ticks)), default=10)
    return Axis(0, step * ceil(axis["range"][1] / step - 1e-9), step, WHOLE)


_THRESHOLD = "threshold"


def _heights(ends: Mapping[Any, float], threshold: float | None, axis: Axis, inches: float) -> dict[Any, float]:
    """Heights of the names at the right ends, the threshold's among them: near their values, no two closer than a line
    of text, none below the axis."""
    if threshold is not None and threshold <= axis.high:
        ends = {**ends, _THRESHOLD: threshold}
    step = _LABEL * (axis.high - axis.low) / inches
    found: dict[Any, float] = {}
    lowest = step * 0.55
    for key in sorted(ends, key=lambda item: ends[item]):
        found[key] = max(ends[key], lowest)
        lowest = found[key] + step
    return found


def _moved(up: float, axis: Axis, plot: tuple[float, float, float, float], right: float = 0.0) -> tuple[float, float]:
    return right + _BESIDE, -up / (axis.high - axis.low) * plot[3]


def _threshold(
    value: float | None, axis: Axis, years: int, heights: Mapping[Any, float], plot: tuple[float, float, float, float]
) -> list[Series]:
    """The threshold as a series of its own with its name at the end."""
    if value is None or _THRESHOLD not in heights or not years:
        return []
    name = re.sub(r"</?b>", "", district_words.threshold_tick(value)).split(" ")[0]
    label = Label("r", theme.INK, 12, False, WHOLE, True, _moved(heights[_THRESHOLD] - value, axis, plot))
    return [Series(name, (value,) * years, WHOLE, edge=theme.INK, points=1.25, dash="dash", labels={years - 1: label})]


def trajectory(data: Trajectory, figure: dict[str, Any], box: Box) -> Chart:
    """A school's assessment with its intervals, its kin thin beside it, the threshold dashed; n under the years."""
    found = by_series((*data.points, *data.kin))
    focus = {point.year: point for point in found.get(data.key, ())}
    years = sorted({point.year for points in found.values() for point in points})
    span = range(years[0], years[-1] + 1) if years else range(0)
    axis = _share_axis(figure["layout"]["yaxis"])
    deep = 0.95 if _breaks(data.key[0], span) else 0.55
    plot = _plot(box, left=0.75, right=_END, top=0.3, bottom=deep)
    ends = {key: points[-1].low_share or 0.0 for key, points in found.items()}
    heights = _heights(ends, data.threshold, axis, plot[3] * box.height)
    made = _interval(focus, span, assessment_short(*data.key))
    for key in sorted(found, key=lambda item: item == data.key):
        points = {point.year: point for point in found[key]}
        end = heights[key] - (found[key][-1].low_share or 0.0)
        chosen = key == data.key
        made.append(_line(key, points, span, data if chosen else None, (axis, plot, end)))
    made += [*_threshold(data.threshold, axis, len(span), heights, plot), *_signs(focus, span, data)]
    categories = tuple(_year(year, _pause(data.key[0], year) or _n(focus.get(year))) for year in span)
    return Chart(categories, tuple(made), axis, plot, briefing_words.YEAR_HEAD)


def add_partner(slide: Slide, data: Trajectory, chart: Chart, box: Box) -> None:
    """The moment a partnership began, over the chart: between two years no chart of categories has a place."""
    if data.partner is None:
        return
    position, text = data.partner
    first = min(point.year for point in (*data.points, *data.kin) if point.low_share is not None)
    count = len(chart.categories)
    if not first - 0.4 < position < first + count - 0.7:
        return
    left, top, wide, tall = chart.plot
    x = box.x + box.width * (left + wide * (position - first + 0.5) / count)
    y, bottom = box.y + box.height * top, box.y + box.height * (top + tall)
    slide.add(upright(named(slide.next_id(), words.PARTNER), x, y - 0.1, bottom, theme.PARTNER, 1.5))
    said = line(text, 12, ink=theme.PARTNER, align="l" if position < first + (count - 1) / 2 else "r")
    room = 4.5
    start = x + 0.06 if said.align == "l" else x - 0.06 - room
    slide.text(words.PARTNER, Box(start, y - 0.27, room, 0.24), [said])


def _n(point: ResultPoint | None) -> str:
    return "" if point is None or point.participants is None else f"n{g.NBSP}={g.NBSP}{g.number(point.participants)}"


def _line(
    key: tuple[str, str, int],
    points: dict[int, ResultPoint],
    span: range,
    focus: Trajectory | None,
    end: tuple[Any, ...],
) -> Series:
    """One assessment; ``focus`` is given for the one of the figure."""
    axis, plot, up = end
    last = max(points)
    ink = theme.INK if focus else _KIN
    right = (span[-1] - last) * plot[2] / len(span)
    name = assessment_short(*key)
    ended = f"{name}, {g.year(last)}: {g.percent(points[last].low_share)}" if last != span[-1] else ""
    label = Label(
        "r", theme.INK if focus else theme.GREY, 13 if focus else 12, bool(focus), WHOLE, True,
        _moved(up, axis, plot, right), ended,
    )  # fmt: skip
    values = tuple(points[year].low_share if year in points else None for year in span)
    look = Mark("circle", 7 if focus else 4, ink, theme.GROUND if focus else ink)
    if focus is None:
        return Series(name, values, SHARE, edge=ink, points=1.0, mark=look, labels={last - span[0]: label})
    return Series(
        name, values, SHARE, edge=ink, points=2.5, mark=look, labels={last - span[0]: label},
        unmarked=frozenset(year - span[0] for year, point in points.items() if _sort(point, focus)),
        counts=tuple(points[year].participants if year in points else None for year in span),
    )  # fmt: skip


_SIGNS = {
    "low": (words.LOW_RESULT, Mark("triangle", 10, theme.LISTED, theme.GROUND)),
    "few": (words.FEW, Mark("circle", 8, theme.GROUND, theme.INK)),
}


def _sort(point: ResultPoint, data: Trajectory) -> str:
    """«low» for a low result, «few» where n is too small to count, «» otherwise."""
    if (point.participants or 0) < data.min_participants:
        return "few"
    return "low" if data.threshold is not None and (point.low_share or 0.0) >= data.threshold - 1e-9 else ""


def _signs(points: Mapping[int, ResultPoint], span: range, data: Trajectory) -> list[Series]:
    """Low results and those of too few as series of signs: so every office program colours them."""
    made = []
    for code, (name, mark) in _SIGNS.items():
        found = {year: point.low_share for year, point in points.items() if _sort(point, data) == code}
        if found:
            made.append(Series(name, tuple(found.get(year) for year in span), SHARE, mark=mark))
    return made


def _interval(points: Mapping[int, ResultPoint], span: range, name: str) -> list[Series]:
    """The strips of the intervals: a series of its own under all others, or they would hide the signs."""
    known = {year: point for year, point in points.items() if point.low_interval}
    if not known:
        return []
    values = tuple(known[year].low_share if year in known else None for year in span)
    bounds = tuple((known[year].low_interval if year in known else None) or (None, None) for year in span)
    return [Series(words.interval(name), values, SHARE, interval=bounds)]
