"""Proposals of partners: constraints, prices by part, reasons, order of rows, and the whole against brute force."""

from collections import Counter
from dataclasses import replace
from itertools import product
from math import sqrt
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.matching import Matching, match
from monitoring.pair_costs import (
    CONDITIONS,
    SCHOOL_COLUMNS,
    CostWeights,
    MatchingRules,
    pair_costs,
    standardised,
    subject_profiles,
)

RULES = MatchingRules()
KM_NORTH = 180 / (np.pi * 6371.0088)
"""Degrees of latitude in a kilometre."""


def schools(count: int, **columns: Any) -> pd.DataFrame:
    """Schools 1…count a kilometre apart to the north, alike in all but the ``columns`` (lists by school)."""
    index = pd.Index(range(1, count + 1), name="school_id")
    frame = pd.DataFrame({name: [None] * count for name in SCHOOL_COLUMNS}, index=index)
    frame = frame.assign(district="nevsky", lon=30.3, lat=[59.9 + KM_NORTH * number for number in range(count)])
    frame[list(CONDITIONS)] = 1.0
    return frame.assign(**columns)


def standing(**by_school: str) -> pd.DataFrame:
    """Counting results of the latest year: «s1="low math, top russian"»."""
    rows = []
    for name, words in by_school.items():
        for entry in words.split(", "):
            fate, subject = entry.split()
            rows.append((int(name[1:]), subject, 1, True, fate == "low", fate == "top"))
    columns = ["school_id", "subject", "back", "counts", "low", "top"]
    return pd.DataFrame(rows, columns=columns).astype({"subject": object})


USUAL = standing(s1="low math", s2="low math", s3="top math", s4="top math")


def ids(found: Matching) -> dict[int, int]:
    return {pair.mentee_id: pair.mentor_id for pair in found.pairs}


def test_nearest_suitable_mentor_and_what_its_price_is_made_of() -> None:
    found = match(schools(4), USUAL, [1], [3, 4])
    (pair,) = found.pairs
    assert (pair.mentee_id, pair.mentor_id, pair.subjects, pair.same_district) == (1, 3, ("math",), True)
    assert pair.kilometres == pytest.approx(2.0, rel=1e-6)
    assert pair.costs.distance == pytest.approx(0.2, rel=1e-6)
    # Every school is alike, so no indicator says anything and the usual difference is taken.
    assert pair.similar is None
    assert pair.costs.conditions == pytest.approx(0.5 * sqrt(2))
    assert (pair.costs.subjects, pair.costs.district) == (0.0, 0.0)
    assert found.total_cost == pytest.approx(pair.costs.total) == pytest.approx(found.greedy_cost)
    assert (found.mentors, found.places, dict(found.unmatched), found.by_district) == (2, 4, {}, False)


def test_subjects_outweigh_a_few_kilometres_and_weights_can_be_changed() -> None:
    results = standing(s1="low math, low math, low russian", s2="top russian", s3="top math_profile, top math_base")
    (pair,) = match(schools(3), results, [1], [2, 3]).pairs
    assert (pair.mentor_id, pair.subjects) == (3, ("math",))
    assert pair.costs.subjects == pytest.approx(1 / 3)
    near = MatchingRules(CostWeights(distance=5.0))
    (pair,) = match(schools(3), results, [1], [2, 3], rules=near).pairs
    assert (pair.mentor_id, pair.subjects) == (2, ("russian",))


def test_strength_below_half_is_counted_but_not_named() -> None:
    results = standing(s1="low math", s2="top math, mid math, mid math, mid math")
    (pair,) = match(schools(2), results, [1], [2]).pairs
    assert pair.subjects == ()
    assert pair.costs.subjects == pytest.approx(0.75)


def test_unknown_is_taken_for_the_usual() -> None:
    far = schools(2, lon=[np.nan, 30.3], pupils=[np.nan, 100.0])
    (pair,) = match(far, standing(s2="top math"), [1], [2]).pairs
    assert (pair.kilometres, pair.similar, pair.subjects) == (None, None, None)
    assert (pair.costs.distance, pair.costs.subjects) == (1.0, 0.5)
    assert pair.costs.conditions == pytest.approx(0.5 * sqrt(2))


def test_conditions_are_compared_over_what_both_have() -> None:
    families, needs = [10.0, 20.0, np.nan, 30.0], [5.0, np.nan, 5.0, 9.0]
    made = standardised(schools(4, incomplete_families=families, special_needs=needs))
    profiles = subject_profiles(USUAL, made.index)
    costs = pair_costs(made, made, *profiles, RULES)
    z = made[["incomplete_families", "special_needs"]].to_numpy()
    assert costs.unlike[0, 1] == pytest.approx(abs(z[0, 0] - z[1, 0]))
    assert costs.unlike[0, 3] == pytest.approx(sqrt(((z[0] - z[3]) ** 2).mean()))
    assert np.isnan(costs.unlike[1, 2])
    assert costs.conditions[1, 2] == pytest.approx(0.5 * sqrt(2))
    assert np.allclose(costs.unlike, costs.unlike.T, equal_nan=True)
    # Conditions of one mean and spread are neither near nor far by their size: a logarithm of pupils.
    sizes = standardised(schools(3, pupils=[100.0, 200.0, 400.0]))["pupils"]
    assert sizes.tolist() == pytest.approx([-sqrt(1.5), 0.0, sqrt(1.5)])


def test_capacity_is_kept_and_an_active_partnership_takes_a_place() -> None:
    results = standing(s1="low math", s2="low math", s3="low math", s4="top math", s5="top math")
    full = match(schools(5), results, [1, 2, 3], [4, 5])
    assert Counter(ids(full).values()) == {4: 2, 5: 1}
    one_taken = match(schools(5), results, [1, 2, 3], [4, 5], taken={4: 1})
    assert Counter(ids(one_taken).values()) == {4: 1, 5: 2}
    taken = match(schools(5), results, [1, 2, 3], [4, 5], taken={4: 3, 5: 1})
    assert (ids(taken), dict(taken.unmatched)) == ({3: 5}, {1: "outbid", 2: "outbid"})
    assert taken.total_cost == pytest.approx(taken.pairs[0].costs.total + 2 * RULES.limit)


def test_legal_entity_excluded_mentors_and_mentees_are_no_mentors() -> None:
    same = schools(4, inn=["7801", None, "7801", None], ogrn=[None, "1", "2", "1"])
    assert ids(match(same, USUAL, [1, 2], [3, 4])) == {1: 4, 2: 3}
    assert ids(match(schools(4), USUAL, [1], [3, 4], excluded={3})) == {1: 4}
    assert ids(match(schools(4), USUAL, [1, 2], [2, 3, 4])) == {1: 3, 2: 3}


@pytest.mark.parametrize(
    ("mentors", "columns", "more", "reason"),
    [
        ([], {}, {}, "no-mentors"),
        ([3], {}, {"excluded": {3}}, "no-mentors"),
        ([3], {}, {"taken": {3: 2}}, "no-places"),
        ([3], {"ogrn": ["7", None, "7", None]}, {}, "same-entity"),
        ([3], {"lat": [59.0, 59.9, 59.9, 59.9]}, {}, "too-dear"),
        ([3], {"district": ["nevsky", "nevsky", "kurortny", "nevsky"]}, {"by_district": True}, "no-mentors"),
    ],
)
def test_reason_of_a_school_that_stays_without(
    mentors: list[int], columns: dict[str, Any], more: dict[str, Any], reason: str
) -> None:
    found = match(schools(4, **columns), USUAL, [1], mentors, **more)
    assert (found.pairs, dict(found.unmatched), found.total_cost) == ((), {1: reason}, 0.0)


def test_by_district_keeps_pairs_within_and_equals_the_districts_apart() -> None:
    chance = Random(3)
    made, results, mentees, mentors = a_city(chance, 60, districts=3)
    whole = match(made, results, mentees, mentors, by_district=True)
    of = made["district"]
    assert all(of[pair.mentee_id] == of[pair.mentor_id] for pair in whole.pairs)
    apart = 0.0
    for district in of.unique():
        own = set(of.index[of == district])
        apart += match(made, results, own & mentees, own & mentors).total_cost
    assert whole.total_cost == pytest.approx(apart)


def a_city(chance: Random, count: int, districts: int = 2) -> tuple[pd.DataFrame, pd.DataFrame, set[int], set[int]]:
    """Schools at random points in random conditions, a third of them mentees, a third mentors."""
    columns: dict[str, Any] = {code: [chance.gauss(20, 5) for _ in range(count)] for code in CONDITIONS}
    columns |= {"lon": [chance.uniform(30.1, 30.5) for _ in range(count)]}
    columns |= {"lat": [chance.uniform(59.8, 60.0) for _ in range(count)]}
    columns |= {"district": [f"d{chance.randrange(districts)}" for _ in range(count)]}
    columns |= {"inn": [chance.choice((None, None, "1", "2")) for _ in range(count)]}
    words = {}
    for number in range(1, count + 1):
        fate = ("low", "top", "mid")[number % 3]
        words[f"s{number}"] = ", ".join(f"{chance.choice((fate, 'mid'))} {subject}" for subject in ("math", "russian"))
    made = schools(count, **columns)
    mentees, mentors = ({number for number in made.index if number % 3 == rest} for rest in (1, 2))
    return made, standing(**words), {n for n in mentees if n % 3 == 1}, mentors


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), limit=st.sampled_from([0.8, 1.5, 3.0]), capacity=st.integers(1, 2))
def test_equals_brute_force_and_ignores_the_order_of_rows(seed: int, limit: float, capacity: int) -> None:
    chance = Random(seed)
    made, results, mentees, mentors = a_city(chance, 12)
    rules = replace(RULES, limit=limit, capacity=capacity)
    found = match(made, results, mentees, mentors, rules=rules)
    assert found.total_cost <= found.greedy_cost + 1e-9
    assert found.total_cost == pytest.approx(slowly(made, results, sorted(mentees), sorted(mentors), rules))
    assert {pair.mentee_id for pair in found.pairs} | set(found.unmatched) == mentees
    assert max(Counter(ids(found).values()).values(), default=0) <= capacity
    mixed = match(
        made.sample(frac=1, random_state=seed % 1000),
        results.sample(frac=1, random_state=seed % 1000),
        chance.sample(sorted(mentees), len(mentees)),
        chance.sample(sorted(mentors), len(mentors)),
        rules=rules,
    )
    assert mixed == found


def slowly(
    made: pd.DataFrame, results: pd.DataFrame, mentees: list[int], mentors: list[int], rules: MatchingRules
) -> float:
    """The least price over every choice, pairs priced one by one."""
    z, inn = standardised(made), made["inn"].to_dict()
    difficult, strong = subject_profiles(results, made.index)
    costs = {}
    for one, other in product(mentees, mentors):
        pair = pair_costs(z.loc[[one]], z.loc[[other]], difficult.loc[[one]], strong.loc[[other]], rules)
        same = inn[one] is not None and inn[one] == inn[other]
        if pair.total[0, 0] <= rules.limit and not same:
            costs[one, other] = float(pair.total[0, 0])
    could = {one for one, _ in costs}
    least = np.inf
    for choice in product([None, *mentors], repeat=len(mentees)):
        chosen = [(one, other) for one, other in zip(mentees, choice, strict=True) if other is not None]
        most = max(Counter(other for _, other in chosen).values(), default=0)
        if most <= rules.capacity and all(pair in costs for pair in chosen):
            alone = len(could) - len(chosen)
            least = min(least, sum(costs[pair] for pair in chosen) + rules.limit * alone)
    return least


def test_nobody_to_match() -> None:
    for mentors in ([], [3, 4]):
        found = match(schools(4), USUAL, [], mentors)
        assert (found.pairs, dict(found.unmatched), found.total_cost, found.greedy_cost) == ((), {}, 0.0, 0.0)
    found = match(schools(4), USUAL.iloc[:0], [1], [3])
    assert ids(found) == {1: 3}
    assert match(schools(4).iloc[:0], USUAL.iloc[:0], [], []).pairs == ()
