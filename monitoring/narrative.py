"""Facts that pages tell in sentences: what is so, how surely, for how many. Words stand in ``layouts.texts.facts``.

A fact is a code with its figures. To tell one more: make it here or in ``monitoring.first_looks`` (there with a place
in ``ORDER``) and give its code words in ``layouts.texts.facts``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.masking import Reason
from monitoring.method_profiles import Series
from monitoring.reports.territory import ListedYear


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of ``year``. What a code does not need is None.

    ``count`` of ``total``; ``value`` with its 95 % interval ``low``…``high`` and ``n`` participants behind it;
    ``since``: the year compared with, or the first of ``earlier`` ones; ``school``: id and name; ``district``: code;
    ``series``: the assessment; ``counts``: several numbers, as the code says; ``item`` of the plan, ``due`` by the day;
    ``weight``: the larger, the earlier among
    facts of one code.
    """

    code: str
    year: int
    weight: float = 0.0
    count: int | None = None
    total: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    since: int | None = None
    earlier: int | None = None
    school: tuple[int, str] | None = None
    district: str | None = None
    series: Series | None = None
    counts: tuple[int, ...] = ()
    item: int | None = None
    due: date | None = None
    reason: Reason | None = None


STORY = ("list-moved", "left-fell", "years-on-list", "schools-changed", "changed-hidden")
"""Codes of ``story``, in the order in which they are told."""


def story(series: Sequence[ListedYear], year: int) -> tuple[Fact, ...]:
    """How the list of ``year`` came about. Empty where none was made for the year.

    ``list-moved``: ``count`` listed, ``value`` the difference from the list of ``since`` (both None for the first
    list). ``left-fell``: of ``total`` schools that left and can be compared ``count`` have fallen distinguishably.
    ``years-on-list``: ``counts`` in the list for the first time, the second, more often. ``schools-changed``:
    ``counts`` fell, grew, of ``total``. ``changed-hidden``: some of this is masked for the viewer. ``reason`` with a
    count: he sees it by his role, it must not be published.
    """
    known = [item for item in series if item.listed is not None and item.year <= year]
    if not known or known[-1].year != year:
        return ()
    now, former = known[-1], known[-2] if len(known) > 1 else None
    listed = now.listed or 0
    difference = None if former is None else float(listed - (former.listed or 0))
    found = [Fact("list-moved", year, count=listed, value=difference, since=None if former is None else former.year)]
    flow = now.flow
    if flow is not None:
        if flow.left_compared:
            found.append(
                Fact("left-fell", year, count=flow.left_fell, total=flow.left_compared, reason=flow.left_reason)
            )
        if listed:
            found.append(Fact("years-on-list", year, counts=(flow.once, flow.twice, flow.more)))
        if flow.compared:
            counts = (flow.fell, flow.grew)
            found.append(Fact("schools-changed", year, total=flow.compared, counts=counts, reason=flow.reason))
        if (flow.reason and not flow.compared) or (flow.left_reason and not flow.left_compared):
            found.append(Fact("changed-hidden", year, reason=flow.reason or flow.left_reason))
    return tuple(found)
