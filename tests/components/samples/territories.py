"""Sample reports of the city and of a district: a usual one, none listed, many listed, seen by a school."""

import random
from dataclasses import replace
from datetime import date

import geodata
from monitoring.districts import CITY, DISTRICTS
from monitoring.funnel import zones
from monitoring.reports.funnel import Funnel, FunnelPoint
from monitoring.reports.publication import Share
from monitoring.reports.school import SchoolIndexRow
from monitoring.reports.similar import AgainstExpected
from monitoring.reports.territory import (
    CityReport,
    Confidence,
    DistrictReport,
    DistrictRow,
    HeatColumn,
    HeatMap,
    HeatRow,
    ListedYear,
    MeanScore,
    PartnerName,
    PartnershipLink,
    PlanItemProgress,
    SchoolMark,
    SchoolRow,
    TrendPoint,
)
from tests.components.samples.changes import dynamics, flow
from tests.components.samples.objectivity import signs
from tests.components.samples.schools import grounds
from tests.components.samples.selections import SERIES, YEARS

SCHOOLS = (27, 21, 52, 50, 43, 24, 39, 43, 5, 14, 33, 54, 17, 17, 54, 28, 45, 40)
ALL_CODES = tuple(district.code for district in DISTRICTS)
PLAN = (
    (1, "Анализ данных Рособрнадзора", date(2025, 4, 1), date(2025, 4, 30), 1, 1, 0),
    (2, "Выявление групп школ с низкими результатами", date(2025, 8, 1), date(2025, 9, 30), 18, 18, 0),
    (6, "Мониторинг динамики образовательных результатов", date(2025, 9, 1), date(2025, 9, 30), 15, 18, 3),
    (8, "Группы педагогов для адресной помощи, мероприятия поддержки", date(2025, 9, 1), date(2025, 10, 31), 11, 18, 7),
    (10, "Адресные региональные диагностические работы", date(2025, 11, 1), date(2026, 2, 28), 8, 18, 0),
    (12, "Анализ эффективности поддержки", date(2026, 5, 1), date(2026, 6, 30), 0, 18, 0),
)


def points(code: str, count: int, seed: int = 0) -> list[tuple[float, float]]:
    """Points inside a district: longitude, latitude."""
    from shapely import contains_xy

    name = next(district.name for district in DISTRICTS if district.code == code)
    polygon = geodata.load_districts().set_index("name").geometry[name]
    chance = random.Random(f"{code}-{seed}")
    west, south, east, north = polygon.bounds
    found: list[tuple[float, float]] = []
    while len(found) < count:
        lon, lat = chance.uniform(west, east), chance.uniform(south, north)
        if contains_xy(polygon, lon, lat):
            found.append((round(lon, 5), round(lat, 5)))
    return found


def school_id(district_number: int, number: int) -> int:
    """Id of a sample school."""
    return district_number * 100 + number


def marks(listed: list[int]) -> tuple[SchoolMark, ...]:
    """All schools of the city; the first ``listed[i]`` of district i are in the list, the next ones are mentors."""
    found = []
    for district, total, count in zip(DISTRICTS, SCHOOLS, listed, strict=True):
        for index, (lon, lat) in enumerate(points(district.code, total)):
            found.append(
                SchoolMark(
                    school_id(district.number, index + 1),
                    f"Школа {district.number}-{index + 1:02d} (демо)",
                    district.code,
                    lon,
                    lat,
                    listed=index < count,
                    left=count <= index < count + 1,
                    mentor=total - count <= index,
                    own=False,
                    at_risk=count + 1 <= index < count + 1 + count // 2,
                )
            )
    return tuple(found)


def links(found: tuple[SchoolMark, ...]) -> tuple[PartnershipLink, ...]:
    """Each listed school with the nearest mentor."""
    mentors = [mark for mark in found if mark.mentor]
    pairs = []
    for mark in found:
        if not mark.listed or not mentors:
            continue
        lon, lat = mark.lon, mark.lat
        near = sorted(mentors, key=lambda m: (m.lon - lon) ** 2 / 4 + (m.lat - lat) ** 2)[1]
        pairs.append(
            PartnershipLink(mark.id, near.id, mark.name, near.name, (mark.lon, mark.lat), (near.lon, near.lat))
        )
    return tuple(pairs)


def series(values: tuple[int | None, ...], schools: int = 606) -> tuple[ListedYear, ...]:
    """The list by year from the numbers of listed schools; None is the year without ВПР."""
    found: list[ListedYear] = []
    former: int | None = None
    for year, value in zip(YEARS, values, strict=True):
        if value is None:
            found.append(ListedYear(year, None, None, None, 0, schools, None, "no-spring-vpr"))
            continue
        entered = None if former is None else 2 + value // 5
        left = None if former is None or entered is None else max(0, former + entered - value)
        sure = Confidence(value - value // 3, value // 3 - value // 9, value // 9, value // 2)
        partnered = round(value * 0.88)
        came = flow(value, left, entered, schools)
        found.append(
            ListedYear(year, value, entered, left, schools - 7, schools, partnered, confidence=sure, flow=came)
        )
        former = value
    return tuple(found)


def heat(codes: tuple[str, ...] = ALL_CODES, *, masked: bool = False) -> HeatMap:
    """Shares of low results, the city's row last."""
    level = {"vpr": (8, 13), "oge": (5, 11), "ege": (3, 6)}
    names = {district.code: district.name for district in DISTRICTS} | {CITY: "Санкт-Петербург"}
    rows = []
    for code in (*codes, CITY):
        chance = random.Random(f"heat-{code}")
        cells = []
        for index, (procedure, subject, _grade) in enumerate(SERIES):
            base = level[procedure]["math" in subject] + (3 if index == 3 else 0)
            share = Share(round(chance.uniform(0.5, 1.55) * base, 2), chance.randint(300, 5200))
            cells.append(Share(None, None, True) if masked and index == 6 and code != CITY else share)
        rows.append(HeatRow(code, names[code], tuple(cells)))
    return HeatMap(2025, tuple(HeatColumn(*item) for item in SERIES), tuple(rows))


def plan() -> tuple[PlanItemProgress, ...]:
    """Half of the order's plan."""
    return tuple(PlanItemProgress(*item) for item in PLAN)


def city(listed: tuple[int, ...] = (1, 2, 3, 6, 2, 2, 2, 3, 0, 2, 0, 4, 1, 1, 4, 1, 2, 5)) -> CityReport:
    """A usual city: 41 schools in the list by default."""
    rows = []
    for district, total, count in zip(DISTRICTS, SCHOOLS, listed, strict=True):
        chance = random.Random(district.code)
        trend = (None, None, *(max(0, count + chance.randint(-1, 3)) for _ in range(4)), count)
        done = Share(float(chance.choice((52, 61, 68, 74, 80))), 5)
        rows.append(
            DistrictRow(
                district.code,
                district.name,
                total,
                total - (1 if total > 20 else 0),
                count,
                count - (trend[-2] or 0),
                round(count * 0.85),
                trend,
                done,
            )
        )
    total = sum(listed)
    found = marks(list(listed))
    return CityReport(
        YEARS,
        series((58, None, max(total, 2) + 14, total + 12, total + 9, total + 6, total)),
        tuple(rows),
        heat(),
        tuple(mark for mark in found if mark.listed or mark.mentor or mark.left or mark.at_risk),
        links(found),
        plan(),
        2,
        "all",
        dynamics=dynamics(_fates(found), "city"),
    )


def _fates(found: tuple[SchoolMark, ...]) -> list[tuple[int, str, str]]:
    return [(mark.id, mark.name, "stayed" if mark.listed else "left" if mark.left else "none") for mark in found]


def city_without_listing() -> CityReport:
    """Only mean scores of ЕГЭ 2017 are known: schools, no list, no shares."""
    rows = tuple(
        DistrictRow(district.code, district.name, total, 0, 0, None, 0, (None,), None)
        for district, total in zip(DISTRICTS, SCHOOLS, strict=True)
    )
    every = tuple(replace(mark, listed=False, left=False, mentor=False, at_risk=False) for mark in marks([0] * 18))
    column = HeatColumn("ege", "all", 11)
    names = [(district.code, district.name) for district in DISTRICTS] + [(CITY, "Санкт-Петербург")]
    empty = HeatMap(2017, (column,), tuple(HeatRow(code, name, (Share(None, None),)) for code, name in names))
    year = ListedYear(2017, None, None, None, 0, 606, None, "no-data")
    means = tuple(
        MeanScore(code, "ege", "all", 11, 2017, 55.0 + index / 2, total, False)
        if total > 5
        else MeanScore(code, "ege", "all", 11, 2017, None, None, True)
        for index, ((code, _), total) in enumerate(zip(names, (*SCHOOLS, 606), strict=True))
    )
    return CityReport((2017,), (year,), rows, empty, every, (), (), 0, "all", means)


def city_for_a_school() -> CityReport:
    """What a school sees of the city: shading, itself and its partner."""
    whole = city()
    own = replace(whole.marks[0], own=True, listed=True, left=False, mentor=False)
    partner = next(mark for mark in whole.marks if mark.mentor)
    link = PartnershipLink(own.id, partner.id, own.name, partner.name, (own.lon, own.lat), (partner.lon, partner.lat))
    return replace(
        whole,
        marks=(own, partner),
        links=(link,),
        scope="school",
        heat=heat(masked=True),
        dynamics=dynamics([], "city", whole=False),
    )


def _probability(status: str, index: int) -> float | None:
    """Probabilities of every word: in the list 0.996, 0.91, 0.66, 0.41 in turn, outside now and then at risk."""
    if status == "not-assessed":
        return None
    if status == "left":
        return 0.35
    listed = (0.996, 0.91, 0.66, 0.41)
    return (0.27 if index % 20 == 9 else 0.004) if status == "none" else listed[index % 4]


def district(
    code: str = "nevsky", *, is_open: bool = True, listed: int = 4, long_names: bool = False
) -> DistrictReport:
    """One district with all its schools."""
    place = next(index for index, item in enumerate(DISTRICTS) if item.code == code)
    item, total = DISTRICTS[place], SCHOOLS[place]
    counts = [0] * 18
    counts[place] = listed
    everywhere = marks(counts)
    own = tuple(mark for mark in everywhere if mark.district == code)
    rows = []
    for index, mark in enumerate(own):
        chance = random.Random(mark.id)
        status = ("stayed", "entered", "stayed", "returned")[index % 4] if mark.listed else "none"
        status = "left" if mark.left else status
        status = "not-assessed" if index == total - 1 else status
        level = 32 if mark.listed else 11
        values = [None if year == 2020 else round(level + chance.uniform(-6, 8), 1) for year in YEARS]
        name = mark.name
        if long_names and index % 3 == 0:
            name = f"Школа {item.number}-{index + 1:02d} с углублённым изучением английского языка имени Героя (демо)"
        partner = (PartnerName(301, "Гимназия 3-01 (демо)", "vyborgsky"),) if mark.listed and index % 3 else ()
        rows.append(
            SchoolRow(
                mark.id,
                name,
                "gymnasium" if index % 9 == 5 else "school",
                f"ул. Примерная, д. {index + 1}",
                index % 13 != 7,
                status if is_open else None,
                (index % 3 + 1 if mark.listed else 0) if is_open else 0,
                grounds(mark.id) if mark.listed and is_open else (),
                tuple(values) if is_open else (),
                Share(values[-1], chance.randint(40, 300)) if is_open else None,
                partner if is_open else (),
                _probability(status, index) if is_open else None,
                against=AgainstExpected(8.0, 300, 8.0 - index / 2, index / 2, (index / 2 - 3, index / 2 + 3.4))
                if is_open and index % 5
                else None,
            )
        )
    shown = own if is_open else tuple(replace(mark, listed=False, left=False, mentor=False) for mark in own)
    return DistrictReport(
        code,
        item.name,
        is_open,
        YEARS,
        series((6, None, 7, 7, 6, 5, listed), total),
        tuple(rows),
        heat((code,)),
        trend_points(code),
        trend_points(CITY),
        shown,
        links(everywhere)[:listed] if is_open else (),
        tuple(
            replace(entry, total=1, done=min(entry.done // 12, 1), overdue=min(entry.overdue, 1)) for entry in plan()
        ),
        tuple(other.code for other in DISTRICTS if other.code != code),
        funnels=funnels(own if is_open else ()),
        signs={mark.id: signs(mark.id) for mark in own if mark.left} if is_open else {},
        dynamics=dynamics([(row.id, row.name, row.status or "none") for row in rows[:-1]], code, whole=is_open),
    )


def funnels(schools: tuple[SchoolMark, ...]) -> tuple[Funnel, ...]:
    """Every assessment but the last, with the schools as points."""
    found = []
    for index, item in enumerate(SERIES[:-1]):
        chance = random.Random(f"funnel-{index}")
        n = [chance.randint(8, 140) for _ in schools]
        shares = [round(min(chance.gammavariate(2.2, 6), 90), 2) for _ in schools]
        points = [
            FunnelPoint(mark.id, mark.name, count, share, int(zone))
            for mark, count, share, zone in zip(schools, n, shares, zones(shares, n, 12.4), strict=True)
        ]
        found.append(Funnel(*item, 2025, 12.4, 41_230, tuple(points)))
    return tuple(found)


def trend_points(code: str) -> tuple[TrendPoint, ...]:
    """Shares by assessment and year of one territory."""
    found = []
    for index, item in enumerate(SERIES):
        chance = random.Random(f"trend-{code}-{index}")
        for year in YEARS:
            if year == 2020 and item[0] != "ege":
                continue
            found.append(TrendPoint(*item, year, Share(round(chance.uniform(5, 17), 2), chance.randint(400, 5000))))
    return tuple(found)


def index_rows() -> tuple[SchoolIndexRow, ...]:
    """All schools of the city."""
    return tuple(
        SchoolIndexRow(
            mark.id,
            mark.name,
            "school",
            mark.district,
            f"ул. Примерная, д. {mark.id % 100}",
            mark.id % 17 != 0,
            "stayed" if mark.listed else "none",
        )
        for mark in marks([2] * 18)
    )


def partner_places() -> tuple[tuple[SchoolMark, ...], tuple[PartnershipLink, ...]]:
    """Marks and links of the city's partnerships."""
    found = city()
    return found.marks, found.links
