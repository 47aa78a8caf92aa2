"""Words of the page of partnerships."""

from collections import Counter
from collections.abc import Sequence

from layouts.texts import grammar as g
from monitoring.reports.school import Partnership

TITLE = "Партнёрство"
REGISTRY = "Реестр партнёрств"
FILTER = "Найти"
FILTER_PLACEHOLDER = "школа, район, предмет, статус"
NOTE = "По алфавиту подшефных школ."
EMPTY = "Партнёрств, которые вам открыты, нет."
EMPTY_STEP = "Партнёрство предлагает администрация района или Комитет; его видят Комитет и обе стороны."
MAP_TITLE = "Кто кому помогает"
MAP_NOTE = "Дуга ведёт от подшефной школы к школе-наставнику."
MAP_CAPTION = "Карта партнёрств. То же словами — в реестре."
ACTIVE, MENTEES, MENTORS, ACTIVITIES, DISTANCE = (
    "Действуют",
    "Подшефных школ",
    "Школ-наставников",
    "Мероприятий",
    "Расстояние",
)


def headline(items: Sequence[Partnership]) -> str:
    """How many partnerships are active: of those that the reader may see."""
    active = sum(1 for item in items if item.status == "active")
    if not items:
        return "Партнёрств, которые вам открыты, нет"
    if not active:
        return "Действующих партнёрств нет"
    verb = g.plural(active, "Действует", "Действуют", "Действуют")
    return f"{verb} {g.counted(active, 'партнёрство', 'партнёрства', 'партнёрств')}"


def lead(items: Sequence[Partnership]) -> str:
    """Counts by status."""
    counts = Counter(item.status for item in items)
    words = (("proposed", "предложено"), ("paused", "приостановлено"), ("ended", "завершено"))
    parts = [f"{name} {g.number(counts[code])}" for code, name in words if counts[code]]
    always = "Школы с высокими результатами помогают школам, требующим адресной помощи (пункт 4 распоряжения)."
    text = f"{always} Кроме действующих: {', '.join(parts)}." if parts else always
    awaiting = sum(1 for item in items if item.awaited)
    return f"{text} Ждут подтверждения: {g.number(awaiting)}." if awaiting else text


def unplaced(count: int) -> str:
    """Partnerships that are not on the map."""
    return f"Не показаны на карте: {g.number(count)}, у одной из сторон нет координат." if count else ""


def idle(count: int) -> str:
    """Active partnerships without joint work."""
    return f"без мероприятий {g.number(count)}" if count else "мероприятия есть у всех"


def median_note(known: int) -> str:
    """What the distance is of."""
    return f"медиана, по прямой, {g.counted(known, 'пара', 'пары', 'пар')}"
