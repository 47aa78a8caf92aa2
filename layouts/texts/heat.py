"""Words of the heat map."""

from layouts.texts import grammar as g
from layouts.texts import masking
from monitoring.procedures import PROCEDURES, SUBJECTS
from monitoring.reports.publication import Share
from monitoring.reports.territory import HeatColumn, HeatMap

TERRITORY = "Район"
EMPTY = "Долей низких результатов за этот год нет: загружены только средние баллы или ничего."
MEANS_TITLE = "Средний балл по районам"
MEANS_NOTE = "Долей низких результатов за этот год нет. Средний балл о них не говорит, список по нему не составляется."
SCHOOLS_BEHIND = "Школ"
EMPTY_STEP = "Они появятся, когда аналитик загрузит отметки (ВПР, ОГЭ) или доли ниже минимума (ЕГЭ) и опубликует их."
# After «по»: the dative.
_DATIVE = {
    "russian": "русскому языку",
    "math": "математике",
    "math_profile": "профильной математике",
    "math_base": "базовой математике",
    "world": "окружающему миру",
    "history": "истории",
    "social": "обществознанию",
    "biology": "биологии",
    "geography": "географии",
    "physics": "физике",
    "chemistry": "химии",
    "informatics": "информатике",
    "literature": "литературе",
    "literary_reading": "литературному чтению",
    "english": "английскому языку",
    "german": "немецкому языку",
    "french": "французскому языку",
    "spanish": "испанскому языку",
    "chinese": "китайскому языку",
    "all": "всем предметам",
}


def by_subject(column: HeatColumn) -> str:
    """«по математике (ВПР, 6 класс)», «по русскому языку (ОГЭ)»."""
    subject = _DATIVE.get(column.subject, SUBJECTS[column.subject].name)
    grade = f", {column.grade}{g.NBSP}класс" if column.grade and column.procedure in {"vpr", "rdr"} else ""
    return f"по {subject} ({PROCEDURES[column.procedure].name}{grade})"


def note(heat: HeatMap) -> str:
    """What the numbers are."""
    return f"Доля участников с отметкой «2» (ЕГЭ — ниже минимального балла), %, {g.year(heat.year)} учебный год."


def hidden(cell: Share) -> str:
    """Why a cell is empty."""
    return masking.why(cell) if cell.masked else "Не измерялось или не опубликовано"


def finding(column: HeatColumn | None, value: float | None) -> str:
    """The heading: the assessment with the highest share in the city."""
    if column is None or value is None:
        return "Доля низких результатов по процедурам"
    return f"Выше всего доля низких результатов {by_subject(column)}: {g.percent(value, 1)}"
