"""Partners and the case of a school in its briefing: measures, recommendations with answers, reviews."""

from collections.abc import Sequence

from layouts.briefings import cells
from layouts.briefings.frame import Frame
from layouts.texts import answers as answer_words
from layouts.texts import briefing as words
from layouts.texts import case as case_words
from layouts.texts import grammar as g
from layouts.texts import partnership as pair_words
from layouts.texts import school as school_words
from layouts.texts import statuses
from monitoring.case import is_late, ordered
from monitoring.districts import by_code
from monitoring.records.values import day, text
from monitoring.reports.briefing import Block, Cell, Column, Paragraph, Section, Table
from monitoring.reports.case import SchoolCase
from monitoring.reports.records import Record
from monitoring.reports.school import Partnership, SchoolReport

_ORDER = ("active", "proposed", "paused", "ended")


def partners_section(report: SchoolReport, frame: Frame) -> Section:
    """Partners of any year, those of now first."""
    items = sorted(report.partnerships, key=lambda item: _ORDER.index(item.status))
    if not items:
        return Section("partners", words.PARTNERS, "", (Paragraph(school_words.PARTNER_EMPTY),))
    columns = (
        Column("Партнёр", width=1.6), Column("Роль и состояние", width=1.2), Column("Предметы и соглашение", width=1.8),
        Column("Совместная работа", width=1.8),
    )  # fmt: skip
    rows = tuple(_partner(item, report.card.id) for item in items)
    table = Table("partners", words.PARTNERS, columns, rows, source=words.records(frame.day))
    return Section("partners", words.PARTNERS, "", (table,))


def _partner(item: Partnership, school_id: int) -> tuple[Cell, ...]:
    mentee = item.mentee_id == school_id
    name, district = (item.mentor, item.mentor_district) if mentee else (item.mentee, item.mentee_district)
    role = g.capital(school_words.partner_role(item, school_id))
    lines = [school_words.partner_term(item), pair_words.card_line(item)]
    return (
        cells.said(name, "strong", [by_code()[district].title]),
        cells.said(role, lines=[statuses.partnership(item.status)]),
        cells.said(school_words.partner_line(item) or None),
        cells.said(school_words.partner_work(item), lines=[line for line in lines if line]),
    )


def case_section(case: SchoolCase, frame: Frame) -> Section:
    """The case on the day: who is responsible, the last review, measures, recommendations with the answers."""
    post = case.responsible[0] if case.responsible else None
    blocks: list[Block] = []
    if case.state or post:
        blocks.append(Paragraph(f"{case_words.RESPONSIBLE}: {case_words.responsible(post)}."))
    if case.reviews:
        latest = case.reviews[0]
        said = text(latest.values, "words")
        tail = f" {said}" if said else ""
        blocks.append(Paragraph(f"{case_words.REVIEW_FIGURE}: {case_words.review_line(latest)}.{tail}"))
    if case.measures:
        blocks.append(_measures(case, frame))
    if case.recommendations:
        blocks.append(_recommendations(case, frame))
    if case.training:
        blocks.append(Paragraph(f"{case_words.training_title(case.training)}."))
    if not blocks:
        return Section("case", words.CASE, "", (Paragraph(case_words.NO_CASE),))
    return Section("case", words.CASE, case_words.hook(case, frame.day), tuple(blocks))


def _source(frame: Frame) -> str:
    return f"{case_words.SOURCE}, на {g.day(frame.day)}"


def _measures(case: SchoolCase, frame: Frame) -> Table:
    columns = (
        Column(case_words.MEASURE, width=2.4), Column(case_words.ANSWERS_TO, width=1.4),
        Column(case_words.TERM, width=1.0), Column(case_words.STATE, width=1.0), Column(case_words.RESULT, width=1.4),
    )  # fmt: skip
    rows = tuple(_measure(item, frame) for item in ordered(case.measures, frame.day))
    return Table(
        "measures", case_words.measures_title(case, frame.day), columns, rows, note=case_words.MEASURES_NOTE,
        source=_source(frame),
    )  # fmt: skip


def _measure(item: Record, frame: Frame) -> tuple[Cell, ...]:
    more = [case_words.choice(item, "sort"), text(item.values, "post"), case_words.document(item)]
    factor, ground = text(item.values, "factor"), text(item.values, "ground")
    about = [case_words.factor(factor)] if factor else []
    about += [answer_words.reference("ground", ground)] if ground else []
    state = case_words.measure_state(item, frame.day)
    late = state.startswith("просрочено")
    return (
        cells.said(text(item.values, "title"), lines=_lines(more)),
        cells.said("; ".join(about) or None),
        cells.said(case_words.term(item, last="due_on")),
        cells.said(state, "late" if late else ""),
        cells.said(text(item.values, "effect")),
    )


def _lines(parts: Sequence[str | None]) -> tuple[str, ...]:
    said = " · ".join(part for part in parts if part)
    return (said,) if said else ()


def _recommendations(case: SchoolCase, frame: Frame) -> Table:
    columns = (
        Column(case_words.WHEN), Column(case_words.RECOMMENDATIONS, width=2.2), Column(case_words.ANSWER_BY),
        Column(answer_words.TITLE, width=2.2),
    )  # fmt: skip
    answers = case.answers_to("recommendation")
    rows, late_count = [], 0
    for item in case.recommendations:
        given = answers.get(str(item.id))
        late = is_late(item, given, frame.day)
        late_count += late and given is None
        more = [case_words.choice(item, "source"), case_words.document(item)]
        due = cells.day(day(item.values, "due_on"), "late" if late and given is None else "")
        if given is None:
            answer = cells.said(case_words.UNANSWERED, "quiet")
        else:
            answer = cells.said(f"{answer_words.head(given)}{text(given.values, 'words') or ''}")
        rows.append(
            (
                cells.day(day(item.values, "given_on")),
                cells.said(text(item.values, "words"), lines=_lines(more)),
                due,
                answer,
            )
        )
    title = g.capital(case_words.recommendations_title(case, late_count))
    return Table("recommendations", title, columns, tuple(rows), note=answer_words.NOTE, source=_source(frame))
