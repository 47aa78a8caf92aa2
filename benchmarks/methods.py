"""(9) All methods one after another: 700 schools and 40,000 schools, ten years; time by method and peak memory."""

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.demo_city import City
from benchmarks.random_city import CITY, COUNTRY, RandomCity, made
from benchmarks.report import Aim, Cell, Result, Table
from data_access import conditions, dynamics, effects, grouping, summaries
from monitoring import share_priors
from monitoring.funnel import zones
from monitoring.high_results import high_results, standing
from monitoring.identification import published_years
from monitoring.indicators import INDICATORS
from monitoring.listing_probability import gather
from monitoring.matching import match
from monitoring.method_profiles import DEFAULT_METHOD, ShareProfile, share_profiles
from monitoring.objectivity.found import signs
from monitoring.objectivity.journal import COLUMNS as JOURNAL_COLUMNS
from monitoring.share_priors import AssessmentYear, SharePrior
from monitoring.simulator import Rule as SimulatedRule
from monitoring.simulator import grid, highest_threshold, unstable
from monitoring.support_kinds import Support

YEARS = range(2016, 2026)
MOST_SECONDS = {CITY: 2.0, COUNTRY: 90.0}
MOST_GIGABYTES = 6.0
_GIGABYTE = 1024 * 1024
"""Kilobytes, as ``getrusage`` counts on Linux."""

_NO_JOURNAL = pd.DataFrame(columns=list(JOURNAL_COLUMNS)).astype(
    {"lowered_pct": float, "raised_pct": float, "participants": float}
)

Step = tuple[str, Callable[[], object]]


def run(_city: City, _folder: Path) -> Result:
    """Each size in a process of its own, so that the memory is its own."""
    tables, aims = [], []
    for size in (CITY, COUNTRY):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            rows, peak = pool.apply(measured, size)
        total = sum(seconds for _, seconds, _ in rows)
        whole: list[tuple[Cell, ...]] = [*rows, ("всего", total, sum(cpu for _, _, cpu in rows))]
        tables.append(Table(f"{size[0]} школ, {len(YEARS)} лет", ("метод", "с", "CPU, с"), tuple(whole)))
        aims.append(Aim(f"{size[0]} школ: все методы", total, "at most", MOST_SECONDS[size], "с"))
        aims.append(Aim(f"{size[0]} школ: пик памяти", peak, "at most", MOST_GIGABYTES, "ГБ"))
    note = (
        "Случайные школы, методика по умолчанию; в памяти — и сами данные. Подбор 40 000 школ — по районам. Сравнений "
        "с журналом и распределений баллов у этих школ нет."
    )
    return Result("methods", "Все методы", tuple(tables), tuple(aims), (note,))


def measured(schools: int, districts: int) -> tuple[list[tuple[str, float, float]], float]:
    """Seconds and CPU seconds by method; the highest memory of this process, GB."""
    profile = share_profiles()[DEFAULT_METHOD]
    city = made(schools, districts, profile, YEARS)
    rows = []
    for name, method in steps(city, profile):
        started, cpu = time.perf_counter(), time.process_time()
        method()
        rows.append((name, time.perf_counter() - started, time.process_time() - cpu))
    return rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _GIGABYTE


def steps(city: RandomCity, profile: ShareProfile) -> Iterator[Step]:
    """The methods in the order in which a publication and its pages need them."""
    results = city.results
    numbered = results.assign(assessment_id=results.groupby(["procedure", "subject", "grade", "year"]).ngroup())
    passports = pd.concat(
        [city.schools[list(INDICATORS)].reset_index().assign(year=year) for year in YEARS], ignore_index=True
    )
    kinds = dict.fromkeys(city.schools.index.tolist(), "school")
    last = YEARS[-1]
    found: dict[str, summaries.MethodOutcome] = {}

    priors: dict[AssessmentYear, SharePrior] = {}

    def spread() -> None:
        priors.update(share_priors.of_results(results))

    def lists() -> None:
        found["outcome"] = summaries.outcome(results, profile, gather(results, priors))

    def effect() -> object:
        outcome = found["outcome"]
        listed = {year: sorted(made.listed)[::2] for year, made in outcome.identified.items()}
        supports = [
            Support(school, 0, ("math",), "active", date(year, 9, 10))
            for year, schools in listed.items()
            for school in schools
        ]
        return effects.effect(
            outcome, supports, dict(zip(city.schools.index.tolist(), city.schools["district"], strict=True))
        )

    def matching() -> object:
        placed = standing(city.results, profile, last)
        mentees = set(found["outcome"].identified[last].listed)
        return match(city.schools, placed, mentees, high_results(placed), by_district=len(city.schools) > CITY[0])

    def simulator() -> object:
        looked_at = grid(results[results["year"] >= last - 1], profile, last, published_years(results))
        rule = SimulatedRule(profile.threshold, profile.low_procedures, profile.min_participants)
        return highest_threshold(looked_at, rule.low_procedures, rule.min_participants), unstable(looked_at, rule)

    def funnels() -> object:
        newest = results[results["year"] == last]
        by = [newest["procedure"], newest["subject"], newest["grade"]]
        weighted = pd.Series(newest["low_share"] * newest["participants"]).groupby(by).transform("sum")
        return zones(
            newest["low_share"],
            newest["participants"],
            weighted / newest.groupby(["procedure", "subject", "grade"])["participants"].transform("sum"),
        )

    def similar() -> object:
        compared = conditions.in_conditions(numbered, passports, kinds, [profile])
        return list(conditions.rows(numbered, compared, priors))

    def groups() -> object:
        district_of = dict(zip(city.schools.index.tolist(), city.schools["district"], strict=True))
        return grouping.groups_of([found["outcome"]], district_of)

    yield "разброс истинных долей по работам", spread
    yield "списки и вероятность", lists
    yield "изменение доли", lambda: dynamics.changes(found["outcome"], results)
    yield "группы", groups
    yield "похожие школы и ожидаемая доля", similar
    yield "объективность: скачок, ВПР и ОГЭ", lambda: signs(results, _NO_JOURNAL, [])
    yield "эффект помощи", effect
    yield "подбор партнёров", matching
    yield "симулятор", simulator
    yield "воронки", funnels
