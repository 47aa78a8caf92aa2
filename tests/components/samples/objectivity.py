"""Signs that results are worth checking: of every kind, one alone, none."""

from monitoring.objectivity.signs import Sign, Tested, Work
from monitoring.reports.objectivity import SchoolSigns

_VPR: tuple[Work, ...] = tuple(("vpr", subject, grade, 2025) for subject in ("math", "russian") for grade in (5, 6))
_PAST: tuple[Work, ...] = tuple((*work[:3], year) for work in _VPR for year in (2019, 2021, 2022, 2023, 2024))
TESTED = tuple(Tested(year, kind, 602) for year in (2025, 2024) for kind in ("exam", "journal", "jump", "peak"))


def signs(school_id: int = 1207) -> tuple[Sign, ...]:
    """One of each kind in the latest year, and an older one."""
    return (
        Sign(school_id, 2025, "journal", 32.9, 5.0, 331, 3e-7, 1.2, 10.4, _VPR, (), 3.6, 24.2),
        Sign(school_id, 2025, "jump", 7.4, 23.8, 822, 0.0031, 13.0, 34.9, _VPR, _PAST, 27.2),
        Sign(
            school_id, 2025, "exam", 24.4, 8.9, 164, 0.0025, 0.0, 18.6,
            (("oge", "math", 9, 2025), ("oge", "russian", 9, 2025)),
            (("vpr", "math", 7, 2023), ("vpr", "russian", 7, 2023)), 13.0, 11.9,
        ),
        Sign(school_id, 2025, "peak", 90.4, 63.7, 44, 0.00004, 57.9, 69.3, _VPR[:1], approximate=True),
        Sign(school_id, 2022, "exam", 31.0, 12.0, 61, 0.009, 1.0, 30.2,
             (("oge", "math", 9, 2022),), (("vpr", "math", 8, 2021),), 7.0, 12.5),
    )  # fmt: skip


def school_signs(*kinds: str) -> SchoolSigns:
    """Signs of one school: all, or those of the kinds."""
    return SchoolSigns(tuple(sign for sign in signs() if not kinds or sign.kind in kinds), TESTED)


def no_signs() -> SchoolSigns:
    """Computed, and nothing found."""
    return SchoolSigns((), TESTED)
