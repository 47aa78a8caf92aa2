"""The words of a briefing's file, whatever its format: all that a reader can find in it, hidden or not."""

import io
import re
from collections.abc import Callable
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook


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


TEXT_OF: dict[str, Callable[[bytes], str]] = {"pptx": pptx}
"""By extension."""
