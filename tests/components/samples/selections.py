"""Years, methods and publications that sample reports stand on."""

from datetime import UTC, date, datetime

from monitoring.method_profiles import ConditionsProfile, QuartileProfile, profiles
from monitoring.reports.publication import Method, Publication, Selection

YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
SERIES = (
    ("vpr", "russian", 5),
    ("vpr", "math", 5),
    ("vpr", "russian", 6),
    ("vpr", "math", 6),
    ("oge", "russian", 9),
    ("oge", "math", 9),
    ("ege", "russian", 11),
    ("ege", "math_profile", 11),
)


def method(code: str = "two-years") -> Method:
    """A method as the publication carries it."""
    profile = profiles()[code]
    years = tuple(year for year in YEARS if year not in {2019, 2020}) if code == "two-years" else YEARS[2:]
    return Method(
        profile.code,
        profile.version,
        profile.title,
        profile.rule,
        profile.source,
        profile.confirmed,
        getattr(profile, "threshold", None),
        getattr(profile, "low_procedures", None),
        profile.min_participants,
        years,
        tuple(item for item in SERIES if item in profile.series),
        profile if isinstance(profile, QuartileProfile | ConditionsProfile) else None,
    )


def publication(*, synthetic: bool = True) -> Publication:
    """Publication 7 of the sample city."""
    return Publication(
        7,
        datetime(2025, 9, 12, 9, 30, tzinfo=UTC),
        synthetic,
        date(2025, 11, 15),
        606,
        148214,
        ("ФИС ОКО, ВПР 2019–2025", "ГИА 2019–2025", "реестр школ"),
        YEARS,
        tuple(method(code) for code in profiles()),
    )


def selection(year: int = 2025, code: str = "two-years") -> Selection:
    """The year and the method of the sample."""
    return Selection(year, method(code))
