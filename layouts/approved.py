"""Which list a page shows: the computed one, and what КО approved beside it."""

from typing import Any

from dash import html

from layouts.components.sections import twin
from layouts.components.tables import Column, table
from layouts.links import link, to_record, to_school
from layouts.texts import approved as words
from monitoring.districts import CITY, by_code
from monitoring.reports.approved import ApprovedList
from monitoring.reports.publication import Publication, Selection


def approved_note(
    found: ApprovedList | None, publication: Publication, selection: Selection, territory: str = CITY
) -> html.Div:
    """One sentence, and the schools by which the lists differ as far as the viewer may know them."""
    if found is None:
        return html.Div(html.P(words.none(selection.year), className="note"), className="approved-note")
    text: list[Any] = [
        words.note(found, publication, selection, territory),
        " ",
        link(words.TO_ORDER, to_record("approved_list", found.record_id, selection)),
    ]
    items = [item for item in found.differences if territory in {CITY, item.district}]
    parts: list[html.P | html.Details] = [html.P(text, className="note")]
    if items:
        columns = (Column(words.SCHOOL), Column(words.DISTRICT), Column(words.DECISION), Column(words.REASON))
        rows = [
            (
                link(item.name, to_school(item.school_id, selection)),
                by_code()[item.district].name,
                words.DECISIONS[item.decision],
                words.reason(item),
            )
            for item in items
        ]
        listed = table(columns, rows, caption=words.DIFFERENCES)
        parts.append(twin(words.DIFFERENCES, listed))
    return html.Div(parts, className="approved-note")


def approved_line(found: ApprovedList | None, school_id: int) -> html.P | None:
    """The same of one school; None where КО has approved no list."""
    return None if found is None else html.P(words.of_school(found, school_id), className="note")
