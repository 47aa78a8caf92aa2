"""Conditions of a year: which passport speaks for it, and in what unit criteria are compared."""

import numpy as np
import pandas as pd
import pytest

from monitoring.criteria import CRITERIA, by_year, standardised


def passports(*rows: tuple[int, int, float]) -> pd.DataFrame:
    """Year, school, pupils; the same incomplete families everywhere, the rest is not known."""
    frame = pd.DataFrame(rows, columns=["year", "school_id", "pupils"])
    return frame.assign(incomplete_families=20.0).reindex(columns=["year", "school_id", *CRITERIA])


def test_the_newest_passport_up_to_the_year_speaks_for_it() -> None:
    known = passports((2022, 1, 500.0), (2024, 1, 520.0), (2019, 2, 300.0), (2023, 3, 100.0), (2024, 4, 100.0))
    found = by_year(known, {1: "school", 2: "lyceum", 3: "gymnasium"}, [2021, 2023, 2024])
    said = {(row.year, row.school_id): (row.passport_year, row.pupils) for row in found.itertuples()}
    # Two years old it still speaks (2019 in 2021), three years old no more; a school of no kind is none.
    assert said == {
        (2021, 2): (2019, 300.0),
        (2023, 1): (2022, 500.0),
        (2023, 3): (2023, 100.0),
        (2024, 1): (2024, 520.0),
        (2024, 3): (2023, 100.0),
    }
    assert found.set_index("school_id")["kind"].to_dict() == {1: "school", 2: "lyceum", 3: "gymnasium"}


def test_no_passports_are_no_conditions() -> None:
    nothing = pd.DataFrame([], columns=["year", "school_id", *CRITERIA])
    for known, years in ((nothing, [2024]), (passports((2024, 1, 500.0)), []), (nothing, [])):
        found = by_year(known, {1: "school"}, years)
        assert found.empty
        assert list(found.columns) == ["year", "school_id", "passport_year", "kind", *CRITERIA]


def test_criteria_are_in_standard_deviations_and_size_by_its_logarithm() -> None:
    found = standardised(passports((2024, 1, 100.0), (2024, 2, 200.0), (2024, 3, 400.0), (2024, 4, np.nan)))
    size = found[:, CRITERIA.index("pupils")]
    assert size[:3] == pytest.approx([-np.sqrt(1.5), 0.0, np.sqrt(1.5)])
    assert np.isnan(size[3])
    # What is the same everywhere, and what nobody knows, is no criterion.
    assert np.isnan(np.delete(found, CRITERIA.index("pupils"), axis=1)).all()
