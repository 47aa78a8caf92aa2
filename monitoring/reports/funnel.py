"""What a funnel plot states: the schools of a district in one assessment against the share of the city."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """A school that the viewer may see: its share of low results (percent) with n, and where it lies.

    ``zone``: 2 above the 99.8 % limit of the city's share, 1 above the 95 % one, 0 inside, −1 and −2 below them.
    """

    school_id: int
    name: str
    n: int
    share: float
    zone: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """One assessment of the year: the city's share (percent, of ``city_n`` participants) and the schools seen."""

    procedure: str
    subject: str
    grade: int
    year: int
    city: float
    city_n: int
    points: tuple[FunnelPoint, ...]
    """By alphabet."""
