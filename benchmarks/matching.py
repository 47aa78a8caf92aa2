"""(7) Partner matching: a city of 700 schools as a whole, 40,000 schools by district."""

import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from monitoring.high_results import RESULT_COLUMNS, high_results, standing
from monitoring.identification import identify
from monitoring.matching import Matching, match
from monitoring.method_profiles import DEFAULT_METHOD, ShareProfile, share_profiles
from monitoring.pair_costs import CONDITIONS

CITY, COUNTRY = (700, 18), (40_000, 1000)
"""Schools and districts."""
MOST_SECONDS = {CITY: 2.0, COUNTRY: 60.0}
YEARS = (2024, 2025)
SCHOOL_SPREAD, RESULT_SPREAD = 0.8, 0.35
"""Standard deviations of a school's level and of a single result about it, in logits."""


def run(_city: City, _folder: Path) -> Result:
    """Makes schools at random, finds the listed and the group of mentors, and matches all of the listed."""
    profile = share_profiles()[DEFAULT_METHOD]
    rows: list[tuple[str | int | float | None, ...]] = []
    aims = []
    for size in (CITY, COUNTRY):
        schools, results = made(*size, profile)
        started = time.perf_counter()
        found = standing(results, profile, YEARS[-1])
        mentors, mentees = high_results(found), set(identify(results, profile, YEARS[-1]).listed)
        known = time.perf_counter()
        matching = match(schools, found, mentees, mentors, by_district=size == COUNTRY)
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


def made(count: int, districts: int, profile: ShareProfile) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Schools with points and conditions, and their results by the method's assessments in two years."""
    rng = np.random.default_rng(1307)
    level = rng.normal(0, SCHOOL_SPREAD, count)
    district = rng.integers(0, districts, count)
    centre = rng.normal(0, 0.1, (districts, 2))[district] + rng.normal(0, 0.02, (count, 2))
    schools = pd.DataFrame(
        {"district": [f"d{one:04d}" for one in district], "lon": 30.3 + 2 * centre[:, 0], "lat": 59.9 + centre[:, 1]},
        index=pd.Index(np.arange(1, count + 1), name="school_id"),
    ).assign(ogrn=None, inn=None)
    conditions = {code: 30 + 5 * rng.normal(0, 1, count) - 5 * level for code in CONDITIONS}
    return schools.assign(**conditions), pd.concat(
        [_results(rng, schools.index, level, year, *series) for year in YEARS for series in sorted(profile.series)],
        ignore_index=True,
    )


def _results(
    rng: np.random.Generator, schools: pd.Index, level: np.ndarray, year: int, procedure: str, subject: str, grade: int
) -> pd.DataFrame:
    own = level + rng.normal(0, RESULT_SPREAD, len(level))
    low = 100 / (1 + np.exp(2.2 + own))
    good = (100 - low) / (1 + np.exp(-own))
    frame = pd.DataFrame({"school_id": schools, "year": year, "procedure": procedure, "subject": subject})
    frame = frame.assign(
        grade=grade, participants=60.0, low_share=low, pct_4=good / 2, pct_5=good / 2, mean_score=50 + 10 * own
    )
    return frame.assign(median_score=np.nan)[list(RESULT_COLUMNS)]
