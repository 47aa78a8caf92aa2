"""Method profiles: the identification rules as versioned records with source and status.

The records stand in ``profiles/*.toml``. A changed rule is a new version, so that old publications stay
reproducible: the digest of the text is stored with each publication.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Series = tuple[str, str, int]
"""Procedure, subject, grade: what is compared from year to year."""

DEFAULT_METHOD = "two-years"


@dataclass(frozen=True, slots=True)
class MethodProfile:
    """One identification rule.

    ``threshold`` is in percent of participants; ``min_participants`` is the smallest n that counts;
    ``status`` is ``seen`` (read in the named source) or ``default`` (usual practice, not confirmed by a text).
    """

    code: str
    version: int
    title: str
    rule: str
    status: Literal["seen", "default"]
    source: str
    kind: Literal["each-of-two-years", "two-grounds"]
    threshold: float
    low_procedures: int
    min_participants: int
    combine: Literal["any", "all"]
    series: frozenset[Series]
    digest: str
    text: str

    @property
    def confirmed(self) -> bool:
        """Whether the rule was read in a source rather than taken from usual practice."""
        return self.status == "seen"


def parse_profile(text: str) -> MethodProfile:
    """The profile written in TOML ``text``. Raises ``ValueError`` or ``KeyError`` when the record is not whole."""
    record = tomllib.loads(text)
    status, kind, combine = record["status"], record["kind"], record.get("combine", "any")
    if status not in {"seen", "default"}:
        raise ValueError(f"unknown status {status!r}")
    if kind not in {"each-of-two-years", "two-grounds"}:
        raise ValueError(f"unknown kind {kind!r}")
    if combine not in {"any", "all"}:
        raise ValueError(f"unknown combine {combine!r}")
    series = frozenset(
        (entry["procedure"], subject, grade)
        for entry in record["series"]
        for subject in entry["subjects"]
        for grade in entry["grades"]
    )
    return MethodProfile(
        code=record["code"],
        version=record["version"],
        title=record["title"],
        rule=record["rule"],
        status=status,
        source=record["source"],
        kind=kind,
        threshold=float(record["threshold"]),
        low_procedures=record["low_procedures"],
        min_participants=record["min_participants"],
        combine=combine,
        series=series,
        digest=hashlib.sha256(text.encode()).hexdigest()[:12],
        text=text,
    )


@cache
def profiles() -> dict[str, MethodProfile]:
    """All profiles that ship with the code, by code; the default one first."""
    folder = resources.files("monitoring").joinpath("profiles")
    loaded = [
        parse_profile(item.read_text(encoding="utf-8")) for item in folder.iterdir() if item.name.endswith(".toml")
    ]
    loaded.sort(key=lambda profile: (profile.code != DEFAULT_METHOD, profile.code))
    return {profile.code: profile for profile in loaded}
