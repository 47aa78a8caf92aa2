"""The map of the city: districts by layer, schools in the list, mentors and links; beside it the centre, larger."""

from collections.abc import Sequence
from typing import Any

import geodata
from layouts import theme
from layouts.figures import map_parts as parts
from layouts.figures.graph import layout
from layouts.figures.label_places import Window, places
from layouts.figures.map_layers import Layer, label
from layouts.figures.shapes import MapShapes
from layouts.texts import maps as words
from monitoring.districts import DISTRICTS
from monitoring.reports.territory import PartnershipLink, SchoolMark

WIDTH, HEIGHT = 890, 512
"""Nominal size in px; the style sheet keeps these proportions."""
_SPLIT = 0.6
_GAP = 0.012
_INDEX = {district.code: index for index, district in enumerate(DISTRICTS)}


def city_map(
    shapes: MapShapes,
    layer: Layer,
    marks: Sequence[SchoolMark],
    links: Sequence[PartnershipLink],
    *,
    show_links: bool = True,
    show_all: bool = False,
    proposed: Sequence[PartnershipLink] = (),
) -> dict[str, Any]:
    """The figure. ``show_all`` draws every school as a dot: for a year without a list."""
    main, inset = _windows(shapes)
    data: list[parts.Trace] = []
    data += _grounds(shapes, layer, parts.MAIN)
    data += _grounds(shapes, layer, parts.INSET)
    if proposed:
        data += [parts.arcs(proposed, axes, proposed=True) for axes in (parts.MAIN, parts.INSET)]
    data += _schools(marks, links, parts.MAIN, 0.8, show_links, show_all)
    data += _schools(marks, links, parts.INSET, 1.0, show_links, show_all)
    data.append(_labels(shapes, layer, marks, main, parts.MAIN, geodata.MAIN_DISTRICTS))
    data.append(_labels(shapes, layer, marks, inset, parts.INSET, geodata.INSET_DISTRICTS))
    return {"data": data, "layout": _layout(main, inset, layer.key)}


def helped_beside_the_list(
    marks: Sequence[SchoolMark], links: Sequence[PartnershipLink]
) -> tuple[list[SchoolMark], list[SchoolMark]]:
    """Schools with a partner that are not in the list of the year: those that left it, and the others.

    They are drawn so that a link has a sign at both its ends.
    """
    helped = {link.mentee_id for link in links}
    found = [mark for mark in marks if mark.id in helped and not (mark.listed or mark.mentor or _is_near(mark))]
    return [mark for mark in found if mark.left], [mark for mark in found if not mark.left]


def near_the_list(marks: Sequence[SchoolMark]) -> list[SchoolMark]:
    """Schools in the zone of risk that have no other sign."""
    return [mark for mark in marks if _is_near(mark) and not mark.mentor]


def _is_near(mark: SchoolMark) -> bool:
    return mark.at_risk and not mark.left


def _windows(shapes: MapShapes) -> tuple[Window, Window]:
    """What both subplots show at the nominal size."""
    city, near = shapes.extent, geodata.INSET
    return (
        _window((city.x_min, city.x_max, city.y_min, city.y_max), WIDTH * _SPLIT, HEIGHT),
        _window((near.x_min, near.x_max, near.y_min, near.y_max), WIDTH * (1 - _SPLIT - _GAP), HEIGHT),
    )


def _window(bounds: tuple[float, float, float, float], width: float, height: float) -> Window:
    """The bounds widened to the proportions of a subplot of ``width`` × ``height`` px."""
    west, east, south, north = bounds
    scale = max((east - west) / width, (north - south) / height)
    x, y = (west + east) / 2, (south + north) / 2
    half_width, half_height = scale * width / 2, scale * height / 2
    return Window(x - half_width, x + half_width, y - half_height, y + half_height, scale)


def _grounds(shapes: MapShapes, layer: Layer, axes: parts.Axes) -> list[parts.Trace]:
    traces = []
    for index, shape in enumerate(shapes.districts):
        path = shape.main if axes == parts.MAIN else shape.inset
        if path is not None:
            traces.append(
                parts.district(
                    path,
                    axes,
                    colour=layer.colours[index],
                    hover=layer.hover[index],
                    code=shape.code,
                    name=shape.name,
                    index=index,
                )
            )
    traces.append(parts.river(shapes.river, axes, 1.2 if axes == parts.MAIN else 3))
    return traces


def _schools(
    marks: Sequence[SchoolMark],
    links: Sequence[PartnershipLink],
    axes: parts.Axes,
    scale: float,
    show_links: bool,
    show_all: bool,
) -> list[parts.Trace]:
    kinds = [
        ("mentor", [m for m in marks if m.mentor and not m.listed], parts.mentor_marker(9 * scale)),
        ("listed", [m for m in marks if m.listed], parts.listed_marker(11.5 * scale)),
        ("own", [m for m in marks if m.own], parts.own_marker(17 * scale)),
    ]
    kinds.insert(0, ("near", near_the_list(marks), parts.near_marker(8.5 * scale)))
    left, others = helped_beside_the_list(marks, links)
    if show_all:
        left, others = [], [m for m in marks if not (m.mentor or m.listed)]
    kinds.insert(0, ("left", left, parts.left_marker(9 * scale)))
    kinds.insert(0, ("other", others, parts.other_marker(5.5 * scale)))
    traces = [parts.arcs(links, axes, visible=show_links, width=1.1 if axes == parts.MAIN else 1.5)]
    for role, chosen, marker in kinds:
        if chosen:
            hover = [words.school_hover(mark) for mark in chosen]
            traces.append(parts.schools(chosen, axes, marker=marker, hover=hover, role=role))
    return traces


def _labels(
    shapes: MapShapes,
    layer: Layer,
    marks: Sequence[SchoolMark],
    window: Window,
    axes: parts.Axes,
    names: Sequence[str],
) -> parts.Trace:
    drawn = [mark for mark in marks if mark.listed or mark.mentor]
    # «17,3» is the longest number a layer may bring; the place must not depend on the layer.
    texts = {shape.code: f"{shape.name} 17,3" for shape in shapes.districts if shape.name in names}
    centre = places(shapes, texts, window, parts.positions(drawn))
    order = [code for code in _INDEX if code in centre]
    return parts.labels(
        [centre[code][0] for code in order],
        [centre[code][1] for code in order],
        [label(DISTRICTS[_INDEX[code]].name, layer.numbers[_INDEX[code]]) for code in order],
        axes,
        size=12,
        meta={"labels": [_INDEX[code] for code in order]},
    )


def _layout(main: Window, inset: Window, key: str) -> dict[str, Any]:
    start = _SPLIT + _GAP
    frame = {"type": "rect", "layer": "above", "line": {"color": theme.GREY, "width": 1}}
    axes = {
        "xaxis": parts.axis((main.x_min, main.x_max), (0, _SPLIT)),
        "yaxis": parts.axis((main.y_min, main.y_max), (0, 1), scaleanchor="x"),
        "xaxis2": parts.axis((inset.x_min, inset.x_max), (start, 1), anchor="y2"),
        "yaxis2": parts.axis((inset.y_min, inset.y_max), (0, 1), scaleanchor="x2", anchor="x2"),
    }
    home = {name: {"range": axis["range"], "domain": axis["domain"]} for name, axis in axes.items()}
    return layout(
        **axes,
        meta={"layer": key, "home": home},
        plot_bgcolor=theme.WATER,
        dragmode="pan",
        hovermode="closest",
        hoverdistance=5,
        shapes=[
            frame | {"xref": "x2 domain", "yref": "y2 domain", "x0": 0, "x1": 1, "y0": 0, "y1": 1},
            frame
            | {"xref": "x", "yref": "y", "x0": inset.x_min, "x1": inset.x_max, "y0": inset.y_min, "y1": inset.y_max}
            | {"line": {"color": theme.GREY, "width": 1, "dash": "dot"}},
        ],
        annotations=[
            {
                "text": words.INSET_TITLE,
                "xref": "x2 domain",
                "yref": "y2 domain",
                "x": 0.02,
                "y": 0.985,
                "xanchor": "left",
                "yanchor": "top",
                "showarrow": False,
                "bgcolor": "rgba(255,255,255,0.88)",
                "borderpad": 3,
                "font": {"size": 12, "color": theme.INK},
            }
        ],
    )
