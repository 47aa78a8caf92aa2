"""The briefing of a district; of a closed one its aggregates."""

from collections.abc import Sequence

from layouts.briefings import cells, listed, lists
from layouts.briefings.frame import Frame
from layouts.briefings.maps import district_map_data
from layouts.city import of_year
from layouts.texts import approved as approved_words
from layouts.texts import briefing as words
from layouts.texts import confidence, statuses
from layouts.texts import district as district_words
from layouts.texts import dynamics as change_words
from layouts.texts import grammar as g
from layouts.texts import grid as heads
from layouts.texts import heat as heat_words
from monitoring.first_looks import farthest, of_district
from monitoring.procedures import assessment_name
from monitoring.reports.approved import ApprovedList
from monitoring.reports.briefing import (
    Block,
    Briefing,
    Cell,
    Column,
    Figure,
    Paragraph,
    Section,
    Series,
    ShareTrend,
    Table,
)
from monitoring.reports.school import Partnership
from monitoring.reports.territory import DistrictReport, ListedYear, SchoolRow, TrendPoint

YEARS = 7
"""Years in the table of shares at most: as many as a page holds."""
TRENDS = 2
"""Assessments drawn against the city at most: those of the rule, the farthest from the city first."""


def district_briefing(
    report: DistrictReport, active: Sequence[Partnership], approved: ApprovedList | None, frame: Frame
) -> Briefing:
    """``active``: partnerships of the year with either side in the district that the viewer may see."""
    selection = frame.selection
    now, former = of_year(report.series, selection.year)
    rows = [row for row in report.schools if row.status in statuses.IN_LIST or row.status == "left"]
    rows = rows if report.open else []
    return frame.briefing(
        scope="district",
        key=report.code,
        name=district_words.title(report.code),
        path=f"/district/{report.code}",
        subject=words.district_subject(report.code, selection),
        finding=district_words.headline(report, now, former),
        lead=district_words.lead(report, selection.method, selection.year),
        figures=lists.key_figures(report.series, now, former, report.plan, len(report.schools)),
        sections=(
            _first(report, approved, frame, known=now is not None),
            _schools(report, rows, frame),
            _near(report, frame),
            _map(report, rows, now, frame),
            lists.list_section(report.series, frame),
            _results(report, frame),
            _trends(report, frame),
            lists.partnerships_section(active, frame),
            lists.plan_section(report.plan, frame, district=True),
            *lists.closing(frame, report.years),
        ),
    )


def _first(report: DistrictReport, approved: ApprovedList | None, frame: Frame, *, known: bool) -> Section:
    said = (
        approved_words.none(frame.selection.year)
        if approved is None
        else approved_words.note(approved, frame.publication, frame.selection, report.code)
    )
    looks = lists.looks(of_district(report, frame.selection.year), known=known)
    return Section("first", words.FIRST, "", (looks, Paragraph(said)))


def _schools(report: DistrictReport, rows: Sequence[SchoolRow], frame: Frame) -> Section:
    if not report.open:
        return Section("schools", words.SCHOOLS, "", (Paragraph(words.CLOSED_SCHOOLS),))
    if not rows:
        made = any(row.status != "no-listing" for row in report.schools)
        said = district_words.NOBODY_LISTED if made else district_words.NO_LISTING
        return Section("schools", words.SCHOOLS, "", (Paragraph(said),))
    changes = {item.id: item.change for item in report.dynamics.schools}
    table = listed.of_district(rows, report.signs, changes, frame)
    return Section("schools", words.SCHOOLS, district_words.listed_finding(rows), (table,))


def _near(report: DistrictReport, frame: Frame) -> Section | None:
    """Schools outside the list that may meet the rule; nothing where there are none."""
    rows = [row for row in report.schools if confidence.at_risk(row.status, row.probability)] if report.open else []
    if not rows:
        return None
    columns = (
        Column(heads.SCHOOL, width=2.0), Column(heads.STATUS, width=1.0), Column(confidence.PROBABILITY, numeric=True),
        Column(heads.SHARE, numeric=True), Column(heads.N, numeric=True), Column(heads.PARTNER, width=2.0),
    )  # fmt: skip
    table = Table(
        "near", confidence.NEAR_TITLE, columns, tuple(map(_near_row, rows)), note=confidence.near_note(),
        source=frame.source,
    )  # fmt: skip
    return Section("near", words.NEAR, confidence.near_finding(len(rows)), (table,))


def _near_row(row: SchoolRow) -> tuple[Cell, ...]:
    partners = [item.name for item in row.partners]
    chance = None if row.probability is None else confidence.whole_percent(row.probability)
    return (
        cells.said(row.name, "strong"),
        cells.said(statuses.name("near" if row.status == "none" else row.status)),
        cells.count(chance),
        cells.share(row.latest),
        cells.count(row.latest.n if row.latest else None),
        cells.said("; ".join(partners) or None),
    )


def _map(report: DistrictReport, rows: Sequence[SchoolRow], now: ListedYear | None, frame: Frame) -> Section:
    numbers = [(row.id, place) for place, row in enumerate(rows, 1)]
    data = district_map_data(report, numbers, made=now is not None)
    finding = district_words.map_finding(report, now)
    left = sum(mark.left for mark in report.marks)
    alt = words.district_map_alt(report.code, sum(mark.listed for mark in report.marks), left)
    notes = (words.map_numbers(bool(numbers)), district_words.unplaced(report.schools))
    figure = Figure(
        "map", words.district_map_title(frame.selection), alt, data, " ".join(filter(None, notes)), frame.map_source
    )
    return Section("map", words.DISTRICT_MAP, finding, (figure,))


def _results(report: DistrictReport, frame: Frame) -> Section:
    changes = lists.changes_table(report.dynamics.changes, frame, district=True)
    _, tables = lists.heat_tables(report.heat, frame)
    blocks: list[Block] = [*([] if changes is None else [changes]), *tables]
    if not blocks:
        blocks.append(Paragraph(heat_words.EMPTY))
    finding = change_words.territory_finding(report.dynamics.changes) if changes else ""
    return Section("results", words.RESULTS, finding, tuple(blocks))


def _trends(report: DistrictReport, frame: Frame) -> Section:
    own, city = _by_series(report.trend), _by_series(report.city_trend)
    chosen = _chosen(report, own, frame)
    if not chosen:
        return Section("trends", words.AGAINST_CITY, "", (Paragraph(district_words.TREND_EMPTY),))
    lines = {
        (item.procedure, item.subject, item.grade): change_words.territory_line(item, district_words.title(report.code))
        for item in report.dynamics.changes
        if not item.masked
    }
    blocks: list[Block] = []
    for key in chosen[:TRENDS]:
        points, other = tuple(own[key]), tuple(city.get(key, ()))
        title = ". ".join(filter(None, (assessment_name(*key), lines.get(key))))
        data = ShareTrend(key, report.name, points, other, frame.selection.method.threshold)
        code, alt = f"trend-{'-'.join(map(str, key))}", _alt(key, report, points, other)
        note = f"{district_words.TREND_NOTE} {district_words.trend_participants(points, other)}".rstrip()
        blocks.append(Figure(code, title, alt, data, note, frame.source))
    blocks.append(_trend_table(report, chosen, own, city, frame))
    return Section("trends", words.AGAINST_CITY, change_words.apart_finding(report.dynamics.changes), tuple(blocks))


def _alt(key: Series, report: DistrictReport, own: Sequence[TrendPoint], city: Sequence[TrendPoint]) -> str:
    now = g.percent(own[-1].share.value, 1) if own else ""
    return words.share_alt(key, report.name, now, g.percent(city[-1].share.value, 1) if city else "")


def _chosen(report: DistrictReport, own: dict[Series, list[TrendPoint]], frame: Frame) -> list[Series]:
    """The assessment that the page shows at first, then the others of the rule in reading order."""
    ruled = [key for key in own if key in frame.selection.method.series] or list(own)
    far = farthest(report.dynamics.changes)
    first = [key for key in ruled if far is not None and key == (far.procedure, far.subject, far.grade)]
    return [*first, *(key for key in ruled if key not in first)]


def _by_series(points: Sequence[TrendPoint]) -> dict[Series, list[TrendPoint]]:
    found: dict[Series, list[TrendPoint]] = {}
    for point in sorted(points, key=lambda item: item.year):
        if point.share.value is not None:
            found.setdefault((point.procedure, point.subject, point.grade), []).append(point)
    return found


def _trend_table(
    report: DistrictReport,
    keys: Sequence[Series],
    own: dict[Series, list[TrendPoint]],
    city: dict[Series, list[TrendPoint]],
    frame: Frame,
) -> Table:
    years = sorted({point.year for key in keys for point in (*own[key], *city.get(key, ()))})[-YEARS:]
    columns = (
        Column("Процедура", width=1.6), Column("Территория", width=1.0),
        *(Column(f"{g.year(year)}, %", numeric=True) for year in years),
    )  # fmt: skip
    rows = []
    for key in keys:
        for territory, points in ((report.name, own[key]), (district_words.CITY, city.get(key, []))):
            values = {point.year: point.share for point in points}
            rows.append(
                (cells.said(assessment_name(*key)), cells.said(territory), *(cells.share(values.get(y)) for y in years))
            )
    table = Table(
        "trends",
        g.capital(district_words.TREND_TWIN.removeprefix("Таблица: ")),
        columns,
        tuple(rows),
        source=frame.source,
    )
    return cells.without_empty(table)
