"""Tables of the plan: what is pressing, terms, state by district, operators, every task."""

from typing import Any

from dash import html

from layouts.attributes import aria
from layouts.components.tables import Cell, Column, part, table
from layouts.links import link, to_district, to_plan, to_record
from layouts.texts import grammar as g
from layouts.texts import road_map as words
from monitoring.districts import CITY
from monitoring.reports.publication import Selection
from monitoring.reports.road_map import RoadMap, RoadMapItem, RoadMapTask
from monitoring.road_map import OPEN, Tally

_PRESSING = OPEN[:2]


def first_table(found: RoadMap, selection: Selection, reportable: frozenset[int] = frozenset()) -> html.Table | None:
    """Items with overdue tasks, the longest overdue first, then those that fall due; None where nothing presses.

    ``reportable``: ids of the tasks that the viewer may report.
    """
    pressing = [(item, state, tasks) for state in _PRESSING for item in found.items if (tasks := item.those(state))]
    pressing.sort(key=lambda entry: (_PRESSING.index(entry[1]), entry[0].due_on, entry[0].number))
    if not pressing:
        return None
    columns = [
        Column(words.ITEM_HEAD),
        Column(words.WHO_HEAD),
        Column(words.OPERATOR_HEAD),
        Column(words.TERM_HEAD),
        Column(words.LATE_HEAD, class_name="state"),
    ]
    rows: list[tuple[Any, ...]] = [
        (
            words.item(item),
            _places(tasks, selection),
            words.operators(tuple(dict.fromkeys(name for task in tasks for name in task.operators))),
            g.day(item.due_on),
            Cell(words.days(found.on, item.due_on), class_name="overdue" if state == "overdue" else "quiet"),
        )
        for item, state, tasks in pressing
    ]
    if any(task.id in reportable for _, _, tasks in pressing for task in tasks):
        columns.append(Column(words.REPORT_HEAD, class_name="screen-only"))
        links = (_reports(item, tasks, selection, reportable, found.year) for item, _, tasks in pressing)
        rows = [(*row, link_of) for row, link_of in zip(rows, links, strict=True)]
    return table(columns, rows, caption=words.first_title(found), class_name="plan-table")


def _reports(
    item: RoadMapItem, tasks: tuple[RoadMapTask, ...], selection: Selection, reportable: frozenset[int], plan: int
) -> Any:
    """The link to the form; of several places the links by place, closed until asked for."""
    own = [task for task in tasks if task.id in reportable]
    if len(own) <= 1:
        return [_report(item, task, selection, words.REPORT, plan) for task in own]
    links = [html.Li(_report(item, task, selection, words.place(task.place), plan)) for task in own]
    return html.Details([html.Summary(words.REPORT), html.Ul(links, className="plain-list")], className="twin")


def _report(item: RoadMapItem, task: RoadMapTask, selection: Selection, said: str, plan: int) -> Any:
    hidden = html.Span(words.report_of(item, task), className="visually-hidden")
    return link([said, hidden], to_record("road_map_task", task.id, selection, back=to_plan(plan, selection)))


def _places(tasks: tuple[RoadMapTask, ...], selection: Selection) -> list[Any]:
    parts: list[Any] = []
    for task in tasks:
        name = words.place(task.place)
        parts += [", " if parts else "", name if task.place == CITY else link(name, to_district(task.place, selection))]
    return parts


def terms_table(found: RoadMap) -> html.Table:
    """Every item in full with its terms and operators: the twin of the chart."""
    columns = [
        Column(words.ITEM_HEAD),
        Column(words.REGION_HEAD),
        Column(words.DISTRICT_HEAD),
        Column(words.AFTER_HEAD, True),
        Column(words.STARTS_HEAD),
        Column(words.DUE_HEAD),
        Column(words.DONE_HEAD, True),
        Column(words.OVERDUE, True),
    ]
    rows = [
        (
            words.item(item),
            words.operators(item.region_operators),
            words.operators(item.district_operators),
            words.after(item),
            g.day(item.starts_on),
            g.day(item.due_on),
            words.done_of(item),
            g.number(len(item.those("overdue"))),
        )
        for item in found.items
    ]
    return table(columns, rows, caption=words.TERMS_TWIN)


def matrix(found: RoadMap, selection: Selection) -> html.Table:
    """Who × item: a sign and a word a cell, the share done at the end of the row."""
    states = [{task.place: task for task in item.tasks} for item in found.items]
    head = [
        html.Th(words.PLACE_HEAD, scope="col"),
        *(html.Th(str(item.number), scope="col", className="num", title=item.title) for item in found.items),
        html.Th(words.SHARE_HEAD, scope="col", className="num"),
    ]
    rows = [
        part(
            html.Tr,
            [
                part(html.Th, _place_name(tally, selection), scope="row"),
                *(_cell(item, by_place.get(tally.code)) for item, by_place in zip(found.items, states, strict=True)),
                part(html.Td, g.number(100 * tally.done / tally.total), className="num"),
            ],
        )
        for tally in found.places
    ]
    caption = html.Caption(words.MATRIX_CAPTION, className="visually-hidden")
    return html.Table([caption, html.Thead(html.Tr(head)), html.Tbody(rows)], className="data-table task-matrix")


def legend(found: RoadMap) -> html.Div:
    """The signs that the matrix holds, each with its word."""
    present = dict.fromkeys(
        state for state in (*OPEN, "done", "not-required") for item in found.items if item.those(state)
    )
    return html.Div(
        [html.Span(words.state(state), className=f"task task-{state}") for state in present], className="task-legend"
    )


def _place_name(tally: Tally, selection: Selection) -> Any:
    name = words.place(tally.code)
    return name if tally.code == CITY else link(name, to_district(tally.code, selection))


def _cell(item: RoadMapItem, task: RoadMapTask | None) -> html.Td:
    if task is None:
        return part(html.Td, g.NO_VALUE, className="num quiet")
    word = html.Span(words.state(task.state), className="visually-hidden")
    return part(html.Td, word, className=f"num task task-{task.state}", title=words.task_hover(item, task))


def operators_table(found: RoadMap) -> html.Table:
    """Share done by operator, with a bar that repeats the number."""
    columns = [
        Column(words.OPERATOR_HEAD),
        Column(html.Span(words.SHARE_HEAD, className="visually-hidden"), class_name="bar-column"),
        Column(words.SHARE_HEAD, True),
        Column(words.TOTAL_HEAD, True),
        Column(words.OVERDUE, True),
    ]
    rows = [
        (
            tally.code,
            _bar(tally),
            g.number(100 * tally.done / tally.total),
            g.number(tally.total),
            Cell(g.number(tally.overdue), class_name="overdue" if tally.overdue else "quiet"),
        )
        for tally in found.operators
    ]
    return table(columns, rows, caption=words.OPERATORS_CAPTION, class_name="plan-table narrow")


def _bar(tally: Tally) -> html.Span:
    fill = html.Span(style={"width": f"{100 * tally.done / tally.total:.0f}%"}, className="bar-fill")
    return html.Span(fill, className="bar", **aria(hidden="true"))


def task_rows(
    found: RoadMap, selection: Selection | None = None, reportable: frozenset[int] = frozenset()
) -> list[dict[str, Any]]:
    """Rows of the grid of all tasks that somebody has to do; each leads to its record."""
    return [
        {
            "number": item.number,
            "place": words.place(task.place),
            "operators": words.operators(task.operators),
            "due": g.day(item.due_on),
            "state": words.task_state(task),
            "done": g.day(task.done_on),
            "evidence": g.unbroken(task.evidence or ""),
            "document": words.document(task),
            "report": words.report(task, reportable),
            "reportHref": to_record("road_map_task", task.id, selection, back=to_plan(found.year, selection)),
        }
        for item in found.items
        for task in item.required
    ]
