"""What a school's page states of the school among similar ones and against what its conditions let expect."""

from dataclasses import dataclass

from monitoring.masking import Reason
from monitoring.reports.publication import Share


@dataclass(frozen=True, slots=True)
class AgainstExpected:
    """Observed low share less the expected one: percentage points with the 95 % interval; shares in percent."""

    observed: float
    n: int
    expected: float
    difference: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class SimilarSchool:
    """A similar school whose results the viewer may see; ``share`` is None without a counting result."""

    id: int
    name: str
    district: str
    kind: str
    share: float | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition: the school, the mean of its similar schools, the city. ``masked``: too few schools to be shown;
    ``reason`` as in ``Share``."""

    code: str
    own: float | None
    similar: float | None
    city: float | None
    masked: bool = False
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class SimilarReport:
    """The school and its similar ones in a year, by the procedures of a method.

    ``count``: similar schools, 0 where the school has no passport of the year; ``same_kind``: of them of its kind.
    ``named``: those that the viewer may
    see, by alphabet. ``similar`` and ``city``: low shares over the procedures of the method, with the schools behind
    the former. ``reason``: why there is no expectation (``monitoring.expected_share``; ``not-counted`` without a
    counting result), None where there is one.
    """

    year: int
    passport_year: int | None
    count: int
    same_kind: int | None
    criteria: tuple[Criterion, ...]
    named: tuple[SimilarSchool, ...]
    own: Share
    similar: Share
    similar_schools: int
    city: Share
    city_schools: int
    against: AgainstExpected | None
    reason: str | None
