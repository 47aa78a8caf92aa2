"""The data of a figure as tables, for a file that holds numbers instead of pictures."""

from collections.abc import Sequence

from layouts.briefings import cells
from layouts.figures.city_map import helped_beside_the_list, near_the_list
from layouts.texts import briefing as words
from layouts.texts import district as district_words
from layouts.texts import grammar as g
from layouts.texts import grid as heads
from layouts.texts import maps as map_words
from layouts.texts import masking
from layouts.texts import workbook as sheet_words
from monitoring.districts import by_code
from monitoring.procedures import assessment_name
from monitoring.reports.briefing import Cell, Column, DistrictValue, Figure, MapData, ShareTrend, Table, Trajectory
from monitoring.reports.publication import Share
from monitoring.reports.school import ResultPoint
from monitoring.reports.territory import SchoolMark


def figure_tables(figure: Figure) -> tuple[Table, ...]:
    """All that is drawn: none where the figure has a table of its own beside it."""
    if figure.table is not None:
        return ()
    if isinstance(figure.data, MapData):
        return _map(figure, figure.data)
    if isinstance(figure.data, ShareTrend):
        return (_shares(figure, figure.data),)
    return (_trajectory(figure, figure.data),) if isinstance(figure.data, Trajectory) else ()


def _table(
    figure: Figure, code: str, title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]
) -> Table:
    return Table(code, title, columns, tuple(rows), note=figure.note, source=figure.source)


def _map(figure: Figure, data: MapData) -> tuple[Table, ...]:
    found = []
    if data.focus is None:
        found.append(_districts(figure, data))
    drawn = drawn_schools(data)
    if drawn or not found:
        found.append(_schools(figure, data, drawn))
    if data.links:
        columns = (Column(heads.MENTEE, width=1.0), Column(heads.MENTOR, width=1.0))
        rows = [(cells.said(link.mentee_name), cells.said(link.mentor_name)) for link in data.links]
        found.append(_table(figure, f"{figure.code}-pairs", _of(figure, sheet_words.PAIRS), columns, rows))
    return tuple(found)


def _of(figure: Figure, part: str) -> str:
    return f"{figure.title}: {part}"


def _districts(figure: Figure, data: MapData) -> Table:
    columns = [Column(words.DISTRICT, width=1.0)]
    if data.layer:
        unit = sheet_words.with_unit(g.capital(data.layer), "%") if "число" not in data.layer else data.layer
        columns.append(Column(g.capital(unit), numeric=True))
        columns.append(Column(sheet_words.ON_MAP, numeric=True))
    if data.classes:
        columns.append(Column(sheet_words.CLASS))

    def row(item: DistrictValue) -> tuple[Cell, ...]:
        found = [cells.said(item.name)]
        if data.layer:
            found += [cells.number(item.value), cells.said(item.number)]
        if data.classes:
            name = cells.NOTHING if item.level is None else Cell(data.classes[item.level], level=item.level)
            found.append(name)
        return tuple(found)

    rows = [row(item) for item in data.districts]
    return _table(figure, f"{figure.code}-districts", _of(figure, sheet_words.DISTRICTS), tuple(columns), rows)


def drawn_schools(data: MapData) -> tuple[SchoolMark, ...]:
    """The schools that have a sign on the map, by district and name."""
    if data.every:
        drawn = data.marks
    else:
        left, others = helped_beside_the_list(data.marks, data.links)
        beside = {mark.id for mark in (*left, *others, *near_the_list(data.marks))}
        drawn = tuple(mark for mark in data.marks if mark.listed or mark.mentor or mark.own or mark.id in beside)
    return tuple(sorted(drawn, key=lambda mark: (by_code()[mark.district].name, mark.name, mark.id)))


def _schools(figure: Figure, data: MapData, drawn: tuple[SchoolMark, ...]) -> Table:
    numbers = dict(data.numbers)
    columns = (
        *([Column(words.NUMBER, numeric=True)] if numbers else []),
        Column(words.SCHOOL, width=1.4), Column(words.DISTRICT, width=1.0), Column(sheet_words.SIGN, width=1.0),
        Column(sheet_words.LON, numeric=True), Column(sheet_words.LAT, numeric=True),
    )  # fmt: skip
    plain = dict(data.signs).get("other", map_words.SCHOOL)
    rows = [
        (
            *([cells.count(numbers.get(mark.id))] if numbers else []),
            cells.said(mark.name),
            cells.said(by_code()[mark.district].name),
            cells.said(_sign(mark) or plain),
            cells.number(mark.lon, 5),
            cells.number(mark.lat, 5),
        )
        for mark in drawn
    ]
    return _table(figure, f"{figure.code}-schools", _of(figure, sheet_words.SCHOOLS), columns, rows)


def _sign(mark: SchoolMark) -> str:
    signs = (
        (mark.listed, map_words.LISTED), (mark.left, map_words.LEFT), (mark.at_risk and not mark.left, map_words.NEAR),
        (mark.mentor, map_words.MENTOR), (mark.own, map_words.OWN),
    )  # fmt: skip
    return ", ".join(word for there, word in signs if there)


def _shares(figure: Figure, data: ShareTrend) -> Table:
    own, city = ({point.year: point.share for point in points} for points in (data.own, data.city))
    ruled = data.threshold is not None
    columns = (
        Column(words.YEAR_HEAD),
        *(
            Column(name, numeric=True)
            for territory in (data.name, district_words.CITY)
            for name in (f"{territory}, %", f"{territory}, {heads.N}")
        ),
        *([Column(sheet_words.THRESHOLD, numeric=True)] if ruled else []),
    )
    rows = [
        (
            cells.said(g.year(year)),
            *_share(own.get(year)),
            *_share(city.get(year)),
            *([cells.number(data.threshold)] if ruled else []),
        )
        for year in sorted({*own, *city})
    ]
    table = _table(figure, figure.code, figure.title, columns, rows)
    legend = masking.legend((*own.values(), *city.values()))
    return Table(table.code, table.title, table.columns, table.rows, (), f"{table.note} {legend}".strip(), table.source)


def _share(share: Share | None) -> tuple[Cell, Cell]:
    return cells.share(share), cells.count(share.n if share else None)


def _trajectory(figure: Figure, data: Trajectory) -> Table:
    ruled = data.threshold is not None
    names = (heads.SHARE, sheet_words.LOW, sheet_words.HIGH, heads.N, *([sheet_words.THRESHOLD] if ruled else []))
    columns = (
        Column("Процедура", width=1.4), Column(sheet_words.DRAWN, width=1.0), Column(words.YEAR_HEAD),
        *(Column(name, numeric=True) for name in names),
    )  # fmt: skip

    def row(point: ResultPoint, line: str) -> tuple[Cell, ...]:
        low, high = point.low_interval or (None, None)
        return (
            cells.said(assessment_name(point.procedure, point.subject, point.grade)),
            cells.said(line),
            cells.said(g.year(point.year)),
            cells.number(point.low_share),
            cells.number(low),
            cells.number(high),
            cells.count(point.participants),
            *([cells.number(data.threshold)] if ruled else []),
        )

    rows = [row(point, sheet_words.MAIN) for point in data.points]
    rows += [row(point, sheet_words.BESIDE) for point in data.kin]
    table = _table(figure, figure.code, figure.title, columns, rows)
    began = data.partner[1].replace("<br>", " ") if data.partner else ""
    note = " ".join(filter(None, (table.note, f"{g.capital(began)}." if began else "")))
    return Table(table.code, table.title, table.columns, table.rows, (), note, table.source)
