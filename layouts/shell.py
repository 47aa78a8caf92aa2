"""The frame around every page: brand, sections, choices, notice, footer. It depends on the viewer; content does not."""

from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import ids, reopened
from layouts.attributes import aria, data
from layouts.links import href, link
from layouts.texts import grammar as g
from layouts.texts import shell as words
from layouts.texts.actors import actor
from layouts.texts.briefing import SYNTHETIC_MARK
from monitoring.reports.publication import Publication, Reopened, Selection

INDEX_STRING = """<!DOCTYPE html>
<html lang="ru">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
{%css%}
</head>
<body>
{%app_entry%}
<div hidden>
{%config%}
{%scripts%}
{%renderer%}
</div>
</body>
</html>
"""


ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Header:
    """What the frame shows. ``active``: a code of ``texts.shell.PAGES`` or «»; ``viewers`` only in demo mode."""

    publication: Publication | None
    selection: Selection | None
    active: str = ""
    years: tuple[int, ...] = ()
    viewers: tuple[tuple[str, str], ...] = ()
    """Value and Russian name of each viewer that can be switched to."""
    viewer: str | None = None
    signed_in: bool = False
    """Whether the viewer holds an account: the way out is shown then."""
    reopened: Reopened | None = None
    """What became of the publication that was asked for by its number."""
    live: str | None = None
    lost: int = 0
    """Both as in ``layouts.reopened.notice``."""
    path: str = ""
    """Address of the page, without the query: what the page remembers in the address is written there alone."""


def frame(content: Any, header: Header) -> html.Div:
    """The whole page around ``content``."""
    return html.Div(
        [
            html.A(words.SKIP, href=f"#{ids.MAIN}", className="skip-link"),
            _header(header),
            _notice(header),
            _reopened(header),
            html.Main(content, id=ids.MAIN, tabIndex=-1, className="page", **data(path=header.path)),
            _footer(header),
        ],
        className="frame",
    )


def skeleton(content: Any = None) -> html.Div:
    """The frame without anything known: all ids, for the validation layout and for waiting."""
    return frame(content, Header(None, None))


def _header(header: Header) -> html.Header:
    sections = [_section(code, text, path, header) for code, text, path in words.PAGES]
    return html.Header(
        [
            html.Div(
                [
                    link(words.BRAND, href("/", header.selection), "brand-name"),
                    html.Span(words.BRAND_NOTE, className="brand-note"),
                ],
                className="brand",
            ),
            html.Nav(html.Ul(sections), className="sections", **aria(label=words.NAVIGATION)),
            html.Div(
                [*_choices(header), *_reader(header)], className="choices", role="group", **aria(label=words.CHOICES)
            ),
        ],
        className="site-header",
    )


def _section(code: str, text: str, path: str, header: Header) -> html.Li:
    active = code == header.active
    anchor = link(text, href(path, header.selection), "active" if active else "")
    return html.Li(anchor, className="current" if active else "")


def _choices(header: Header) -> list[html.Div]:
    selection, publication = header.selection, header.publication
    years = [{"label": g.year(year), "value": str(year)} for year in sorted(header.years, reverse=True)]
    methods = [{"label": method.title, "value": method.code} for method in (publication.methods if publication else ())]
    viewers = [{"label": name, "value": value} for value, name in header.viewers]
    return [
        _choice(ids.YEAR_SELECT, words.YEAR, years, str(selection.year) if selection else None),
        _choice(ids.METHOD_SELECT, words.METHOD, methods, selection.method.code if selection else None),
        _choice(ids.VIEWER_SELECT, words.VIEWER, viewers, header.viewer),
    ]


def _reader(header: Header) -> list[html.Div]:
    """Who looks and the way out; the organisation alone, as equal viewers share their pages."""
    if not header.signed_in or header.viewer is None:
        return []
    administers = header.viewer == ADMINISTRATOR
    who = html.A(words.ADMINISTRATOR if administers else g.capital(actor(header.viewer)), href="/account")
    accounts = [html.Br(), html.A(words.ACCOUNTS, href="/accounts")] if administers else []
    return [
        html.Div(
            [
                html.Div([who, *accounts]),
                html.Form(
                    html.Button(words.LEAVE, type="submit", className="btn btn-outline-secondary btn-sm"),
                    method="post",
                    action="/sign-out",
                ),
            ],
            className="reader",
        )
    ]


def _choice(component_id: str, label: str, options: list[dict[str, str]], value: str | None) -> html.Div:
    """A select with its word; hidden where there is nothing to choose, so that its id is always on the page.

    ``name`` keeps the value that the page came with: the browser tells a choice of the reader from it.
    """
    return html.Div(
        [
            html.Label(label, htmlFor=component_id),
            dbc.Select(id=component_id, options=options, value=value, name=value, size="sm"),
        ],
        className="choice",
        hidden=not options,
    )


def _notice(header: Header) -> html.Div | None:
    if header.publication is None or not header.publication.synthetic:
        return None
    mark = data(mark=SYNTHETIC_MARK)  # for the pictures and tables that are carried off
    return html.Div(words.SYNTHETIC, className="notice", role="region", **aria(label=words.NOTICE), **mark)


def _reopened(header: Header) -> html.Div | None:
    if header.reopened is None or header.selection is None:
        return None
    return reopened.notice(header.reopened, header.selection, header.path, header.live, header.lost)


def _footer(header: Header) -> html.Footer:
    publication = header.publication
    facts = [html.P(words.BASIS)]
    if header.viewer is not None and header.viewer.partition(":")[0] in words.DATA_READERS:
        facts.append(html.P(link(words.DATA, href("/data", header.selection))))
    if header.viewer is not None:
        facts.append(html.P(link(words.VERIFY, href("/verify", header.selection))))
    # Without a publication nothing is said of one: who may see nothing is not told whether there is any.
    if publication:
        facts.append(html.P(words.publication(publication), className="footer-publication"))
    if publication and publication.sources:
        facts.append(html.P(words.sources(publication), className="footer-sources"))
    return html.Footer(facts, className="site-footer")
