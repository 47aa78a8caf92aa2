"""Results of a school in its briefing: trajectories, changes, marks beside district and city."""

from collections.abc import Sequence

from layouts.briefings import cells
from layouts.briefings.frame import Frame
from layouts.dynamics import school_finding
from layouts.figures.school_trajectory import by_series, family
from layouts.texts import briefing as words
from layouts.texts import dynamics as change_words
from layouts.texts import grammar as g
from layouts.texts import masking
from layouts.texts import school as school_words
from monitoring.procedures import assessment_name
from monitoring.reports.briefing import Block, Cell, Column, Figure, Paragraph, Section, Series, Table, Trajectory
from monitoring.reports.dynamics import SchoolDynamics, SeriesChange
from monitoring.reports.school import ComparisonRow, MarkComparison, ResultPoint, SchoolReport

FIGURES = 4
"""Trajectories drawn at most: one a subject of the rule."""


def trajectories_section(report: SchoolReport, frame: Frame) -> Section:
    """One figure a subject: the assessment with the highest latest share, its kin thin beside it; then the numbers."""
    series = by_series(report.results)
    if not series:
        return _means(report, frame)
    ruled = [key for key in series if key in frame.selection.method.series] or list(series)
    families: dict[str, list[Series]] = {}
    for key in ruled:
        families.setdefault(family(key), []).append(key)
    blocks: list[Block] = []
    for keys in list(families.values())[:FIGURES]:
        key = max(keys, key=lambda item: (series[item][-1].year, series[item][-1].low_share or 0.0))
        blocks.append(_figure(report, key, series, [other for other in keys if other != key], frame))
    blocks.append(_results(ruled, series, frame))
    return Section("results", words.TRAJECTORY, "", tuple(blocks))


def _figure(
    report: SchoolReport, key: Series, series: dict[Series, list[ResultPoint]], kin: Sequence[Series], frame: Frame
) -> Figure:
    method, points = frame.selection.method, series[key]
    data = Trajectory(
        key, tuple(points), tuple(point for other in kin for point in series[other]), method.threshold,
        method.min_participants, _partner(report),
    )  # fmt: skip
    few = [point for point in points if (point.participants or 0) < method.min_participants]
    low = [point for point in points if point.low_share is not None and method.threshold is not None
           and point.low_share >= method.threshold - 1e-9 and point not in few]  # fmt: skip
    alt = words.trajectory_alt(key, [(point.year, point.low_share) for point in points])
    return Figure(
        f"trajectory-{'-'.join(map(str, key))}", school_finding(report.dynamics, points), alt, data,
        school_words.trend_note(method, low=bool(low), few=bool(few)), frame.source,
    )  # fmt: skip


def _partner(report: SchoolReport) -> tuple[float, str] | None:
    for item in report.partnerships:
        if item.status in {"active", "paused"} and item.mentee_id == report.card.id:
            return school_words.axis_position(item.started_on), school_words.partner_start(item)
    return None


def _results(keys: Sequence[Series], series: dict[Series, list[ResultPoint]], frame: Frame) -> Table:
    """An assessment a row, a year a column: the share, under it its interval and n."""
    years = sorted({point.year for key in keys for point in series[key]})
    columns = (Column("Процедура", width=1.4), *(Column(g.year(year), numeric=True, width=1.0) for year in years))
    rows = tuple(
        (cells.said(assessment_name(*key)), *(_point({p.year: p for p in series[key]}.get(year)) for year in years))
        for key in keys
    )
    return Table(
        "results", words.RESULTS_TITLE, columns, rows, note=words.RESULTS_NOTE, source=frame.source
    )  # fmt: skip


def _point(point: ResultPoint | None) -> Cell:
    if point is None or point.low_share is None:
        return cells.NOTHING
    lines = []
    if point.low_interval:
        lines.append(g.interval(*point.low_interval, 1))
    if point.participants is not None:
        lines.append(f"n{g.NBSP}={g.NBSP}{g.number(point.participants)}")
    return Cell(g.number(point.low_share, 1), round(point.low_share, 1), lines=tuple(lines))


def _means(report: SchoolReport, frame: Frame) -> Section:
    points = [p for p in report.results if p.mean_score is not None or p.median_score is not None]
    if not points:
        return Section("results", words.TRAJECTORY, "", (Paragraph(school_words.TREND_EMPTY),))
    columns = (
        Column("Процедура", width=2.0),
        *(Column(name, numeric=True) for name in ("Год", "Средний балл", "Медиана", "n")),
    )  # fmt: skip
    rows = tuple(
        (
            cells.said(assessment_name(p.procedure, p.subject, p.grade)),
            cells.said(g.year(p.year)),
            cells.number(p.mean_score),
            cells.number(p.median_score),
            cells.count(p.participants),
        )
        for p in points
    )
    table = Table("means", school_words.MEANS_TITLE, columns, rows, note=school_words.MEANS_NOTE, source=frame.source)
    return Section("results", words.TRAJECTORY, "", (table,))


def changes_section(dynamics: SchoolDynamics, frame: Frame) -> Section:
    """Change in the year: assessment by assessment, then by those of the rule together."""
    items = [item for item in dynamics.series if item.change.year == frame.selection.year]
    if not items:
        return Section("changes", words.CHANGE, "", (Paragraph(change_words.GRID_EMPTY),))
    columns = tuple(
        Column(name, numeric=index in {1, 2, 3, 4, 5}, width={0: 1.5, 6: 1.7}.get(index, 0.0))
        for index, name in enumerate(change_words.SCHOOL_COLUMNS)
    )
    foot = () if dynamics.overall is None else (_change(SeriesChange("", "", 0, dynamics.overall)),)
    finding = change_words.school_finding(dynamics.overall)
    table = Table(
        "changes", words.CHANGES_TITLE, columns, tuple(map(_change, items)), foot,
        note=change_words.school_table_note(frame.selection.year), source=frame.source,
    )  # fmt: skip
    return Section("changes", words.CHANGE, finding, (table,))


def _change(item: SeriesChange) -> tuple[Cell, ...]:
    change = item.change
    whole = not item.procedure
    name = change_words.TOGETHER if whole else assessment_name(item.procedure, item.subject, item.grade)
    return (
        cells.said(name, "strong" if whole else ""),
        cells.number(change.before),
        cells.number(change.after),
        cells.signed(change.city, 1),
        Cell(change_words.figures(change), round(change.change, 1)),
        cells.count(change.participants),
        cells.said(change_words.word(change), "quiet" if change_words.unclear(change) else ""),
    )


_PLACES = {"school": school_words.SCHOOL, "district": school_words.DISTRICT, "city": school_words.CITY}


def marks_section(items: Sequence[MarkComparison], frame: Frame) -> Section | None:
    """Marks of the latest year beside the district and the city; nothing where there are none."""
    if not items:
        return None
    columns = (
        Column("Процедура", width=2.0), Column("Где", width=1.0),
        *(Column(name, numeric=True) for name in ("«2», %", "«3», %", "«4», %", "«5», %", "n")),
    )  # fmt: skip
    rows = tuple(_marks(item, row) for item in items for row in item.rows)
    finding = school_words.marks_finding(items)
    table = Table("marks", words.MARKS_TITLE, columns, rows, note=school_words.MARKS_NOTE, source=frame.source)
    return Section("marks", words.MARKS, finding, (table,))


def _marks(item: MarkComparison, row: ComparisonRow) -> tuple[Cell, ...]:
    name = cells.said(school_words.marks_label(item) if row.scope == "school" else " ")
    if row.marks is None:
        shown: tuple[Cell, ...] = (
            Cell(masking.hidden(row) if row.masked else "нет данных", tone="quiet"),
            *[cells.NOTHING] * 3,
        )
    else:
        shown = tuple(cells.number(value) for value in row.marks)
    return name, cells.said(_PLACES[row.scope]), *shown, cells.count(row.participants)
