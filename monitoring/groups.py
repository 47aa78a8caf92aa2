"""Groups of schools in one year: who needs help, who may need it, who helps, who does well against the odds.

The rules are defaults, confirmed by no text, and stand here alone. A school can be in several groups.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from monitoring import confidence

LISTED, RISK, UNFAVOURABLE, RESILIENT, HIGH, OTHER = (
    "listed",
    "risk",
    "unfavourable",
    "resilient",
    "high",
    "other",
)
GROUPS = (LISTED, RISK, UNFAVOURABLE, RESILIENT, HIGH, OTHER)
"""ШНОР (listed by the profile), зона риска, ШНСУ, резильентная, высокие результаты, остальные: the order of reading."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Schools by group; a group of which nothing can be said in the year is not there."""

    members: Mapping[str, frozenset[int]]

    def of(self, school: int) -> tuple[str, ...]:
        """The groups of one school, in the order of reading."""
        return tuple(group for group in GROUPS if school in self.members.get(group, ()))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Groups of which nothing can be said."""
        return tuple(group for group in GROUPS if group not in self.members)


def groups(
    schools: Collection[int],
    *,
    listed: Collection[int] | None,
    probability: Mapping[int, float] | None,
    unfavourable: Collection[int] | None,
    better: Collection[int] | None,
    high: Collection[int] | None,
) -> Groups:
    """The groups of the year. None for what is not known: its group is left out.

    ``listed``: by a profile that looks at results; ``probability`` of truly meeting its rule, by school (a school
    without one is in no zone of risk); ``unfavourable``: highest quarter of the index of unfavourable conditions;
    ``better``: result above expectation with the whole interval (see ``above_expectation``); ``high``: high results.
    A resilient school is unfavourable and better, so both must be known. ``other`` are ``schools`` in no known group.
    """
    everyone = frozenset(schools)
    found: dict[str, frozenset[int]] = {}
    if listed is not None:
        found[LISTED] = everyone.intersection(listed)
    if listed is not None and probability is not None:
        risky = {school for school, chance in probability.items() if confidence.at_risk(chance)}
        found[RISK] = everyone.intersection(risky).difference(listed)
    if unfavourable is not None:
        found[UNFAVOURABLE] = everyone.intersection(unfavourable)
    if unfavourable is not None and better is not None:
        found[RESILIENT] = everyone.intersection(unfavourable).intersection(better)
    if high is not None:
        found[HIGH] = everyone.intersection(high)
    found[OTHER] = everyone.difference(*found.values())
    return Groups(found)


def above_expectation(differences: pd.DataFrame | None, year: int) -> frozenset[int] | None:
    """Schools of the year whose low share is below the expected one with its whole 95 % interval.

    ``differences``: ``year``, ``school_id``, ``difference_low``, ``difference_high`` (interval of observed − expected
    low share, percentage points). None where there is no expectation for the year.
    """
    if differences is None:
        return None
    of_year = differences[differences["year"] == year]
    if of_year.empty:
        return None
    return frozenset(map(int, of_year.loc[of_year["difference_high"] < 0, "school_id"]))
