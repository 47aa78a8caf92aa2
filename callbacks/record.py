"""One record: its page, and the saving of its form in the scope of whoever sends it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as with_default
from datetime import date
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks import address
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access.changes import Change, Conflict, Refused, Saved, apply
from data_access.queries import record_form as forms
from data_access.queries.records import history, record
from data_access.troubles import trouble_of
from data_access.viewer import EVERY_ROLE, AccessDenied, NotFound, SessionEnded
from layouts import ids
from layouts import record as layout
from layouts.components.record_fields import as_typed
from layouts.links import to_record
from layouts.texts import records as words
from layouts.texts.errors import SESSION_ENDED
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.reports.record_form import RecordForm

_ROW, _WRONG = "field", "field field-wrong"
LONGEST_BACK = 300


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page. Raises ``NotFound``, ``AccessDenied``."""
    kind = KINDS.get(address.tail(asked.path, "record"))
    if kind is None:
        raise NotFound("запись")
    form = _form(asked, kind)
    return layout.title(form), layout.page(form, asked.selection)


def _form(asked: Asked, kind: Kind) -> RecordForm:
    connection, viewer, query = asked.connection, asked.viewer, asked.query
    number = address.number(query.get("id", ""))
    found = None if "id" not in query else record(connection, viewer, kind.code, number or 0)
    given: dict[str, object] = dict(found.values) if found else _prefilled(kind, query, asked.today)
    writable = forms.may_write(connection, viewer, kind, given, found.created_by if found else None)
    if found is None and not writable:
        raise AccessDenied("Вести эти записи может другая организация.")
    ended = found is not None and found.ended_at is not None
    return RecordForm(
        kind=kind,
        record=found,
        given=given,
        writable=writable and not ended,
        closed=words.ENDED if ended else forms.why_closed(connection, kind, given),
        token=secrets.token_urlsafe(16),
        options=forms.options_of(connection, viewer, kind) if writable and not ended else {},
        history=() if found is None else history(connection, viewer, kind.code, found.id),
        back=address.own_path(query.get("back", "")[:LONGEST_BACK]),
        saved="saved" in query,
    )


def _prefilled(kind: Kind, query: Mapping[str, str], today: date) -> dict[str, object]:
    """What the address fills in; the day of what happens today is today."""
    given: dict[str, object] = {field.name: query[field.name] for field in kind.fields if field.name in query}
    for field in kind.fields:
        if field.type == "choices" and field.name in given:
            given[field.name] = str(given[field.name]).split(",")
    day = next((field for field in kind.fields if field.name == kind.day and field.required), None)
    if day is not None:
        given.setdefault(day.name, today)
    return given


PAGE = Page("record", "/record/<kind>", "Запись", "records", make, layout.skeleton, kept=False, readers=EVERY_ROLE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the form is told: problems by field, a message above its buttons, or where to go."""

    problems: Mapping[str, str] = with_default(default_factory=dict)
    message: Any = ""
    store: Any = no_update
    href: Any = no_update


def answer(
    services: Services,
    store: Mapping[str, Any],
    typed: Mapping[str, object],
    reason: str | None,
    asked: Mapping[str, str],
) -> Answer:
    """Saves what was typed, or ends the record where a ``reason`` is given; never raises.

    ``store`` is what the page gave the form, ``typed`` the values of its fields, ``asked`` the texts of ``year`` and
    ``method``. All of it comes from the browser and is trusted in nothing: ``apply`` checks it.
    """
    try:
        return _answer(services, store, typed, reason, asked)
    except Refused as refused:
        kind = KINDS[str(store.get("kind"))]
        labels = {field.name: field.label for field in kind.fields}
        return Answer(refused.problems, layout.problems_message(refused.problems, labels))
    except Conflict as conflict:
        kind = KINDS[str(store.get("kind"))]
        text = words.conflict(conflict.at, conflict.actor)
        message = layout.conflict_message(kind, text, conflict.changed)
        return Answer(message=message, store={**store, "revision": conflict.revision})
    except AccessDenied:
        return Answer(message=words.DENIED)
    except NotFound:
        return Answer(message=words.GONE)
    except SessionEnded:
        return Answer(message=SESSION_ENDED)
    except Exception as error:  # a sentence in the form instead of silence; the log has the rest
        return Answer(message=words.failed(services.failed(error), trouble_of(error)))


def _answer(
    services: Services,
    store: Mapping[str, Any],
    typed: Mapping[str, object],
    reason: str | None,
    asked: Mapping[str, str],
) -> Answer:
    with services.reading() as connection:
        publication = services.publication(connection)
        viewer = services.viewer(connection, publication)
        today = services.today(connection)
        selection = None if publication is None else address.selection(publication, asked)
    if viewer is None:
        raise AccessDenied
    change = _change(store, typed, reason)
    with services.writing() as connection:
        saved: Saved = apply(connection, viewer, change, today=today)
    back = address.own_path(str(store.get("back") or "")[:LONGEST_BACK])
    target = to_record(change.kind, saved.record_id, selection, back)
    # The number makes it another address than after the save before: Dash goes to no address twice.
    return Answer(message=words.SAVED, href=f"{target}&saved={saved.revision}")


def _change(store: Mapping[str, Any], typed: Mapping[str, object], reason: str | None) -> Change:
    """Of an existing record only what the writer has touched: what stands in other fields may be newer by now."""
    code, token = str(store.get("kind")), store.get("token")
    number, revision = address.key(store.get("id")), address.key(store.get("revision"))
    if code not in KINDS or (store.get("id") is not None and (number is None or revision is None)):
        raise NotFound("запись")
    if not isinstance(token, str):
        raise Refused({"": "форма устарела: откройте её заново"})
    if reason is not None:
        return Change(code, {}, number, revision, token=f"{token}-end", action="end", reason=reason)
    given = store.get("given")
    before = given if isinstance(given, dict) and number is not None else {}
    values = {
        name: value
        for name, value in typed.items()
        if number is None or name not in before or as_typed(KINDS[code].field(name), value) != before[name]
    }
    # A form that was refused may be sent again, mended: only what was written counts as sent.
    return Change(code, values, number, revision, token=token)


def register(app: Dash, services: Services) -> None:
    """Wires saving and ending; what was typed stays in the fields whatever the server says."""
    parts = {"name": ALL}
    problem, row, value = ({"type": f"record-{part}", **parts} for part in ("problem", "row", "field"))

    @app.callback(
        Output(problem, "children"),
        Output(row, "className"),
        Output(ids.RECORD_MESSAGE, "children"),
        Output(ids.RECORD_STORE, "data"),
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Input(ids.RECORD_SAVE, "n_clicks"),
        Input(ids.RECORD_END, "n_clicks"),
        State(value, "value"),
        State(value, "id"),
        State(ids.RECORD_STORE, "data"),
        State(ids.RECORD_REASON, "value"),
        State(ids.YEAR_SELECT, "name"),
        State(ids.METHOD_SELECT, "name"),
        running=[
            (Output(ids.RECORD_SAVE, "disabled"), True, False),
            (Output(ids.RECORD_END, "disabled"), True, False),
            (Output(ids.RECORD_WAITING, "children"), words.SAVING, ""),
        ],
        prevent_initial_call=True,
    )
    def _save(
        saves: int | None,
        ends: int | None,
        values: Sequence[object],
        names: Sequence[Mapping[str, str]],
        store: Mapping[str, Any] | None,
        reason: str | None,
        year: str,
        method: str,
    ) -> tuple[Any, ...]:
        clicked = ends if ctx.triggered_id == ids.RECORD_END else saves
        if not clicked or not isinstance(store, dict):
            raise PreventUpdate
        typed = {item["name"]: value for item, value in zip(names, values, strict=True)}
        ended = (reason or "") if ctx.triggered_id == ids.RECORD_END else None
        texts = {name: str(text) for name, text in (("year", year), ("method", method)) if text}
        found = answer(services, store, typed, ended, texts)
        order = [item["id"]["name"] for item in ctx.outputs_list[0]]
        return (
            [found.problems.get(name, "") for name in order],
            [_WRONG if name in found.problems else _ROW for name in order],
            found.message,
            found.store,
            found.href,
        )

    app.clientside_callback(
        ClientsideFunction("traektoria", "clearMessage"),
        Output(ids.RECORD_MESSAGE, "children", allow_duplicate=True),
        Input(ids.RECORD_SAVE, "n_clicks"),
        Input(ids.RECORD_END, "n_clicks"),
        prevent_initial_call=True,
    )
