"""The five figures about the list, the same for the city and for a district."""

from collections.abc import Sequence
from typing import Any

from layouts import theme
from layouts.components.figures_strip import KeyFigure
from layouts.figures.sparkline import sparkline
from layouts.texts import city as words
from layouts.texts import confidence
from layouts.texts import grammar as g
from layouts.texts import plan as plan_words
from monitoring.reports.territory import ListedYear, PlanItemProgress


def list_figures(
    series: Sequence[ListedYear],
    now: ListedYear | None,
    former: ListedYear | None,
    plan: Sequence[PlanItemProgress],
    schools: int,
    schools_note: str = "",
    without_probability: str = "",
) -> list[KeyFigure]:
    """Listed, entered, left, with a partner, plan; without a listing the number of schools instead.

    ``without_probability``: what to say where the method defines none.
    """
    figures = [KeyFigure(words.SCHOOLS, g.number(schools), note=schools_note)]
    if now is not None and now.listed is not None:
        figures = _of_list(series, now, now.listed, former, without_probability)
    done = plan_words.done_percent(plan)
    if done is not None:
        overdue = plan_words.overdue_words(plan_words.overdue_items(plan))
        figures.append(KeyFigure(words.PLAN, g.percent(done), note=overdue))
    return figures


def _of_list(
    series: Sequence[ListedYear], now: ListedYear, listed: int, former: ListedYear | None, without_probability: str
) -> list[KeyFigure]:
    share = g.percent(100 * listed / now.assessed, 1) if now.assessed else ""
    spark = _spark(series, "listed", words.LISTED, theme.LISTED)
    notes = [words.assessed_note(now), without_probability]
    if now.confidence is not None:
        notes += [confidence.of_list(now.confidence), confidence.of_risk(now.confidence)]
    figures = [KeyFigure(words.LISTED, g.number(listed), share, "; ".join(filter(None, notes)), spark)]
    for label, field, colour in ((words.ENTERED, "entered", theme.LISTED), (words.LEFT, "left", theme.LEFT)):
        value = getattr(now, field)
        before = words.former_value(getattr(former, field, None), now.year, former)
        shown = g.NO_VALUE if value is None else g.number(value)
        figures.append(KeyFigure(label, shown, note=before, spark=_spark(series, field, label, colour)))
    if now.with_partner is not None:
        note = words.without_partner(listed - now.with_partner) if listed else ""
        spark = _spark(series, "with_partner", words.PARTNER, theme.PARTNER)
        figures.append(KeyFigure(words.PARTNER, g.number(now.with_partner), f"из {g.number(listed)}", note, spark))
    return figures


def _spark(series: Sequence[ListedYear], field: str, label: str, colour: str) -> Any:
    values = [getattr(item, field) for item in series]
    if sum(value is not None for value in values) < 2:
        return None
    said = ", ".join(f"{g.year(i.year)}: {v}" for i, v in zip(series, values, strict=True) if v is not None)
    return sparkline(values, f"{label} по годам: {said}", colour=colour)
