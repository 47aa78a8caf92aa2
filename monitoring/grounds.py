"""Grounds: what a school's place in the list rests on, as records that a publication stores."""

from dataclasses import asdict, dataclass
from typing import Any

from monitoring.clusters import Cluster


@dataclass(frozen=True, slots=True)
class Ground:
    """One result that a listing rests on.

    ``rule`` names the part of the rule: ``year-1`` and ``year-2`` are the latest and the year before in
    ``two-years``; ``A`` and ``B`` are the grounds of ``two-grounds-2025``; ``value`` is the low share and
    ``threshold`` that of the rule. ``quartile`` is the one of ``lower-quartile``: ``value`` is the school's share in
    the city's lowest quartile, ``threshold`` that of its ``cluster``. All in percent.
    """

    rule: str
    procedure: str
    subject: str
    grade: int
    year: int
    value: float
    threshold: float
    n: int
    cluster: Cluster | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain mapping for JSON; the cluster only where the rule has one."""
        record = asdict(self)
        if self.cluster is None:
            del record["cluster"]
        return record


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """What one indicator says of a school: ``value`` in its unit, ``deviation`` in standard deviations of the city's
    schools, positive where conditions are less favourable than usual."""

    code: str
    value: float
    deviation: float


@dataclass(frozen=True, slots=True)
class ConditionsGround:
    """The index of unfavourable conditions that a place in the list rests on, or the lack of one.

    ``value`` and ``threshold`` (the bound of the city's highest part) in standard deviations; ``schools`` with an index
    stand behind the bound; ``parts`` are the known indicators, the least favourable first.
    """

    year: int
    value: float
    threshold: float
    schools: int
    parts: tuple[IndicatorPart, ...]
    rule: str = "index"

    def as_dict(self) -> dict[str, Any]:
        """Plain mapping for JSON."""
        return asdict(self)


AnyGround = Ground | ConditionsGround


def read(record: dict[str, Any]) -> AnyGround:
    """What ``as_dict`` wrote."""
    if record["rule"] == "index":
        return ConditionsGround(**record | {"parts": tuple(IndicatorPart(**part) for part in record["parts"])})
    cluster = record.get("cluster")
    return Ground(**record | {"cluster": None if cluster is None else Cluster(**cluster)})
