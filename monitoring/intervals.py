"""Interval of a share."""

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054


def wilson(percent: npt.ArrayLike, n: npt.ArrayLike) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """95 % score interval of a share, lower and upper bound in percent.

    ``percent`` 0–100, ``n`` participants, broadcast together; where n is missing or zero, or the percent is missing,
    both bounds are NaN. Source: E. B. Wilson, JASA 22 (1927), 209–212.
    """
    share = np.asarray(percent, dtype=float) / 100
    count = np.asarray(n, dtype=float)
    count = np.where(count > 0, count, np.nan)
    z2 = Z95**2 / count
    centre = (share + z2 / 2) / (1 + z2)
    half = Z95 / (1 + z2) * np.sqrt(share * (1 - share) / count + z2 / (4 * count))
    return np.clip(100 * (centre - half), 0, 100), np.clip(100 * (centre + half), 0, 100)


def difference(first: float, first_n: int, second: float, second_n: int) -> tuple[float, float]:
    """95 % interval of ``second`` − ``first`` in percentage points, two independent shares in percent.

    Hybrid score interval, without correction. Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, method
    10. Both n must be positive.
    """
    if first_n <= 0 or second_n <= 0:
        raise ValueError("a difference needs participants on both sides")
    low, high = wilson([first, second], [first_n, second_n])
    change = second - first
    down = float(np.hypot(second - low[1], high[0] - first))
    up = float(np.hypot(high[1] - second, first - low[0]))
    return change - down, change + up
