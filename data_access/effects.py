"""The effect of support as a publication states it: from its results, lists and partnerships; rows of the tables
out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from data_access.summaries import MethodOutcome
from monitoring.identification import identify, published_years
from monitoring.method_profiles import ShareProfile
from monitoring.support_effect import Estimate, SupportEffect, YearSince, refused, support_effect
from monitoring.support_kinds import Support, kinds, starts
from monitoring.support_panel import NEAR_THE_RULE, panel

Row = dict[str, Any]


def effect(found: MethodOutcome, partnerships: Sequence[Support], district_of: Mapping[int, str]) -> SupportEffect:
    """The effect by one method. ``partnerships``: those that began; ``district_of``: school → district code.

    Refused for a rule that is no threshold of shares: the reversion is estimated from schools that met the threshold or
    nearly did, and proven for such rules alone.
    """
    profile = found.profile
    if not isinstance(profile, ShareProfile):
        return refused("no-threshold")
    lower = replace(profile, threshold=profile.threshold - NEAR_THE_RULE)
    published = published_years(found.results)
    data = panel(
        found.results,
        {series[0] for series in profile.series},
        profile.min_participants,
        met={year: made.listed.keys() for year, made in found.identified.items()},
        near={year: identify(found.results, lower, year, published).listed.keys() for year in found.identified},
        starts=starts(partnerships),
    )
    return support_effect(data, kinds(partnerships, district_of))


def summary_row(method: str, stated: SupportEffect) -> Row:
    """The row of ``effect_summary``."""
    return {"method": method, "document": asdict(replace(stated, schools=()))}


def school_rows(method: str, stated: SupportEffect) -> list[Row]:
    """Rows of ``school_effect``."""
    return [{"method": method} | asdict(item) for item in stated.schools]


def read(document: Mapping[str, Any]) -> SupportEffect:
    """What ``summary_row`` stored; without schools."""
    return SupportEffect(
        overall=_estimate(document["overall"]),
        n_comparison=document["n_comparison"],
        n_unsupported=document["n_unsupported"],
        left_out=document["left_out"],
        starts=tuple(document["starts"]),
        years=tuple(document["years"]),
        pretrend=_estimate(document["pretrend"]),
        kinds={kind: _estimate(value) for kind, value in document["kinds"].items()},
        picture=tuple(YearSince(**(item | {"interval": _pair(item["interval"])})) for item in document["picture"]),
        schools=(),
    )


def _estimate(value: Mapping[str, Any]) -> Estimate:
    return Estimate(**(dict(value) | {"interval": _pair(value["interval"])}))


def _pair(value: Sequence[float] | None) -> tuple[float, float] | None:
    return None if value is None else (value[0], value[1])
