"""Words of the threshold simulator."""

from layouts.texts import grammar as g
from monitoring.reports.publication import Method
from monitoring.reports.simulation import Simulation
from monitoring.simulator import Rule

TITLE = "Что будет со списком, если изменить порог"
NO_LISTING = "За этот год список по этой методике не составлялся: менять нечего."
NO_LISTING_STEP = "Выберите в шапке год, за который список есть."
NO_SLIDERS = "У этой методики нет порога доли, который можно было бы сдвинуть: школы сравниваются друг с другом."
NO_SLIDERS_STEP = "Симулятор работает для методик с порогом: выберите такую в шапке."
CLOSED = "Списки школ вам не открыты, поэтому и расчёт при других значениях не показан."
CLOSED_STEP = "Опубликованное число школ в списке по районам стоит на странице города."

SHARE, PROCEDURES, MINIMUM = "Порог доли, %", "Низких процедур, не менее", "Участников, не менее"
RESET = "Вернуть опубликованные значения"
CONTROLS = "Значения правила"
LISTED, ENTERED, LEFT, THIN = (
    "В списке при этих значениях",
    "Вошли бы",
    "Вышли бы",
    "Решение в пределах погрешности",
)
AGAINST = "против опубликованного списка"
THIN_NOTE = "мера принята по умолчанию"
THIN_EXPLAINED = (
    "Решение в пределах погрешности: школа вышла бы из списка, окажись один решающий результат по другую сторону "
    "порога внутри своего 95-процентного интервала (по Уилсону). Мера принята по умолчанию; это не вероятность ошибки."
)
DISTRICTS = "По районам"
DISTRICTS_NOTE = "Столбец «опубликовано» — список, который видят все. "
OTHERS_CLOSED = (
    "Расчёт при других значениях показан только там, где вам открыты результаты всех школ: по тому, как число "
    "меняется вслед за порогом, можно узнать результат одной школы."
)
MOVED = "Школы, место которых изменилось бы"
MOVED_NOTE = (
    "Наибольший порог — доля, при которой школа ещё в списке, когда число процедур и участников такое, как выбрано."
)
ENTERS, LEAVES = "вошла бы", "вышла бы"
CHANGE, HIGHEST, PUBLISHED, SIMULATED = "Изменение", "Наибольший порог, %", "Опубликовано", "При этих значениях"
THRESHOLD, IN_LIST = "Порог, %", "Школ в списке"
CURVE_CAPTION = "Число школ в списке при каждом пороге; остальные значения правила — как выбрано."
CURVE_TWIN = "Таблица: число школ по порогам"
CURVE_PUBLISHED = "опубликовано"


def share(value: float) -> str:
    """«35 %»."""
    return f"{g.short(value)}{g.NBSP}%"


def finding(found: Simulation) -> str:
    """The finding as a heading."""
    if found.scope == "school":
        return _own(found)
    if found.rule == found.published_rule:
        return f"Опубликованный список: {g.schools(found.published)}; измените порог, и станет видно, как он меняется"
    verb = g.plural(found.simulated, "была бы", "были бы", "было бы")
    change = found.simulated - found.published
    compared = "столько же, сколько опубликовано"
    if change:
        compared = f"на {g.number(abs(change))} {'больше' if change > 0 else 'меньше'}, чем опубликовано"
    return f"При пороге {share(found.rule.threshold)} в списке {verb} {g.schools(found.simulated)}, {compared}"


def _own(found: Simulation) -> str:
    here = "в списке" if found.published else "не в списке"
    if found.rule == found.published_rule:
        return f"По опубликованному правилу школа {here}"
    there = "была бы в списке" if found.simulated else "не была бы в списке"
    return f"При пороге {share(found.rule.threshold)} школа {there}; по опубликованному правилу она {here}"


def note(found: Simulation, method: Method) -> str:
    """The rule in words, and how many schools it can be applied to."""
    changed = "как опубликовано" if found.rule == found.published_rule else "остальное — как опубликовано"
    whose = {"all": "", "district": " Считаются школы вашего района.", "school": " Считается только ваша школа."}
    return (
        f"{g.year(found.year)}, методика «{method.title}»: {_rule(found.rule)}; {changed}. "
        f"Есть что оценивать {g.in_schools(found.assessed)}.{whose.get(found.scope, '')}"
    )


def _rule(rule: Rule) -> str:
    procedures = g.counted(rule.low_procedures, "процедуре", "процедурам", "процедурам")
    return (
        f"доля не менее {share(rule.threshold)} не меньше чем по {procedures}, "
        f"участников не меньше {g.number(rule.min_participants)}"
    )


def published(found: Simulation) -> str:
    """«опубликовано: 45»."""
    return f"{CURVE_PUBLISHED}: {g.number(found.published)}"


def thin(found: Simulation) -> str:
    """«12 из 31»."""
    return f"{g.number(found.thin)} из{g.NBSP}{g.number(found.simulated)}"


def moved_finding(found: Simulation) -> str:
    """Who would enter and leave, as a heading."""
    if not found.moved:
        return "Ни одна школа не вошла бы в список и не вышла бы из него"
    parts = []
    if found.entered:
        parts.append(f"{g.plural(found.entered, 'вошла бы', 'вошли бы', 'вошло бы')} {g.schools(found.entered)}")
    if found.left:
        parts.append(f"{g.plural(found.left, 'вышла бы', 'вышли бы', 'вышло бы')} {g.schools(found.left)}")
    return g.capital(g.joined(parts))


def curve_finding(found: Simulation) -> str:
    """How the list answers to one percentage point, as a heading."""
    counts = dict(found.curve)
    low, high = found.curve[0], found.curve[-1]
    here = found.rule.threshold
    step = counts.get(here - 1), counts.get(here), counts.get(here + 1)
    if step[0] is not None and step[1] is not None and step[2] is not None:
        return (
            f"Порог на один пункт ниже добавил бы {_accusative(step[0] - step[1])}, "
            f"на пункт выше — убрал бы {_accusative(step[1] - step[2])}"
        )
    return f"При пороге {share(low[0])} в списке {g.schools(low[1])}, при {share(high[0])} — {g.schools(high[1])}"


def _accusative(count: int) -> str:
    return g.counted(count, "школу", "школы", "школ")


def curve_label(threshold: float, count: int) -> str:
    """«35 %: 31 школа»."""
    return f"{share(threshold)}: {g.schools(count)}"


def curve_hover(threshold: float, count: int) -> str:
    """What a point of the curve says."""
    return f"порог {share(threshold)}: в списке {g.schools(count)}"
