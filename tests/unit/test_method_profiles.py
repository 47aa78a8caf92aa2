"""Method profiles: the records that ship, and what a record must hold."""

import re

import pytest

from monitoring.method_profiles import DEFAULT_METHOD, parse_profile, profiles
from monitoring.procedures import PROCEDURES, SUBJECTS

TWO_YEARS = profiles()["two-years"].text


def test_the_default_comes_first() -> None:
    assert next(iter(profiles())) == DEFAULT_METHOD == "two-years"
    assert set(profiles()) == {"two-years", "two-grounds-2025"}


@pytest.mark.parametrize("profile", profiles().values(), ids=profiles().keys())
def test_every_record_is_whole(profile) -> None:
    assert profile.source
    assert re.search("[а-яё]", profile.rule)
    assert 0 < profile.threshold < 100
    assert profile.min_participants >= 1
    assert profile.low_procedures >= 1
    assert parse_profile(profile.text) == profile
    for procedure, subject, grade in profile.series:
        assert procedure in PROCEDURES
        assert subject in SUBJECTS
        assert {"vpr": grade in range(4, 9), "oge": grade == 9, "ege": grade == 11}[procedure]


def test_rules_of_the_field() -> None:
    """The figures of the rules as the sources have them."""
    two_years, grounds = profiles()["two-years"], profiles()["two-grounds-2025"]
    for profile in (two_years, grounds):
        assert (profile.threshold, profile.low_procedures, profile.min_participants) == (30.0, 2, 10)
        assert ("vpr", "russian", 5) in profile.series
        assert ("vpr", "russian", 4) not in profile.series
        assert ("ege", "math_profile", 11) in profile.series
    assert not two_years.confirmed
    assert grounds.confirmed
    assert grounds.combine == "any"


def test_a_changed_text_is_another_version() -> None:
    changed = parse_profile(TWO_YEARS.replace("threshold = 30.0", "threshold = 31.0"))
    assert changed.threshold == 31.0
    assert changed.digest != profiles()["two-years"].digest


@pytest.mark.parametrize(
    ("found", "put", "error"),
    [
        ('status = "default"', 'status = "rumour"', ValueError),
        ('kind = "each-of-two-years"', 'kind = "guess"', ValueError),
        ("threshold = 30.0\n", "", KeyError),
        ("min_participants = 10\n", 'min_participants = 10\ncombine = "some"\n', ValueError),
    ],
)
def test_a_broken_record_is_refused(found: str, put: str, error: type[Exception]) -> None:
    assert found in TWO_YEARS
    with pytest.raises(error):
        parse_profile(TWO_YEARS.replace(found, put))
