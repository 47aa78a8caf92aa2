"""Words of the trend of the list."""

from layouts.texts import grammar as g
from monitoring.reports.territory import ListedYear

LISTED, ENTERED, LEFT = "в списке", "вошли", "вышли"

_GAPS = {
    "no-spring-vpr": "ВПР и ОГЭ<br>не проводились",
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


def hover(item: ListedYear) -> str:
    """One year of the list in words."""
    if item.listed is None:
        return gap_sentence(item)
    lines = [f"<b>{g.year(item.year)}</b>", f"в списке {g.number(item.listed)} из {g.of_schools(item.assessed)}"]
    if item.entered is not None and item.left is not None:
        lines.append(f"вошли {g.number(item.entered)}, вышли {g.number(item.left)}")
    if item.with_partner is not None:
        lines.append(f"с партнёром {g.number(item.with_partner)}")
    return "<br>".join(lines)
