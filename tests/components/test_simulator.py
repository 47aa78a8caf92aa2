"""The simulator's section: what it says in words, and that the page and the callback say the same."""

from typing import Any

import pytest

from layouts import ids, simulator
from layouts.figures.listed_by_threshold import listed_by_threshold
from layouts.texts import simulator as words
from monitoring.simulator import Rule
from tests.components import samples, tree

NBSP = "\u00a0"
SELECTION = samples.selection()


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_finding_compares_with_the_published_list() -> None:
    found = samples.simulation()
    text = plain(words.finding(found))
    assert text.startswith("При пороге 35 % в списке ")
    assert text.endswith(f"на {abs(found.simulated - found.published)} меньше, чем опубликовано")
    published = samples.simulation(rule=Rule(30.0, 2, 10))
    assert plain(words.finding(published)).startswith(f"Опубликованный список: {published.published} школ")
    assert plain(words.moved_finding(published)) == "Ни одна школа не вошла бы в список и не вышла бы из него"


def test_finding_of_a_school_speaks_of_the_school() -> None:
    assert plain(words.finding(samples.simulation("school", Rule(45.0, 5, 10)))) == (
        "При пороге 45 % школа не была бы в списке; по опубликованному правилу она не в списке"
    )


def test_moved_schools_are_counted_both_ways() -> None:
    found = samples.simulation()
    assert found.entered > 0
    assert found.left > 0
    assert found.simulated - found.published == found.entered - found.left
    text = plain(words.moved_finding(found))
    assert f"{found.entered} школ" in text
    assert f"{found.left} школ" in text


@pytest.mark.parametrize("scope", ["all", "district", "school"])
def test_the_page_shows_what_the_callback_returns(scope: str) -> None:
    found = samples.simulation(scope)
    section = simulator.simulator(found, samples.publication(), SELECTION)
    by_id = {item.id: item for item in tree.walk(section) if getattr(item, "id", None)}
    returned = simulator.answers(found, SELECTION)
    shown: list[Any] = [getattr(by_id[name], role) for name, role in simulator.ANSWERS]
    assert shown == returned
    assert [by_id[name].value for name in simulator.SLIDERS] == [35.0, 1, 15]


def test_a_district_sees_no_simulated_count_of_another() -> None:
    rows = dict(
        zip(
            (n for n, _ in simulator.ANSWERS), simulator.answers(samples.simulation("district"), SELECTION), strict=True
        )
    )
    known = {row["name"] for row in rows[ids.SIMULATOR_DISTRICTS_GRID] if row["simulated"] is not None}
    assert known == {"Невский"}
    assert all(row["published"] is not None for row in rows[ids.SIMULATOR_DISTRICTS_GRID])


def test_the_measure_of_noise_is_called_a_default() -> None:
    text = tree.text(simulator.simulator(samples.simulation(), samples.publication(), SELECTION))
    assert "принята по умолчанию" in text
    assert "не вероятность" in text


def test_the_curve_marks_the_present_threshold_and_names_it() -> None:
    found = samples.simulation()
    chart = listed_by_threshold(found.curve, present=35.0, listed=found.simulated, published=30.0)
    line, mark = chart["data"]
    assert (mark["x"], mark["y"]) == ([35.0], [found.simulated])
    assert dict(zip(line["x"], line["y"], strict=True))[35.0] == found.simulated
    assert plain(mark["text"][0]).startswith(f"<b>35 %: {found.simulated} школ")
    assert chart["layout"]["shapes"][0]["x0"] == 30.0
    assert chart["layout"]["yaxis"]["range"][0] == 0
