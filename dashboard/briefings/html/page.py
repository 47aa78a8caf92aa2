"""The page: words by the template beside, figures inline, the font within; no script, no other file, no other host."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree

from dashboard.briefings import fonts, parts, pictures
from layouts import theme
from layouts.texts import briefing as words
from layouts.texts import grammar as g
from monitoring.reports.briefing import Block, Briefing, Figure, Items, MapData, Paragraph, Table

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def html(briefing: Briefing, boundaries: Path | None) -> bytes:
    """The file's bytes, UTF-8; the same for the same briefing."""
    link = briefing.version.link
    captions = parts.Captions()
    return (
        _templates()
        .get_template("briefing.html")
        .render(
            briefing=briefing,
            title=parts.title(briefing),
            day=g.day(briefing.day),
            foot=parts.foot(briefing),
            qr=_inline(parts.code(link), "qr", f"{words.LINK_NOTE}: {link}") if link else "",
            label=captions.label,
            drawn=lambda figure: _inline(pictures.svg(figure, boundaries), figure.code, figure.alt),
            kind=_kind,
            separator=parts.SEPARATOR,
            share=parts.share,
            scrolled=lambda figure: isinstance(figure.data, MapData),
            faces=[(weight, _face(weight)) for weight in (400, 600)],
            theme=theme,
            words=words,
        )
        .encode()
    )


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["css"] = _css
    return made


def _css(text: str) -> str:
    """The text as a string of CSS: whatever is not a letter, a digit or a space by its code."""
    return '"{}"'.format("".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x}" for sign in text))


@cache
def _face(weight: fonts.Weight) -> str:
    return b64encode(fonts.cut(weight, "woff")).decode()


def _kind(block: Block) -> str:
    """By what part of the template a block is shown."""
    kinds = {Paragraph: "paragraph", Items: "items", Table: "table", Figure: "figure"}
    return kinds[type(block)]


def _inline(svg: bytes, code: str, alt: str) -> str:
    """The picture for a page: a name for who cannot see it, ids of its own, nothing that the rest of the page feels."""
    root = etree.fromstring(svg)
    for node in list(root.iter(f"{{{_SVG}}}metadata", f"{{{_SVG}}}style")):
        node.getparent().remove(node)
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    used = {name for node in nodes for value in node.attrib.values() for name in _REFERENCE.findall(value)}
    used |= {node.get(_HREF)[1:] for node in nodes if node.get(_HREF, "").startswith("#")}
    for node in nodes:
        for key, value in node.attrib.items():
            if key == "id":
                if value in used:
                    node.set("id", f"{code}-{value}")
                else:
                    del node.attrib["id"]
            elif key == _HREF:
                # Browsers know the plain name; the other one is not for pages.
                node.set("href", f"#{code}-{value[1:]}")
                del node.attrib[_HREF]
            elif "url(#" in value:
                node.set(key, _REFERENCE.sub(rf"url(#{code}-\1)", value))
    if root.get("viewBox") is None:
        root.set("viewBox", f"0 0 {root.get('width')} {root.get('height')}")
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    root.set("role", "img")
    root.set("aria-label", alt)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")
