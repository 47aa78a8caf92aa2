"""The school's answer beside what it answers, or the link to answer."""

from typing import Any

from dash import html

from layouts.case_view import CaseView
from layouts.links import link, to_record
from layouts.texts import answers as words
from monitoring.records.values import text
from monitoring.reports.records import Record


def answer(found: Record, view: CaseView) -> html.Div:
    """Who answered when, the words, the revision with its history, and for the school the way to change it."""
    parts: list[Any] = [html.B(words.head(found)), text(found.values, "words") or ""]
    revision = words.revision(found)
    if revision:
        parts += [" ", link(revision, to_record("answer", found.id, view.selection, back=view.back))]
    edit = view.open(found, words.EDIT)
    if edit is not None:
        parts += [" · " if revision else " ", edit]
    return html.Div(parts, className="answer")


def answer_to(view: CaseView, about: str, reference: str, *, offered: bool = True) -> Any:
    """The answer to a ground, a marker (``reference`` is its key) or a recommendation (its id as text).

    Without one: for who may answer the link to do so where it is ``offered``, else None.
    """
    found = view.case.answers_to(about).get(reference)
    if found is not None:
        return answer(found, view)
    name = "recommendation_id" if about == "recommendation" else "reference"
    given = {"about": about, name: reference, "answered_on": view.today.isoformat()}
    return view.add("answer", words.ANSWER, **given) if offered else None
