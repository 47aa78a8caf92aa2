"""Words of change: verdicts, the grid level × change, changes by assessment, the switch that hides what is unclear."""

from itertools import pairwise

from layouts.texts import grammar as g
from layouts.texts.facts import compared_with, points
from monitoring.first_looks import farthest
from monitoring.level_change import CHANGES, LEVELS, Place
from monitoring.procedures import assessment_name
from monitoring.reports.dynamics import PlacedSchool, SeriesChange, ShareChange, TerritoryChange
from monitoring.share_changes import EARLIER, FELL, GREW, WITHIN, verdict
from monitoring.territory_changes import LEAST_SCHOOLS

CLEAR = "Скрыть незначимое"
NOTHING = "сравнивать не с чем"
VERDICTS = {FELL: "снижение различимо", GREW: "рост различим", WITHIN: "изменение в пределах погрешности"}
CHANGE = "Изменение, п.п."
VERDICT = "Вывод"

GRID_TITLE = "Уровень и изменение: где школы и куда движутся"
GRID_CAPTION = "Число школ по уровню доли низких результатов и её изменению"
GRID_CORNER = "Доля низких, %"
GRID_CHANGE = "Изменение к среднему прежних лет, п.п."
GRID_CLOSED = "Где стоит каждая школа, видят Комитет по образованию и сам район."
GRID_EMPTY = "Изменения за этот год нет: сравнивать не с чем."
GRID_HINT = "Выберите клетку, чтобы увидеть её школы."
GRID_LISTED = "▲ — из них в списке."
LEVEL_NAMES = (
    f"до {g.short(LEVELS[0])}",
    *(f"{g.short(a)}–{g.short(b)}" for a, b in pairwise(LEVELS)),
    f"{g.short(LEVELS[-1])} и больше",
)
CHANGE_NAMES = (
    f"−{g.short(-CHANGES[0])} и ниже",
    f"−{g.short(-CHANGES[0])}…−{g.short(-CHANGES[1])}",
    f"−{g.short(-CHANGES[1])}…+{g.short(CHANGES[2])}",
    f"+{g.short(CHANGES[2])}…+{g.short(CHANGES[3])}",
    f"+{g.short(CHANGES[3])} и выше",
)

TERRITORY_TITLE = "Изменение по процедурам"
TERRITORY_EMPTY = "Долей низких результатов за этот год нет: сравнивать не с чем."
TERRITORY_COLUMNS = ("Процедура", "Доля, %", "n", CHANGE, VERDICT)
APART = "От города, п.п."
FEW = f"школ меньше {g.number(LEAST_SCHOOLS)}, интервала нет"
SCHOOL_TITLE = "Изменение по процедурам"
SCHOOL_COLUMNS = ("Процедура", "Было, %", "Стало, %", "Трудность года, п.п.", CHANGE, "n", VERDICT)
TOGETHER = "Процедуры правила вместе"
SELECTED = "У выбывших часть снижения — откат к среднему: школы попадают в список в неудачный год."


def word(change: ShareChange | None) -> str:
    """«снижение различимо», «рост различим», «изменение в пределах погрешности», «сравнивать не с чем»."""
    return NOTHING if change is None else VERDICTS[change.verdict]


def unclear(change: ShareChange | None) -> bool:
    """Whether the interval tells nothing: what «скрыть незначимое» hides."""
    return change is None or change.verdict == WITHIN


def figures(change: ShareChange) -> str:
    """«−8,1 (−12,0…−4,2)»: percentage points with the interval."""
    return f"{g.signed(change.change, 1)} ({g.change(change.low, change.high)})"


def hidden_rows(count: int) -> str:
    """«Скрыто 12 строк: …»."""
    verb = g.plural(count, "Скрыта", "Скрыты", "Скрыто")
    rows = g.counted(count, "строка", "строки", "строк")
    return f"{verb} {rows}: изменение в пределах погрешности или сравнивать не с чем."


def hidden_schools(count: int) -> str:
    """«Скрыто 5 школ: …»."""
    verb = g.plural(count, "Скрыта", "Скрыты", "Скрыто")
    return f"{verb} {g.schools(count)}: изменение в пределах погрешности или сравнивать не с чем."


def place_words(place: Place) -> str:
    """«доля 20–30 %, изменение +3…+10 п.п.»."""
    return f"доля {LEVEL_NAMES[place[0]]}{g.NBSP}%, изменение {CHANGE_NAMES[place[1]]}{g.NBSP}п.п."


def cell_words(place: Place, count: int, listed: int) -> str:
    """What a cell says aloud."""
    tail = f", из них в списке {g.number(listed)}" if listed else ""
    return f"{g.capital(place_words(place))}: {g.schools(count)}{tail}"


def school_note(school: PlacedSchool) -> str:
    """«41,2 → 29,8 %; −8,1 (−12,0…−4,2); n = 210»: the verdict follows."""
    change = school.change
    return (
        f"{g.number(change.before, 1)} → {g.percent(change.after, 1)}; {figures(change)}; "
        f"n{g.NBSP}={g.NBSP}{g.number(change.participants)}"
    )


def own_place(school: PlacedSchool, place: Place) -> str:
    """Where the viewer's own school stands."""
    return f"Ваша школа: {place_words(place)}. {g.capital(school_note(school))}: {word(school.change)}."


def grid_note(first_year: int, year: int) -> str:
    """What the grid compares, and whose bounds these are."""
    return (
        f"Доля низких по процедурам правила вместе за {g.year(year)} и её изменение к среднему прежних лет (до "
        f"{g.number(EARLIER)}, с{g.NBSP}{g.year(first_year)}) с поправкой на трудность года. Границы классов приняты "
        "по умолчанию."
    )


def territory_note(items: tuple[TerritoryChange, ...], *, district: bool) -> str:
    """What the columns compare."""
    since = min((item.first_year for item in items if item.first_year), default=None)
    what = f"к среднему прежних лет (с{g.NBSP}{g.year(since)})" if since else "к прежним годам"
    tail = " «От города» — разность долей района и города за этот год." if district else ""
    return (
        f"Доля взвешена по числу участников; изменение {what} вместе с трудностью работы этого года. "
        f"95-процентный интервал учитывает, что ученики одной школы похожи.{tail}"
    )


def territory_verdict(interval: tuple[float, float] | None, value: float | None) -> str:
    """The verdict of a change of a territory."""
    if value is None:
        return NOTHING
    return FEW if interval is None else VERDICTS[verdict(*interval)]


def apart_verdict(interval: tuple[float, float] | None) -> str:
    """«выше», «ниже», «неразличимо»."""
    if interval is None:
        return ""
    return "выше" if interval[0] > 0 else "ниже" if interval[1] < 0 else "неразличимо"


def with_interval(value: float | None, interval: tuple[float, float] | None) -> str:
    """«−3,2 (−5,1…−0,8)», without bounds where there are none."""
    if value is None:
        return g.NO_VALUE
    return g.signed(value, 1) if interval is None else f"{g.signed(value, 1)} ({g.change(*interval)})"


def territory_finding(items: tuple[TerritoryChange, ...]) -> str:
    """How many assessments have changed distinguishably."""
    known = [item.interval for item in items if item.interval is not None]
    if not known:
        return TERRITORY_TITLE
    fell = sum(verdict(*pair) == FELL for pair in known)
    grew = sum(verdict(*pair) == GREW for pair in known)
    of = g.counted(len(known), "процедуры", "процедур", "процедур")
    if not fell and not grew:
        return f"Ни по одной из {of} доля низких различимо не изменилась"
    parts = []
    if fell:
        parts.append(f"снизилась по {g.number(fell)}")
    if grew:
        parts.append(f"выросла по {g.number(grew)}")
    return f"Доля низких различимо {', '.join(parts)} из {of}"


def apart_finding(items: tuple[TerritoryChange, ...]) -> str:
    """Where the district lies apart from the city, by the interval of the difference."""
    known = [item for item in items if item.apart_interval is not None]
    if not known:
        return "Район и город по годам"
    far = farthest(items)
    if far is None or far.apart is None or far.apart_interval is None:
        return f"Доли низких района от городских в {g.year(known[0].year)} неотличимы"
    side = "выше" if far.apart > 0 else "ниже"
    name = assessment_name(far.procedure, far.subject, far.grade)
    figures_of = f"{g.number(abs(far.apart), 1)}{g.NBSP}п.п. ({_outwards(far.apart_interval)})"
    return f"Больше всего отличие от города — {name}: доля низких различимо {side}, на {figures_of}"


def _outwards(interval: tuple[float, float]) -> str:
    low, high = sorted(abs(bound) for bound in interval)
    return g.change(low, high)


def territory_line(item: TerritoryChange, name: str) -> str:
    """«Невский район: +1,4 п.п. (0,4…2,4) к среднему …, рост различим» for the assessment that the chart shows."""
    if item.change is None or item.first_year is None:
        return f"{name}: {NOTHING}"
    said = territory_verdict(item.interval, item.change)
    return f"{name} с {g.year(item.first_year)}: {with_interval(item.change, item.interval)}{g.NBSP}п.п., {said}"


def series_finding(change: SeriesChange | None, name: str, year: int, share: float | None) -> str:
    """The heading of a school's trajectory: the latest year against the years before, with the interval."""
    if change is None:
        return f"{name}, {g.year(year)}: доля низких {g.percent(share)}, {NOTHING}"
    found = change.change
    return (
        f"{name}, {g.year(found.year)}: доля низких {g.percent(found.after)}, "
        f"{points(found.change, found.low, found.high)} {compared_with(found.first_year, found.earlier)}, {word(found)}"
    )


def school_finding(overall: ShareChange | None) -> str:
    """The heading of the school's table of changes."""
    if overall is None:
        return SCHOOL_TITLE
    against = compared_with(overall.first_year, overall.earlier)
    return f"По процедурам правила вместе {against}: {g.signed(overall.change, 1)}{g.NBSP}п.п., {word(overall)}"


def school_table_note(year: int) -> str:
    """What the columns of the school's table are."""
    return (
        f"«Стало» — {g.year(year)}; «было» — среднее прежних лет (до {g.number(EARLIER)}) с весами n. Изменение — за "
        "вычетом трудности года: того, на сколько доля сместилась бы вместе с городом. 95-процентный интервал "
        "учитывает и случайность, и различие классов разных лет. Через 2020 год ВПР и ОГЭ не сравниваются."
    )
