"""Guards in front of an xlsx file: what a zip archive may hold before a reader touches it.

A workbook of a few kilobytes can unpack into gigabytes, name a cell in the last row and column (a reader allocates the
whole rectangle), or repeat one long string in every cell. Everything is checked here in a stream, at bounded memory.
"""

import posixpath
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import ParseError, iterparse

from data_access.imports.findings import Findings, refuse
from data_access.imports.sheet_extent import Extent

MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 100
RATIO_FLOOR = 10 * 2**20
"""Below this unpacked size the ratio says nothing: empty styles compress a thousandfold."""
MAX_MEMBERS = 2000
MAX_SHEETS = 100
MAX_CELLS = 5_000_000
LONG_TEXT = 1000
MAX_STRINGS = 500 * 2**20
"""Bytes of text that cells may hold together when a text longer than ``LONG_TEXT`` is among them."""
_CHUNK = 1 << 20
_FORMULA = re.compile(rb"<f[\s/>]")
_PREFIXED_FORMULA = re.compile(rb":f[\s/>]")
_MEND = "Откройте файл в табличном редакторе, проверьте его и сохраните заново как xlsx"


def check(data: bytes, file: str) -> list[str]:
    """Refuses an archive that is cut, no workbook, or a bomb. Returns the sheet members that hold formulas."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            check_sizes(members, len(data), file)
            names = [member.filename for member in members]
            if "xl/workbook.xml" not in names:
                raise refuse(file, "файл не является книгой xlsx", "Сохраните таблицу как xlsx или csv")
            return _check_members(archive, names, file)
    except ParseError as error:
        raise refuse(file, "книга не читается", _MEND) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError) as error:
        # RuntimeError is what zipfile raises for an encrypted member.
        raise refuse(file, "файл повреждён или обрезан: архив xlsx не читается", "Получите файл ещё раз") from error


def check_formulas(data: bytes, members: list[str], findings: Findings) -> None:
    """Notes the cells of the sheet ``members`` that hold a formula without a saved value.

    A reader gives such cells as empty.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = sheet_members(archive)
        for member in members:
            with archive.open(member) as stream:
                try:
                    for reference in _unsaved(stream):
                        findings.add(
                            f"в ячейке {reference} формула без сохранённого значения",
                            "Откройте файл в табличном редакторе, пересчитайте и сохраните, либо вставьте значения",
                            sheet=sheets.get(member),
                            row=int(re.sub(r"\D", "", reference) or 0) or None,
                            column=re.sub(r"\d", "", reference) or None,
                        )
                except ParseError as error:
                    raise refuse(findings.file, "лист книги не читается", _MEND, sheet=sheets.get(member)) from error


def check_sizes(members: list[zipfile.ZipInfo], packed: int, file: str) -> None:
    """Refuses an archive of ``packed`` bytes that says of itself that it unpacks into too much."""
    unpacked = sum(member.file_size for member in members)
    size = f"архив распаковывается в {unpacked / 2**20:.0f} МБ"
    if unpacked > MAX_UNPACKED:
        told = f"{size}, а читается до {MAX_UNPACKED // 2**20} МБ"
    elif len(members) > MAX_MEMBERS:
        told = f"частей в архиве {len(members)}, а читается до {MAX_MEMBERS}"
    elif unpacked > RATIO_FLOOR and unpacked > MAX_RATIO * packed:
        packed_size = f"{packed / 2**20:.1f}".replace(".", ",")
        told = f"{size} из {packed_size} МБ, больше чем в {MAX_RATIO} раз: это не таблица с результатами"
    else:
        return
    raise refuse(file, told, "Сохраните нужные листы в новую книгу или разделите её на части")


def sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Member of the archive → name of the sheet, in the order of the book; DTDs must have been refused."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    # Readers find members without regard to case.
    there = {name.lower(): name for name in archive.namelist()}
    found = {}
    for item in workbook.iter():
        if item.tag.rpartition("}")[2] == "sheet":
            target = next((targets.get(value, "") for key, value in item.items() if key.endswith("}id")), "")
            member = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            found[there.get(member.lower(), member)] = item.get("name", "")
    return found


def _check_members(archive: zipfile.ZipFile, names: list[str], file: str) -> list[str]:
    books = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    for name in sorted(books):
        deque(_chunks(archive, name, file), maxlen=0)
    sheets = sheet_members(archive)
    if len(sheets) > MAX_SHEETS:
        raise refuse(file, f"в книге больше {MAX_SHEETS} листов", "Разделите книгу на несколько файлов")
    with_formulas = []
    text_cells = 0
    extents: dict[str, Extent] = {}
    for name in names:
        if name in books or not (name in sheets or name.lower().endswith((".xml", ".rels"))):
            continue
        extent, formulas = extents.setdefault(name, Extent()) if name in sheets else None, False
        for chunk in _chunks(archive, name, file):
            if extent is not None:
                extent.feed(chunk)
                formulas = formulas or bool(_FORMULA.search(chunk)) or bool(_PREFIXED_FORMULA.search(chunk))
                text_cells += chunk.count(b't="s"') + chunk.count(b"t='s'")
        if formulas:
            with_formulas.append(name)
    if _overflowing(extents) is not None:
        for name, spanned in extents.items():
            spanned.narrow(_chunks(archive, name, file))
    over = _overflowing(extents)
    if over is not None:
        raise refuse(
            file,
            f"строк на листе {extents[over].rows}, столбцов {max(extents[over].columns, 1)}, а книга читается до "
            f"{MAX_CELLS // 10**6} млн ячеек на всех листах вместе",
            "Удалите пустые строки и столбцы за таблицей или разделите книгу на части",
            sheet=sheets.get(over),
        )
    for name in names:
        if name.lower() == "xl/sharedstrings.xml":
            longest = max(map(len, archive.read(name).split(b"</si>")))
            if longest > LONG_TEXT and longest * text_cells > MAX_STRINGS:
                raise refuse(file, "тексты ячеек книги слишком длинны", _MEND)
    return with_formulas


def _overflowing(extents: Mapping[str, Extent]) -> str | None:
    """The sheet that alone, or with those before it, spans too many cells."""
    cells = 0
    for name, extent in extents.items():
        cells += extent.likely
        if extent.bound > MAX_CELLS or cells > MAX_CELLS:
            return name
    return None


def _chunks(archive: zipfile.ZipFile, name: str, file: str) -> Iterator[bytes]:
    """The member in pieces that tear no tag; refuses what is no plain XML."""
    rest = b""
    first = True
    with archive.open(name) as stream:
        while piece := stream.read(_CHUNK):
            chunk = rest + piece
            if first and not chunk.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                raise refuse(file, f"часть книги {name} не читается", _MEND)
            if b"<!" in chunk and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                raise refuse(file, f"часть книги {name} объявляет свои сущности XML", _MEND)
            first = False
            cut = chunk.rfind(b"<")
            if len(chunk) - cut > _CHUNK:
                raise refuse(file, f"часть книги {name} не читается: в ней слишком длинный тег или текст", _MEND)
            rest = chunk[cut:]
            yield chunk[:cut]
    yield rest


def _unsaved(stream: IO[bytes]) -> Iterator[str]:
    """References of cells with a formula but no value. DTDs were refused before, so no entity can expand."""
    for _event, element in iterparse(stream):  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            element.clear()
        elif tag == "c":
            children = {child.tag.rpartition("}")[2]: child for child in element}
            value = children.get("v")
            empty = value is None or (not value.text and element.get("t") != "str")
            if "f" in children and empty and "is" not in children:
                yield element.get("r", "")
