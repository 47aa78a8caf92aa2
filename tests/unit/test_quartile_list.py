"""Clusters, and the list by the lowest quartile."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from monitoring.clusters import UNKNOWN, WHOLE, Cluster, compared, described, levels
from monitoring.grounds import Ground, read
from monitoring.indicators import INDICATORS
from monitoring.intervals import wilson
from monitoring.method_profiles import QuartileProfile, profiles
from monitoring.quartile import BANDS, MARKS, quartile_shares
from monitoring.rules import Setting, apply

_FOUND = profiles()["lower-quartile"]
assert isinstance(_FOUND, QuartileProfile)
PROFILE = _FOUND
WEAK, USUAL = (40.0, 40.0, 15.0, 5.0), (5.0, 25.0, 40.0, 30.0)


def results(marks: Mapping[int, tuple[float, ...]], years: tuple[int, ...] = (2025,), n: int = 100) -> pd.DataFrame:
    """Two assessments a year, alike; ``marks`` by school."""
    rows = [
        (school, "vpr", subject, 5, year, n, row[0], *row, *(np.nan,) * 4)
        for school, row in marks.items()
        for subject in ("math", "russian")
        for year in years
    ]
    names = ["school_id", "procedure", "subject", "grade", "year", "participants", "low_share", *MARKS, *BANDS]
    return pd.DataFrame(rows, columns=names)


def setting(schools: Iterable[int], kinds: dict[int, str] | None = None) -> Setting:
    """Plain schools without passports."""
    return Setting(dict.fromkeys(schools, "school") | (kinds or {}))


CITY = dict.fromkeys(range(20), USUAL) | {0: WEAK}


def test_a_school_far_above_its_cluster_is_listed_with_its_figures() -> None:
    applied = apply(results(CITY), PROFILE, setting(range(20)))
    found = applied.identified[2025]
    assert set(found.listed) == {0}
    assert found.assessed == set(range(20))
    grounds = found.listed[0]
    assert [ground.subject for ground in grounds] == ["math", "russian"]
    for ground in grounds:
        # 2000 participants, 135 marks «2» and 515 marks «3»: 500 are the lowest quarter.
        share = 40 + 40 * (500 - 135) / 515
        assert ground.value == pytest.approx(share)
        assert ground.threshold == pytest.approx(25.0)
        assert ground.n == 100
        assert wilson(ground.value, ground.n)[0] > ground.threshold
        # One programme type of plain schools, no passports.
        assert ground.cluster == Cluster("общеобразовательные школы", UNKNOWN, 3, 20)
        assert read(ground.as_dict()) == ground


def test_one_procedure_is_not_enough_and_few_participants_do_not_count() -> None:
    one = results(CITY)
    one = one[(one["school_id"] != 0) | (one["subject"] == "math")]
    assert not apply(one, PROFILE, setting(range(20))).identified[2025].listed
    small = results(CITY)
    small.loc[small["school_id"] == 0, "participants"] = 9
    found = apply(small, PROFILE, setting(range(20))).identified[2025]
    assert not found.listed
    assert 0 not in found.assessed


def test_an_excess_within_the_interval_is_none() -> None:
    slightly = dict.fromkeys(range(20), USUAL) | {0: (8.0, 27.0, 37.0, 28.0)}
    applied = apply(results(slightly), PROFILE, setting(range(20)))
    assert applied.looked_at is not None
    own = applied.looked_at[applied.looked_at["school_id"] == 0]
    assert (own["quartile_share"] > own["cluster_share"]).all()
    assert not applied.identified[2025].listed


def test_the_year_without_the_works_has_no_list() -> None:
    assert list(apply(results(CITY, (2019, 2020, 2021)), PROFILE, setting(range(20))).identified) == [2019, 2021]


def test_clusters_are_programme_and_level_then_programme_then_city() -> None:
    kinds = dict.fromkeys(range(30), "school") | dict.fromkeys(range(30, 42), "lyceum") | {42: "evening", 43: "other"}
    index = pd.DataFrame({"year": 2025, "school_id": range(41), "index": np.linspace(-1, 1, 41)})
    shares = quartile_shares(results(dict.fromkeys(range(44), USUAL)))
    shares = shares[shares["subject"] == "math"]
    found = compared(shares, levels(index, 3), pd.Series(kinds, dtype=object), PROFILE).set_index("school_id")

    def cluster(school: int) -> list[int]:
        return [int(found[name].loc[school]) for name in ("programme", "level", "schools")]

    # A third of the 41 indices each: 0–13, 14–26, 27–40.
    assert found.loc[[0, 13, 14, 26], "level"].tolist() == [1, 1, 2, 2]
    assert found.loc[[0, 13, 14, 26], "schools"].tolist() == [14, 14, 13, 13]
    # Three plain schools in the hardest third are too few: the whole programme type.
    assert cluster(27) == [2, WHOLE, 30]
    # Eleven lyceums with an index all stand in the hardest third; the twelfth has no passport.
    assert cluster(30) == [0, 3, 11]
    assert cluster(41) == [0, WHOLE, 12]
    # One evening school, and a kind that the profile does not name: the city.
    assert cluster(42) == [WHOLE, WHOLE, 44]
    assert cluster(43) == [WHOLE, WHOLE, 44]
    assert described(WHOLE, WHOLE, 44, PROFILE) == Cluster(None, None, 3, 44)
    assert described(4, 0, 5, PROFILE).programme == "остальные школы"


def test_a_cluster_share_weighs_by_participants() -> None:
    marks = results({0: WEAK, 1: USUAL})
    marks.loc[marks["school_id"] == 0, "participants"] = 300
    looked_at = apply(marks, replace(PROFILE, least_schools=2), setting(range(2))).looked_at
    assert looked_at is not None
    assert looked_at["cluster_share"].to_numpy() == pytest.approx(25.0)


def test_order_of_rows_does_not_matter() -> None:
    rng = np.random.default_rng(3)
    marks = {school: tuple(rng.dirichlet((2, 4, 4, 3)) * 100) for school in range(40)}
    around = setting(range(40), dict.fromkeys(range(0, 40, 3), "lyceum"))
    frame = results(marks, (2024, 2025))
    one, other = (apply(items, PROFILE, around).identified for items in (frame, frame.sample(frac=1, random_state=1)))
    assert {year: set(found.listed) for year, found in one.items()} == {
        year: set(found.listed) for year, found in other.items()
    }
    assert sum(len(found.listed) for found in one.values()) > 0


def test_conditions_part_schools_of_one_programme() -> None:
    """Where conditions are hard, weak results are compared with others as hard."""
    marks = {school: WEAK if school < 15 else USUAL for school in range(30)}
    rows = [
        {"year": 2025, "school_id": school} | dict.fromkeys(INDICATORS, 30.0 + (school < 15)) for school in range(30)
    ]
    for row in rows:
        row["parents_higher_education"] = row["teachers_top_category"] = 61.0 - row["on_register"]
    around = Setting(dict.fromkeys(range(30), "school"), pd.DataFrame(rows))
    alone = apply(results(marks), PROFILE, setting(range(30))).identified[2025]
    parted = apply(results(marks), replace(PROFILE, levels=2), around).identified[2025]
    assert set(alone.listed) == set(range(15))
    assert not parted.listed
    assert isinstance(alone.listed[0][0], Ground)
