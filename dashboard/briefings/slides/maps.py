"""The maps as native shapes: districts, links, schools and labels of the screen's figure, each under its name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefings.slides import metrics
from dashboard.briefings.slides.markup import Box, Line, Run, body, emu, group, named, shape, stroke
from dashboard.briefings.slides.slide import Slide
from layouts import theme
from layouts.figures import city_map, district_map
from layouts.figures import map_parts as parts
from layouts.texts import maps as map_words
from layouts.texts import slides as words
from monitoring.reports.briefing import MapData

LABEL_SIZE = 10.5
_FORMS = {
    "triangle-up": "triangle",
    "triangle-down": "triangle",
    "diamond": "diamond",
    "circle": "ellipse",
    "square": "rect",
}
_SIDES = {"diamond": 1.2}
"""Of a diamond the screen's size is that of its side, not of its height."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """One of the figure's windows: metres that it shows, where it stands on the slide."""

    axes: parts.Axes
    bounds: tuple[float, float, float, float]
    box: Box

    def x(self, metres: float) -> float:
        """Inches from the left edge of the slide."""
        west, east = self.bounds[0], self.bounds[2]
        return self.box.x + (metres - west) / (east - west) * self.box.width

    def y(self, metres: float) -> float:
        """Inches from the upper edge."""
        south, north = self.bounds[1], self.bounds[3]
        return self.box.y + (north - metres) / (north - south) * self.box.height

    def holds(self, x: float, y: float) -> bool:
        """Whether the point is in sight."""
        west, south, east, north = self.bounds
        return west <= x <= east and south <= y <= north

    @property
    def seen(self) -> BaseGeometry:
        """What is in sight."""
        return shapely.box(*self.bounds)


def add(slide: Slide, data: MapData, figure: dict[str, Any], alt: str, box: Box) -> None:
    """The map as one group: the whole, then its parts as groups within it."""
    inside = []
    for frame in _frames(figure, box):
        traces = [trace for trace in figure["data"] if (trace["xaxis"], trace["yaxis"]) == frame.axes]
        inside.append(_ground(slide, frame))
        inside.append(_districts(slide, frame, traces))
        inside += [_river(slide, frame, trace) for trace in traces if _role(trace) == "river"]
        inside.append(_links(slide, frame, traces, data))
        inside.append(_schools(slide, frame, traces, data))
        inside.append(_labels(slide, frame, traces))
        inside.append(_edge(slide, frame))
    if data.focus is None:
        inside += _inset_title(slide, *_frames(figure, box))
    slide.add(group(named(slide.next_id(), words.MAP, alt), box, "".join(inside)))


def proportion(data: MapData) -> float:
    """Width of the map by its height."""
    used = city_map if data.focus is None else district_map
    return used.WIDTH / used.HEIGHT


def _role(trace: dict[str, Any]) -> str:
    return str(trace.get("meta", {}).get("role", ""))


def _frames(figure: dict[str, Any], box: Box) -> list[_Frame]:
    found = []
    for suffix in ("", "2"):
        if f"xaxis{suffix}" not in figure["layout"]:
            continue
        across, upright = figure["layout"][f"xaxis{suffix}"], figure["layout"][f"yaxis{suffix}"]
        left, right = across["domain"]
        place = Box(box.x + left * box.width, box.y, (right - left) * box.width, box.height)
        bounds = (across["range"][0], upright["range"][0], across["range"][1], upright["range"][1])
        found.append(_Frame((f"x{suffix}", f"y{suffix}"), bounds, place))
    return found


def _suffix(frame: _Frame) -> str:
    return f" ({map_words.INSET_TITLE.lower()})" if frame.axes == parts.INSET else ""


def _ground(slide: Slide, frame: _Frame) -> str:
    return shape(named(slide.next_id(), f"Вода{_suffix(frame)}", hidden=True), frame.box, fill=theme.WATER)


def _edge(slide: Slide, frame: _Frame) -> str:
    if frame.axes == parts.MAIN:
        return ""
    line = stroke(theme.GREY, 0.75)
    return shape(named(slide.next_id(), "Рамка врезки", hidden=True), frame.box, line_=line)


def _rings(x: Sequence[float | None], y: Sequence[float | None]) -> Iterator[list[tuple[float, float]]]:
    for gap, run in groupby(zip(x, y, strict=True), key=lambda point: point[0] is None):
        if not gap:
            yield [(float(a), float(b)) for a, b in run if a is not None and b is not None]


def _path(frame: _Frame, lines: Sequence[Sequence[tuple[float, ...]]], *, closed: bool) -> tuple[Box, str] | None:
    """Lines in metres as one path with the box around it; None for what has no length."""
    points = [[(emu(frame.x(x)), emu(frame.y(y))) for x, y, *_ in line] for line in lines]
    whole = [point for line in points for point in line]
    if len(whole) < 2:
        return None
    left, top = min(x for x, _ in whole), min(y for _, y in whole)
    wide, tall = max(x for x, _ in whole) - left, max(y for _, y in whole) - top
    moves = []
    for line in points:
        steps = [f'<a:pt x="{x - left}" y="{y - top}"/>' for x, y in line]
        moves.append(f"<a:moveTo>{steps[0]}</a:moveTo>" + "".join(f"<a:lnTo>{step}</a:lnTo>" for step in steps[1:]))
        if closed:
            moves.append("<a:close/>")
    fill = "" if closed else ' fill="none"'
    form = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="{tall}"{fill}>{"".join(moves)}</a:path></a:pathLst></a:custGeom>'
    )
    return Box(left / 914_400, top / 914_400, wide / 914_400, tall / 914_400), form


def _districts(slide: Slide, frame: _Frame, traces: Sequence[dict[str, Any]]) -> str:
    made = []
    for trace in traces:
        if trace.get("fill") != "toself":
            continue
        rings = list(_rings(trace["x"], trace["y"]))
        # A ring within another is a hole in it: the difference of both is what is drawn.
        area = shapely.Polygon()
        for ring in rings:
            area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
        seen = shapely.get_parts(area.intersection(frame.seen))
        lines = [
            [*part.exterior.coords][:-1] if inner is None else [*inner.coords][:-1]
            for part in seen if part.geom_type == "Polygon" and part.area > 0
            for inner in (None, *part.interiors)
        ]  # fmt: skip
        found = _path(frame, lines, closed=True) if lines else None
        if found:
            made.append(
                shape(
                    named(slide.next_id(), f"{trace['name']}{_suffix(frame)}"), found[0], geometry=found[1],
                    fill=trace["fillcolor"], line_=stroke(trace["line"]["color"], 0.6),
                )
            )  # fmt: skip
    return group(named(slide.next_id(), f"{words.DISTRICTS}{_suffix(frame)}"), frame.box, "".join(made))


def _clipped(frame: _Frame, line: Sequence[tuple[float, float]]) -> list[list[tuple[float, ...]]]:
    seen = shapely.get_parts(shapely.LineString(line).intersection(frame.seen))
    return [[*part.coords] for part in seen if part.geom_type == "LineString" and part.length > 0]


def _river(slide: Slide, frame: _Frame, trace: dict[str, Any]) -> str:
    lines = [part for line in _rings(trace["x"], trace["y"]) for part in _clipped(frame, line)]
    found = _path(frame, lines, closed=False) if lines else None
    if not found:
        return ""
    width = trace["line"]["width"] * 0.75
    return shape(
        named(slide.next_id(), f"Нева{_suffix(frame)}", hidden=True), found[0], geometry=found[1],
        line_=stroke(theme.WATER, width),
    )  # fmt: skip


def _links(slide: Slide, frame: _Frame, traces: Sequence[dict[str, Any]], data: MapData) -> str:
    made = []
    for trace in traces:
        if _role(trace) != "links":
            continue
        for line, link in zip(_rings(trace["x"], trace["y"]), data.links, strict=True):
            pieces = _clipped(frame, line)
            found = _path(frame, pieces, closed=False) if pieces else None
            if found:
                name = f"{map_words.LINK}: {link.mentee_name} — {link.mentor_name}{_suffix(frame)}"
                look = stroke(theme.PARTNER, trace["line"]["width"] * 0.75)
                made.append(shape(named(slide.next_id(), name), found[0], geometry=found[1], line_=look))
    return _grouped(slide, frame, words.LINKS, made)


def _grouped(slide: Slide, frame: _Frame, name: str, made: Sequence[str]) -> str:
    return group(named(slide.next_id(), f"{name}{_suffix(frame)}"), frame.box, "".join(made)) if made else ""


def _schools(slide: Slide, frame: _Frame, traces: Sequence[dict[str, Any]], data: MapData) -> str:
    names = {f"school:{mark.id}": mark.name for mark in data.marks}
    made = []
    for trace in traces:
        if trace.get("mode") != "markers":
            continue
        for x, y, code in zip(trace["x"], trace["y"], trace["customdata"], strict=True):
            if frame.holds(x, y):
                head = named(slide.next_id(), f"{names[code]}{_suffix(frame)}")
                made.append(sign(head, trace["marker"], frame.x(x), frame.y(y)))
    return _grouped(slide, frame, words.SCHOOLS, made)


def sign(head: str, marker: dict[str, Any], x: float, y: float, *, scale: float = 0.85) -> str:
    """A sign of the screen with its middle at the point; ``scale``: points in one of its pixels."""
    symbol = marker["symbol"]
    hollow = symbol.endswith("-open")
    kind = symbol.removesuffix("-open")
    side = marker["size"] * _SIDES.get(kind, 1.0) * scale / 72
    edge = marker.get("line", {})
    ink = marker["color"] if hollow else edge.get("color", "")
    fill = marker["color"] if not hollow else "" if kind == "square" else theme.GROUND
    return shape(
        head, Box(x - side / 2, y - side / 2, side, side), geometry=_FORMS[kind], fill=fill,
        line_=stroke(ink, edge.get("width", 1.0) * 0.7), turn=' flipV="1"' if kind == "triangle-down" else "",
    )  # fmt: skip


def _labels(slide: Slide, frame: _Frame, traces: Sequence[dict[str, Any]]) -> str:
    """Words at the places that the screen found for them, parted where their larger size would bring them together."""
    made: list[str] = []
    taken: list[Box] = []
    for trace in traces:
        if trace.get("mode") != "text":
            continue
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            if frame.holds(x, y):
                plain = text.replace("<b>", "").replace("</b>", "")
                beside = _role(trace) == "numbers"
                box = _room(frame, plain, (x, y), beside=beside)
                # A number that left its sign would name another school.
                box = box if beside else _free(frame, box, taken)
                taken.append(box)
                made.append(_label(slide, frame, text, box, trace["textfont"]["color"]))
    return _grouped(slide, frame, words.LABELS, made)


def _free(frame: _Frame, box: Box, taken: Sequence[Box]) -> Box:
    """The nearest place above or below where the label hides no other one; its own where there is none."""
    for step in (0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0):
        moved = replace(box, y=box.y + step * box.height)
        inside = frame.box.y <= moved.y and moved.bottom <= frame.box.bottom
        if inside and not any(
            moved.x < other.right and other.x < moved.right and moved.y < other.bottom and other.y < moved.bottom
            for other in taken
        ):
            return moved
    return box


def _room(frame: _Frame, text: str, at: tuple[float, float], *, beside: bool) -> Box:
    """Where a label stands: around its point, or ``beside`` it; none runs out of the map."""
    wide, tall = metrics.width(text, LABEL_SIZE, bold=True) + 0.04, metrics.height(1, LABEL_SIZE) - 0.02
    x, y = frame.x(at[0]), frame.y(at[1])
    left, top = (x + 0.06, y - tall) if beside else (x - wide / 2, y - tall / 2)
    left = min(max(left, frame.box.x + 0.02), frame.box.right - wide - 0.02)
    top = min(max(top, frame.box.y + 0.02), frame.box.bottom - tall - 0.02)
    return Box(left, top, wide, tall)


def _label(slide: Slide, frame: _Frame, text: str, box: Box, ink: str) -> str:
    head, _, tail = text.partition("<b>")
    parts_ = ((head, False), (tail.partition("</b>")[0], True))
    said = body(
        [Line(tuple(Run(part, LABEL_SIZE, bold, ink) for part, bold in parts_ if part), "ctr")],
        anchor="ctr",
        wrap=False,
    )
    name = f"Подпись: {head}{tail.partition('</b>')[0]}{_suffix(frame)}"
    return shape(named(slide.next_id(), name), box, fill=theme.GROUND, alpha=0.7, words=said)


def _inset_title(slide: Slide, main: _Frame, inset: _Frame) -> list[str]:
    """What the inset is, and where it lies on the map of the whole."""
    west, south, east, north = inset.bounds
    left, top = max(main.x(west), main.box.x), max(main.y(north), main.box.y)
    place = Box(left, top, min(main.x(east), main.box.right) - left, min(main.y(south), main.box.bottom) - top)
    line = stroke(theme.GREY, 0.75, "sysDot")
    text = map_words.INSET_TITLE
    wide = metrics.width(text, LABEL_SIZE) + 0.14
    title = Box(inset.box.x + 0.08, inset.box.y + 0.08, wide, 0.24)
    said = body([Line((Run(text, LABEL_SIZE, False, theme.INK),), "ctr")], anchor="ctr", wrap=False)
    return [
        shape(named(slide.next_id(), "Место врезки", hidden=True), place, line_=line),
        shape(named(slide.next_id(), "Название врезки"), title, fill=theme.GROUND, alpha=0.88, words=said),
    ]
