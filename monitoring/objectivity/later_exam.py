"""ВПР against ОГЭ of the same cohort: more low results at the exam than the works of the cohort let expect."""

import pandas as pd

from monitoring.objectivity.jump import low_counts
from monitoring.objectivity.measured import Found, Works, collect, yearly
from monitoring.objectivity.signs import LEAST_DIFFERENCE, Work
from monitoring.objectivity.spread import log_ratio

EXAM_GRADE = 9

YEARS_BEFORE = (2, 1, 3)
"""ВПР of the cohort in grade 7; where there is none (no subject, spring 2020), in grade 8, then in grade 6."""


def exam_signs(results: pd.DataFrame) -> Found:
    """Signs of a share of low results in ОГЭ too high for what the cohort showed in ВПР, its subjects together.

    ``results`` as in ``monitoring.identification``. A cohort is a school's grade 9: who came or went in between is not
    known. Expected: the relation of the city's schools in the same year; the sign belongs to the year of the exam.
    """
    exams = low_counts(results, "oge")
    exams = exams.assign(exam_year=exams["year"])
    vpr = low_counts(results, "vpr")
    back = EXAM_GRADE - vpr["grade"]
    vpr = vpr.assign(back=back, exam_year=vpr["year"] + back)[back.isin(YEARS_BEFORE)]
    place = {back: index for index, back in enumerate(YEARS_BEFORE)}
    nearest = vpr.assign(place=vpr["back"].map(place)).sort_values("place", kind="stable")
    key = ["school_id", "subject", "exam_year"]
    nearest = nearest.drop_duplicates(key)
    names = {"k": "vpr_k", "e": "vpr_e", "participants": "vpr_n"}
    paired = exams.merge(nearest[[*key, *names]].rename(columns=names), on=key)
    pooled = paired.groupby(["school_id", "year"], as_index=False)[["k", "participants", "e", *names.values()]].sum()
    n = pooled["participants"]
    frame = pooled.assign(n=n, expected=pooled["e"] / n, covariate=log_ratio(pooled["vpr_k"], pooled["vpr_e"]))
    found = yearly(frame, "exam", low=False, least=LEAST_DIFFERENCE, covariate=True)
    found = found.assign(
        other=100 * found["vpr_k"] / found["vpr_n"], other_reference=100 * found["vpr_e"] / found["vpr_n"]
    )

    exams_of, cohort_of = Works(paired), Works(nearest, "exam_year")

    def works(school: int, year: int) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
        own = exams_of.of(school, year)
        subjects = {work[1] for work in own}
        return own, tuple(work for work in cohort_of.of(school, year) if work[1] in subjects)

    return collect(found, works)
