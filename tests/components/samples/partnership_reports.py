"""Sample pages of one partnership, and places of mentors."""

from dataclasses import replace
from datetime import date

from monitoring.reports.partnerships import JointActivity, MentorLoad, PartnershipReport
from tests.components.samples.partnerships import partnership
from tests.components.samples.schools import results


def loads(*, full: int = 2) -> tuple[MentorLoad, ...]:
    """Mentors, so many of them without a place."""
    names = ("Гимназия 7-01 (демо)", "Лицей 7-02 (демо)", "Школа 7-03 (демо)", "Школа 7-04 (демо)")
    return tuple(
        MentorLoad(700 + place, name, "krasnogvardeysky", 2 if place < full else 1, 2)
        for place, name in enumerate(names)
    )


def partnership_report(status: str = "active", *, is_open: bool = True, held: int = 5) -> PartnershipReport:
    """One partnership with its activities; ``is_open``: the results of the mentee are the viewer's to see."""
    sorts = ("lessons", "seminar", "master-class", "consultation", "diagnostics", "pupils")
    activities = tuple(
        JointActivity(
            20 - place, date(2025, 11 - place, 10 + place), sorts[place % 6], 4 + 13 * place,
            None if place == 1 else "Посещены два урока, выбраны приёмы для своих классов.",
        )
        for place in range(held)
    )  # fmt: skip
    item = replace(
        partnership(status),
        ended_on=date(2025, 6, 30) if status == "ended" else None,
        activities=held + (0 if status == "proposed" else 12),
        reported=0 if status == "proposed" else 12,
        agreement_number=None if status == "proposed" else "7",
        last_activity_on=activities[0].held_on if activities else None,
    )
    return PartnershipReport(
        item, 3, date(2025, 11, 15), activities, loads()[0] if is_open else None, results() if is_open else None
    )
