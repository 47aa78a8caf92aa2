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
names = st.sampled_from(("year", "method", "on", "plan", "share", "grade", "district", "school", "layer", "procedure"))


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


@pytest.mark.parametrize("outside", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "x"])
def test_other_hosts_are_no_own_path(outside: str) -> None:
    assert address.own_path(outside) == ""
