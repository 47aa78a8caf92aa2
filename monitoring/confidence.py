"""How sure a place in the list is, in words; and the schools that may meet the rule without being in it.

The bounds are taken by default: no source names them.
"""

SURE = 0.9
"""From this probability of truly meeting the rule a listed school is in the list ``sure``ly."""
BORDER = 0.5
"""From this one it is on the ``border``; below, its listing is rather ``chance``."""
RISK = 0.2
"""From this one an assessed school outside the list is at ``risk``."""

GRADES = ("sure", "border", "chance")
"""How sure a listing is, the surest first."""


def grade(probability: float) -> str:
    """``sure``, ``border`` or ``chance``: of a school in the list."""
    if probability >= SURE:
        return "sure"
    return "border" if probability >= BORDER else "chance"


def at_risk(probability: float) -> bool:
    """Whether an assessed school outside the list belongs to the zone of risk."""
    return probability >= RISK
