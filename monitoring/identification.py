"""Identification of schools with low results: which school meets the rule of a profile, and on what grounds.

Here stand the rules of shares against a threshold; ``monitoring.rules`` applies a profile of any kind.

Results come as a frame with one row per school and assessment, columns ``RESULT_COLUMNS``:
``school_id``, ``year``, ``procedure``, ``subject``, ``grade``, ``participants`` (n, may be missing),
``low_share`` (percent of participants with «2» or below the minimum, may be missing).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import pandas as pd

from monitoring.grounds import AnyGround, Ground
from monitoring.method_profiles import MethodProfile, Series, ShareProfile
from monitoring.years import is_break

RESULT_COLUMNS = ("school_id", "year", "procedure", "subject", "grade", "participants", "low_share")
_SERIES = ["procedure", "subject", "grade"]


Basis = TypeVar("Basis", bound=AnyGround)
"""What a listing rests on."""


@dataclass(frozen=True, slots=True)
class Identification(Generic[Basis]):
    """Outcome for one year: schools that meet the rule with their grounds, and all schools it could be applied to."""

    year: int
    listed: Mapping[int, tuple[Basis, ...]]
    assessed: frozenset[int]


def published_years(results: pd.DataFrame) -> dict[Series, list[int]]:
    """For each series the years with any share of low results (of a known n), ascending.

    A year of which only means are known is not such a year: the rule cannot be applied to it.
    """
    known = results[results["low_share"].notna() & (results["participants"].fillna(0) > 0)]
    pairs = known.drop_duplicates([*_SERIES, "year"])
    years: dict[Series, list[int]] = {}
    for procedure, subject, grade, year in zip(
        pairs["procedure"], pairs["subject"], pairs["grade"], pairs["year"], strict=True
    ):
        years.setdefault((str(procedure), str(subject), int(grade)), []).append(int(year))
    return {series: sorted(found) for series, found in years.items()}


def listing_years(results: pd.DataFrame, profile: ShareProfile) -> list[int]:
    """Years for which a listing can be made, ascending.

    A year without ВПР and ОГЭ (2020) gets no listing where the profile rests on them. ``two-years`` needs
    a year before as well.
    """
    published = published_years(results)
    years = sorted({year for series in profile.series for year in published.get(series, [])})
    broken = {year for year in years if any(is_break(series[0], year) for series in profile.series)}
    usable = [year for year in years if year not in broken]
    return usable[1:] if profile.kind == "each-of-two-years" else usable


def latest_two(published: dict[Series, list[int]], profile: ShareProfile, year: int) -> pd.DataFrame:
    """The latest two published years up to ``year`` of each procedure, for the series of the profile held in them.

    Columns procedure, subject, grade, year, ``back`` (1 the latest, 2 the one before). The years are those of the
    procedure (ВПР, ОГЭ, ЕГЭ), so that a subject that is no longer held does not speak of «the latest year» for ever.
    Both grounds of ``two-grounds`` speak of the year itself: a procedure without results in it is left out.
    """
    held: dict[str, set[int]] = {}
    for series in profile.series:
        held.setdefault(series[0], set()).update(found for found in published.get(series, []) if found <= year)
    rows = []
    for procedure, years in held.items():
        latest = sorted(years, reverse=True)[:2]
        if profile.kind == "two-grounds" and year not in latest:
            continue
        for series in sorted(found for found in profile.series if found[0] == procedure):
            known = published.get(series, [])
            rows += [(*series, found, back) for back, found in enumerate(latest, start=1) if found in known]
    return pd.DataFrame(rows, columns=[*_SERIES, "year", "back"]).astype(
        {"procedure": object, "subject": object, "grade": "int64", "year": "int64", "back": "int64"}
    )


def window(
    results: pd.DataFrame, profile: ShareProfile, year: int, published: dict[Series, list[int]] | None = None
) -> pd.DataFrame:
    """Results that the rule looks at for ``year``: those of the latest two years of each procedure.

    Adds ``back`` (1 or 2), ``counts`` (has a share and at least ``min_participants``) and ``low``.
    Results below the minimum n stay in the frame with ``counts`` false, so that a page can show why.
    """
    published = published_years(results) if published is None else published
    wanted = latest_two(published, profile, year)
    near = results[results["year"].isin(wanted["year"])]
    frame = near.astype({"procedure": object, "subject": object}).merge(wanted, on=[*_SERIES, "year"])
    frame = frame[frame["low_share"].notna()].reset_index(drop=True)
    enough = frame["participants"].fillna(0) >= max(profile.min_participants, 1)
    # Shares are published with two decimals: 30.00 is at the threshold, whatever its binary form.
    low = frame["low_share"].astype(float) >= profile.threshold - 1e-9
    return frame.assign(counts=enough, low=enough & low)


def identify(
    results: pd.DataFrame,
    profile: ShareProfile,
    year: int,
    published: dict[Series, list[int]] | None = None,
) -> Identification[Ground]:
    """Schools that meet the rule of ``profile`` in ``year``.

    «Two latest years» are the latest two with published results of the procedure, so a gap (2020) is stepped
    over and named by the years of the grounds. Schools without a counting result are not ``assessed``.
    """
    frame = window(results, profile, year, published)
    counting = frame[frame["counts"]]
    low = frame[frame["low"]]
    rule = _each_of_two_years if profile.kind == "each-of-two-years" else _two_grounds
    met = rule(low, profile, year)
    return Identification(year, met, frozenset(int(value) for value in counting["school_id"].unique()))


def of_profile(results: pd.DataFrame, profile: MethodProfile) -> pd.Series:
    """Which rows of ``results`` belong to a series of the profile, as a boolean column."""
    keys = pd.MultiIndex.from_frame(results[_SERIES].astype({"procedure": object, "subject": object}))
    return pd.Series(keys.isin(list(profile.series)), index=results.index)


def _each_of_two_years(low: pd.DataFrame, profile: ShareProfile, _year: int) -> dict[int, tuple[Ground, ...]]:
    counts = low.groupby(["school_id", "back"]).size().unstack(fill_value=0).reindex(columns=[1, 2], fill_value=0)
    chosen = counts.index[(counts >= profile.low_procedures).all(axis=1)]
    kept = low[low["school_id"].isin(chosen)]
    return _grounds(kept.assign(rule="year-" + kept["back"].astype(str)), profile)


def _two_grounds(low: pd.DataFrame, profile: ShareProfile, year: int) -> dict[int, tuple[Ground, ...]]:
    current = low[low["year"] == year]
    per_school = current.groupby("school_id")["low"].transform("size")
    ground_a = current[per_school >= profile.low_procedures].assign(rule="A")
    both = low[low.groupby(["school_id", *_SERIES])["year"].transform("size") == 2]
    ground_b = both.assign(rule="B")
    if profile.combine == "all":
        schools = set(ground_a["school_id"]) & set(ground_b["school_id"])
        ground_a = ground_a[ground_a["school_id"].isin(schools)]
        ground_b = ground_b[ground_b["school_id"].isin(schools)]
    return _grounds(pd.concat([ground_a, ground_b]), profile)


def _grounds(frame: pd.DataFrame, profile: ShareProfile) -> dict[int, tuple[Ground, ...]]:
    ordered = frame.sort_values(["school_id", "rule", "year", "procedure", "subject", "grade"])
    found: dict[int, list[Ground]] = {}
    for row in ordered.to_dict("records"):
        found.setdefault(int(row["school_id"]), []).append(
            Ground(
                rule=str(row["rule"]),
                procedure=str(row["procedure"]),
                subject=str(row["subject"]),
                grade=int(row["grade"]),
                year=int(row["year"]),
                value=float(row["low_share"]),
                threshold=profile.threshold,
                n=int(row["participants"]),
            )
        )
    return {school: tuple(grounds) for school, grounds in found.items()}
