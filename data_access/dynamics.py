"""Change as a publication states it: of schools, of the list, of territories. Frames and outcomes in, rows out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from data_access import scope
from data_access.summaries import MethodOutcome
from monitoring.aggregates import weighted
from monitoring.districts import CITY
from monitoring.masking import Reason
from monitoring.share_changes import CHANGE_COLUMNS, EARLIER, FELL, GREW, cells, school_changes, spread, verdict
from monitoring.territory_changes import territory_changes

Row = dict[str, Any]
_SERIES = ["procedure", "subject", "grade"]


def changes(found: MethodOutcome, results: pd.DataFrame) -> pd.DataFrame:
    """Change of every school and year by the procedures of the method together: ``school_id``, ``CHANGE_COLUMNS``,
    ``spread``. ``results``: all of the publication, of which the city's shares are made."""
    known = results[results["low_share"].notna()]
    city = weighted(known, [*_SERIES, "year"], ["low_share"]).reset_index()
    laid = cells(found.results, found.profile.min_participants, city)
    variance = spread(laid)
    frame = school_changes(laid, variance)
    return frame[["school_id", *CHANGE_COLUMNS]].assign(spread=variance)


def school_rows(method: str, changed: pd.DataFrame) -> list[Row]:
    """Rows of ``school_change``."""
    return [{"method": method} | _plain(record) for record in changed.to_dict("records")]


def flow_rows(found: MethodOutcome, changed: pd.DataFrame, district_of: Mapping[int, str]) -> list[Row]:
    """Rows of ``list_flow``: each listing year, every district with a school and the city.

    ``changed``: as of ``changes``. ``district_of``: school → district code, schools only.
    """
    members = pd.DataFrame(
        [(item.year, item.school_id, item.status, item.years_listed, item.is_listed) for item in found.members],
        columns=["year", "school_id", "status", "times", "listed"],
    )
    verdicts = pd.DataFrame(
        {
            "year": changed["year"],
            "school_id": changed["school_id"],
            "verdict": [verdict(low, high) for low, high in zip(changed["low"], changed["high"], strict=True)],
        }
    )
    every = members.merge(verdicts, on=["year", "school_id"], how="outer")
    every["district_code"] = every["school_id"].map(district_of)
    left, listed = every["status"] == "left", every["listed"].eq(True)
    fell, compared = every["verdict"] == FELL, every["verdict"].notna()
    flags = {
        "returned": every["status"] == "returned",
        "listed_once": listed & (every["times"] == 1),
        "listed_twice": listed & (every["times"] == 2),
        "listed_more": listed & (every["times"] > 2),
        "left_compared": left & compared,
        "left_fell": left & fell,
        "compared": compared,
        "fell": fell,
        "grew": every["verdict"] == GREW,
    }
    counted = every[["year", "district_code"]].assign(**{name: flag.astype("int64") for name, flag in flags.items()})
    totals = pd.concat([counted, counted.assign(district_code=CITY)]).groupby(["year", "district_code"]).sum()
    wanted = pd.MultiIndex.from_product([sorted(found.identified), sorted({*district_of.values(), CITY})])
    whole = totals.reindex(wanted, fill_value=0)
    keys = zip(wanted.get_level_values(0).tolist(), wanted.get_level_values(1).tolist(), strict=True)
    rows = [
        {"method": found.profile.code, "year": year, "district_code": code} | _plain(values)
        for (year, code), values in zip(keys, whole.to_dict("records"), strict=True)
    ]
    return _with_masks(rows)


def _with_masks(rows: list[Row]) -> list[Row]:
    masks: dict[tuple[str, int, str], Reason] = {}
    for mask, counted in (("left_mask", "left_compared"), ("mask", "compared")):
        by_year: dict[int, dict[str, int]] = defaultdict(dict)
        for row in rows:
            by_year[row["year"]][row["district_code"]] = row[counted]
        for year, counts in by_year.items():
            masks |= {(mask, year, code): why for code, why in scope.hidden_counts(counts).items()}
    names = ("left_mask", "mask")
    return [row | {name: masks.get((name, row["year"], row["district_code"])) for name in names} for row in rows]


def territory_rows(results: pd.DataFrame, summaries: Sequence[Row]) -> list[Row]:
    """Rows of ``territory_change``. ``summaries``: rows of ``procedure_summary``, which say what is masked."""
    frame = territory_changes(results[results["low_share"].notna()])
    if frame.empty:
        return []
    assessments = results.drop_duplicates("assessment_id").set_index([*_SERIES, "year"])["assessment_id"].to_dict()
    masks: dict[tuple[int, str], Reason] = {
        (row["assessment_id"], row["district_code"]): row["mask"] for row in summaries if row["mask"]
    }
    rows = []
    for record in frame.to_dict("records"):
        series = tuple(record.pop(name) for name in _SERIES)
        year, code, earlier = record.pop("year"), record["district_code"], record.pop("earlier")
        behind = _behind(series, int(year), assessments) if earlier else []
        known = {str(name): None if value != value else value for name, value in record.items()}
        rests_on = (assessments[*series, year], *behind)
        rows.append(
            known
            | {
                "assessment_id": assessments[*series, year],
                "first_year": known["first_year"] or None,
                "mask": next((masks[number, code] for number in rests_on if (number, code) in masks), None),
                "city_mask": masks.get((assessments[*series, year], CITY)),
            }
        )
    return rows


def _behind(series: tuple[Any, ...], year: int, assessments: Mapping[Any, int]) -> Collection[int]:
    """Assessments of the earlier years that a change may rest on."""
    found = (assessments.get((*series, year - lag)) for lag in range(1, EARLIER + 1))
    return [number for number in found if number is not None]


def _plain(record: Mapping[Any, Any]) -> Row:
    """Values as the database takes them."""
    return {str(name): value.item() if hasattr(value, "item") else value for name, value in record.items()}
