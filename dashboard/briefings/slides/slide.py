"""One slide: its title in the outline, what all slides bear, shapes with ids of their own, notes."""

from collections.abc import Sequence
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck

from dashboard.briefings.slides import master, metrics
from dashboard.briefings.slides.markup import (
    LANGUAGE,
    NAMESPACES,
    Box,
    Line,
    Run,
    body,
    line,
    named,
    placeholder,
    said,
    shape,
)
from dashboard.briefings.slides.master import FOOTERS, LEFT, ROOM, TITLE, WIDTH
from dashboard.briefings.slides.palette import MARK_GROUND, MARK_INK
from layouts import theme
from layouts.texts import grammar as g
from layouts.texts import slides as words
from monitoring.reports.briefing import Briefing

_TITLE_SIZES = (24, 22, 20)
_BELOW = 0.1
_KICKER = Box(LEFT, 0.36, ROOM, 0.24)
_BAND = Box(0, 0, WIDTH, 0.27)


def _title(text: str) -> tuple[float, int]:
    """Size and lines of a title: a smaller one sooner than a second line for its last word."""
    for most, sizes in ((1, _TITLE_SIZES[:2]), (2, _TITLE_SIZES)):
        for size in sizes:
            if metrics.lines(text, ROOM, size, bold=True) <= most:
                return size, most
    return _TITLE_SIZES[-1], metrics.lines(text, ROOM, _TITLE_SIZES[-1], bold=True)


def top_under(title: str) -> float:
    """Where the content of a slide with the title begins."""
    size, count = _title(title)
    return TITLE.y + metrics.height(count, size) + _BELOW


class Slide:
    """A slide of the deck; ``top``: where its content may begin (inches)."""

    def __init__(self, deck: Deck, briefing: Briefing, kind: str, number: int) -> None:
        layout = deck.slide_layouts[list(master.LAYOUTS).index(kind)]
        self._slide = deck.slides.add_slide(layout)
        self.part = self._slide.part
        self.number = number
        self.id = self._slide.slide_id
        self.top = TITLE.y
        self.title = ""
        self.notes: list[str] = []
        self._last = 1
        tree = self._slide.shapes._spTree
        for item in list(tree)[2:]:
            tree.remove(item)
        self._tree = tree
        self._briefing = briefing

    def next_id(self) -> int:
        """An id that no other shape of the slide has."""
        self._last += 1
        return self._last

    def add(self, xml: str) -> Any:
        """Appends a shape given as XML without namespaces."""
        element = parse_xml(f"<p:spTree {NAMESPACES}>{xml}</p:spTree>")[0]
        self._tree.append(element)
        return element

    def head(self, title: str, section: str = "") -> None:
        """The title, as large as two lines of it allow, and over it the name of the part."""
        size, count = _title(title)
        box = Box(TITLE.x, TITLE.y, ROOM, metrics.height(count, size))
        said_ = body([line(title, 0 if size == master.TITLE_SIZE else size)])
        usual = count == 1 and size == master.TITLE_SIZE
        self.add(placeholder(self.next_id(), words.TITLE, 'type="title"', said_, None if usual else box))
        self.title = title
        self.top = box.bottom + _BELOW
        if section and section != title:
            self.text(words.SECTION, _KICKER, [line(section, 12, ink=theme.GREY)])

    def text(self, name: str, box: Box, lines: Sequence[Line], *, leading: int = 100) -> None:
        """A box of text."""
        self.add(shape(named(self.next_id(), name), box, words=body(lines, leading=leading)))

    def rows(self, name: str, box: Box, lines: Sequence[Line]) -> None:
        """The text of the layout's placeholder, so that it stands in the outline."""
        self.add(placeholder(self.next_id(), name, 'idx="1"', body(lines), box))

    def link(self, address: str) -> str:
        """Id of a relationship to an address outside."""
        found: str = self.part.relate_to(address, RT.HYPERLINK, is_external=True)
        return found

    def finish(self, mark: str, foot: str) -> None:
        """The mark of invented data, the footer, the notes: last, as they are read last."""
        if mark:
            said_ = body([Line((Run(mark, 11, True, MARK_INK),), "ctr")], anchor="ctr")
            self.add(shape(named(self.next_id(), words.MARK), _BAND, fill=MARK_GROUND, words=said_))
        texts = {"dt": g.day(self._briefing.day), "ftr": foot, "sldNum": str(self.number)}
        for name, kind, _, align in FOOTERS:
            text = next(value for code, value in texts.items() if f'type="{code}"' in kind)
            self.add(placeholder(self.next_id(), name, kind, master.footer_words(kind, text, align)))
        self._write_notes()

    def _write_notes(self) -> None:
        frame = self._slide.notes_slide.notes_text_frame
        assert frame is not None
        element = frame._txBody
        for item in element.findall("{*}p"):
            element.remove(item)
        for text in dict.fromkeys(filter(None, self.notes)):
            element.append(
                parse_xml(
                    f'<a:p {NAMESPACES}><a:r><a:rPr lang="{LANGUAGE}" dirty="0"/><a:t>{said(text)}</a:t></a:r></a:p>'
                )
            )
