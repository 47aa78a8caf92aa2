"""Tables of a school's page."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dash import html

from layouts import ids, theme
from layouts.attributes import data
from layouts.case_view import CaseView
from layouts.components.answers import answer_to
from layouts.components.mask_legend import mask_legend
from layouts.components.symbols import status
from layouts.components.tables import Cell, Column, table
from layouts.texts import grammar as g
from layouts.texts import masking
from layouts.texts import school as words
from monitoring.indicators import INDICATORS
from monitoring.pooled_shares import PooledShare
from monitoring.procedures import assessment_name, assessment_short
from monitoring.reports.publication import Method
from monitoring.reports.school import (
    ComparisonRow,
    ContextValue,
    Evidence,
    JournalComparison,
    MarkComparison,
    MembershipYear,
    ResultPoint,
)


def evidence_table(
    items: Sequence[Evidence], method: Method, answers: Mapping[int, Any] = MappingProxyType({})
) -> html.Table:
    """Results that the rule looks at: the latest year first, then in reading order.

    ``answers``: what stands under a row, by its place among ``ordered_evidence``.
    """
    below = [answers.get(place) for place in range(len(items))]
    ordered = ordered_evidence(items)
    return _beside_clusters(ordered, below) if method.kind == "quartile" else _beside_threshold(ordered, below)


def ordered_evidence(items: Sequence[Evidence]) -> list[Evidence]:
    """In the order of the table: the latest year first."""
    return sorted(items, key=lambda entry: -entry.year)


def answers_beside(items: Sequence[Evidence], case: CaseView) -> dict[int, Any]:
    """The school's answer under the latest row of each assessment, or for the school the link to answer a low one."""
    ordered = ordered_evidence(items)
    low = {ids.series(item.procedure, item.subject, item.grade) for item in items if item.low}
    places: dict[str, int] = {}
    for place, item in enumerate(ordered):
        places.setdefault(ids.series(item.procedure, item.subject, item.grade), place)
    found = {place: answer_to(case, "ground", key, offered=key in low) for key, place in places.items()}
    return {place: content for place, content in found.items() if content is not None}


_EVIDENCE = "Результаты, на которые смотрит правило"


def _beside_threshold(items: Sequence[Evidence], below: Sequence[Any]) -> html.Table:
    columns = (
        Column("Процедура"),
        Column("Год", numeric=True),
        Column("Доля, %", numeric=True),
        Column("Порог, %", numeric=True),
        Column("n", numeric=True),
        Column("Низкая", numeric=True),
    )
    rows = [
        (
            assessment_short(item.procedure, item.subject, item.grade),
            g.year(item.year),
            _value(item),
            g.short(item.threshold),
            g.NO_VALUE if item.n is None else g.number(item.n),
            _verdict(item),
        )
        for item in items
    ]
    return table(columns, rows, caption=_EVIDENCE, class_name="evidence", below=below)


def _beside_clusters(items: Sequence[Evidence], below: Sequence[Any]) -> html.Table:
    """All of one year, which stands above the table; the lower bound of the interval follows the share."""
    columns = (
        Column("Процедура"),
        Column("Доля (от), %", numeric=True),
        Column("Кластер, %", numeric=True),
        Column("n", numeric=True),
        Column("Больше", numeric=True),
    )
    rows = [
        (
            assessment_short(item.procedure, item.subject, item.grade),
            [_value(item), f" ({_one(item.lower)})"],
            g.number(item.threshold, 1),
            g.NO_VALUE if item.n is None else g.number(item.n),
            _verdict(item),
        )
        for item in items
    ]
    return table(columns, rows, caption=_EVIDENCE, class_name="evidence", below=below)


def _value(item: Evidence) -> Any:
    return html.B(g.number(item.value, 1)) if item.low else g.number(item.value, 1)


def _verdict(item: Evidence) -> Cell:
    return Cell(words.low_word(item), class_name="overdue" if item.low else "quiet")


def membership_strip(items: Sequence[MembershipYear]) -> html.Table:
    """The school's place in the list, a column a year."""
    head = [html.Th(g.year(item.year), scope="col") for item in items]
    cells = [html.Td(status(item.status)) for item in items]
    return html.Table(
        [
            html.Caption(words.MEMBERSHIP_TITLE, className="visually-hidden"),
            html.Thead(html.Tr(head)),
            html.Tbody(html.Tr(cells)),
        ],
        className="membership",
    )


def results_table(results: Sequence[ResultPoint], origins: Callable[[ResultPoint], str] | None = None) -> html.Table:
    """All results with share, interval, n and scores: the twin of the trajectory.

    ``origins`` gives the address that tells where a result comes from.
    """
    columns = [
        Column("Процедура"),
        Column("Год", numeric=True),
        *([Column(words.ORIGIN_HEAD)] if origins else []),
        Column("n", numeric=True),
        Column("Доля низких, %", numeric=True),
        Column("Интервал 95\u00a0%", numeric=True),
        Column(words.SMOOTHED_HEAD, numeric=True),
        Column(words.POOLED_HEAD, numeric=True),
        Column("Средний балл", numeric=True),
        Column("Медиана", numeric=True),
    ]
    rows = []
    for point in results:
        bounds = g.interval(*point.low_interval, 1) if point.low_interval else g.NO_VALUE
        rows.append(
            (
                assessment_short(point.procedure, point.subject, point.grade),
                g.year(point.year),
                *([_origin(point, origins)] if origins else []),
                g.NO_VALUE if point.participants is None else g.number(point.participants),
                _one(point.low_share),
                bounds,
                words.smoothed_cell(point),
                _pooled(point.pooled),
                _one(point.mean_score),
                _one(point.median_score),
            )
        )
    return table(columns, rows, caption=words.TREND_TWIN)


def _origin(point: ResultPoint, origins: Callable[[ResultPoint], str]) -> Any:
    name = f"{words.ORIGIN}: {assessment_short(point.procedure, point.subject, point.grade)}, {g.year(point.year)}"
    return html.A(words.ORIGIN, href=origins(point), title=name, **data(route="yes"))


def _pooled(found: PooledShare | None) -> Any:
    if found is None:
        return g.NO_VALUE
    share = g.with_interval(found.share, *found.interval)
    return [share, html.Div(words.pooled_n(found), className="quiet")]


def means_table(results: Sequence[ResultPoint]) -> html.Table:
    """Mean and median scores, where nothing else is known."""
    columns = (
        Column("Процедура"),
        Column("Год", numeric=True),
        Column("Средний балл", numeric=True),
        Column("Медиана", numeric=True),
        Column("n", numeric=True),
    )
    rows = [
        (
            assessment_name(point.procedure, point.subject, point.grade),
            g.year(point.year),
            _one(point.mean_score),
            _one(point.median_score),
            g.NO_VALUE if point.participants is None else g.number(point.participants),
        )
        for point in results
        if point.mean_score is not None or point.median_score is not None
    ]
    return table(columns, rows, caption=words.MEANS_TITLE)


def _one(value: float | None) -> str:
    return g.NO_VALUE if value is None else g.number(value, 1)


def marks_blocks(items: Sequence[MarkComparison]) -> html.Div:
    """Small multiples: one assessment each, bars of marks for the school, the district and the city."""
    return html.Div([_marks(item) for item in items], className="marks-blocks")


def _marks(item: MarkComparison) -> html.Div:
    name = words.marks_label(item)
    columns = (Column("Где"), Column("2 · 3 · 4 · 5, %", class_name="marks-column"), Column("n", numeric=True))
    rows = [_mark_row(row) for row in item.rows]
    return html.Div(
        [html.H3(name), table(columns, rows, caption=name, class_name="marks-table"), mask_legend(item.rows)],
        className="marks-block",
    )


_SCOPES = {"school": words.SCHOOL, "district": words.DISTRICT, "city": words.CITY}


def _mark_row(row: ComparisonRow) -> tuple[Any, ...]:
    n = g.NO_VALUE if row.participants is None else g.number(row.participants)
    if row.marks is None:
        instead = masking.hidden(row) if row.masked else "нет данных"
        return _SCOPES[row.scope], html.Span(instead, className="quiet", title=masking.why(row) or None), n
    n += masking.sign(row)
    pieces = []
    for mark, (value, colour, text) in enumerate(zip(row.marks, theme.MARKS, theme.MARKS_TEXT, strict=True), start=2):
        if value <= 0:
            continue
        said = f"«{mark}»: {g.percent(value, 1)}"
        # A piece narrower than its number keeps the number for the hover and for who listens.
        shown: Any = g.number(value) if value >= 4.5 else html.Span(said, className="visually-hidden")
        style = {"width": f"{value:.2f}%", "background": colour, "color": text}
        pieces.append(html.Span(shown, style=style, title=said, className="mark-piece"))
    return _SCOPES[row.scope], html.Div(pieces, className="mark-bar"), n


def journal_table(items: Sequence[JournalComparison]) -> html.Table:
    """Marks of the work against marks in the journal."""
    columns = (
        Column("Процедура"),
        Column("Год", numeric=True),
        Column("Ниже журнала, %", numeric=True),
        Column("Подтвердили, %", numeric=True),
        Column("Выше журнала, %", numeric=True),
        Column("n", numeric=True),
    )
    rows = [
        (
            assessment_short(item.procedure, item.subject, item.grade),
            g.year(item.year),
            g.number(item.lowered, 1),
            g.number(item.confirmed, 1),
            g.number(item.raised, 1),
            g.number(item.participants),
        )
        for item in items
    ]
    return table(columns, rows, caption=words.JOURNAL_TITLE)


def context_table(items: Sequence[ContextValue]) -> html.Table:
    """The social passport beside the city."""
    columns = (
        Column("Показатель"),
        Column("Школа", numeric=True),
        Column("Город", numeric=True),
        Column("Школ с данными", numeric=True),
    )
    rows = []
    for item in items:
        indicator = INDICATORS[item.code]
        digits = 1 if indicator.unit == "%" else 0
        own = Cell("не указано", class_name="quiet") if item.value is None else g.number(item.value, digits)
        city = g.NO_VALUE if item.city is None else g.number(item.city, digits)
        rows.append((f"{indicator.name}, {indicator.unit}", own, city, g.number(item.schools)))
    return table(columns, rows, caption=words.CONTEXT_TITLE)
