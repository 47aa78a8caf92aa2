"""The legend of a map beside it: classes of the colour, the drawn signs."""

from dashboard.briefings.slides import maps, metrics
from dashboard.briefings.slides.markup import Box, body, group, heights, line, named, rule, shape, stroke
from dashboard.briefings.slides.slide import Slide
from layouts import theme
from layouts.figures import map_parts as parts
from layouts.texts import grammar as g
from layouts.texts import slides as words
from monitoring.reports.briefing import MapData

SIZE = 13
_KEY_SIZE = 12
_ROW, _TEXT = 0.29, 0.45
_MARKERS = {
    "listed": parts.listed_marker(13),
    "left": parts.left_marker(11),
    "near": parts.near_marker(11),
    "mentor": parts.mentor_marker(11),
    "other": parts.other_marker(8),
    "school": parts.other_marker(8),
    "own": parts.own_marker(14),
}


def add(slide: Slide, data: MapData, box: Box) -> float:
    """Draws the legend at the top of ``box``; returns where it ends."""
    made, y = [], box.y
    if data.classes:
        unit = ", %" if data.scale.startswith("share") else ""
        head = f"{g.capital(data.layer)}{unit}"
        tall = metrics.height(metrics.lines(head, box.width, SIZE, bold=True), SIZE)
        made.append(_words(slide, head, Box(box.x, y, box.width, tall), bold=True))
        y += tall + 0.06
        for fill, text in zip(theme.SEQUENCE, data.classes, strict=True):
            place = Box(box.x, y + 0.05, 0.32, _ROW - 0.1)
            made.append(
                shape(named(slide.next_id(), f"Класс: {text}"), place, fill=fill, line_=stroke(theme.BORDER, 0.5))
            )
            made.append(_words(slide, text, Box(box.x + _TEXT, y, box.width - _TEXT, _ROW)))
            y += _ROW
        y += 0.14
    for code, text in data.signs:
        middle = y + _ROW / 2
        name = f"Знак: {text}"
        if code == "link":
            made.append(rule(named(slide.next_id(), name), box.x, middle, 0.32, theme.PARTNER, 1.5))
        else:
            made.append(maps.sign(named(slide.next_id(), name), _MARKERS[code], box.x + 0.16, middle, scale=0.9))
        made.append(_words(slide, text, Box(box.x + _TEXT, y, box.width - _TEXT, _ROW)))
        y += _ROW
    if made:
        told = "; ".join(text for text in (*data.classes, *(said for _, said in data.signs)))
        slide.add(
            group(
                named(slide.next_id(), words.LEGEND, f"{words.LEGEND}: {told}"),
                Box(box.x, box.y, box.width, y - box.y),
                "".join(made),
            )
        )
    return y


def key(slide: Slide, data: MapData, box: Box) -> None:
    """Names of the numbered schools, where all of them have room in ``box``."""
    numbers = dict(data.numbers)
    named_ = sorted((numbers[mark.id], mark.name) for mark in data.marks if mark.id in numbers)
    lines = [line(f"{g.number(number)}  {name}", _KEY_SIZE) for number, name in named_]
    if named_ and heights(lines, box.width) <= box.height:
        slide.text(words.NUMBERS, box, lines)


def _words(slide: Slide, text: str, box: Box, *, bold: bool = False) -> str:
    said = body([line(text, SIZE, bold=bold)], anchor="ctr")
    return shape(named(slide.next_id(), f"Подпись: {text}"), box, words=said)
