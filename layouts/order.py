"""Page «Приказ → исполнение»: each point of the order with its proof; what has none stands first."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.sections import block, page_head, section, source_line
from layouts.components.tables import Column, table
from layouts.links import href, link, to_plan, to_records
from layouts.texts import grammar as g
from layouts.texts import order as words
from monitoring.order import SOURCES
from monitoring.reports.order import OrderReport, Proof, Proven
from monitoring.reports.publication import Publication, Selection

_PAGES = {"publication": "/", "listing": "/schools", "effect": "/effect", "partners": "/partnerships"}


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(report: OrderReport, publication: Publication, selection: Selection) -> html.Div:
    """The page with its data."""
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    source = source_line(words.source(report, publication))
    return html.Div(
        [
            page_head(crumbs, words.headline(report), words.lead(report)),
            strip(_figures(report)),
            _missing(report, selection, source),
            section(
                words.POINTS_TITLE,
                _table(report, report.points, selection, words.POINTS_TITLE),
                source,
                note=[words.POINTS_NOTE, " ", words.SCHOOLS_NOTE],
            ),
            section(words.ITEMS_TITLE, _table(report, report.items, selection, words.ITEMS_TITLE), source),
        ],
        className="order-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data."""
    return html.Div([block(90), block(86), block(500)], className="skeleton", **aria(hidden="true"))


def _figures(report: OrderReport) -> list[KeyFigure]:
    given = sum(proven.given for proven in report.points)
    items = sum(proven.given for proven in report.items)
    return [
        KeyFigure(words.POINTS_FIGURE, g.number(len(report.points))),
        KeyFigure(words.PROVEN_FIGURE, g.number(given), f"из {g.number(len(report.points))}"),
        KeyFigure(words.ITEMS_FIGURE, g.number(items), f"из {g.number(len(report.items))}"),
        KeyFigure(words.MISSING_FIGURE, g.number(len(report.missing))),
    ]


def _missing(report: OrderReport, selection: Selection, source: html.P) -> html.Section:
    if not report.missing:
        return section(words.missing_title(report), html.P(words.MISSING_NONE))
    columns = [Column(words.LABEL_HEAD), Column(words.TEXT_HEAD), Column(words.MISSING_HEAD)]
    rows = [
        (
            words.label(proven.point),
            [html.Div(proven.point.text), html.Div(words.charged(proven.point), className="note")],
            [html.Div(link(words.sentence(proof), _address(proof, report, selection))) for proof in proven.proofs],
        )
        for proven in report.missing
    ]
    body = table(columns, rows, caption=words.missing_title(report), class_name="order-table")
    return section(words.missing_title(report), body, source, note=words.MISSING_NOTE, part="missing")


def _table(report: OrderReport, points: Sequence[Proven], selection: Selection, caption: str) -> html.Table:
    columns = [Column(words.LABEL_HEAD), Column(words.TEXT_HEAD), Column(words.PROOF_HEAD)]
    rows = [
        (
            proven.point.label,
            [html.Div(_wording(proven)), html.Div(words.charged(proven.point), className="note")],
            [_proof(report, proof, selection) for proof in proven.proofs],
        )
        for proven in points
    ]
    return table(columns, rows, caption=caption, class_name="order-table")


def _wording(proven: Proven) -> list[Any]:
    """Before the first of several parts the words that they stand under."""
    under = proven.point.under if proven.point.code.endswith("-1") else ""
    return [html.Span(f"{under} ", className="quiet"), proven.point.text] if under else [proven.point.text]


def _proof(report: OrderReport, proof: Proof, selection: Selection) -> html.Div:
    sign = "proof-given" if proof.given else "proof-missing"
    parts: list[Any] = [html.Div(link(words.sentence(proof), _address(proof, report, selection)), className=sign)]
    details = words.details(report, proof)
    if details:
        parts.append(html.Div(details, className="note"))
    return html.Div(parts, className="proof")


def _address(proof: Proof, report: OrderReport, selection: Selection) -> str:
    """Where the proof is seen, or will be."""
    if proof.code in _PAGES:
        return href(_PAGES[proof.code], selection)
    if proof.code in SOURCES:
        return to_records(SOURCES[proof.code].kind, selection)
    return to_plan(report.year, selection)
