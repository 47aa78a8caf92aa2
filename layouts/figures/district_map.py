"""The map of one district: all its schools as marks, neighbours pale, links to partners."""

from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.figures import map_parts as parts
from layouts.figures.graph import layout
from layouts.figures.label_places import Window
from layouts.figures.shapes import MapShapes
from layouts.texts import maps as words
from monitoring.reports.territory import PartnershipLink, SchoolMark

WIDTH, HEIGHT = 760, 520
"""Nominal size in px; the style sheet keeps these proportions."""
_MARGIN = 1.08


def district_map(
    shapes: MapShapes, code: str, marks: Sequence[SchoolMark], links: Sequence[PartnershipLink]
) -> dict[str, Any]:
    """The figure. Schools of other districts come as partners only; a click on a neighbour opens its page."""
    window = _window(shapes, code)
    data = []
    for index, shape in enumerate(shapes.districts):
        own = shape.code == code
        data.append(
            parts.district(
                shape.main,
                parts.MAIN,
                colour=theme.GROUND if own else parts.LAND,
                hover=f"{shape.name} район" if own else f"{shape.name} район: открыть",
                code=shape.code,
                name=shape.name,
                index=index,
            )
        )
    data.append(parts.river(shapes.river, parts.MAIN, 4))
    data.append(parts.arcs(links, parts.MAIN, width=1.6))
    kinds = (
        ("other", [m for m in marks if not (m.listed or m.left or m.mentor or m.at_risk)], parts.other_marker(7)),
        ("near", [m for m in marks if m.at_risk and not (m.left or m.mentor)], parts.near_marker(10)),
        ("left", [m for m in marks if m.left and not m.mentor], parts.left_marker(10)),
        ("mentor", [m for m in marks if m.mentor and not m.listed], parts.mentor_marker(10)),
        ("listed", [m for m in marks if m.listed], parts.listed_marker(13)),
        ("own", [m for m in marks if m.own], parts.own_marker(19)),
    )
    for role, chosen, marker in kinds:
        if chosen:
            hover = [words.school_hover(mark) for mark in chosen]
            data.append(parts.schools(chosen, parts.MAIN, marker=marker, hover=hover, role=role))
    data.append(_neighbours(shapes, code, window))
    return {"data": data, "layout": _layout(window)}


def _window(shapes: MapShapes, code: str) -> Window:
    west, south, east, north = shapes.district(code).polygon.bounds
    scale = _MARGIN * max((east - west) / WIDTH, (north - south) / HEIGHT)
    x, y = (west + east) / 2, (south + north) / 2
    half_width, half_height = scale * WIDTH / 2, scale * HEIGHT / 2
    return Window(x - half_width, x + half_width, y - half_height, y + half_height, scale)


def _neighbours(shapes: MapShapes, code: str, window: Window) -> parts.Trace:
    """Names of the neighbours, where a piece of them wide enough is in sight."""
    from shapely import box, maximum_inscribed_circle

    # The middle of a name keeps half a name's width from the frame, so that none is cut.
    side, edge = 54 * window.metres_per_px, 12 * window.metres_per_px
    frame = box(window.x_min + side, window.y_min + edge, window.x_max - side, window.y_max - edge)
    x, y, text = [], [], []
    for shape in shapes.districts:
        seen = shape.polygon.intersection(frame)
        if shape.code == code or seen.is_empty:
            continue
        radius = maximum_inscribed_circle(seen)
        # A piece without room for a line of text stays without a name.
        if radius.length < 22 * window.metres_per_px:
            continue
        x.append(radius.coords[0][0])
        y.append(radius.coords[0][1])
        text.append(shape.name)
    trace = parts.labels(x, y, text, parts.MAIN, size=12, meta={"role": "neighbours"})
    return trace | {"textfont": {"size": 12, "color": theme.GREY}}


def _layout(window: Window) -> dict[str, Any]:
    axes = {
        "xaxis": parts.axis((window.x_min, window.x_max), (0, 1)),
        "yaxis": parts.axis((window.y_min, window.y_max), (0, 1), scaleanchor="x"),
    }
    home = {name: {"range": axis["range"], "domain": axis["domain"]} for name, axis in axes.items()}
    return layout(
        **axes,
        meta={"home": home},
        plot_bgcolor=theme.WATER,
        dragmode="pan",
        hovermode="closest",
        hoverdistance=5,
    )
