"""Words of the probability of a listing: the number and the word never contradict each other."""

import pytest

from layouts.texts import confidence
from layouts.texts.grammar import NBSP
from monitoring.confidence import BORDER, RISK, SURE, grade


@pytest.mark.parametrize("bound", [SURE, BORDER, RISK])
def test_a_number_reaches_a_bound_only_with_its_word(bound: float) -> None:
    assert confidence.whole_percent(bound) == round(100 * bound)
    assert confidence.whole_percent(bound - 1e-4) == round(100 * bound) - 1


def test_nearly_sure_is_told_below_the_bound() -> None:
    assert grade(0.896) == "border"
    assert confidence.percent(0.896) == f"89{NBSP}%"
    assert confidence.percent(0.9) == f"90{NBSP}%"
    assert confidence.percent(0.995) == f"более 99{NBSP}%"
