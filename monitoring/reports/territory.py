"""What the city page and the district pages state. A city is a territory of districts, a district one of schools."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitoring.grounds import AnyGround
from monitoring.masking import Reason
from monitoring.objectivity.signs import Sign
from monitoring.reports.dynamics import NO_DYNAMICS, Dynamics, ListFlow
from monitoring.reports.funnel import Funnel
from monitoring.reports.groups import GroupCounts
from monitoring.reports.objectivity import LeftWithSigns
from monitoring.reports.publication import Share
from monitoring.reports.similar import AgainstExpected


@dataclass(frozen=True, slots=True)
class Confidence:
    """Listed schools by how sure their listing is, and schools outside the list at risk: ``monitoring.confidence``."""

    sure: int
    border: int
    chance: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class ListedYear:
    """The list of one year. ``entered``/``left`` are None where there is no former listing to compare with.

    ``listed`` is None in a year without a listing (``gap`` says why in a code: ``no-spring-vpr``, ``no-data``).
    """

    year: int
    listed: int | None
    entered: int | None
    left: int | None
    assessed: int
    schools: int
    with_partner: int | None
    gap: str | None = None
    confidence: Confidence | None = None
    """None where no probability is known."""
    flow: ListFlow | None = None
    """None where the publication does not know how the list came about."""


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One district in the year: counts of schools, the list, change against the former listing."""

    code: str
    name: str
    schools: int
    assessed: int
    listed: int
    change: int | None
    with_partner: int
    trend: tuple[int | None, ...]
    """Listed schools by year, in the order of ``CityReport.years``."""
    plan_done: Share | None
    """Share of the plan's items that the district has done; n = items due to it. None without a plan."""


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One assessment of the heat map."""

    procedure: str
    subject: str
    grade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """Shares of low results of one territory, in the order of the columns; ``code`` is a district or ``city``."""

    code: str
    name: str
    cells: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Share of participants with «2» or below the minimum, by district and assessment of one year."""

    year: int
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class MeanScore:
    """Mean score of a territory in an assessment of the year; ``masked`` (``value`` is None then), ``reason`` as in
    ``Share``."""

    code: str
    """District or ``city``."""
    procedure: str
    subject: str
    grade: int
    year: int
    value: float | None
    schools: int | None
    """Schools behind the value."""
    masked: bool = False
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class SchoolMark:
    """A school on the map. ``listed``/``left``/``at_risk`` are False unless the viewer may see the school's listing.

    ``at_risk``: outside the list, in the zone of risk (``monitoring.confidence``). ``mentor``: has an active
    partnership as mentor that the viewer may see. ``own``: the viewer's own school.
    """

    id: int
    name: str
    district: str
    lon: float
    lat: float
    listed: bool
    left: bool
    mentor: bool
    own: bool
    at_risk: bool = False


@dataclass(frozen=True, slots=True)
class PartnershipLink:
    """A link on the map from mentee to mentor, both with a known point."""

    mentee_id: int
    mentor_id: int
    mentee_name: str
    mentor_name: str
    mentee: tuple[float, float]
    mentor: tuple[float, float]
    """lon, lat"""


@dataclass(frozen=True, slots=True)
class PlanItemProgress:
    """One item of the plan: how many of those due have done it. ``overdue`` counts those past the term without it."""

    number: int
    title: str
    starts_on: date
    due_on: date
    done: int
    total: int
    overdue: int


@dataclass(frozen=True, slots=True)
class CityReport:
    """The city page for one year and method."""

    years: tuple[int, ...]
    series: tuple[ListedYear, ...]
    districts: tuple[DistrictRow, ...]
    heat: HeatMap
    marks: tuple[SchoolMark, ...]
    links: tuple[PartnershipLink, ...]
    plan: tuple[PlanItemProgress, ...]
    unplaced_listed: int
    """Listed schools (of those the viewer may see) without coordinates: said under the map."""
    scope: str
    """``all`` (every school's listing is marked), ``district``, ``school`` or ``none``: said under the map."""
    means: tuple[MeanScore, ...] = ()
    """Mean scores of the year by district and city: all that is known where shares are not."""
    left_with_signs: LeftWithSigns | None = None
    """For viewers who see all schools, where some have left and signs were computed."""
    dynamics: Dynamics = NO_DYNAMICS


@dataclass(frozen=True, slots=True)
class PartnerName:
    """A partner as every reader of the partnership may see it."""

    school_id: int
    name: str
    district: str
    role: str = "mentor"
    """What the partner is to the school: ``mentor`` or ``mentee``."""


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school in the table of a district.

    ``status`` is a membership status (listed, entered, returned, stayed, left), ``none`` (not in the list),
    ``not-assessed`` (no result that counts), ``no-listing`` (none was made for the year), or None when the viewer may
    not see it; then everything after it is empty too.
    """

    id: int
    name: str
    kind: str
    address: str | None
    placed: bool
    status: str | None
    years_listed: int
    grounds: tuple[AnyGround, ...]
    trend: tuple[float | None, ...]
    """Weighted low share over the method's procedures by year, in the order of ``DistrictReport.years``."""
    latest: Share | None
    partners: tuple[PartnerName, ...]
    probability: float | None = None
    """0…1, that the school truly meets the rule in the year; None unless assessed."""
    groups: tuple[str, ...] | None = None
    """Codes of ``monitoring.groups`` in the order of reading; None where none were stored for the year."""
    against: AgainstExpected | None = None
    """Against what its conditions let expect in the year; None where that is not stated."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Low share of one territory in one year for one assessment, weighted by participants."""

    procedure: str
    subject: str
    grade: int
    year: int
    share: Share


@dataclass(frozen=True, slots=True)
class DistrictReport:
    """A district's page. ``open``: the viewer may see the results of its schools."""

    code: str
    name: str
    open: bool
    years: tuple[int, ...]
    series: tuple[ListedYear, ...]
    schools: tuple[SchoolRow, ...]
    heat: HeatMap
    """Two rows: the district and the city."""
    trend: tuple[TrendPoint, ...]
    city_trend: tuple[TrendPoint, ...]
    marks: tuple[SchoolMark, ...]
    links: tuple[PartnershipLink, ...]
    plan: tuple[PlanItemProgress, ...]
    neighbours: tuple[str, ...]
    """Codes of the other districts, alphabetical, for the switcher."""
    means: tuple[MeanScore, ...] = ()
    """Mean scores of the year of the district and the city."""
    funnels: tuple[Funnel, ...] = ()
    """Assessments of the year: the schools that the viewer may see against the share of the city."""
    groups: GroupCounts | None = None
    """Schools of the district and the city by group; None where none were stored for the year."""
    signs: Mapping[int, tuple[Sign, ...]] | None = None
    """Signs that speak of the list, by school; schools without one are missing. None where none were computed."""
    dynamics: Dynamics = NO_DYNAMICS
