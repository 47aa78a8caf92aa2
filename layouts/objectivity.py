"""Signs that results are worth checking: the section of a school's page, and what stands beside «вышла из списка»."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts import ids
from layouts.case_view import CaseView
from layouts.components.answers import answer_to
from layouts.components.objectivity_tables import signs_table
from layouts.components.sections import empty, figure, section, source_line, twin
from layouts.figures.graph import empty_graph, graph
from layouts.figures.objectivity_signs import height, objectivity_signs
from layouts.texts import city as city_words
from layouts.texts import objectivity as words
from monitoring.objectivity.signs import Sign
from monitoring.reports.objectivity import LeftWithSigns, SchoolSigns
from monitoring.reports.publication import Publication, Selection


def signs_section(
    found: SchoolSigns | None, publication: Publication, selection: Selection, case: CaseView
) -> html.Section:
    """The section of a school's page: signs of the year's list in sentences, those of all years in the figure.

    The school's answer to a sign stands under the first of its kind.
    """
    if found is None:
        return section(words.TITLE, _no_figure(), empty(words.NOT_COMPUTED))
    if not found.signs:
        return section(words.NO_SIGNS, _no_figure(), note=words.rule(found), class_name="objectivity")
    chart = graph(ids.SCHOOL_SIGNS_GRAPH, objectivity_signs(found.signs), height=height(found.signs))
    told = found.of_list(selection.year)
    others = words.OTHER_YEARS if len(told) < len(found.signs) else ""
    return section(
        words.finding(found, selection.year),
        html.Ul(_told(told, case), className="plain-list") if told else None,
        figure(chart, words.CAPTION),
        source_line(city_words.source(publication, selection)),
        twin(words.TWIN, signs_table(found.signs)),
        html.P(words.rule(found), className="note"),
        note=[words.NOTE, others],
        class_name="objectivity",
    )


def _told(signs: Sequence[Sign], case: CaseView) -> list[html.Li]:
    items, kinds = [], set()
    for sign in signs:
        beside = None if sign.kind in kinds else answer_to(case, "marker", sign.kind)
        kinds.add(sign.kind)
        items.append(html.Li(words.sentence(sign) if beside is None else [words.sentence(sign), " ", beside]))
    return items


def _no_figure() -> html.Div:
    return html.Div(empty_graph(ids.SCHOOL_SIGNS_GRAPH), hidden=True)


def beside_left(found: SchoolSigns | None, status: str, year: int) -> html.P | None:
    """What stands beside «вышла из списка» on the page of the school."""
    line = words.left_line(found, year) if status == "left" else ""
    return html.P(line, className="objectivity-note") if line else None


def left_note(found: LeftWithSigns | None) -> Any:
    """The same for the city: of those who left, how many."""
    return None if found is None else html.P(words.left_count(found), className="objectivity-note")
