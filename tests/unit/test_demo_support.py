"""Partnerships and the plan of the demo city."""

from datetime import date

import pandas as pd
import pytest

from data_access.demo.city import DemoCity
from monitoring.districts import CITY, by_code
from monitoring.identification import identify
from monitoring.method_profiles import share_profiles


@pytest.fixture(scope="module")
def listed(demo_city: DemoCity) -> set[int]:
    return set(identify(demo_city.results(), share_profiles()["two-years"], 2025).listed)


def test_most_listed_schools_have_an_active_partner(demo_city: DemoCity, listed: set[int]) -> None:
    registry = demo_city.partnerships
    active = set(registry.loc[registry["status"] == "active", "mentee_id"])
    assert 0.85 <= len(listed & active) / len(listed) <= 0.90
    proposed = set(registry.loc[registry["status"] == "proposed", "mentee_id"])
    assert proposed <= listed - active
    assert len(listed - active) > len(proposed)


def test_partners_fit(demo_city: DemoCity, listed: set[int]) -> None:
    registry = demo_city.partnerships
    going_on = registry[registry["status"].isin(["active", "paused"])]
    assert going_on["mentor_id"].value_counts().max() <= 2
    assert going_on["mentee_id"].is_unique
    assert listed.isdisjoint(going_on["mentor_id"])
    assert not registry.duplicated(["mentee_id", "mentor_id", "started_on"]).any()
    assert (registry["mentee_id"] != registry["mentor_id"]).all()
    district = demo_city.schools.set_index("school_id")["district_code"]
    same = registry["mentee_id"].map(district) == registry["mentor_id"].map(district)
    assert 0.55 < same.mean() < 0.95


def test_mentors_have_high_results(demo_city: DemoCity) -> None:
    latest = demo_city.marks[demo_city.marks["year"] == 2025]
    low = latest.groupby("school_id")["low_share"].mean()
    mentors = demo_city.partnerships.loc[demo_city.partnerships["status"] == "active", "mentor_id"].unique()
    assert low[mentors].mean() < low.mean() / 2


def test_registry_is_dated_up_to_today(demo_city: DemoCity) -> None:
    registry = demo_city.partnerships
    assert set(registry["status"]) == {"active", "ended", "paused", "proposed"}
    begun = registry[registry["status"] != "proposed"]
    assert (begun["started_on"] <= demo_city.today).all()
    assert (begun["agreement_date"] <= begun["started_on"]).all()
    assert begun["agreement_number"].is_unique
    held = begun[begun["activities"] > 0]
    assert (held["last_activity_on"] <= demo_city.today).all()
    assert (held["last_activity_on"] >= held["started_on"]).all()
    ended = begun[begun["status"] == "ended"]
    assert (ended["ended_on"] > ended["started_on"]).all()
    assert registry["ended_on"].notna().sum() == len(ended)
    assert not registry["coordinator_post"].str.contains(r"[А-ЯЁ]").any()


def test_plan_has_the_items_of_the_order(demo_city: DemoCity) -> None:
    items = demo_city.plan_items
    assert items["number"].tolist() == list(range(1, 13))
    assert items["starts_on"].min() == date(2025, 4, 1)
    assert items["due_on"].max() == date(2026, 6, 30)
    assert items.loc[items["district_operator"] == "", "number"].tolist() == [1, 3]
    assert items.loc[items["region_operator"] == "", "number"].tolist() == [8]


def test_every_district_has_a_state_of_every_item(demo_city: DemoCity) -> None:
    states = demo_city.plan_progress
    assert len(states) == 12 * 19
    assert set(states["district_code"]) == {CITY, *by_code()}
    done = states[states["status"] == "done"]
    assert (done["done_on"] <= demo_city.today).all()
    assert all(day.weekday() < 5 for day in done["done_on"])
    assert done["evidence"].str.fullmatch(r"\D+ от \d{2}\.\d{2}\.\d{4} № .+").all()
    assert states.loc[states["status"] != "done", "done_on"].isna().all()


def test_plan_shows_done_overdue_running_and_future_items(demo_city: DemoCity) -> None:
    states = demo_city.plan_progress.merge(demo_city.plan_items, on="number")
    owed = states[(states["district_code"] != CITY) & (states["status"] != "not-required")]
    late = owed[(owed["due_on"] < demo_city.today) & (owed["status"] != "done")]
    by_item = late.groupby("number")["district_code"].nunique()
    assert 3 <= len(by_item) <= 5
    assert by_item.between(1, 5).all()
    share = (owed["status"] == "done").mean()
    assert 0.55 < share < 0.75
    future = owed[owed["starts_on"] > demo_city.today]
    assert set(future["number"]) == {12}
    assert set(future["status"]) == {"not-started"}
    assert "in-progress" in set(owed.loc[owed["number"] == 10, "status"])
    assert pd.notna(owed.loc[owed["number"] == 2, "done_on"]).all()
