"""Sample partnerships of every status, and proposals of every kind."""

from dataclasses import replace
from datetime import date

from monitoring.matching import CostParts
from monitoring.pair_costs import MatchingRules
from monitoring.reports.matching import Proposal, Proposals, Side, WithoutProposal
from monitoring.reports.school import Partnership


def partnership(status: str = "active") -> Partnership:
    """A partnership of the sample school."""
    return Partnership(
        5,
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
        mentee_confirmed_on=date(2022, 8, 25),
        mentor_confirmed_on=None if status == "proposed" else date(2022, 8, 30),
        reported=12,
        reported_on=date(2024, 12, 20),
    )


def registry() -> tuple[Partnership, ...]:
    """The registry with every status."""
    found = []
    for index, status in enumerate(("active",) * 8 + ("proposed", "paused", "ended", "ended")):
        ended = date(2024, 6, 30) if status == "ended" else None
        found.append(
            replace(
                partnership(status),
                id=index + 1,
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


def proposals() -> Proposals:
    """Proposals as the committee sees them: pairs with and without what a reason rests on, every reason for none."""
    own = Side(1201, "Школа 12-01 (демо)", "nevsky", (30.47, 59.88))
    far = Side(901, "Школа 9-01 (демо)", "kronshtadtsky", None)
    mentor = Side(701, "Гимназия 7-01 (демо)", "krasnogvardeysky", (30.45, 59.96))
    near = Side(1240, "Лицей 12-40 (демо)", "nevsky", (30.48, 59.87))
    reasons = ("no-mentors", "no-places", "same-entity", "too-dear", "outbid")
    return Proposals(
        (
            Proposal(far, mentor, None, None, None, False, CostParts(1.0, 1.0, 0.7, 0.3)),
            Proposal(own, near, 3.24, ("math", "russian"), True, True, CostParts(0.324, 0.0, 0.4, 0.0), (mentor,)),
            Proposal(replace(own, id=1202), mentor, 9.96, ("math",), False, False, CostParts(0.996, 0.5, 0.8, 0.3)),
        ),
        tuple(WithoutProposal(replace(own, id=1210 + index), why) for index, why in enumerate(reasons)),
        MatchingRules(),
        whole=True,
        total_cost=9.32,
        greedy_cost=9.61,
        mentors=228,
        places=417,
        objectivity=True,
        excluded=3,
    )


def proposals_of_a_school() -> Proposals:
    """What the sides of one pair see of it."""
    whole = proposals()
    return Proposals((replace(whole.pairs[1], costs=None),), (), MatchingRules(), whole=False)


def no_proposals(*, made: bool = True, whole: bool = True) -> Proposals:
    """Nobody needs one, or none is open to the viewer, or there is no list."""
    none = Proposals((), (), MatchingRules(), whole=whole, made=made)
    return replace(none, total_cost=0.0, greedy_cost=0.0, mentors=228, places=417) if whole and made else none
