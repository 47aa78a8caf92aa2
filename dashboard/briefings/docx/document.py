"""The document: headings, tables that repeat their heads, pictures with words for who cannot see them."""

import io
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from dashboard.briefings import parts, pictures
from dashboard.briefings.docx import styles, tables
from dashboard.briefings.docx.embedding import embed
from dashboard.briefings.docx.xml import Element, el, field, link, paragraph, run
from dashboard.briefings.packages import settled
from layouts.texts import briefing as words
from layouts.texts import grammar as g
from monitoring.reports.briefing import Block, Briefing, Figure, Items, Paragraph, Table

LANGUAGE = "ru-RU"
TEXT_WIDTH = Mm(170)
_QR = Mm(24)
_STYLE_OF = {"": "Normal", "strong": "SectionFinding", "late": "SectionFinding", "quiet": "Quiet"}


def docx(briefing: Briefing, boundaries: Path | None) -> bytes:
    """The file. The same briefing gives the same bytes: the only moment in it is the stated day."""
    made = Document()
    styles.prepare(made)
    embed(made)
    _settings(made)
    _properties(made, briefing)
    _page(made, briefing)
    _Writer(made, briefing, boundaries).write()
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue(), briefing.day)


def _settings(document: Any) -> None:
    settings = document.settings.element
    for name in ("zoom", "proofState", "savePreviewPicture", "rsids"):
        for old in settings.findall(qn(f"w:{name}")):
            settings.remove(old)
    settings.insert(0, el("zoom", percent=100))
    settings.insert(1, el("embedTrueTypeFonts"))
    settings.insert(2, el("saveSubsetFonts"))
    language = settings.find(qn("w:themeFontLang"))
    language.attrib.clear()
    language.set(qn("w:val"), LANGUAGE)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")


def _properties(document: Any, briefing: Briefing) -> None:
    core = document.core_properties
    core.title, core.subject, core.author = parts.title(briefing), briefing.subject, parts.author(briefing)
    core.comments, core.keywords, core.category = briefing.finding, "", briefing.kind
    core.last_modified_by, core.language, core.revision = parts.author(briefing), LANGUAGE, 1
    core.created = core.modified = datetime.combine(briefing.day, time(), UTC)


def _page(document: Any, briefing: Briefing) -> None:
    """A4 with the margins of papers of office; the mark on every page, the running title from the second one on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin, section.bottom_margin = Mm(25 if briefing.synthetic else 20), Mm(20)
    section.header_distance, section.footer_distance = Mm(10), Mm(9)
    section.different_first_page_header_footer = True

    def mark() -> list[Element]:
        return [paragraph("Mark", run(briefing.synthetic))] if briefing.synthetic else []

    running = tables.tabbed("Header", [run(parts.title(briefing))], [run(g.day(briefing.day))])
    _fill(section.first_page_header, mark() or [paragraph("Header")])
    _fill(section.header, [*mark(), running])
    for footer in (section.first_page_footer, section.footer):
        page, of = words.PAGE_OF
        number = [run(f"{page} "), field("PAGE", "1"), run(f" {of} "), field("NUMPAGES", "1")]
        _fill(footer, [tables.tabbed("Footer", [run(briefing.version.words)], number, ruled=True)])


def _fill(place: Any, content: list[Element]) -> None:
    place.is_linked_to_previous = False
    element = place._element
    for old in list(element):
        element.remove(old)
    element.extend(content)


class _Writer:
    """Writes the parts in their order."""

    def __init__(self, document: Any, briefing: Briefing, boundaries: Path | None) -> None:
        self._document, self._briefing, self._boundaries = document, briefing, boundaries
        self._body = document.element.body
        self._end = self._body.sectPr
        self._captions = parts.Captions()

    def write(self) -> None:
        """All of it."""
        briefing = self._briefing
        self._head()
        self._add(paragraph("Finding", run(briefing.finding)))
        self._add(paragraph("Quiet", run(briefing.lead)))
        if briefing.figures:
            self._add(tables.key_figures(briefing.figures))
        for section in briefing.sections:
            self._add(paragraph("Heading1", run(section.title)))
            if section.finding:
                self._add(paragraph("SectionFinding", run(section.finding)))
            for block in section.blocks:
                self._block(block)
        self._foot()

    def _add(self, element: Element) -> None:
        self._end.addprevious(element)

    def _head(self) -> None:
        briefing, left, right = self._briefing, [], []
        if briefing.issuer:
            left.append(paragraph("Issuer", run(briefing.issuer)))
        left.append(paragraph("Title", run(briefing.kind.upper())))
        left.append(paragraph("Quiet", run(f"{g.day(briefing.day)} · {briefing.place}")))
        left.append(paragraph("Subject", run(briefing.subject)))
        if briefing.version.link:
            alt = f"{words.LINK_NOTE}: {briefing.version.link}"
            right.append(self._picture(parts.code(briefing.version.link, "png"), _QR, alt, style="Normal"))
            right.append(paragraph("FigureNote", run(words.QR_NOTE)))
        self._add(tables.head(left, right))

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._add(paragraph(_STYLE_OF[block.tone], run(block.text)))
        elif isinstance(block, Items):
            style = "ListNumber" if block.ordered else "ListBullet"
            number = styles.ordered_list(self._document) if block.ordered else styles.BULLETS
            for item in block.items:
                self._add(paragraph(style, run(item), num=number))
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._figure(block)

    def _caption(self, item: Figure | Table) -> Element:
        word, number = self._captions.number(item)
        label = [run(f"{word} "), field(f"SEQ {word} \\* ARABIC", str(number))]
        return paragraph("Caption", *label, run(f"{parts.SEPARATOR}{item.title}"))

    def _table(self, item: Table) -> None:
        self._add(self._caption(item))
        if item.note:
            self._add(paragraph("Note", run(item.note), keep=True))
        self._add(tables.table(item))
        # A paragraph parts the table from another one that follows.
        self._add(paragraph("Source", run(item.source)))

    def _figure(self, figure: Figure) -> None:
        png = pictures.png(figure, self._boundaries)
        self._add(self._picture(png, int(TEXT_WIDTH * parts.share(figure)), figure.alt, style="Picture"))
        self._add(self._caption(figure))
        said = [text for text in (figure.note, figure.source) if text]
        for number, text in enumerate(said, 1):
            self._add(paragraph("Note", run(text), keep=number < len(said)))
        if figure.table is not None:
            self._table(figure.table)

    def _picture(self, png: bytes, width: int, alt: str, *, style: str) -> Element:
        shape = self._document.part.new_pic_inline(io.BytesIO(png), width=width, height=None)
        described = shape.docPr
        described.set("descr", alt)
        for inner in shape.iter(qn("pic:cNvPr")):
            inner.set("descr", alt)
            inner.set("id", str(int(described.get("id")) + 1000))
        drawing = el("drawing", shape)
        return paragraph(style, el("r", drawing))

    def _foot(self) -> None:
        sentences = parts.foot(self._briefing)
        address = self._briefing.version.link
        for text in sentences:
            self._add(paragraph("Note", run(text), keep=bool(address)))
        if address:
            part = self._document.part
            self._add(paragraph("Note", run(f"{words.LINK_NOTE}: "), link(part, address, address)))
