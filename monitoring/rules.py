"""A profile of any kind applied to a city: the lists of all years, and what they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from monitoring import conditions, quartile_list
from monitoring.identification import Identification, identify, listing_years, of_profile, published_years
from monitoring.indicators import INDICATORS
from monitoring.method_profiles import ConditionsProfile, MethodProfile, QuartileProfile, ShareProfile
from monitoring.school_kinds import KINDS


@dataclass(frozen=True, eq=False, slots=True)
class Setting:
    """What a rule may need beside results: the kind of each school, and social passports (``year``, ``school_id`` and
    the indicators, one row a school and year)."""

    kinds: Mapping[int, str] = field(default_factory=dict)
    passports: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["year", "school_id", *INDICATORS]))

    @property
    def general(self) -> frozenset[int]:
        """Schools of general education."""
        return frozenset(school for school, kind in self.kinds.items() if kind in KINDS and KINDS[kind].general)


@dataclass(frozen=True, eq=False, slots=True)
class Applied:
    """An identification for each year for which a listing can be made.

    ``results``: those of the profile's assessments with a low share. ``looked_at``: where the verdict on a school rests
    on other schools, what it rests on, of every school (``quartile_list.weighed`` or ``conditions.with_bound``).
    """

    results: pd.DataFrame
    identified: Mapping[int, Identification[Any]]
    looked_at: pd.DataFrame | None = None


def apply(results: pd.DataFrame, profile: MethodProfile, setting: Setting | None = None) -> Applied:
    """The profile applied to every year. ``results``: ``identification.RESULT_COLUMNS``, for a rule of the lowest
    quartile also marks and bands."""
    around = setting or Setting()
    relevant = results[of_profile(results, profile) & results["low_share"].notna()]
    if isinstance(profile, QuartileProfile):
        found = quartile_list.weighed(relevant, dict(around.kinds), around.general, around.passports, profile)
        return Applied(relevant, quartile_list.identify(found, profile), found)
    if isinstance(profile, ConditionsProfile):
        index = conditions.conditions(around.passports, around.general, profile.conditions)
        return Applied(relevant, conditions.identify(index, profile), conditions.with_bound(index, profile))
    assert isinstance(profile, ShareProfile)
    published = published_years(relevant)
    years = listing_years(relevant, profile)
    return Applied(relevant, {year: identify(relevant, profile, year, published) for year in years})
