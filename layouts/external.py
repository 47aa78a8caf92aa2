"""Page «Внешние списки»: lists and ratings of others beside the computed list."""

from typing import Any

from dash import html

from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.sections import block, empty, page_head, section, source_line
from layouts.components.tables import Column, scrolled, table
from layouts.links import href, link, to_record, to_records, to_school
from layouts.texts import city as city_words
from layouts.texts import external as words
from layouts.texts import grammar as g
from layouts.texts import record_lists
from monitoring.districts import by_code
from monitoring.reports.external import ExternalSchool, ExternalSource
from monitoring.reports.publication import Publication, Selection


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(sources: tuple[ExternalSource, ...], publication: Publication, selection: Selection) -> html.Div:
    """The page with its data."""
    trail = [(CITY, href("/", selection)), (record_lists.TITLE, href("/records", selection))]
    head = page_head(
        breadcrumbs(trail, words.TITLE), words.headline(sources, selection.year), words.lead(selection.method)
    )
    ways = html.P(link(words.TO_RECORDS, to_records("external_entry", selection)), className="after-table")
    if not sources:
        return html.Div([head, empty(words.EMPTY, words.EMPTY_STEP), ways])
    return html.Div([head, *(_source(found, publication, selection) for found in sources), ways])


def skeleton() -> html.Div:
    """The page's shape without data."""
    return html.Div([block(90), block(300), block(300)], className="skeleton", **aria(hidden="true"))


def _source(found: ExternalSource, publication: Publication, selection: Selection) -> html.Section:
    figures = [
        KeyFigure(words.BOTH, g.number(found.both)),
        KeyFigure(words.ONLY_THERE, g.number(found.only_there)),
        KeyFigure(words.ONLY_OURS, g.number(found.only_ours)),
    ]
    return section(
        words.finding(found),
        strip(figures),
        _schools(found, selection),
        source_line(words.origin(found), " · ", city_words.source(publication, selection)),
        note=words.SCOPE_NOTE,
    )


def _verdict(school: ExternalSchool, selection: Selection) -> Any:
    told = words.verdict(school)
    if school.record_id is None:
        return told
    return link(told, to_record("external_entry", school.record_id, selection, back="/external"))


def _schools(found: ExternalSource, selection: Selection) -> Any:
    columns = (
        Column(words.SCHOOL),
        Column(words.DISTRICT),
        Column(words.VERDICT),
        Column(words.NOTE_HEAD, sortable=False),
        Column(words.OURS),
    )
    rows = [
        (
            link(school.name, to_school(school.school_id, selection)),
            by_code()[school.district].name,
            _verdict(school, selection),
            school.note or g.NO_VALUE,
            words.ours(school),
        )
        for school in found.schools
    ]
    listed = table(columns, rows, caption=words.finding(found), sortable=True)
    return html.Details(
        [html.Summary(f"{words.SCHOOLS_TWIN}: {len(rows)}"), scrolled(listed, words.finding(found))],
        className="twin",
        open=len(rows) <= 12,
    )
