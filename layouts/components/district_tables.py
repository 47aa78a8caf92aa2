"""Tables of a district's page: schools of the list with their grounds, all schools, the district against the city."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import dash_ag_grid as dag
from dash import html

from layouts import ids
from layouts.components import grid
from layouts.components.objectivity_tables import left_cell
from layouts.components.symbols import status
from layouts.components.tables import Cell, Column, table
from layouts.links import link, to_school
from layouts.texts import confidence, groups, masking, similar, statuses
from layouts.texts import district as words
from layouts.texts import dynamics as change_words
from layouts.texts import grammar as g
from layouts.texts import grid as heads
from monitoring.districts import by_code
from monitoring.objectivity.signs import Sign
from monitoring.procedures import assessment_name
from monitoring.reports.dynamics import ShareChange
from monitoring.reports.publication import Selection, Share
from monitoring.reports.territory import DistrictReport, PartnerName, SchoolRow, TrendPoint
from monitoring.school_kinds import KINDS


def listed_table(
    rows: Sequence[SchoolRow],
    selection: Selection,
    signs: Mapping[int, Sequence[Sign]] | None = None,
    changes: Mapping[int, ShareChange] = MappingProxyType({}),
) -> html.Table:
    """Schools in the list and those that have just left it, by alphabet, with grounds, change and partner.

    ``signs``: those that results are worth checking, beside «вышла из списка»; None where none were computed.
    ``changes`` by school; without any the column is left out.
    """
    sure = any(row.probability is not None for row in rows)
    columns = (
        Column("Школа"),
        Column("Статус"),
        Column("Почему", class_name="grounds"),
        *([Column(confidence.TITLE, class_name="confidence")] if sure else []),
        *([Column(change_words.CHANGE)] if changes else []),
        Column("Лет в списке", numeric=True),
        Column("Партнёр"),
    )
    cells = []
    for row in rows:
        name, shown, why, *more, years, partners = _listed(row, selection, sure, signs)
        changed = [_changed(changes.get(row.id))] if changes else []
        cells.append([name, shown, why, *more, *changed, years, partners])
    unclear = ["unclear" if changes and change_words.unclear(changes.get(row.id)) else "" for row in rows]
    return table(columns, cells, caption=words.LISTED_SCHOOLS, class_name="listed", row_classes=unclear)


def _changed(change: ShareChange | None) -> list[Any]:
    said = html.Div(change_words.word(change), className="quiet")
    return [said] if change is None else [html.Span(change_words.figures(change), className="figures"), said]


def near_table(rows: Sequence[SchoolRow], selection: Selection) -> html.Table:
    """Schools of the zone of risk, by alphabet: how probable, the low results of the year together, the partner."""
    columns = (
        Column(heads.SCHOOL),
        Column(heads.STATUS),
        Column(confidence.PROBABILITY, numeric=True),
        Column(heads.SHARE, numeric=True),
        Column(heads.N, numeric=True),
        Column(heads.PARTNER),
    )
    return table(columns, [_near(row, selection) for row in rows], caption=confidence.NEAR_TITLE, class_name="near")


def _near(row: SchoolRow, selection: Selection) -> list[Any]:
    latest = row.latest
    return [
        link(row.name, to_school(row.id, selection)),
        status(_shown(row)),
        g.NO_VALUE if row.probability is None else g.number(confidence.whole_percent(row.probability)),
        g.NO_VALUE if latest is None or latest.value is None else g.number(latest.value, 1),
        g.NO_VALUE if latest is None or latest.n is None else g.number(latest.n),
        [html.Div(_partner(item, selection)) for item in row.partners] or html.Span(g.NO_VALUE, className="quiet"),
    ]


def _shown(row: SchoolRow) -> str | None:
    """The status to show: the zone of risk in place of «не в списке»."""
    return "near" if row.status == "none" and confidence.at_risk(row.status, row.probability) else row.status


def _sure(row: SchoolRow) -> list[Any]:
    if row.probability is None:
        return [g.NO_VALUE]
    word = confidence.word(row.status, row.probability)
    return [confidence.percent(row.probability), html.Div(word, className="quiet") if word else None]


def _listed(row: SchoolRow, selection: Selection, sure: bool, signs: Mapping[int, Sequence[Sign]] | None) -> list[Any]:
    why: list[Any] = [
        html.Div([html.Span(f"{when}: ", className="quiet"), what]) for when, what in words.grounds_by_year(row.grounds)
    ]
    if row.status == "left":
        why = [html.Span(words.LEFT_REASON, className="quiet")]
        why += [] if signs is None else [left_cell(signs.get(row.id, ()))]
    partners: Any = [html.Div(_partner(item, selection)) for item in row.partners]
    if not partners:
        alone = row.status in statuses.IN_LIST
        partners = html.Span(words.NO_PARTNER if alone else g.NO_VALUE, className="overdue" if alone else "quiet")
    name = link(row.name, to_school(row.id, selection))
    years = Cell(g.number(row.years_listed) if row.years_listed else "–")
    return [name, status(row.status), why, *([_sure(row)] if sure else []), years, partners]


def _partner(item: PartnerName, selection: Selection) -> list[Any]:
    return [link(item.name, to_school(item.school_id, selection)), f", {by_code()[item.district].name} район"]


def schools_grid(report: DistrictReport, selection: Selection) -> dag.AgGrid:
    """All schools of the district; results only where the viewer may see them."""
    columns = [
        grid.link("name", heads.SCHOOL, minWidth=160, flex=2, sort="asc", comparator=_ORDER),
        grid.column("kind", heads.KIND, width=96),
    ]
    grouped = any(row.groups is not None for row in report.schools)
    if _assessed(report):
        columns += [
            grid.column("status", heads.STATUS, cellRenderer="TraektoriaStatus", width=156),
            *([grid.column("groups", groups.COLUMN, width=150, **grid.WRAPPED)] if grouped else []),
            grid.numeric("years", heads.YEARS, width=76),
            grid.numeric("share", heads.SHARE, width=84, valueFormatter={"function": "oneDigit(params.value)"}),
            grid.numeric("n", heads.N, width=62),
            *([_against()] if any(row.against for row in report.schools) else []),
            grid.column(
                "trend", heads.TREND, cellRenderer="TraektoriaSparkline", cellDataType=False, width=104, sortable=False
            ),
            grid.link("partner", heads.PARTNER, minWidth=150, flex=1),
        ]
    else:
        columns.append(grid.column("address", heads.ADDRESS, minWidth=200, flex=2))
    return grid.grid(ids.DISTRICT_SCHOOLS_GRID, columns, [_row(row, report, selection) for row in report.schools])


def _assessed(report: DistrictReport) -> bool:
    """Whether there is more to tell of the schools than who and where they are."""
    return report.open and any(row.status != "no-listing" or row.latest is not None for row in report.schools)


def _against() -> dict[str, Any]:
    """Sorted by the difference, shown with its interval."""
    return grid.numeric(
        "against", similar.COLUMN, width=146, valueFormatter={"function": "orDash(params.data.againstText)"}
    )


_ORDER = {"function": "russianOrder"}


def _row(row: SchoolRow, report: DistrictReport, selection: Selection) -> dict[str, Any]:
    kind = KINDS[row.kind].short if row.kind in KINDS else row.kind
    cells: dict[str, Any] = {"name": row.name, "nameHref": to_school(row.id, selection), "kind": kind}
    if not _assessed(report):
        return cells | {"address": row.address or g.NO_VALUE}
    if row.status is None:  # another district's today, on a page of a former publication
        return cells | {"status": statuses.name(None), "shape": statuses.shape(None)}
    known = [(year, value) for year, value in zip(report.years, row.trend, strict=True) if value is not None]
    said = ", ".join(f"{g.year(year)}: {g.number(value, 1)}" for year, value in known)
    first = row.partners[0] if row.partners else None
    return cells | {
        "status": statuses.name(_shown(row)),
        "shape": statuses.shape(_shown(row)),
        "groups": groups.names(row.groups),
        "years": row.years_listed or None,
        "share": row.latest.value if row.latest else None,
        "n": row.latest.n if row.latest else None,
        "against": row.against.difference if row.against else None,
        "againstText": similar.cell(row.against) if row.against else None,
        "trend": row.trend,
        "trendText": said,
        "partner": ", ".join(item.name for item in row.partners),
        "partnerHref": to_school(first.school_id, selection) if first else None,
    }


def trend_table(own: Sequence[TrendPoint], city: Sequence[TrendPoint], years: Sequence[int], name: str) -> html.Table:
    """Assessments by year, the district above the city in each cell: the twin of the trend."""
    columns = [Column("Процедура"), Column("Территория"), *(Column(f"{g.year(y)}, %", numeric=True) for y in years)]
    rows = []
    keys = list(dict.fromkeys((p.procedure, p.subject, p.grade) for p in own))
    for key in keys:
        for territory, points in ((name, own), (words.CITY, city)):
            values = {p.year: p.share for p in points if (p.procedure, p.subject, p.grade) == key}
            cells = [_share(values.get(year)) for year in years]
            rows.append([assessment_name(*key), territory, *cells])
    return table(columns, rows, caption=words.TREND_TWIN)


def _share(cell: Share | None) -> str:
    if cell is None:
        return g.NO_VALUE
    return masking.hidden(cell) if cell.masked else g.share(cell) + masking.sign(cell)
