"""Words about the plan of the order."""

from collections.abc import Sequence
from datetime import date

from layouts.texts import grammar as g
from monitoring.reports.territory import PlanItemProgress

TITLE = "План на учебный год"
ITEM, BAR, DONE, STATE = "Пункт плана", "Доля выполнивших", "Выполнили, %", "Состояние"
CAPTION = "Выполнение пунктов плана: доля выполнивших и просрочка"
EMPTY = "План на этот учебный год не загружен."
NO_PLAN_STEP = "Его загружает аналитик: файл плана, собственный шаблон."


def item(entry: PlanItemProgress) -> str:
    """«8. Группы педагогов для адресной помощи»."""
    return f"{entry.number}. {entry.title}"


def state(entry: PlanItemProgress, today: date) -> str:
    """Overdue first, then done, then the term."""
    if entry.overdue:
        if entry.total == 1:
            return f"просрочен, срок {g.day(entry.due_on)}"
        return f"{g.counted(entry.overdue, 'район просрочил', 'района просрочили', 'районов просрочили')}"
    if entry.total and entry.done == entry.total:
        return "выполнено"
    return f"с {g.day(entry.starts_on)}" if entry.starts_on > today else f"до {g.day(entry.due_on)}"


def done_percent(items: Sequence[PlanItemProgress]) -> float | None:
    """Share of all that was due and is done, percent; None without a plan."""
    total = sum(entry.total for entry in items)
    return 100 * sum(entry.done for entry in items) / total if total else None


def overdue_items(items: Sequence[PlanItemProgress]) -> int:
    """Number of items overdue by anyone."""
    return sum(1 for entry in items if entry.overdue)


def overdue_words(count: int) -> str:
    """«4 пункта просрочены», «просроченных пунктов нет»."""
    if not count:
        return "просроченных пунктов нет"
    return g.counted(count, "пункт просрочен", "пункта просрочены", "пунктов просрочено")


def finding(items: Sequence[PlanItemProgress]) -> str:
    """«План: 68 % выполнено, 4 пункта просрочены»."""
    return f"План: {g.percent(done_percent(items))} выполнено, {overdue_words(overdue_items(items))}"


def note(today: date) -> str:
    """What the percents are and of which day."""
    return f"Доля районов, выполнивших пункт, на {g.day(today)}."


def district_note(today: date) -> str:
    """The same for one district."""
    return f"Пункты плана, которые выполняет район, на {g.day(today)}."
