"""Sections of a page: the finding as a heading, a note under it, the source beneath; empty states and skeletons."""

from typing import Any

from dash import html

from layouts.attributes import data
from layouts.texts import pictures as words


def section(
    title: Any, *children: Any, note: Any = None, controls: Any = None, class_name: str = "", part: str = ""
) -> html.Section:
    """A part of the page under an h2 that states the finding; ``controls`` stand in a line under the note.

    ``part``: its name in ``layouts.parts``, for links that lead to it.
    """
    head: list[Any] = [html.H2(title, className="section-title")]
    if note:
        head.append(html.P(note, className="note"))
    if controls:
        head.append(html.Div(controls, className="controls"))
    named: dict[str, Any] = data(part=part) if part else {}
    return html.Section([*head, *children], className=f"section {class_name}".strip(), **named)


def page_head(crumbs: Any, heading: Any, lead: Any, *more: Any) -> html.Div:
    """Breadcrumbs, the page's finding as h1 and the rule beneath."""
    return html.Div([crumbs, html.H1(heading, className="page-title"), html.P(lead, className="lead-note"), *more])


def source_line(*parts: Any) -> html.P:
    """Where the figures above come from."""
    return html.P(list(parts), className="source")


def twin(summary: str, table: Any) -> html.Details:
    """The table that tells the same as the chart above; closed until asked for, always printed closed."""
    return html.Details([html.Summary(summary), html.Div(table, className="table-scroll")], className="twin")


def figure(graph: Any, caption: str, table: str = "", rows: str = "") -> html.Figure:
    """A chart with a caption for who cannot see it, and the way to carry it off (``assets/chart-menu.js``).

    ``table``: address of its table as .xlsx; «» where what the page shows is all there is: the twin in the section of
    the chart, or the grid with the id ``rows`` elsewhere on the page.
    """
    named: dict[str, Any] = data(table=table) if table else data(rows=rows) if rows else {}
    menu = html.Details(html.Summary(words.SUMMARY), className="chart-menu", **named)
    return html.Figure([graph, menu, html.Figcaption(caption, className="visually-hidden")], className="chart-frame")


def empty(text: Any, next_step: Any = None) -> html.Div:
    """A sentence in place of what there is nothing to show of, and what to do next."""
    parts: list[Any] = [html.P(text)]
    if next_step:
        parts.append(html.P(next_step, className="note"))
    return html.Div(parts, className="empty-state")


def block(height: int) -> html.Div:
    """A grey place of something that is coming."""
    return html.Div(className="skeleton-block", style={"height": height})
