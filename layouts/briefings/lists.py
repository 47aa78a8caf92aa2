"""Parts that the briefings of the city and of a district share: list by years, heat map, changes, plan, pairs."""

from collections.abc import Sequence
from dataclasses import replace

from layouts.briefings import cells
from layouts.briefings.frame import Frame
from layouts.city import weakest
from layouts.components.list_figures import list_figures
from layouts.figures.scales import LOW_SHARE
from layouts.texts import briefing as words
from layouts.texts import city as city_words
from layouts.texts import dynamics as change_words
from layouts.texts import facts, masking, subjects, trend
from layouts.texts import grammar as g
from layouts.texts import grid as heads
from layouts.texts import heat as heat_words
from layouts.texts import plan as plan_words
from monitoring.districts import CITY, by_code
from monitoring.narrative import Fact, story
from monitoring.procedures import assessment_name, assessment_short
from monitoring.reports.briefing import (
    Block,
    Cell,
    Column,
    Figure,
    Items,
    KeyFigure,
    ListTrend,
    Paragraph,
    Section,
    Table,
)
from monitoring.reports.dynamics import TerritoryChange
from monitoring.reports.school import Partnership
from monitoring.reports.territory import HeatMap, HeatRow, ListedYear, PlanItemProgress


def key_figures(
    series: Sequence[ListedYear],
    now: ListedYear | None,
    former: ListedYear | None,
    plan: Sequence[PlanItemProgress],
    schools: int,
) -> tuple[KeyFigure, ...]:
    """The figures at the head of the page, without their sparklines."""
    values: dict[str, float | None] = {city_words.SCHOOLS: schools, city_words.PLAN: plan_words.done_percent(plan)}
    if now is not None:
        values |= {
            city_words.LISTED: now.listed,
            city_words.ENTERED: now.entered,
            city_words.LEFT: now.left,
            city_words.PARTNER: now.with_partner,
        }
    return tuple(
        KeyFigure(item.label, item.value, values[item.label], item.beside, item.note)
        for item in list_figures(series, now, former, plan, schools)
    )


def looks(found: Sequence[Fact], *, known: bool) -> Items | Paragraph:
    """What to look at first, in sentences with their figures."""
    if not found:
        return Paragraph(facts.NOTHING_FIRST if known else facts.NOTHING_KNOWN)
    return Items(tuple(sentence(fact) for fact in found), ordered=True)


def sentence(fact: Fact) -> str:
    """«Вошла в список уверенно: Школа 5 (вероятность …)»."""
    said = facts.said(fact)
    text = "".join(said.text)
    return f"{text.removesuffix('.')} ({said.note})." if said.note else text


def list_section(series: Sequence[ListedYear], frame: Frame) -> Section:
    """The list by years: how it came about, the figure with its table."""
    if not any(item.listed is not None for item in series):
        return Section("list", words.TREND, "", (Paragraph(city_words.NO_TREND),))
    told = facts.story(story(series, frame.selection.year))
    blocks: list[Block] = [Paragraph(" ".join(told))] if told else []
    if any(item.flow and item.flow.left_compared for item in series if item.year == frame.selection.year):
        blocks.append(Paragraph(change_words.SELECTED, "quiet"))
    gaps = city_words.gaps(series)
    note = f"{city_words.TREND_NOTE} {g.capital(gaps)}." if gaps else city_words.TREND_NOTE
    title = city_words.trend_finding(series)
    blocks.append(
        Figure(
            "list",
            words.LIST_TITLE,
            words.LIST_ALT,
            ListTrend(tuple(series)),
            note,
            frame.source,
            _series_table(series, frame),
        )
    )
    return Section("list", words.TREND, title, tuple(blocks))


def _series_table(series: Sequence[ListedYear], frame: Frame) -> Table:
    flows = any(item.flow for item in series)
    names = [*trend.COLUMNS, *(trend.FLOW_COLUMNS if flows else ())]
    rows = []
    for item in series:
        if item.listed is None:
            rows.append((cells.said(g.year(item.year)), *[cells.NOTHING] * len(names)))
            continue
        moved = trend.parts(item) if item.entered is not None else {}
        values = [item.assessed, item.listed, *(moved.get(name) for name in trend.MOVES), item.with_partner]
        if flows:
            values += [None] * 3 if item.flow is None else [item.flow.once, item.flow.twice, item.flow.more]
        rows.append((cells.said(g.year(item.year)), *(cells.count(value) for value in values)))
    columns = (Column(words.YEAR_HEAD), *(Column(name, numeric=True) for name in names))
    gaps = city_words.gaps(series)
    note = f"{g.capital(gaps)}." if gaps else ""
    return cells.without_empty(Table("list-by-year", "Список по годам", columns, tuple(rows), (), note, frame.source))


COLUMNS = 10
"""Assessments beside each other at most: as many as a page holds."""


def heat_tables(heat: HeatMap, frame: Frame) -> tuple[str, tuple[Table, ...]]:
    """The finding and the heat map as tables of so many assessments each; none where no share is known."""
    if not any(cell.value is not None or cell.masked for row in heat.rows for cell in row.cells):
        return "", ()
    starts = range(0, len(heat.columns), COLUMNS)
    return heat_words.finding(*weakest(heat)), tuple(_heat(heat, slice(at, at + COLUMNS), frame) for at in starts)


def _heat(heat: HeatMap, part: slice, frame: Frame) -> Table:
    columns = (
        Column(heat_words.TERRITORY, width=1.0),
        *(Column(assessment_short(c.procedure, c.subject, c.grade), numeric=True) for c in heat.columns[part]),
    )
    rows = tuple(_heat_row(item, part) for item in heat.rows if item.code != CITY)
    foot = tuple(_heat_row(item, part) for item in heat.rows if item.code == CITY)
    legend = masking.legend(cell for item in heat.rows for cell in item.cells[part])
    several = len(heat.rows) > 2
    note = " ".join(filter(None, (words.heat_note(heat.year, several=several), legend)))
    title = words.HEAT_TITLE if several else words.HEAT_OF_DISTRICT
    code = f"heat-{part.start // COLUMNS + 1}" if part.start else "heat"
    return Table(code, title, columns, rows, foot, note, frame.source)


def _heat_row(item: HeatRow, part: slice) -> tuple[Cell, ...]:
    levels = [None if cell.value is None else LOW_SHARE.index(cell.value) for cell in item.cells[part]]
    shares = (cells.share(cell, level=level) for cell, level in zip(item.cells[part], levels, strict=True))
    return cells.said(item.name, "strong" if item.code == CITY else ""), *shares


def changes_table(items: tuple[TerritoryChange, ...], frame: Frame, *, district: bool) -> Table | None:
    """Shares of the territory by assessment with their change; of a district its distance from the city too."""
    if not items:
        return None
    names = [*change_words.TERRITORY_COLUMNS, *((change_words.APART, "Против города") if district else ())]
    widths = {0: 1.5, 4: 1.5}
    columns = tuple(
        Column(name, numeric=index in {1, 2, 3, 5}, width=widths.get(index, 0.7 if index == 6 else 0.0))
        for index, name in enumerate(names)
    )
    rows = tuple(_change(item, district) for item in items)
    note = " ".join(filter(None, (change_words.territory_note(items, district=district), masking.legend(items))))
    return Table(
        "changes", words.CHANGES_TITLE if district else change_words.territory_finding(items), columns, rows,
        note=note, source=frame.source,
    )  # fmt: skip


def _change(item: TerritoryChange, district: bool) -> tuple[Cell, ...]:
    name = cells.said(assessment_name(item.procedure, item.subject, item.grade))
    if item.masked:
        return name, Cell(masking.hidden(item), tone="quiet"), *[cells.NOTHING] * (5 if district else 3)
    row = [
        name,
        _marked(cells.number(item.share), masking.sign(item)),
        cells.count(item.n),
        _points(item.change, item.interval),
        cells.said(change_words.territory_verdict(item.interval, item.change)),
    ]
    if district:
        row += [_points(item.apart, item.apart_interval), cells.said(change_words.apart_verdict(item.apart_interval))]
    return tuple(row)


def _marked(cell: Cell, sign: str) -> Cell:
    return replace(cell, text=cell.text + sign) if sign and cell.value is not None else cell


def _points(value: float | None, interval: tuple[float, float] | None) -> Cell:
    if value is None:
        return cells.NOTHING
    return Cell(change_words.with_interval(value, interval), round(value, 1))


def partnerships_section(items: Sequence[Partnership], frame: Frame) -> Section:
    """Partnerships active in the school year that the list governs, by the names of the supported schools."""
    finding = words.partnerships_finding(items, frame.selection.year)
    if not items:
        return Section("partnerships", words.PARTNERSHIPS, "", (Paragraph(words.NO_PARTNERSHIPS),))
    columns = (
        Column(heads.MENTEE, width=1.4), Column(heads.MENTOR, width=1.4), Column(heads.SUBJECTS, width=1.0),
        Column("Соглашение", width=1.5), Column("Мероприятий", numeric=True), Column("Последнее"),
    )  # fmt: skip
    rows = tuple(
        (
            cells.said(item.mentee, lines=(by_code()[item.mentee_district].title,)),
            cells.said(item.mentor, lines=(by_code()[item.mentor_district].title,)),
            cells.said(subjects.names(item.subjects) if item.subjects else None),
            cells.said(_agreement(item), lines=(f"с {g.day(item.started_on)}",)),
            cells.count(item.activities, "" if item.activities else "late"),
            cells.day(item.last_activity_on),
        )
        for item in items
    )
    note = "По алфавиту подшефных школ. Партнёрства — записи на день справки, результаты школ в них не показаны."
    table = Table("partnerships", "Партнёрства", columns, rows, note=note, source=words.records(frame.day))
    return Section("partnerships", words.PARTNERSHIPS, finding, (table,))


def _agreement(item: Partnership) -> str:
    if not item.agreement_number:
        return "не внесено"
    return f"№ {item.agreement_number} от {g.day(item.agreement_date)}"


def plan_section(items: Sequence[PlanItemProgress], frame: Frame, *, district: bool) -> Section:
    """Execution of the plan item by item."""
    if not items:
        return Section("plan", words.PLAN, "", (Paragraph(plan_words.EMPTY),))
    columns = [Column(plan_words.ITEM, width=3.0), Column("Срок")]
    if not district:
        columns += [Column("Выполнили", numeric=True), Column("%", numeric=True)]
    columns.append(Column(plan_words.STATE, width=1.0))
    rows = []
    for item in items:
        state = cells.said(plan_words.state(item, frame.day), "late" if item.overdue else "")
        row = [cells.said(plan_words.item(item)), cells.day(item.due_on)]
        if not district:
            done = round(100 * item.done / item.total) if item.total else None
            of = Cell(f"{g.number(item.done)} из {g.number(item.total)}", item.done)
            row += [of, cells.count(done)]
        rows.append((*row, state))
    note = plan_words.district_note(frame.day) if district else plan_words.note(frame.day)
    finding = plan_words.finding(items)
    table = Table("plan", words.PLAN_TITLE, tuple(columns), tuple(rows), note=note, source=words.records(frame.day))
    return Section("plan", words.PLAN, finding, (table,))


def closing(frame: Frame, years: Sequence[int]) -> tuple[Section, Section]:
    """The rule with its source, how to read figures, the files behind them."""
    rows = tuple(
        (cells.said(name, "quiet"), cells.said(text)) for name, text in words.method_rows(frame.selection.method)
    )
    columns = (Column(words.WHAT, width=1.0), Column(words.HOW, width=3.2))
    rule = Table("method", "Правило отбора и его источник", columns, rows)
    method = Section("method", words.METHOD, "", (rule,))
    blocks: list[Block] = [Items(words.notes(years))]
    if frame.publication.sources:
        blocks += [Paragraph(f"{words.SOURCES_TITLE}: {'; '.join(frame.publication.sources)}.")]
    blocks.append(Paragraph(f"{g.capital(frame.publication_words)}."))
    return method, Section("sources", words.SOURCES, "", tuple(blocks))
