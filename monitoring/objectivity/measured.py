"""From counts of schools to signs: what the four kinds have in common."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.objectivity.signs import MIN_PARTICIPANTS, SIGN, Sign, Tested, Work
from monitoring.objectivity.spread import Floats, spread

KEYS = ["procedure", "subject", "grade"]

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Signs of one kind, by year and school, and how many schools it was computed for."""

    signs: tuple[Sign, ...]
    tested: tuple[Tested, ...]


def enough(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with the least number of participants."""
    return frame[frame["participants"].fillna(0) >= MIN_PARTICIPANTS]


def city_share(frame: pd.DataFrame, count: str, total: str = "participants", by: list[str] | None = None) -> pd.Series:
    """Σ count / Σ total (0…1) of the assessment of each row over all rows of the frame."""
    groups = frame.groupby(by or [*KEYS, "year"])
    whole = groups[total].transform("sum")
    return groups[count].transform("sum") / whole.where(whole > 0)


def yearly(frame: pd.DataFrame, kind: str, *, low: bool, least: float, covariate: bool) -> pd.DataFrame:
    """The schools of each year with ``mean``, ``tail``, ``low``, ``high`` (percent) and ``sign``.

    ``frame``: one row a school and year: ``school_id``, ``year``, ``k``, ``n``, ``expected`` (0…1 of the city), and
    ``covariate``. ``low``: a sign is a share too low. ``least``: percentage points from the expected. Years with too
    few schools are left out.
    """
    parts = []
    # Sorted, so that sums do not depend on the order of rows.
    for _, rows in frame.sort_values(["year", "school_id"], kind="stable").groupby("year"):
        k, n, expected = (rows[name].to_numpy(dtype=float) for name in ("k", "n", "expected"))
        found = spread(k, n, expected, rows["covariate"].to_numpy(dtype=float) if covariate else None)
        if found is None:
            continue
        tail = found.low_tail(k, n) if low else found.high_tail(k, n)
        away = 100 * (found.mean - k / n if low else k / n - found.mean)
        below, above = found.limits(n, SIGN)
        parts.append(
            rows.assign(
                kind=kind, mean=100 * found.mean, tail=tail, low=below, high=above,
                sign=(tail <= SIGN) & (away >= least),
            )
        )  # fmt: skip
    empty = frame.iloc[:0].assign(kind=kind, mean=0.0, tail=0.0, low=0.0, high=0.0, sign=False)
    return pd.concat(parts, ignore_index=True) if parts else empty


def collect(measured: pd.DataFrame, works: Callable[[int, int], tuple[tuple[Work, ...], tuple[Work, ...]]]) -> Found:
    """Signs of the measured frame; ``works`` gives those of a school and year, and those behind the expectation."""
    signs = []
    for row in measured[measured["sign"]].to_dict("records"):
        school, year = int(row["school_id"]), int(row["year"])
        own, before = works(school, year)
        signs.append(
            Sign(
                school, year, str(row["kind"]), float(100 * row["k"] / row["n"]), float(row["mean"]), int(row["n"]),
                float(row["tail"]), float(row["low"]), float(row["high"]), own, before,
                _known(row.get("other")), _known(row.get("other_reference")), bool(row.get("approximate", False)),
            )
        )  # fmt: skip
    counted = measured.groupby(["year", "kind"], as_index=False).size()
    columns = [counted[name].tolist() for name in ("year", "kind", "size")]
    tested = tuple(Tested(int(year), str(kind), int(size)) for year, kind, size in zip(*columns, strict=True))
    return Found(tuple(signs), tested)


class Works:
    """Works by school, so that those of a sign are found without looking through the city."""

    def __init__(self, rows: pd.DataFrame, year_column: str = "year") -> None:
        """``year_column``: the year by which they are asked for."""
        ordered = rows.sort_values("school_id", kind="stable")
        self._schools = ordered["school_id"].to_numpy()
        self._asked = ordered[year_column].to_numpy()
        self._columns = [ordered[name].to_numpy() for name in (*KEYS, "year")]

    def of(self, school: int, year: int) -> tuple[Work, ...]:
        """Works of the school in the year, in order."""
        return self._chosen(school, lambda asked: asked == year)

    def before(self, school: int, year: int) -> tuple[Work, ...]:
        """Works of the school in earlier years, in order."""
        return self._chosen(school, lambda asked: asked < year)

    def _chosen(self, school: int, wanted: Callable[[Integers], Flags]) -> tuple[Work, ...]:
        first, last = np.searchsorted(self._schools, [school, school + 1])
        places = first + np.flatnonzero(wanted(self._asked[first:last]))
        columns = [column[places].tolist() for column in self._columns]
        return tuple(sorted((str(a), str(b), int(c), int(d)) for a, b, c, d in zip(*columns, strict=True)))


def counts(percent: pd.Series, n: pd.Series) -> Floats:
    """round(percent × n / 100)."""
    return np.asarray(np.round(percent.to_numpy(dtype=float) * n.to_numpy(dtype=float) / 100))


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)
