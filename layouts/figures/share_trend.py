"""Low shares of a district against the city, by assessment: one is shown, the others wait in the figure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from layouts import ids, theme
from layouts.figures.graph import layout
from layouts.texts import district as words
from layouts.texts import grammar as g
from monitoring.reports.territory import TrendPoint
from monitoring.years import NO_SPRING_VPR, runs

Key = tuple[str, str, int]


def share_trend(
    own: Sequence[TrendPoint], city: Sequence[TrendPoint], chosen: str, name: str, threshold: float | None
) -> dict[str, Any]:
    """The figure; ``chosen`` is the key of the assessment shown, a ``threshold`` of None draws no line. Traces carry
    their key in ``meta.focus``."""
    own_by, city_by = by_series(own), by_series(city)
    years = sorted({point.year for point in (*own, *city)})
    top = max((p.share.value for p in (*own, *city) if p.share.value is not None), default=0.0)
    ceiling = max(top * 1.15, 10.0)
    data = []
    for key in own_by:
        last = (_last(own_by[key]), _last(city_by.get(key, [])))
        above = (last[0] or 0) >= (last[1] or 0)
        near = None not in last and abs((last[0] or 0) - (last[1] or 0)) < ceiling * 0.06
        ends = ("top right", "bottom right") if above else ("bottom right", "top right")
        for points, text, colour, width, end in (
            (city_by.get(key, []), words.CITY, theme.GREY, 1.6, ends[1]),
            (own_by[key], name, theme.LINK, 2.4, ends[0]),
        ):
            data.append(_line(key, points, text, colour, width, end if near else "middle right", chosen))
    return {"data": data, "layout": _layout(years, ceiling, threshold)}


def by_series(points: Sequence[TrendPoint]) -> dict[Key, list[TrendPoint]]:
    """Points with a known share by assessment, in the order of years."""
    found: dict[Key, list[TrendPoint]] = defaultdict(list)
    for point in sorted(points, key=lambda item: item.year):
        if point.share.value is not None:
            found[(point.procedure, point.subject, point.grade)].append(point)
    return dict(found)


def _last(points: Sequence[TrendPoint]) -> float | None:
    return points[-1].share.value if points else None


def _line(
    key: Key, points: Sequence[TrendPoint], name: str, colour: str, width: float, end: str, chosen: str
) -> dict[str, Any]:
    by_year = {point.year: point for point in points}
    x: list[int | None] = []
    y: list[float | None] = []
    hover: list[str] = []
    for run in runs(by_year, key[0]):
        if x:
            x.append(None)
            y.append(None)
            hover.append("")
        for year in run:
            x.append(year)
            y.append(by_year[year].share.value)
            hover.append(words.trend_hover(name, by_year[year]))
    text = [""] * len(x)
    if text:
        text[-1] = f"  {g.percent(y[-1], 1)} {name}"
    focus = ids.series(*key)
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": x,
        "y": y,
        "text": text,
        "textposition": end,
        "textfont": {"size": theme.SIZE, "color": colour},
        "hovertext": hover,
        "hoverinfo": "text",
        "line": {"color": colour, "width": width},
        "marker": {"size": 6, "color": colour},
        "cliponaxis": False,
        "visible": focus == chosen,
        "meta": {"focus": focus},
    }


def _layout(years: Sequence[int], ceiling: float, threshold: float | None) -> dict[str, Any]:
    shapes = []
    notes = []
    if NO_SPRING_VPR in years or (years and years[0] < NO_SPRING_VPR < years[-1]):
        shapes.append(break_band(NO_SPRING_VPR))
        notes.append(break_note(NO_SPRING_VPR))
    drawn = threshold if threshold is not None and threshold <= ceiling else None
    if drawn is not None:
        shapes.append(threshold_line(drawn))
    return layout(
        margin={"l": 44, "r": 150, "t": 16, "b": 26},
        hovermode="closest",
        dragmode=False,
        xaxis=years_axis(years),
        yaxis=share_axis(ceiling, 0.0, drawn),
        shapes=shapes,
        annotations=notes,
    )


def years_axis(years: Sequence[int]) -> dict[str, Any]:
    """School years from the first to the last, gaps included."""
    whole = list(range(min(years), max(years) + 1)) if years else []
    return {
        "tickmode": "array",
        "tickvals": whole,
        "ticktext": [g.year(year) for year in whole],
        "range": [(whole[0] if whole else 0) - 0.4, (whole[-1] if whole else 0) + 0.25],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"size": theme.SMALL, "color": theme.INK},
    }


def share_axis(ceiling: float, floor: float, threshold: float | None) -> dict[str, Any]:
    """Percents from zero; the threshold is a tick of its own, so that its name collides with nothing."""
    step = next(size for size in (2, 5, 10, 15, 20, 25) if ceiling / size <= 6 or size == 25)
    ticks = [float(value) for value in range(0, int(ceiling) + 1, step)]
    if threshold is not None:
        ticks = [value for value in ticks if abs(value - threshold) > step * 0.45]
    texts = [g.percent(value) for value in ticks]
    if threshold is not None:
        ticks.append(threshold)
        texts.append(words.threshold_tick(threshold))
    return {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": texts,
        "range": [floor, ceiling],
        "fixedrange": True,
        "gridcolor": theme.LINE,
        "zeroline": True,
        "zerolinecolor": theme.GREY,
        "zerolinewidth": 1,
        "tickfont": {"size": theme.SMALL, "color": theme.GREY},
    }


def break_band(year: int) -> dict[str, Any]:
    """The grey band of a year that is not compared."""
    area = {"x0": year - 0.36, "x1": year + 0.36, "y0": 0, "y1": 1, "xref": "x", "yref": "paper"}
    return {"type": "rect", "layer": "below", "fillcolor": theme.PALE, "line": {"width": 0}, **area}


def break_note(year: int) -> dict[str, Any]:
    """What the band says."""
    return {
        "text": words.BREAK,
        "x": year,
        "y": 0.99,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 11, "color": theme.GREY},
    }


def threshold_line(value: float) -> dict[str, Any]:
    """The threshold across the whole chart."""
    line = {"color": theme.INK, "width": 1.2, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "line": line}
