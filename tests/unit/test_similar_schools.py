"""Similar schools: against a slow obvious search, and what must hold whatever the order of rows and the gaps."""

import numpy as np
import pandas as pd
import pytest

from monitoring.criteria import CRITERIA, standardised
from monitoring.proof_conditions import conditions_city
from monitoring.similar_schools import NEIGHBOURS, OTHER_KIND, similar_schools


def conditions(schools: int = 120, gaps: float = 0.0, seed: int = 3) -> pd.DataFrame:
    frame = conditions_city(seed, schools=schools).conditions
    rng = np.random.default_rng(seed)
    for code in CRITERIA:
        frame.loc[rng.random(schools) < gaps, code] = np.nan
    return frame


def distances(frame: pd.DataFrame) -> np.ndarray:
    """The published distance, pair by pair; infinite where fewer than half of the criteria are shared."""
    values, kinds = standardised(frame), frame["kind"].tolist()
    criteria = int((~np.isnan(values)).any(axis=0).sum())
    found = np.full((len(frame), len(frame)), np.inf)
    for one in range(len(frame)):
        for other in range(len(frame)):
            squares = (values[one] - values[other]) ** 2
            squares = squares[~np.isnan(squares)]
            if one != other and 2 * len(squares) >= criteria:
                penalty = OTHER_KIND**2 if kinds[one] != kinds[other] else 0.0
                found[one, other] = np.sqrt(criteria * squares.mean() + penalty)
    return found


@pytest.mark.parametrize("gaps", [0.0, 0.15, 0.45])
def test_are_the_nearest_by_the_published_distance(gaps: float) -> None:
    frame = conditions(gaps=gaps)
    expected, found = distances(frame), similar_schools(frame)
    ids = frame["school_id"].to_numpy()
    for row, others in enumerate(found.ids()):
        order = np.lexsort((ids, expected[row].round(9)))
        known = order[np.isfinite(expected[row][order])][:NEIGHBOURS]
        assert others == ids[known].tolist()
        assert found.distance[row, : len(known)] == pytest.approx(expected[row][known])
        assert ids[row] not in others


def test_the_order_of_rows_does_not_matter() -> None:
    frame = conditions(gaps=0.1)
    shuffled = frame.sample(frac=1.0, random_state=1)
    assert similar_schools(shuffled).ids() == similar_schools(frame).ids()


def test_equally_distant_schools_are_cut_by_their_number() -> None:
    frame = conditions(schools=60)
    frame.loc[5:44, [*CRITERIA, "kind"]] = frame.loc[5, [*CRITERIA, "kind"]].to_numpy()
    # School 6 has thirty-nine twins, more than are wanted.
    assert similar_schools(frame).ids()[5] == [number for number in range(6, 46) if number != 6][:NEIGHBOURS]


def test_a_small_city_has_fewer_and_an_unknown_school_none() -> None:
    frame = conditions(schools=12)
    frame.loc[3, list(CRITERIA)] = np.nan
    found = similar_schools(frame)
    assert [len(others) for others in found.ids()] == [10, 10, 10, 0] + [10] * 8


def test_mean_is_weighted_and_counts_who_stands_behind() -> None:
    found = similar_schools(conditions(schools=12))
    values = np.column_stack([np.arange(12.0), np.where(np.arange(12) < 3, np.nan, 7.0)])
    weights = np.tile(np.arange(12.0)[:, None], (1, 2))
    mean, behind = found.mean(values, weights)
    rest = np.arange(12.0)[1:]
    assert mean[0, 0] == pytest.approx((rest**2).sum() / rest.sum())
    assert behind[0].tolist() == [11, 9]
    # Of school 1 itself nothing enters; its weight is zero, so that the others do not count it either.
    assert behind[5].tolist() == [10, 8]
    assert mean[5, 1] == pytest.approx(7.0)
