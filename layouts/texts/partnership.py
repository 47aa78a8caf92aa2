"""Words of the page of one partnership, and of mentors' places."""

from collections.abc import Sequence
from datetime import date

from layouts.texts import grammar as g
from layouts.texts import statuses, subjects
from monitoring.districts import by_code
from monitoring.procedures import assessment_short
from monitoring.records.kinds import KINDS
from monitoring.reports.partnerships import JointActivity, MentorLoad, PartnershipReport
from monitoring.reports.school import Partnership, ResultPoint

_SORT = KINDS["joint_activity"].field("sort")
MENTEE, MENTOR = "Подшефная школа", "Школа-наставник"
STATE_HEAD, CONFIRMED_HEAD, SIDE_HEAD, DISTRICT_HEAD = "Состояние", "Подтверждение района", "Сторона", "Район"
ACTIVITIES, TERM, PLACES, DISTANCE = "Мероприятий", "Начало", "Мест занято", "Расстояние"
RECORD_LINK, ADD_ACTIVITY, REGISTRY_LINK = "Запись и история", "Добавить мероприятие", "Все партнёрства"
EFFECT_LINK = "Как отделён эффект помощи от возврата к среднему"
CONFIRM_TITLE = "Кто подтвердил"
CONFIRM = "Подтвердить"
CONFIRM_NOTE = "Подтверждает администрация района: за свою школу, датой сегодняшнего дня."
SIGN_NOTE = "Действовать партнёрство начнёт, когда подтвердят обе стороны и внесены номер и дата соглашения."
CONFIRMED = "Подтверждено."
ACTIVE_NOW = "Подтверждено: партнёрство действует."
UNSIGNED = "Подтверждено. Осталось внести номер и дату соглашения: «Запись и история»."
ONE_MORE = "Подтверждено. Ждём подтверждения второй стороны."
DENIED = "Не сохранено: подтверждает администрация района школы."
GONE = "Не сохранено: записи больше нет."
CHANGED = "Не сохранено: запись изменили, пока страница была открыта. Обновите страницу и проверьте условия."
DATE_HEAD, SORT_HEAD, PEOPLE_HEAD, OUTCOME_HEAD, EDIT_HEAD = "Дата", "Вид", "Участников", "Итог", "Запись"
OPEN = "открыть"
ACTIVITIES_CAPTION = "Совместные мероприятия"
NO_ACTIVITIES = "Записей о мероприятиях пока нет."
TIMELINE_CLOSED = "Результаты подшефной школы открыты Комитету, аналитику, её району и ей самой."
TIMELINE_EMPTY = "Результатов по предметам партнёрства нет."
TIMELINE_TWIN = "Таблица: результаты по предметам партнёрства"
TIMELINE_NOTE = (
    "Доля низких результатов подшефной школы по процедурам методики в предметах партнёрства, %. Полоса — время "
    "партнёрства, кольца внизу — мероприятия. Рисунок показывает, что за чем следовало, а не что чему причиной."
)
LOADS_TITLE_NONE = "Занятых наставников нет"
LOADS_CAPTION = "Занятость школ-наставников"
LOADS_NOTE = (
    "Сколько школ с действующим партнёрством у каждого наставника; приостановленное место не занимает. Предел принят "
    "по умолчанию: в распоряжении он не назван. Сверх предела партнёрство не начинает действовать."
)
MENTEES_HEAD, FREE_HEAD = "Подшефных", "Свободно"
FULL = "мест нет"
PROPOSE = "Предложить партнёрство"
PAGE_LINK = "Страница партнёрства: мероприятия и результаты"
AGREEMENT_HEAD, LAST_HEAD = "Соглашение", "Последнее"


def title(item: Partnership) -> str:
    """«Партнёрство: Школа 5 и Гимназия 7»."""
    return f"Партнёрство: {item.mentee} и {item.mentor}"


def pair(item: Partnership) -> str:
    """«Школа 5 и Гимназия 7: партнёрство»; the state follows."""
    return g.unbroken(f"{item.mentee} и {item.mentor}: партнёрство ")


def state(item: Partnership) -> str:
    """«действует», «предложено»."""
    return statuses.partnership(item.status)


def lead(item: Partnership) -> str:
    """Subjects, agreement, coordinator."""
    parts = [g.capital(subjects.names(item.subjects))] if item.subjects else []
    parts.append(agreement(item) or "соглашения ещё нет")
    if item.coordinator_post:
        parts.append(f"координатор: {item.coordinator_post}")
    return " · ".join(parts)


def agreement(item: Partnership) -> str:
    """«соглашение № Д-25/1 от 05.09.2025», «» without one."""
    if not item.agreement_number:
        return ""
    when = f" от {g.day(item.agreement_date)}" if item.agreement_date else ""
    return f"соглашение №{g.NBSP}{item.agreement_number}{when}"


def agreement_link(item: Partnership) -> str:
    """The text of the link to a partnership: its agreement, or that there is none."""
    text = agreement(item).removeprefix("соглашение ")
    return text or ("предложение" if item.status == "proposed" else "без соглашения")


def confirmation(item: Partnership, side: str) -> str:
    """What the district of the side has said: «подтвердил 12.09.2025», «ждём подтверждения»."""
    day = item.mentee_confirmed_on if side == "mentee" else item.mentor_confirmed_on
    if day is not None:
        return f"подтверждено {g.day(day)}"
    if item.status == "proposed":
        return "ждём подтверждения"
    return "отметки о подтверждении нет: внесено из реестра соглашений"


def awaited(item: Partnership) -> str:
    """«ждёт подтверждения: Невский район»; «» where nobody is awaited."""
    names = [by_code()[code].title for code in item.awaited]
    return f"ждёт подтверждения: {g.joined(names)}" if names else ""


def source(today: date) -> str:
    """Where the registry and the activities come from: the records as they stand."""
    return f"Источник: записи о партнёрствах на {g.day(today)}"


def standing(item: Partnership) -> str:
    """State in the registry: «предложено, ждёт: Невский»."""
    names = [by_code()[code].name for code in item.awaited]
    if names:
        return f"{state(item)}, ждёт: {', '.join(names)}"
    return f"{state(item)}, подтверждено" if item.status == "proposed" else state(item)


def card_line(item: Partnership) -> str:
    """Confirmations on the card of a school's page; «» where there is nothing to say of them."""
    if item.awaited:
        return g.capital(awaited(item)) + "."
    return "Подтверждено обоими районами." if item.confirmed else ""


def after_confirming(item: Partnership) -> str:
    """What a confirmation has led to."""
    if item.status == "active":
        return ACTIVE_NOW
    if item.awaited:
        return ONE_MORE
    return CONFIRMED if item.agreement_number and item.agreement_date else UNSIGNED


def activities_note(item: Partnership) -> str:
    """When the last one was."""
    return f"последнее {g.day(item.last_activity_on)}" if item.last_activity_on else ""


def term_note(item: Partnership) -> str:
    """Until when."""
    return f"по {g.day(item.ended_on)}" if item.ended_on else "без даты окончания"


def places(load: MentorLoad) -> str:
    """«2 из 2»."""
    return f"{g.number(load.mentees)} из {g.number(load.capacity)}"


def places_note(load: MentorLoad) -> str:
    """Whether a place is left."""
    return "у наставника мест нет" if load.full else "у наставника есть место"


def free(load: MentorLoad) -> str:
    """How many places are left."""
    return FULL if load.full else g.number(load.capacity - load.mentees)


def loads_title(loads: Sequence[MentorLoad]) -> str:
    """How many mentors are full."""
    full = sum(load.full for load in loads)
    if not loads:
        return LOADS_TITLE_NONE
    if not full:
        return f"Место есть у всех: {g.counted(len(loads), 'наставник', 'наставника', 'наставников')}"
    return f"Мест нет у {g.number(full)} из {g.counted(len(loads), 'наставника', 'наставников', 'наставников')}"


def others(count: int) -> str:
    """The heading of the mentors who have a place."""
    return f"Есть место: {g.counted(count, 'наставник', 'наставника', 'наставников')}"


def sort(item: JointActivity) -> str:
    """«методический семинар»."""
    return _SORT.label_of(item.sort)


def activities_title(report: PartnershipReport) -> str:
    """How many, and which of them are known by number alone."""
    item = report.partnership
    if not item.activities:
        return "Совместных мероприятий пока не было"
    return g.counted(item.activities, "совместное мероприятие", "совместных мероприятия", "совместных мероприятий")


def reported_note(item: Partnership) -> str:
    """Of which there is no record each; «» where all are recorded."""
    if not item.reported:
        return ""
    last = f" (последнее из них {g.day(item.reported_on)})" if item.reported_on else ""
    return f"Из них {g.number(item.reported)} сообщено числом, без записи о каждом{last}."


def timeline_title(report: PartnershipReport) -> str:
    """What was done since the beginning, beside which results."""
    item = report.partnership
    if item.status == "proposed":
        return "Результаты до партнёрства"
    since = f"с {g.month(item.started_on)}"
    if not item.activities:
        return f"Партнёрство {since}, мероприятий ещё нет"
    count = g.counted(item.activities, "мероприятие", "мероприятия", "мероприятий")
    until = f" по {item.ended_on:%m.%Y}" if item.ended_on else ""
    return f"{count} {since}{until}"


def start_mark(item: Partnership) -> str:
    """«начало 09.2024»."""
    return f"{'предложено с' if item.status == 'proposed' else 'начало'} {item.started_on:%m.%Y}"


def end_mark(item: Partnership) -> str:
    """«окончание 06.2025»."""
    return f"окончание {item.ended_on:%m.%Y}" if item.ended_on else ""


def activity_hover(item: JointActivity) -> str:
    """«12.05.2025: методический семинар, участников 14»."""
    return f"{g.day(item.held_on)}: {sort(item)}, участников {g.number(item.participants)}"


def point_hover(point: ResultPoint) -> str:
    """Assessment, year, share with interval, n."""
    name = assessment_short(point.procedure, point.subject, point.grade)
    share = g.percent(point.low_share, 1)
    bounds = f" ({g.interval(*point.low_interval, 1)})" if point.low_interval else ""
    n = "" if point.participants is None else f", n = {g.number(point.participants)}"
    return f"{name}, {g.year(point.year)}: {share}{bounds}{n}"
