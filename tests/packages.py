"""The rules of a package (ECMA-376, part 2) that an office program calls a file broken for."""

import io
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from lxml import etree

TYPES = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def broken_rules(package: bytes) -> list[str]:
    """What is against the rules, in words; empty for a file that opens without repair.

    Names stand once, each part has a content type and is XML where it says so, relationships have targets within the
    package, their ids stand once and are used only where they are defined; ids of drawings are unique in their part.
    """
    with ZipFile(io.BytesIO(package)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name}: дважды" for name in set(names) if names.count(name) > 1]
    if TYPES not in parts:
        return [*found, f"нет {TYPES}"]
    types = etree.fromstring(parts[TYPES])
    defaults = {item.get("Extension", "").lower() for item in types if etree.QName(item).localname == "Default"}
    overrides = [item.get("PartName", "")[1:] for item in types if etree.QName(item).localname == "Override"]
    found += [f"{name}: тип есть, части нет" for name in overrides if name not in parts]
    for name, content in parts.items():
        if name == TYPES or name.endswith("/"):
            continue
        if name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            found.append(f"{name}: нет типа содержимого")
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(content)
        except etree.XMLSyntaxError as error:
            found.append(f"{name}: {error}")
            continue
        found += _relations(name, root, parts) if name.endswith(".rels") else _inside(name, root, parts)
    return found


def _relations(name: str, root: etree._Element, parts: dict[str, bytes]) -> list[str]:
    folder = dirname(dirname(name))
    found = []
    for item in root.iter(_RELATIONSHIP):
        if item.get("TargetMode") == "External":
            continue
        target = item.get("Target", "")
        path = target[1:] if target.startswith("/") else normpath(join(folder, target))
        if path not in parts:
            found.append(f"{name}: нет части {path}")
    ids = [item.get("Id") for item in root.iter(_RELATIONSHIP)]
    return found + [f"{name}: связь {each} дважды" for each in set(ids) if ids.count(each) > 1]


def _inside(name: str, root: etree._Element, parts: dict[str, bytes]) -> list[str]:
    beside = join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")
    known = (
        {item.get("Id") for item in etree.fromstring(parts[beside]).iter(_RELATIONSHIP)} if beside in parts else set()
    )
    elements = [item for item in root.iter() if isinstance(item.tag, str)]
    used = {
        value for item in elements for key, value in item.attrib.items() if str(key).startswith(f"{{{_R}}}") and value
    }
    drawings = [item.get("id") for item in elements if etree.QName(item).localname in {"cNvPr", "docPr"}]
    return [
        *(f"{name}: связи {each} нет" for each in used - known),
        *(f"{name}: номер рисунка {each} дважды" for each in set(drawings) if drawings.count(each) > 1),
    ]
