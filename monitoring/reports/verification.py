"""What «Проверка справки» finds out about a code or a link."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from monitoring.reports.briefing import KeyFigure, Scope
from monitoring.reports.publication import Reopened, Selection


@dataclass(frozen=True, slots=True)
class Subject:
    """The briefing spoken of: ``name`` of the city, the district or the school, ``path`` of its page."""

    scope: Scope
    name: str
    path: str
    selection: Selection
    reopened: Reopened


@dataclass(frozen=True, slots=True)
class Verification:
    """``state``: ``right`` and ``wrong`` of a code, ``link`` of an address without one, ``unreadable``, ``unknown`` (a
    link to what is not there).

    ``finding`` and ``figures``: of the briefing today in the scope of whoever asks, none where it is ``closed`` to him.
    ``same``: whether they are those that were printed; None without a code.
    """

    state: Literal["right", "wrong", "link", "unreadable", "unknown"]
    subject: Subject | None = None
    day: date | None = None
    closed: bool = False
    finding: str = ""
    figures: tuple[KeyFigure, ...] = ()
    same: bool | None = None
