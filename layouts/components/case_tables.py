"""Tables of a school's case."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts import theme
from layouts.case_view import CaseView
from layouts.components.answers import answer, answer_to
from layouts.components.tables import Cell, Column, part, table
from layouts.figures.scales import DEFICIT
from layouts.links import link, to_record
from layouts.texts import answers as answer_words
from layouts.texts import case as words
from layouts.texts import grammar as g
from monitoring.case import Risk, is_late, is_overdue, ordered
from monitoring.procedures import SUBJECTS
from monitoring.records.choices import COMPETENCIES
from monitoring.records.values import day, number, text
from monitoring.reports.records import Record

_LINK = Column(html.Span(words.LINK, className="visually-hidden"), class_name="record-column")


def measures_table(view: CaseView) -> html.Table:
    """Measures and decisions, the overdue first."""
    columns = (
        Column(words.MEASURE, class_name="wide"),
        Column(words.ANSWERS_TO),
        Column(words.TERM),
        Column(words.STATE, class_name="state"),
        Column(words.RESULT),
        _LINK,
    )
    return table(
        columns, [_measure(item, view) for item in ordered(view.case.measures, view.today)], caption=words.MEASURES,
        class_name="case-table",
    )  # fmt: skip


def _measure(item: Record, view: CaseView) -> tuple[Any, ...]:
    said = [words.choice(item, "sort"), text(item.values, "post"), words.document(item)]
    late = is_overdue(item, view.today)
    state = words.measure_state(item, view.today)
    sign = "overdue" if late else {"done": "done"}.get(str(item.values["status"]))
    ground = text(item.values, "ground")
    factor = text(item.values, "factor")
    answers = [words.factor(factor)] if factor else []
    answers += [answer_words.reference("ground", ground)] if ground else []
    return (
        [text(item.values, "title"), html.Div(" · ".join(filter(None, said)), className="quiet")],
        "; ".join(answers),
        Cell(words.term(item, last="due_on"), class_name="days"),
        Cell(html.Span(state, className=f"task task-{sign}" if sign else ""), class_name="overdue" if late else ""),
        text(item.values, "effect") or g.NO_VALUE,
        view.open(item, words.EDIT, words.OPEN),
    )


def risks_table(rows: Sequence[Risk], sources: Sequence[str]) -> html.Table:
    """Factors with their level by who assessed them: shape and word; where the two differ it is said."""
    both = "self" in sources and "district" in sources
    columns = [
        Column(words.FACTOR),
        *(Column(words.SOURCES[source]) for source in sources),
        *([Column(words.APART)] if both else []),
        Column(words.MEASURES_HEAD, numeric=True),
    ]
    body = [
        (
            g.capital(words.factor(row.factor)),
            *(_level(row.levels.get(source)) for source in sources),
            *([html.Span(said, className="sign sign-near") if (said := words.apart(row)) else ""] if both else []),
            g.number(row.measures) if row.measures else Cell("нет", class_name="overdue" if row.risky else "quiet"),
        )
        for row in rows
    ]
    return table(columns, body, caption=words.RISKS, class_name="case-table risk-table")


def _level(code: str | None) -> Any:
    return g.NO_VALUE if code is None else html.Span(words.level(code), className=f"level level-{code}")


def recommendations_table(view: CaseView) -> html.Table:
    """Recommendations with the school's answer beside each."""
    columns = (
        Column(words.WHEN), Column(words.RECOMMENDATIONS, class_name="wide"), Column(words.ANSWER_BY),
        Column(answer_words.TITLE, class_name="wide"), _LINK,
    )  # fmt: skip
    rows = []
    for item in view.case.recommendations:
        given = view.case.answers_to("recommendation").get(str(item.id))
        late = is_late(item, given, view.today)
        said = [words.choice(item, "source"), words.document(item)]
        beside = answer_to(view, "recommendation", str(item.id))
        rows.append(
            (
                Cell(g.day(day(item.values, "given_on")), class_name="days"),
                [text(item.values, "words"), html.Div(" · ".join(filter(None, said)), className="quiet")],
                Cell(
                    [g.day(day(item.values, "due_on")), html.Div(words.late(given)) if late else None],
                    class_name="days overdue" if late and given is None else "days",
                ),
                beside if given is not None else [html.Span(words.UNANSWERED, className="quiet"), " ", beside],
                view.open(item, words.EDIT, words.OPEN),
            )
        )
    return table(columns, rows, caption=words.RECOMMENDATIONS, class_name="case-table", row_header=False)


def deficits_table(records: Sequence[Record], view: CaseView) -> html.Table:
    """Subject × competency: the share with a deficit, n of N under it; the colour repeats the share."""
    subjects = [code for code in SUBJECTS if any(item.values["subject"] == code for item in records)]
    competencies = [item.code for item in COMPETENCIES if any(r.values["competency"] == item.code for r in records)]
    cells = {(item.values["subject"], item.values["competency"]): item for item in records}
    head = [html.Th(words.SUBJECT, scope="col"), *(html.Th(words.competency(c), scope="col") for c in competencies)]
    body = [
        part(html.Tr, [part(html.Th, words.subject(of), scope="row"),
                       *(_deficit(cells.get((of, which)), view) for which in competencies)])
        for of in subjects
    ]  # fmt: skip
    caption = html.Caption(words.DEFICITS, className="visually-hidden")
    return html.Table([caption, html.Thead(html.Tr(head)), html.Tbody(body)], className="heat-table deficit-table")


def _deficit(item: Record | None, view: CaseView) -> html.Td:
    if item is None:
        return part(html.Td, g.NO_VALUE, className="heat-none")
    found, of = number(item.values, "with_deficit") or 0, number(item.values, "assessed") or 1
    share = 100 * found / of
    shown = [g.percent(share), html.Div(words.deficit(found, of), className="deficit-n")]
    # The link has the colour of the cell's text: on the darkest class the usual one would not be read.
    inside = link(shown, to_record(item.kind, item.id, view.selection, back=view.back), "cell-link")
    return part(html.Td, inside, className=f"heat-{DEFICIT.index(share)}", title=words.deficit_hover(item))


def motivation_table(records: Sequence[Record], view: CaseView) -> html.Table:
    """One row a survey: a bar of three pieces with its numbers."""
    columns = (
        Column(words.YEAR),
        Column(f"{words.HIGH} · {words.MIDDLE.lower()} · {words.LOW.lower()}, педагогов", class_name="marks-column"),
        Column(words.SURVEYED, numeric=True),
        _LINK,
    )
    rows = [
        (
            g.year(number(item.values, "year") or 0),
            _bar(item),
            g.number(number(item.values, "surveyed") or 0),
            view.open(item, words.EDIT, words.OPEN),
        )
        for item in records
    ]
    return table(columns, rows, caption=words.MOTIVATION, class_name="marks-table case-table")


def _bar(item: Record) -> html.Div:
    surveyed = number(item.values, "surveyed") or 1
    colours = (theme.SEQUENCE[3], theme.SEQUENCE[2], theme.LINE)
    pieces = []
    for (name, word), colour in zip(words.MOTIVATIONS, colours, strict=True):
        count = number(item.values, name) or 0
        if not count:
            continue
        said = f"{word}: {g.number(count)}"
        wide = count / surveyed > 0.06
        shown: Any = g.number(count) if wide else html.Span(said, className="visually-hidden")
        style = {"width": f"{100 * count / surveyed:.2f}%", "background": colour, "color": theme.INK}
        pieces.append(html.Span(shown, style=style, title=said, className="mark-piece"))
    return html.Div(pieces, className="mark-bar")


def training_table(view: CaseView) -> html.Table:
    """Programmes, the newest first."""
    columns = (
        Column(words.PROGRAMME, class_name="wide"), Column(words.OPERATOR), Column(words.AUDIENCE), Column(words.TERM),
        Column(words.HOURS, numeric=True), Column(words.ENROLLED, numeric=True), Column(words.FINISHED, numeric=True),
        _LINK,
    )  # fmt: skip
    rows = [
        (
            [text(item.values, "programme"), *_subject(item)],
            words.choice(item, "operator"),
            words.choice(item, "audience"),
            Cell(words.term(item), class_name="days"),
            _number(item, "hours"),
            _number(item, "enrolled"),
            _number(item, "finished"),
            view.open(item, words.EDIT, words.OPEN),
        )
        for item in view.case.training
    ]
    return table(columns, rows, caption=words.TRAINING, class_name="case-table")


def _subject(item: Record) -> list[Any]:
    of = text(item.values, "subject")
    return [html.Div(words.subject(of), className="quiet")] if of else []


def _number(item: Record, name: str) -> str:
    value = number(item.values, name)
    return g.NO_VALUE if value is None else g.number(value)


def reviews_strip(view: CaseView) -> html.Table:
    """A column a quarter, the latest last: shape and word, what happens, when it was reviewed."""
    shown = sorted(view.case.reviews, key=lambda item: (item.values["year"], item.values["term"]))
    head = [html.Th(words.quarter(item), scope="col") for item in shown]
    cells = [
        html.Td(
            [
                html.Span(words.choice(item, "colour"), className=f"review review-{item.values['colour']}"),
                html.Div(text(item.values, "words")),
                html.Div([g.day(day(item.values, "reviewed_on")), " ", view.open(item, words.EDIT, words.OPEN)],
                         className="quiet"),
            ]
        )
        for item in shown
    ]  # fmt: skip
    caption = html.Caption(words.REVIEWS, className="visually-hidden")
    return html.Table([caption, html.Thead(html.Tr(head)), html.Tbody(html.Tr(cells))], className="reviews")


def answers_list(view: CaseView) -> html.Dl:
    """Every answer under what it answers."""
    parts: list[Any] = []
    for item in view.case.answers:
        parts += [html.Dt(g.capital(answer_words.about(item))), html.Dd(answer(item, view))]
    return html.Dl(parts, className="facts answers")
