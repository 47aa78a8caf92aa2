"""Sample partnerships of every status."""

from dataclasses import replace
from datetime import date

from monitoring.reports.school import Partnership


def partnership(status: str = "active") -> Partnership:
    """A partnership of the sample school."""
    return Partnership(
        1207,
        "Школа 12-07 (демо)",
        "nevsky",
        703,
        "Гимназия 7-03 (демо)",
        "krasnogvardeysky",
        ("math", "russian"),
        status,
        date(2022, 9, 1),
        None,
        "7",
        date(2022, 9, 1),
        "заместитель директора по учебно-воспитательной работе",
        14,
        date(2025, 5, 12),
        4.24,
    )


def registry() -> tuple[Partnership, ...]:
    """The registry with every status."""
    found = []
    for index, status in enumerate(("active",) * 8 + ("proposed", "paused", "ended", "ended")):
        ended = date(2024, 6, 30) if status == "ended" else None
        found.append(
            replace(
                partnership(status),
                mentee_id=1200 + index,
                mentee=f"Школа 12-{index + 1:02d} (демо)",
                mentor_id=700 + index,
                mentor=f"Гимназия 7-{index + 1:02d} (демо)",
                ended_on=ended,
                distance_km=None if index == 3 else 1.2 + index,
                agreement_number=None if status == "proposed" else str(index + 1),
            )
        )
    return tuple(found)
