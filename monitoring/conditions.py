"""The index of unfavourable conditions (индекс неблагоприятных условий) of a school, and the schools where it is high.

The index is the weighted mean of standardised indicators of the social passport of the year, each turned so that more
is less favourable: 0 is the usual school of the city, 1 is one standard deviation less favourable. Indicators as in
apni.ru/article/7500 and the 2016 method (filling-form.ru/blank_dov/69121); weights and bound are defaults.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from monitoring.grounds import ConditionsGround, IndicatorPart
from monitoring.identification import Identification
from monitoring.indicators import INDICATORS
from monitoring.method_profiles import ConditionsProfile, IndexRule

LEAST_SCHOOLS = 4
"""Fewer schools with an index than this have no highest quarter."""
_NOTHING = 1e-9


def conditions(passports: pd.DataFrame, schools: Collection[int], rule: IndexRule) -> pd.DataFrame:
    """The index of each school and year with a passport: columns ``year``, ``school_id``, ``index`` (missing where
    fewer than ``least_known`` indicators are known), the indicators of the rule as given and, as ``<code>_deviation``,
    in standard deviations from the mean of the year's ``schools``, positive where less favourable.

    ``passports``: ``year``, ``school_id`` and the indicators, one row a school and year; rows of other schools than
    ``schools`` (those of general education) are left out. A missing indicator does not enter the mean: the others
    decide. One that is the same everywhere says nothing and counts as missing. Order of rows does not matter.
    """
    codes = [code for code, _ in rule.weights]
    frame = passports.loc[passports["school_id"].isin(list(schools)), ["year", "school_id", *codes]]
    frame = frame.sort_values(["year", "school_id"], ignore_index=True).astype(dict.fromkeys(codes, float))
    of_year = frame.groupby("year")
    towards = np.array([-INDICATORS[code].direction for code in codes], dtype=float)
    values = frame[codes].to_numpy(dtype=float)
    spread = of_year[codes].transform("std", ddof=0).to_numpy(dtype=float)
    spread = np.where(spread > _NOTHING, spread, np.nan)
    deviations = towards * (values - of_year[codes].transform("mean").to_numpy(dtype=float)) / spread
    known = ~np.isnan(deviations)
    weights = np.array([weight for _, weight in rule.weights]) * known
    total = weights.sum(axis=1)
    index = (np.nan_to_num(deviations) * weights).sum(axis=1) / np.where(total > 0, total, np.nan)
    index = np.where(known.sum(axis=1) >= rule.least_known, index, np.nan)
    found = pd.DataFrame(deviations, columns=[f"{code}_deviation" for code in codes], index=frame.index)
    return pd.concat([frame.assign(index=index), found], axis=1)


def identify(found: pd.DataFrame, profile: ConditionsProfile) -> dict[int, Identification[ConditionsGround]]:
    """By year, the schools whose index is in the city's highest part, of the frame that ``conditions`` returns.

    The bound is the quantile (linear interpolation) over schools with an index; a school at the bound is listed. A year
    with fewer than ``LEAST_SCHOOLS`` such schools has no list; a school without an index is not assessed.
    """
    bounded = with_bound(found, profile)
    listed = bounded[bounded["index"] >= bounded["bound"] - _NOTHING]
    grounds = dict(zip(_keys(listed), grounds_of(listed, profile), strict=True))
    assessed = schools_by_year(bounded)
    return {
        year: Identification(
            year, {school: (ground,) for (of_year, school), ground in grounds.items() if of_year == year}, schools
        )
        for year, schools in assessed.items()
    }


def with_bound(found: pd.DataFrame, profile: ConditionsProfile) -> pd.DataFrame:
    """Schools with an index in the years that have a bound; adds ``bound`` and ``schools`` behind it."""
    known = found[found["index"].notna()]
    of_year = known.groupby("year")["index"]
    bound = of_year.transform("quantile", 1 - profile.top / 100)
    counted = known.assign(bound=bound, schools=of_year.transform("count"))
    return counted[counted["schools"] >= LEAST_SCHOOLS]


def grounds_of(bounded: pd.DataFrame, profile: ConditionsProfile) -> list[ConditionsGround]:
    """The index of each row of ``with_bound`` as a ground."""
    codes = [code for code, _ in profile.conditions.weights]
    values = bounded[codes].to_numpy(dtype=float)
    deviations = bounded[[f"{code}_deviation" for code in codes]].to_numpy(dtype=float)
    order = np.argsort(-deviations, axis=1, kind="stable")
    columns = [bounded[name].tolist() for name in ("year", "index", "bound", "schools")]
    return [
        ConditionsGround(
            year=int(year),
            value=index,
            threshold=bound,
            schools=int(schools),
            parts=tuple(
                IndicatorPart(codes[place], float(values[row, place]), float(deviations[row, place]))
                for place in order[row]
                if not np.isnan(deviations[row, place])
            ),
        )
        for row, (year, index, bound, schools) in enumerate(zip(*columns, strict=True))
    ]


def schools_by_year(rows: pd.DataFrame) -> dict[int, frozenset[int]]:
    """Schools of a frame with ``year`` and ``school_id``."""
    return {int(str(year)): frozenset(found.tolist()) for year, found in rows.groupby("year")["school_id"]}


def _keys(rows: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(rows["year"].tolist(), rows["school_id"].tolist(), strict=True))
