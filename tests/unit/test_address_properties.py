"""Whatever stands in an address is read without a failure and leads nowhere else."""

from contextlib import suppress
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks import address
from data_access.viewer import NotFound
from layouts.view import View
from monitoring.districts import by_code
from tests.hostile import TEXTS

HERE = "https://monitoring.example/school/1?year=2025"
texts = st.sampled_from(TEXTS) | st.text(max_size=60) | st.text(alphabet="/\\:@.?#\t\r\n ae%", max_size=20)
names = st.sampled_from(sorted(address.PARAMETERS))
# Lengths around those of a number, of a key and of what Python reads at all; some begin as a year does.
digits = st.tuples(
    st.sampled_from(("", "0", "2025", "-", "+")),
    st.sampled_from("019٣²"),
    st.sampled_from((1, 4, 9, 10, 19, 400, 4400)),
).map(lambda parts: parts[0] + parts[1] * parts[2])
fitting = st.fixed_dictionaries({"procedure": st.just("vpr"), "subject": st.just("math"), "grade": st.just("6")})


@given(texts)
def test_an_own_path_stays_on_this_host(text: str) -> None:
    own = address.own_path(text)
    assert own in {"", text}
    assert urlsplit(urljoin(HERE, own)).netloc == "monitoring.example"
    # Browsers take a backslash for a slash.
    assert urlsplit(urljoin(HERE, own.replace("\\", "/"))).netloc == "monitoring.example"


@given(texts)
def test_a_number_is_a_key_or_nothing(text: str) -> None:
    found = address.number(text)
    assert found is None or 0 <= found < 10**address.LONGEST_ID


@given(texts)
def test_parts_of_a_path_are_known_or_not_found(text: str) -> None:
    with suppress(NotFound):
        assert address.district_code(f"/district/{text}") in by_code()
    with suppress(NotFound):
        assert address.school_id(f"/school/{text}") >= 0


@given(st.dictionaries(names | texts, texts | st.lists(texts, max_size=3) | st.none(), max_size=6))
def test_any_query_gives_a_view(query: dict[str, object]) -> None:
    words = address.words(query)
    assert all(isinstance(value, str) for value in words.values())
    assert View.from_query(words) == View.from_query(words)


@given(fitting, st.dictionaries(names, digits, max_size=4))
def test_numbers_of_any_length_beside_what_fits_give_a_view(fits: dict[str, object], wild: dict[str, object]) -> None:
    words = address.words(fits | wild)
    view = View.from_query(words)
    assert view.series is None or len(view.series) < 20
    assert all(value is None or abs(value) < 10**9 for value in (view.start, view.school, view.plan, view.held))
    with suppress(NotFound):
        assert (address.version(words) or 0) < 10**9


def test_a_page_is_given_no_name_that_is_not_listed() -> None:
    assert address.words({"cacheKey": "1", "": "2", "year": "2025"}) == {"year": "2025"}


@pytest.mark.parametrize("outside", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "x"])
def test_other_hosts_are_no_own_path(outside: str) -> None:
    assert address.own_path(outside) == ""
