"""Page «Данные»: files on the desk, what waits for publication, publications and what is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts.attributes import aria, data
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.deed import deed
from layouts.components.sections import block, empty, page_head, section, twin
from layouts.components.tables import Cell, Column, scrolled, table
from layouts.links import href, link
from layouts.texts import data as words
from layouts.texts import grammar as g
from layouts.texts import quarantine as held
from monitoring.reports.desk import Batch, DataState, FileKind, Job, ListChange, Upload
from monitoring.reports.publication import Selection

NEWEST = 12
"""Batches in the open table; the others stand closed beneath."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows. ``jobs``: the newest first; ``kept``: SHA-256 of the files that can be fetched again.

    ``writable``: the viewer may change it. ``kinds`` by code.
    """

    state: DataState
    uploads: tuple[Upload, ...]
    jobs: tuple[Job, ...]
    kept: frozenset[str]
    kinds: tuple[FileKind, ...]
    writable: bool


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(shown: Shown, selection: Selection | None) -> html.Div:
    """The page with its data."""
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    lead = words.LEAD if shown.writable else f"{words.LEAD} {words.READ_ONLY}"
    return html.Div(
        [
            page_head(crumbs, words.headline(shown.state), lead),
            progress(shown.jobs),
            _files(shown, selection),
            _quarantine(shown.state, selection),
            _publication(shown),
            _batches(shown),
        ],
        className="data-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data; its controls are made by the script."""
    return html.Div([block(90), block(120), block(300)], className="skeleton", **aria(hidden="true"))


def progress(jobs: Sequence[Job]) -> html.Div:
    """What is being done, asked for again by the script until it is done; else how the last work ended."""
    going_on = [job for job in reversed(jobs) if job.is_open]
    last = next((job for job in jobs if not job.is_open), None)
    text = words.going_on(going_on[0]) if going_on else ""
    parts: list[Any] = [html.P(text, className="work-step")]
    if not going_on and last is not None:
        parts = [html.P(words.ended(last), className="work-step")]
    name = "work" + (
        " work-open" if going_on else " work-failed" if last is not None and last.state == "failed" else ""
    )
    hidden = not going_on and last is None
    return html.Div(
        parts, className=name, role="status", hidden=hidden,
        **data(open=" ".join(job.id for job in going_on), silent=words.NO_ANSWER),
    )  # fmt: skip


def _files(shown: Shown, selection: Selection | None) -> html.Section:
    parts: list[Any] = []
    if shown.writable:
        parts.append(
            html.Div(
                className="upload-form",
                **data(
                    label=words.UPLOAD_LABEL, hint=words.UPLOAD_HINT, send=words.UPLOAD_SEND, stop=words.UPLOAD_STOP,
                    sending=words.UPLOAD_SENDING, done=words.UPLOAD_DONE, stopped=words.UPLOAD_STOPPED,
                    large=words.TOO_LARGE, silent=words.NO_ANSWER, limit=str(50 * 2**20),
                ),
            )
        )  # fmt: skip
    if not shown.uploads:
        parts.append(empty(words.NO_FILES, words.NO_FILES_STEP if shown.writable else words.NO_FILES_READER))
    else:
        parts += _desk(shown, selection)
    return section(words.FILES_TITLE, *parts, class_name="screen-only")


def _desk(shown: Shown, selection: Selection | None) -> list[Any]:
    ready = [item for item in shown.uploads if item.state == "checked" and not (item.check and item.check.unchanged)]
    columns = [Column(words.FILE_HEADS[1]), *(Column(head) for head in words.FILE_HEADS[2:])]
    rows = [
        (
            _choice(item, shown.writable and item in ready, selection),
            [words.what(item), *_datasets(item)],
            Cell(words.state_of(item), class_name="overdue" if item.state == "refused" else ""),
            [words.moment(item.received_at), html.Br(), html.Span(words.actor_of(item.by), className="quiet")],
        )
        for item in reversed(shown.uploads)
    ]
    files = scrolled(table(columns, rows, caption=words.FILES_TITLE, class_name="desk-table"), words.FILES_TITLE)
    if not (shown.writable and ready):
        return [files]
    note = html.P(words.IMPORT_NOTE, className="note")
    return [deed("/data/import", words.IMPORT_CHOSEN, files, note, primary=True)]


def _choice(item: Upload, ready: bool, selection: Selection | None) -> list[Any]:
    name = link(item.name, href(f"/data/{item.id}", selection), "file-name")
    size = html.Span(words.size(item.size), className="quiet")
    if not ready:
        return [name, " ", size]
    box = dbc.Checkbox(
        name=f"upload:{item.id}", value=True, label=words.CHOOSE_FILE, label_class_name="visually-hidden"
    )
    return [html.Div([box, html.Div([name, " ", size])], className="file-choice")]


def _datasets(item: Upload) -> list[Any]:
    changes = item.check.changes if item.check else ()
    if not changes:
        return []
    more = [html.Li(words.more(3, len(changes)))] if len(changes) > 3 else []
    return [html.Ul([*(html.Li(words.dataset(one)) for one in changes[:3]), *more], className="plain-list quiet")]


def _quarantine(state: DataState, selection: Selection | None) -> html.Section | None:
    if not state.held:
        return None
    way = html.P(link(held.QUARANTINE, href("/data/quarantine", selection)))
    return section(held.quarantine_finding(state.held), way, note=held.QUARANTINE_LEAD)


def _publication(shown: Shown) -> html.Section:
    state = shown.state
    parts: list[Any] = []
    if state.waiting:
        parts.append(scrolled(_waiting(state.waiting), words.PUBLISH_TITLE))
    found = next((job for job in shown.jobs if job.kind == "preview" and job.state == "done"), None)
    if found is not None and found.seen == state.token and found.lists:
        parts += [
            html.P(words.list_note(found.lists, found.ended_at or found.asked_at), className="after-table"),
            scrolled(_lists(found.lists), words.list_note(found.lists, found.asked_at)),
        ]
    elif state.waiting and state.current is not None:
        parts.append(html.P(words.PREVIEW_NONE, className="note after-table"))
    if shown.writable:
        parts.append(html.Div(_publishing(state), className="deeds screen-only"))
    if state.publications:
        parts.append(twin(words.PUBLICATIONS_TWIN, _publications(state)))
    return section(words.waiting_finding(state), *parts)


def _publishing(state: DataState) -> list[Any]:
    seen = {"seen": state.token}
    deeds: list[Any] = []
    if state.waiting:
        deeds += [
            deed("/data/preview", words.PREVIEW, hidden=seen),
            deed("/data/publish", words.PUBLISH, confirm=words.PUBLISH_CONFIRM, primary=True, hidden=seen),
        ]
    if state.can_undo:
        deeds.append(
            deed(
                "/data/undo",
                words.UNDO,
                confirm=words.UNDO_CONFIRM,
                plain=True,
                hidden={"expected": str(state.current)} | seen,
            )
        )
    return deeds


def _waiting(batches: Sequence[Batch]) -> html.Table:
    columns = [Column(words.WAITING_HEADS[0]), Column(words.WAITING_HEADS[1])]
    columns += [Column(head, numeric=True) for head in words.WAITING_HEADS[2:4]] + [Column(words.WAITING_HEADS[4])]
    rows = [
        (item.file, item.title, g.number(item.rows_stored), g.number(item.rows_quarantined), _by(item))
        for item in batches
    ]
    return table(columns, rows, caption=words.PUBLISH_TITLE)


def _lists(lists: Sequence[ListChange]) -> html.Table:
    columns = [Column(words.LIST_HEADS[0]), *(Column(head, numeric=True) for head in words.LIST_HEADS[1:4])]
    columns += [Column(head) for head in words.LIST_HEADS[4:]]
    rows = [
        (
            item.method,
            words.school_year(item.year),
            g.NO_VALUE if item.before is None else g.number(item.before),
            g.number(item.after),
            words.names(item.entered),
            words.names(item.left),
        )
        for item in lists
    ]
    return table(columns, rows, caption=words.PREVIEW)


def _publications(state: DataState) -> html.Table:
    columns = [Column(head) for head in words.PUBLICATION_HEADS[:4]]
    columns += [Column(head, numeric=True) for head in words.PUBLICATION_HEADS[4:]]
    rows = [
        (
            str(item.id), words.moment(item.created_at), words.actor_of(item.by),
            words.PUBLICATION_STATES[item.state], g.number(item.schools), g.number(item.results),
        )
        for item in state.publications
    ]  # fmt: skip
    return table(columns, rows, caption=words.PUBLICATIONS_TWIN)


def _batches(shown: Shown) -> html.Section:
    state = shown.state
    if not state.batches:
        return section(words.BATCHES_TITLE, empty(words.NO_BATCHES))
    columns = [Column(head) for head in words.BATCH_HEADS[:4]]
    columns += [Column(head, numeric=True) for head in words.BATCH_HEADS[4:7]]
    columns += [Column(words.BATCH_HEADS[7])]
    rows = [
        (
            str(item.id),
            _name(item, shown),
            item.title,
            _by(item),
            g.number(item.rows_read),
            g.number(item.rows_stored),
            g.number(item.rows_quarantined),
            _state(item, shown.writable),
        )
        for item in state.batches
    ]
    newest = table(columns, rows[:NEWEST], caption=words.BATCHES_TITLE, class_name="batches-table")
    parts: list[Any] = [scrolled(newest, words.BATCHES_TITLE)]
    if rows[NEWEST:]:
        older = table(columns, rows[NEWEST:], caption=words.BATCHES_TWIN, class_name="batches-table")
        parts.append(twin(words.BATCHES_TWIN, older))
    if state.batches_total > len(state.batches):
        parts.append(html.P(words.more(len(state.batches), state.batches_total), className="note after-table"))
    if state.mappings:
        parts.append(twin(words.MAPPINGS_TWIN, _mappings(shown)))
    return section(words.batches_finding(state), *parts)


def _name(item: Batch, shown: Shown) -> Any:
    if shown.writable and item.sha256 in shown.kept:
        return html.A(item.file, href=f"/data/kept/{item.sha256}", download="", className="file-name")
    return html.Span(item.file, className="file-name")


def _state(item: Batch, writable: bool) -> Any:
    text = words.BATCH_STATES[item.state]
    if not writable or item.state not in {"waiting", "held"}:
        return text
    return [
        text,
        deed(f"/data/batches/{item.id}/withdraw", words.WITHDRAW, confirm=words.WITHDRAW_CONFIRM, plain=True),
    ]


def _mappings(shown: Shown) -> html.Table:
    titles = {kind.code: kind.title for kind in shown.kinds}
    columns = [Column(head) for head in words.MAPPING_HEADS[: 5 if shown.writable else 4]]
    if shown.writable:
        columns[4] = Column(html.Span(words.FORGET, className="visually-hidden"))
    rows = []
    for item in shown.state.mappings:
        pairs = ", ".join(item.mapping.values())
        row: list[Any] = [item.name, titles.get(item.kind, item.kind), pairs, _when(item.saved_at, item.by)]
        if shown.writable:
            forget = f"/data/mappings/{item.id}/forget"
            row.append(deed(forget, words.FORGET, confirm=words.FORGET_CONFIRM, plain=True))
        rows.append(row)
    return table(columns, rows, caption=words.MAPPINGS_TWIN)


def _by(item: Batch) -> list[Any]:
    return _when(item.imported_at, item.by)


def _when(at: Any, by: str) -> list[Any]:
    return [words.moment(at), html.Br(), html.Span(words.actor_of(by), className="quiet")]
