"""What the page of the effect of support states."""

from dataclasses import dataclass

from monitoring.support_effect import SupportEffect


@dataclass(frozen=True, slots=True)
class SchoolEffect:
    """Change of one school after the start of its support; percents as in
    ``monitoring.support_effect.SchoolChange``."""

    id: int
    name: str
    district: str
    start: int
    before: float
    after: float
    expected: float
    years_after: int


@dataclass(frozen=True, slots=True)
class EffectReport:
    """The effect by one method.

    ``stated`` is of the city, over all schools, without its ``schools``; None where the publication was made before
    effects were computed. ``schools``: those whose results the viewer may see, alphabetical.
    """

    stated: SupportEffect | None
    schools: tuple[SchoolEffect, ...]
