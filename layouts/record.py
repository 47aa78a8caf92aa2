"""Page of one record: what it says, its form for who may write it, its files, its history."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts import ids
from layouts.attributes import aria, data
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.record_fields import as_typed, choices_of, field_row
from layouts.components.sections import block, page_head, section
from layouts.links import href, link, to_records
from layouts.texts import records as words
from monitoring.reports.publication import Selection
from monitoring.reports.record_form import RecordForm
from monitoring.reports.records import HistoryEntry


def title(form: RecordForm) -> str:
    """The browser's title of the page."""
    return words.new_title(form.kind) if form.record is None else words.title(form.kind, form.record)


def page(form: RecordForm, selection: Selection) -> html.Div:
    """The page with its data."""
    crumbs = breadcrumbs(
        [(CITY, href("/", selection)), (form.kind.title, to_records(form.kind.code, selection))], title(form)
    )
    heading = words.new_title(form.kind) if form.record is None else words.line(form.record)
    return html.Div(
        [
            page_head(crumbs, heading, _lead(form)),
            _announcement(form),
            _fields(form) if _open(form) else _values(form),
            _files(form),
            _history(form),
        ],
        className="record-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    return html.Div([block(90), block(400), _hidden_controls()], className="skeleton", **aria(hidden="true"))


def _hidden_controls() -> html.Div:
    controls = [
        dcc.Store(id=ids.RECORD_STORE),
        dbc.Button(id=ids.RECORD_SAVE),
        dbc.Button(id=ids.RECORD_END),
        dbc.Input(id=ids.RECORD_REASON, value=""),
        html.Div(id=ids.RECORD_MESSAGE),
        html.Div(id=ids.RECORD_WAITING),
    ]
    return html.Div(controls, hidden=True)


def _open(form: RecordForm) -> bool:
    return form.writable and not form.closed


def _lead(form: RecordForm) -> str:
    if form.record is not None and form.record.ended_at is not None:
        return words.ended_line(form.record)
    if form.closed:
        return form.closed
    if not form.writable:
        return words.READ_ONLY
    return form.kind.about


def _announcement(form: RecordForm) -> html.Div | None:
    if not form.saved or form.record is None:
        return None
    parts: list[Any] = [html.P(words.saved_line(form.record))]
    if form.back:
        parts.append(html.P(link(words.BACK, form.back)))
    return html.Div(parts, className="form-saved", role="status", tabIndex=-1, **data(announce="yes"))


def _fields(form: RecordForm) -> html.Section:
    record = form.record
    rows = []
    given: dict[str, object] = {}
    for field in form.kind.fields:
        fixed = None
        if record is not None and field.fixed:
            fixed = words.value(field, record)
        else:
            given[field.name] = as_typed(field, form.given.get(field.name))
        rows.append(field_row(field, form.given.get(field.name), choices_of(field, form.options), fixed_text=fixed))
    store = {
        "kind": form.kind.code,
        "id": None if record is None else record.id,
        "revision": None if record is None else record.revision,
        "token": form.token,
        "given": given,
        "back": form.back,
    }
    way_out = form.back or f"/records/{form.kind.code}"
    return html.Section(
        [
            html.H2(words.FORM_TITLE, className="section-title") if record is not None else None,
            dcc.Store(id=ids.RECORD_STORE, data=store),
            html.Div(rows, className="record-form"),
            html.Div(id=ids.RECORD_MESSAGE, className="form-message", role="alert", tabIndex=-1),
            html.Div(id=ids.RECORD_WAITING, className="form-waiting", role="status", **data(silent=words.NO_ANSWER)),
            html.Div(
                [
                    dbc.Button(words.SAVE, id=ids.RECORD_SAVE, color="primary"),
                    link(words.CANCEL, way_out),
                ],
                className="form-buttons",
            ),
            _ending(form),
        ],
        className="section screen-only",
    )


def _ending(form: RecordForm) -> html.Details | html.Div:
    controls = [
        html.P(words.END_NOTE, className="note"),
        html.Label(words.REASON, htmlFor=ids.RECORD_REASON, className="field-label"),
        dbc.Input(id=ids.RECORD_REASON, value="", maxlength=500),
        dbc.Button(words.END, id=ids.RECORD_END, color="secondary", outline=True),
    ]
    if form.record is None:
        return html.Div(controls, hidden=True)
    return html.Details([html.Summary(words.END_SUMMARY), html.Div(controls, className="field")], className="twin")


def _values(form: RecordForm) -> html.Div:
    assert form.record is not None
    rows: list[Any] = []
    for field in form.kind.fields:
        text = words.value(field, form.record)
        if text:
            rows += [html.Dt(field.label), html.Dd(text)]
    return html.Div([html.Dl(rows, className="record-values"), _hidden_controls()])


def _files(form: RecordForm) -> html.Section | None:
    record = form.record
    if record is None or not form.kind.files:
        return None
    rows: list[Any] = [
        html.Li(
            [
                html.A(file.name, href=f"/files/{file.id}"),
                html.Span(f" — {words.file_line(file)}", className="note"),
                html.Button(
                    words.FILE_END,
                    type="button",
                    className="plain-button file-end",
                    **aria(label=f"{words.FILE_END}: {file.name}"),
                    **data(file=str(file.id)),
                )
                if _open(form)
                else None,
            ]
        )
        for file in record.files
    ]
    parts: list[Any] = [html.Ul(rows, className="plain-list") if rows else html.P(words.NO_FILES, className="note")]
    if _open(form):
        # The browser's own field for files comes from the script: Dash has none that leaves the file to the browser.
        parts.append(
            html.Div(
                className="file-form screen-only",
                **data(
                    kind=form.kind.code, record=str(record.id), label=words.FILE_LABEL, send=words.FILE_SEND,
                    hint=words.FILE_HINT,
                ),
            )
        )  # fmt: skip
    return section(words.FILES_TITLE, *parts)


def _history(form: RecordForm) -> html.Section | None:
    if not form.history:
        return None
    items = [_entry(form, entry) for entry in form.history]
    return section(words.HISTORY_TITLE, html.Ol(items, className="history", reversed="reversed"))


def _entry(form: RecordForm, entry: HistoryEntry) -> html.Li:
    rows = []
    for label, before, after in words.changes(form.kind, entry, form.record.schools if form.record else {}):
        change = [html.Del(before), " → ", html.Ins(after)] if entry.before and before != words.NOTHING else [after]
        rows.append(html.Li([html.Span(f"{label}: ", className="note"), *change]))
    return html.Li([html.Span(words.moment(entry.at), className="history-when"), " ", words.done(entry), html.Ul(rows)])


def problems_message(problems: dict[str, str], form_fields: dict[str, str]) -> list[Any]:
    """What is to be mended: a heading, and a link to each field (``form_fields``: labels by name)."""
    whole = [text for name, text in problems.items() if name not in form_fields]
    fields = [(name, text) for name, text in problems.items() if name in form_fields]
    heading = words.refused(len(fields)) if fields else words.REFUSED_WHOLE
    items: list[Any] = [html.Li(text) for text in whole]
    items += [
        html.Li(
            [
                html.A(form_fields[name], href=f"#{ids.text_of(ids.record_field(name))}", className="to-field",
                       **data(field=ids.text_of(ids.record_field(name)))),
                f": {text}",
            ]
        )
        for name, text in fields
    ]  # fmt: skip
    return [html.P(heading, className="form-heading"), html.Ul(items)]


def conflict_message(form_kind: Any, text: str, changed: dict[str, object]) -> list[Any]:
    """Who came between, and what stands now in the fields that he changed."""
    lines = [
        html.Li(words.conflict_line(field, changed[field.name])) for field in form_kind.fields if field.name in changed
    ]
    return [html.P(text, className="form-heading"), html.Ul(lines)]
