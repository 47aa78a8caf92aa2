"""(7) Partner matching: a city of 700 schools as a whole, 40,000 schools by district."""

import time
from pathlib import Path

from benchmarks.demo_city import City
from benchmarks.random_city import CITY, COUNTRY, made
from benchmarks.report import Aim, Result, Table
from monitoring.high_results import high_results, standing
from monitoring.identification import identify
from monitoring.matching import Matching, match
from monitoring.method_profiles import DEFAULT_METHOD, share_profiles

MOST_SECONDS = {CITY: 2.0, COUNTRY: 60.0}
YEARS = range(2024, 2026)


def run(_city: City, _folder: Path) -> Result:
    """Makes schools at random, finds the listed and the group of mentors, and matches all of the listed."""
    profile = share_profiles()[DEFAULT_METHOD]
    rows: list[tuple[str | int | float | None, ...]] = []
    aims = []
    for size in (CITY, COUNTRY):
        drawn = made(*size, profile, YEARS)
        started = time.perf_counter()
        found = standing(drawn.results, profile, YEARS[-1])
        mentors, mentees = high_results(found), set(identify(drawn.results, profile, YEARS[-1]).listed)
        known = time.perf_counter()
        matching = match(drawn.schools, found, mentees, mentors, by_district=size == COUNTRY)
        done = time.perf_counter()
        rows.append((*size, len(mentees), *_outcome(matching), known - started, done - known))
        how = "по районам" if matching.by_district else "город целиком"
        aims.append(Aim(f"{size[0]} школ, {how}: группа и подбор", done - started, "at most", MOST_SECONDS[size], "с"))
    columns = (
        "школ", "районов", "без партнёра", "наставников", "пар", "цена", "цена жадного выбора", "список и группа, с",
        "подбор, с",
    )  # fmt: skip
    note = "Каждая школа из списка ищет партнёра; в подбор входит и жадный выбор, с которым сравнивается цена."
    return Result(
        "matching", "Подбор партнёров", (Table("Случайные школы", columns, tuple(rows)),), tuple(aims), (note,)
    )


def _outcome(found: Matching) -> tuple[int, int, float, float]:
    return found.mentors, len(found.pairs), found.total_cost, found.greedy_cost
