"""Signs of objectivity: the rule of evidence, each kind on cities where one thing was done, orders and minimum n."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from monitoring.objectivity.boundary_peak import Scores, boundaries, peak_signs
from monitoring.objectivity.found import signs
from monitoring.objectivity.journal import journal_signs
from monitoring.objectivity.jump import jump_signs
from monitoring.objectivity.later_exam import exam_signs
from monitoring.objectivity.measured import Found
from monitoring.objectivity.signs import MIN_PARTICIPANTS, SIGN, Sign, is_evidence, window, with_evidence
from monitoring.procedures import AssessmentKey
from monitoring.proof_scores import CUTS, proof_scores

ODD = 7
SCHOOLS = 200


def sign(kind: str, tail: float = 0.005, year: int = 2024, school: int = ODD) -> Sign:
    return Sign(school, year, kind, 30.0, 10.0, 60, tail, 2.0, 20.0, (("vpr", "math", 5, year),))


def test_evidence_takes_two_kinds_or_a_strong_one_but_never_a_jump_alone() -> None:
    assert not is_evidence([])
    assert not is_evidence([sign("exam")])
    assert not is_evidence([sign("exam"), sign("exam", year=2023)])
    assert is_evidence([sign("exam"), sign("jump", year=2023)])
    assert is_evidence([sign("peak", 1e-6)])
    assert not is_evidence([sign("jump", 1e-12), sign("jump", 1e-12, 2023)])


def test_a_list_looks_at_its_year_and_the_one_before_across_the_gap() -> None:
    assert window(2024) == (2024, 2023)
    assert window(2021) == (2021, 2019)
    found = [sign("exam", year=2022), sign("jump", year=2024), sign("peak", 1e-5, 2020, school=8)]
    assert with_evidence(found, 2023) == frozenset()
    assert with_evidence([*found, sign("journal", year=2023)], 2024) == {ODD}


def comparisons(raised: float, lowered: float, n: int = 60) -> pd.DataFrame:
    """A usual city, 5 % raised and 25 % lowered; the odd school with these shares in its two works."""
    rng = np.random.default_rng(1)
    school = np.repeat(np.arange(1, SCHOOLS + 1), 2)
    frame = pd.DataFrame({"school_id": school, "year": 2024, "procedure": "vpr", "grade": 5, "participants": 60})
    frame["subject"] = np.tile(["math", "russian"], SCHOOLS)
    for name, share in (("raised_pct", 0.05), ("lowered_pct", 0.25)):
        true = rng.beta(share * 60, (1 - share) * 60, SCHOOLS).repeat(2)
        frame[name] = np.round(100 * rng.binomial(60, true) / 60, 2)
    odd = frame["school_id"] == ODD
    frame.loc[odd, ["raised_pct", "lowered_pct", "participants"]] = [raised, lowered, n]
    return frame


def of_school(found: Found, school: int = ODD) -> list[Sign]:
    return [item for item in found.signs if item.school_id == school]


def test_many_raised_and_hardly_any_lowered_is_a_sign() -> None:
    (found,) = of_school(journal_signs(comparisons(30.0, 3.33)))
    assert (found.kind, found.year, found.n) == ("journal", 2024, 120)
    assert found.value == pytest.approx(30)
    assert found.reference == pytest.approx(5, abs=1)
    assert found.other == pytest.approx(3.33, abs=0.01)
    assert found.other_reference == pytest.approx(25, abs=2)
    assert found.works == (("vpr", "math", 5, 2024), ("vpr", "russian", 5, 2024))
    assert found.high < found.value


@pytest.mark.parametrize(("raised", "lowered"), [(30.0, 25.0), (5.0, 60.0), (5.0, 0.0), (0.0, 0.0), (11.67, 0.0)])
def test_a_lenient_journal_or_a_small_excess_is_none(raised: float, lowered: float) -> None:
    assert of_school(journal_signs(comparisons(raised, lowered))) == []


def results(shares: dict[tuple[str, int, int], float], n: int = 80) -> pd.DataFrame:
    """A city that keeps its levels, 2018–2023 without 2020; the odd school has 30 % but where ``shares`` says."""
    rng = np.random.default_rng(2)
    level = rng.beta(2, 12, SCHOOLS)
    level[ODD - 1] = 0.3
    parts = []
    for year in (2018, 2019, 2021, 2022, 2023):
        for procedure, grade in (("vpr", 6), ("vpr", 7), ("vpr", 8), ("oge", 9)):
            size = rng.integers(40, 110, SCHOOLS)
            true = np.clip(level * rng.normal(1, 0.1, SCHOOLS), 0.005, 0.9)
            share = np.round(100 * rng.binomial(size, true) / size, 2)
            size[ODD - 1], share[ODD - 1] = n, shares.get((procedure, grade, year), 30.0)
            parts.append(
                pd.DataFrame(
                    {"school_id": np.arange(1, SCHOOLS + 1), "year": year, "procedure": procedure, "subject": "math",
                     "grade": grade, "participants": size, "low_share": share}
                )
            )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def test_a_fall_far_below_the_own_past_is_a_jump() -> None:
    fallen = {("vpr", grade, 2023): 5.0 for grade in (6, 7, 8)}
    (found,) = of_school(jump_signs(results(fallen)))
    assert (found.kind, found.year, found.value, found.n) == ("jump", 2023, 5.0, 240)
    assert found.reference == pytest.approx(30, abs=4)
    assert found.other == pytest.approx(30)
    assert len(found.works) == 3
    assert {work[3] for work in found.before} == {2018, 2019, 2021, 2022}
    assert len(found.before) == 12
    assert of_school(jump_signs(results({}))) == []


def test_a_school_that_was_always_so_does_not_jump() -> None:
    always = {("vpr", grade, year): 5.0 for grade in (6, 7, 8) for year in range(2018, 2024)}
    assert of_school(jump_signs(results(always))) == []


def test_the_level_of_the_city_is_no_jump() -> None:
    frame = results({})
    frame.loc[frame["year"] == 2023, "low_share"] = (frame.loc[frame["year"] == 2023, "low_share"] / 3).round(2)
    assert of_school(jump_signs(frame)) == []


def test_the_exam_is_compared_with_the_works_of_the_cohort() -> None:
    found = of_school(exam_signs(results({("vpr", 7, 2021): 4.0})))
    assert [(item.year, item.value) for item in found] == [(2023, 30.0)]
    assert found[0].other == pytest.approx(3.75)  # 3 of 80
    assert found[0].reference < 15
    assert found[0].before == (("vpr", "math", 7, 2021),)
    assert of_school(exam_signs(results({}))) == []


def test_where_grade_seven_was_not_held_grade_eight_speaks() -> None:
    # Grade 7 of the exam of 2022 would be that of 2020.
    found = of_school(exam_signs(results({("vpr", 8, 2021): 4.0})))
    assert [(item.year, item.before) for item in found] == [(2022, (("vpr", "math", 8, 2021),))]


def scores(peak: float, n: int = 300, works: int = 1) -> list[Scores]:
    """A city of multinomial distributions; in the odd school so many below each boundary are moved to it."""
    rng = np.random.default_rng(3)
    found = []
    for work in range(works):
        weights = np.exp(-((np.arange(21) - 11) ** 2) / 40)
        counts = rng.multinomial(rng.integers(60, 120, SCHOOLS), weights / weights.sum()).astype(float)
        counts[ODD - 1] = np.round(n * weights / weights.sum())
        for cut in CUTS:
            moved = np.floor(peak * counts[ODD - 1, cut - 1])
            counts[ODD - 1, cut - 1] -= moved
            counts[ODD - 1, cut] += moved
        bounds = [0, *CUTS, 21]
        city = 100 * counts.sum(axis=0) / counts.sum()
        marks = tuple(float(city[bounds[i] : bounds[i + 1]].sum()) for i in range(4))
        assert boundaries(counts.sum(axis=0), marks) == CUTS
        key = AssessmentKey(2024, "vpr", "math", 5 + work)
        found.append(Scores(key, np.arange(1, SCHOOLS + 1), counts, marks))  # type: ignore[arg-type]
    return found


def test_a_peak_at_the_boundaries_is_a_sign_and_a_usual_slope_is_none() -> None:
    (found,) = of_school(peak_signs(scores(0.7)))
    assert found.kind == "peak"
    assert found.value > found.reference + 20
    assert not found.approximate
    assert of_school(peak_signs(scores(0.0))) == []


def test_below_fifty_a_peak_is_approximate_and_below_twenty_none() -> None:
    (found,) = of_school(peak_signs(scores(1.0, n=45, works=4)))
    assert found.approximate
    assert of_school(peak_signs(scores(1.0, n=18, works=4))) == []


def test_boundaries_that_marks_do_not_confirm_are_left_out() -> None:
    even = np.full(10, 100.0)
    assert boundaries(even, (20.0, 30.0, 30.0, 20.0)) == (2, 5, 8)
    assert boundaries(even, (25.0, 25.0, 30.0, 20.0)) == (5, 8)
    assert boundaries(np.zeros(10), (20.0, 30.0, 30.0, 20.0)) == ()


SMALL: dict[str, Callable[[int], Found]] = {
    "journal": lambda n: journal_signs(comparisons(100.0, 0.0, n)),
    "jump": lambda n: jump_signs(results({("vpr", grade, 2023): 0.0 for grade in (6, 7, 8)}, n)),
    "exam": lambda n: exam_signs(results({("oge", 9, 2023): 100.0}, n)),
}


@pytest.mark.parametrize("kind", SMALL)
def test_below_the_least_number_there_is_no_sign(kind: str) -> None:
    assert of_school(SMALL[kind](MIN_PARTICIPANTS - 1)) == []
    assert of_school(SMALL[kind](100))


def test_order_of_rows_does_not_matter_and_signs_keep_their_limits() -> None:
    city = proof_scores(11, schools=150)
    found = signs(city.results, city.comparisons, city.distributions)
    assert {item.kind for item in found.signs} >= {"exam", "peak"}
    mixed = [frame.sample(frac=1, random_state=4) for frame in (city.results, city.comparisons)]
    order = np.random.default_rng(5).permutation(150)
    turned = [replace(one, schools=one.schools[order], counts=one.counts[order]) for one in city.distributions[::-1]]
    again = signs(mixed[0], mixed[1], turned)
    assert again.tested == found.tested
    for one, other in zip(found.signs, again.signs, strict=True):
        assert (one.school_id, one.year, one.kind, one.value, one.n, one.works) == (
            other.school_id, other.year, other.kind, other.value, other.n, other.works,
        )  # fmt: skip
        assert one.tail == other.tail
        assert one.tail <= SIGN
        assert abs(one.value - one.reference) >= 10


def test_nothing_gives_nothing() -> None:
    empty = proof_scores(1, schools=40)
    assert signs(empty.results.iloc[:0], empty.comparisons.iloc[:0], []) == Found((), ())
