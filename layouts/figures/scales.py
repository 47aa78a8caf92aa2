"""Five classes with stated bounds for maps and heat maps."""

from bisect import bisect_right
from dataclasses import dataclass

from layouts import theme

NO_DATA_COLOUR = theme.GROUND


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes of a value. ``bounds``: lower bounds of the classes after the first; ``labels`` as in the legend."""

    code: str
    bounds: tuple[float, float, float, float]
    labels: tuple[str, str, str, str, str]

    def index(self, value: float) -> int:
        """Class of the value, 0–4. A bound belongs to the upper class."""
        return bisect_right(self.bounds, value)

    def colour(self, value: float | None) -> str:
        """Colour of the value; white where there is none."""
        return NO_DATA_COLOUR if value is None else theme.SEQUENCE[self.index(value)]


# The smallest step above zero: any listed school takes a district out of the first class.
LISTED_SHARE = Scale("share", (1e-9, 5.0, 10.0, 15.0), ("0\u00a0%", "до 5", "5–10", "10–15", "15 и больше"))
LISTED_COUNT = Scale("count", (1, 3, 5, 8), ("0", "1–2", "3–4", "5–7", "8 и больше"))
LOW_SHARE = Scale("low", (5.0, 10.0, 15.0, 20.0), ("до 5\u00a0%", "5–10", "10–15", "15–20", "20 и больше"))

# Shares of teachers with a deficit, of a dozen or so: wider classes.
DEFICIT = Scale("deficit", (20.0, 30.0, 40.0, 50.0), ("до 20\u00a0%", "20–30", "30–40", "40–50", "50 и больше"))

# Of a list that holds more of the city's schools than the last class begins with, most districts would look alike.
LONG_LIST = LISTED_SHARE.bounds[-1]
LISTED_SHARE_LONG = Scale(
    "share-long", (1e-9, 15.0, 25.0, 35.0), ("0\u00a0%", "до 15", "15–25", "25–35", "35 и больше")
)
LISTED_COUNT_LONG = Scale("count-long", (1, 5, 10, 15), ("0", "1–4", "5–9", "10–14", "15 и больше"))

SCALES: tuple[Scale, ...] = (LISTED_SHARE, LISTED_COUNT, LISTED_SHARE_LONG, LISTED_COUNT_LONG, LOW_SHARE)
