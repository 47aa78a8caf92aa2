"""What a publication states of schools in their conditions, and the city's spread of true shares by assessment: from
results and social passports; rows of the tables out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Table

from data_access import scope
from data_access.schema import context_fit, school_context, share_prior, similar_schools
from monitoring import criteria, share_priors
from monitoring.criteria import CRITERIA
from monitoring.expected_share import YearExpectation, expectations
from monitoring.identification import of_profile
from monitoring.indicators import INDICATORS
from monitoring.masking import Reason
from monitoring.method_profiles import MethodProfile
from monitoring.share_priors import AssessmentYear, SharePrior
from monitoring.similar_schools import Similar, by_year

Row = dict[str, Any]

LEAST_SCHOOLS = 10
"""Fewer schools with results say too little of how schools of the assessment differ: no smoothed shares."""


@dataclass(frozen=True, slots=True)
class InConditions:
    """Conditions of each year (``monitoring.criteria``) and, by method, what they let expect."""

    known: pd.DataFrame
    expected: Mapping[str, tuple[YearExpectation, ...]]
    masks: Mapping[tuple[str, int], Reason]
    """By method and year: why the city's share by the method is masked."""

    def differences(self) -> dict[str, pd.DataFrame]:
        """By method: ``year``, ``school_id``, ``difference_low``, ``difference_high`` of the schools with one."""
        columns = ["year", "school_id", "difference_low", "difference_high"]
        return {
            code: pd.concat([each.schools[each.schools["expected"].notna()].assign(year=each.year) for each in years])[
                columns
            ]
            for code, years in self.expected.items()
            if years
        }


def in_conditions(
    results: pd.DataFrame, passports: pd.DataFrame, kinds: Mapping[int, str], applied: Sequence[MethodProfile]
) -> InConditions:
    """Schools in their conditions, by every method.

    ``results`` as ``publications.results_frame``; ``passports``: ``year``, ``school_id``, indicators; ``kinds``: kind
    by school, of schools only.
    """
    known = criteria.by_year(passports, kinds, results["year"].unique().tolist())
    expected = {profile.code: tuple(expectations(results, profile, known)) for profile in applied}
    return InConditions(known, expected, _masks(results, applied))


def _masks(results: pd.DataFrame, applied: Sequence[MethodProfile]) -> dict[tuple[str, int], Reason]:
    """Why the city's share by a method is masked.

    Too small results do not count for a method, but they do in the published shares of the assessments, and maybe for
    another method: where two such totals differ by the results of few, these could be had by subtraction.
    """
    uncounted: dict[int, dict[str, pd.Series]] = defaultdict(dict)
    for profile in applied:
        relevant = results[of_profile(results, profile) & results["low_share"].notna() & (results["participants"] > 0)]
        for year, frame in relevant.groupby("year"):
            small = frame[frame["participants"] < max(profile.min_participants, 1)]
            uncounted[int(str(year))][profile.code] = small.set_index(["assessment_id", "school_id"])["participants"]
    masks: dict[tuple[str, int], Reason] = {}
    for year, of_methods in uncounted.items():
        shown = [pd.Series(dtype=float, index=pd.MultiIndex.from_arrays([[], []]))]
        for code, left_out in of_methods.items():
            whys = (scope.why_withheld(_cells_between(left_out, other)) for other in shown)
            if why := next((why for why in whys if why), None):
                masks[code, year] = why
            else:
                shown.append(left_out)
    return masks


def _cells_between(one: pd.Series, other: pd.Series) -> list[scope.Cell]:
    """Schools by which two totals differ, where one holds all that the other does; else none: the sum of what is added
    and taken off tells of neither."""
    added, taken = one.drop(other.index, errors="ignore"), other.drop(one.index, errors="ignore")
    if len(added) and len(taken):
        return []
    by_school = pd.concat([added, taken]).groupby(level=1).sum()
    return [scope.Cell(int(n), 1, int(n)) for n in by_school]


def rows(
    results: pd.DataFrame, found: InConditions, priors: Mapping[AssessmentYear, SharePrior]
) -> Iterator[tuple[Table, list[Row]]]:
    """Tables with their rows (without ``publication_id``). ``priors``: ``share_priors.of_results``."""
    yield share_prior, prior_rows(results, priors)
    similar: dict[int, Similar] = {}
    for year, frame, nearest in by_year(found.known):
        similar[year] = nearest
        yield similar_schools, _similar_rows(year, frame, nearest)
    for code, years in found.expected.items():
        for stated in years:
            yield context_fit, [_fit_row(code, stated) | {"mask": found.masks.get((code, stated.year))}]
            yield school_context, _school_rows(code, stated, similar.get(stated.year))


def prior_rows(results: pd.DataFrame, priors: Mapping[AssessmentYear, SharePrior]) -> list[Row]:
    """Rows of ``share_prior``: assessments with results of ten schools and more."""
    known = results[results["low_share"].notna() & (results["participants"] > 0)]
    by = ["assessment_id", "procedure", "subject", "grade", "year"]
    counted = known.groupby(by, sort=True).size().rename("schools").reset_index()
    found = []
    for assessment, procedure, subject, grade, year, schools in zip(
        *(counted[name].tolist() for name in [*by, "schools"]), strict=True
    ):
        if schools >= LEAST_SCHOOLS:
            shape, first, second = share_priors.stored(priors[procedure, subject, grade, year])
            found.append(
                {
                    "assessment_id": assessment,
                    "shape": shape,
                    "first": first,
                    "second": second,
                    "schools": schools,
                }
            )
    return found


def _similar_rows(year: int, frame: pd.DataFrame, found: Similar) -> list[Row]:
    values = frame[list(CRITERIA)].to_numpy(dtype=float)
    pupils = frame["pupils"].to_numpy(dtype=float)
    percents = np.array([INDICATORS[code].unit == "%" for code in CRITERIA])
    # As the city's values: percents are weighted by pupils, the number of pupils is a plain mean.
    weights = np.where(percents, np.nan_to_num(pupils)[:, None], 1.0)
    means, behind = found.mean(values, weights)
    return [
        {
            "year": year,
            "school_id": school,
            "passport_year": passport,
            "neighbours": others,
            "means": {
                code: [round(mean, 2), count] for code, mean, count in zip(CRITERIA, row, number, strict=True) if count
            },
        }
        for school, passport, others, row, number in zip(
            found.schools.tolist(),
            frame["passport_year"].tolist(),
            found.ids(),
            means.tolist(),
            behind.tolist(),
            strict=True,
        )
    ]


def _fit_row(method: str, stated: YearExpectation) -> Row:
    return {
        "method": method,
        "year": stated.year,
        "schools": len(stated.schools),
        "city_share": stated.city,
        "participants": stated.participants,
        "regressed": stated.regressed,
        "refused": stated.refused,
        "explained": stated.explained,
    }


def _school_rows(method: str, stated: YearExpectation, similar: Similar | None) -> list[Row]:
    own = stated.schools
    table = own.assign(similar_share=np.nan, similar_schools=0, similar_participants=0)
    if similar is not None:
        with_result = own.set_index("school_id").reindex(similar.schools)
        share, n = (with_result[name].to_numpy(dtype=float)[:, None] for name in ("observed", "n"))
        mean, behind = similar.mean(share, n)
        average, _ = similar.mean(n, np.ones_like(n))
        of_similar = pd.DataFrame(
            {
                "similar_share": mean[:, 0],
                "similar_schools": behind[:, 0],
                "similar_participants": np.round(np.nan_to_num(average[:, 0]) * behind[:, 0]),
            },
            index=similar.schools,
        ).reindex(own["school_id"])
        for name in of_similar:
            table[name] = of_similar[name].to_numpy()
        table = table.fillna({"similar_schools": 0, "similar_participants": 0})
    columns = ["similar_share", "expected", "difference", "difference_low", "difference_high"]
    records = table[["school_id", "reason", "similar_schools", "similar_participants", *columns]].to_dict("records")
    return [
        {"method": method, "year": stated.year}
        | {str(name): None if isinstance(value, float) and value != value else value for name, value in row.items()}
        | {name: int(row[name]) for name in ("school_id", "similar_schools", "similar_participants")}
        for row in records
    ]
