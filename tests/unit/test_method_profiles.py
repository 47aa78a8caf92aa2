"""Method profiles: the records that ship, and what a record must hold."""

import re

import pytest

from monitoring.method_profiles import (
    DEFAULT_METHOD,
    ConditionsProfile,
    QuartileProfile,
    ShareProfile,
    kind_of,
    parse_profile,
    profiles,
    share_profiles,
    yardstick,
)
from monitoring.procedures import PROCEDURES, SUBJECTS

TWO_YEARS = profiles()["two-years"].text


def test_the_default_comes_first() -> None:
    assert next(iter(profiles())) == DEFAULT_METHOD == "two-years"
    assert list(profiles()) == ["two-years", "lower-quartile", "social-conditions", "two-grounds-2025"]
    assert list(share_profiles()) == ["two-years", "two-grounds-2025"]


@pytest.mark.parametrize("profile", profiles().values(), ids=profiles().keys())
def test_every_record_is_whole(profile) -> None:
    assert profile.source
    assert re.search("[а-яё]", profile.rule)
    assert profile.min_participants >= 1
    assert parse_profile(profile.text) == profile
    for procedure, subject, grade in profile.series:
        assert procedure in PROCEDURES
        assert subject in SUBJECTS
        assert {"vpr": grade in range(4, 9), "oge": grade == 9, "ege": grade == 11}[procedure]


def test_rules_of_the_field() -> None:
    """The figures of the rules as the sources have them."""
    two_years, grounds = share_profiles()["two-years"], share_profiles()["two-grounds-2025"]
    for profile in (two_years, grounds):
        assert (profile.threshold, profile.low_procedures, profile.min_participants) == (30.0, 2, 10)
        assert ("vpr", "russian", 5) in profile.series
        assert ("vpr", "russian", 4) not in profile.series
        assert ("ege", "math_profile", 11) in profile.series
    assert not two_years.confirmed
    assert grounds.confirmed
    assert grounds.combine == "any"


def test_published_rules_are_never_changed_in_place() -> None:
    """Publications keep the digest of the text that they applied: a changed text must be a new version."""
    digests = {(code, profile.version): profile.digest for code, profile in profiles().items()}
    assert digests["two-years", 1] == "e08e88af03cf"
    assert digests["two-grounds-2025", 1] == "47ef59bdae74"


def test_rules_that_compare_schools_with_each_other() -> None:
    quartile, conditions = profiles()["lower-quartile"], profiles()["social-conditions"]
    assert isinstance(quartile, QuartileProfile)
    assert isinstance(conditions, ConditionsProfile)
    assert (quartile.quartile, quartile.low_procedures, quartile.levels, quartile.least_schools) == (25.0, 2, 3, 10)
    assert conditions.top == 25.0
    assert {weight for _, weight in conditions.conditions.weights} == {1.0}
    assert quartile.conditions == conditions.conditions
    assert [kind_of(profile) for profile in profiles().values()] == ["shares", "quartile", "conditions", "shares"]
    assert not quartile.confirmed
    assert not conditions.confirmed
    # Who calls a single result low: the rule itself, or the default one.
    assert yardstick(quartile, profiles()) == profiles()["two-years"]
    assert yardstick(profiles()["two-grounds-2025"], profiles()) == profiles()["two-grounds-2025"]
    assert yardstick(quartile, {}) is None


def test_a_changed_text_is_another_version() -> None:
    changed = parse_profile(TWO_YEARS.replace("threshold = 30.0", "threshold = 31.0"))
    assert isinstance(changed, ShareProfile)
    assert changed.threshold == 31.0
    assert changed.digest != profiles()["two-years"].digest


@pytest.mark.parametrize(
    ("code", "found", "put"),
    [
        ("lower-quartile", "quartile = 25.0", "quartile = 100.0"),
        ("lower-quartile", "levels = 3", "levels = 0"),
        ("lower-quartile", 'kinds = ["advanced"]', 'kinds = ["school"]'),
        ("lower-quartile", 'kinds = ["advanced"]', 'kinds = ["college"]'),
        ("social-conditions", "top = 25.0", "top = 0"),
        ("social-conditions", "on_register = 1.0", "on_register = -1.0"),
        ("social-conditions", "on_register = 1.0", "pupils = 1.0"),
        ("social-conditions", "on_register = 1.0", "height = 1.0"),
    ],
)
def test_a_broken_rule_of_another_kind_is_refused(code: str, found: str, put: str) -> None:
    text = profiles()[code].text
    assert found in text
    with pytest.raises(ValueError, match=r"\w"):
        parse_profile(text.replace(found, put))


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
