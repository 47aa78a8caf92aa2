"""From records to proofs of the order: what is counted, of how many, by whom, when, by which documents."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.districts import CITY, DISTRICTS
from monitoring.order import SOURCES, Source
from monitoring.organisations import Organisation, writer
from monitoring.reports.order import Document, Proof

DOCUMENTS = 3
"""So many documents are named, the newest."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One record as a proof: whom it concerns, its day, document and writer (``Viewer.code``).

    ``school`` is None for what concerns a place; ``district`` is the school's or the place (``city``). The document is
    None where the viewer may not see it. ``people``: participants, 0 where none are counted.
    """

    kind: str
    sort: str | None
    school: int | None
    district: str
    on: date
    document: Document | None
    actor: str
    people: int = 0


@dataclass(frozen=True, slots=True)
class TaskTrace:
    """A task of the plan: ``status`` as stored."""

    number: int
    place: str
    status: str
    on: date | None
    document: Document | None
    actor: str


TellsPeople = Callable[[Sequence[Trace]], bool]


def of_records(
    traces: Sequence[Trace], listed: Mapping[int, str], district: str | None, tells_people: TellsPeople
) -> dict[str, Proof]:
    """A proof for each source, by its code. ``listed``: schools of the list with their districts. ``tells_people``:
    whether the viewer may see the sum of the people of these traces."""
    found = {}
    for code, source in SOURCES.items():
        own = [trace for trace in traces if _is_of(trace, source)]
        if source.per == "school":
            own = [trace for trace in own if trace.school in listed]
        count, of = _counted(own, source, listed)
        here, here_of = None, None
        if district is not None:
            beside = {school: place for school, place in listed.items() if place == district}
            here, here_of = _counted([trace for trace in own if trace.district == district], source, beside)
            here_of = None if source.per == "place" else here_of
        people = sum(trace.people for trace in own) if tells_people(own) else 0
        found[code] = Proof(
            code, count, of, max((trace.on for trace in own), default=None), _writers(trace.actor for trace in own),
            _newest(trace.document for trace in own), here, here_of, people or None,
        )  # fmt: skip
    return found


def of_tasks(tasks: Sequence[TaskTrace], district: str | None) -> dict[str, Proof]:
    """Proofs ``item-N``, ``city-N`` for every item that the plan holds, and ``districts``."""
    required = [task for task in tasks if task.status != "not-required"]
    found = {"districts": _tasks("districts", [task for task in required if task.place != CITY], district)}
    for number in sorted({task.number for task in tasks}):
        own = [task for task in required if task.number == number]
        found[f"item-{number}"] = _tasks(f"item-{number}", own, district)
        found[f"city-{number}"] = _tasks(f"city-{number}", [task for task in own if task.place == CITY], None)
    return found


def _tasks(code: str, tasks: Sequence[TaskTrace], district: str | None) -> Proof:
    done = [task for task in tasks if task.status == "done"]
    here = [task for task in tasks if task.place == district]
    return Proof(
        code, len(done), len(tasks), max((task.on for task in done if task.on), default=None),
        _writers(task.actor for task in done), _newest(task.document for task in done),
        sum(task.status == "done" for task in here) if here else None, len(here) or None,
    )  # fmt: skip


def _is_of(trace: Trace, source: Source) -> bool:
    if trace.kind != source.kind or (source.sorts and trace.sort not in source.sorts):
        return False
    by = writer(trace.actor)
    return not source.writers or (by is not None and by.organisation in source.writers)


def _counted(own: Sequence[Trace], source: Source, listed: Mapping[int, str]) -> tuple[int, int | None]:
    match source.per:
        case "school":
            return len({trace.school for trace in own}), len(listed)
        case "place":
            return len({trace.district for trace in own} - {CITY}), len(DISTRICTS)
        case "record":
            return len(own), None


def _writers(actors: Iterable[str]) -> tuple[Organisation, ...]:
    present = {found.organisation for actor in actors if (found := writer(actor))}
    return tuple(organisation for organisation in Organisation if organisation in present)


def _newest(documents: Iterable[Document | None]) -> tuple[Document, ...]:
    known = {document for document in documents if document is not None and (document.number or document.on)}
    ordered = sorted(known, key=lambda document: (document.on or date.min, document.number or ""), reverse=True)
    return tuple(ordered[:DOCUMENTS])
