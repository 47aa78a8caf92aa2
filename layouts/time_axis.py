"""What happened to a school, as events of one axis of time, and their table in order."""

from collections.abc import Iterable, Sequence
from datetime import date

from dash import html

from layouts.case_view import CaseView
from layouts.components.tables import Column, table
from layouts.figures.time_axis import Look, ShareOfYear, TimeEvent
from layouts.figures.time_scale import first_day
from layouts.texts import answers as answer_words
from layouts.texts import case as case_words
from layouts.texts import grammar as g
from layouts.texts import school as school_words
from layouts.texts import time_axis as words
from monitoring.case import OPEN, is_late, is_overdue
from monitoring.dynamics import IN_LIST
from monitoring.records.values import day, text
from monitoring.reports.records import Record
from monitoring.reports.school import MembershipYear, Partnership, ResultPoint, SchoolReport
from monitoring.road_map import State, Task, state
from monitoring.years import runs

_ORDER = (
    words.PLACE, words.PARTNER, words.PLAN, words.MEASURES, words.TRAINING, words.REVIEWS, words.RECOMMENDATIONS,
    words.ANSWERS,
)  # fmt: skip


def shares(points: Sequence[ResultPoint]) -> tuple[ShareOfYear, ...]:
    """The share of low results of one assessment by year; not joined across a break."""
    by_year = {point.year: point for point in points if point.low_share is not None}
    found = []
    for run in runs(by_year, points[0].procedure if points else ""):
        for step, year in enumerate(run):
            point = by_year[year]
            found.append(ShareOfYear(year, point.low_share or 0.0, school_words.point_hover(point), step > 0))
    return tuple(found)


def events(report: SchoolReport, view: CaseView) -> tuple[TimeEvent, ...]:
    """Everything but the results, lanes in their order."""
    case = view.case
    found = [
        *_places(report.memberships),
        *_partners(report.partnerships, report.card.id),
        *_plan(case.plan, view.today),
        *(_measure(item, view.today) for item in case.measures),
        *(_training(item, view.today) for item in case.training),
        *(_review(item) for item in case.reviews),
        *(_recommendation(item, view) for item in case.recommendations),
        *(_answer(item) for item in case.answers),
    ]
    return tuple(sorted(found, key=lambda item: (_ORDER.index(item.lane), item.starts_on)))


def _places(memberships: Sequence[MembershipYear]) -> Iterable[TimeEvent]:
    """One band for years in the list that follow each other; the list of a year is that of the next school year."""
    run: list[int] = []
    for item in [*memberships, None]:
        if item is not None and item.status in IN_LIST and (not run or run[-1] == item.year - 1):
            run.append(item.year)
            continue
        if run:
            last = first_day(run[-1] + 2)
            said = words.in_list(run)
            yield TimeEvent(
                words.PLACE, first_day(run[0] + 1), said, said, "listed", last.replace(month=8, day=31), lasts=True
            )
        run = [item.year] if item is not None and item.status in IN_LIST else []
        if item is not None and item.status == "left":
            yield TimeEvent(words.PLACE, first_day(item.year + 1), words.LEFT, words.left(item.year), "left")


def _partners(items: Sequence[Partnership], school_id: int) -> Iterable[TimeEvent]:
    for item in items:
        other = item.mentor if item.mentee_id == school_id else item.mentee
        said = words.partner(other, school_words.partner_role(item, school_id), item.status)
        active = item.status != "proposed"
        yield TimeEvent(words.PARTNER, item.started_on, words.cut(other), said, "partner", item.ended_on, lasts=active)


def _plan(tasks: Sequence[Task], today: date) -> Iterable[TimeEvent]:
    """Items of one term are one mark: most of the plan falls due on the same days."""
    by_term: dict[date, list[tuple[Task, State]]] = {}
    for task in tasks:
        found = state(task, today, today)
        if found != "not-required":
            by_term.setdefault(task.due_on, []).append((task, found))
    for due, those in by_term.items():
        states = [found for _, found in those]
        look: Look = "overdue" if "overdue" in states else "done" if set(states) == {"done"} else "open"
        done = [task.number for task, found in those if found == "done"]
        late = [task.number for task, found in those if found == "overdue"]
        rest = [task.number for task, found in those if found not in {"done", "overdue"}]
        yield TimeEvent(
            words.PLAN, due, words.steps(len(done), len(those), late), words.steps_in_full(done, late, rest), look
        )  # fmt: skip


def _measure(item: Record, today: date) -> TimeEvent:
    values = item.values
    late = is_overdue(item, today)
    begun, due, done = (day(values, name) for name in ("starts_on", "due_on", "done_on"))
    title = text(values, "title") or ""
    look: Look = "overdue" if late else "open" if values["status"] in OPEN else "done"
    said = f"{title}: {case_words.measure_state(item, today)}"
    return TimeEvent(
        words.MEASURES, begun or today, words.measure(title, late), said, look, done or due, lasts=True
    )  # fmt: skip


def _training(item: Record, today: date) -> TimeEvent:
    begun, ended = day(item.values, "starts_on"), day(item.values, "ends_on")
    title = text(item.values, "programme") or ""
    over = ended is not None and ended < today
    said = f"{title}: {words.training(item)}"
    return TimeEvent(
        words.TRAINING, begun or today, words.cut(title), said, "done" if over else "open", ended, lasts=True
    )


def _review(item: Record) -> TimeEvent:
    colour = text(item.values, "colour")
    look: Look = "green" if colour == "green" else "amber" if colour == "amber" else "red"
    said = f"{case_words.quarter(item)}, {case_words.choice(item, 'colour')}. {text(item.values, 'words')}"
    on = day(item.values, "reviewed_on") or date.min
    return TimeEvent(words.REVIEWS, on, case_words.colour(item), said, look)


def _recommendation(item: Record, view: CaseView) -> TimeEvent:
    given = view.case.answers_to("recommendation").get(str(item.id))
    late = given is None and is_late(item, None, view.today)
    said = f"{text(item.values, 'words')} {words.answered(given, late)}"
    label = words.LATE if late else words.ANSWERED if given is not None else words.WAITING
    on = day(item.values, "given_on") or view.today
    return TimeEvent(
        words.RECOMMENDATIONS, on, label, said, "overdue" if late else "said" if given is not None else "open"
    )


def _answer(item: Record) -> TimeEvent:
    said = f"{g.capital(answer_words.about(item))}. {text(item.values, 'words')}"
    return TimeEvent(words.ANSWERS, day(item.values, "answered_on") or date.min, words.about(item), said, "said")


def axis_table(found: Sequence[TimeEvent], points: Sequence[ShareOfYear], series: str) -> html.Table:
    """Every event and every result in the order of time: the twin of the figure."""
    entries: list[tuple[date, str, str]] = [
        (event.starts_on, words.when(event.starts_on, event.ends_on, event.lasts), f"{event.lane}: {event.text}")
        for event in found
    ]
    entries += [(date(item.year, 4, 15), *words.result(item.year, item.share, series)) for item in points]
    rows = [(when, g.capital(what)) for _, when, what in sorted(entries)]
    return table((Column(words.WHEN), Column(words.WHAT)), rows, caption=words.TWIN, class_name="time-table")
