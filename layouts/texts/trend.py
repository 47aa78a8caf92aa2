"""Words of the trend of the list."""

from layouts.texts import grammar as g
from monitoring.reports.territory import ListedYear

LISTED, STAYED, ENTERED, RETURNED, LEFT = "в списке", "остались", "вошли", "вернулись", "вышли"

MOVES = ("stayed", "returned", "entered", "left")
COLUMNS = ("Оценено", "В списке", "Остались", "Вернулись", "Вошли впервые", "Вышли", "С партнёром")
"""Of the table by years; the moves stand in the order of ``MOVES``."""
FLOW_COLUMNS = ("1-й год в списке", "2-й год", "3-й и больше")

_GAPS = {
    "no-spring-vpr": "ВПР и ОГЭ<br>не было",
    "no-data": "нет данных",
}
_GAP_SENTENCES = {
    "no-spring-vpr": "весной 2020 года ВПР и ОГЭ не проводились, список не составлялся",
    "no-data": "результатов нет, список не составлялся",
}


def gap(code: str) -> str:
    """Why there is no list, for the band in the chart (lines parted by ``<br>``)."""
    return _GAPS.get(code, _GAPS["no-data"])


def gap_sentence(item: ListedYear) -> str:
    """«2019/20: весной 2020 года …»."""
    return f"{g.year(item.year)}: {gap_reason(item)}"


def gap_reason(item: ListedYear) -> str:
    """Why there is no list, without the year."""
    return _GAP_SENTENCES.get(item.gap or "", _GAP_SENTENCES["no-data"])


_NAMES = {"stayed": STAYED, "returned": RETURNED, "entered": ENTERED, "left": LEFT}


def parts(item: ListedYear) -> dict[str, int]:
    """Schools by how they came to the list of the year, those that stay first, and those that left it.

    Empty without a listing. Where there is no former one, all are ``stayed``: nobody is known to have moved. Where
    the returned ones are not known, they are among the entered.
    """
    if item.listed is None:
        return {}
    if item.entered is None or item.left is None:
        return {"stayed": item.listed}
    returned = item.flow.returned if item.flow else 0
    return {
        "stayed": item.listed - item.entered,
        "returned": returned,
        "entered": item.entered - returned,
        "left": item.left,
    }


def hover(item: ListedYear) -> str:
    """One year of the list in words."""
    if item.listed is None:
        return gap_sentence(item)
    lines = [f"<b>{g.year(item.year)}</b>", f"в списке {g.number(item.listed)} из {g.of_schools(item.assessed)}"]
    moved = [f"{_NAMES[name]} {g.number(value)}" for name, value in parts(item).items() if value]
    if item.entered is not None:
        lines.append(", ".join(moved) or "без перемен")
    if item.with_partner is not None:
        lines.append(f"с партнёром {g.number(item.with_partner)}")
    return "<br>".join(lines)
