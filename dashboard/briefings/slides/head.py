"""The first two slides: the cover and what matters most."""

import io

import segno

from dashboard.briefings.slides import metrics
from dashboard.briefings.slides.flow import lines_of, numbered, pieces
from dashboard.briefings.slides.markup import Box, Line, Run, body, heights, line, named, placeholder, rule
from dashboard.briefings.slides.master import BOTTOM, COVER, LEFT, RIGHT, ROOM, TEXT
from dashboard.briefings.slides.pages import Pages
from dashboard.briefings.slides.slide import Slide
from layouts import theme
from layouts.texts import briefing as words
from layouts.texts import grammar as g
from layouts.texts import slides as slide_words
from monitoring.reports.briefing import Items, KeyFigure, Paragraph

_QR = Box(RIGHT - 1.7, 2.85, 1.7, 1.7)
_COVER_SIZES = (28, 24, 20, 18)
_GAP = 0.26
_WIDEST = 3.6
_LABEL, _VALUE, _BESIDE, _NOTE = 13, 32, 14, 12


def cover(pages: Pages) -> None:
    """Who, what, when, where, about what; the code of the page with the same data."""
    found = pages.briefing
    pages.part(found.kind)
    slide = pages.new("cover", "")
    # Without an address there is no code beside the title.
    wide = COVER.width if found.version.link else ROOM
    size = next(
        (s for s in _COVER_SIZES if metrics.height(metrics.lines(found.subject, wide, s, bold=True), s) <= 2.0), 18
    )
    title = Box(COVER.x, COVER.y, wide, metrics.height(metrics.lines(found.subject, wide, size, bold=True), size))
    slide.add(
        placeholder(slide.next_id(), slide_words.TITLE, 'type="ctrTitle"', body([line(found.subject, size)]), title)
    )
    slide.title = found.subject
    if found.issuer:
        slide.text(slide_words.ISSUER, Box(LEFT, 0.75, ROOM, 0.62), [line(found.issuer, 16, bold=True)])
    slide.text(slide_words.KIND, Box(LEFT, 1.65, ROOM, 0.75), [line(found.kind, 40, bold=True)])
    where = f"{g.day(found.day)} · {found.place}"
    below = [line(where, 16), line(f"{found.version.words}.", 14, ink=theme.GREY, before=4)]
    box = Box(COVER.x, title.bottom + 0.3, COVER.width, heights(below, COVER.width))
    slide.add(placeholder(slide.next_id(), slide_words.SUBTITLE, 'type="subTitle" idx="1"', body(below), box))
    last = [line(f"{found.basis}.", 12, ink=theme.GREY)]
    if found.open_to:
        last.append(line(found.open_to, 12, ink=theme.GREY, before=3))
    if found.version.code:
        last.append(line(words.code_line(found.version), 12, ink=theme.GREY, before=3))
    if found.version.link:
        link = Run(found.version.link, 12, False, theme.LINK, slide.link(found.version.link))
        last.append(Line((Run(f"{words.LINK_NOTE}: ", 12, False, theme.GREY), link), before=3))
        _code(slide, found.version.link)
    deep = heights(last, ROOM)
    slide.text(slide_words.BASIS, Box(LEFT, BOTTOM - deep, ROOM, deep), last)
    slide.notes += [f"{found.kind}. {found.subject}", found.issuer]


def _code(slide: Slide, link: str) -> None:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=8, border=1, dark=theme.INK)
    out.seek(0)
    _, relation = slide.part.get_or_add_image_part(out)
    slide.add(
        f"<p:pic><p:nvPicPr>{named(slide.next_id(), slide_words.CODE, f'{words.LINK_NOTE}: {link}')}<p:cNvPicPr>"
        '<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{_QR.xml()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    note = [line(words.QR_NOTE, 12, ink=theme.GREY)]
    slide.text(slide_words.CODE_NOTE, Box(_QR.x, _QR.bottom + 0.06, _QR.width, heights(note, _QR.width)), note)


def first(pages: Pages) -> None:
    """The finding, the large figures, what to look at first."""
    found = pages.briefing
    section = found.sections[0]
    pages.part(section.title)
    slide = pages.new("content", found.finding, section.title)
    lead = [line(found.lead, 14, ink=theme.GREY)]
    tall = heights(lead, ROOM)
    slide.text(slide_words.NOTE, Box(LEFT, slide.top, ROOM, tall), lead)
    at = slide.top + tall + 0.2
    if found.figures:
        at = _strip(slide, found.figures, at) + 0.2
    texts = [block for block in section.blocks if isinstance(block, Paragraph | Items)]
    slide.notes += [found.lead]
    room = BOTTOM - at
    for size in (18, 16, 14, 13, 12):
        lines = numbered(
            [item for block in texts for item in lines_of(block, size if isinstance(block, Items) else min(size, 15))]
        )
        if heights(lines, TEXT.width) <= room:
            slide.text(section.title, Box(LEFT, at, TEXT.width, heights(lines, TEXT.width)), lines)
            return
    lines = numbered([item for block in texts for item in lines_of(block, 14)])
    parts = pieces(lines, room, TEXT.width)
    slide.text(section.title, Box(LEFT, at, TEXT.width, room), parts[0])
    rest = lines[len(parts[0]) :]
    for part in pieces(rest, TEXT.height - 0.4, TEXT.width):
        more = pages.new("text", section.title, section.title)
        more.rows(slide_words.TEXT, Box(LEFT, more.top, TEXT.width, BOTTOM - more.top), part)


def _strip(slide: Slide, figures: tuple[KeyFigure, ...], at: float) -> float:
    """The large figures side by side under rules of ink; returns where they end."""
    wide = min((ROOM - _GAP * (len(figures) - 1)) / len(figures), _WIDEST)
    words_ = [_figure(item, wide) for item in figures]
    tall = max(deep for _, deep in words_)
    for place, (item, (lines, _)) in enumerate(zip(figures, words_, strict=True)):
        x = LEFT + place * (wide + _GAP)
        slide.add(rule(named(slide.next_id(), slide_words.RULE, hidden=True), x, at, wide, theme.INK, 1.5))
        slide.text(item.label, Box(x, at + 0.08, wide, tall), lines)
    return at + 0.08 + tall


def _figure(item: KeyFigure, wide: float) -> tuple[list[Line], float]:
    """The lines of a large figure and their height."""
    runs = [Run(item.text, _VALUE, True)]
    if item.beside:
        runs.append(Run(f" {item.beside}", _BESIDE, False, theme.GREY))
    value = Line(tuple(runs))
    lines = [line(item.label, _LABEL, ink=theme.GREY), value]
    together = metrics.width(item.text, _VALUE, bold=True) + metrics.width(f" {item.beside}", _BESIDE)
    tall = lines[0].height(wide) + metrics.height(1, _VALUE)
    if item.beside and together > wide:
        tall += metrics.height(1, _BESIDE)
    if item.note:
        lines.append(line(item.note, _NOTE, ink=theme.GREY))
        tall += lines[-1].height(wide)
    return lines, tall
