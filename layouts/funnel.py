"""The funnel of the page «Район»: schools in one assessment of the year against the share of the city."""

from collections.abc import Iterable, Sequence

from dash import html

from layouts import ids
from layouts.attributes import data
from layouts.components.sections import empty, figure, section, source_line, twin
from layouts.components.tables import Column, table
from layouts.figures.funnel import funnel_plot
from layouts.figures.graph import empty_graph, graph
from layouts.texts import city as city_words
from layouts.texts import funnel as words
from monitoring.reports.funnel import Funnel
from monitoring.reports.publication import Publication, Selection


def funnel(
    funnels: Sequence[Funnel],
    keys: Iterable[str],
    chosen: str,
    publication: Publication,
    selection: Selection,
    *,
    is_open: bool,
) -> html.Section:
    """The section: the assessment ``chosen`` is shown, the others of ``keys`` wait for the choice above the trend.

    ``is_open``: the viewer may see every school of the district.
    """
    by_key = {ids.series(found.procedure, found.subject, found.grade): found for found in funnels}
    if not by_key:
        hidden = html.Div(empty_graph(ids.DISTRICT_FUNNEL_GRAPH), hidden=True)
        return section(words.TITLE, hidden, empty(words.EMPTY))
    headings = [
        html.Span(
            words.finding(by_key[key], is_open) if key in by_key else words.NO_SERIES,
            hidden=key != chosen,
            **data(series=key),
        )
        for key in keys
    ]
    return section(
        headings,
        figure(graph(ids.DISTRICT_FUNNEL_GRAPH, funnel_plot(funnels, chosen), height=290), words.CAPTION),
        source_line(city_words.source(publication, selection)),
        twin(words.TWIN, _table()) if any(found.points for found in funnels) else None,
        note=[words.NOTE, "" if is_open else words.NOTE_CLOSED, words.CHOICE_NOTE],
    )


def _table() -> html.Table:
    """The heading of the chart's twin: its rows are made from the chart by ``assets/point-tables.js``."""
    columns = [
        Column(words.SCHOOL_HEAD),
        Column(words.SHARE_HEAD, True),
        Column(words.N_HEAD, True),
        Column(words.PLACE_HEAD, sortable=False),
    ]
    return table(columns, [], caption=words.TWIN, sortable=True, **data(plot=ids.DISTRICT_FUNNEL_GRAPH))
