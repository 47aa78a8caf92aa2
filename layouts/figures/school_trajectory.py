"""Low shares of a school over the years: one assessment in the focus with its interval, its kin thin beside it.

Every assessment is in the figure twice, as focus and as kin; ``meta`` tells the script which traces to show when the
reader chooses another one, so nothing is asked of the server.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts import ids, theme
from layouts.figures.graph import layout
from layouts.figures.share_trend import break_band, break_note, share_axis, threshold_line, years_axis
from layouts.texts import grammar as g
from layouts.texts import school as words
from monitoring.procedures import assessment_short
from monitoring.reports.school import ResultPoint
from monitoring.years import NO_SPRING_VPR, runs

Key = tuple[str, str, int]
_N_ROW = -0.055
"""Height of the row of n, in shares of the ceiling."""
_FLOOR = -0.11
_LABEL_STEP = 0.08
"""Least distance of two labels at the ends of lines, in shares of the ceiling."""


@dataclass(frozen=True, slots=True)
class PartnerStart:
    """The moment a partnership began, drawn as a line: ``position`` on the axis of years."""

    position: float
    text: str


def family(key: Key) -> str:
    """Assessments of one subject are shown together: «math» for all mathematics."""
    return key[1].split("_")[0]


def by_series(results: Sequence[ResultPoint]) -> dict[Key, list[ResultPoint]]:
    """Results with a known share by assessment, in the order of years."""
    found: dict[Key, list[ResultPoint]] = defaultdict(list)
    for point in sorted(results, key=lambda item: item.year):
        if point.low_share is not None:
            found[(point.procedure, point.subject, point.grade)].append(point)
    return dict(found)


def school_trajectory(
    results: Sequence[ResultPoint],
    focus: str,
    *,
    threshold: float | None,
    min_participants: int,
    rule: Sequence[Key] = (),
    partner: PartnerStart | None = None,
) -> dict[str, Any]:
    """The figure. ``focus`` is the key of the assessment shown first; shares in percent from zero.

    Kin are the assessments of ``rule`` in the same subject (all of it when the rule names none): the others of a
    school's dozen lines say nothing of the list, they are shown alone when chosen.
    """
    series = by_series(results)
    years = sorted({point.year for points in series.values() for point in points})
    top = max((_upper(point) for points in series.values() for point in points), default=0.0)
    ceiling = min(max(top * 1.04, (threshold or 0.0) * 1.25, 10.0), 105.0)
    shown = next((key for key in series if ids.series(*key) == focus), None)
    data: list[dict[str, Any]] = []
    groups = {key: family(key) if not rule or key in rule else ids.series(*key) for key in series}
    for group in dict.fromkeys(groups.values()):
        keys = [key for key in series if groups[key] == group]
        heights = _spread({key: series[key][-1].low_share or 0.0 for key in keys}, ceiling)
        for key in keys:
            points, name = series[key], ids.series(*key)
            end = (years[-1] + 0.16, heights[key])
            if len(keys) > 1:
                kin = shown is not None and groups[shown] == group and key != shown
                data.append(_kin(key, points, end) | {"visible": kin, "meta": {"kin": name, "group": group}})
            for trace in _focus(key, points, end, threshold, min_participants, ceiling):
                data.append(trace | {"visible": key == shown, "meta": {"focus": name, "group": group}})
    # What is in the focus is drawn last, over its kin.
    data.sort(key=lambda trace: "focus" in trace["meta"])
    return {"data": data, "layout": _layout(years, ceiling, threshold, partner)}


def _upper(point: ResultPoint) -> float:
    return point.low_interval[1] if point.low_interval else point.low_share or 0.0


def _spread(values: dict[Key, float], ceiling: float) -> dict[Key, float]:
    """Heights of labels: near their values, no two closer than a line of text, all above the axis."""
    step = ceiling * _LABEL_STEP
    order = sorted(values, key=lambda key: values[key])
    heights: dict[Key, float] = {}
    lowest = step * 0.3
    for key in order:
        heights[key] = max(values[key], lowest)
        lowest = heights[key] + step
    over = max(heights.values(), default=0.0) - ceiling
    highest = ceiling
    if over > 0:
        for key in reversed(order):
            heights[key] = min(heights[key], highest)
            highest = heights[key] - step
    return heights


def _runs(points: Sequence[ResultPoint], procedure: str) -> list[list[ResultPoint]]:
    by_year = {point.year: point for point in points}
    return [[by_year[year] for year in run] for run in runs(by_year, procedure)]


def _joined(points: Sequence[ResultPoint], procedure: str) -> list[ResultPoint | None]:
    """Points with None where the line is not to be joined."""
    found: list[ResultPoint | None] = []
    for run in _runs(points, procedure):
        found += [None, *run] if found else run
    return found


def _line(key: Key, points: Sequence[ResultPoint], end: tuple[float, float], text: str) -> dict[str, Any]:
    """A line with its name at ``end``, as one trace: the last point is the label."""
    joined = _joined(points, key[0])
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [point.year if point else None for point in joined] + [None, end[0]],
        "y": [point.low_share if point else None for point in joined] + [None, round(end[1], 2)],
        "text": [""] * (len(joined) + 1) + [text],
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [words.point_hover(point) if point else "" for point in joined] + ["", ""],
    }


def _kin(key: Key, points: Sequence[ResultPoint], end: tuple[float, float]) -> dict[str, Any]:
    value = g.percent(points[-1].low_share)
    trace = _line(key, points, end, f"{value} {assessment_short(*key)}{_ended(points, end)}")
    sizes = [4] * (len(trace["x"]) - 1) + [0]
    return trace | {
        "line": {"color": "#9aa6b1", "width": 1.2},
        "marker": {"size": sizes, "color": "#9aa6b1", "opacity": 1},
        "textfont": {"size": theme.SMALL, "color": theme.GREY},
    }


def _ended(points: Sequence[ResultPoint], end: tuple[float, float]) -> str:
    """The year of the last value where it is not the chart's last."""
    return "" if points[-1].year + 0.2 > end[0] else f", {g.year(points[-1].year)}"


def _focus(
    key: Key,
    points: Sequence[ResultPoint],
    end: tuple[float, float],
    threshold: float | None,
    min_participants: int,
    ceiling: float,
) -> list[dict[str, Any]]:
    value = f"<b>{g.percent(points[-1].low_share)}</b>"
    line = _line(key, points, end, f"{value} {assessment_short(*key)}{_ended(points, end)}")
    joined = _joined(points, key[0])
    signs = [_sign(point, threshold, min_participants) for point in joined]
    marker = {
        "size": [9 if sign != "triangle-up" else 11 for sign in signs] + [0, 0],
        "symbol": [*signs, "circle", "circle"],
        "color": [theme.LISTED if sign == "triangle-up" else theme.INK for sign in signs] + [theme.INK] * 2,
        "line": {"width": 1.4, "color": theme.GROUND},
        "opacity": 1,
    }
    line |= {
        "line": {"color": theme.INK, "width": 2.4},
        "marker": marker,
        "textfont": {"size": theme.SIZE, "color": theme.INK},
    }
    return [_band(key, points), line, _numbers(points, ceiling)]


def _sign(point: ResultPoint | None, threshold: float | None, min_participants: int) -> str:
    """▲ for a low result, a dot for another, a hollow one where n is too small to count."""
    if point is None or point.low_share is None:
        return "circle"
    if (point.participants or 0) < min_participants:
        return "circle-open"
    return "triangle-up" if threshold is not None and point.low_share >= threshold - 1e-9 else "circle"


def _band(key: Key, points: Sequence[ResultPoint]) -> dict[str, Any]:
    """95 % intervals: a band along each run, a short column for a year that stands alone."""
    x: list[float | None] = []
    y: list[float | None] = []
    for run in _runs(points, key[0]):
        known = [(point.year, point.low_interval) for point in run if point.low_interval]
        if not known:
            continue
        edge: list[tuple[float, float]] = [(year, bounds[0]) for year, bounds in known]
        edge += [(year, bounds[1]) for year, bounds in reversed(known)]
        if len(known) == 1:
            year, (low, high) = known[0]
            edge = [(year - 0.06, low), (year + 0.06, low), (year + 0.06, high), (year - 0.06, high)]
        if x:
            x.append(None)
            y.append(None)
        x += [position for position, _ in [*edge, edge[0]]]
        y += [round(height, 2) for _, height in [*edge, edge[0]]]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": "rgba(92,104,116,0.16)",
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _numbers(points: Sequence[ResultPoint], ceiling: float) -> dict[str, Any]:
    known = [point for point in points if point.participants is not None]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [point.year for point in known],
        "y": [round(ceiling * _N_ROW, 2)] * len(known),
        "text": [f"n = {g.number(point.participants or 0)}" for point in known],
        "textfont": {"size": theme.SMALL, "color": theme.GREY},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _layout(
    years: Sequence[int], ceiling: float, threshold: float | None, partner: PartnerStart | None
) -> dict[str, Any]:
    shapes = [] if threshold is None else [threshold_line(threshold)]
    notes = []
    if years and years[0] < NO_SPRING_VPR < years[-1]:
        shapes.append(break_band(NO_SPRING_VPR))
        notes.append(break_note(NO_SPRING_VPR))
    if partner and years and years[0] - 0.4 < partner.position < years[-1] + 0.3:
        line = {"color": theme.PARTNER, "width": 1.6}
        area = {"xref": "x", "yref": "paper", "x0": partner.position, "x1": partner.position, "y0": 0, "y1": 1}
        shapes.append({"type": "line", "line": line, **area})
        middle = (years[0] + years[-1]) / 2
        notes.append(
            {
                "text": partner.text,
                "x": partner.position,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "xanchor": "left" if partner.position < middle else "right",
                "showarrow": False,
                "font": {"size": theme.SMALL, "color": theme.PARTNER},
            }
        )
    return layout(
        margin={"l": 78, "r": 150, "t": 24, "b": 26},
        hovermode="closest",
        dragmode=False,
        xaxis=years_axis(years),
        yaxis=share_axis(ceiling, ceiling * _FLOOR, threshold),
        shapes=shapes,
        annotations=notes,
    )
