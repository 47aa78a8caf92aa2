"""The briefing of the city."""

from collections.abc import Sequence

from layouts.briefings import cells, listed, lists
from layouts.briefings.frame import Frame
from layouts.briefings.maps import city_map_data
from layouts.city import of_year
from layouts.figures.map_layers import chosen, layers
from layouts.texts import approved as approved_words
from layouts.texts import briefing as words
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import heat as heat_words
from layouts.texts import objectivity as sign_words
from layouts.view import SHARE
from monitoring.districts import CITY
from monitoring.first_looks import of_city
from monitoring.ordering import alphabetical
from monitoring.reports.approved import ApprovedList
from monitoring.reports.briefing import Block, Briefing, Cell, Column, Figure, Paragraph, Section, Table
from monitoring.reports.school import ListedSchool, Partnership
from monitoring.reports.territory import CityReport, DistrictRow

YEARS = 6
"""Years of the list in the table of districts at most, the one of the selection among them."""


def city_briefing(
    report: CityReport,
    schools: Sequence[ListedSchool],
    active: Sequence[Partnership],
    approved: ApprovedList | None,
    frame: Frame,
) -> Briefing:
    """``schools``: those in the list and those that have just left it, of the viewer's scope; ``active``: partnerships
    of the year that the viewer may see."""
    selection = frame.selection
    now, former = of_year(report.series, selection.year)
    return frame.briefing(
        scope="city",
        key="",
        name=words.CITY_NAME,
        path="/",
        subject=words.city_subject(selection),
        finding=city_words.headline(now, former),
        lead=city_words.lead(report, selection.method, selection.year),
        figures=lists.key_figures(
            report.series, now, former, report.plan, sum(row.schools for row in report.districts)
        ),
        sections=(
            _first(report, approved, known=now is not None, frame=frame),
            lists.list_section(report.series, frame),
            _map(report, frame),
            _results(report, frame),
            _schools(report, schools, active, frame),
            lists.partnerships_section(active, frame),
            lists.plan_section(report.plan, frame, district=False),
            *lists.closing(frame, report.years),
        ),
    )


def _first(report: CityReport, approved: ApprovedList | None, *, known: bool, frame: Frame) -> Section:
    blocks: list[Block] = [lists.looks(of_city(report, frame.selection.year), known=known)]
    if report.left_with_signs is not None:
        blocks.append(Paragraph(sign_words.left_count(report.left_with_signs)))
    said = (
        approved_words.none(frame.selection.year)
        if approved is None
        else approved_words.note(approved, frame.publication, frame.selection, CITY)
    )
    blocks.append(Paragraph(said))
    return Section("first", words.FIRST, "", tuple(blocks))


def _map(report: CityReport, frame: Frame) -> Section:
    layer = chosen(layers(report), SHARE)
    data = city_map_data(report, layer)
    finding = city_words.map_finding(report.districts, sum(row.listed for row in report.districts))
    alt = words.map_alt([(item.name, item.number) for item in data.districts], layer.title)
    note = " ".join(filter(None, (layer.note, words.map_note(report.scope, report.unplaced_listed))))
    title = words.map_title(layer.title, frame.selection, listed=not data.every)
    table = _districts(report, frame)
    return Section(
        "map", words.MAP, finding,
        (Figure("map", title, alt, data, note, frame.map_source), table),
    )  # fmt: skip


def _districts(report: CityReport, frame: Frame) -> Table:
    columns = (
        Column(words.DISTRICT, width=1.0),
        *(
            Column(name, numeric=True)
            for name in ("Школ", "Оценено", "В списке", "Доля, %", "За год", "С партнёром", "План, %")
        ),
        *(Column(g.year(year), numeric=True) for year in report.years[-YEARS:-1]),
    )
    rows = tuple(_district(row) for row in sorted(report.districts, key=lambda item: alphabetical(item.name)))
    note = "По алфавиту. Годы справа — сколько школ было в списке."
    return cells.without_empty(Table("districts", city_words.DISTRICTS, columns, rows, note=note, source=frame.source))


def _district(row: DistrictRow) -> tuple[Cell, ...]:
    assessed = bool(row.assessed)
    done = row.plan_done.value if row.plan_done else None
    return (
        cells.said(row.name),
        cells.count(row.schools),
        cells.count(row.assessed) if assessed else cells.NOTHING,
        cells.count(row.listed, "strong") if assessed else cells.NOTHING,
        cells.number(100 * row.listed / row.assessed) if assessed else cells.NOTHING,
        cells.signed(row.change),
        Cell(f"{row.with_partner} из {row.listed}", row.with_partner) if row.listed else cells.NOTHING,
        cells.number(done, 0),
        *(cells.count(value) for value in row.trend[-YEARS:-1]),
    )


def _results(report: CityReport, frame: Frame) -> Section:
    finding, tables = lists.heat_tables(report.heat, frame)
    changes = lists.changes_table(report.dynamics.changes, frame, district=False)
    blocks: list[Block] = [*tables, *([] if changes is None else [changes])]
    if not tables:
        blocks.insert(0, Paragraph(heat_words.EMPTY))
    return Section("results", words.RESULTS, finding, tuple(blocks))


def _schools(
    report: CityReport, schools: Sequence[ListedSchool], active: Sequence[Partnership], frame: Frame
) -> Section:
    if not schools:
        made = any(row.assessed for row in report.districts)
        none = all(not row.listed for row in report.districts)
        said = words.NO_LISTING if not made else words.NOBODY if none else words.CLOSED_SCHOOLS
        return Section("schools", words.SCHOOLS, "", (Paragraph(said),))
    partners = listed.partners_of(active)
    left = sum(1 for item in schools if item.status == "left")
    alone = sum(1 for item in schools if item.status != "left" and not partners.get(item.id))
    blocks: list[Block] = []
    if said := words.SCHOOLS_SCOPE[report.scope]:
        blocks.append(Paragraph(said, "quiet"))
    blocks.append(listed.of_city(schools, partners, frame))
    return Section("schools", words.SCHOOLS, listed.finding(len(schools) - left, alone, left), tuple(blocks))
