"""Rows of ФИС ОКО exports by group of participants: country, region, municipality, school."""

from data_access.imports import names
from data_access.imports.headers import Field
from data_access.imports.names import Group
from data_access.imports.parsed import SchoolRef
from data_access.imports.table import Table

GROUP = Field("group", ("Группы участников",))
SCHOOLS = Field("schools", ("Кол-во ОО", "Количество ОО"))


def groups(table: Table, numbers: list[int] | None = None, texts: list[str] | None = None) -> list[Group | None]:
    """The group of each row; an empty cell is a finding."""
    counted = table.column("schools") if "schools" in table.columns else None
    found: list[Group | None] = []
    region_seen = False
    for position, text in enumerate(texts if texts is not None else table.texts("group")):
        if not text:
            number = (numbers or table.numbers)[position]
            table.note(number, "group", "не указана группа участников", "Укажите школу с логином в скобках")
            found.append(None)
            continue
        counts_schools = None if counted is None else counted[position] not in ("", None)
        group = names.group(text, region_seen=region_seen, counts_schools=counts_schools)
        region_seen = region_seen or group.level in {"region", "municipality"}
        found.append(group)
    return found


def schools(groups: list[Group | None]) -> list[SchoolRef | None]:
    """The school of each row that is one; its district is that of the municipality above it."""
    found: list[SchoolRef | None] = []
    district: str | None = None
    for group in groups:
        if group is None or group.level != "school":
            if group is not None:
                district = names.district_code(group.name) if group.level == "municipality" else None
            found.append(None)
        else:
            found.append(names.school(group.name, login=group.code or "", district=district))
    return found


def group_code(group: Group) -> str:
    """The key of a benchmark: the code in brackets, ``country``, or the name."""
    return group.code or ("country" if group.level == "country" else group.name[:64])
