"""Words of the page «Дорожная карта»."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from layouts.texts import grammar as g
from monitoring.districts import CITY, by_code
from monitoring.reports.road_map import RoadMap, RoadMapItem, RoadMapTask
from monitoring.road_map import SOON, State

TITLE = "Дорожная карта"
EMPTY_STEP = "План загружает аналитик (файл плана, собственный шаблон) или создаёт Комитет по образцу прежнего."
PLANS = "Планы"
DAY, TO_TODAY = "На дату", "вернуться к сегодняшнему дню"
ITEMS, DONE, OVERDUE, SOON_DUE, CLEAR = (
    "Пунктов плана",
    "Выполнено поручений",
    "Просрочено",
    "Срок в ближайшие две недели",
    "Без просрочки",
)
FIRST_NOTHING = "Просроченных поручений нет, и сроки ближайших двух недель не наступают."
FIRST_NOTE = "Сначала просроченные, затем те, срок которых наступает в ближайшие две недели."
ITEM_HEAD, WHO_HEAD, OPERATOR_HEAD, TERM_HEAD, LATE_HEAD, DONE_HEAD = (
    "Пункт плана",
    "За кем",
    "Оператор",
    "Срок",
    "Просрочка",
    "Выполнили",
)
TERMS_NOTE = (
    "Полоса — срок пункта, вертикальная черта — день, на который составлена страница; справа — сколько выполнили."
)
TERMS_TWIN = "Таблица: сроки и операторы"
STARTS_HEAD, DUE_HEAD, REGION_HEAD, DISTRICT_HEAD = "Начало", "Срок", "Оператор (регион)", "Оператор (район)"
AFTER_HEAD, NO_PREDECESSOR = "После пункта", "–"
REPORT_HEAD, REPORT, CHANGE, OPEN_RECORD = "Отчёт", "Отчитаться", "Изменить", "Открыть"
DOCUMENT_HEAD = "Документ"
MATRIX_CAPTION = "Состояние поручений по районам"
MATRIX_NOTE = (
    "Столбец — пункт плана, строка — кто выполняет. Полная формулировка пункта — в таблице сроков и в подсказке."
)
PLACE_HEAD, SHARE_HEAD, TOTAL_HEAD = "Кто", "Выполнено, %", "из скольких"
OPERATORS_CAPTION = "Выполнение по операторам"
OPERATORS_NOTE = "Поручение двух операторов считается у каждого из них."
TASKS_TITLE = "Все поручения"
TASKS_NOTE = (
    "По пунктам, город первым. Основание выполнения и документы видят Комитет, аналитик и сам район; история каждого "
    "поручения — на его странице."
)
FILTER, FILTER_PLACEHOLDER = "Найти", "район, оператор, состояние, слово"
NUMBER_HEAD, STATE_HEAD, DONE_ON_HEAD, EVIDENCE_HEAD = "№", "Состояние", "Выполнено", "Основание"
OF_CITY = "Город"
_STATES: dict[State, str] = {
    "overdue": "просрочено",
    "due-soon": "срок близко",
    "in-progress": "в работе",
    "not-started": "не начато",
    "running": "срок идёт",
    "ahead": "срок не начался",
    "done": "выполнено",
    "not-required": "не требуется",
}
_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
LETTERS = 58
_LINES = 2


def state(code: State) -> str:
    """«просрочено»."""
    return _STATES[code]


def place(code: str) -> str:
    """«Город» or the district's name."""
    return OF_CITY if code == CITY else by_code()[code].name


def tasks(count: int) -> str:
    """«11 поручений»."""
    return g.counted(count, "поручение", "поручения", "поручений")


def headline(found: RoadMap) -> str:
    """«План 2025/26: выполнено 139 поручений из 205, просрочено 11»."""
    if not found.items:
        return f"Плана на {g.year(found.year)} нет"
    done, total = found.whole.done, found.whole.total
    verb = g.plural(done, "выполнено", "выполнены", "выполнено")
    late = f"просрочено {g.number(found.whole.overdue)}" if found.whole.overdue else "просроченных нет"
    return f"План {g.year(found.year)}: {verb} {tasks(done)} из {g.number(total)}, {late}"


def lead(found: RoadMap) -> str:
    """What a task is, and of which day the page speaks."""
    items = g.counted(len(found.items), "пункт", "пункта", "пунктов")
    said = f"{items} плана; поручение — один пункт у одного исполнителя (город или район). На {g.day(found.on)}"
    if found.on < found.today:
        return (
            f"{said}: что было известно в тот день. Выполненное считается со дня выполнения; о чём отчитались позже, "
            "здесь ещё не сказано; начата ли работа, до отчёта не известно."
        )
    if found.on > found.today:
        return f"{said}: если после {g.day(found.today)} ничего не изменится."
    return f"{said}."


def source(found: RoadMap) -> str:
    """Where the figures come from."""
    return f"Источник: план на {g.year(found.year)} и отчёты исполнителей, записанные по {g.day(found.today)}."


def soon_count(found: RoadMap) -> int:
    """Tasks whose term ends within two weeks."""
    return sum(len(item.those("due-soon")) for item in found.items)


def clear(found: RoadMap) -> tuple[int, int]:
    """Districts without an overdue task, of those that have tasks."""
    districts = [tally for tally in found.places if tally.code != CITY]
    return sum(not tally.overdue for tally in districts), len(districts)


def first_title(found: RoadMap) -> str:
    """«Просрочены 4 пункта, у двух срок наступает»."""
    late = sum(bool(item.those("overdue")) for item in found.items)
    near = sum(bool(item.those("due-soon")) for item in found.items)
    parts = []
    if late:
        parts.append(f"просрочка по {g.counted(late, 'пункту', 'пунктам', 'пунктам')}")
    if near:
        days = g.counted(SOON.days, "дня", "дней", "дней")
        parts.append(f"в течение {days} наступает срок по {g.counted(near, 'пункту', 'пунктам', 'пунктам')}")
    return g.capital("; ".join(parts)) if parts else "Срочного нет"


def days(on: date, due: date) -> str:
    """«просрочен на 15 дней», «осталось 3 дня», «последний день»."""
    if on > due:
        return f"просрочено на {g.counted((on - due).days, 'день', 'дня', 'дней')}"
    if on == due:
        return "последний день"
    left = (due - on).days
    return f"{g.plural(left, 'остался', 'осталось', 'осталось')} {g.counted(left, 'день', 'дня', 'дней')}"


def item(entry: RoadMapItem) -> str:
    """«8. Определение групп педагогов…»."""
    return f"{entry.number}. {entry.title}"


def cut_item(entry: RoadMapItem, letters: int = LETTERS) -> str:
    """The item in at most two lines of the chart; what is cut stands in the table under it."""
    lines = wrap(item(entry), letters)
    if len(lines) > _LINES:
        kept = lines[:_LINES]
        kept[-1] = f"{kept[-1][: letters - 1].rstrip(' ,;')}…"
        lines = kept
    return "<br>".join(lines)


def done_of(entry: RoadMapItem) -> str:
    """«16 из 18»."""
    required = entry.required
    return f"{g.number(len(entry.those('done')))} из {g.number(len(required))}" if required else g.NO_VALUE


def bar_note(entry: RoadMapItem, between: str = " ") -> str:
    """Beside a bar: how many have done it, how many are late."""
    late = len(entry.those("overdue"))
    return f"{done_of(entry)}{f',{between}▲ просрочили {g.number(late)}' if late else ''}"


def terms_title(found: RoadMap) -> str:
    """«Срок прошёл у 9 пунктов, идёт у 2, не начался у одного»."""
    past = sum(item.due_on < found.on for item in found.items)
    ahead = sum(item.starts_on > found.on for item in found.items)
    runs = len(found.items) - past - ahead
    named = (("прошёл", past), ("идёт", runs), ("ещё не начался", ahead))
    present = [(verb, count) for verb, count in named if count]
    (verb, count), *rest = present
    of_items = g.counted(count, "пункта", "пунктов", "пунктов")
    return ", ".join([f"Срок {verb} у{g.NBSP}{of_items}", *(f"{verb} у{g.NBSP}{g.number(n)}" for verb, n in rest)])


def matrix_title(found: RoadMap) -> str:
    """«Без просрочки 9 районов из 18»."""
    free, districts = clear(found)
    if free == districts:
        return "Просрочки нет ни у одного района"
    return f"Без просрочки {g.districts(free)} из{g.NBSP}{g.number(districts)}"


def operators_title(found: RoadMap) -> str:
    """«Просроченные поручения — за ИМЦ (11)»."""
    late = [f"{tally.code} ({g.number(tally.overdue)})" for tally in found.operators if tally.overdue]
    return f"Просроченные поручения — за {g.joined(late)}" if late else "Просрочки нет ни у одного оператора"


def hover(entry: RoadMapItem) -> str:
    """What a bar says: the whole wording, its terms, who is late."""
    said = "<br>".join(wrap(item(entry), 70))
    return f"{said}<br>{term(entry)}<br>выполнили {bar_note(entry)}"


def term(entry: RoadMapItem) -> str:
    """«01.09.2025–31.10.2025»."""
    return f"{g.day(entry.starts_on)}–{g.day(entry.due_on)}"


def month_label(value: date) -> str:
    """«сен», with the year under January and the first month shown."""
    return _MONTHS[value.month - 1]


def operators(names: Sequence[str]) -> str:
    """«ИМЦ, ЦОКО»; a dash for none."""
    return ", ".join(names) or g.NO_VALUE


def task_hover(entry: RoadMapItem, task: RoadMapTask) -> str:
    """«Невский, пункт 8: выполнено 20.10.2025»."""
    done = f" {g.day(task.done_on)}" if task.done_on else ""
    return f"{place(task.place)}, пункт {entry.number}: {state(task.state)}{done}"


def after(entry: RoadMapItem) -> str:
    """«8» where the item follows item 8."""
    return NO_PREDECESSOR if entry.predecessor is None else g.number(entry.predecessor)


def too_early(found: RoadMap) -> list[str]:
    """«Пункт 9 выполнен раньше пункта 8: Невский, Кировский.», an item a line."""
    lines = []
    for entry in found.items:
        places = [place(task.place) for task in entry.tasks if task.before is not None]
        if places:
            lines.append(f"Пункт {entry.number} выполнен раньше пункта {entry.predecessor}: {', '.join(places)}.")
    return lines


def task_state(task: RoadMapTask) -> str:
    """«выполнено, раньше пункта 8»."""
    said = state(task.state)
    return said if task.before is None else f"{said}, раньше пункта {task.before}"


def document(task: RoadMapTask) -> str:
    """«№ 14 от 20.10.2025, 2 файла»; «» for none."""
    said = f"№{g.NBSP}{task.document_number}" if task.document_number else ""
    if task.document_date:
        said = f"{said} от {g.day(task.document_date)}".strip()
    files = g.counted(task.files, "файл", "файла", "файлов") if task.files else ""
    return ", ".join(part for part in (said, files) if part)


def report(task: RoadMapTask, reportable: frozenset[int]) -> str:
    """What the viewer may do with the record of the task."""
    if task.id not in reportable:
        return OPEN_RECORD
    return CHANGE if task.state in {"done", "not-required"} else REPORT


def report_of(entry: RoadMapItem, task: RoadMapTask) -> str:
    """What a link «Отчитаться» leads to, for who does not see the row."""
    return f": {place(task.place)}, пункт {entry.number}"


def copy_title(year: int) -> str:
    """The plan that is not there yet."""
    return f"Плана на {g.year(year)} ещё нет"


def copy_note(found: RoadMap) -> str:
    """What copying makes."""
    items = g.counted(len(found.items), "пункт", "пункта", "пунктов")
    return (
        f"Его можно загрузить файлом или создать по образцу этого: {items} и {tasks(found.whole.total)} с теми же "
        "операторами, сроки на год позже, все поручения «не начато». Потом каждый пункт можно изменить."
    )


def copy(year: int) -> str:
    """The button."""
    return f"Создать план на {g.year(year)}"


def copied(year: int, items: int, count: int) -> str:
    """Success; ``count``: tasks, those that are not required too."""
    verb = g.plural(items, "создан", "созданы", "создано")
    made = g.counted(items, "пункт", "пункта", "пунктов")
    return f"План на {g.year(year)}: {verb} {made} и {tasks(count)}."


def not_copied(why: str) -> str:
    """«Не создано: план на 2026/27 уже есть.»."""
    return f"Не создано: {why}."


COPY_DENIED = "Не создано: план следующего года создаёт Комитет по образованию."
COPY_OPEN = "Открыть план"
