"""What comes first: a stated order, the strongest fact of a kind, and nothing that the viewer may not see."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from monitoring.first_looks import MOST, ORDER, first, of_city, of_district, of_school
from monitoring.narrative import STORY, Fact, story
from monitoring.objectivity.signs import is_evidence
from monitoring.reports.dynamics import NO_SCHOOL_DYNAMICS
from tests.components import samples

FACTS = st.lists(
    st.builds(
        Fact,
        code=st.sampled_from(ORDER),
        year=st.just(2025),
        weight=st.integers(0, 3).map(float),
        school=st.integers(1, 4).map(lambda number: (number, f"Школа {number}")),
    )
)


@given(FACTS, st.randoms())
def test_the_order_is_that_of_the_kinds_whatever_the_order_of_the_facts(facts: list[Fact], chance) -> None:
    found = first(facts)
    codes = [fact.code for fact in found]
    assert codes == [code for code in ORDER if code in {fact.code for fact in facts}][:MOST]
    for fact in found:
        assert fact.weight == max(other.weight for other in facts if other.code == fact.code)
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert first(shuffled) == found


def test_a_city_speaks_of_districts_the_plan_and_partners() -> None:
    facts = of_city(samples.city(), 2025)
    assert [fact.code for fact in facts] == ["overdue", "without-partner", "longest-list"]
    assert all(fact.school is None for fact in facts)
    assert [(fact.item, fact.count) for fact in facts if fact.code == "overdue"] == [(8, 7)]
    assert [(fact.count, fact.total) for fact in facts if fact.code == "without-partner"] == [(5, 41)]
    assert of_city(samples.city_without_listing(), 2017) == ()


def test_a_district_names_schools_only_where_it_is_open() -> None:
    report = samples.district()
    facts = of_district(report, 2025)
    assert [fact.code for fact in facts] == ["entered-surely", "left-with-signs", "grew"]
    left = [row for row in report.schools if row.status == "left" and is_evidence((report.signs or {}).get(row.id, ()))]
    assert (facts[1].count, facts[1].school) == (len(left), (left[0].id, left[0].name))
    unmarked = of_district(replace(report, signs=None), 2025)
    assert "left-with-signs" not in {fact.code for fact in unmarked}
    entered = next(row for row in report.schools if row.status == "entered" and (row.probability or 0) >= 0.9)
    assert facts[0].school == (entered.id, entered.name)
    strongest = max((item for item in report.dynamics.schools if item.change.low > 0), key=lambda item: item.change.low)
    assert facts[2].low == strongest.change.low
    seen = samples.district(is_open=False)
    # A school sees its own row in a closed district.
    own = replace(seen.schools[0], status="entered", probability=0.97)
    closed = of_district(replace(seen, schools=(own, *seen.schools[1:])), 2025)
    assert closed
    assert {fact.code for fact in closed} <= {"overdue", "without-partner", "above-city", "list-grew"}
    assert all(fact.school is None for fact in closed)


def test_a_school_without_a_partner_that_grew() -> None:
    report = replace(samples.school("entered"), partnerships=(), probability=0.95)
    assert [fact.code for fact in of_school(report, 2025)] == ["entered-surely", "grew", "without-partner"]
    left = replace(samples.school("left"), dynamics=NO_SCHOOL_DYNAMICS, comparison=())
    assert [fact.code for fact in of_school(left, 2025)] == ["left-with-signs"]
    clean = replace(left, objectivity=samples.no_signs())
    assert of_school(clean, 2025) == of_school(replace(left, objectivity=None), 2025) == ()
    border = replace(left, status="stayed", probability=0.3)
    assert [fact.code for fact in of_school(border, 2025)] == ["may-leave"]


def test_the_story_of_a_list_tells_only_what_is_known() -> None:
    series = samples.city().series
    facts = story(series, 2025)
    # That a count is hidden is told where it is; the committee is told the count.
    assert (*(fact.code for fact in facts), "changed-hidden") == STORY
    assert (facts[0].count, facts[0].value, facts[0].since) == (41, -6.0, 2024)
    assert story(series, 2020) == ()
    (only,) = story((replace(series[0], flow=None),), 2019)
    assert (only.code, only.value) == ("list-moved", None)
    across = story(series[:3], 2021)
    assert across[0].since == 2019
