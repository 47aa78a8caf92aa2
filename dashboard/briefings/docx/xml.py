"""WordprocessingML by the piece: elements, runs, paragraphs, fields, links."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from layouts import theme

Element = Any


def el(tag: str, /, *children: Element | None, **attributes: object) -> Element:
    """An element of the w namespace with attributes of it: ``el("jc", val="right")``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def text(words: str) -> Element:
    """A text whose outer spaces are kept."""
    made = el("t")
    made.text = words
    made.set(qn("xml:space"), "preserve")
    return made


def run(words: str, *, style: str = "", bold: bool | None = None, colour: str = "", size: float = 0) -> Element:
    """A run; ``size`` in points, 0 as the paragraph has it, and ``bold`` as it has it where it is None."""
    properties = el("rPr")
    if style:
        properties.append(el("rStyle", val=style))
    if bold is not None:
        properties.append(el("b") if bold else el("b", val=0))
    if colour:
        properties.append(el("color", val=hexadecimal(colour)))
    if size:
        properties.extend((el("sz", val=round(2 * size)), el("szCs", val=round(2 * size))))
    return el("r", properties if len(properties) else None, text(words))


def paragraph(style: str, *runs: Element, keep: bool = False, align: str = "", num: int | None = None) -> Element:
    """A paragraph of a style; ``keep``: on the page of the next one; ``num``: the list that it belongs to."""
    properties = el("pPr", el("pStyle", val=style) if style else None)
    if keep:
        properties.append(el("keepNext"))
    if num is not None:
        properties.append(el("numPr", el("ilvl", val=0), el("numId", val=num)))
    if align:
        properties.append(el("jc", val=align))
    return el("p", properties if len(properties) else None, *runs)


def field(instruction: str, shown: str) -> Element:
    """A field with what it shows until it is counted anew."""
    return el("fldSimple", run(shown), instr=f" {instruction} ")


def line_break() -> Element:
    """A new line within a paragraph."""
    return el("r", el("br"))


def tab() -> Element:
    """A tab."""
    return el("r", el("tab"))


def link(part: Any, address: str, words: str) -> Element:
    """A link to an address outside; ``part``: where it stands."""
    made = el("hyperlink", run(words, style="Hyperlink"))
    made.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return made


def hexadecimal(colour: str) -> str:
    """«1C2530» of «#1c2530»."""
    return colour.lstrip("#").upper()


def edges(**sides: tuple[float, str] | None) -> Element:
    """Borders: width in points and colour of each side, None for none."""
    order = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
    made = el("tblBorders")
    for side in order:
        if side in sides:
            made.append(edge(side, sides[side]))
    return made


def edge(side: str, line: tuple[float, str] | None, space: int = 0) -> Element:
    """One border, ``space`` points off the words."""
    if line is None:
        return el(side, val="nil")
    return el(side, val="single", sz=round(8 * line[0]), space=space, color=hexadecimal(line[1]))


RULE = (0.5, theme.LINE)
STRONG = (0.75, theme.INK)
