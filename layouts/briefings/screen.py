"""The screen's figure of a briefing's figure: the same factories, so the same numbers, colours and words."""

from typing import Any

from layouts import ids, theme
from layouts.figures import map_parts as parts
from layouts.figures.city_map import city_map
from layouts.figures.district_map import district_map
from layouts.figures.listed_trend import listed_trend
from layouts.figures.map_layers import Layer
from layouts.figures.scales import SCALES
from layouts.figures.school_trajectory import PartnerStart, school_trajectory
from layouts.figures.shapes import MapShapes
from layouts.figures.share_trend import share_trend
from layouts.texts import grammar as g
from layouts.view import SHARE
from monitoring.reports.briefing import FigureData, ListTrend, MapData, ShareTrend, Trajectory


def screen_figure(data: FigureData, shapes: MapShapes) -> dict[str, Any]:
    """The figure as a dict of plotly; ``shapes``: the boundaries of maps."""
    if isinstance(data, MapData):
        return _city(data, shapes) if data.focus is None else _district(data, data.focus, shapes)
    if isinstance(data, ListTrend):
        return listed_trend(data.series)
    if isinstance(data, ShareTrend):
        return share_trend(data.own, data.city, ids.series(*data.key), data.name, data.threshold)
    return _trajectory(data)


def _city(data: MapData, shapes: MapShapes) -> dict[str, Any]:
    scale = next((item for item in SCALES if item.code == data.scale), None)
    values = tuple(item.value for item in data.districts)
    numbers = tuple(item.number for item in data.districts)
    layer = Layer(SHARE, data.layer, "", scale, values, numbers, ("",) * len(values))
    return city_map(shapes, layer, data.marks, data.links, show_all=data.every)


def _district(data: MapData, code: str, shapes: MapShapes) -> dict[str, Any]:
    figure = district_map(shapes, code, data.marks, data.links)
    numbers = dict(data.numbers)
    numbered = [mark for mark in data.marks if mark.id in numbers]
    if numbered:
        # On paper nobody points at a mark, so it says its place in the table.
        x, y = parts.positions(numbered)
        text = [f"<b>{g.number(numbers[mark.id])}</b>" for mark in numbered]
        trace = parts.labels(x, y, text, parts.MAIN, size=theme.SIZE, meta={"role": "numbers"})
        figure["data"].append(trace | {"textposition": "top right"})
    return figure


def _trajectory(data: Trajectory) -> dict[str, Any]:
    points = (*data.points, *data.kin)
    rule = tuple(dict.fromkeys((item.procedure, item.subject, item.grade) for item in points))
    partner = None if data.partner is None else PartnerStart(*data.partner)
    return school_trajectory(
        points, ids.series(*data.key), threshold=data.threshold, min_participants=data.min_participants, rule=rule,
        partner=partner,
    )  # fmt: skip
