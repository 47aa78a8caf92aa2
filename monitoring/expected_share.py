"""The share of low results to be expected of a school in its conditions, and how far the school is from it.

For each year: the school's share over the procedures of the method is compared with the city's share in the same
assessments (weighted by the school's participants), and that difference is regressed on programme kind, size and the
indicators of the social passport (``weighted_regression``). The expectation is

    city's share in the school's assessments  +  what the regression, made without the school, says of its conditions.

What is estimated: true share of the school − expectation of the city at the school's conditions and assessments, where
a true share is what very many participants of the same kind would show. It says in what the school differs from others
in like conditions, not why: what the passport does not measure is in it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.criteria import CRITERIA, Floats, standardised
from monitoring.identification import of_profile
from monitoring.indicators import INDICATORS
from monitoring.intervals import Z95, wilson
from monitoring.method_profiles import MethodProfile
from monitoring.weighted_regression import fit

LEAST_SCHOOLS = 40
"""Fewer schools with results and conditions in a year: nothing is stated; a default."""

LEAST_BY_COLUMN = 4
"""Nor with fewer schools than so many for each coefficient; a default."""

LEAST_OF_KIND = 5
"""Of a kind with fewer schools than this nothing is stated: its coefficient would be those few schools."""

KNOWN = 0.8
"""An indicator enters where at least this part of the schools with a passport has it; a default."""

COLUMNS = ("year", "school_id", "observed", "expected", "difference", "difference_low", "difference_high", "n")

_DIRECTION = np.array([INDICATORS[code].direction for code in CRITERIA], dtype=float)

_PASSES = 4
"""The city's shares by assessment and the regression depend on each other; after four passes nothing moves."""

Refusal = Literal["few-schools", "no-passports"]


@dataclass(frozen=True, slots=True)
class YearExpectation:
    """What is stated of one year.

    ``schools``: by school with a counting result, columns ``COLUMNS`` without ``year`` and ``reason``: why the
    expectation is missing (``no-passport``, ``incomplete`` passport, ``rare-kind``, ``refused``), else None. ``city``:
    share of the whole, n of it in ``participants``. ``regressed``: schools that the regression rests on. ``criteria``:
    indicators that entered. ``explained``: share of the variance between schools, beyond chance, that the conditions
    take away, 0…1.
    """

    year: int
    schools: pd.DataFrame
    city: float
    participants: int
    regressed: int
    refused: Refusal | None
    criteria: tuple[str, ...] = ()
    explained: float | None = None


def against_conditions(results: pd.DataFrame, profile: MethodProfile, conditions: pd.DataFrame) -> pd.DataFrame:
    """Columns ``COLUMNS``: every school and year with an expectation; shares and differences in percent and percentage
    points, n participants. ``results`` as in ``monitoring.identification``, ``conditions`` as in
    ``monitoring.criteria``.

    The interval of the difference is 95 %. Missing is: a school without a passport, or with one that lacks an
    indicator which entered; every school of a year in which the regression was refused.
    """
    parts = [
        found.schools.loc[found.schools["expected"].notna()].assign(year=found.year)
        for found in expectations(results, profile, conditions)
    ]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=float) for name in COLUMNS}).astype(_INTEGERS)
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)].astype(_INTEGERS)


_INTEGERS = {"year": "int64", "school_id": "int64", "n": "int64"}


def expectations(results: pd.DataFrame, profile: MethodProfile, conditions: pd.DataFrame) -> Iterator[YearExpectation]:
    """Each year with a counting result of the method's procedures, ascending."""
    relevant = results[of_profile(results, profile) & results["low_share"].notna()]
    counted = relevant[relevant["participants"].fillna(0) >= max(profile.min_participants, 1)]
    of_year = dict(list(conditions.groupby("year")))
    for year, frame in counted.groupby("year", sort=True):
        yield _of_year(int(str(year)), frame, of_year.get(year, conditions.iloc[:0]))


@dataclass(frozen=True, slots=True)
class _Results:
    """Counted results of a year in long form: place of the school, place of the assessment, n, share (percent)."""

    school: npt.NDArray[np.intp]
    assessment: npt.NDArray[np.intp]
    n: Floats
    share: Floats

    def by_school(self, values: Floats) -> Floats:
        """Mean by school, weighted by participants."""
        return np.bincount(self.school, self.n * values) / np.bincount(self.school, self.n)

    def city(self, own: Floats) -> Floats:
        """Share of the assessment over all other schools, of each result; ``own`` (by school) is taken off first.

        Half a low result of one more participant keeps it off 0 and the division off zero.
        """
        rest = self.share - own[self.school]
        low, whole = np.bincount(self.assessment, self.n * rest), np.bincount(self.assessment, self.n)
        others = whole[self.assessment] - self.n
        return np.asarray((low[self.assessment] - self.n * rest + 50) / (others + 1))


def _of_year(year: int, frame: pd.DataFrame, conditions: pd.DataFrame) -> YearExpectation:
    place, schools = pd.factorize(frame["school_id"].to_numpy(dtype="int64"), sort=True)
    keys = pd.MultiIndex.from_frame(
        frame[["procedure", "subject", "grade"]].astype({"procedure": object, "subject": object})
    )
    found = _Results(
        place,
        pd.factorize(keys, sort=True)[0],
        frame["participants"].to_numpy(dtype=float),
        frame["low_share"].to_numpy(dtype=float),
    )
    n = np.asarray(np.bincount(place, found.n), dtype=float)
    observed = found.by_school(found.share)
    known = conditions.set_index("school_id").reindex(schools)
    table = pd.DataFrame({"school_id": schools, "observed": observed, "n": n.astype("int64")})
    table[["expected", "difference", "difference_low", "difference_high"]] = np.nan
    with_passport = known["passport_year"].notna().to_numpy()
    design, lacking, criteria = _design(known, with_passport)
    whole = with_passport & (lacking == "")
    table["reason"] = np.where(with_passport, "refused", "no-passport")
    stated = YearExpectation(
        year=year,
        schools=table,
        city=float((n * observed).sum() / n.sum()),
        participants=int(n.sum()),
        regressed=0,
        refused="no-passports" if not with_passport.any() else "few-schools",
    )
    rows = np.flatnonzero(whole)
    enough = len(rows) >= max(LEAST_SCHOOLS, LEAST_BY_COLUMN * design.shape[1])
    stated = replace(stated, regressed=len(rows), criteria=criteria)
    if not enough:
        return stated
    expected, error, explained = _expected(found, design, rows, len(schools))
    table["reason"] = np.where(with_passport, lacking, "no-passport")
    low, high = _interval(observed, n, expected, error)
    table = table.assign(expected=expected, difference=observed - expected, difference_low=low, difference_high=high)
    table["reason"] = table["reason"].where(table["expected"].isna(), None)
    return replace(stated, schools=table, refused=None, explained=explained)


def _design(
    known: pd.DataFrame, with_passport: npt.NDArray[np.bool_]
) -> tuple[Floats, npt.NDArray[np.str_], tuple[str, ...]]:
    """Design by school; why a school with a passport has none (empty where it has); the indicators that entered.

    Beside kind, size and indicators the square of their mean, each taken in its direction: where shares are higher they
    rise faster, and a straight line would ask too little of schools in hard conditions.
    """
    values = np.full((len(known), len(CRITERIA)), np.nan)
    values[with_passport] = standardised(known[with_passport])
    filled = (~np.isnan(values[with_passport])).mean(axis=0) if with_passport.any() else np.zeros(len(CRITERIA))
    enters = filled >= KNOWN
    whole = with_passport & ~np.isnan(values[:, enters]).any(axis=1)
    kinds = known["kind"].where(whole).value_counts()
    frequent = sorted(kinds.index[kinds >= LEAST_OF_KIND])
    usual = known["kind"].isin(frequent).to_numpy()
    columns = [np.ones(len(known)), *((known["kind"] == kind).to_numpy(dtype=float) for kind in frequent[1:])]
    index = values[:, enters] @ _DIRECTION[enters] / max(np.abs(_DIRECTION[enters]).sum(), 1.0)
    design = np.column_stack([*columns, values[:, enters], index**2])
    lacking = np.where(whole, np.where(usual, "", "rare-kind"), "incomplete")
    kept = _independent(design[whole & usual])
    return design[:, kept], lacking, tuple(code for code, used in zip(CRITERIA, enters, strict=True) if used)


def _independent(design: Floats) -> list[int]:
    """Columns that no former ones make up."""
    kept: list[int] = []
    for column in range(design.shape[1]):
        if len(design) > len(kept) and np.linalg.matrix_rank(design[:, [*kept, column]]) > len(kept):
            kept.append(column)
    return kept


def _expected(
    found: _Results, design: Floats, rows: npt.NDArray[np.intp], schools: int
) -> tuple[Floats, Floats, float]:
    """Expectation and its standard error by school (NaN where the design is not known), and what is explained."""
    own, expected, error = np.zeros(schools), np.full(schools, np.nan), np.full(schools, np.nan)
    explained = 0.0
    for _ in range(_PASSES):
        city = found.city(own)
        level = np.clip(city, 0.5, 99.5)
        total = np.bincount(found.school, found.n)
        variance = np.bincount(found.school, found.n * level * (100 - level)) / total**2
        baseline = found.by_school(city)
        above = found.by_school(found.share) - baseline
        made = fit(design[rows], above[rows], variance[rows])
        own[rows] = made.fitted
        expected[rows], error[rows] = baseline[rows] + made.left_out, made.error
        explained = made.explained
    return np.clip(expected, 0.0, 100.0), error, explained


def _interval(observed: Floats, n: Floats, expected: Floats, error: Floats) -> tuple[Floats, Floats]:
    """95 % interval of observed − expected, two independent estimates: the limits of each are put together as squares.

    Source: G. Y. Zou, A. Donner, Statistics in Medicine 27 (2008), 1693–1702; of the observed share Wilson's limits.
    """
    low, high = wilson(observed, n)
    away = Z95 * error
    difference = observed - expected
    return (
        np.asarray(difference - np.hypot(observed - low, away)),
        np.asarray(difference + np.hypot(high - observed, away)),
    )
