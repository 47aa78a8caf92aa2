"""Words of the maps: layers, hovers, legend, notes."""

from collections.abc import Sequence

from layouts.texts import grammar as g
from layouts.texts import masking
from monitoring.procedures import PROCEDURES, SUBJECTS, assessment_short
from monitoring.reports.publication import Share
from monitoring.reports.territory import DistrictRow, HeatColumn, SchoolMark

LAYER = "Слой"
LINKS = "Связи"
LARGER, SMALLER, WHOLE = "крупнее", "мельче", "вся карта"
INSET_TITLE = "Центр города, крупнее"
SCHOOL = "школа"
LISTED, MENTOR, LEFT, LINK, OTHER, OWN = (
    "в списке",
    "школа-наставник",
    "вышла из списка",
    "партнёрство",
    "другая школа",
    "ваша школа",
)
NEAR = "зона риска"
PROPOSAL = "предложение"
NO_DATA = "нет данных"
HINT = "Нажмите на район или школу, чтобы открыть её страницу. Ctrl и колесо мыши меняют масштаб."
NO_LAYERS = "границы районов"

SHARE_LAYER = "доля школ в списке"
COUNT_LAYER = "число школ в списке"
SHARE_NOTE = "Доля школ района, требующих адресной помощи, от оценённых, %; цифра — число школ."
COUNT_NOTE = "Число школ района, требующих адресной помощи."
BORDERS_NOTE = "Школы города; цвет районов ничего не значит: список не составлен."


def low_layer(column: HeatColumn) -> str:
    """«низкие результаты: ВПР мат 6»."""
    return f"низкие результаты: {assessment_short(column.procedure, column.subject, column.grade)}"


def share_note(assessed: Sequence[int]) -> str:
    """What the colour and the number of the layer of shares mean; ``assessed``: schools by district."""
    return f"{SHARE_NOTE} Оценено школ (n): в городе {g.number(sum(assessed))}, в районе {_spread(assessed)}."


def low_note(column: HeatColumn, year: int, participants: Sequence[int]) -> str:
    """What the colour and the number of a layer of low results mean; ``participants``: of the districts, as known."""
    procedure = PROCEDURES[column.procedure]
    means = "с отметкой «2»" if column.procedure != "ege" else "ниже минимального балла"
    grade = f", {column.grade} класс" if column.grade and column.procedure in {"vpr", "rdr"} else ""
    subject = SUBJECTS[column.subject].name
    n = f" Участников (n) в районе {_spread(participants)}." if participants else ""
    return f"Доля участников {means}, %: {procedure.name}, {subject}{grade}, {g.year(year)}.{n}"


def _spread(counts: Sequence[int]) -> str:
    """«5–68»."""
    least, most = min(counts), max(counts)
    return g.number(least) if least == most else f"{g.number(least)}–{g.number(most)}"


def district_hover(row: DistrictRow) -> str:
    """Name, listed of assessed, share, partners: several lines."""
    lines = [f"<b>{row.name} район</b>"]
    if row.assessed:
        share = g.percent(100 * row.listed / row.assessed, 1)
        lines.append(f"в списке {g.number(row.listed)} из {g.of_schools(row.assessed)} ({share})")
        if row.listed:
            lines.append(f"с партнёром {g.number(row.with_partner)} из {g.number(row.listed)}")
    else:
        lines.append(f"{g.schools(row.schools)}; результатов, к которым применимо правило, нет")
    return "<br>".join(lines)


def low_hover(column: HeatColumn, cell: Share) -> str:
    """The line that a layer of low results adds to the hover."""
    name = assessment_short(column.procedure, column.subject, column.grade)
    if cell.masked:
        return f"<br>{name}: {masking.why(cell).lower()}"
    if cell.value is None:
        return f"<br>{name}: нет данных"
    n = f", n = {g.number(cell.n)}" if cell.n is not None else ""
    return f"<br>{name}: {g.percent(cell.value, 1)}{n}{masking.sign(cell)}"


def school_hover(mark: SchoolMark) -> str:
    """Name and status of a school."""
    status = [
        word
        for word, true in (
            (LISTED, mark.listed),
            (LEFT, mark.left),
            (NEAR, mark.at_risk),
            (MENTOR, mark.mentor),
            (OWN, mark.own),
        )
        if true
    ]
    return f"<b>{mark.name}</b>" + (f"<br>{', '.join(status)}" if status else "")


def unplaced(count: int) -> str:
    """Said under the map when listed schools have no coordinates."""
    verb = g.plural(count, "показана", "показаны", "показаны")
    return f"Не {verb} на карте {g.schools(count)} из списка: нет координат."


SCOPE = {
    "all": "",
    "district": "Отмечены школы вашего района; по остальным районам показаны только итоги.",
    "school": "Отмечены ваша школа и её партнёры; по районам показаны только итоги.",
    "none": "Школы из списка не отмечены: эта роль видит только итоги по районам.",
}
"""What the map leaves out for the viewer, by ``CityReport.scope``."""
