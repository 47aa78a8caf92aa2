"""Words of the page of external lists."""

from layouts.texts import grammar as g
from monitoring.records.kinds import KINDS
from monitoring.reports.external import ExternalSchool, ExternalSource
from monitoring.reports.publication import Method

TITLE = "Внешние списки"
EMPTY = "За этот учебный год внешних списков о школах, которые вам открыты, нет."
EMPTY_STEP = "Список Рособрнадзора, мониторинги и рейтинги вносят СПб ЦОКОиИТ и Комитет: по одной записи или файлом."
TO_RECORDS = "Записи внешних списков"
SCHOOL, DISTRICT, VERDICT, NOTE_HEAD, OURS = (
    "Школа",
    "Район",
    "Что сказано",
    "Значение в источнике",
    "Рассчитанный список",
)
BOTH, ONLY_THERE, ONLY_OURS = "И там, и у нас", "Только во внешнем", "Только у нас"
IN_LIST, NOT_IN_LIST, NOT_NAMED = "в списке", "не в списке", "школа не названа"
SCOPE_NOTE = "Числа и школы — в пределах того, что вам открыто."
SCHOOLS_TWIN = "Показать школы"
_VERDICTS = KINDS["external_entry"].field("verdict")
_SOURCES = KINDS["external_entry"].field("source")


def headline(sources: tuple[ExternalSource, ...], year: int) -> str:
    """«2024/25: с рассчитанным списком сопоставлены 3 внешних списка»."""
    if not sources:
        return f"{g.year(year)}: внешних списков нет"
    count = len(sources)
    compared = g.plural(count, "сопоставлен", "сопоставлены", "сопоставлены")
    many = g.counted(count, "внешний список", "внешних списка", "внешних списков")
    return f"{g.year(year)}: с рассчитанным списком {compared} {many}"


def lead(method: Method) -> str:
    """With what the lists are compared, and what counts as the same."""
    about = "неблагоприятные условия" if method.kind == "conditions" else "низкие результаты"
    return (
        f"Рассчитанный список — по методике «{method.title}». «И там, и у нас» — школа в списке, и источник говорит "
        f"о ней: «{about}» или «и то и другое». Что считать совпадением, принято по умолчанию."
    )


def source(found: ExternalSource) -> str:
    """«Список Рособрнадзора»."""
    return g.capital(_SOURCES.label_of(found.source))


def finding(found: ExternalSource) -> str:
    """What the comparison says."""
    return f"{source(found)}: {g.schools(found.both)} и там, и у нас"


def names(count: int) -> str:
    """«названы 40 школ»."""
    return f"{g.plural(count, 'названа', 'названы', 'названо')} {g.schools(count)}"


def origin(found: ExternalSource) -> str:
    """Where the list comes from."""
    number = f" № {found.number}" if found.number else ""
    return g.unbroken(f"Внешний список: {_SOURCES.label_of(found.source)}, документ{number} от {g.day(found.day)}; "
                      f"{names(found.named)} с любым выводом.")  # fmt: skip


def verdict(school: ExternalSchool) -> str:
    """What the source says of the school."""
    return NOT_NAMED if school.verdict is None else _VERDICTS.label_of(school.verdict)


def ours(school: ExternalSchool) -> str:
    """Whether our list holds the school."""
    return IN_LIST if school.ours else NOT_IN_LIST
