"""Words of a school's case."""

from collections.abc import Sequence
from datetime import date

from layouts.texts import grammar as g
from layouts.texts import statuses
from monitoring.case import Risk, is_overdue, open_measures, overdue_measures, unanswered
from monitoring.procedures import SUBJECTS
from monitoring.records.choices import COMPETENCIES, FACTORS, LEVELS
from monitoring.records.kinds import KINDS
from monitoring.records.values import day, number, text
from monitoring.reports.case import SchoolCase
from monitoring.reports.records import Record

TITLE = "Сопровождение школы"
ALL = "Всё сопровождение"
ELSEWHERE = "Сопровождение ведёт другой район"
ELSEWHERE_NOTE = (
    "В реестре школа уже относится к другому району, записи о её сопровождении видит он. Результаты перейдут к нему со "
    "следующей публикацией."
)
STATE_TITLE = "Состояние сопровождения"
EDIT_STATE = "Изменить, приостановить или завершить"
ANSWER_BY, UNANSWERED = "Ответить до", "Ответа нет."
TRAINED_FIGURE = "Завершили обучение"
MOTIVATIONS = (("high", "высокая"), ("middle", "средняя"), ("low", "низкая"))
EDIT, OPEN = "Изменить", "История"
NO_CASE = "Сопровождение не открыто."
NO_CASE_STEP = "Его открывает администрация района или Комитет. Записи о школе можно вести и до этого."
PAUSED_STEP = "Записи только читают. Продолжить сопровождение могут Комитет и администрация района."
STATE, SINCE, OPENED, BASIS, REASON = "Состояние", "С какого дня", "Открыто", "Основание", "Причина"
RESPONSIBLE, NO_RESPONSIBLE = "Ответственный в школе", "Школа не назначила ответственного"
NO_RESPONSIBLE_STEP = "Ответственного назначает школа приказом (пункт 5.1 распоряжения)."
POST, ORDER = "Должность", "Приказ"
REVIEWS, NO_REVIEWS = "Обзоры по четвертям", "Обзоров ещё не было"
NO_REVIEWS_STEP = "Обзор раз в четверть составляет администрация района."
MEASURES, NO_MEASURES = "Меры и управленческие решения", "Мер и решений нет"
NO_MEASURES_STEP = "Мера отвечает на фактор риска или на основание, по которому школа в списке."
MEASURES_NOTE = (
    "Просроченные первыми, затем по сроку, затем завершённые. Каждая мера отвечает на фактор риска или основание."
)
RISKS, NO_RISKS = "Рисковый профиль", "Рисковый профиль не заполнен"
NO_RISKS_STEP = "Школа отмечает уровень каждого из десяти факторов; район может дать свою оценку рядом."
RISKS_NOTE = (
    "Десять факторов федерального проекта «500+» (принято по умолчанию). ◆ — оценки школы и района расходятся. Меры "
    "нужны при среднем и высоком уровне (принято по умолчанию)."
)
FORMER = "Таблица: прежние годы"
FACTOR, APART, MEASURES_HEAD = "Фактор", "Расхождение", "Мер"
SOURCES = {"self": "Школа", "district": "Район", "survey": "Анкетирование"}
RECOMMENDATIONS, NO_RECOMMENDATIONS = "Рекомендации", "Рекомендаций нет"
NO_RECOMMENDATIONS_STEP = "Их дают Комитет и администрация района (пункт 11 плана)."
DEFICITS, NO_DEFICITS = "Профессиональные дефициты педагогов", "Диагностики педагогов нет"
NO_DEFICITS_STEP = "Итоги вносят ИМЦ и СПб АППО: только числа по предмету и компетенции, без имён."
DEFICITS_NOTE = (
    "Сколько педагогов с дефицитом из прошедших диагностику и их доля. Числа до десяти педагогов открыты школе, её "
    "району, Комитету и аналитику; другим страница закрыта."
)
MOTIVATION, NO_MOTIVATION = "Мотивация педагогов", "Опроса о мотивации не было"
NO_MOTIVATION_STEP = "Итоги вносят СПб АППО и ИМЦ (пункт 5 плана)."
TRAINING, NO_TRAINING = "Повышение квалификации", "Обучения педагогов нет"
NO_TRAINING_STEP = "Записи ведут СПб АППО и ИМЦ (пункт 9 плана)."
SUBJECT, SURVEYED, HIGH, MIDDLE, LOW, YEAR = "Предмет", "Опрошено", "Высокая", "Средняя", "Низкая", "Год"
PROGRAMME, OPERATOR, AUDIENCE, HOURS, TERM, ENROLLED, FINISHED = (
    "Программа", "Организатор", "Кто учится", "Часов", "Срок", "Зачислено", "Завершили",
)  # fmt: skip
MEASURE, ANSWERS_TO, DUE, RESULT, WHEN, ABOUT, WHAT, LINK = (
    "Мера", "На что отвечает", "Срок", "Отмеченный результат", "Дата", "На что", "Что происходит", "Запись",
)  # fmt: skip
MEASURES_FIGURE, RECOMMENDATIONS_FIGURE, REVIEW_FIGURE, OVERDUE = (
    "Мер и решений в работе", "Рекомендаций без ответа", "Последний обзор", "просрочено",
)  # fmt: skip
SOURCE = "Источник: записи школы, района, операторов плана и Комитета в «Траектории»"
AND_RECORDS = "; записи школы, района, операторов плана и Комитета"
UNCOVERED_FACTORS, UNCOVERED_GROUNDS = "Средний или высокий риск без мер: ", "Основания без мер: "
ADD = {
    "support_case": "Открыть сопровождение",
    "responsible_post": "Добавить ответственного",
    "risk_profile": "Добавить рисковый профиль",
    "teacher_deficit": "Добавить итог диагностики",
    "motivation_survey": "Добавить итог опроса",
    "training": "Добавить обучение",
    "measure": "Добавить меру",
    "recommendation": "Добавить рекомендацию",
    "review": "Добавить обзор",
}
_STATUSES = {"active": "идёт", "paused": "приостановлено", "ended": "завершено"}
_COLOURS = {"green": "зелёный", "amber": "жёлтый", "red": "красный"}
_QUARTERS = {"q1": "I четверть", "q2": "II четверть", "q3": "III четверть", "q4": "IV четверть"}
_FACTORS = {item.code: item.label for item in FACTORS}


def status(case: SchoolCase) -> str:
    """«идёт», «приостановлено», «завершено», «не открыто»."""
    return _STATUSES.get(case.status or "", "не открыто")


def since(case: SchoolCase) -> str:
    """«Сопровождение идёт с 18.09.2025», «Сопровождение приостановлено с 03.11.2025»."""
    if case.state is None:
        return "Сопровождение не открыто"
    values = case.state.values
    on = day(values, "opened_on") if case.status == "active" else day(values, "status_on")
    return f"Сопровождение {status(case)} с{g.NBSP}{g.day(on)}"


def hook(case: SchoolCase, today: date) -> str:
    """«Сопровождение идёт с 18.09.2025: 2 меры просрочены, 1 рекомендация без ответа, ответственный не назначен»."""
    found = pressing(case, today)
    return f"{since(case)}: {', '.join(found)}" if found else since(case)


def pressing(case: SchoolCase, today: date) -> list[str]:
    """What waits to be done, of a case that is not closed."""
    if case.read_only or (case.state is None and not case.measures and not case.recommendations):
        return []
    parts = []
    late, open_, waiting = len(overdue_measures(case, today)), len(open_measures(case)), len(unanswered(case))
    if late:
        parts.append(g.counted(late, "мера просрочена", "меры просрочены", "мер просрочено"))
    elif open_:
        parts.append(f"{g.counted(open_, 'мера', 'меры', 'мер')} в работе, просроченных нет")
    else:
        parts.append("мер в работе нет")
    if waiting:
        parts.append(
            g.counted(waiting, "рекомендация без ответа", "рекомендации без ответа", "рекомендаций без ответа")
        )
    if not case.responsible:
        parts.append("ответственный не назначен")
    return parts


def recommendations(count: int) -> str:
    """«2 рекомендации»."""
    return g.counted(count, "рекомендация", "рекомендации", "рекомендаций")


def headline(name: str, case: SchoolCase, today: date) -> str:
    """The finding of the page."""
    said = hook(case, today)
    return f"{g.unbroken(name)}: {said[:1].lower()}{said[1:]}"


def lead(place: str, today: date) -> str:
    """«Школа остаётся в списке. На 15.11.2025»."""
    return f"{g.capital(statuses.name(place))} по итогам выбранного года. Сроки — на {g.day(today)}."


def plan_year(today: date) -> int:
    """The school year of the day."""
    return today.year + (today.month >= 9)


def overdue(count: int) -> str:
    """«просрочено 2»; empty for none."""
    return f"{OVERDUE} {g.number(count)}" if count else ""


def level(code: str) -> str:
    """«средний»."""
    return next((item.label for item in LEVELS if item.code == code), code)


def assessed(record: Record) -> str:
    """«самодиагностика школы, 12.09.2025»."""
    return f"{choice(record, 'source')}, {g.day(day(record.values, 'assessed_on'))}"


def late(answer: Record | None) -> str:
    """Beside the day by which an answer was asked for."""
    return "срок прошёл" if answer is None else "ответ позже срока"


def trained(records: Sequence[Record]) -> int:
    """Places on programmes that were finished."""
    return sum(number(item.values, "finished") or 0 for item in records)


def places(records: Sequence[Record]) -> str:
    """«из 12 зачислений»."""
    enrolled = sum(number(item.values, "enrolled") or 0 for item in records)
    return f"из{g.NBSP}{g.counted(enrolled, 'зачисления', 'зачислений', 'зачислений')}" if enrolled else ""


def deficits_line(records: Sequence[Record]) -> str:
    """«2025/26, 24.09.2025, оценочная работа для педагогов»."""
    days = sorted({found for item in records if (found := day(item.values, "assessed_on"))})
    tools = dict.fromkeys(tool for item in records if (tool := text(item.values, "tool")))
    return ", ".join([g.year(number(records[0].values, "year") or 0), *dict.fromkeys(map(g.day, days)), *tools])


def deficit_hover(record: Record) -> str:
    """«Прошли диагностику 12, с дефицитом 5; 24.09.2025»."""
    found, of = number(record.values, "with_deficit") or 0, number(record.values, "assessed") or 0
    on = g.day(day(record.values, "assessed_on"))
    return f"Прошли диагностику {g.number(of)}, с дефицитом {g.number(found)}; {on}"


def motivation_line(record: Record) -> str:
    """«Опрос 12.09.2025, опросник мотивации педагогов»."""
    tool = text(record.values, "tool")
    return f"Опрос {g.day(day(record.values, 'surveyed_on'))}{f', {tool}' if tool else ''}."


def responsible(record: Record | None) -> str:
    """«заместитель директора, приказ от 02.10.2025 № 61-од»."""
    if record is None:
        return "не назначен"
    return f"{text(record.values, 'post')}, {order(record)}"


def order(record: Record) -> str:
    """«приказ от 02.10.2025 № 61-од»."""
    return f"приказ от{g.NBSP}{g.day(day(record.values, 'order_date'))} №{g.NBSP}{text(record.values, 'order_number')}"


def document(record: Record) -> str:
    """«№ 118 от 02.10.2025»; empty where no document is named."""
    given, on = text(record.values, "document_number"), day(record.values, "document_date")
    parts = [f"№{g.NBSP}{given}" if given else "", f"от{g.NBSP}{g.day(on)}" if on else ""]
    return " ".join(part for part in parts if part)


def choice(record: Record, name: str) -> str:
    """The label of a choice of the record; a dash for none."""
    code = text(record.values, name)
    return g.NO_VALUE if code is None else KINDS[record.kind].field(name).label_of(code)


def factor(code: str) -> str:
    """«дефицит педагогических кадров»."""
    return _FACTORS.get(code, code)


def colour(record: Record) -> str:
    """«зелёный»."""
    return _COLOURS[str(record.values["colour"])]


def quarter(record: Record) -> str:
    """«I четверть 2025/26»."""
    return f"{_QUARTERS[str(record.values['term'])]} {g.year(number(record.values, 'year') or 0)}"


def review_line(record: Record) -> str:
    """«жёлтый, I четверть 2025/26»."""
    return f"{colour(record)}, {quarter(record)}"


def reviews_title(reviews: Sequence[Record]) -> str:
    """«I четверть 2025/26 — жёлтый: есть затруднения»."""
    return f"{quarter(reviews[0])} — {choice(reviews[0], 'colour')}"


def measures_title(case: SchoolCase, today: date) -> str:
    """«Меры и решения: всего 6, в работе 3, из них просрочено 1»."""
    late, open_ = len(overdue_measures(case, today)), len(open_measures(case))
    tail = f", из них просрочено {g.number(late)}" if late else ", просроченных нет" if open_ else ""
    return f"Меры и решения: всего {g.number(len(case.measures))}, в работе {g.number(open_)}{tail}"


def days_late(record: Record, today: date) -> str:
    """«просрочено на 12 дней»."""
    due = day(record.values, "due_on") or today
    return f"просрочено на {g.counted((today - due).days, 'день', 'дня', 'дней')}"


def measure_state(record: Record, today: date) -> str:
    """«просрочено на 12 дней», «в работе», «выполнено 20.10.2025»."""
    if is_overdue(record, today):
        return days_late(record, today)
    done = day(record.values, "done_on") if record.values["status"] == "done" else None
    return f"{choice(record, 'status')}{f' {g.day(done)}' if done else ''}"


def risks_title(rows: Sequence[Risk], year: int) -> str:
    """«Рисковый профиль 2025/26: средний и высокий уровень у 4 факторов из 10»."""
    risky = sum(row.risky for row in rows)
    if not risky:
        return f"Рисковый профиль {g.year(year)}: среднего и высокого уровня нет"
    of = g.counted(risky, "фактора", "факторов", "факторов")
    return f"Рисковый профиль {g.year(year)}: средний или высокий уровень у{g.NBSP}{of} из{g.NBSP}{len(rows)}"


def apart(row: Risk) -> str:
    """«район видит риск выше на ступень»; empty where the two agree or one is missing."""
    if not row.apart:
        return ""
    steps = abs(row.apart)
    said = "на ступень" if steps == 1 else f"на {g.counted(steps, 'ступень', 'ступени', 'ступеней')}"
    return f"район видит риск {'выше' if row.apart > 0 else 'ниже'} {said}"


def recommendations_title(case: SchoolCase, late: int) -> str:
    """«Рекомендаций 2, без ответа 1, срок ответа прошёл у 1»."""
    waiting = len(unanswered(case))
    said = recommendations(len(case.recommendations))
    if not waiting:
        return f"{said}: ответы есть на все" if len(case.recommendations) > 1 else f"{said}: ответ есть"
    return f"{said}: без ответа {g.number(waiting)}{f', срок ответа прошёл у{g.NBSP}{g.number(late)}' if late else ''}"


def competency(code: str) -> str:
    """«предметная»."""
    return next((item.label for item in COMPETENCIES if item.code == code), code)


def subject(code: str) -> str:
    """«математика»."""
    return SUBJECTS[code].name if code in SUBJECTS else code


def deficit(with_deficit: int, assessed: int) -> str:
    """«5 из 12»."""
    return f"{g.number(with_deficit)} из{g.NBSP}{g.number(assessed)}"


def deficits_title(records: Sequence[Record]) -> str:
    """«Чаще всего дефицит — математика, методическая компетенция: 7 из 11 педагогов»."""
    most = max(records, key=lambda item: _share(item))
    n = deficit(number(most.values, "with_deficit") or 0, number(most.values, "assessed") or 0)
    of, which = subject(str(most.values["subject"])), competency(str(most.values["competency"]))
    return f"Чаще всего дефицит — {of}, {which} компетенция: {n} педагогов"


def _share(record: Record) -> float:
    return (number(record.values, "with_deficit") or 0) / (number(record.values, "assessed") or 1)


def motivation_title(record: Record) -> str:
    """«Высокая мотивация у 14 педагогов из 32»."""
    high, surveyed = number(record.values, "high") or 0, number(record.values, "surveyed") or 0
    of = g.counted(high, "педагога", "педагогов", "педагогов")
    return f"Высокая мотивация у{g.NBSP}{of} из{g.NBSP}{g.number(surveyed)}"


def training_title(records: Sequence[Record]) -> str:
    """«Учатся и учились 14 педагогов, завершили 9»: places on programmes, a teacher may take several."""
    enrolled = sum(number(item.values, "enrolled") or 0 for item in records)
    finished = trained(records)
    programmes = g.counted(len(records), "программа", "программы", "программ")
    return f"{programmes} повышения квалификации: зачислений {g.number(enrolled)}, завершений {g.number(finished)}"


def term(record: Record, first: str = "starts_on", last: str = "ends_on") -> str:
    """«20.09.2025–30.10.2025»."""
    return f"{g.day(day(record.values, first))}–{g.day(day(record.values, last))}"
