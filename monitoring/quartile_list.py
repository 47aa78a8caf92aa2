"""The list by the lowest quartile: a school is in it when in enough assessments of the year more of its participants
than of schools alike fall into the city's lowest quartile.

«More» is told by the interval: the lower bound of the school's 95 % Wilson interval lies above the share of its
cluster, which rests on many schools and is taken as known. A participant of a shared mark counts as a fraction, whose
variance is smaller than that of a whole one, so the interval is rather too wide than too narrow. The rule
(two assessments, the interval, the clusters) is a default.
"""

from typing import Any, TypeVar

import pandas as pd

from monitoring.clusters import compared, described, levels
from monitoring.conditions import conditions, schools_by_year
from monitoring.grounds import Ground
from monitoring.identification import Identification
from monitoring.intervals import wilson
from monitoring.method_profiles import QuartileProfile
from monitoring.quartile import quartile_shares
from monitoring.years import is_break

_TOLERANCE = 1e-9


def weighed(
    results: pd.DataFrame, kinds: dict[int, str], general: frozenset[int], passports: pd.DataFrame,
    profile: QuartileProfile,
) -> pd.DataFrame:  # fmt: skip
    """Every result of a known place in the city beside its cluster: the columns of ``clusters.compared`` with ``lower``
    (bound of the interval, percent), ``counts`` (n is not below the profile's minimum) and ``exceeds``.

    ``results``: those of the profile's series; ``kinds``: kind by school; ``general``: schools of general education,
    whose ``passports`` make the index. Results that do not count are part of city and clusters all the same. Years
    in which a procedure of the rule was not held (2020) are left out.
    """
    index = conditions(passports, general, profile.conditions)
    shares = quartile_shares(results, profile.quartile)
    broken = [year for year in shares["year"].unique() if any(is_break(item[0], year) for item in profile.series)]
    shares = shares[~shares["year"].isin(broken)].reset_index(drop=True)
    found = compared(shares, levels(index, profile.levels), pd.Series(kinds, dtype=object), profile)
    lower, _ = wilson(found["quartile_share"], found["participants"])
    counts = found["participants"] >= max(profile.min_participants, 1)
    return found.assign(lower=lower, counts=counts, exceeds=counts & exceeds(pd.Series(lower), found["cluster_share"]))


Bound = TypeVar("Bound", float, pd.Series)


def exceeds(lower: Bound, cluster_share: Bound) -> Any:
    """Whether the interval lies above the cluster's share; of one result or of a column of them."""
    return lower > cluster_share + _TOLERANCE


def identify(found: pd.DataFrame, profile: QuartileProfile) -> dict[int, Identification[Ground]]:
    """By year, the schools that meet the rule; a school without a result that counts is not assessed."""
    chosen = found[found["exceeds"]]
    number = chosen.groupby(["year", "school_id"])["exceeds"].transform("size")
    chosen = chosen[number >= profile.low_procedures]
    listed: dict[int, dict[int, list[Ground]]] = {int(year): {} for year in found["year"].unique()}
    for row, ground in zip(chosen["school_id"].tolist(), grounds_of(chosen, profile), strict=True):
        listed[ground.year].setdefault(row, []).append(ground)
    assessed = schools_by_year(found[found["counts"]])
    return {
        year: Identification(
            year,
            {school: tuple(sorted(grounds, key=_place)) for school, grounds in sorted(schools.items())},
            assessed.get(year, frozenset()),
        )
        for year, schools in sorted(listed.items())
    }


def grounds_of(found: pd.DataFrame, profile: QuartileProfile) -> list[Ground]:
    """Rows of ``weighed`` as grounds: the school's share in the city's lowest quartile against its cluster's."""
    names = ("procedure", "subject", "grade", "year", "quartile_share", "cluster_share", "participants")
    columns = [found[name].tolist() for name in (*names, "programme", "level", "schools")]
    return [
        Ground(
            "quartile", procedure, subject, int(grade), int(year), value, share, int(n),
            described(int(programme), int(level), int(schools), profile),
        )
        for procedure, subject, grade, year, value, share, n, programme, level, schools in zip(*columns, strict=True)
    ]  # fmt: skip


def _place(ground: Ground) -> tuple[str, str, int]:
    return ground.procedure, ground.subject, ground.grade
