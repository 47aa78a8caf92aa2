"""Execution of the plan: items with bars. The bar repeats the number beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dash import html

from layouts.attributes import aria
from layouts.components.tables import Cell, Column, table
from layouts.texts import grammar as g
from layouts.texts import plan as words
from monitoring.reports.territory import PlanItemProgress


def plan_table(items: Sequence[PlanItemProgress], today: date) -> html.Table:
    """One row an item: title, bar, percent done, what is overdue or due."""
    columns = (
        Column(words.ITEM),
        Column(html.Span(words.BAR, className="visually-hidden"), class_name="bar-column"),
        Column(words.DONE, numeric=True),
        Column(words.STATE, class_name="state"),
    )
    rows = [_row(item, today) for item in items]
    return table(columns, rows, caption=words.CAPTION, class_name="plan-table")


def district_plan_table(items: Sequence[PlanItemProgress], today: date) -> html.Table:
    """One row an item of one district's plan: it is done, overdue or due."""
    columns = (Column(words.ITEM), Column(words.STATE, class_name="state"))
    rows = [
        (words.item(item), Cell(words.state(item, today), class_name="overdue" if item.overdue else "quiet"))
        for item in items
    ]
    return table(columns, rows, caption=words.CAPTION, class_name="plan-table")


def _row(item: PlanItemProgress, today: date) -> tuple[Any, ...]:
    done = 100 * item.done / item.total if item.total else 0.0
    bar = html.Span(
        html.Span(style={"width": f"{done:.0f}%"}, className="bar-fill"), className="bar", **aria(hidden="true")
    )
    state = Cell(words.state(item, today), class_name="overdue" if item.overdue else "quiet")
    return words.item(item), bar, g.number(done), state
