"""Long tables: AG Grid with Russian wording, both from the installed package."""

from collections.abc import Sequence
from typing import Any

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import html

from layouts import theme
from layouts.attributes import aria

_THEME = {
    "function": "themeQuartz.withParams({"
    f"fontFamily: '{theme.FONT}', fontSize: 14, headerFontSize: 13, headerFontWeight: 400, "
    f"foregroundColor: '{theme.INK}', headerTextColor: '{theme.GREY}', borderColor: '{theme.LINE}', "
    f"accentColor: '{theme.LINK}', headerBackgroundColor: '{theme.GROUND}', wrapperBorder: false, "
    "wrapperBorderRadius: 0, spacing: 5, columnBorder: false, headerColumnBorder: false, "
    "headerColumnResizeHandleHeight: 0, cellHorizontalPadding: 9})"
}


WRAPPED: dict[str, Any] = {"wrapText": True, "autoHeight": True, "cellClass": "wrapped"}
"""A column whose words go on in the next line of the cell: nothing is cut, on paper neither."""


def column(field: str, title: str, **more: Any) -> dict[str, Any]:
    """A column: sortable, resizable by mouse, words wrapped in the heading."""
    return {"field": field, "headerName": title, **more}


def numeric(field: str, title: str, **more: Any) -> dict[str, Any]:
    """A column of numbers with one digit, to the right; sorted as numbers."""
    return column(field, title, type="rightAligned", **{"width": 96, **more})


def link(field: str, title: str, **more: Any) -> dict[str, Any]:
    """A column of links: the row holds the text in ``field`` and the address in ``<field>Href``."""
    return column(field, title, cellRenderer="TraektoriaLink", **more)


def grid(
    component_id: str, columns: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]], *, page_size: int = 0
) -> dag.AgGrid:
    """The grid at its full height, so that it prints whole; ``page_size`` turns pages for the longest ones."""
    options: dict[str, Any] = {
        "theme": _THEME,
        "domLayout": "autoHeight",
        "getLocaleText": {"function": "traektoriaLocale(params)"},
        "suppressCellFocus": False,
        "ensureDomOrder": True,
        "suppressColumnVirtualisation": True,
        "tooltipShowDelay": 300,
        "animateRows": False,
        "autoSizePadding": 8,
    }
    if page_size:
        options |= {"pagination": True, "paginationPageSize": page_size, "paginationPageSizeSelector": False}
    return dag.AgGrid(
        id=component_id,
        columnDefs=list(columns),
        rowData=list(rows),
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "suppressHeaderMenuButton": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        dashGridOptions=options,
        className="grid",
        style={"height": None, "width": "100%"},
    )


def filtered(component_id: str, label: str, placeholder: str) -> html.Div:
    """The field that filters the grid by any word in it."""
    field = dbc.Input(id=component_id, type="search", placeholder=placeholder, value="", debounce=False)
    return html.Div([html.Label(label, htmlFor=component_id), field], className="choice")


def named(content: dag.AgGrid, label: str) -> html.Div:
    """The grid in a frame that scrolls by itself and has a name."""
    return html.Div(content, className="grid-frame", role="region", **aria(label=label))


def empty_grid(component_id: str) -> dag.AgGrid:
    """The grid's place in a skeleton."""
    return dag.AgGrid(id=component_id, columnDefs=[], rowData=[], dashGridOptions={})
