"""The part of the URL that the browser alone reacts to: the map's layer, links, the procedure in focus."""

from collections.abc import Mapping
from dataclasses import dataclass

from layouts import ids
from monitoring.procedures import PROCEDURES, SUBJECTS

SHARE = "share"
COUNT = "count"
"""Layers of the city map; every other layer is the key of an assessment (``ids.series``)."""


@dataclass(frozen=True, slots=True)
class View:
    """What the reader has switched: ``series`` is the key of an assessment («vpr-math-6») or None."""

    layer: str = SHARE
    links: bool = True
    series: str | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "View":
        """The view a query string asks for. What it does not know it passes over: the page falls back by itself."""
        procedure, subject, grade = query.get("procedure", ""), query.get("subject", ""), query.get("grade", "")
        known = procedure in PROCEDURES and subject in SUBJECTS
        series = ids.series(procedure, subject, int(grade) if grade.isdecimal() else 0) if known else None
        return cls(layer=query.get("layer") or SHARE, links=query.get("links") != "0", series=series)
