"""What a publication states beside single results: listings and summaries, computed from the working state.

Frames in, rows of the summary tables out (without ``publication_id``). Results come with the columns of
``publications.results_frame``: one row a school and assessment.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data_access import scope
from monitoring import confidence
from monitoring.aggregates import MARKS, weighted
from monitoring.districts import CITY
from monitoring.dynamics import Membership, memberships
from monitoring.identification import Identification
from monitoring.indicators import INDICATORS
from monitoring.listing_probability import Evidence, probabilities
from monitoring.masking import REASONS, Reason
from monitoring.method_profiles import MethodProfile, ShareProfile
from monitoring.rules import Applied, Setting, apply

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MethodOutcome:
    """All that one profile states: an identification for each listing year, and who entered and left."""

    profile: MethodProfile
    applied: Applied
    members: Sequence[Membership]
    probability: Mapping[tuple[int, int], float]
    """By year and school: of truly meeting the rule, for the assessed; a school without one is missing. Empty for a
    rule that is no threshold of shares: no probability is defined for it."""

    @property
    def results(self) -> pd.DataFrame:
        """Results of the profile's assessments."""
        return self.applied.results

    @property
    def identified(self) -> Mapping[int, Identification[Any]]:
        """The identification of each listing year."""
        return self.applied.identified


def outcome(
    results: pd.DataFrame, profile: MethodProfile, evidence: Evidence | None = None, setting: Setting | None = None
) -> MethodOutcome:
    """The profile applied to every year for which a listing can be made; ``evidence`` as in ``probabilities``,
    ``setting`` as in ``rules.apply``."""
    applied = apply(results, profile, setting)
    listed = {year: set(found.listed) for year, found in applied.identified.items()}
    probability: dict[tuple[int, int], float] = {}
    if isinstance(profile, ShareProfile):
        chances = probabilities(applied.results, profile, evidence).dropna()
        keys = zip(chances["year"].tolist(), chances["school_id"].tolist(), strict=True)
        probability = dict(zip(keys, chances["probability"].tolist(), strict=True))
    return MethodOutcome(profile, applied, memberships(listed), probability)


def listing_rows(found: MethodOutcome) -> list[Row]:
    """Rows of ``listing``: schools in each year's list with their grounds, and those that have just left it."""
    rows = []
    for member in found.members:
        grounds = found.identified[member.year].listed.get(member.school_id, ())
        rows.append(
            {
                "method": found.profile.code,
                "year": member.year,
                "school_id": member.school_id,
                "status": member.status,
                "years_listed": member.years_listed,
                "grounds": [ground.as_dict() for ground in grounds],
            }
        )
    return rows


def school_rows(found: MethodOutcome) -> list[Row]:
    """Rows of ``school_summary``: for each school and year with a result that counts, in the year or for the rule."""
    frame = found.results
    n = frame["participants"].astype(float)
    share = frame["low_share"].astype(float)
    counts = n >= max(found.profile.min_participants, 1)
    # The same tolerance as in identification: shares have two decimals.
    is_low = pd.Series(False, index=frame.index)
    if isinstance(found.profile, ShareProfile):
        is_low = share >= found.profile.threshold - 1e-9
    counted = pd.DataFrame(
        {
            "year": frame["year"],
            "school_id": frame["school_id"],
            "counted": 1,
            "low": is_low.astype(int),
            "weight": n,
            "sum": share * n,
        }
    )[counts]
    totals = counted.groupby(["year", "school_id"], sort=True).sum()
    assessed = {(year, school) for year, made in found.identified.items() for school in made.assessed}
    of_year = {
        (int(year), int(school)): (int(number), int(low), float(weight), float(total))
        for (year, school), number, low, weight, total in zip(
            totals.index, totals["counted"], totals["low"], totals["weight"], totals["sum"], strict=True
        )
    }
    rows = []
    for key in sorted(of_year.keys() | assessed):
        number, low, weight, total = of_year.get(key, (0, 0, 0.0, 0.0))
        rows.append(
            {
                "method": found.profile.code,
                "year": key[0],
                "school_id": key[1],
                "counted": number,
                "low": low,
                "low_share": total / weight if weight else None,
                "participants": int(weight),
                "assessed": key in assessed,
                "probability": found.probability.get(key),
            }
        )
    return rows


def district_rows(found: MethodOutcome, district_of: Mapping[int, str]) -> list[Row]:
    """Rows of ``district_summary`` for each listing year, every district with a school and the city.

    ``district_of``: school → district code, schools only. ``sure``, ``border``, ``chance``, ``at_risk``: see
    ``monitoring.confidence``.
    """
    schools = _tally(district_of, district_of)
    first = min(found.identified, default=None)
    by_year: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for member in found.members:
        by_year[member.year][member.status].append(member.school_id)
    rows = []
    for year, made in sorted(found.identified.items()):
        statuses = by_year[year]
        assessed = _tally(made.assessed, district_of)
        listed = _tally(made.listed, district_of)
        entered = _tally([*statuses["entered"], *statuses["returned"]], district_of)
        left = _tally(statuses["left"], district_of)
        grades = {name: _tally(schools_of, district_of) for name, schools_of in _by_confidence(found, year).items()}
        for code in schools:
            rows.append(
                {
                    "method": found.profile.code,
                    "year": year,
                    "district_code": code,
                    "schools": schools[code],
                    "assessed": assessed[code],
                    "listed": listed[code],
                    "entered": None if year == first else entered[code],
                    "left_list": None if year == first else left[code],
                    **{name: grades[name][code] if grades else None for name in _CONFIDENCE},
                }
            )
    return rows


_CONFIDENCE = (*confidence.GRADES, "at_risk")


def _by_confidence(found: MethodOutcome, year: int) -> dict[str, list[int]]:
    """Listed schools by how sure their listing is, and those at risk; empty where no probability is known."""
    listed = found.identified[year].listed
    known = {school: chance for (of_year, school), chance in found.probability.items() if of_year == year}
    if not known:
        return {}
    groups: dict[str, list[int]] = {name: [] for name in _CONFIDENCE}
    for school, chance in known.items():
        if school in listed:
            groups[confidence.grade(chance)].append(school)
        elif confidence.at_risk(chance):
            groups["at_risk"].append(school)
    return groups


def _tally(schools: Iterable[int], district_of: Mapping[int, str]) -> Counter[str]:
    """Schools by district, and of the city."""
    counts = Counter(district_of[school] for school in schools)
    counts[CITY] = counts.total()
    return counts


def procedure_rows(results: pd.DataFrame) -> list[Row]:
    """Rows of ``procedure_summary``: each assessment by district and city, weighted by participants.

    The n stands for what the shares rest on: where an assessment has shares, a result without one does not count.
    Means are weighted where n is known, else the plain mean of schools.
    """
    if results.empty:
        return []
    city = results.assign(district_code=CITY)
    frame = pd.concat([results, city], ignore_index=True)
    by = ["assessment_id", "district_code"]
    with_shares = frame.groupby("assessment_id")["low_share"].transform("count") > 0
    behind = frame["participants"].astype(float).where(frame["low_share"].notna() | ~with_shares)
    shares = weighted(frame.assign(participants=behind), by, ["low_share", *MARKS])
    means = weighted(frame, by, ["mean_score"])["mean_score"]
    scores = frame.groupby(by)["mean_score"].agg(["mean", "count"])
    means = means.fillna(scores["mean"])
    rows: list[dict[str, Any]] = []
    for record in shares.assign(mean_score=means, mean_schools=scores["count"]).reset_index().to_dict("records"):
        row = {name: None if isinstance(value, float) and value != value else value for name, value in record.items()}
        rows.append({str(name): value for name, value in row.items()})
    hidden = _hidden(frame, by, behind)
    return [row | {"mask": hidden.get((int(row["assessment_id"]), str(row["district_code"])))} for row in rows]


def _hidden(frame: pd.DataFrame, by: list[str], behind: pd.Series) -> dict[tuple[int, str], Reason]:
    """Why a row is masked, by assessment and territory.

    Its shares, its marks and its mean may rest on different schools: the row is masked where any of them must be.
    """
    participants = frame["participants"].astype(float)
    parts = {
        "shares": behind.where(behind > 0),
        "marks": participants.where(frame[MARKS].notna().any(axis=1) & (participants > 0)),
        "means": participants.fillna(0.0).where(frame["mean_score"].notna()),
    }
    hidden: dict[tuple[int, str], Reason] = {}
    for n in parts.values():
        sums = n.groupby([frame[name] for name in by]).agg(["sum", "count", "max"])
        cells: dict[int, dict[str, scope.Cell]] = defaultdict(dict)
        for (assessed, code), total, schools, largest in sums[sums["count"] > 0].itertuples():
            cells[assessed][code] = scope.Cell(int(total), int(schools), int(largest))
        for assessed, of_territories in cells.items():
            for code, why in scope.hidden_cells(of_territories).items():
                known = hidden.get((assessed, code), why)
                hidden[assessed, code] = min(known, why, key=REASONS.index)
    return hidden


def context_rows(passports: pd.DataFrame) -> list[Row]:
    """Rows of ``context_summary``: the city's value of each indicator and year.

    ``passports``: columns ``year`` and the indicators, one row a school and year. Percents are weighted by pupils and
    need them; a number of persons is the plain mean of schools.
    """
    rows = []
    for year, frame in passports.groupby("year", sort=True):
        pupils = frame["pupils"].astype(float)
        for code, indicator in INDICATORS.items():
            value = frame[code].astype(float)
            weight = pupils.where(pupils > 0) if indicator.unit == "%" else pd.Series(1.0, index=frame.index)
            weight = weight.where(value.notna())
            if weight.notna().any():
                rows.append(
                    {
                        "year": int(str(year)),
                        "indicator": code,
                        "value": float((value * weight).sum() / weight.sum()),
                        "schools": int(weight.notna().sum()),
                    }
                )
    return rows
