"""Styles of the document: whoever edits it changes one of them and not each paragraph."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from dashboard.briefings import fonts
from dashboard.briefings.docx.xml import RULE, STRONG, edge, edges, el, hexadecimal
from layouts import theme

TABLE = "BriefingTable"
MARK_INK, MARK_GROUND = theme.NOTICE_INK, theme.NOTICE_GROUND
BULLETS, HEADINGS = 1, 2
"""Numbers of the lists that all documents have; ordered lists get their own."""
_ORDERED = 3
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Heading 1", "Heading 2", "Caption",
         "Header", "Footer", "List Bullet", "List Number"}  # fmt: skip


def prepare(document: Any) -> None:
    """Leaves of the template's styles those that are used and gives them the look of the other formats."""
    styles = document.styles
    for style in list(styles):
        if style.name not in _KEPT:
            style.delete()
    _defaults(styles)
    _of(styles, "Normal", 10, after=4, line=1.05)
    _of(styles, "Title", 20, bold=True, before=4, after=3, spacing=1.2)
    _of(styles, "Heading 1", 13, bold=True, before=14, after=4, keep=True)
    _of(styles, "Heading 2", 11, bold=True, before=10, after=4, keep=True)
    _of(styles, "Caption", 9, bold=True, before=9, after=3, keep=True)
    _of(styles, "Header", 7.5, colour=theme.GREY, after=0)
    _of(styles, "Footer", 7.5, colour=theme.GREY, after=0)
    _of(styles, "List Bullet", 10, after=3)
    _of(styles, "List Number", 10, after=3)
    _new(styles, "Issuer", 11, bold=True, after=0)
    _new(styles, "Subject", 11.5, bold=True, before=4, after=4)
    _new(styles, "Finding", 15, bold=True, before=10, after=4)
    _new(styles, "Section Finding", 10.5, bold=True, after=5, keep=True)
    _new(styles, "Quiet", 8.5, colour=theme.GREY, after=5)
    _new(styles, "Note", 7.5, colour=theme.GREY, before=0, after=2)
    _new(styles, "Source", 7.5, colour=theme.GREY, before=3, after=4)
    _new(styles, "Picture", 10, before=8, after=2, keep=True)
    _new(styles, "Figure Label", 8.5, colour=theme.GREY, before=2, after=0)
    _new(styles, "Figure Value", 19, bold=True, after=0, line=1.0)
    _new(styles, "Figure Note", 7, colour=theme.GREY, after=2, line=1.0)
    _new(styles, "Table Head", 7.5, colour=theme.GREY, after=0, line=1.0, keep=True)
    _new(styles, "Table Text", 8, after=0, line=1.0)
    _new(styles, "Table Line", 7, colour=theme.GREY, after=0, line=1.0)
    _new(styles, "Mark", 7.5, bold=True, colour=MARK_INK, after=2)
    shade = el("shd", val="clear", color="auto", fill=hexadecimal(MARK_GROUND))
    styles["Mark"].element.get_or_add_pPr().append(shade)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.element.get_or_add_rPr().extend((el("color", val=hexadecimal(theme.LINK)), el("u", val="single")))
    styles["Heading 1"].element.get_or_add_pPr().append(el("numPr", el("numId", val=HEADINGS)))
    for name in ("Heading 1", "Heading 2", "Mark"):
        _ordered(styles[name].element.pPr)
    styles.element.append(_table_style())
    _numbering(document)


def _defaults(styles: Any) -> None:
    defaults = styles.element.find(qn("w:docDefaults"))
    defaults.find(qn("w:rPrDefault")).clear()
    defaults.find(qn("w:rPrDefault")).append(
        el(
            "rPr",
            _fonts(),
            el("color", val=hexadecimal(theme.INK)),
            el("sz", val=20),
            el("szCs", val=20),
            el("lang", val="ru-RU", eastAsia="ru-RU", bidi="ar-SA"),
        )
    )


def _fonts() -> Any:
    return el("rFonts", ascii=fonts.FAMILY, hAnsi=fonts.FAMILY, cs=fonts.FAMILY, eastAsia=fonts.FAMILY)


def _new(styles: Any, name: str, size: float, **look: Any) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.quick_style = True
    _of(styles, name, size, **look)


def _of(
    styles: Any, name: str, size: float, *, bold: bool = False, colour: str = theme.INK, before: float = 0,
    after: float = 0, line: float = 1.0, keep: bool = False, spacing: float = 0,
) -> None:  # fmt: skip
    style = styles[name]
    element = style.element
    for old in (element.rPr, element.pPr):
        if old is not None:
            element.remove(old)
    look = style.paragraph_format
    look.space_before, look.space_after, look.line_spacing = Pt(before), Pt(after), line
    look.keep_with_next = keep or None
    look.widow_control = True
    if name.startswith("Heading"):
        element.get_or_add_pPr().append(el("outlineLvl", val=int(name[-1]) - 1))
    properties = element.get_or_add_rPr()
    properties.append(_fonts())
    if bold:
        properties.extend((el("b"), el("bCs")))
    properties.append(el("color", val=hexadecimal(colour)))
    if spacing:
        properties.append(el("spacing", val=round(20 * spacing)))
    properties.extend((el("sz", val=round(2 * size)), el("szCs", val=round(2 * size))))


def _ordered(properties: Any) -> None:
    """Puts the children into the order of the schema: Word calls a file broken for less."""
    order = ("keepNext", "keepLines", "widowControl", "numPr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl")
    found = {child.tag: child for child in properties}
    for name in order:
        child = found.get(qn(f"w:{name}"))
        if child is not None:
            properties.append(child)


def _table_style() -> Any:
    """Lines under the rows, a stronger one under the head; the head is what Word repeats."""
    margins = el(
        "tblCellMar", el("top", w=34, type="dxa"), el("left", w=74, type="dxa"), el("bottom", w=34, type="dxa"),
        el("right", w=74, type="dxa"),
    )  # fmt: skip
    head = el(
        "tblStylePr", el("tcPr", el("tcBorders", edge("bottom", STRONG)), el("vAlign", val="bottom")), type="firstRow"
    )
    return el(
        "style", el("name", val="Briefing Table"), el("basedOn", val="TableNormal"), el("uiPriority", val=59),
        el("qFormat"), el("tblPr", edges(bottom=RULE, insideH=RULE), margins), head,
        type="table", customStyle=1, styleId=TABLE,
    )  # fmt: skip


def _numbering(document: Any) -> None:
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    indent = el("pPr", el("ind", left=340, hanging=340))
    numbering.append(_abstract(BULLETS, "bullet", "–", indent))
    plain = el("pPr", el("ind", left=0, firstLine=0))
    numbering.append(_abstract(HEADINGS, "decimal", "%1.", plain, style="Heading1", suffix="space"))
    ordered = el("pPr", el("ind", left=340, hanging=340))
    numbering.append(_abstract(_ORDERED, "decimal", "%1.", ordered))
    for number in (BULLETS, HEADINGS):
        numbering.append(el("num", el("abstractNumId", val=number), numId=number))


def _abstract(number: int, form: str, shown: str, look: Any, style: str = "", suffix: str = "tab") -> Any:
    level = el(
        "lvl", el("start", val=1), el("numFmt", val=form), el("pStyle", val=style) if style else None,
        el("suff", val=suffix), el("lvlText", val=shown), el("lvlJc", val="left"), look, ilvl=0,
    )  # fmt: skip
    return el("abstractNum", el("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def ordered_list(document: Any) -> int:
    """The number of a new list that begins with 1."""
    numbering = document.part.numbering_part.element
    number = 1 + max(int(item.get(qn("w:numId"))) for item in numbering.findall(qn("w:num")))
    start = el("lvlOverride", el("startOverride", val=1), ilvl=0)
    numbering.append(el("num", el("abstractNumId", val=_ORDERED), start, numId=number))
    return number
