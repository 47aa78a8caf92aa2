"""What pages state of the signs that results are worth checking."""

from dataclasses import dataclass

from monitoring.objectivity.signs import Sign, Tested, is_evidence, window


@dataclass(frozen=True, slots=True)
class SchoolSigns:
    """Signs of one school of all years, the latest first; ``tested``: what was computed, and for how many schools."""

    signs: tuple[Sign, ...]
    tested: tuple[Tested, ...]

    def of_list(self, year: int) -> tuple[Sign, ...]:
        """Signs that speak of the list of the year."""
        return tuple(sign for sign in self.signs if sign.year in window(year))

    def evidence(self, year: int) -> bool:
        """Whether they are evidence together («есть признаки»)."""
        return is_evidence(self.of_list(year))


@dataclass(frozen=True, slots=True)
class LeftWithSigns:
    """Of the schools that have just left the list: how many, and how many with evidence."""

    left: int
    with_evidence: int
