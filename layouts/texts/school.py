"""Words of a school's page."""

from collections.abc import Sequence
from datetime import date

from layouts.texts import grammar as g
from layouts.texts import rules
from layouts.texts.dynamics import VERDICTS
from layouts.texts.heat import by_subject
from layouts.texts.subjects import names
from monitoring.grounds import AnyGround
from monitoring.pooled_shares import PooledShare
from monitoring.procedures import PROCEDURES, assessment_name
from monitoring.reports.publication import Method
from monitoring.reports.school import (
    ContextValue,
    Evidence,
    JournalComparison,
    MarkComparison,
    Partnership,
    ResultPoint,
    SchoolCard,
    SchoolReport,
)
from monitoring.reports.territory import HeatColumn
from monitoring.school_kinds import KINDS
from monitoring.share_changes import WITHIN

IN_LIST = frozenset({"listed", "entered", "returned", "stayed"})
SERIES_CHOICE = "Процедура"
ORIGIN, ORIGIN_HEAD = "откуда", "Откуда"
TREND_TWIN = "Таблица: результаты по годам"
TREND_EMPTY_TITLE = "Доли низких результатов по годам"
TREND_EMPTY = "Долей низких результатов этой школы нет ни за один год."
MEANS_TITLE = "Что известно: средние баллы"
MEANS_NOTE = "Средний балл не говорит о доле низких результатов, правило к нему не применяется."
MEMBERSHIP_TITLE = "Место в списке по годам"
MARKS_TITLE = "Отметки школы, района и города"
MARKS_EMPTY = "Отметок за последний год нет."
PARTNER_EMPTY = "Школы-партнёра нет."
PARTNER_EMPTY_STEP = "Партнёрства заносит аналитик из реестра соглашений."
JOURNAL_TITLE = "Отметки за работу и отметки в журнале"
JOURNAL_TWIN = "Таблица: прежние годы"
CONTEXT_TITLE = "Условия работы школы"
NO_EVIDENCE = "Результатов, на которые смотрит правило, у школы нет."
UNKNOWN_TITLE = "Что неизвестно"
CLOSED = "Результаты этой школы видят Комитет по образованию, её район и сама школа."
CLOSED_STEP = "Вам доступны общие сведения. Если школа ваша, обратитесь к администратору системы."
SCHOOL, DISTRICT, CITY = "Школа", "Район", "Город"


def headline(report: SchoolReport, method: Method, year: int) -> str:
    """The finding: the school's place in the list and the number that speaks for it."""
    name = g.unbroken(report.card.name)
    if report.status == "left":
        return f"{name}: больше не в списке{_moved_words(report)}"
    if report.status in IN_LIST:
        return f"{name}: {_listed_words(report)}; {_finding(report, method, year)}"
    if report.status == "none":
        return f"{name}: не в списке; {_finding(report, method, year)}"
    if report.status == "not-assessed" and method.kind == "conditions":
        return f"{name}: не оценена — {rules.index_words(None)}"
    if report.status == "not-assessed":
        return f"{name}: не оценена — нет результатов, к которым применимо правило"
    return f"{name}: список за {g.year(year)} не составлялся"


def _listed_words(report: SchoolReport) -> str:
    if report.status == "entered":
        return "в списке впервые"
    if report.status == "returned":
        return f"снова в списке, всего {g.counted(report.years_listed, 'год', 'года', 'лет')}"
    if report.status == "stayed":
        return f"в списке {g.ordinal_year(report.years_listed)}"
    return "в списке"


def _finding(report: SchoolReport, method: Method, year: int) -> str:
    """What decides, in words of the rule."""
    if method.kind == "conditions":
        return rules.index_words(report.conditions)
    if method.kind == "quartile":
        return rules.low_words(method, report.evidence)
    return _low_words(report.evidence, year)


def _low_words(evidence: Sequence[Evidence], year: int) -> str:
    latest = [item for item in evidence if item.rule == "year-1" and item.counts]
    if not latest:
        return "за последний год результатов, которые считаются, нет"
    low = sum(1 for item in latest if item.low)
    when = g.year(max(item.year for item in latest))
    if not low:
        return f"низких результатов в {when} нет"
    words = g.plural(low, "низкий результат", "низких результата", "низких результатов")
    return f"{g.number(low)} {words} из {g.number(len(latest))} в {when}"


def largest_drop(evidence: Sequence[Evidence]) -> tuple[Evidence, Evidence] | None:
    """The former low result and the latest one of the assessment that fell most; None where nothing low fell."""
    before = {(i.procedure, i.subject, i.grade): i for i in evidence if i.rule == "year-2" and i.counts and i.low}
    pairs = [
        (before[key], now)
        for now in evidence
        if now.rule == "year-1" and now.counts and (key := (now.procedure, now.subject, now.grade)) in before
    ]
    fallen = [pair for pair in pairs if round(pair[0].value) > round(pair[1].value)]
    return max(fallen, key=lambda pair: pair[0].value - pair[1].value) if fallen else None


def _moved_words(report: SchoolReport) -> str:
    """«; доля низких на 16,2 п.п. ниже прежних лет, снижение различимо»: what is said rests on the interval where
    there is one, else on the result that fell most."""
    change = report.dynamics.overall
    if change is None:
        return _drop_words(report.evidence)
    if change.verdict == WITHIN:
        return f"; доля низких по процедурам правила — {VERDICTS[WITHIN]}"
    side = "ниже" if change.change < 0 else "выше"
    return (
        f"; доля низких на {g.number(abs(change.change), 1)}{g.NBSP}п.п. {side} прежних лет, {VERDICTS[change.verdict]}"
    )


def _drop_words(evidence: Sequence[Evidence]) -> str:
    """«; доля «2» по математике (ВПР, 6 класс) снизилась с 47 до 27 %», empty where nothing fell."""
    pair = largest_drop(evidence)
    if pair is None:
        return ""
    former, now = pair
    column = HeatColumn(now.procedure, now.subject, now.grade)
    share = "доля результатов ниже минимума" if now.procedure == "ege" else "доля «2»"
    return f"; {share} {by_subject(column)} снизилась с {g.number(former.value)} до {g.percent(now.value)}"


def lead(report: SchoolReport) -> str:
    """Kind, pupils, address."""
    return card_line(report.card, report.pupils)


def rule_line(method: Method) -> str:
    """The rule in one sentence."""
    return f"Правило «{method.title}»: {g.unbroken(method.rule)}"


def card_line(card: SchoolCard, pupils: int | None = None) -> str:
    """«СОШ · 612 учащихся · ул. Примерная, д. 7»."""
    parts = [KINDS[card.kind].name if card.kind in KINDS else card.kind]
    if pupils is not None:
        parts.append(g.counted(pupils, "учащийся", "учащихся", "учащихся"))
    parts.append(card.address or "адрес не указан")
    return " · ".join(parts)


def why_title(status: str) -> str:
    """Heading of the table of evidence."""
    if status == "left":
        return "Почему больше не в списке"
    return "Почему в списке" if status in IN_LIST else "Что смотрит правило"


def why_small(method: Method) -> str:
    """What a result that does not count is."""
    return f"Результат не считается, когда участников меньше {g.number(method.min_participants)}."


def low_word(item: Evidence) -> str:
    """«да», «нет», «не считается»."""
    if not item.counts:
        return "не считается"
    return "да" if item.low else "нет"


def grounds_sentence(grounds: Sequence[AnyGround]) -> str:
    """Grounds A and B where the rule has them."""
    parts = []
    for rule, letter in (("A", "А"), ("B", "Б")):
        found = [item for item in rules.grounds_of_results(grounds) if item.rule == rule]
        if found:
            shown = list(dict.fromkeys(assessment_name(i.procedure, i.subject, i.grade) for i in found))
            parts.append(f"Основание {letter}: {'; '.join(shown)}.")
    return " ".join(parts)


def trend_note(method: Method, *, low: bool = True, few: bool = True) -> str:
    """What the trajectory shows; a triangle only where the rule calls a single result low, and no sign that a figure
    which does not change lacks (``low``, ``few``)."""
    signs = ["Серая полоса — 95-процентный интервал"]
    if low and method.kind == "shares":
        signs.append("треугольник — низкий результат")
    if few:
        signs.append("пустой кружок — участников мало, результат не считается")
    return f"Доля участников с отметкой «2» или ниже минимума, %. {'; '.join(signs)}."


def point_hover(point: ResultPoint) -> str:
    """Assessment, year, share with interval, n."""
    name = assessment_name(point.procedure, point.subject, point.grade)
    value = g.percent(point.low_share, 1)
    if point.low_interval and point.low_share is not None:
        value = f"{g.with_interval(point.low_share, *point.low_interval)}{g.NBSP}%"
    n = f"<br>n = {g.number(point.participants)}" if point.participants is not None else ""
    smoothed = f"<br>{SMOOTHED} {smoothed_cell(point)}{g.NBSP}%" if point.smoothed else ""
    pooled = f"<br>{pooled_line(point.pooled)}" if point.pooled else ""
    return f"<b>{name}</b><br>{g.year(point.year)}: {value}{n}{smoothed}{pooled}"


SMOOTHED = "сглаженная оценка"
SMOOTHED_HEAD = "Сглаженная оценка, %"
POOLED_HEAD = "До трёх лет вместе, %"
RESULTS_NOTE = (
    "В скобках — 95-процентный интервал. Сглаженная оценка — доля школы, сдвинутая к остальным школам города тем "
    "сильнее, чем меньше участников: один результат по малому числу детей ненадёжен. «До трёх лет вместе» — все "
    "участники этого и двух предыдущих учебных лет, не переступая через перерыв; интервал говорит о доле за эти годы, "
    "а не о следующем."
)


def smoothed_cell(point: ResultPoint) -> str:
    """«24,1 (17,9…31,0)»."""
    if point.smoothed is None:
        return g.NO_VALUE
    return g.with_interval(point.smoothed.share, *point.smoothed.interval)


def pooled_n(found: PooledShare) -> str:
    """«n = 201, 2022/23–2024/25»: what stands behind the pooled share of a row."""
    return f"n{g.NBSP}={g.NBSP}{g.number(found.n)}, {years_of(found)}"


def pooled_line(found: PooledShare) -> str:
    """«вместе за 2022/23–2024/25: 26,3 (22,4…30,6) %, n = 201»."""
    share = g.with_interval(found.share, *found.interval)
    return f"вместе за {years_of(found)}: {share}{g.NBSP}%, n = {g.number(found.n)}"


def years_of(found: PooledShare) -> str:
    """«2022/23–2024/25»; years with a gap between are named one by one."""
    first, last = found.years[0], found.years[-1]
    if last - first + 1 == len(found.years) > 2:
        return f"{g.year(first)}–{g.year(last)}"
    return g.joined([g.year(year) for year in found.years])


def partner_start(item: Partnership) -> str:
    """«партнёрство с 09.2022»."""
    return f"партнёрство с {item.started_on:%m.%Y}"


def marks_label(item: MarkComparison) -> str:
    """«ВПР, математика, 6 класс, 2024/25»."""
    return f"{assessment_name(item.procedure, item.subject, item.grade)}, {g.year(item.year)}"


def marks_finding(items: Sequence[MarkComparison]) -> str:
    """Where the school's share of «2» exceeds the city's most."""
    found = []
    for item in items:
        rows = {row.scope: row.marks for row in item.rows}
        own, city = rows.get("school"), rows.get("city")
        if own and city:
            found.append((own[0] - city[0], item))
    if not found:
        return MARKS_TITLE
    excess, item = max(found, key=lambda pair: pair[0])
    name = assessment_name(item.procedure, item.subject, item.grade)
    if excess < 0.5:
        return "Доля «2» нигде не выше, чем по городу"
    return f"Больше всего «2» сверх города — {name}: на {g.number(excess)}{g.NBSP}п.п."


MARKS_NOTE = "Отметки 2, 3, 4 и 5, % участников последнего года."


def journal_note(items: Sequence[JournalComparison]) -> str:
    """Which year, and what the numbers are."""
    return f"Доля участников, %, {g.year(max(item.year for item in items))}."


def journal_finding(items: Sequence[JournalComparison]) -> str:
    """Where marks of the work were most often below those of the journal."""
    most = max(items, key=lambda item: item.lowered)
    name = assessment_name(most.procedure, most.subject, most.grade)
    return f"Чаще всего ниже журнала — {name}: {g.percent(most.lowered)} участников"


def context_note(items: Sequence[ContextValue]) -> str:
    """Which year, and what the city's value is."""
    year = max(item.year for item in items)
    return f"Социальный паспорт за {g.year(year)}; среднее по городу взвешено по числу учащихся."


def partner_title(count: int) -> str:
    """Heading of the partner cards."""
    return "Партнёр" if count < 2 else "Партнёры"


def partner_role(item: Partnership, school_id: int) -> str:
    """Which side the other school is."""
    return "школа-наставник" if item.mentee_id == school_id else "подшефная школа"


def partner_line(item: Partnership) -> str:
    """Distance, subjects, agreement."""
    parts = []
    if item.distance_km is not None:
        parts.append(f"{g.number(item.distance_km, 1)}{g.NBSP}км")
    if item.subjects:
        parts.append(names(item.subjects))
    if item.agreement_number:
        when = f" от {g.day(item.agreement_date)}" if item.agreement_date else ""
        parts.append(f"соглашение{when} №{g.NBSP}{item.agreement_number}")
    return " · ".join(parts)


def partner_work(item: Partnership) -> str:
    """Joint activities and the last of them."""
    if item.status == "proposed":
        return "Пара предложена, соглашения ещё нет."
    if not item.activities:
        return "Совместных мероприятий пока не было."
    last = f", последнее {g.day(item.last_activity_on)}" if item.last_activity_on else ""
    forms = ("совместное мероприятие", "совместных мероприятия", "совместных мероприятий")
    return f"{g.counted(item.activities, *forms)}{last}."


def partner_term(item: Partnership) -> str:
    """Since when, until when, who coordinates."""
    until = f" по {g.day(item.ended_on)}" if item.ended_on else ""
    coordinator = f" Координатор: {item.coordinator_post}." if item.coordinator_post else ""
    return f"С {g.day(item.started_on)}{until}.{coordinator}"


def unknown(report: SchoolReport) -> list[str]:
    """What the data do not tell of this school, in sentences."""
    found = []
    known = {point.procedure for point in report.results}
    missing = [PROCEDURES[code].name for code in ("vpr", "oge", "ege") if code not in known]
    if missing:
        found.append(f"Результатов нет: {', '.join(missing)}.")
    if not report.journal:
        found.append("Сравнения с отметками журнала нет.")
    if not report.context:
        found.append("Социальный паспорт не загружен.")
    if report.card.lon is None:
        found.append("Координат нет, на карте школа не показана.")
    if report.pupils is None:
        found.append("Число учащихся неизвестно.")
    return found


def axis_position(day: date) -> float:
    """Place of a date on an axis of school years, whose tick is the April in which ВПР are held."""
    return day.year + (day.month - 4) / 12
