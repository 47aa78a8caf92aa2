"""The empty presentation: 16:9, our theme, one master with three layouts."""

from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from dashboard.briefings.slides.markup import LANGUAGE, NAMESPACES, Align, Box, emu, named, placeholder, rule, said
from dashboard.briefings.slides.palette import colour, theme_part
from layouts import theme

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, WIDTH - 0.6
ROOM = RIGHT - LEFT
BOTTOM = 6.9
"""Where the content ends: below stand the line, the publication and the number."""
TITLE = Box(LEFT, 0.64, ROOM, 0.5)
FOOTER, DAY, NUMBER = Box(LEFT, 7.06, 9.6, 0.24), Box(10.4, 7.06, 1.5, 0.24), Box(12.0, 7.06, RIGHT - 12.0, 0.24)
COVER, BELOW = Box(LEFT, 2.75, 9.3, 1.6), Box(LEFT, 4.55, 9.3, 0.9)
TEXT = Box(LEFT, 1.4, 10.4, BOTTOM - 1.4)
TITLE_SIZE, TEXT_SIZE, FOOT_SIZE = 24, 16, 10
LAYOUTS = {"cover": "Титульный слайд", "content": "Заголовок и содержание", "text": "Заголовок и текст"}
_KINDS = {"cover": "title", "content": "titleOnly", "text": "obj"}
_KEPT = (0, 5, 1)
"""Layouts of the library's template that become ours: title, title only, title and text."""
FOOTERS: tuple[tuple[str, str, Box, Align], ...] = (
    ("Дата", 'type="dt" sz="half" idx="10"', DAY, "r"),
    ("Публикация", 'type="ftr" sz="quarter" idx="11"', FOOTER, "l"),
    ("Номер слайда", 'type="sldNum" sz="quarter" idx="12"', NUMBER, "r"),
)
"""Name, attributes of the placeholder, place, alignment."""


def template() -> Deck:
    """The empty presentation, its parts ours throughout."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    del deck.element.find("{*}sldSz").attrib["type"]
    package = deck.part.package
    for rel in [r for r in package._rels.values() if r.reltype == RT.THUMBNAIL]:
        package.drop_rel(rel.rId)
    for rel in [r for r in deck.part.rels.values() if r.reltype == RT.PRINTER_SETTINGS]:
        deck.part.rels.pop(rel.rId)
    for item in deck.element.iter("{*}defRPr"):
        item.set("lang", LANGUAGE)
    layouts = list(deck.slide_layouts)
    kept = [layouts[place] for place in _KEPT]
    for layout in layouts:
        if layout not in kept:
            deck.slide_layouts.remove(layout)
    master = deck.slide_master
    master.part.part_related_by(RT.THEME)._blob = theme_part().encode()
    _fill(master.element, _master())
    _styles(master.element)
    for layout, (code, name) in zip(kept, LAYOUTS.items(), strict=True):
        layout.element.set("type", _KINDS[code])
        layout.element.attrib.pop("preserve", None)
        layout.element.cSld.set("name", name)
        _fill(layout.element, _layout(code))
    return deck


def _fill(element: Any, inside: str) -> None:
    """Puts the shapes in place of those of the template."""
    tree = element.cSld.spTree
    for item in list(tree)[2:]:
        tree.remove(item)
    for item in parse_xml(f"<p:spTree {NAMESPACES}>{inside}</p:spTree>"):
        tree.append(item)


def _master() -> str:
    return (
        placeholder(2, "Заголовок", 'type="title"', _prompt("Заголовок слайда", anchor="t"), TITLE)
        + placeholder(3, "Текст", 'type="body" idx="1"', _prompt("Текст"), TEXT)
        + _footers(4, master=True)
        + rule(named(7, "Линия", hidden=True), LEFT, 7.0, ROOM)
    )


def _layout(code: str) -> str:
    if code == "cover":
        words = _prompt("О чём справка", anchor="t", size=28)
        inside = placeholder(2, "Заголовок", 'type="ctrTitle"', words, COVER)
        inside += placeholder(3, "Подзаголовок", 'type="subTitle" idx="1"', _prompt("Дата и место", size=16), BELOW)
        return inside + rule(named(4, "Линия", hidden=True), LEFT, 2.55, ROOM, theme.INK, 1.5) + _footers(5)
    inside = placeholder(2, "Заголовок", 'type="title"', _prompt("Заголовок слайда", anchor="t"))
    if code == "text":
        inside += placeholder(3, "Текст", 'idx="1"', _prompt("Текст"))
    return inside + _footers(4)


def _prompt(text: str, *, anchor: str = "t", size: float = 0) -> str:
    style = "<a:lstStyle/>"
    if size:
        plain = 'marL="0" indent="0" algn="l"'
        style = (
            f'<a:lstStyle><a:lvl1pPr {plain}><a:buNone/><a:defRPr sz="{round(size * 100)}"/></a:lvl1pPr></a:lstStyle>'
        )
    return (
        f'<p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{anchor}">'
        f'<a:normAutofit/></a:bodyPr>{style}<a:p><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{text}</a:t></a:r></a:p>'
        "</p:txBody>"
    )


def _footers(first: int, *, master: bool = False) -> str:
    """The places of day, publication and number in the master and in a layout."""
    return "".join(
        placeholder(first + step, name, kind, footer_words(kind, "", align, look=master), box if master else None)
        for step, (name, kind, box, align) in enumerate(FOOTERS)
    )


def footer_words(kind: str, text: str, align: str, *, look: bool = False) -> str:
    """The text of a footer; the number of the slide counts by itself. ``look`` states size and colour."""
    style = "<a:lstStyle/>"
    if look:
        ink = f"<a:solidFill>{colour(theme.GREY)}</a:solidFill>"
        style = (
            f'<a:lstStyle><a:lvl1pPr algn="{align}"><a:defRPr sz="{FOOT_SIZE * 100}">{ink}</a:defRPr></a:lvl1pPr>'
            "</a:lstStyle>"
        )
    inside = f'<a:r><a:rPr lang="{LANGUAGE}" dirty="0"/><a:t>{said(text)}</a:t></a:r>' if text else ""
    if "sldNum" in kind:
        inside = (
            f'<a:fld id="{{6F0C1B4E-5E0B-4E53-9B5D-2B1C6B7E9A01}}" type="slidenum"><a:rPr lang="{LANGUAGE}"/>'
            f"<a:t>{text or '‹#›'}</a:t></a:fld>"
        )
    return (
        '<p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="t"/>'
        f'{style}<a:p>{inside}<a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody>'
    )


def _styles(element: Any) -> None:
    """The styles of titles and texts that all slides inherit."""
    ink = f"<a:solidFill>{colour(theme.INK)}</a:solidFill>"

    def face(place: str) -> str:
        return f'<a:latin typeface="+{place}-lt"/><a:ea typeface="+{place}-ea"/><a:cs typeface="+{place}-cs"/>'

    title = f'<a:defRPr sz="{TITLE_SIZE * 100}" b="1" kern="1200">{ink}{face("mj")}</a:defRPr>'
    levels = "".join(
        f'<a:lvl{level}pPr marL="{emu(0.25 * (level - 1))}" indent="0" algn="l"><a:spcBef><a:spcPts val="600"/>'
        f'</a:spcBef><a:buNone/><a:defRPr sz="{TEXT_SIZE * 100}" kern="1200">{ink}{face("mn")}</a:defRPr>'
        f"</a:lvl{level}pPr>"
        for level in range(1, 6)
    )
    styles = parse_xml(
        f'<p:txStyles {NAMESPACES}><p:titleStyle><a:lvl1pPr algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f"<a:buNone/>{title}</a:lvl1pPr></p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle><a:lvl1pPr>"
        f'<a:defRPr sz="1400" kern="1200">{ink}{face("mn")}</a:defRPr></a:lvl1pPr></p:otherStyle></p:txStyles>'
    )
    old = element.find("{*}txStyles")
    old.getparent().replace(old, styles)
