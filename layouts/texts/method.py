"""Words of the page of methods."""

from collections.abc import Sequence

from layouts.texts import grammar as g
from layouts.texts import rules
from monitoring.procedures import PROCEDURES, assessment_name
from monitoring.reports.publication import Method, Publication

TITLE = "Методика"
HEADLINE = "Кто попадает в список и почему"
LEAD = g.unbroken(
    "В распоряжении № 1307-р нет числового порога. Поэтому правило отбора — настройка со своим источником; "
    "здесь видно, какое правило действует и откуда оно взято."
)
RULE, THRESHOLD, PROCEDURES_USED, MINIMUM, SOURCE, STATUS, YEARS, VERSION = (
    "Правило",
    "Порог",
    "Процедуры",
    "Наименьшее число участников",
    "Источник",
    "Подтверждение",
    "Списки за годы",
    "Версия",
)
CONFIRMED = "правило найдено в названном источнике"
NO_YEARS = "ни за один: нет результатов, к которым применимо правило"
SHOWN = "Процедуры на страницах"
SHOWN_NOTE = "показаны рядом с индексом, на список не влияют"
CHOSEN = "применяется на этой странице"
NO_METHODS = "Опубликованных методик пока нет."
NO_METHODS_STEP = "Они появятся с первой публикацией: аналитик загружает результаты и публикует их."
NOTES_TITLE = "Как читать цифры"
NOTES = (
    (
        "Год",
        "«2024/25» — учебный год, который заканчивается весной 2025 года. Список этого года опирается на результаты по "
        "весну 2025 года включительно и определяет план на 2025/26.",
    ),
    (
        "Два последних года",
        "Берутся два последних года, за которые опубликованы результаты процедуры. Если между ними пропуск, "
        "годы названы.",
    ),
    (
        "Весна 2020 года",
        "ВПР и ОГЭ не проводились. Список за 2019/20 не составлялся, линии на графиках через этот год не соединены.",
    ),
    (
        "Доли района и города",
        "Сумма произведений доли на число участников, делённая на число участников. Среднее из процентов не считается.",
    ),
    (
        "Интервал",
        "95-процентный интервал доли по Уилсону: где при таком числе участников может лежать доля, если бы "
        "работу писали ещё раз. Чем меньше участников, тем он шире.",
    ),
    (
        "Малые числа",
        "Доли, за которыми меньше 10 участников или одна школа, видят только сама школа, её район и Комитет; остальным "
        "они не показаны ни в таблицах, ни в подсказках — вместе с теми, из которых их можно было бы вычислить.",
    ),
    (
        "Порядок",
        "Школы и районы стоят по алфавиту. Мест и рейтингов здесь нет: результаты проверочных работ не предназначены "
        "для оценки учителей, а оценка школ по ним не предусмотрена (письмо Рособрнадзора от 18.04.2025 №\u00a002-86).",
    ),
    (
        "Средний балл",
        "По среднему баллу список не составляется: он не говорит, у скольких участников результат ниже минимума.",
    ),
)


def years(method: Method) -> str:
    """Years with a listing."""
    return ", ".join(g.year(value) for value in method.years) or NO_YEARS


def procedures(series: Sequence[tuple[str, str, int]]) -> str:
    """The assessments that the rule looks at."""
    return "; ".join(assessment_name(*item) for item in series)


def low_means() -> str:
    """What a low result is, by procedure."""
    return "; ".join(f"{item.name} — {item.low_means}" for item in PROCEDURES.values())


def threshold(method: Method) -> str:
    """«не менее 30 % участников; низких процедур — не менее 2 (…)»; of another rule what stands in its place."""
    if method.kind != "shares":
        return rules.bound(method)
    share, procedures = g.percent(method.threshold), method.low_procedures
    return f"не менее {share} участников; низких процедур — не менее {procedures} ({low_means()})"


def publication(value: Publication) -> str:
    """Which data version the page speaks of."""
    return f"Публикация {value.id} от {g.day(value.created_at.date())}"
