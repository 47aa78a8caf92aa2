"""Partnerships of the demo city: each autumn listed schools find a mentor near by, others end theirs."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.demo.series import YEARS
from monitoring.identification import Identification

CAPACITY = 2
"""Most schools that one mentor supports at a time."""

COVERAGE = {2021: 0.42, 2022: 0.55, 2023: 0.66, 2024: 0.78, 2025: 0.875}
"""Share of the listed schools of the year with an active partner in the autumn after it."""

OWN_DISTRICT = 0.8
"""Share of the mentees who get a partner from their own district, where there is one."""

RECORDED_SINCE = date(2025, 1, 1)
"""From this day on joint activities of active partnerships are recorded one by one; the registry tells the number of
those before."""

PAUSED, PROPOSED = 2, 3
"""Partnerships that are paused, and listed schools without a partner to whom one is proposed."""

ACTIVITIES_A_DAY = 0.011
"""Joint activities of a partnership, on average."""

_COORDINATORS = (
    "заместитель директора",
    "заместитель директора по учебной работе",
    "методист",
    "руководитель методического объединения",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A partnership: it begins in the autumn of ``first`` and helps results from the next spring to ``last``."""

    mentee: int
    mentor: int
    first: int
    subjects: tuple[str, ...]
    last: int | None = None

    def runs(self, year: int) -> bool:
        """Whether the partnership goes on in the autumn of the year."""
        return self.first <= year and (self.last is None or year < self.last)


def support(pairs: list[Pair], year: int, schools: npt.NDArray[np.int64], effect: tuple[float, float]) -> np.ndarray:
    """Addition to the level of each school in the spring of the year, in logits."""
    added = np.zeros(len(schools))
    for pair in pairs:
        if pair.first < year and (pair.last is None or year <= pair.last):
            added[np.searchsorted(schools, pair.mentee)] = effect[0] if pair.first == year - 1 else effect[1]
    return added


def after_listing(
    pairs: list[Pair],
    found: Identification,
    before: set[int],
    mentors: list[int],
    schools: pd.DataFrame,
    rng: np.random.Generator,
) -> list[Pair]:
    """The partnerships after the listing of a year: those of schools out of the list end, others begin.

    A school that has just left the list keeps its partner for one more year. ``mentors``: schools with high results.
    """
    year, listed = found.year, set(found.listed)
    kept = [
        replace(pair, last=year)
        if pair.runs(year - 1) and pair.mentee not in listed and (pair.mentee not in before or pair.first < year - 2)
        else pair
        for pair in pairs
    ]
    helped = {pair.mentee for pair in kept if pair.runs(year)}
    without = [school for school in sorted(listed) if school not in helped]
    wanted = round(COVERAGE[year] * len(listed)) - len(listed & helped)
    for mentee in rng.permutation(without)[: max(0, wanted)]:
        mentor = _mentor(int(mentee), kept, year, mentors, schools, rng)
        if mentor is None:
            break
        subjects = {ground.subject.split("_")[0] for ground in found.listed[int(mentee)]}
        kept.append(Pair(int(mentee), mentor, year, tuple(sorted(subjects))))
    return kept


def high_results(marks: pd.DataFrame, year: int, excluded: set[int]) -> list[int]:
    """Schools with high results: in each of the two latest years at least two series in the city's top quartile of the
    share of «4» and «5» (n ≥ 10), none low; without the ``excluded``."""
    years = [found for found in YEARS if found <= year and found != 2020][-2:]
    recent = marks[marks["year"].isin(years) & (marks["participants"] >= 10)].copy()
    recent["good"] = recent["pct_4"] + recent["pct_5"]
    series = recent.groupby(["year", "procedure", "subject", "grade"])["good"]
    recent["top"] = recent["good"] >= series.transform(lambda values: values.quantile(0.75))
    recent["bad"] = recent["low_share"] >= 30
    counts = recent.groupby(["school_id", "year"])[["top", "bad"]].sum().reset_index()
    met = counts[(counts["top"] >= 2) & (counts["bad"] == 0)]["school_id"].value_counts()
    return sorted(int(school) for school in met.index[met == len(years)] if school not in excluded)


def _mentor(
    mentee: int, pairs: list[Pair], year: int, mentors: list[int], schools: pd.DataFrame, rng: np.random.Generator
) -> int | None:
    """A mentor with room among the three nearest, mostly of the own district; None when all are busy."""
    busy = pd.Series([pair.mentor for pair in pairs if pair.runs(year)], dtype="int64").value_counts()
    indexed = schools.set_index("school_id")
    free = indexed.loc[[school for school in mentors if school != mentee and busy.get(school, 0) < CAPACITY]]
    if free.empty:
        return None
    own = indexed.loc[mentee]
    distance = np.hypot((free["lon"] - own["lon"]) * 0.5, free["lat"] - own["lat"])
    near = free.assign(distance=distance).sort_values("distance")
    same = near[near["district_code"] == own["district_code"]]
    other = near[near["district_code"] != own["district_code"]]
    pool = same if len(same) and (rng.random() < OWN_DISTRICT or other.empty) else other
    return int(rng.choice(pool.index[:3]))


def registry(
    pairs: list[Pair], listed: set[int], schools: pd.DataFrame, mentors: list[int], today: date,
    rng: np.random.Generator,
) -> pd.DataFrame:  # fmt: skip
    """The registry as of ``today``, one row a partnership.

    Columns: ``mentee_id``, ``mentor_id``, ``subjects`` (codes), ``agreement_number``, ``agreement_date``,
    ``coordinator_post``, ``status``, ``started_on``, ``ended_on``, ``activities``, ``last_activity_on``. A few
    of the partnerships that go on are paused, a few listed schools without a partner have one proposed.
    """
    ordered = sorted(pairs, key=lambda pair: (pair.first, pair.mentee))
    running = [pair for pair in ordered if pair.last is None]
    paused = set(rng.permutation([pair.mentee for pair in running if pair.mentee not in listed])[:PAUSED].tolist())
    rows = []
    for number, pair in enumerate(ordered, start=1):
        status = "ended" if pair.last is not None else "paused" if pair.mentee in paused else "active"
        rows.append(_row(pair, number, status, today, rng))
    helped = {pair.mentee for pair in running}
    for mentee in [school for school in sorted(listed) if school not in helped][:PROPOSED]:
        mentor = _mentor(mentee, pairs, YEARS[-1], mentors, schools, rng)
        if mentor is not None:
            rows.append(_proposal(mentee, mentor, today))
    return pd.DataFrame(rows)


def _row(pair: Pair, number: int, status: str, today: date, rng: np.random.Generator) -> dict[str, object]:
    signed = date(pair.first, 9, 1) + timedelta(days=int(rng.integers(0, 50)))
    started = signed + timedelta(days=int(rng.integers(0, 10)))
    ended = date(pair.last, 6, 30) if pair.last is not None else None
    counted = ended or (RECORDED_SINCE if status == "active" else today)
    lasted = max(0, (counted - started).days)
    activities = int(rng.poisson(ACTIVITIES_A_DAY * lasted))
    last = counted - timedelta(days=int(rng.integers(3, max(4, min(60, lasted)))))
    return {
        "mentee_id": pair.mentee,
        "mentor_id": pair.mentor,
        "subjects": pair.subjects,
        "agreement_number": f"Д-{pair.first % 100:02d}/{number:03d}",
        "agreement_date": signed,
        "coordinator_post": _COORDINATORS[int(rng.choice(len(_COORDINATORS), p=[0.5, 0.25, 0.15, 0.1]))],
        "status": status,
        "started_on": started,
        "ended_on": ended,
        "activities": activities,
        "last_activity_on": max(started, last) if activities else None,
    }


def _proposal(mentee: int, mentor: int, today: date) -> dict[str, object]:
    return {
        "mentee_id": mentee,
        "mentor_id": mentor,
        "subjects": ("math", "russian"),
        "agreement_number": None,
        "agreement_date": None,
        "coordinator_post": _COORDINATORS[0],
        "status": "proposed",
        "started_on": date(today.year, 12, 1),
        "ended_on": None,
        "activities": 0,
        "last_activity_on": None,
    }
