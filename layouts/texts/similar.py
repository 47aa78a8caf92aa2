"""Words of the school among similar ones and of the share its conditions let expect."""

from layouts.texts import grammar as g
from layouts.texts import masking
from monitoring.criteria import MOST_YEARS_OLD
from monitoring.expected_share import KNOWN, LEAST_OF_KIND, LEAST_SCHOOLS
from monitoring.indicators import INDICATORS
from monitoring.reports.publication import Share
from monitoring.reports.similar import AgainstExpected, SimilarReport
from monitoring.similar_schools import NEIGHBOURS

PP = "п.п."
TITLE = "Школа среди похожих"
CRITERIA_TITLE = "Условия: школа, похожие школы, город"
CRITERION_HEAD, OWN_HEAD, SIMILAR_HEAD, CITY_HEAD = "Показатель", "Школа", "Похожие, среднее", "Город, среднее"
SHARE_ROW = "Доля низких результатов по процедурам правила, %"
OWN, EXPECTED, SIMILAR, EACH, CITY = "школа", "ожидаемая", "похожие, среднее", "каждая из похожих", "город"
CAPTION = (
    "Доля низких результатов школы, ожидаемая при её условиях, у похожих школ и по городу. То же — в таблицах рядом и "
    "под рисунком."
)
NAMED_TWIN = "Таблица: похожие школы"
NAME_HEAD, DISTRICT_HEAD, KIND_HEAD, SHARE_HEAD, N_HEAD = "Школа", "Район", "Вид", "Доля низких, %", "n"
UNKNOWN = "не указано"
COLUMN = f"Против ожидаемого, {PP}"
COLUMN_NOTE = (
    " Против ожидаемого — разность наблюдаемой доли и ожидаемой при условиях школы (вид, размер, социальный паспорт), "
    "с 95-процентным интервалом."
)
NO_PASSPORT = (
    "Социального паспорта за этот год нет и за "
    f"{g.counted(MOST_YEARS_OLD, 'год', 'года', 'лет')} до него тоже, поэтому похожие школы не подобраны."
)
_REASONS = {
    "no-passport": "Ожидаемая доля не посчитана: нет социального паспорта.",
    "incomplete": (
        "Ожидаемая доля не посчитана: в социальном паспорте нет показателя, который знают о себе не меньше "
        f"{g.percent(100 * KNOWN)} школ города."
    ),
    "rare-kind": (
        f"Ожидаемая доля не посчитана: школ такого вида в городе меньше {g.number(LEAST_OF_KIND)}, сравнить не с чем."
    ),
    "refused": (
        "Ожидаемая доля не посчитана: школ с результатами и социальным паспортом мало, нужно не меньше "
        f"{g.number(LEAST_SCHOOLS)} и не меньше четырёх на каждый показатель."
    ),
    "not-counted": "Ожидаемая доля не посчитана: результатов, которые считаются, у школы за этот год нет.",
}


def heading(report: SimilarReport) -> str:
    """The verdict, from the interval alone; without an expectation the name of the section."""
    return TITLE if report.against is None else g.capital(f"доля низких результатов {verdict(report.against)}")


def verdict(found: AgainstExpected) -> str:
    """«на 6,2 п.п. ниже ожидаемой при условиях школы (−9,1…−3,3)», «не отличается от ожидаемой …»."""
    low, high = found.interval
    span = f"({signed_interval(low, high)})"
    if low > 0 or high < 0:
        side = "выше" if low > 0 else "ниже"
        return f"на {g.number(abs(found.difference), 1)}{g.NBSP}{PP} {side} ожидаемой при условиях школы {span}"
    points = f"{g.signed(found.difference, 1)}{g.NBSP}{PP}"
    return f"не отличается от ожидаемой при условиях школы: {points} {span}"


def signed_interval(low: float, high: float) -> str:
    """«−9,1…−3,3», «−2,0…+4,3»."""
    return f"{g.signed(low, 1)}…{g.signed(high, 1)}"


def cell(found: AgainstExpected) -> str:
    """«−6,2 (−9,1…−3,3)»."""
    return f"{g.signed(found.difference, 1)} ({signed_interval(*found.interval)})"


def note(report: SimilarReport) -> str:
    """Which schools are similar, and by what."""
    if not report.count:
        return NO_PASSPORT
    passport = "" if report.passport_year is None else f" за {g.year(report.passport_year)}"
    kind = f" Такого же вида — {g.number(report.same_kind)}." if report.same_kind is not None else ""
    wanted = f"; число {NEIGHBOURS} принято по умолчанию" if report.count == NEIGHBOURS else ""
    nearest = g.counted(report.count, "школа", "школы", "школ")
    return (
        f"Похожие — {nearest} города с ближайшими условиями: вид, размер, социальный паспорт{passport}{wanted}.{kind} "
        "Средние взвешены: показатели — по учащимся, доля — по участникам."
    )


def expectation(report: SimilarReport) -> str:
    """The expected share in a sentence, or why there is none."""
    found = report.against
    if found is None:
        return _REASONS.get(report.reason or "", "")
    return (
        f"Ожидаемая доля — {g.percent(found.expected, 1)}: столько в среднем показывают остальные школы города в таких "
        f"же условиях и в тех же процедурах. У школы {g.percent(found.observed, 1)}{g.NBSP}(n{g.NBSP}={g.NBSP}"
        f"{g.number(found.n)}). Разность говорит, чем школа отличается, но не почему: чего нет в паспорте, того "
        "расчёт не знает."
    )


def scope(report: SimilarReport) -> str:
    """What of the similar schools the viewer does not see."""
    hidden = report.count - len(report.named)
    if not hidden:
        return ""
    if not report.named:
        return (
            "Названия похожих школ открыты Комитету по образованию: по тому, кто рядом с кем, узнавались бы условия "
            "чужих школ. Здесь — только средние по десяти школам и более."
        )
    more = g.counted(hidden, "школа", "школы", "школ")
    return f"Ещё {more} — вне вашей области: от них только средние по десяти школам и более."


def named_note(report: SimilarReport) -> str:
    """Order of the table."""
    return f"По алфавиту, {g.year(report.year)}."


def criterion(code: str) -> str:
    """«Неполные семьи, %»."""
    return f"{INDICATORS[code].name}, {INDICATORS[code].unit}"


def amount(code: str, value: float | None) -> str:
    """The value of an indicator: percents with one digit, persons whole."""
    if value is None:
        return g.NO_VALUE
    return g.number(value, 1 if INDICATORS[code].unit == "%" else 0)


def share(found: Share) -> str:
    """«14,5 (n = 14 097)»."""
    if found.masked:
        return masking.hidden(found)
    if found.value is None:
        return g.NO_VALUE
    return f"{g.number(found.value, 1)}{g.NBSP}(n{g.NBSP}={g.NBSP}{g.number(found.n or 0)}){masking.sign(found)}"
