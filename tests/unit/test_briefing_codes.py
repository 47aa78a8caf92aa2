"""The code of a briefing: what it says, how it may be typed, that nothing else passes for one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import briefing_codes as codes
from monitoring.reports.briefing import Briefing
from tests.components import briefings as samples

SECRET, OTHER = b"the key of the tests", b"another key"
CHOICES = [(year, method) for year in range(2019, 2027) for method in ("two-years", "two-grounds-2025")]


def signed(briefing: Briefing, code: str, *secrets: bytes) -> tuple[int, str] | None:
    """What the code was signed for."""
    found = codes.found_in(code)
    assert found is not None
    return codes.signed_of(found, secrets or (SECRET,), briefing.version.published_at, CHOICES)


@pytest.mark.parametrize("name", ["city", "district", "school"])
def test_code_says_what_the_briefing_is(name: str) -> None:
    made = samples.BRIEFINGS[name]()
    code = codes.code_of(made, SECRET)
    found = codes.found_in(f"Код проверки: {code}. Проверить справку: /verify")
    assert found is not None
    assert len(code.replace("-", "")) == 24
    label = found.label
    assert (label.scope, label.key, label.publication, label.day) == (
        made.scope, made.key, made.version.publication, made.day,
    )  # fmt: skip
    assert label.digest == codes.digest_of(made)
    assert signed(made, code) == (made.version.year, made.version.method)
    assert signed(made, code, OTHER, SECRET) == (2025, "two-years"), "a former key still reads"
    assert signed(made, code, OTHER) is None


def test_other_figures_have_another_code() -> None:
    made = samples.city()
    figures = (replace(made.figures[0], text="999"), *made.figures[1:])
    assert codes.code_of(made, SECRET) != codes.code_of(replace(made, figures=figures), SECRET)
    later = replace(made, version=replace(made.version, published_at=datetime(2030, 1, 1, tzinfo=UTC)))
    assert signed(later, codes.code_of(made, SECRET)) is None, "numbers begin again in another database"


@given(place=st.integers(0, 23), sign=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
@settings(deadline=None)
def test_one_wrong_sign_is_seen(place: int, sign: str) -> None:
    made = samples.BRIEFINGS["school-no-host"]()
    plain = codes.code_of(made, SECRET).replace("-", "")
    tampered = plain[:place] + sign + plain[place + 1 :]
    found = codes.found_in(tampered)
    right = found is not None and codes.signed_of(found, (SECRET,), made.version.published_at, CHOICES) is not None
    assert right == (tampered == plain)


def test_code_may_be_typed_by_hand() -> None:
    made = samples.district()
    code = codes.code_of(made, SECRET)
    for typed in (
        code.lower(), code.replace("-", ""), code.replace("-", " "), f"{code[:15]}\n{code[15:]}",
        code.translate(str.maketrans("ABEKMHOPCTXYI", "АВЕКМНОРСТХУ1")), f"https://x.ru/verify?code={code}",
    ):  # fmt: skip
        assert signed(made, typed) == (2025, "two-years"), typed
    for foreign in ("", "ABCD", f"{code}A", "код", "А" * 200, "\0" * 30):
        assert codes.found_in(foreign) is None, foreign


def test_numbers_too_large_have_no_code() -> None:
    made = samples.city()
    assert codes.code_of(replace(made, version=replace(made.version, publication=1 << 14)), SECRET) == ""
    assert codes.code_of(replace(made, day=date(2019, 12, 31)), SECRET) == ""
    assert codes.code_of(replace(samples.school(), key=str(1 << 20)), SECRET) == ""
