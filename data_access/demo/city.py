"""The demo city as a whole: schools, seven years of results, support, plan, and the truth behind them."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data_access.demo import comparison, context, distribution, partnerships, plan, points, schools, truth
from data_access.demo.cohorts import participants
from data_access.demo.marks import Floats, thresholds
from data_access.demo.results import exams_of, expected_of, identification_frame, marks_of
from data_access.demo.series import BASE_YEAR, REGIONAL_EXAM_YEARS, SERIES, YEARS
from geodata import load_districts
from monitoring.districts import DISTRICTS
from monitoring.identification import Identification, identify, listing_years
from monitoring.method_profiles import DEFAULT_METHOD, share_profiles

TODAY = date(2025, 11, 15)
"""«Сегодня» of the demo city: the listing of 2024/25 is known, the plan for 2025/26 is being carried out."""

SEED = 2025


@dataclass(frozen=True, slots=True)
class DemoCity:
    """A synthetic city in memory. ``school_id`` counts 1, 2, …; files and database know schools by ОГРН and login.

    ``schools``: ``schools.make_schools`` with ``lon``, ``lat``; ``buildings``: further buildings; ``passports``: social
    passports by school and year; ``marks``: ВПР, ОГЭ, РДР (``results.MARK_COLUMNS``); ``exams``: ЕГЭ
    (``results.EXAM_COLUMNS``); ``comparisons``, ``distributions``: of ВПР; ``partnerships``: the registry;
    ``plan_items``, ``plan_progress``: the plan; ``truth``: what was planted.
    """

    seed: int
    today: date
    schools: pd.DataFrame
    buildings: pd.DataFrame
    passports: pd.DataFrame
    marks: pd.DataFrame
    exams: pd.DataFrame
    comparisons: pd.DataFrame
    distributions: list[distribution.Distribution]
    partnerships: pd.DataFrame
    plan_items: pd.DataFrame
    plan_progress: pd.DataFrame
    truth: truth.Truth

    def results(self) -> pd.DataFrame:
        """All results as ``monitoring.identification`` takes them."""
        return identification_frame([self.marks, self.exams])


def generate(seed: int = SEED, schools: int | None = None) -> DemoCity:
    """The city of the seed; the same seed gives the same city. ``schools`` makes it smaller (about so many schools)."""
    return _Builder(seed, schools).build()


class _Builder:
    """Generates year by year: results, the listing that they give, the partnerships that answer it."""

    def __init__(self, seed: int, total: int | None) -> None:
        # Topics draw from streams of their own: more of one changes nothing in another.
        names = ("schools", "points", "truth", "cohorts", "results", "partnerships", "passports", "scores", "plan")
        streams = np.random.SeedSequence(seed).spawn(len(names))
        self.rng = {name: np.random.default_rng(stream) for name, stream in zip(names, streams, strict=True)}
        self.seed = seed
        self.schools = schools.make_schools(self.rng["schools"], total)
        self.schools["lon"], self.schools["lat"] = points.place(self.schools, _polygons(), self.rng["points"])
        self.ids = self.schools["school_id"].to_numpy()
        self.levels = truth.plant(self.schools, self.rng["truth"])
        self.facts = self.levels.truth.schools
        self.n, self.pupils = participants(self.schools, self.facts, self.rng["cohorts"])
        self.points = [self._thresholds(index) for index in range(len(SERIES))]
        self.marks: list[pd.DataFrame] = []
        self.exams: list[pd.DataFrame] = []
        self.expected: list[pd.DataFrame] = []
        self.pairs: list[partnerships.Pair] = []
        self.listed: dict[int, set[int]] = {}
        self.mentors: list[int] = []

    def build(self) -> DemoCity:
        for year in YEARS:
            self._assess(year)
            self._answer(year)
        marks = pd.concat(self.marks, ignore_index=True)
        planted = truth.Truth(self.facts, self.levels.truth.year_shock, expected=pd.concat(self.expected))
        return DemoCity(
            seed=self.seed,
            today=TODAY,
            schools=self.schools,
            buildings=schools.make_buildings(self.schools),
            passports=context.passports(self.facts, self.pupils, self.rng["passports"]),
            marks=marks,
            exams=pd.concat(self.exams, ignore_index=True),
            comparisons=comparison.comparisons(marks, self.facts, self.rng["scores"]),
            distributions=distribution.distributions(marks, self.facts, self.rng["scores"]),
            partnerships=partnerships.registry(
                self.pairs, self.listed[YEARS[-1]], self.schools, self.mentors, TODAY, self.rng["partnerships"]
            ),
            plan_items=plan.items(),
            plan_progress=plan.progress(TODAY, self.rng["plan"]),
            truth=planted,
        )

    def _thresholds(self, index: int) -> Floats:
        base = YEARS.index(BASE_YEAR)
        levels = self.levels.values[index, :, base] - self.levels.truth.year_shock[index, base]
        return thresholds(levels, self.n[index, :, base].astype(float), SERIES[index].targets)

    def _assess(self, year: int) -> None:
        helped = partnerships.support(self.pairs, year, self.ids, truth.SUPPORT_EFFECT)
        biased = truth.bias(self.facts, year)
        for index, plan_ in enumerate(SERIES):
            if not plan_.held(year):
                continue
            column = YEARS.index(year)
            plain, n = self.levels.values[index, :, column], self.n[index, :, column]
            bias = biased if plan_.procedure == "vpr" else np.zeros(len(self.ids))
            arguments = (plan_, year, self.ids, plain + helped + bias, n, self.points[index], self.rng["results"])
            if plan_.procedure == "ege":
                self.exams.append(exams_of(*arguments, exact=year in REGIONAL_EXAM_YEARS))
            else:
                self.marks.append(marks_of(*arguments))
            self.expected.append(expected_of(plan_, year, self.ids, plain, helped, bias, self.points[index]))

    def _answer(self, year: int) -> None:
        found = self._listing(year)
        if found is None:
            return
        before = self.listed[max(self.listed)] if self.listed else set()
        self.listed[year] = set(found.listed)
        excluded = set().union(*self.listed.values()) | set(self.facts.index[self.facts["biased_from"].notna()])
        self.mentors = partnerships.high_results(pd.concat(self.marks), year, excluded)
        self.pairs = partnerships.after_listing(
            self.pairs, found, before, self.mentors, self.schools, self.rng["partnerships"]
        )

    def _listing(self, year: int) -> Identification | None:
        results, profile = identification_frame([*self.marks, *self.exams]), share_profiles()[DEFAULT_METHOD]
        return identify(results, profile, year) if year in listing_years(results, profile) else None


def _polygons() -> dict[str, object]:
    codes = {district.name: district.code for district in DISTRICTS}
    frame = load_districts()
    return {codes[name]: shape for name, shape in zip(frame["name"], frame["geometry"], strict=True)}
