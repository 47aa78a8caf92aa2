"""Results of the supported school over the years, the time of the partnership, its activities as rings beneath."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from layouts import theme
from layouts.figures.graph import layout
from layouts.figures.share_trend import break_band, break_note, share_axis, threshold_line, years_axis
from layouts.texts import grammar as g
from layouts.texts import partnership as words
from monitoring.procedures import assessment_short
from monitoring.reports.partnerships import PartnershipReport
from monitoring.reports.school import ResultPoint
from monitoring.years import NO_SPRING_VPR, runs

Key = tuple[str, str, int]
HEIGHT = 380
_ROW, _FLOOR = -0.07, -0.13
"""Heights of the row of activities and of the chart's floor, in shares of the ceiling."""
_LABEL_STEP = 0.068
_LINES = {"vpr": (theme.INK, "solid"), "oge": (theme.LINK, "solid"), "ege": (theme.GREY, "dot")}


def position(day: date) -> float:
    """Place of a day on the axis of school years, whose tick is the middle of April, when ВПР are held."""
    return day.year + (day.month - 4 + (day.day - 15) / 30) / 12


def partnership_timeline(report: PartnershipReport, threshold: float | None) -> dict[str, Any]:
    """The figure; ``report.results`` must be open. Percents from zero, a ``threshold`` of None is not drawn."""
    series = _by_series(report.results or ())
    years = sorted({point.year for points in series.values() for point in points})
    top = max((point.low_share or 0.0 for points in series.values() for point in points), default=0.0)
    ceiling = min(max(top * 1.12, (threshold or 0.0) * 1.25, 10.0), 105.0)
    heights = _spread({key: points[-1].low_share or 0.0 for key, points in series.items()}, ceiling)
    edge = _edges(report, years)
    data = [_label(key, points, years[-1], edge[1], heights[key]) for key, points in series.items()]
    data += [_line(key, points, threshold) for key, points in series.items()]
    data.append(_activities(report, ceiling))
    return {"data": data, "layout": _layout(report, years, edge, ceiling, threshold)}


def _edges(report: PartnershipReport, years: Sequence[int]) -> tuple[float, float]:
    """The axis from the first result or the start, to the last result, the end or today."""
    start, until = _term(report)
    ends = (start, until, position(report.today), *years)
    return min(ends) - 0.3, max(ends) + 0.1


def _term(report: PartnershipReport) -> tuple[float, float]:
    """Start and end; what has not ended goes on to today."""
    item = report.partnership
    return position(item.started_on), position(item.ended_on or max(report.today, item.started_on))


def _by_series(results: Sequence[ResultPoint]) -> dict[Key, list[ResultPoint]]:
    found: dict[Key, list[ResultPoint]] = defaultdict(list)
    for point in sorted(results, key=lambda item: item.year):
        if point.low_share is not None:
            found[(point.procedure, point.subject, point.grade)].append(point)
    return dict(found)


def _spread(values: dict[Key, float], ceiling: float) -> dict[Key, float]:
    """Heights of labels near their values, no two closer than a line of text, none above the chart."""
    step = ceiling * _LABEL_STEP
    heights: dict[Key, float] = {}
    lowest = 0.0
    for key in sorted(values, key=lambda one: values[one]):
        heights[key] = max(values[key], lowest)
        lowest = heights[key] + step
    # A text at the very edge would not be drawn.
    highest = ceiling - step / 2
    for key in sorted(values, key=lambda one: -heights[one]):
        heights[key] = min(heights[key], highest)
        highest = heights[key] - step
    return heights


def _label(key: Key, points: Sequence[ResultPoint], last: int, edge: float, height: float) -> dict[str, Any]:
    """The last value and the name, right of the chart: inside it they would cross marks and the threshold."""
    colour, _ = _LINES.get(key[0], (theme.GREY, "dash"))
    ended = "" if points[-1].year == last else f", {g.year(points[-1].year)}"
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": [points[-1].year, edge],
        "y": [points[-1].low_share, round(height, 2)],
        "text": ["", f" {g.percent(points[-1].low_share)} {assessment_short(*key)}{ended}"],
        "textposition": "middle right",
        "textfont": {"size": theme.SMALL, "color": colour},
        "line": {"color": theme.LINE, "width": 1},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _line(key: Key, points: Sequence[ResultPoint], threshold: float | None) -> dict[str, Any]:
    by_year = {point.year: point for point in points}
    joined: list[ResultPoint | None] = []
    for run in runs(by_year, key[0]):
        joined += [None] if joined else []
        joined += [by_year[year] for year in run]
    colour, dash = _LINES.get(key[0], (theme.GREY, "dash"))
    low = [bool(point and threshold is not None and (point.low_share or 0) >= threshold - 1e-9) for point in joined]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [point.year if point else None for point in joined],
        "y": [point.low_share if point else None for point in joined],
        "hoverinfo": "text",
        "hovertext": [words.point_hover(point) if point else "" for point in joined],
        "line": {"color": colour, "width": 1.6, "dash": dash},
        "marker": {
            "size": [9 if sign else 6 for sign in low],
            "symbol": ["triangle-up" if sign else "circle" for sign in low],
            "color": [theme.LISTED if sign else colour for sign in low],
            "opacity": 1,
        },
        "cliponaxis": False,
    }


def _activities(report: PartnershipReport, ceiling: float) -> dict[str, Any]:
    held = list(reversed(report.activities))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(position(item.held_on), 3) for item in held],
        "y": [round(ceiling * _ROW, 2)] * len(held),
        "hoverinfo": "text",
        "hovertext": [words.activity_hover(item) for item in held],
        "marker": {"size": 9, "symbol": "circle-open", "color": theme.PARTNER, "line": {"width": 2}},
        "cliponaxis": False,
    }


def _layout(
    report: PartnershipReport, years: Sequence[int], edge: tuple[float, float], ceiling: float, threshold: float | None
) -> dict[str, Any]:
    item = report.partnership
    start, until = _term(report)
    shapes = [] if threshold is None else [threshold_line(threshold)]
    notes = []
    if years and years[0] < NO_SPRING_VPR < years[-1]:
        shapes.append(break_band(NO_SPRING_VPR))
        notes.append(break_note(NO_SPRING_VPR))
    if item.status != "proposed":
        shapes.append(_band(start, until))
    for place, text in ((start, words.start_mark(item)), (until, words.end_mark(item))):
        if text:
            shapes.append(_mark(place))
            # Two marks less than a year apart would write over each other.
            notes.append(_note(place, text, "center" if item.ended_on is None else _outward(place == start)))
    return layout(
        margin={"l": 78, "r": 130, "t": 26, "b": 26},
        hovermode="closest",
        dragmode=False,
        xaxis=years_axis(years) | {"range": list(edge)},
        yaxis=share_axis(ceiling, ceiling * _FLOOR, threshold),
        shapes=shapes,
        annotations=notes,
    )


def _outward(first: bool) -> str:
    return "right" if first else "left"


def _band(start: float, until: float) -> dict[str, Any]:
    area = {"xref": "x", "yref": "paper", "x0": start, "x1": until, "y0": 0, "y1": 1}
    return {"type": "rect", "layer": "below", "fillcolor": "rgba(20,116,111,0.10)", "line": {"width": 0}, **area}


def _mark(place: float) -> dict[str, Any]:
    area = {"xref": "x", "yref": "paper", "x0": place, "x1": place, "y0": 0, "y1": 1}
    return {"type": "line", "line": {"color": theme.PARTNER, "width": 1.6}, **area}


def _note(place: float, text: str, anchor: str) -> dict[str, Any]:
    return {
        "text": text,
        "x": place,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": anchor,
        "showarrow": False,
        "font": {"size": theme.SMALL, "color": theme.PARTNER},
    }
