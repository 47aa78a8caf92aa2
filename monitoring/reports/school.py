"""What a school's page states."""

from dataclasses import dataclass
from datetime import date

from monitoring.clusters import Cluster
from monitoring.grounds import AnyGround, ConditionsGround
from monitoring.masking import Reason
from monitoring.objectivity.signs import Sign
from monitoring.pooled_shares import PooledShare
from monitoring.reports.dynamics import NO_SCHOOL_DYNAMICS, SchoolDynamics
from monitoring.reports.effect import EffectReport
from monitoring.reports.objectivity import SchoolSigns
from monitoring.reports.similar import SimilarReport


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """What any viewer may know of any school."""

    id: int
    name: str
    full_name: str
    kind: str
    district: str
    address: str | None
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class SmoothedShare:
    """Smoothed share of one result (``monitoring.smoothed_shares``) with its 95 % interval, percent."""

    share: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class ResultPoint:
    """One result of the school: low share with interval, marks or bands, means. Percents as published."""

    procedure: str
    subject: str
    grade: int
    year: int
    participants: int | None
    low_share: float | None
    low_interval: tuple[float, float] | None
    marks: tuple[float, float, float, float] | None
    bands: tuple[float | None, float | None, float | None, float | None] | None
    """below minimum, minimum–60, 61–80, 81–100"""
    mean_score: float | None
    median_score: float | None
    pooled: PooledShare | None = None
    """Over up to three years ending in this one; None where no other year comes with it."""
    smoothed: SmoothedShare | None = None
    """None where the city's spread of the assessment is not known."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One result that the rule looks at. ``counts`` is False when n is below the method's minimum.

    ``rule``: ``year-1`` for the latest published year of the assessment, ``year-2`` for the one before. ``value`` and
    ``threshold`` as in ``monitoring.grounds.Ground``; where schools are compared with their ``cluster``, ``lower`` is
    the lower bound of the interval of ``value``, which decides.
    """

    rule: str
    procedure: str
    subject: str
    grade: int
    year: int
    value: float
    threshold: float
    n: int | None
    counts: bool
    low: bool
    lower: float | None = None
    cluster: Cluster | None = None


@dataclass(frozen=True, slots=True)
class MembershipYear:
    """The school's place in one year's list: a membership status, ``none``, ``not-assessed`` or ``no-listing``."""

    year: int
    status: str


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """Marks of one assessment for the school, its district and the city, percents 2–5 with n."""

    scope: str
    """``school``, ``district``, ``city``"""
    name: str
    participants: int | None
    marks: tuple[float, float, float, float] | None
    masked: bool = False
    reason: Reason | None = None
    """As in ``Share``."""


@dataclass(frozen=True, slots=True)
class MarkComparison:
    """An assessment of the latest year with marks, compared with district and city."""

    procedure: str
    subject: str
    grade: int
    year: int
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class JournalComparison:
    """Marks of an assessment against the marks in the journal: percents lowered, confirmed, raised."""

    procedure: str
    subject: str
    grade: int
    year: int
    participants: int
    lowered: float
    confirmed: float
    raised: float


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership, visible to КО and to the two sides. ``status``: proposed, active, paused, ended.

    ``activities``: recorded one by one, and those that a registry reported by number; ``last_activity_on`` of both.
    """

    id: int
    mentee_id: int
    mentee: str
    mentee_district: str
    mentor_id: int
    mentor: str
    mentor_district: str
    subjects: tuple[str, ...]
    status: str
    started_on: date
    ended_on: date | None
    agreement_number: str | None
    agreement_date: date | None
    coordinator_post: str | None
    activities: int
    last_activity_on: date | None
    distance_km: float | None
    mentee_confirmed_on: date | None = None
    mentor_confirmed_on: date | None = None
    reported: int = 0
    """Of the activities those known by number alone."""
    reported_on: date | None = None

    @property
    def awaited(self) -> tuple[str, ...]:
        """Districts whose confirmation a proposal waits for."""
        if self.status != "proposed":
            return ()
        sides = ((self.mentee_confirmed_on, self.mentee_district), (self.mentor_confirmed_on, self.mentor_district))
        return tuple(dict.fromkeys(district for day, district in sides if day is None))

    @property
    def confirmed(self) -> bool:
        """Whether the districts of both sides have confirmed it."""
        return self.mentee_confirmed_on is not None and self.mentor_confirmed_on is not None


@dataclass(frozen=True, slots=True)
class ContextValue:
    """One indicator of the social passport: the school's value and the city's, weighted by pupils."""

    code: str
    year: int
    value: float | None
    city: float | None
    schools: int
    """Schools behind the city's value."""


@dataclass(frozen=True, slots=True)
class SchoolReport:
    """A school's page for a viewer who may see its results."""

    card: SchoolCard
    pupils: int | None
    status: str
    years_listed: int
    memberships: tuple[MembershipYear, ...]
    evidence: tuple[Evidence, ...]
    results: tuple[ResultPoint, ...]
    comparison: tuple[MarkComparison, ...]
    journal: tuple[JournalComparison, ...]
    partnerships: tuple[Partnership, ...]
    context: tuple[ContextValue, ...]
    grounds: tuple[AnyGround, ...] = ()
    """Results that the listing of the year rests on, by the part of the rule they meet; empty when not listed."""
    probability: float | None = None
    """0…1, that the school truly meets the rule in the year; None unless assessed."""
    effect: EffectReport | None = None
    """The effect of support in the city, and the change of this school if it is among the supported."""
    conditions: ConditionsGround | None = None
    """The index of unfavourable conditions, where the rule looks at it and it is known."""
    groups: tuple[str, ...] | None = None
    """Codes of ``monitoring.groups`` in the order of reading; None where none were stored for the year."""
    objectivity: SchoolSigns | None = None
    """None where the publication has no signs computed."""
    similar: SimilarReport | None = None
    """None in a year without results of the method."""
    dynamics: SchoolDynamics = NO_SCHOOL_DYNAMICS


@dataclass(frozen=True, slots=True)
class SchoolIndexRow:
    """A row of the list of all schools: open to every viewer but for ``status`` and ``groups`` (None outside the scope,
    ``groups`` also where none were stored)."""

    id: int
    name: str
    kind: str
    district: str
    address: str | None
    placed: bool
    status: str | None
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ListedSchool:
    """A school in the list of a year and method, with the results it rests on."""

    id: int
    name: str
    district: str
    status: str
    years_listed: int
    grounds: tuple[AnyGround, ...]
    probability: float | None
    """0…1, that the school truly meets the rule; None where too few schools are known or the rule defines none."""
    groups: tuple[str, ...] | None = None
    """As in ``SchoolReport``."""
    signs: tuple[Sign, ...] | None = None
    """Signs that results are worth checking, of the years of the list; None where none were computed."""
