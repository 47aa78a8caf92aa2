"""Tables of the city page: districts, and the list by years."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts.components import breadcrumbs
from layouts.components.tables import Cell, Column, scrolled, table
from layouts.figures.sparkline import sparkline
from layouts.links import link, to_district
from layouts.texts import city as words
from layouts.texts import grammar as g
from layouts.texts import heat, masking, trend
from monitoring.districts import CITY, by_code
from monitoring.procedures import assessment_name
from monitoring.reports.publication import Selection
from monitoring.reports.territory import CityReport, DistrictRow, ListedYear, MeanScore


def districts_table(report: CityReport, selection: Selection) -> html.Div:
    """All districts by alphabet: the map's table twin, and the keyboard's way to a district."""
    if not any(row.assessed for row in report.districts):
        return _schools_only(report, selection)
    trend_title = words.since(report.years)
    columns = [
        Column("Район"),
        Column("Школ", numeric=True),
        Column("Оценено", numeric=True),
        Column("В списке", numeric=True),
        Column("Доля, %", numeric=True),
        Column("За год", numeric=True),
        Column("С партнёром", numeric=True),
        Column(trend_title, numeric=True, sortable=False),
    ]
    with_plan = any(row.plan_done is not None for row in report.districts)
    if with_plan:
        columns.append(Column("План, %", numeric=True))
    rows = [_district(row, report.years, selection, with_plan) for row in report.districts]
    return scrolled(
        table(columns, rows, caption=words.DISTRICTS, sortable=True, class_name="districts"), words.DISTRICTS
    )


def _schools_only(report: CityReport, selection: Selection) -> html.Div:
    """Without a list there is nothing but the number of schools to tell of a district."""
    columns = [Column(heat.TERRITORY), Column(words.SCHOOLS, numeric=True)]
    rows = [[Cell(link(r.name, to_district(r.code, selection)), r.name), g.number(r.schools)] for r in report.districts]
    whole = table(columns, rows, caption=words.DISTRICTS, sortable=True, class_name="districts narrow")
    return scrolled(whole, words.DISTRICTS)


def _district(row: DistrictRow, years: Sequence[int], selection: Selection, with_plan: bool) -> list[Any]:
    share = 100 * row.listed / row.assessed if row.assessed else None
    said = ", ".join(f"{g.year(y)}: {v}" for y, v in zip(years, row.trend, strict=True) if v is not None)
    known = sum(value is not None for value in row.trend)
    cells: list[Any] = [
        Cell(link(row.name, to_district(row.code, selection)), row.name),
        g.number(row.schools),
        g.number(row.assessed),
        Cell(html.B(g.number(row.listed)) if row.assessed else g.NO_VALUE, row.listed if row.assessed else -1),
        Cell(g.NO_VALUE if share is None else g.number(share, 1), -1 if share is None else round(share, 3)),
        Cell(g.NO_VALUE if row.change is None else g.signed(row.change), -99 if row.change is None else row.change),
        Cell(f"{row.with_partner} из {row.listed}" if row.listed else g.NO_VALUE, row.with_partner),
        sparkline(row.trend, f"В списке по годам: {said}") if known > 1 else g.NO_VALUE,
    ]
    if with_plan:
        done = row.plan_done.value if row.plan_done else None
        cells.append(Cell(g.NO_VALUE if done is None else g.number(done), -1 if done is None else done))
    return cells


def means_table(items: Sequence[MeanScore], selection: Selection, *, only: str | None = None) -> html.Table:
    """Mean scores by district (of the one named ``only``), the city at the foot: what is known where shares are not."""
    keys = list(dict.fromkeys((item.procedure, item.subject, item.grade, item.year) for item in items))
    columns = [Column(heat.TERRITORY)]
    for procedure, subject, grade, year in keys:
        columns.append(Column(f"{assessment_name(procedure, subject, grade)}, {g.year(year)}", numeric=True))
        columns.append(Column(heat.SCHOOLS_BEHIND, numeric=True))
    cells = {(item.code, item.procedure, item.subject, item.grade, item.year): item for item in items}
    names = {code: district.name for code, district in by_code().items()}
    rows = [
        [Cell(link(name, to_district(code, selection)), name), *_means([cells.get((code, *key)) for key in keys])]
        for code, name in names.items()
        if only in {None, code}
    ]
    footer = [breadcrumbs.CITY, *_means([cells.get((CITY, *key)) for key in keys])]
    return table(columns, rows, caption=heat.MEANS_TITLE, sortable=only is None, footer=footer)


def _means(items: Sequence[MeanScore | None]) -> list[Any]:
    found: list[Any] = []
    for item in items:
        if item is None or item.value is None:
            shown = masking.hidden(item) if item and item.masked else g.NO_VALUE
            found += [Cell(shown, -1, "quiet"), Cell(g.NO_VALUE, -1)]
        else:
            value = Cell(g.number(item.value, 1) + masking.sign(item), round(item.value, 3))
            found += [value, g.NO_VALUE if item.schools is None else g.number(item.schools)]
    return found


def series_table(series: Sequence[ListedYear]) -> html.Table:
    """The list by years, how it came about and how long its schools have been in it: the twin of the trend."""
    heads = [*trend.COLUMNS, *(trend.FLOW_COLUMNS if any(item.flow for item in series) else ())]
    columns = [Column("Учебный год"), *(Column(name, numeric=True) for name in heads)]
    rows = []
    for item in series:
        if item.listed is None:
            reason = Cell(trend.gap_reason(item), class_name="quiet")
            rows.append([g.year(item.year), *[g.NO_VALUE] * (len(heads) - 1), reason])
            continue
        moved = trend.parts(item) if item.entered is not None else {}
        values = [item.assessed, item.listed, *(moved.get(name) for name in trend.MOVES), item.with_partner]
        if len(heads) > len(trend.COLUMNS):
            flow = item.flow
            values += [None] * 3 if flow is None else [flow.once, flow.twice, flow.more]
        rows.append([g.year(item.year), *(g.NO_VALUE if value is None else g.number(value) for value in values)])
    return table(columns, rows, caption=words.TREND_NOTE)
