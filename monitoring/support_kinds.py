"""Of what kind a school's support was, and after which list it began."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from monitoring.partnerships import list_year

SAME_DISTRICT, OTHER_DISTRICT, ONE_SUBJECT, MORE_SUBJECTS = (
    "same-district",
    "other-district",
    "one-subject",
    "more-subjects",
)
PAIRS = ((SAME_DISTRICT, OTHER_DISTRICT), (ONE_SUBJECT, MORE_SUBJECTS))
"""A supported school is in one kind of each pair."""
KINDS = tuple(kind for pair in PAIRS for kind in pair)


@dataclass(frozen=True, slots=True)
class Support:
    """A partnership as far as its effect is concerned; ``status`` as in ``monitoring.partnerships``."""

    mentee_id: int
    mentor_id: int
    subjects: tuple[str, ...]
    status: str
    started_on: date


def begun(partnerships: Iterable[Support], today: date) -> tuple[Support, ...]:
    """Those that began by ``today``: a proposal never did, what was paused or has ended did."""
    return tuple(item for item in partnerships if item.status != "proposed" and item.started_on <= today)


def starts(partnerships: Iterable[Support]) -> dict[int, int]:
    """Supported school → list year after which its first partnership began."""
    found: dict[int, int] = {}
    for item in partnerships:
        year = list_year(item.started_on)
        found[item.mentee_id] = min(year, found.get(item.mentee_id, year))
    return found


def kinds(partnerships: Iterable[Support], district_of: Mapping[int, str]) -> dict[str, frozenset[int]]:
    """Kind → supported schools, by the partnerships of their first year: each school is in one kind of each pair.

    ``same-district`` where every partner is of the school's district, ``one-subject`` where no more is named.
    """
    items = list(partnerships)
    first = starts(items)
    own: dict[int, list[Support]] = defaultdict(list)
    for item in items:
        if list_year(item.started_on) == first[item.mentee_id]:
            own[item.mentee_id].append(item)
    found: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for school, group in own.items():
        same = all(district_of.get(item.mentor_id) == district_of.get(school) for item in group)
        subjects = {subject for item in group for subject in item.subjects}
        found[SAME_DISTRICT if same else OTHER_DISTRICT].add(school)
        found[ONE_SUBJECT if len(subjects) <= 1 else MORE_SUBJECTS].add(school)
    return {kind: frozenset(schools) for kind, schools in found.items()}
