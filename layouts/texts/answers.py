"""Words of the school's answers: what they answer, when, in which revision."""

from datetime import date

from layouts.texts import grammar as g
from layouts.texts.objectivity import NAMES
from monitoring.procedures import assessment_name, series_key
from monitoring.records.values import day, text
from monitoring.reports.records import Record

TITLE = "Ответы школы"
EMPTY = "Школа пока ни на что не ответила."
NOTE = "Ответ правит только сама школа; каждая редакция остаётся в истории записи."
ANSWER, EDIT = "Ответить", "Изменить"
GROUND, MARKER, RECOMMENDATION, RESULT = "основание", "признак объективности", "рекомендация", "результат"
_ABOUT = {"ground": GROUND, "marker": MARKER, "recommendation": RECOMMENDATION, "result": RESULT}


def reference(about: str, key: str | None) -> str:
    """What an answer refers to, in words: «ВПР, математика, 6 класс», «отметки и журнал»; the key itself if unknown."""
    if not key:
        return ""
    if about == "marker":
        return NAMES.get(key, key)
    series = series_key(key)
    return key if series is None else assessment_name(*series)


def about(answer: Record) -> str:
    """«основание: ВПР, математика, 6 класс»."""
    code = text(answer.values, "about") or ""
    named = reference(code, text(answer.values, "reference"))
    return f"{_ABOUT.get(code, code)}{f': {named}' if named else ''}"


def head(answer: Record) -> str:
    """«Ответ школы от 12.10.2025: »."""
    return f"Ответ школы от {g.day(day(answer.values, 'answered_on'))}: "


def revision(answer: Record) -> str:
    """«редакция 2 от 12.11.2025, прежние редакции»; empty while there is but one."""
    if answer.revision < 2:
        return ""
    changed: date = answer.changed_at.date()
    former = "прежняя редакция" if answer.revision == 2 else "прежние редакции"
    return f"редакция {answer.revision} от {g.day(changed)}, {former}"
