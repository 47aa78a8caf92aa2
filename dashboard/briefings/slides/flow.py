"""A section over its slides: a figure or a table each, short ones together, long ones carried on."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from dashboard.briefings.slides import charts, legend, maps, metrics, tables
from dashboard.briefings.slides.markup import Box, Bullet, Line, Run, heights, line
from dashboard.briefings.slides.master import BOTTOM, LEFT, ROOM, TEXT
from dashboard.briefings.slides.pages import Pages
from dashboard.briefings.slides.slide import Slide
from layouts import theme
from layouts.briefings.screen import screen_figure
from layouts.figures import shapes
from layouts.texts import briefing as words
from layouts.texts import grammar as g
from layouts.texts import slides as slide_words
from monitoring.reports.briefing import (
    Block,
    Figure,
    Items,
    ListTrend,
    MapData,
    Paragraph,
    Section,
    ShareTrend,
    Table,
    Trajectory,
)

LEAD, CAPTION, NOTE = 14, 14, 12
SIZES = (18, 16, 14, 13, 12)
"""Sizes of slides of text, the largest that fits is taken."""
_CARRIED = 14
"""Of texts over several slides."""
_LONGEST_LEAD = 1.5
"""Inches of text over a figure or a table: what is longer has a slide of its own."""
_LITTLE = 1.3
"""Inches of content that leave a slide next to empty: a table begins under it."""
_FEW_ROWS = 3
"""Of a table that is not to stand alone on a slide where the one before can make room for it."""
_BRIEF = 2.0
"""Inches of text of a section that needs no slide of its own."""
_AIR = 0.14
_SIDE = 3.1
"""Width of the column beside a map."""
_GAP = 0.3
_INDENT = 0.32


def lines_of(block: Paragraph | Items, size: float) -> list[Line]:
    """The paragraphs of a text."""
    if isinstance(block, Items):
        sign: Bullet = "1." if block.ordered else "–"
        return [Line((Run(text, size),), before=size * 0.5, bullet=sign, indent=_INDENT) for text in block.items]
    ink = {"quiet": theme.GREY, "late": theme.LISTED}.get(block.tone, "")
    if block.tone == "quiet":
        size = min(size, LEAD)
    return [line(block.text, size, bold=block.tone in {"strong", "late"}, ink=ink, before=size * 0.5)]


def pieces(lines: Sequence[Line], room: float, width: float) -> list[list[Line]]:
    """Paragraphs slide by slide; one that is longer than a slide is parted between its lines. Numbers go on."""
    found: list[list[Line]] = [[]]
    at = 0.0
    for item in lines:
        for each in _parted(item, room, width):
            tall = each.height(width)
            if found[-1] and at + tall > room:
                found.append([])
                at = 0.0
            found[-1].append(each)
            at += tall
    return found


def numbered(lines: Sequence[Line]) -> list[Line]:
    """The paragraphs with the places of their numbers."""
    found, count = [], 0
    for item in lines:
        count = count + 1 if item.bullet == "1." else 0
        found.append(replace(item, number=count) if count else item)
    return found


def _parted(item: Line, room: float, width: float) -> list[Line]:
    if item.height(width) <= room:
        return [item]
    run = item.runs[0]
    rows = metrics.wrapped("".join(each.text for each in item.runs), width - item.indent, run.size, bold=run.bold)
    count = max(int(room / metrics.height(1, run.size)) - 1, 1)
    chunks = [" ".join(rows[at : at + count]) for at in range(0, len(rows), count)]
    return [
        replace(item, runs=(replace(run, text=text),), bullet=item.bullet if not place else "")
        for place, text in enumerate(chunks)
    ]


def together(sections: Sequence[Section]) -> list[Section]:
    """The sections, those of a few lines that follow each other as one: a slide is not for a sentence alone."""
    made: list[Section] = []
    for brief, found in groupby(sections, key=_brief):
        group = list(found)
        if not brief or len(group) == 1:
            made += group
            continue
        names = [group[0].title, *(f"{item.title[:1].lower()}{item.title[1:]}" for item in group[1:])]
        blocks = [
            block
            for item in group
            for block in (Paragraph(". ".join(filter(None, (item.title, item.finding))), "strong"), *item.blocks)
        ]  # fmt: skip
        made.append(Section(group[0].code, g.joined(names), "", tuple(blocks)))
    return made


def _brief(section: Section) -> bool:
    texts = [block for block in section.blocks if isinstance(block, Paragraph | Items)]
    lines = [item for block in texts for item in lines_of(block, LEAD)]
    return len(texts) == len(section.blocks) and heights(lines, TEXT.width) <= _BRIEF


class Flow:
    """Lays out one section; ``boundaries`` as in ``geodata.load_districts``."""

    def __init__(self, pages: Pages, section: Section, boundaries: Path | None) -> None:
        self._pages = pages
        self._section = section
        self._shapes = shapes.load(boundaries)
        self._waiting: list[Paragraph | Items] = []
        self._slide: Slide | None = None
        self._at = 0.0
        self._size = tables.SIZES[0]
        """Of the last table: one under it is no larger."""

    def all(self) -> None:
        """Lays out every block."""
        self._pages.part(self._section.title)
        blocks = self._section.blocks
        for place, block in enumerate(blocks):
            if isinstance(block, Paragraph | Items):
                self._waiting.append(block)
            elif isinstance(block, Table):
                self._table(block, self._closing(blocks[place + 1 :]))
            else:
                self._figure(block)
                if block.table is not None:
                    self._table(block.table)
        if self._waiting:
            lead = self._lead()
            if self._slide is not None and heights(lead, TEXT.width) <= BOTTOM - self._at:
                self._say(lead)
            else:
                self._texts()

    # Texts

    def _lead(self) -> list[Line]:
        return numbered([item for block in self._waiting for item in lines_of(block, LEAD)])

    def _say(self, lines: Sequence[Line]) -> None:
        """Text on the current slide, under what stands there."""
        assert self._slide is not None
        tall = heights(lines, TEXT.width)
        self._slide.text(slide_words.TEXT, Box(LEFT, self._at, TEXT.width, tall), lines)
        self._at += tall + _AIR
        self._waiting = []

    def _texts(self) -> None:
        """Slides of the waiting texts."""
        parts: list[list[Line]] = []
        for size in SIZES:
            lines = numbered([item for block in self._waiting for item in lines_of(block, size)])
            if heights(lines, TEXT.width) <= TEXT.height:
                parts = [lines]
                break
        else:
            lines = numbered([item for block in self._waiting for item in lines_of(block, _CARRIED)])
            parts = pieces(lines, TEXT.height - 0.4, TEXT.width)
        title = self._title("")
        for place, part in enumerate(parts):
            slide = self._pages.new("text", slide_words.carried_on(title, place, len(parts)), self._section.title)
            box = Box(TEXT.x, slide.top, TEXT.width, BOTTOM - slide.top)
            slide.rows(slide_words.TEXT, box, part)
            self._slide, self._at = slide, slide.top + heights(part, TEXT.width) + _AIR
        self._waiting = []

    def _title(self, caption: str) -> str:
        """The title of the next slide: of the first one the finding of the section, of the others what they show."""
        if self._slide is None and self._section.finding:
            return self._section.finding
        return caption or self._section.title

    # Tables

    def _closing(self, blocks: Sequence[Block]) -> float:
        """Inches of what a table makes room for: a few lines that end the section, a next table of a few rows."""
        if blocks and isinstance(blocks[0], Table) and len(blocks[0].rows) + len(blocks[0].foot) <= _FEW_ROWS:
            small = blocks[0]
            over, under, _ = self._around(small)
            return tables.fitted(small, ROOM, 0.0).height + heights(over, ROOM) + heights(under, ROOM) + 4 * _AIR
        texts = [block for block in blocks if isinstance(block, Paragraph | Items)]
        if len(texts) < len(blocks):
            return 0.0
        tall = heights([item for block in texts for item in lines_of(block, LEAD)], TEXT.width)
        return tall + 0.02 if tall <= _LONGEST_LEAD else 0.0

    @staticmethod
    def _around(table: Table) -> tuple[list[Line], list[Line], list[Line]]:
        """The caption over the table, what stands under it where it begins, and where it is carried on: how to read it
        is said once, its source on each slide."""
        below = [line(text, NOTE, ink=theme.GREY, before=2) for text in (table.note, table.source) if text]
        return [line(table.title, CAPTION, bold=True)], below, below[-1:]

    def _table(self, table: Table, closing: float = 0.0) -> None:
        caption, below, last = self._around(table)
        under, over = heights(below, ROOM) + 0.1, heights(caption, ROOM) + 0.06
        short = heights(last, ROOM) + 0.1
        lead = self._lead()
        above = heights(lead, TEXT.width) + _AIR if lead else 0.0
        later = self._room_later(table) - short
        if self._slide is not None:
            room = BOTTOM - self._at - _AIR - above - over - under
            fit = self._onto(table, room, later)
            if fit is not None:
                self._carried(table, fit, fit.parts(room, later), [lead, caption], below)
                return
        if above > _LONGEST_LEAD:
            self._texts()
            lead, above = [], 0.0
        title = self._title(table.title)
        told = title == table.title
        room = BOTTOM - self._pages.top_under(title, self._section.title) - above - under - (0 if told else over)
        fit = tables.fitted(table, ROOM, room - closing - _AIR)
        if not closing or fit.height > room - closing - _AIR:
            fit = tables.divided(tables.fitted(table, ROOM, room, later), min(room, later))
        parts = fit.parts(room, later)
        self._slide = self._pages.new("content", title, self._section.title)
        self._at = self._slide.top
        self._carried(table, fit, parts, [lead, [] if told else caption], below)

    def _onto(self, table: Table, room: float, later: float) -> tables.Fitted | None:
        """The table for the current slide, under what stands there: whole, or its first rows where the slide would
        otherwise be next to empty; None where neither is to be had."""
        assert self._slide is not None
        fit = tables.fitted(table, ROOM, room, most=self._size)
        if 0 < fit.height <= room:
            return fit
        if self._at - self._slide.top > _LITTLE:
            return None
        fit = tables.fitted(table, ROOM, room, later)
        fits = max(fit.rows, default=0.0) <= min(room, later) - fit.header - sum(fit.foot)
        return fit if fits and len(fit.parts(room, later)[0]) > 1 else None

    def _room_later(self, table: Table) -> float:
        """Inches for a table that is carried on."""
        again = slide_words.carried_on(table.title, 98, 99)
        return BOTTOM - self._pages.top_under(again, self._section.title)

    def _carried(
        self, table: Table, fit: tables.Fitted, parts: Sequence[range], over: Sequence[list[Line]], below: list[Line]
    ) -> None:
        """The table on the current slide, under the lead and the caption of ``over``, and on as many as it takes."""
        alt = slide_words.table_alt(table.on_paper())
        lead, caption = over
        self._size = fit.size
        for place, part in enumerate(parts):
            if place:
                heading = slide_words.carried_on(table.title, place, len(parts))
                self._slide = self._pages.new("content", heading, self._section.title)
                self._at = self._slide.top
            else:
                if lead:
                    self._say(lead)
                if caption:
                    self._captioned(caption)
            assert self._slide is not None
            self._put(fit, part, alt, below[-1:] if place else below, last=place == len(parts) - 1)
            self._slide.notes[:0] = [table.title, table.note, table.source]

    def _captioned(self, caption: Sequence[Line]) -> None:
        assert self._slide is not None
        tall = heights(caption, ROOM)
        self._slide.text(slide_words.CAPTION, Box(LEFT, self._at, ROOM, tall), caption)
        self._at += tall + 0.06

    def _put(self, fit: tables.Fitted, part: range, alt: str, below: Sequence[Line], *, last: bool) -> None:
        assert self._slide is not None
        slide = self._slide
        name = f"{words.TABLE_WORD}: {fit.table.title}"
        slide.add(tables.graphic(slide.next_id(), name, alt, fit, part, (LEFT, self._at), last=last))
        self._at += fit.header + sum(fit.rows[row] for row in part) + (sum(fit.foot) if last else 0) + 0.1
        if below:
            tall = heights(below, ROOM)
            slide.text(slide_words.NOTE_AND_SOURCE, Box(LEFT, self._at, ROOM, tall), below)
            self._at += tall + _AIR

    # Figures

    def _figure(self, figure: Figure) -> None:
        lead = self._lead()
        if lead and heights(lead, TEXT.width) > _LONGEST_LEAD:
            self._texts()
            lead = []
        title = self._title(figure.title)
        self._slide = slide = self._pages.new("content", title, self._section.title)
        self._at = slide.top
        if lead:
            self._say(lead)
        if title != figure.title:
            self._captioned([line(figure.title, CAPTION, ink=theme.GREY)])
        slide.notes[:0] = [figure.title, figure.note, figure.source, figure.alt]
        if isinstance(figure.data, MapData):
            self._map(figure, figure.data)
        else:
            self._chart(figure)
        # Nothing stands under a figure: it takes what room there is.
        self._at = BOTTOM

    def _chart(self, figure: Figure) -> None:
        assert self._slide is not None
        data = figure.data
        below = [line(text, NOTE, ink=theme.GREY, before=2) for text in (figure.note, figure.source) if text]
        tall = heights(below, ROOM)
        box = Box(LEFT, self._at, ROOM, BOTTOM - self._at - tall - 0.08)
        screen = screen_figure(data, self._shapes)
        if isinstance(data, ListTrend):
            chart = charts.list_trend(data, box)
        elif isinstance(data, ShareTrend):
            chart = charts.share_trend(data, screen, box)
        else:
            assert isinstance(data, Trajectory)
            chart = charts.trajectory(data, screen, box)
        charts.add(self._slide, chart, box, f"{words.FIGURE_WORD}: {figure.title}", figure.alt)
        if isinstance(data, Trajectory):
            charts.add_partner(self._slide, data, chart, box)
        self._slide.text(slide_words.NOTE_AND_SOURCE, Box(LEFT, box.bottom + 0.08, ROOM, tall), below)

    def _map(self, figure: Figure, data: MapData) -> None:
        assert self._slide is not None
        slide = self._slide
        below = [line(figure.source, NOTE, ink=theme.GREY)] if figure.source else []
        tall = heights(below, ROOM)
        height = BOTTOM - self._at - tall - 0.1
        screen = screen_figure(data, self._shapes)
        share = maps.proportion(data)
        width = min(height * share, ROOM - _SIDE - _GAP)
        box = Box(LEFT, self._at, width, width / share)
        maps.add(slide, data, screen, figure.alt, box)
        side = Box(box.right + _GAP, box.y, min(LEFT + ROOM - box.right - _GAP, 4.6), box.height)
        end = legend.add(slide, data, side)
        note = [line(figure.note, NOTE, ink=theme.GREY)] if figure.note else []
        if note:
            deep = heights(note, side.width)
            slide.text(slide_words.NOTE, Box(side.x, end + 0.2, side.width, deep), note)
            end += deep + 0.2
        legend.key(slide, data, Box(side.x, end + 0.2, side.width, side.bottom - end - 0.2))
        if below:
            slide.text(slide_words.SOURCE, Box(LEFT, box.bottom + 0.1, ROOM, tall), below)
