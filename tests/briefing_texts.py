"""The words of a briefing's file, whatever its format: all that a reader can find in it, hidden or not."""

import io
import re
from collections.abc import Callable
from zipfile import ZipFile

from lxml import etree
from lxml import html as markup
from openpyxl import load_workbook
from pypdf import PdfReader

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def plain(said: str) -> str:
    """The text without spaces and hyphens: a PDF breaks its lines, and kerning looks like a space."""
    return re.sub(r"[\s\u00ad\u2010-]", "", said)


def pptx(content: bytes) -> str:
    """Slides, notes, charts with the workbooks inside, names of shapes, alternative texts, links, properties."""
    found = []
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                found.append(_workbook(archive.read(name)))
            elif name.endswith(".rels"):
                found += [item.get("Target", "") for item in etree.fromstring(archive.read(name))]
            elif name.endswith(".xml"):
                for node in etree.fromstring(archive.read(name)).iter():
                    found.append(node.text or "")
                    # A paragraph ends where the next begins; its runs belong together.
                    found.append("\n" if str(node.tag).endswith("}p") else "")
                    found += [f"\n{node.get(key)}\n" for key in ("name", "descr", "title", "val") if node.get(key)]
    return "".join(found)


def _workbook(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    cells = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    return "\n".join([*book.sheetnames, *(str(value) for value in cells if value is not None)])


def pdf(content: bytes) -> str:
    """Pages."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def docx(content: bytes) -> str:
    """The text, headers and footers, words for who cannot see pictures, names of tables, properties."""
    found = []
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|comments)\.xml|docProps/core\.xml", name):
                for node in etree.fromstring(archive.read(name)).iter():
                    if node.tag in {f"{_W}t", f"{_W}delText"} or name.startswith("docProps"):
                        found.append(node.text or "")
                    elif node.tag in {f"{_W}p", f"{_W}br", f"{_W}tab"}:
                        found.append(" ")
                    found += [node.get(key) for key in ("descr", "title", f"{_W}val") if _told(node, key)]
    return "".join(found)


def _told(node: etree._Element, key: str) -> bool:
    own = key != f"{_W}val" or node.tag in {f"{_W}tblCaption", f"{_W}tblDescription"}
    return own and bool(node.get(key))


def xlsx(content: bytes) -> str:
    """Names of sheets, hidden ones too, every cell and comment, heads and feet of the print, properties."""
    book = load_workbook(io.BytesIO(content))
    found = [book.properties.title, book.properties.subject, book.properties.creator, book.properties.description]
    for sheet in book.worksheets:
        found.append(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    found.append(str(cell.value))
                if cell.comment:
                    found.append(cell.comment.text)
        for part in (sheet.oddHeader, sheet.oddFooter):
            found += [place.text for place in (part.left, part.center, part.right)]
    return "\n".join(filter(None, found))


def html(content: bytes) -> str:
    """The page, its title, names and descriptions that only programs read; its rules of style too."""
    root = markup.fromstring(content.decode())
    told = [node.get(key) for node in root.iter() for key in ("aria-label", "title", "alt", "content", "style")]
    return " ".join([*root.itertext(), *filter(None, told)])


TEXT_OF: dict[str, Callable[[bytes], str]] = {"pdf": pdf, "pptx": pptx, "docx": docx, "xlsx": xlsx, "html": html}
"""By extension."""
