"""Heat map as a table: every cell is a number first, a colour second; it prints and it is read aloud."""

from collections.abc import Callable, Sequence
from typing import Any

from dash import html

from layouts.attributes import data
from layouts.components.map_legend import scale_legend
from layouts.components.mask_legend import mask_legend
from layouts.components.tables import part, scrolled
from layouts.figures.scales import LOW_SHARE
from layouts.links import link, to_district, to_territory_origins
from layouts.texts import grammar as g
from layouts.texts import heat as words
from layouts.texts import masking
from monitoring.districts import CITY
from monitoring.procedures import assessment_name, assessment_short
from monitoring.reports.publication import Selection, Share
from monitoring.reports.territory import HeatMap, HeatRow


def heat_table(
    heat: HeatMap, selection: Selection, *, caption: str, traced: Callable[[str], bool] = lambda _code: False
) -> html.Div:
    """Rows by territory (the city apart, at the foot), columns by assessment; the classes beneath.

    Percents with one digit. ``traced``: of which territory a figure leads to the rows that it rests on.
    """
    head = [html.Th(words.TERRITORY, scope="col")]
    for column in heat.columns:
        full = assessment_name(column.procedure, column.subject, column.grade)
        short = assessment_short(column.procedure, column.subject, column.grade)
        procedure, _, rest = short.partition(" ")
        head.append(html.Th([procedure, html.Br(), rest], scope="col", title=full, className="num"))
    origins = {row.code: _origins(row.code, heat, selection) for row in heat.rows if traced(row.code)}
    rows = [_row(row, selection, origins.get(row.code)) for row in heat.rows if row.code != CITY]
    foot = [_row(row, selection, origins.get(row.code)) for row in heat.rows if row.code == CITY]
    parts: list[Any] = [
        html.Caption(caption, className="visually-hidden"),
        html.Thead(html.Tr(head)),
        html.Tbody(rows),
    ]
    if foot:
        parts.append(html.Tfoot(foot))
    cells = [cell for row in heat.rows for cell in row.cells]
    whole = scrolled(html.Table(parts, className="heat-table"), caption)
    return html.Div([whole, scale_legend(LOW_SHARE), mask_legend(cells)])


def _origins(code: str, heat: HeatMap, selection: Selection) -> list[str]:
    """For each assessment the address that tells where the territory's figure comes from."""
    return [
        to_territory_origins(code, selection, procedure=item.procedure, subject=item.subject, grade=item.grade)
        for item in heat.columns
    ]


def _row(row: HeatRow, selection: Selection, origins: Sequence[str] | None) -> html.Tr:
    name: Any = row.name if row.code == CITY else link(row.name, to_district(row.code, selection))
    addresses = origins or [""] * len(row.cells)
    cells = [_cell(cell, address) for cell, address in zip(row.cells, addresses, strict=True)]
    return part(html.Tr, [part(html.Th, name, scope="row"), *cells])


def _cell(cell: Share, origin: str) -> html.Td:
    if cell.value is None:
        shown = masking.hidden(cell) if cell.masked else g.share(cell)
        return part(html.Td, shown, className="heat-none", title=words.hidden(cell))
    n = f"n = {g.number(cell.n)}" if cell.n is not None else ""
    title = ". ".join(text for text in (n, masking.why(cell)) if text) or None
    figure = g.share(cell) + masking.sign(cell)
    traced = part(html.A, figure, href=origin, className="traced", **data(route="yes")) if origin else figure
    return part(html.Td, traced, className=f"heat-{LOW_SHARE.index(cell.value)}", title=title)
