"""The regression against statsmodels, and the prediction of a left-out row against leaving it out."""

import numpy as np
import pytest
import statsmodels.api as sm

from monitoring.weighted_regression import fit


def sample(rows: int = 80, between: float = 9.0, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(rows), rng.normal(size=(rows, 3))])
    variance = rng.uniform(1, 20, rows)
    value = design @ [10, 2, -1, 0.5] + rng.normal(size=rows) * np.sqrt(between + variance)
    return design, value, variance


def test_is_that_of_statsmodels() -> None:
    design, value, variance = sample()
    found = fit(design, value, variance)
    assert found.between > 0
    oracle = sm.WLS(value, design, weights=1 / (found.between + variance)).fit()
    assert found.coefficients == pytest.approx(oracle.params)
    assert found.fitted == pytest.approx(oracle.fittedvalues)
    # At this variance between rows the weighted residuals are of size one: the scale of statsmodels is 1.
    assert oracle.scale == pytest.approx(1.0, abs=1e-6)


def test_a_row_left_out_is_predicted_by_the_others() -> None:
    design, value, variance = sample()
    found = fit(design, value, variance)
    weights = 1 / (found.between + variance)
    for row in (0, 17, 79):
        rest = np.arange(len(value)) != row
        oracle = sm.WLS(value[rest], design[rest], weights=weights[rest]).fit(cov_type="fixed scale")
        assert found.left_out[row] == pytest.approx(float(oracle.predict(design[[row]])[0]))
        spread = design[row] @ oracle.normalized_cov_params @ design[row]
        assert found.error[row] == pytest.approx(np.sqrt(spread))


def test_the_variance_between_rows_is_found_and_never_negative() -> None:
    many = [fit(*sample(rows=400, between=9.0, seed=seed)).between for seed in range(20)]
    assert np.mean(many) == pytest.approx(9.0, abs=3 * np.std(many) / np.sqrt(20))
    design, _, variance = sample()
    exact = fit(design, design @ [1.0, 2.0, 3.0, 4.0], variance)
    assert exact.between == 0
    assert exact.left_out == pytest.approx(design @ [1.0, 2.0, 3.0, 4.0])


def test_a_row_that_alone_has_a_column_is_not_predicted() -> None:
    design, value, variance = sample()
    alone = np.zeros(len(value))
    alone[4] = 1
    found = fit(np.column_stack([design, alone]), value, variance)
    assert np.isnan(found.left_out[4])
    assert np.isnan(found.left_out).sum() == 1
