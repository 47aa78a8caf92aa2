"""Shares of districts and city: how they changed against the years before, and how far a district lies from the city.

A share is Σ(percent × n) / Σn. The change is that of the year against the participants of up to
``share_changes.EARLIER`` comparable years before, together. Pupils of one school resemble each other, and a school
stays in its district, so the interval counts schools and not pupils: the share is linearised, each school brings one
residual of both periods, and the interval is Student's with one degree less than there are schools (W. G. Cochran,
Sampling Techniques, 3rd ed., 1977, chapter 6). How hard the work of a year was stays in the change.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from monitoring.districts import CITY
from monitoring.share_changes import EARLIER, Cells, Floats, Integers, cells, comparable, gathered, lagged

LEAST_SCHOOLS = 10
"""Fewest schools of an interval: below it the spread between schools is not known well enough. Default."""

_SERIES = ["procedure", "subject", "grade"]


def territory_changes(results: pd.DataFrame) -> pd.DataFrame:
    """One row a series, year and territory (``district_code``, the city too) with a share.

    ``results``: ``identification.RESULT_COLUMNS`` and ``district_code``. Columns beside the keys: ``schools`` behind
    both periods; ``change``, ``low``, ``high`` (percentage points, NaN without earlier years; the bounds also below
    ``LEAST_SCHOOLS``); ``first_year``, ``earlier`` of those years (0 without any); ``apart``, ``apart_low``,
    ``apart_high``: share of the district less that of the city (NaN for the city).
    """
    found = cells(results, 1)
    if found.rows.empty:
        return pd.DataFrame(columns=["year", "district_code", *_SERIES])
    districts = results.drop_duplicates("school_id").set_index("school_id")["district_code"]
    codes, names = pd.factorize(found.rows["school_id"].map(districts))
    unit = np.asarray(found.series * len(names) + codes, dtype="int64")
    whole = _of_units(found, found.series)
    parts = _of_units(found, unit)
    apart = _apart(found, unit)
    frames = []
    for made, more in ((parts, apart), (whole, None)):
        row, place = np.nonzero(made["n"] > 0)
        frame = pd.DataFrame({name: values[row, place] for name, values in made.items() if name != "n"})
        for name in ("apart", "apart_low", "apart_high"):
            frame[name] = np.nan if more is None else more[name][row, place]
        series = row if more is None else row // len(names)
        frame["year"] = found.years[place]
        frame["district_code"] = CITY if more is None else np.asarray(names, dtype=object)[row % len(names)]
        first = found.rows.assign(series=found.series).drop_duplicates("series").set_index("series")
        frames.append(pd.concat([frame, first.loc[series, _SERIES].reset_index(drop=True)], axis=1))
    return pd.concat(frames, ignore_index=True)


def _of_units(found: Cells, unit: Integers) -> dict[str, Floats]:
    """Change of each unit (rows of one number) by year."""
    units = int(unit.max()) + 1
    low = np.nan_to_num(found.share) * found.n
    behind, low_behind = np.zeros(found.n.shape), np.zeros(found.n.shape)
    first = np.full((units, found.n.shape[1]), 0, dtype="int64")
    earlier = np.zeros(first.shape, dtype="int64")
    for lag in range(1, min(EARLIER, found.n.shape[1] - 1) + 1):
        allowed = comparable(found, lag)
        n = np.where(allowed, lagged(found.n, lag, 0.0), 0.0)
        behind, low_behind = behind + n, low_behind + np.where(allowed, lagged(low, lag, 0.0), 0.0)
        there = gathered(n, unit, units) > 0
        first, earlier = np.where(there, found.years - lag, first), earlier + there
    n, total = gathered(found.n, unit, units), gathered(behind, unit, units)
    share, before = _ratio(gathered(low, unit, units), n), _ratio(gathered(low_behind, unit, units), total)
    residual = _residual(low, share[unit], found.n, n[unit])
    residual -= _residual(low_behind, before[unit], behind, total[unit])
    compared = (n > 0) & (total > 0)
    schools = gathered(((found.n > 0) | ((behind > 0) & compared[unit])).astype(float), unit, units)
    half = _half(gathered(residual**2, unit, units), schools)
    change = np.where(compared, share - before, np.nan)
    return {
        "n": n,
        "schools": schools.astype("int64"),
        "change": change,
        "low": change - half,
        "high": change + half,
        "first_year": np.where(compared, first, 0),
        "earlier": np.where(compared, earlier, 0),
    }


def _apart(found: Cells, unit: Integers) -> dict[str, Floats]:
    """Distance of each unit from the city, of which it is a part: both shares have their schools in common."""
    units, series = int(unit.max()) + 1, int(found.series.max()) + 1
    low = np.nan_to_num(found.share) * found.n
    n, city_n = gathered(found.n, unit, units), gathered(found.n, found.series, series)
    share, city = _ratio(gathered(low, unit, units), n), _ratio(gathered(low, found.series, series), city_n)
    of_city = _residual(low, city[found.series], found.n, city_n[found.series])
    own = _residual(low, share[unit], found.n, n[unit]) - of_city
    series_of = np.zeros(units, dtype="int64")
    series_of[unit] = found.series
    outside = gathered(of_city**2, found.series, series)[series_of] - gathered(of_city**2, unit, units)
    half = _half(gathered(own**2, unit, units) + outside, gathered((found.n > 0).astype(float), unit, units))
    apart = np.where(n > 0, share - city[series_of], np.nan)
    return {"apart": apart, "apart_low": apart - half, "apart_high": apart + half}


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)


def _residual(low: Floats, share: Floats, n: Floats, whole: Floats) -> Floats:
    return _ratio(low - share * n, whole)


def _half(squares: Floats, schools: Floats) -> npt.NDArray[np.float64]:
    enough = schools >= LEAST_SCHOOLS
    m = np.where(enough, schools, LEAST_SCHOOLS)
    half = stdtrit(m - 1, 0.975) * np.sqrt(m / (m - 1) * squares)
    return np.where(enough, half, np.nan)
