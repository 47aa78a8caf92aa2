"""Groups of schools and lists against each other as a publication stores them: outcomes of methods in, rows out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from data_access.summaries import MethodOutcome
from monitoring.districts import CITY
from monitoring.groups import OTHER, Groups, above_expectation, groups
from monitoring.high_results import high_results, standing
from monitoring.identification import published_years
from monitoring.method_profiles import ConditionsProfile, ShareProfile, yardstick
from monitoring.overlap import overlaps

Row = dict[str, Any]


def groups_of(
    outcomes: Sequence[MethodOutcome],
    district_of: Mapping[int, str],
    expected: Mapping[str, pd.DataFrame] | None = None,
) -> dict[tuple[str, int], Groups]:
    """Groups by method and listing year.

    ``district_of``: school → district, schools only; ``expected``: by method, as ``differences`` in
    ``groups.above_expectation``.
    Unfavourable conditions are those of the method that looks at them; high results are told by the method's own
    threshold, else by that of the default method.
    """
    profiles = {found.profile.code: found.profile for found in outcomes}
    conditions = next((found for found in outcomes if isinstance(found.profile, ConditionsProfile)), None)
    high: dict[tuple[str, int], frozenset[int]] = {}
    made: dict[tuple[str, int], Groups] = {}
    for found in outcomes:
        measure = yardstick(found.profile, profiles)
        results = next((one.results for one in outcomes if measure and one.profile.code == measure.code), None)
        for year, identified in found.identified.items():
            unfavourable = None if conditions is None else conditions.identified.get(year)
            if measure is not None and results is not None and (measure.code, year) not in high:
                high[measure.code, year] = _high(results, measure, year)
            made[found.profile.code, year] = groups(
                district_of,
                listed=None if isinstance(found.profile, ConditionsProfile) else identified.listed,
                probability=_probability(found, year),
                unfavourable=None if unfavourable is None else unfavourable.listed,
                better=above_expectation((expected or {}).get(found.profile.code), year),
                high=None if measure is None else high[measure.code, year],
            )
    return made


def _probability(found: MethodOutcome, year: int) -> dict[int, float] | None:
    known = {school: chance for (of_year, school), chance in found.probability.items() if of_year == year}
    return known or None


def _high(results: pd.DataFrame, measure: ShareProfile, year: int) -> frozenset[int]:
    return high_results(standing(results, measure, year, published_years(results)))


def group_rows(made: Mapping[tuple[str, int], Groups]) -> list[Row]:
    """Rows of ``school_group``."""
    return [
        {"method": method, "year": year, "school_id": school, "group_code": group}
        for (method, year), found in made.items()
        for group, schools in found.members.items()
        if group != OTHER
        for school in sorted(schools)
    ]


def summary_rows(made: Mapping[tuple[str, int], Groups], district_of: Mapping[int, str]) -> list[Row]:
    """Rows of ``group_summary``: every district with a school and the city, zeros included."""
    districts = sorted(set(district_of.values()))
    rows = []
    for (method, year), found in made.items():
        for group, schools in found.members.items():
            counts = Counter(district_of[school] for school in schools)
            counts[CITY] = len(schools)
            rows += [
                {"method": method, "year": year, "district_code": code, "group_code": group, "schools": counts[code]}
                for code in [*districts, CITY]
            ]
    return rows


def overlap_rows(outcomes: Sequence[MethodOutcome]) -> list[Row]:
    """Rows of ``method_overlap``: pairs of methods that both have a list of the year."""
    years = sorted({year for found in outcomes for year in found.identified})
    return [
        {"year": year} | asdict(pair)
        for year in years
        for pair in overlaps(
            {found.profile.code: found.identified[year].listed for found in outcomes if year in found.identified}
        )
    ]
