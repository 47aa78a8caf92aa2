"""Words of the funnel plot."""

from layouts.texts import grammar as g
from layouts.texts import heat
from monitoring.funnel import INNER, OUTER
from monitoring.reports.funnel import Funnel, FunnelPoint
from monitoring.reports.territory import HeatColumn

TITLE = "Доля низких результатов и число участников: школы района"
EMPTY = "За этот год долей низких результатов нет: сравнивать не с чем."
NO_SERIES = "По этой процедуре за выбранный год результатов нет"
NOTE = (
    "Точка — школа; между линиями доля отличается от городской не больше, чем бывает случайно при таком n. Школы "
    "различаются и не случайно, поэтому выход за линию — повод посмотреть, а не вывод."
)
NOTE_CLOSED = " Точки школ видят Комитет по образованию и сам район, школа видит свою."
CHOICE_NOTE = " Процедура — та же, что у графика долей по годам."
CAPTION = (
    "Доля низких результатов школ района против числа участников с границами случайного разброса вокруг доли города."
)
TWIN = "Таблица: школы на графике"
SCHOOL_HEAD, SHARE_HEAD, N_HEAD, PLACE_HEAD = "Школа", "Доля низких результатов, %", "n", "Где лежит"
CITY = "город"
N_AXIS = "участников, n"


def finding(found: Funnel, is_open: bool) -> str:
    """What the plot says of its schools, as a heading: how many lie outside the limits."""
    what = heat.by_subject(HeatColumn(found.procedure, found.subject, found.grade))
    if not found.points:
        return f"{g.capital(what)}: границы случайного разброса вокруг доли города {g.percent(found.city, 1)}"
    if not is_open:
        return f"{g.capital(what)}: школа {_place(found.points[0].zone)}"
    above, below = (sum(point.zone == side for point in found.points) for side in (2, -2))
    if not above and not below:
        near = sum(abs(point.zone) == 1 for point in found.points)
        tail = f", за линиями {_level(INNER)} — {g.number(near)}" if near else ""
        return f"{g.capital(what)} все школы — их {g.number(len(found.points))} — между линиями {_level(OUTER)}{tail}"
    parts = []
    if above:
        parts.append(f"выше линии {_level(OUTER)} — {g.number(above)}")
    if below:
        parts.append(f"{'ниже неё' if above else f'ниже линии {_level(OUTER)}'} — {g.number(below)}")
    return f"{g.capital(what)} {', '.join(parts)} из{g.NBSP}{g.of_schools(len(found.points))}"


def _place(zone: int) -> str:
    if not zone:
        return "между линиями: отличие от города не больше случайного"
    return f"{'выше' if zone > 0 else 'ниже'} линии {_level(OUTER if abs(zone) == 2 else INNER)}"


def _level(value: float) -> str:
    return f"{g.short(value)}{g.NBSP}%"


def hover(point: FunnelPoint) -> str:
    """What a point says."""
    return (
        f"<b>{point.name}</b><br>{g.percent(point.share, 1)}, n{g.NBSP}={g.NBSP}{g.number(point.n)}<br>"
        f"{_place(point.zone)}"
    )


def limit(level: float) -> str:
    """Name of a pair of limits, at its end."""
    return _level(level)


def city(value: float) -> str:
    """Name of the line in the middle."""
    return f"{CITY} {g.percent(value, 1)}"
