"""The part of the URL that belongs to one page: the map's layer, links, the procedure in focus, the simulated rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from layouts import ids
from monitoring.districts import by_code
from monitoring.procedures import PROCEDURES, SUBJECTS

SHARE = "share"
COUNT = "count"
"""Layers of the city map; every other layer is the key of an assessment (``ids.series``)."""
_DAY = re.compile(r"20\d{2}-\d{2}-\d{2}", re.ASCII)
_ID = re.compile(r"\d{1,9}", re.ASCII)
_YEAR = re.compile(r"20\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(\.\d)?", re.ASCII)
_GRADE = re.compile(r"\d{1,2}", re.ASCII)
PARAMETERS = frozenset(
    {"procedure", "subject", "grade", "share", "procedures", "minimum", "layer", "links", "on", "plan", "clear"}
    | {"ended", "district", "held", "from", "school"}
)
"""Names of the query string that a view is read from."""


@dataclass(frozen=True, slots=True)
class View:
    """What the reader has switched: ``series`` is the key of an assessment («vpr-math-6») or None.

    ``share``, ``procedures`` and ``minimum`` are values of the simulated rule, None where it is the published one.
    """

    layer: str = SHARE
    links: bool = True
    series: str | None = None
    share: float | None = None
    procedures: int | None = None
    minimum: int | None = None
    on: date | None = None
    """The day as which the plan is read; None for the publication's."""
    plan: int | None = None
    """School year of the plan; None for the one that the list of the selection leads to."""
    clear: bool = False
    """Only what is statistically distinguishable is shown."""
    ended: bool = False
    """Records that have ended are shown instead of those that have not."""
    district: str | None = None
    school: int | None = None
    """Records of one district or one school alone."""
    held: int | None = None
    """Year of the result whose origin is asked for."""
    start: int = 0
    """Rows of a long list that are passed over."""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "View":
        """The view a query string asks for. What it does not know it passes over: the page falls back by itself."""
        procedure, subject, grade = query.get("procedure", ""), query.get("subject", ""), query.get("grade", "")
        known = procedure in PROCEDURES and subject in SUBJECTS
        series = ids.series(procedure, subject, int(grade) if _GRADE.fullmatch(grade) else 0) if known else None
        share, procedures, minimum = (_number(query.get(name, "")) for name in ("share", "procedures", "minimum"))
        return cls(
            layer=query.get("layer") or SHARE,
            links=query.get("links") != "0",
            series=series,
            share=share,
            procedures=None if procedures is None else int(procedures),
            minimum=None if minimum is None else int(minimum),
            on=_day(query.get("on", "")),
            plan=_year(query.get("plan", "")),
            clear=query.get("clear") == "1",
            ended=query.get("ended") == "1",
            district=district if (district := query.get("district")) in by_code() else None,
            held=_year(query.get("held", "")),
            start=int(start) if _ID.fullmatch(start := query.get("from", "")) else 0,
            school=int(school) if _ID.fullmatch(school := query.get("school", "")) else None,
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if _DAY.fullmatch(text) and _is_day(text) else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _year(text: str) -> int | None:
    return int(text) if _YEAR.fullmatch(text) else None


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None
