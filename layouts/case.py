"""Page «Сопровождение школы»: who answers for it, what is done against which risk, what is overdue, what the school
says."""

from typing import Any

from dash import html

from layouts.attributes import aria
from layouts.case_view import CaseView
from layouts.components import case_tables as tables
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.map_legend import scale_legend
from layouts.components.sections import block, empty, page_head, section, source_line, twin
from layouts.components.tables import scrolled
from layouts.figures.scales import DEFICIT
from layouts.links import href, to_district, to_school
from layouts.texts import answers as answer_words
from layouts.texts import case as words
from layouts.texts import grammar as g
from monitoring.case import (
    grounds_without_measure,
    is_late,
    open_measures,
    overdue_measures,
    profiles,
    risk_years,
    risks,
    unanswered,
    without_measure,
)
from monitoring.districts import by_code
from monitoring.records.values import day, text
from monitoring.reports.case import CaseReport
from monitoring.reports.school import SchoolCard


def title(card: SchoolCard) -> str:
    """The browser's title of the page."""
    return f"{words.TITLE}: {card.name}"


def page(report: CaseReport, view: CaseView) -> html.Div:
    """The page for a viewer who may see the school's results."""
    return html.Div(
        [
            page_head(
                _crumbs(report.card, view), words.headline(report.card.name, view.case, view.today),
                words.lead(report.status, view.today),
            ),
            strip(_figures(view)),
            html.Div([_state(view), _responsible(view)], className="columns half-columns"),
            _reviews(view),
            _measures(report, view),
            _risks(view),
            _recommendations(view),
            html.Div([_deficits(view), _motivation(view)], className="columns half-columns"),
            _training(view),
            _answers(view),
            source_line(words.SOURCE),
        ],
        className="case-page",
    )  # fmt: skip


def skeleton() -> html.Div:
    """The page's shape without data; it has no controls."""
    return html.Div([block(90), block(86), block(300), block(300)], className="skeleton", **aria(hidden="true"))


def _crumbs(card: SchoolCard, view: CaseView) -> html.Nav:
    trail = [
        (CITY, href("/", view.selection)),
        (by_code()[card.district].title, to_district(card.district, view.selection)),
        (g.unbroken(card.name), to_school(card.id, view.selection)),
    ]
    return breadcrumbs(trail, words.TITLE)


def _figures(view: CaseView) -> list[KeyFigure]:
    case = view.case
    late = len(overdue_measures(case, view.today))
    waiting = unanswered(case)
    past = sum(is_late(item, None, view.today) for item in waiting)
    review = case.reviews[0] if case.reviews else None
    return [
        KeyFigure(words.MEASURES_FIGURE, g.number(len(open_measures(case))), note=words.overdue(late)),
        KeyFigure(words.RECOMMENDATIONS_FIGURE, g.number(len(waiting)), note=words.overdue(past)),
        KeyFigure(words.TRAINED_FIGURE, g.number(words.trained(case.training)), note=words.places(case.training)),
        KeyFigure(
            words.REVIEW_FIGURE, g.NO_VALUE if review is None else words.colour(review),
            note="" if review is None else words.quarter(review),
        ),
    ]  # fmt: skip


def _add(view: CaseView, kind: str, **values: object) -> Any:
    """The link to a new record as controls of a section; None for who may not."""
    return view.add(kind, words.ADD[kind], **values)


def _state(view: CaseView) -> html.Section:
    state = view.case.state
    if state is None:
        return section(
            words.STATE_TITLE, empty(words.NO_CASE, words.NO_CASE_STEP),
            controls=_add(view, "support_case", opened_on=view.today.isoformat(), status="active"),
        )  # fmt: skip
    values = state.values
    facts = [
        (words.STATE, words.status(view.case)),
        (words.OPENED, g.day(day(values, "opened_on"))),
        (words.BASIS, text(values, "basis")),
    ]
    if view.case.read_only:
        facts += [(words.SINCE, g.day(day(values, "status_on"))), (words.REASON, text(values, "reason"))]
    return section(
        words.STATE_TITLE,
        html.P(f"{words.since(view.case)}. {words.PAUSED_STEP}", className="read-only")
        if view.case.read_only
        else None,
        _facts(facts),
        view.open(state, words.EDIT_STATE, words.OPEN),
    )


def _facts(facts: list[tuple[str, Any]]) -> html.Dl:
    return html.Dl([part for name, value in facts for part in (html.Dt(name), html.Dd(value))], className="facts")


def _responsible(view: CaseView) -> html.Section:
    add = _add(view, "responsible_post")
    if not view.case.responsible:
        return section(words.RESPONSIBLE, empty(words.NO_RESPONSIBLE, words.NO_RESPONSIBLE_STEP), controls=add)
    found = view.case.responsible[0]
    return section(
        words.RESPONSIBLE,
        _facts([(words.POST, g.capital(text(found.values, "post") or "")), (words.ORDER, words.order(found))]),
        view.open(found, words.EDIT, words.OPEN),
    )


def _reviews(view: CaseView) -> html.Section:
    add = _add(view, "review", year=words.plan_year(view.today), reviewed_on=view.today.isoformat())
    if not view.case.reviews:
        return section(words.NO_REVIEWS, html.P(words.NO_REVIEWS_STEP), controls=add)
    return section(
        words.reviews_title(view.case.reviews), scrolled(tables.reviews_strip(view), words.REVIEWS), controls=add
    )


def _measures(report: CaseReport, view: CaseView) -> html.Section:
    missing = _uncovered(report, view)
    add = _add(view, "measure", sort="measure", status="planned", starts_on=view.today.isoformat())
    if not view.case.measures:
        return section(
            words.NO_MEASURES, html.P(words.NO_MEASURES_STEP), *missing, controls=add
        )  # fmt: skip
    return section(
        words.measures_title(view.case, view.today),
        *missing,
        scrolled(tables.measures_table(view), words.MEASURES),
        note=words.MEASURES_NOTE,
        controls=add,
    )


def _uncovered(report: CaseReport, view: CaseView) -> list[html.P]:
    """Risks and grounds without a measure; for who may write one each is a link to its form."""
    years = risk_years(view.case)
    factors = without_measure(risks(view.case, years[0])) if years else ()
    grounds = grounds_without_measure(report.grounds, view.case)
    lines = (
        (words.UNCOVERED_FACTORS, [(words.factor(code), {"factor": code}) for code in factors]),
        (
            words.UNCOVERED_GROUNDS,
            [(answer_words.reference("ground", key), {"ground": key}) for key in grounds],
        ),
    )
    found = []
    for head, items in lines:
        named = [(view.add("measure", name, "", status="planned", **link_to) or name) for name, link_to in items]
        parts = [part for name in named for part in (name, "; ")][:-1]
        found += [html.P([html.B(head), *parts, "."])] if parts else []
    return found


def _risks(view: CaseView) -> html.Section:
    years = risk_years(view.case)
    add = _add(view, "risk_profile", year=words.plan_year(view.today), assessed_on=view.today.isoformat())
    if not years:
        return section(words.NO_RISKS, html.P(words.NO_RISKS_STEP), controls=add)
    newest, *former = years
    return section(
        words.risks_title(risks(view.case, newest), newest),
        _profile(view, newest),
        twin(words.FORMER, html.Div([_profile(view, year) for year in former])) if former else None,
        note=words.RISKS_NOTE,
        controls=add,
    )


def _profile(view: CaseView, year: int) -> html.Div:
    found = profiles(view.case, year)
    who: list[Any] = [f"{g.year(year)}: "]
    for record in found.values():
        who += ["; " if len(who) > 1 else "", words.assessed(record), " ", view.open(record, words.EDIT, words.OPEN)]
        if said := text(record.values, "words"):
            who.append(f" ({said})")
    return html.Div(
        [html.P(who, className="note"),
         scrolled(tables.risks_table(risks(view.case, year), list(found)), f"{words.RISKS}, {g.year(year)}")]
    )  # fmt: skip


def _recommendations(view: CaseView) -> html.Section:
    add = _add(view, "recommendation", given_on=view.today.isoformat())
    if not view.case.recommendations:
        return section(words.NO_RECOMMENDATIONS, html.P(words.NO_RECOMMENDATIONS_STEP), controls=add)
    late = sum(is_late(item, None, view.today) for item in unanswered(view.case))
    return section(
        words.recommendations_title(view.case, late),
        scrolled(tables.recommendations_table(view), words.RECOMMENDATIONS),
        controls=add,
    )


def _deficits(view: CaseView) -> html.Section:
    add = _add(view, "teacher_deficit", year=words.plan_year(view.today), assessed_on=view.today.isoformat())
    records = view.case.deficits
    if not records:
        return section(words.NO_DEFICITS, html.P(words.NO_DEFICITS_STEP), controls=add)
    years = sorted({int(str(item.values["year"])) for item in records}, reverse=True)
    by_year = {year: [item for item in records if item.values["year"] == year] for year in years}
    shown = by_year[years[0]]
    return section(
        words.deficits_title(shown),
        html.P(words.deficits_line(shown), className="note"),
        scrolled(tables.deficits_table(shown, view), words.DEFICITS),
        scale_legend(DEFICIT),
        *(twin(f"{words.DEFICITS}, {g.year(year)}", tables.deficits_table(by_year[year], view)) for year in years[1:]),
        note=words.DEFICITS_NOTE,
        controls=add,
    )


def _motivation(view: CaseView) -> html.Section:
    add = _add(view, "motivation_survey", year=words.plan_year(view.today), surveyed_on=view.today.isoformat())
    if not view.case.motivation:
        return section(words.NO_MOTIVATION, html.P(words.NO_MOTIVATION_STEP), controls=add)
    newest = view.case.motivation[0]
    return section(
        words.motivation_title(newest),
        tables.motivation_table(view.case.motivation, view),
        note=words.motivation_line(newest),
        controls=add,
    )


def _training(view: CaseView) -> html.Section:
    add = _add(view, "training")
    if not view.case.training:
        return section(words.NO_TRAINING, html.P(words.NO_TRAINING_STEP), controls=add)
    return section(
        words.training_title(view.case.training), scrolled(tables.training_table(view), words.TRAINING), controls=add
    )


def _answers(view: CaseView) -> html.Section:
    if not view.case.answers:
        return section(answer_words.TITLE, html.P(answer_words.EMPTY), note=answer_words.NOTE)
    return section(answer_words.TITLE, tables.answers_list(view), note=answer_words.NOTE)
