"""DrawingML of words and shapes as text: made at once, where the library asks the tree for every letter.

All sizes in inches, fonts in points; words come as they are and are escaped here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from dashboard.briefings.packages import legible
from dashboard.briefings.slides import metrics
from dashboard.briefings.slides.palette import colour
from layouts import theme

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
LANGUAGE = "ru-RU"
Align = Literal["l", "ctr", "r"]
Bullet = Literal["", "–", "1."]


def emu(inches: float) -> int:
    """English metric units, in which files measure."""
    return round(inches * 914_400)


def said(text: str) -> str:
    """The text for the inside of an element or of an attribute in double quotes."""
    return escape(legible(text), {'"': "&quot;", "\n": " "})


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a slide."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def xml(self, tag: str = "a:xfrm", attributes: str = "") -> str:
        """Place and size as an element."""
        place = f'<a:off x="{emu(self.x)}" y="{emu(self.y)}"/>'
        return f'<{tag}{attributes}>{place}<a:ext cx="{emu(self.width)}" cy="{emu(self.height)}"/></{tag}>'


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; ``size`` in points, 0 for that of the placeholder; ``ink`` «» likewise."""

    text: str
    size: float = 0
    bold: bool = False
    ink: str = ""
    link: str = ""
    """Id of a relationship to an address."""

    def xml(self) -> str:
        """The run, broken into lines where the text is."""
        size = f' sz="{round(self.size * 100)}"' if self.size else ""
        fill = f"<a:solidFill>{colour(self.ink)}</a:solidFill>" if self.ink else ""
        link = f'<a:hlinkClick r:id="{self.link}"/>' if self.link else ""
        weight = ' b="1"' if self.bold else ""
        look = f'lang="{LANGUAGE}"{size}{weight} dirty="0"'
        parts = self.text.split("\n")
        runs = (f"<a:r><a:rPr {look}>{fill}{link}</a:rPr><a:t>{said(part)}</a:t></a:r>" for part in parts)
        return f"<a:br><a:rPr {look}/></a:br>".join(runs)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: ``before`` points of air above it; ``indent`` of a bullet's hanging text in inches."""

    runs: tuple[Run, ...]
    align: Align = "l"
    before: float = 0
    bullet: Bullet = ""
    indent: float = 0.0
    number: int = 1
    """Of a numbered paragraph: its place in the list."""

    def xml(self, leading: int = 100, start: int = 1) -> str:
        """The paragraph; ``leading`` in percent, ``start``: the first number of the list that it belongs to."""
        hanging = f' marL="{emu(self.indent)}" indent="{-emu(self.indent)}"' if self.bullet else ' marL="0" indent="0"'
        space = f'<a:lnSpc><a:spcPct val="{leading * 1000}"/></a:lnSpc>' if leading != 100 else ""
        above = f'<a:spcBef><a:spcPts val="{round(self.before * 100)}"/></a:spcBef>'
        begins = f' startAt="{start}"' if start > 1 else ""
        counted = f'<a:buAutoNum type="arabicPeriod"{begins}/>'
        sign = {"": "<a:buNone/>", "–": '<a:buFontTx/><a:buChar char="–"/>', "1.": counted}
        words = "".join(run.xml() for run in self.runs)
        return f'<a:p><a:pPr{hanging} algn="{self.align}">{space}{above}{sign[self.bullet]}</a:pPr>{words}</a:p>'

    def height(self, room: float) -> float:
        """Height in a column of ``room``, the air above it included."""
        size = max(run.size for run in self.runs)
        text = "".join(run.text for run in self.runs)
        bold = any(run.bold for run in self.runs)
        return metrics.height(metrics.lines(text, room - self.indent, size, bold=bold), size) + self.before / 72


def line(
    text: str, size: float = 0, *, bold: bool = False, ink: str = "", align: Align = "l", before: float = 0
) -> Line:
    """A paragraph of one look."""
    return Line((Run(text, size, bold, ink),), align, before)


def heights(lines: Sequence[Line], room: float) -> float:
    """Height of paragraphs under each other."""
    return sum(item.height(room) for item in lines)


def body(
    lines: Sequence[Line], *, anchor: str = "t", leading: int = 100, wrap: bool = True, tag: str = "p:txBody"
) -> str:
    """The text of a shape, without margins of its own; ``a:txBody`` is that of a cell."""
    wrapped = "square" if wrap else "none"
    # Where a much wider face stands in, an office program may make the words smaller sooner than let them run over.
    fit = "<a:normAutofit/>" if wrap else "<a:noAutofit/>"
    inside, start = "", 0
    for item in lines:
        # Paragraphs of one list must all tell the same start, or each begins anew.
        start = 0 if item.bullet != "1." else start or item.number
        inside += item.xml(leading, start)
    inside = inside or f'<a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p>'
    if tag == "a:txBody":
        return f"<{tag}><a:bodyPr/><a:lstStyle/>{inside}</{tag}>"
    return (
        f'<{tag}><a:bodyPr wrap="{wrapped}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{anchor}">'
        f"{fit}</a:bodyPr><a:lstStyle/>{inside}</{tag}>"
    )


def stroke(ink: str, points: float, dash: str = "") -> str:
    """A line; «» of ``ink`` for none."""
    if not ink:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * 12_700)}"><a:solidFill>{colour(ink)}</a:solidFill>{dashed}<a:round/></a:ln>'


def filled(value: str, alpha: float = 1.0) -> str:
    """A fill; «» for none."""
    return f"<a:solidFill>{colour(value, alpha)}</a:solidFill>" if value else "<a:noFill/>"


def named(number: int, name: str, alt: str = "", *, hidden: bool = False) -> str:
    """Id, name and alternative text of a shape; ``hidden`` from who hears the slide: it only adorns."""
    told = f' descr="{said(alt)}"' if alt else ""
    if not hidden:
        return f'<p:cNvPr id="{number}" name="{said(name)}"{told}/>'
    mark = '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    kept = f'<a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">{mark}</a:ext></a:extLst>'
    return f'<p:cNvPr id="{number}" name="{said(name)}"{told}>{kept}</p:cNvPr>'


def shape(
    head: str,
    box: Box,
    *,
    geometry: str = "rect",
    fill: str = "",
    alpha: float = 1.0,
    line_: str = "",
    words: str = "",
    turn: str = "",
) -> str:
    """A shape; ``head`` by ``named``, ``geometry``: a preset's name or an element, ``words`` by ``body``."""
    form = geometry if geometry.startswith("<") else f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>'
    kind = ' txBox="1"' if words and not fill and not line_ else ""
    return (
        f"<p:sp><p:nvSpPr>{head}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr><p:spPr>{box.xml(attributes=turn)}{form}"
        f"{filled(fill, alpha)}{line_ or stroke('', 0)}</p:spPr>{words or body(())}</p:sp>"
    )  # fmt: skip


def rule(head: str, x: float, y: float, width: float, ink: str = theme.LINE, points: float = 0.75) -> str:
    """A horizontal line."""
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{head}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{Box(x, y, width, 0).xml()}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{stroke(ink, points)}</p:spPr></p:cxnSp>'
    )


def upright(head: str, x: float, top: float, bottom: float, ink: str, points: float) -> str:
    """A vertical line."""
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{head}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>"
        f'{Box(x, top, 0, bottom - top).xml()}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{stroke(ink, points)}</p:spPr></p:cxnSp>"
    )


def placeholder(number: int, name: str, kind: str, words: str, box: Box | None = None) -> str:
    """A placeholder; ``kind``: attributes of ``p:ph``; without ``box`` it stands where its layout puts it."""
    place = box.xml() if box else ""
    return (
        f'<p:sp><p:nvSpPr>{named(number, name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/>'
        f"</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>{words}</p:sp>"
    )


def group(head: str, box: Box, inside: str) -> str:
    """A group whose members keep the places that they have on the slide."""
    x, y, width, height = (emu(value) for value in (box.x, box.y, box.width, box.height))
    return (
        f"<p:grpSp><p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/><a:chOff x="{x}" y="{y}"/>'
        f'<a:chExt cx="{width}" cy="{height}"/></a:xfrm></p:grpSpPr>{inside}</p:grpSp>'
    )
