"""Sample reports of a school: left, stayed, with means alone."""

import random
from dataclasses import replace

from monitoring.identification import Ground
from monitoring.intervals import wilson
from monitoring.pooled_shares import pooled_shares
from monitoring.reports.school import (
    ComparisonRow,
    ContextValue,
    Evidence,
    JournalComparison,
    MarkComparison,
    MembershipYear,
    ResultPoint,
    SchoolCard,
    SchoolReport,
    SmoothedShare,
)
from tests.components.samples.changes import school_dynamics
from tests.components.samples.effects import effect
from tests.components.samples.objectivity import no_signs, school_signs
from tests.components.samples.partnerships import partnership
from tests.components.samples.selections import SERIES, YEARS
from tests.components.samples.similar import similar


def grounds(seed: int) -> tuple[Ground, ...]:
    """Grounds of one listing by the two-year rule."""
    chance = random.Random(seed)
    chosen = [SERIES[3], SERIES[chance.choice((0, 2, 5))]]
    return tuple(
        Ground(rule, *item, year, round(chance.uniform(30, 48), 1), 30.0, chance.randint(24, 96))
        for rule, year in (("year-1", 2025), ("year-2", 2024))
        for item in chosen
    )


def card(name: str = "Школа 12-07 (демо)", *, placed: bool = True) -> SchoolCard:
    """A school's card."""
    full = f"Государственное бюджетное общеобразовательное учреждение «{name}»"
    lon, lat = (30.4701, 59.8802) if placed else (None, None)
    return SchoolCard(1207, name, full, "school", "nevsky", "ул. Примерная, д. 7" if placed else None, lon, lat)


def results() -> tuple[ResultPoint, ...]:
    """Results of one school over the years: ВПР and ОГЭ with marks, ЕГЭ with bands; two series outside the rule."""
    levels = (39.0, 34.0, 47.0, 49.0, 24.0, 47.0, 14.0, 22.0, 37.0, 51.0)
    more = (("vpr", "math", 7), ("rdr", "math", 8))
    found = []
    for index, ((procedure, subject, grade), level) in enumerate(zip((*SERIES, *more), levels, strict=True)):
        for step, year in enumerate(YEARS):
            if year == 2020 and procedure != "ege":
                continue
            chance = random.Random(f"result-{index}-{year}")
            n = 8 if (index, year) == (7, 2022) else chance.randint(42, 76)
            fallen = 8 if year == YEARS[-1] else 0
            low = round(max(0.0, level - 2.3 * step - fallen + chance.uniform(-3, 3)), 2)
            bounds = wilson(low, n)
            rest = 100 - low
            marks_of = (low, round(rest * 0.5, 2), round(rest * 0.37, 2), round(rest * 0.13, 2))
            found.append(
                ResultPoint(
                    procedure,
                    subject,
                    grade,
                    year,
                    n,
                    low,
                    (float(bounds[0]), float(bounds[1])),
                    None if procedure == "ege" else marks_of,
                    marks_of if procedure == "ege" else None,
                    58.4 if procedure == "ege" else None,
                    57.0 if procedure == "ege" else None,
                    smoothed=SmoothedShare(0.8 * low + 2, (0.8 * float(bounds[0]) + 2, 0.8 * float(bounds[1]) + 2)),
                )
            )
    keys = [((point.procedure, point.subject, point.grade), point) for point in found]
    pooled = pooled_shares([(key, point.year, point.low_share, point.participants) for key, point in keys])
    return tuple(replace(point, pooled=other) for point, other in zip(found, pooled, strict=True))


def evidence(found: tuple[ResultPoint, ...]) -> tuple[Evidence, ...]:
    """What the rule looks at: the latest two years."""
    return tuple(
        Evidence(
            "year-1" if point.year == 2025 else "year-2",
            point.procedure,
            point.subject,
            point.grade,
            point.year,
            point.low_share or 0.0,
            30.0,
            point.participants,
            (point.participants or 0) >= 10,
            (point.low_share or 0.0) >= 30 and (point.participants or 0) >= 10,
        )
        for point in found
        if point.year >= 2024 and (point.procedure, point.subject, point.grade) in SERIES
    )


def comparisons() -> tuple[MarkComparison, ...]:
    """Marks of the latest year against the district and the city."""
    found = []
    for procedure, subject, grade in SERIES[:6]:
        found.append(
            MarkComparison(
                procedure,
                subject,
                grade,
                2025,
                (
                    ComparisonRow("school", "Школа 12-07 (демо)", 67, (27.1, 41.0, 23.9, 8.0)),
                    ComparisonRow("district", "Невский район", 3120, (14.2, 42.1, 31.9, 11.8)),
                    ComparisonRow("city", "Санкт-Петербург", 38214, (12.0, 40.3, 33.8, 13.9)),
                ),
            )
        )
    return tuple(found)


def school(status: str = "left", name: str = "Школа 12-07 (демо)") -> SchoolReport:
    """A school with everything known."""
    found = results()
    statuses = {2021: "listed", 2022: "stayed", 2023: "stayed", 2024: "stayed", 2025: status}
    places = tuple(MembershipYear(year, statuses.get(year, "no-listing")) for year in YEARS)
    return SchoolReport(
        card(name),
        612,
        status,
        4 if status == "left" else 5,
        places,
        evidence(found),
        found,
        comparisons(),
        tuple(
            JournalComparison("vpr", "math", grade, year, 67, 38.8 - grade, 58.2 + grade, 3.0)
            for year in (2023, 2024, 2025)
            for grade in (5, 6)
        ),
        (partnership(), replace(partnership("proposed"), mentor_id=412, mentor="Лицей 4-12 (демо)", activities=0)),
        (
            ContextValue("pupils", 2025, 612.0, 704.0, 606),
            ContextValue("parents_higher_education", 2025, 34.0, 52.4, 598),
            ContextValue("incomplete_families", 2025, None, 22.1, 598),
            ContextValue("russian_not_native", 2025, 17.5, 8.2, 598),
        ),
        effect=effect(schools=1),
        objectivity=school_signs() if status == "left" else no_signs(),
        similar=similar(),
        dynamics=school_dynamics(),
    )


def school_with_means() -> SchoolReport:
    """A real-like school of which only the mean score of ЕГЭ 2017 is known."""
    point = ResultPoint("ege", "all", 11, 2017, None, None, None, None, None, 61.38, None)
    places = (MembershipYear(2017, "no-listing"),)
    real = replace(card("ГБОУ СОШ № 339"), lon=None, lat=None)
    return SchoolReport(real, None, "no-listing", 0, places, (), (point,), (), (), (), ())
