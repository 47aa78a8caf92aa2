"""Traces and axes that the three maps are made of. Cartesian scatter in metres: no tiles, no WebGL, sharp in print."""

from collections.abc import Sequence
from typing import Any

import geodata
from layouts import theme
from layouts.figures.shapes import Path2D
from monitoring.reports.territory import PartnershipLink, SchoolMark

Trace = dict[str, Any]
Axes = tuple[str, str]
MAIN: Axes = ("x", "y")
INSET: Axes = ("x2", "y2")

LAND = theme.SEQUENCE[0]
_ARC_POINTS = 12
# How far an arc leaves the straight line, in shares of its length: enough to part two links of one mentor.
_ARC_BEND = 0.16


def on(axes: Axes, **trace: Any) -> Trace:
    """A scatter trace on the pair of axes."""
    return {"type": "scatter", "xaxis": axes[0], "yaxis": axes[1], **trace}


def district(path: Path2D, axes: Axes, *, colour: str, hover: str, code: str, name: str, index: int) -> Trace:
    """A district as one filled trace; a click carries «district:<code>», ``meta`` tells the script which it is."""
    return on(
        axes,
        mode="lines",
        x=path[0],
        y=path[1],
        fill="toself",
        fillcolor=colour,
        hoveron="fills",
        hoverinfo="text",
        text=hover,
        name=name,
        line={"color": theme.BORDER, "width": 0.8},
        customdata=[f"district:{code}"],
        meta={"district": index},
    )


def river(path: Path2D, axes: Axes, width: float) -> Trace:
    """The Neva as water over the districts it divides."""
    line = {"color": theme.WATER, "width": width}
    return on(axes, mode="lines", x=path[0], y=path[1], line=line, hoverinfo="skip", meta={"role": "river"})


def arcs(
    links: Sequence[PartnershipLink], axes: Axes, *, visible: bool = True, width: float = 1.3, proposed: bool = False
) -> Trace:
    """All links in one trace: gentle arcs from mentee to mentor with gaps between them; proposed ones are dashed."""
    x: list[int | None] = []
    y: list[int | None] = []
    if links:
        ends = [end for link in links for end in (link.mentee, link.mentor)]
        px, py = geodata.project_points([end[0] for end in ends], [end[1] for end in ends])
        for start in range(0, len(ends), 2):
            if x:
                x.append(None)
                y.append(None)
            arc_x, arc_y = _arc((px[start], py[start]), (px[start + 1], py[start + 1]))
            x.extend(arc_x)
            y.extend(arc_y)
    return on(
        axes,
        mode="lines",
        x=x,
        y=y,
        line={"color": theme.PARTNER, "width": width} | ({"dash": "4px,3px"} if proposed else {}),
        opacity=0.8,
        hoverinfo="skip",
        visible=visible,
        meta={"role": "proposals" if proposed else "links"},
    )


def _arc(start: tuple[float, float], end: tuple[float, float]) -> tuple[list[int], list[int]]:
    """Quadratic Bézier curve whose control point stands beside the middle of the straight line."""
    (x0, y0), (x2, y2) = start, end
    x1 = (x0 + x2) / 2 - _ARC_BEND * (y2 - y0)
    y1 = (y0 + y2) / 2 + _ARC_BEND * (x2 - x0)
    steps = [step / _ARC_POINTS for step in range(_ARC_POINTS + 1)]
    curve_x = [round((1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2) for t in steps]
    curve_y = [round((1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2) for t in steps]
    return curve_x, curve_y


def schools(
    marks: Sequence[SchoolMark], axes: Axes, *, marker: dict[str, Any], hover: Sequence[str], role: str
) -> Trace:
    """Schools of one kind as marks; a click carries «school:<id>»."""
    x, y = positions(marks)
    return on(
        axes,
        mode="markers",
        x=x,
        y=y,
        marker=marker,
        text=list(hover),
        hoverinfo="text",
        customdata=[f"school:{mark.id}" for mark in marks],
        meta={"role": role},
    )


def positions(marks: Sequence[SchoolMark]) -> tuple[list[int], list[int]]:
    """Whole metres (EPSG:32636) of the schools."""
    x, y = geodata.project_points([mark.lon for mark in marks], [mark.lat for mark in marks])
    return [round(value) for value in x.tolist()], [round(value) for value in y.tolist()]


def labels(x: Sequence[float], y: Sequence[float], text: Sequence[str], axes: Axes, *, size: int, meta: Any) -> Trace:
    """Words on the map. They catch neither pointer nor click: what lies beneath does."""
    return on(
        axes,
        mode="text",
        x=[round(value) for value in x],
        y=[round(value) for value in y],
        text=list(text),
        textfont={"size": size, "color": theme.INK},
        hoverinfo="skip",
        cliponaxis=True,
        meta=meta,
    )


def listed_marker(size: float) -> dict[str, Any]:
    """▲ of a school in the list."""
    line = {"color": theme.GROUND, "width": 0.8}
    return {"symbol": theme.LISTED_SYMBOL, "size": size, "color": theme.LISTED, "line": line}


def mentor_marker(size: float) -> dict[str, Any]:
    """The ring of a mentor school."""
    line = {"color": theme.PARTNER, "width": 2}
    return {"symbol": theme.PARTNER_SYMBOL, "size": size, "color": theme.GROUND, "line": line}


def left_marker(size: float) -> dict[str, Any]:
    """▽ of a school that left the list."""
    return {"symbol": theme.LEFT_SYMBOL, "size": size, "color": theme.LEFT, "line": {"width": 1.8}}


def near_marker(size: float) -> dict[str, Any]:
    """◆ of a school in the zone of risk."""
    line = {"color": theme.GROUND, "width": 0.8}
    return {"symbol": theme.NEAR_SYMBOL, "size": size, "color": theme.NEAR, "line": line}


def other_marker(size: float) -> dict[str, Any]:
    """The small dot of any other school."""
    return {"symbol": "circle", "size": size, "color": theme.GREY, "line": {"color": theme.GROUND, "width": 0.6}}


def own_marker(size: float) -> dict[str, Any]:
    """The frame around the viewer's own school."""
    return {"symbol": "square-open", "size": size, "color": theme.INK, "line": {"width": 2}}


def axis(bounds: tuple[float, float], domain: tuple[float, float], **more: Any) -> dict[str, Any]:
    """A bare axis of a map."""
    return {
        "range": [round(bounds[0]), round(bounds[1])],
        "domain": list(domain),
        "visible": False,
        "fixedrange": False,
        # A subplot gives up space sooner than it widens its range: a range widened at a resize never narrows again.
        "constrain": "domain",
    } | more
