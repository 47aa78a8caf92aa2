"""Page of a file on the desk: what is wrong in it, what importing it would change, what the analyst says beside it."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import data as desk
from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.deed import deed, labelled
from layouts.components.sections import block, page_head, section, twin
from layouts.components.tables import Column, scrolled, table
from layouts.links import href
from layouts.texts import data as words
from layouts.texts import grammar as g
from monitoring.reports.desk import Check, DatasetChange, FileKind, Job, Upload
from monitoring.reports.publication import Selection


def title(item: Upload) -> str:
    """The browser's title of the page."""
    return item.name


def page(
    item: Upload, kinds: Sequence[FileKind], jobs: Sequence[Job], selection: Selection | None, *, writable: bool
) -> html.Div:
    """The page with its data."""
    crumbs = breadcrumbs([(CITY, href("/", selection)), (words.TITLE, href("/data", selection))], item.name)
    found = item.check
    changeable = writable and item.state != "imported"
    return html.Div(
        [
            page_head(crumbs, words.file_headline(item), words.file_lead(item)),
            desk.progress([job for job in jobs if job.is_open]),
            html.P(words.mapped_by(found.mapped_by), className="note") if found and found.mapped_by else None,
            _findings(item) if found and found.findings and item.state == "refused" else None,
            _changes(found) if found else None,
            _deeds(item) if changeable else None,
            _findings(item) if found and found.findings and item.state != "refused" else None,
            _choices(item, kinds) if changeable else None,
        ],
        className="data-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data."""
    return html.Div([block(90), block(200), block(300)], className="skeleton", **aria(hidden="true"))


def _findings(item: Upload) -> html.Section:
    found = item.check
    assert found is not None
    columns = [Column(words.FINDINGS_HEADS[0]), Column(words.FINDINGS_HEADS[1], numeric=True)]
    columns += [Column(head) for head in words.FINDINGS_HEADS[2:]]
    rows = [
        (
            one.sheet or g.NO_VALUE,
            g.NO_VALUE if one.row is None else g.number(one.row),
            one.column or g.NO_VALUE,
            *words.told(one),
        )
        for one in found.findings
    ]
    heading = words.findings_title(item)
    more = html.P(words.rest(found.rest), className="note after-table") if found.rest else None
    return section(heading, scrolled(table(columns, rows, caption=heading, class_name="findings"), heading), more)


def _changes(found: Check) -> html.Section | None:
    if not found.changes:
        return None
    parts: list[Any] = [html.P(words.counts(found)), *_differences(found.changes, words.CHANGES_TITLE)]
    if found.published:
        parts += [
            html.H3(words.PUBLISHED_TITLE),
            html.P(words.PUBLISHED_NOTE, className="note"),
            *_differences(found.published, words.PUBLISHED_TITLE),
        ]
    if found.ignored:
        parts.append(html.P(f"{words.IGNORED}: {', '.join(found.ignored)}.", className="note after-table"))
    return section(words.CHANGES_TITLE, *parts, note=words.CHANGES_NOTE)


def _differences(changes: Sequence[DatasetChange], caption: str) -> list[Any]:
    columns = [Column(words.CHANGE_HEADS[0]), *(Column(head, numeric=True) for head in words.CHANGE_HEADS[1:])]
    rows = [
        (
            words.dataset(item),
            *map(g.number, (item.before, item.after, item.added, item.changed, item.unchanged, item.absent)),
        )
        for item in changes
    ]
    parts: list[Any] = [scrolled(table(columns, rows, caption=caption), caption)]
    examples = [
        (g.unbroken(one.row), one.column, g.unbroken(one.before), g.unbroken(one.after))
        for item in changes
        for one in item.examples
    ]
    if examples:
        heads = [Column(head) for head in words.EXAMPLE_HEADS]
        parts.append(twin(words.EXAMPLES_TWIN, table(heads, examples[:60], caption=words.EXAMPLES_TWIN)))
    for heading, named in (
        (words.ADDED_TWIN, [(item.title, item.added_rows, item.added) for item in changes if item.added_rows]),
        (words.ABSENT_TWIN, [(item.title, item.absent_rows, item.absent) for item in changes if item.absent_rows]),
    ):
        if named:
            lines = [
                (title_, g.unbroken(", ".join(rows_)), words.more(len(rows_), total)) for title_, rows_, total in named
            ]
            heads = [Column(words.CHANGE_HEADS[0]), Column(words.EXAMPLE_HEADS[0]), Column("Сколько")]
            parts.append(twin(heading, table(heads, lines[:30], caption=heading)))
    return parts


def _deeds(item: Upload) -> html.Div:
    parts = []
    if item.state == "checked" and not (item.check and item.check.unchanged):
        parts.append(deed("/data/import", words.IMPORT_ONE, primary=True, hidden={f"upload:{item.id}": "on"}))
    parts.append(deed(f"/data/files/{item.id}/drop", words.DROP, confirm=words.DROP_CONFIRM, plain=True))
    return html.Div(parts, className="deeds screen-only")


def _choices(item: Upload, kinds: Sequence[FileKind]) -> html.Section:
    options = [
        {"label": words.BY_CONTENT, "value": words.AUTO},
        *({"label": kind.title, "value": kind.code} for kind in kinds),
    ]
    procedures = [{"label": words.BY_CONTENT, "value": words.AUTO}]
    procedures += [{"label": name, "value": code} for code, name in words.procedures()]
    year = "" if item.year is None else str(item.year)
    fields: list[Any] = [
        html.Div(
            [
                labelled(words.KIND, dbc.Select(name="kind", options=options, value=item.kind or words.AUTO)),
                labelled(
                    words.YEAR,
                    dbc.Input(name="year", value=year, inputmode="numeric", maxlength=4, placeholder=words.BY_CONTENT),
                ),
                labelled(
                    words.PROCEDURE,
                    dbc.Select(name="procedure", options=procedures, value=item.procedure or words.AUTO),
                ),
            ],
            className="data-choices",
        ),
        *_columns(item, kinds),
    ]
    form = deed(f"/data/files/{item.id}/choose", words.CHECK_AGAIN, *fields)
    return section(words.CHOICES_TITLE, form, note=words.CHOICES_NOTE, class_name="screen-only")


def _columns(item: Upload, kinds: Sequence[FileKind]) -> list[Any]:
    found = item.check
    if found is None or not found.columns:
        return []
    code = item.kind or found.kind or found.nearest
    kind = next((one for one in kinds if one.code == code), None)
    if kind is None:
        return [html.P(words.COLUMNS_CHOOSE_KIND, className="note")]
    headings = [
        {"label": words.column(one.heading, one.sample), "value": words.COLUMN + one.heading} for one in found.columns
    ]
    rows = [
        labelled(
            [field.title, html.Span(f", {words.REQUIRED}", className="field-required") if field.required else None],
            dbc.Select(
                name=f"column:{field.name}",
                options=[{"label": words.COLUMN_ITSELF, "value": words.AUTO}, *headings],
                value=words.COLUMN + item.mapping[field.name] if field.name in item.mapping else words.AUTO,
            ),
        )
        for field in kind.fields
    ]
    save = labelled(words.SAVE_AS, dbc.Input(name="save_as", value=item.save_as, maxlength=120), words.SAVE_AS_HINT)
    opened = bool(item.mapping) or (item.state == "refused" and _lacks_columns(found))
    return [
        html.Details(
            [
                html.Summary(words.COLUMNS_TITLE),
                html.P(words.columns_note(found, kind.title), className="note"),
                html.Div(rows, className="column-choices"),
                save,
            ],
            className="columns-of-file",
            open=opened,
        )
    ]


def _lacks_columns(found: Check) -> bool:
    return not found.kind or any("столбц" in one.message for one in found.findings)
