"""The font inside the document, so that it looks the same where the font is not installed."""

import uuid
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from dashboard.briefings import fonts
from dashboard.briefings.docx.xml import el

_FACES: tuple[tuple[str, fonts.Weight], ...] = (("embedRegular", 400), ("embedBold", 700))
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def embed(document: Any) -> None:
    """Writes the table of fonts anew: ours with its files, another one for programs that take no such files."""
    package = document.part.package
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    font = el(
        "font", el("altName", val=fonts.FALLBACK), el("panose1", val="020B0503030403020204"), el("charset", val="CC"),
        el("family", val="swiss"), el("pitch", val="variable"), name=fonts.FAMILY,
    )  # fmt: skip
    for tag, weight in _FACES:
        key = uuid.uuid5(uuid.NAMESPACE_DNS, f"{fonts.FAMILY} {weight}")
        file = Part(PackURI(f"/word/fonts/{tag}.odttf"), _TYPE, obfuscated(fonts.cut(weight, "ttf"), key), package)
        face = el(tag, fontKey=f"{{{str(key).upper()}}}")
        face.set(qn("r:id"), table.relate_to(file, _RELATIONSHIP))
        font.append(face)
    table._blob = etree.tostring(el("fonts", font), xml_declaration=True, encoding="UTF-8", standalone=True)


def obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """The font as ECMA-376 (part 4, 2.8.1) wants it in a document: its first 32 bytes mixed with the key."""
    mixer = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:32], mixer, strict=True)) + font[32:]
