"""Method profiles: the identification rules as versioned records with source and status.

A rule is one of ``ShareProfile``, ``QuartileProfile`` and ``ConditionsProfile``.
The records stand in ``profiles/*.toml``. A changed rule is a new version, so that old publications stay
reproducible: the digest of the text is stored with each publication.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from monitoring.indicators import INDICATORS
from monitoring.school_kinds import KINDS

Series = tuple[str, str, int]
"""Procedure, subject, grade: what is compared from year to year."""

DEFAULT_METHOD = "two-years"


Kind = Literal["shares", "quartile", "conditions"]
"""What a rule looks at: shares of low results against a threshold, a place in the city's lowest quartile against
schools alike, or the conditions in which a school works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodProfile:
    """What every identification rule has; the rules themselves are the classes below.

    ``status`` is ``seen`` (read in the named source) or ``default`` (usual practice, not confirmed by a text).
    ``series`` are the assessments that the rule looks at, of a rule of conditions those that pages show beside it;
    ``min_participants`` is the smallest n of a result that counts.
    """

    code: str
    version: int
    title: str
    rule: str
    status: Literal["seen", "default"]
    source: str
    min_participants: int
    series: frozenset[Series]
    digest: str
    text: str

    @property
    def confirmed(self) -> bool:
        """Whether the rule was read in a source rather than taken from usual practice."""
        return self.status == "seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareProfile(MethodProfile):
    """Low results are shares at or above ``threshold``, in percent of participants; ``low_procedures`` of them list a
    school, in a year or in each of two."""

    kind: Literal["each-of-two-years", "two-grounds"]
    threshold: float
    low_procedures: int
    combine: Literal["any", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRule:
    """How the index of unfavourable conditions is made: weights of indicators by code, and how many must be known."""

    weights: tuple[tuple[str, float], ...]
    least_known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A type of programme: kinds of schools (``monitoring.school_kinds``) that are compared with each other."""

    title: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuartileProfile(MethodProfile):
    """A school is listed when in ``low_procedures`` assessments of the year its share in the city's lowest ``quartile``
    (percent) exceeds its cluster's by the interval.

    A cluster is a programme type and one of ``levels`` equal parts of schools by ``conditions``; with fewer than
    ``least_schools`` it is the programme type, then the city.
    """

    quartile: float
    low_procedures: int
    levels: int
    least_schools: int
    programmes: tuple[Programme, ...]
    conditions: IndexRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsProfile(MethodProfile):
    """A school is listed when its index of unfavourable conditions is in the city's highest ``top`` percent."""

    top: float
    conditions: IndexRule


def kind_of(profile: MethodProfile) -> Kind:
    """What the rule of the profile looks at."""
    if isinstance(profile, QuartileProfile):
        return "quartile"
    return "conditions" if isinstance(profile, ConditionsProfile) else "shares"


def parse_profile(text: str) -> MethodProfile:
    """The profile written in TOML ``text``. Raises ``ValueError`` or ``KeyError`` when the record is not whole."""
    record = tomllib.loads(text)
    status = record["status"]
    if status not in {"seen", "default"}:
        raise ValueError(f"unknown status {status!r}")
    common: dict[str, Any] = {
        "code": record["code"],
        "version": record["version"],
        "title": record["title"],
        "rule": record["rule"],
        "status": status,
        "source": record["source"],
        "min_participants": record["min_participants"],
        "series": frozenset(
            (entry["procedure"], subject, grade)
            for entry in record["series"]
            for subject in entry["subjects"]
            for grade in entry["grades"]
        ),
        "digest": hashlib.sha256(text.encode()).hexdigest()[:12],
        "text": text,
    }
    kind = record["kind"]
    if kind == "lowest-quartile":
        return _quartile(record, common)
    if kind == "conditions-index":
        return ConditionsProfile(top=_percent(record["top"]), conditions=_index(record["conditions"]), **common)
    return _shares(record, common)


def _shares(record: dict[str, Any], common: dict[str, Any]) -> ShareProfile:
    kind, combine = record["kind"], record.get("combine", "any")
    if kind not in {"each-of-two-years", "two-grounds"}:
        raise ValueError(f"unknown kind {kind!r}")
    if combine not in {"any", "all"}:
        raise ValueError(f"unknown combine {combine!r}")
    return ShareProfile(
        kind=kind,
        threshold=float(record["threshold"]),
        low_procedures=record["low_procedures"],
        combine=combine,
        **common,
    )


def _quartile(record: dict[str, Any], common: dict[str, Any]) -> QuartileProfile:
    programmes = tuple(Programme(title=item["title"], kinds=tuple(item["kinds"])) for item in record["programmes"])
    named = [kind for programme in programmes for kind in programme.kinds]
    if len(named) != len(set(named)) or not set(named) <= KINDS.keys():
        raise ValueError("a kind of schools is unknown or stands in two programmes")
    if record["levels"] < 1:
        raise ValueError("a programme has at least one level of conditions")
    return QuartileProfile(
        quartile=_percent(record["quartile"]),
        low_procedures=record["low_procedures"],
        levels=record["levels"],
        least_schools=record["least_schools"],
        programmes=programmes,
        conditions=_index(record["conditions"]),
        **common,
    )


def _index(record: dict[str, Any]) -> IndexRule:
    weights = tuple((code, float(weight)) for code, weight in record["weights"].items())
    if not weights or any(weight <= 0 for _, weight in weights):
        raise ValueError("the index needs positive weights")
    if any(code not in INDICATORS or not INDICATORS[code].direction for code, _ in weights):
        raise ValueError("the index is made of indicators with a direction")
    return IndexRule(weights=weights, least_known=max(record["least_known"], 1))


def _percent(value: float) -> float:
    if not 0 < value < 100:
        raise ValueError(f"{value} is no part in percent")
    return float(value)


@cache
def profiles() -> dict[str, MethodProfile]:
    """All profiles that ship with the code, by code; the default one first."""
    folder = resources.files("monitoring").joinpath("profiles")
    loaded = [
        parse_profile(item.read_text(encoding="utf-8")) for item in folder.iterdir() if item.name.endswith(".toml")
    ]
    loaded.sort(key=lambda profile: (profile.code != DEFAULT_METHOD, profile.code))
    return {profile.code: profile for profile in loaded}


def share_profiles() -> dict[str, ShareProfile]:
    """Those of them whose rule is a threshold of shares."""
    return {code: found for code, found in profiles().items() if isinstance(found, ShareProfile)}


def yardstick(profile: MethodProfile, others: Mapping[str, MethodProfile]) -> ShareProfile | None:
    """The rule that calls a single result low: the profile itself, or the default one of ``others`` where the profile
    has no threshold of shares; None without either."""
    measure = profile if isinstance(profile, ShareProfile) else others.get(DEFAULT_METHOD)
    return measure if isinstance(measure, ShareProfile) else None
