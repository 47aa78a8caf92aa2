"""Words of the start panel «На контроле» and of its digest."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from layouts.texts import grammar as g
from layouts.texts import road_map as plan_words
from layouts.texts import statuses
from layouts.texts.actors import actor
from layouts.texts.troubles import TROUBLES
from monitoring.attention import NEEDED, RECENT
from monitoring.districts import CITY, by_code
from monitoring.records.kinds import KINDS
from monitoring.reports.attention import (
    Attention,
    Awaiting,
    Due,
    KindChanges,
    ListChanges,
    ListedNeeds,
    PlanTallies,
    Review,
)
from monitoring.road_map import SOON
from monitoring.school_quarters import Quarter

TITLE = "На контроле"
OVERDUE, SOON_DUE, AWAITING, NO_REVIEW, LACKING = (
    "Просрочено",
    f"Срок в ближайшие {SOON.days} дней",
    "Ждут подтверждения",
    "Без обзора за четверть",
    "Школ списка, которым чего-то не хватает",
)
WATCHED = "Под наблюдением"
TASKS, DONE = "Поручений плана", "Выполнено"
PLACE_HEAD, SCHOOL_HEAD, WHAT_HEAD, WHO_HEAD, TERM_HEAD, LATE_HEAD = (
    "Где",
    "Школа",
    "Что",
    "За кем",
    "Срок",
    "Состояние",
)
DISTRICT_HEAD = "Район"
BY_PLACE_NOTE = "Подтверждения и обзоры ещё не просрочены: их ждут."
BY_PLACE_HEADS = (DISTRICT_HEAD, "Поручений плана", "Мер", "Рекомендаций без ответа", "Ждут его подтверждения",
                  "Школ без обзора")  # fmt: skip
DUE_HEADS = (WHAT_HEAD, PLACE_HEAD, WHO_HEAD, TERM_HEAD, LATE_HEAD)
AWAITING_HEADS = (SCHOOL_HEAD, "Школа-партнёр", "Чьё подтверждение нужно")
UNREVIEWED_HEADS = (SCHOOL_HEAD, DISTRICT_HEAD, "Последний обзор")
MOVED_HEADS = (SCHOOL_HEAD, DISTRICT_HEAD, "Что изменилось")
CHANGED_HEADS = ("Записи", "Новых", "Изменено", "Закрыто", "Кем", "Последнее изменение")
WATCHED_HEADS = (
    SCHOOL_HEAD,
    DISTRICT_HEAD,
    "Статус",
    "Изменение, п.п.",
    "Последний обзор",
    "Мер просрочено",
    "С какого дня",
)
PLAN_HEADS = (PLACE_HEAD, "Поручений", "Выполнено", "Просрочено")
NEEDED_HEADS = ("Сопровождение", "Ответственный", "Партнёр", "Мера", "Рисковый профиль")
WITHOUT_HEADS = ("Без сопровождения", "Без ответственного", "Без партнёра", "Без меры", "Без рискового профиля")
LISTED_HEAD = "Школ в списке"
ABSENT, PRESENT = "нет", "есть"
LACKING_TWIN = "Таблица: школы списка поимённо"
DUE_NOTE = "Меры и рекомендации школ, сопровождение которых приостановлено или завершено, не считаются."
OWN = "ваша организация"
WATCHED_NOTE = "Список у каждого свой: школу добавляет и убирает кнопка на её странице."
CHANGED_NOTE = (
    "Что принесла сама публикация, не считается; запись, которую завели и сразу правили, считается новой. Что именно "
    "изменено, видно в истории записи."
)
NEEDS_NOTE = (
    "Партнёр — действующее соглашение, мера — запланированная или идущая, сопровождение — не завершённое; профиль и "
    "ответственный — любая незакрытая запись."
)
NOT_TOLD = "О школах здесь ничего: их результаты и записи открыты Комитету, аналитику, району школы и самой школе."
CLEAR_TITLE = "Без замечаний"
NOTHING_CHANGED = f"за {g.counted(RECENT.days, 'день', 'дня', 'дней')} записи не менялись"
NO_WATCHED = "ни одна школа не под наблюдением"
WATCH, UNWATCH = "Следить за школой", "Не следить"
WATCH_DONE, UNWATCH_DONE = "Школа в вашем списке «Под наблюдением».", "Школы больше нет в вашем списке."
WATCH_LIST = "Список — на странице «На контроле»"
_MOVES = {"entered": "вошла в список", "returned": "снова в списке", "left": "вышла из списка"}
_LONGEST = 150


def watch_failed(number: str, trouble: str | None = None) -> str:
    """The bookmark was not written; the log has the rest under the number, ``trouble`` is its cause where known."""
    if trouble is not None:
        return f"Не сохранено: {TROUBLES[trouble].saving}. Номер в журнале: {number}."
    return f"Не удалось сохранить. Номер ошибки для администратора: {number}."


def headline(found: Attention) -> str:
    """«На контроле: 12 просрочено, 5 сроков в ближайшие 14 дней»."""
    soon = found.those("due-soon")
    if not found.overdue and not soon:
        return f"На {g.day(found.on)} просроченного нет"
    parts = [f"{g.number(found.overdue)} просрочено" if found.overdue else "просроченного нет"]
    if soon:
        parts.append(f"{g.counted(soon, 'срок', 'срока', 'сроков')} в ближайшие {days(SOON.days)}")
    return f"{TITLE}: {', '.join(parts)}"


def line(overdue: int) -> str:
    """The link on the pages of the city and of a district."""
    return f"{TITLE}: {g.number(overdue)} просрочено" if overdue else f"{TITLE}: просроченного нет"


def whose(found: Attention) -> str:
    """Whose panel it is: «Невский район»."""
    if found.whose == "school" and found.school is not None:
        return g.unbroken(found.school.name)
    if found.place is not None:
        return by_code()[found.place].title
    return {
        "city": "Санкт-Петербург: город и все районы",
        "operator": "Пункты плана вашей организации",
        "plan": "План города",
    }[found.whose]


def lead(found: Attention, method: str) -> str:
    """Of whom, of which day, by which list."""
    said = f"{whose(found)}. Сроки — на {g.day(found.on)}"
    if found.needs is not None:
        said += f"; список — {g.year(found.needs.year)}, методика «{method}»"
    return f"{said}."


def days(count: int) -> str:
    """«14 дней»."""
    return g.counted(count, "день", "дня", "дней")


def _of_kind(found: Attention, state: str) -> list[str]:
    counts = {kind: sum(item.kind == kind and item.state == state for item in found.due) for kind in
              ("road_map_task", "measure", "recommendation")}  # fmt: skip
    words = {
        "road_map_task": ("поручение плана", "поручения плана", "поручений плана"),
        "measure": ("мера", "меры", "мер"),
        "recommendation": ("рекомендация без ответа", "рекомендации без ответа", "рекомендаций без ответа"),
    }
    return [g.counted(count, *words[kind]) for kind, count in counts.items() if count]


def overdue_title(found: Attention) -> str:
    """«Просрочено: 4 поручения плана, 5 мер и 3 рекомендации без ответа»."""
    return f"Просрочено: {g.joined(_of_kind(found, 'overdue'))}"


def by_place_title(districts: int) -> str:
    """«Просроченное есть в 13 районах»."""
    return f"Просроченное есть {g.in_districts(districts)}" if districts else "Просроченного нет ни в одном районе"


def soon_title(found: Attention) -> str:
    """«В ближайшие 14 дней наступает срок: …»."""
    return f"В ближайшие {days(SOON.days)} наступает срок: {g.joined(_of_kind(found, 'due-soon'))}"


def no_overdue(on: date) -> str:
    """Good news."""
    return f"на {g.day(on)} просроченного нет"


def no_soon() -> str:
    """Good news."""
    return f"в ближайшие {days(SOON.days)} сроки не наступают"


def what(item: Due) -> str:
    """«Пункт 8. Определение групп…», a measure by its title, the beginning of a recommendation."""
    text = shorten(item.title, _LONGEST, placeholder="…")
    if item.kind == "road_map_task":
        return f"Пункт {item.number}. {text}"
    return f"{ {'measure': 'Мера', 'recommendation': 'Рекомендация'}[item.kind] }: {text}".replace("  ", " ")


def where(code: str) -> str:
    """«Невский район», «Санкт-Петербург»."""
    return "Санкт-Петербург" if code == CITY else by_code()[code].title


def short_place(code: str) -> str:
    """«Невский», «Город»: where a column names districts."""
    return plan_words.place(code)


def who(item: Due) -> str:
    """Operators of a task; of a measure and a recommendation the school."""
    if item.kind != "road_map_task":
        return "школа"
    named = plan_words.operators(item.operators)
    return f"{named} ({OWN})" if item.own else named


def late(on: date, item: Due) -> str:
    """«просрочено на 15 дней», «осталось 3 дня»."""
    return plan_words.days(on, item.due_on)


def awaiting_title(items: Sequence[Awaiting], *, own: bool) -> str:
    """«Вашего подтверждения ждут 3 партнёрства»."""
    pairs = g.counted(len(items), "партнёрство", "партнёрства", "партнёрств")
    verb = g.plural(len(items), "ждёт", "ждут", "ждут")
    return f"Вашего подтверждения {verb} {pairs}" if own else f"Подтверждения районов {verb} {pairs}"


def no_awaiting() -> str:
    """Good news."""
    return "все предложенные партнёрства подтверждены"


def sides(item: Awaiting) -> str:
    """«администрация Невского и Курортного района»."""
    return g.joined([by_code()[code].title for code in item.districts])


def quarter(value: Quarter) -> str:
    """«II четверть 2025/26»."""
    return f"{KINDS['review'].field('term').label_of(value.code)} {g.year(value.year)}"


def unreviewed_title(count: int, value: Quarter) -> str:
    """«Нет обзора за II четверть 2025/26 у 7 школ»."""
    return f"Нет обзора за {quarter(value)} у{g.NBSP}{g.of_schools(count)}"


def unreviewed_note(value: Quarter) -> str:
    """Until when, and whose months these are."""
    return (
        f"Обзор ждут до конца четверти, {g.day(value.last)}. Месяцы четвертей приняты по умолчанию: сентябрь–октябрь, "
        "ноябрь–декабрь, январь–март, апрель–май."
    )


def no_unreviewed(value: Quarter | None, *, own: bool) -> str:
    """Good news; in summer why there are none. ``own``: of the viewer's own school, supported or not."""
    if value is None:
        return "летом обзоров не ждут"
    if own:
        return f"обзора за {quarter(value)} не ждут: он есть или школу не сопровождают"
    return f"обзор за {quarter(value)} есть по каждой сопровождаемой школе"


def review(value: Review | None) -> str:
    """«зелёный: идёт по плану, 20.10.2025»."""
    if value is None:
        return g.NO_VALUE
    return f"{KINDS['review'].field('colour').label_of(value.colour)}, {g.day(value.reviewed_on)}"


def against(found: ListChanges) -> str:
    """«С публикации 6 от 12.09.2025», «По сравнению со списком 2023/24»."""
    if found.former_id is not None:
        return f"С публикации {g.number(found.former_id)} от {g.day(found.former_on)}"
    return f"По сравнению со списком {g.year(found.former_year)}" if found.former_year else "Список первый"


def moved_title(found: ListChanges) -> str:
    """«С публикации 6 от 12.09.2025: вошли 3 школы, вышли 2»."""
    counts = [(move, sum(item.move == move for item in found.schools)) for move in _MOVES]
    verbs = {"entered": ("вошла", "вошли", "вошли"), "returned": ("вернулась", "вернулись", "вернулись"),
             "left": ("вышла", "вышли", "вышли")}  # fmt: skip
    parts: list[str] = []
    for move, count in counts:
        if count:
            named = g.number(count) if parts else g.schools(count)
            parts.append(f"{g.plural(count, *verbs[move])} {named}")
    return f"{against(found)}: {', '.join(parts)}"


def moved_note(found: ListChanges) -> str:
    """Which lists are compared."""
    now = f"Нынешний список — {g.year(found.year)}"
    if found.former_id is not None and found.former_year:
        return f"{now}, в прежней публикации — {g.year(found.former_year)}."
    return f"{now}. Прежней публикации с этой методикой нет, поэтому сравниваются годы."


def no_moved(found: ListChanges, *, own: bool) -> str:
    """Nothing moved, or there is nothing to compare with."""
    if found.former_id is None and found.former_year is None:
        return "список первый, сравнивать не с чем"
    stayed = "школа не входила в список и не выходила из него" if own else "список не изменился"
    return f"{against(found)[:1].lower()}{against(found)[1:]} {stayed}"


def move(code: str) -> str:
    """«вошла в список»."""
    return _MOVES[code]


def changed_title(items: Sequence[KindChanges]) -> str:
    """«За 14 дней изменились 34 записи»."""
    count = sum(item.made + item.changed + item.ended for item in items)
    verb = g.plural(count, "изменилась", "изменились", "изменилось")
    records = g.counted(count, "запись", "записи", "записей")
    return f"За {days(RECENT.days)} {verb} {records}"


def kind(code: str) -> str:
    """«Меры и управленческие решения»."""
    return KINDS[code].title


_ACTORS = 3


def actors(codes: Sequence[str]) -> str:
    """«АР Невского района, школа и ещё 4»: each organisation once."""
    named = list(dict.fromkeys(actor(code) for code in codes))
    more = len(named) - _ACTORS
    return f"{', '.join(named[:_ACTORS])} и ещё {g.number(more)}" if more > 0 else ", ".join(named)


def needs_title(found: ListedNeeds) -> str:
    """«Из 61 школы списка без ответственного 12, без партнёра 20, …»."""
    words = ("сопровождения", "ответственного", "действующего партнёра", "открытой меры", "рискового профиля")
    named = dict(zip(NEEDED, words, strict=True))
    parts = [f"без {named[kind]} {g.number(count)}" for kind in NEEDED if (count := found.count(kind))]
    return f"Из {g.of_schools(found.listed)} списка {g.year(found.year)} {', '.join(parts)}"


def own_needs_title(missing: Sequence[str]) -> str:
    """What the viewer's own school lacks."""
    words = ("сопровождения", "ответственного", "действующего партнёра", "открытой меры", "рискового профиля")
    named = dict(zip(NEEDED, words, strict=True))
    return f"Школа в списке, но у неё нет {g.joined([named[kind] for kind in missing])}"


def no_needs(found: ListedNeeds, *, own: bool) -> str:
    """Good news, or why there is nothing to say."""
    if not found.listed:
        return f"школы нет в списке {g.year(found.year)}" if own else f"школ в списке {g.year(found.year)} нет"
    return "у каждой школы списка есть сопровождение, ответственный, партнёр, мера и рисковый профиль"


def watched_title(count: int) -> str:
    """«Под наблюдением 3 школы»."""
    return f"{WATCHED} {g.schools(count)}"


def status(code: str) -> str:
    """«остаётся в списке»."""
    return statuses.name(code)


def plan_title(found: PlanTallies) -> str:
    """«План 2025/26: выполнено 139 поручений из 205, просрочено 11»."""
    if not found.whole.total:
        return f"План на {g.year(found.year)} не загружен"
    done = found.whole.done
    verb = g.plural(done, "выполнено", "выполнены", "выполнено")
    past = f"просрочено {g.number(found.whole.overdue)}" if found.whole.overdue else "просроченных нет"
    return f"План {g.year(found.year)}: {verb} {plan_words.tasks(done)} из {g.number(found.whole.total)}, {past}"


def shown_first(shown: int, total: int) -> str:
    """What of a long table stands here."""
    return f"Показаны первые {g.number(shown)} из {g.number(total)}."
