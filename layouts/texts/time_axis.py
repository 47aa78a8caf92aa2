"""Words of the time axis of a school."""

from collections.abc import Sequence
from datetime import date

from layouts.texts import answers, statuses
from layouts.texts import grammar as g
from monitoring.procedures import assessment_short, series_key
from monitoring.records.values import number, text
from monitoring.reports.records import Record

TITLE = "Ось времени"
TWIN = "Таблица: события по порядку"
WHEN, WHAT = "Когда", "Что"
SHARE = "доля низких, %"
PLACE, PARTNER, PLAN, MEASURES, TRAINING, REVIEWS, RECOMMENDATIONS, ANSWERS = (
    "место в списке", "партнёрство", "план района", "меры", "обучение", "обзоры", "рекомендации", "ответы школы",
)  # fmt: skip
RESULT = "результат"
LEFT = "вышла"
LATE, ANSWERED, WAITING = "ответа нет", "есть ответ", "ждёт ответа"
_LONGEST = 36
EMPTY = "Ни результатов, ни записей сопровождения нет: показать на оси времени нечего."
CAPTION = (
    "Результаты, место в списке, партнёрство, план, меры, обучение, обзоры, рекомендации и ответы на одной оси. То "
    "же — в таблице по порядку."
)


def when(starts_on: date, ends_on: date | None, lasts: bool) -> str:
    """«18.09.2025», «18.09.2025–30.11.2025», «с 18.09.2025»."""
    if not lasts:
        return g.day(starts_on)
    return f"с{g.NBSP}{g.day(starts_on)}" if ends_on is None else f"{g.day(starts_on)}–{g.day(ends_on)}"


def note(series: str) -> str:
    """What the axis shows."""
    share = f"Сверху — {series}: доля низких результатов, у апреля своего учебного года. " if series else ""
    return (
        f"{share}Два последних учебных года показаны крупнее, светлые линии в них — месяцы; тёмная линия — сегодня. "
        "Список по итогам года действует следующий учебный год."
    )


def wordless(count: int) -> str:
    """What a picture says of events that are drawn without their words; «» where all have them."""
    forms = ("событие показано", "события показаны", "событий показаны")
    return f"Без подписи {g.counted(count, *forms)} знаком: слова — в таблице страницы." if count else ""


def cut(name: str) -> str:
    """The name, shortened where it would not stand beside its event; the table has it whole."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip(' ,;')}…"


def in_list(years: Sequence[int]) -> str:
    """«в списке по итогам 2022/23–2024/25»."""
    span = g.year(years[0]) if len(years) == 1 else f"{g.year(years[0])}–{g.year(years[-1])}"
    return f"в списке по итогам {span}"


def left(year: int) -> str:
    """«вышла из списка по итогам 2024/25»."""
    return f"вышла из списка по итогам {g.year(year)}"


def partner(name: str, role: str, status: str) -> str:
    """«Лицей № 30, школа-наставник: действует»."""
    return f"{name}, {role}: {statuses.partnership(status)}"


def steps(done: int, of: int, late: Sequence[int]) -> str:
    """«5 из 6, просрочено: п. 4»: items of one term that the district has done."""
    return f"{g.number(done)} из {g.number(of)}{f', просрочено: {_items(late)}' if late else ''}"


def steps_in_full(done: Sequence[int], late: Sequence[int], rest: Sequence[int]) -> str:
    """«к сроку пунктов выполнено: пп. 2, 5; просрочено: п. 4»."""
    told = (("выполнено", done), ("просрочено", late), ("ещё не выполнено", rest))
    return "срок пунктов; " + "; ".join(f"{word}: {_items(numbers)}" for word, numbers in told if numbers)


def _items(numbers: Sequence[int]) -> str:
    return f"{'п.' if len(numbers) == 1 else 'пп.'}{g.NBSP}{', '.join(map(str, numbers))}"


def measure(title: str, late: bool) -> str:
    """«▲ Занятия в малых группах»."""
    return f"{'▲ ' if late else ''}{cut(title)}"


def training(record: Record) -> str:
    """«зачислено 6, завершили 5»."""
    finished = number(record.values, "finished")
    done = "" if finished is None else f", завершили {g.number(finished)}"
    return f"зачислено {g.number(number(record.values, 'enrolled') or 0)}{done}"


def answered(answer: Record | None, late: bool) -> str:
    """What became of a recommendation."""
    if answer is not None:
        return "(школа ответила)"
    return "(ответа нет, срок прошёл)" if late else "(ответа пока нет)"


def about(answer: Record) -> str:
    """«ВПР мат 6», «рекомендация»: what an answer answers, in short."""
    key = text(answer.values, "reference")
    series = series_key(key) if key else None
    if series is not None:
        return assessment_short(*series)
    return answers.reference("marker", key) or answers.RECOMMENDATION


def result(year: int, share: float, series: str) -> tuple[str, str]:
    """When and what of a result in the table."""
    return g.year(year), f"{RESULT}: {series}, доля низких {g.percent(share, 1)}"
