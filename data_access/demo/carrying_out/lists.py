"""External lists and ratings of the newest year, and the list that КО approved after it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from data_access.demo.carrying_out.world import Entry, SchoolFacts, World
from data_access.schema import RECORDS
from monitoring.districts import CITY
from monitoring.method_profiles import DEFAULT_METHOD
from monitoring.organisations import Organisation

SOURCES = (
    # Source, its day, number of the document, schools of ours that it names, others.
    ("rosobrnadzor", (6, 20), "10-2/дск", 0.7, 10),
    ("complex", (10, 1), "КМ-3", 0.6, 8),
    ("rating", (9, 15), "Р-25", 0.4, 6),
)
ADDED = (
    "Доля низких результатов у порога второй год, школа обратилась за помощью",
    "Сменилась половина учителей математики; решение рабочей группы Комитета",
)
REMOVED = "Школа объединена с соседней с 01.09, сопровождение идёт по новой организации"


def external_lists(world: World) -> Iterable[Entry]:
    """Entries of three sources about the newest list's year; who names a school is the Committee's centre."""
    cokoit = world.of_city(Organisation.COKOIT)
    others = [school for school in world.schools if not school.listed]
    for source, (month, day), number, share, more in SOURCES:
        published = date(world.today.year, month, day)
        named = [school for school in world.supported if world.rng.random() < share]
        named += _some(world, others, more)
        for school in named:
            listed = school.listed
            verdict = str(world.rng.choice(["low", "low", "low", "both"] if listed else ["low", "conditions", "other"]))
            yield Entry(
                cokoit,
                "external_entry",
                {
                    "school_id": school.id, "year": world.year, "source": source, "verdict": verdict,
                    "note": _note(world, source, verdict), "published_on": published, "document_number": number,
                },
                published + timedelta(days=7),
                f"{source}-{school.id}",
            )  # fmt: skip


def _note(world: World, source: str, verdict: str) -> str | None:
    if source == "rating":
        return f"группа {'Г' if verdict in {'low', 'both'} else 'Б'}"
    if source == "complex":
        low = verdict in {"low", "both"}
        return f"индекс {int(world.rng.integers(21, 39) if low else world.rng.integers(41, 60))} из 100"
    return None


def approved_list(world: World) -> Iterable[Entry]:
    """The order, two additions and one removal."""
    approved = date(world.today.year, 10, 10)
    yield Entry(
        world.committee,
        "approved_list",
        {
            "place": CITY, "year": world.year, "method": DEFAULT_METHOD, "order_number": "1-д",
            "order_date": approved, "words": "Список действует в 2025/26 учебном году"
            if world.year == 2025 else None,
        },
        approved,
        "list",
    )  # fmt: skip
    lists = RECORDS["approved_list"]
    number = world.connection.scalar(select(lists.c.id).where(lists.c.year == world.year, lists.c.ended_at.is_(None)))
    others = [school for school in world.schools if not school.listed and not school.left]
    added = _some(world, others, len(ADDED))
    decided = [(school, "added", reason) for school, reason in zip(added, ADDED, strict=False)]
    decided += [(school, "removed", REMOVED) for school in _some(world, world.supported, 1)]
    for school, decision, reason in decided:
        values = {"school_id": school.id, "list_id": number, "decision": decision, "reason": reason}
        yield Entry(world.committee, "approved_change", values, approved, f"{decision}-{school.id}")


def _some(world: World, schools: Sequence[SchoolFacts], count: int) -> list[SchoolFacts]:
    order = world.rng.permutation(len(schools))
    return [schools[int(index)] for index in order[:count]]
