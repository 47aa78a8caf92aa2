"""Words of the approved list beside the computed one."""

from layouts.texts import grammar as g
from monitoring.districts import CITY
from monitoring.reports.approved import ApprovedCount, ApprovedDifference, ApprovedList
from monitoring.reports.publication import Publication, Selection

SHOWN = "Показан рассчитанный список."
DIFFERENCES = "Чем отличается утверждённый список"
SCHOOL, DISTRICT, DECISION, REASON = "Школа", "Район", "Решение", "Причина"
DECISIONS = {"added": "включена", "removed": "исключена"}
CHANGED_SINCE = "причина не указана: рассчитанный список изменился после утверждения"
TO_ORDER = "Распоряжение"
COLUMN, MEMBER, REMOVED = "Утверждённый список", "утверждена", "исключена"


def none(year: int) -> str:
    """КО has approved no list."""
    return f"{SHOWN} Утверждённого списка за {g.year(year)} нет."


def order(found: ApprovedList) -> str:
    """«распоряжением № 15 от 10.10.2025»."""
    return g.unbroken(f"распоряжением № {found.number} от {g.day(found.day)}")


def note(found: ApprovedList, publication: Publication, selection: Selection, territory: str) -> str:
    """Which list is shown, and in how many schools the approved one differs."""
    count = found.counts.get(territory, ApprovedCount(0, 0, 0))
    where = "" if territory == CITY else " в районе"
    parts = [f"{SHOWN} Список утверждён {order(found)}"]
    if found.method != selection.method.code:
        known = {method.code: method.title for method in publication.methods}
        parts.append(f" по методике «{known.get(found.method, found.method)}»")
    parts.append(f":{where} {g.schools(count.approved)}, ")
    parts.append(_differing(count))
    return "".join(parts) + "."


def _differing(count: ApprovedCount) -> str:
    if not count.differing:
        return "без отличий от рассчитанного тогда"
    words = []
    if count.added:
        words.append(f"{g.plural(count.added, 'включена', 'включены', 'включено')} {g.number(count.added)}")
    if count.removed:
        words.append(f"{g.plural(count.removed, 'исключена', 'исключены', 'исключено')} {g.number(count.removed)}")
    schools = g.counted(count.differing, "школу", "школы", "школ")
    return f"отличается от рассчитанного тогда на {schools} ({', '.join(words)})"


def reason(item: ApprovedDifference) -> str:
    """КО's reason, or that there is none."""
    return item.reason or CHANGED_SINCE


def of_school(found: ApprovedList, school_id: int) -> str:
    """Whether the school is in the approved list, and why where the lists differ."""
    member = school_id in found.members
    item = found.difference(school_id)
    said = f"Утверждённый список за {g.year(found.year)} ({order(found).removeprefix('распоряжением ')})"
    if item is None:
        return f"{said}: школа {'в списке' if member else 'не в списке'}, как и по расчёту."
    word = "включена сверх расчёта" if member else "исключена, хотя по расчёту в списке"
    return f"{said}: школа {word}. {g.capital(reason(item))}."


def of_row(found: ApprovedList | None, school_id: int, visible: bool) -> str:
    """The cell of the list of schools."""
    if found is None or not visible:
        return ""
    if school_id in found.members:
        return MEMBER
    return REMOVED if found.difference(school_id) else ""
