"""Page «Методика»: the rules with their sources, their simulator, and how the figures are to be read."""

from typing import Any

from dash import html

from layouts import simulator
from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.sections import block, empty, page_head, section, source_line
from layouts.groups import city_groups
from layouts.links import href
from layouts.methods_compared import hidden_grid, methods_compared
from layouts.texts import grammar as g
from layouts.texts import method as words
from layouts.texts import rules
from monitoring.reports.groups import GroupCounts, MethodsCompared
from monitoring.reports.publication import Method, Publication, Selection
from monitoring.reports.simulation import Simulation


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(
    publication: Publication | None,
    selection: Selection | None,
    simulation: Simulation | None = None,
    groups: GroupCounts | None = None,
    compared: MethodsCompared | None = None,
) -> html.Div:
    """All methods of the publication; the one in use is marked and can be simulated. Groups by it, lists by all."""
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    head = page_head(crumbs, words.HEADLINE, words.LEAD)
    methods: list[Any] = [empty(words.NO_METHODS, words.NO_METHODS_STEP)]
    if publication and publication.methods:
        methods = [_method(item, selection) for item in publication.methods]
        methods.append(source_line(words.publication(publication)))
    notes = html.Dl([part for name, text in words.NOTES for part in (html.Dt(name), html.Dd(text))], className="notes")
    told: list[Any] = [hidden_grid()]
    if publication and selection:
        told = [city_groups(groups, publication, selection), methods_compared(compared, publication, selection)]
    tried = simulator.simulator(simulation, publication, selection)
    return html.Div([head, *methods, *told, tried, section(words.NOTES_TITLE, notes)], className="method-page")


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    parts = [block(90), block(240), block(240), hidden_grid(), simulator.skeleton()]
    return html.Div(parts, className="skeleton", **aria(hidden="true"))


def _method(item: Method, selection: Selection | None) -> html.Section:
    chosen = selection is not None and selection.method.code == item.code
    status: Any = words.CONFIRMED if item.confirmed else html.Span(rules.unconfirmed(item), className="unconfirmed")
    facts = [
        (words.RULE, g.unbroken(item.rule)),
        (words.THRESHOLD, words.threshold(item)),
        *rules.facts(item),
        (words.MINIMUM, g.number(item.min_participants)),
        (words.STATUS, status),
        (words.SOURCE, g.unbroken(item.source)),
        (words.YEARS, words.years(item)),
        (words.VERSION, str(item.version)),
    ]
    if item.series:
        of_results = item.kind != "conditions"
        shown = words.procedures(item.series)
        title, text = (words.PROCEDURES_USED, shown) if of_results else (words.SHOWN, f"{shown} ({words.SHOWN_NOTE})")
        facts.insert(2, (title, text))
    body = html.Dl([part for name, text in facts for part in (html.Dt(name), html.Dd(text))], className="facts")
    return section(f"«{item.title}»", body, note=words.CHOSEN if chosen else None)
