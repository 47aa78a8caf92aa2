"""The funnel of a district: what its heading counts, what its points lead to, what the choice of assessment shows."""

from dataclasses import replace

import pytest

from layouts import district, ids
from layouts.figures.funnel import funnel_plot
from layouts.texts import funnel as words
from layouts.view import View
from monitoring.funnel import OUTER, limits
from tests.components import samples, tree

FUNNELS = samples.district().funnels


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def with_zones(*zones: int) -> str:
    """Finding of the mathematics of grade 6 where the schools lie in these zones."""
    points = tuple(replace(point, zone=zone) for point, zone in zip(FUNNELS[3].points, zones, strict=False))
    return plain(words.finding(replace(FUNNELS[3], points=points), True))


def test_heading_counts_what_lies_outside() -> None:
    assert with_zones(2, 2, 0, -2) == "По математике (ВПР, 6 класс) выше линии 99,8 % — 2, ниже неё — 1 из 4 школ"
    assert with_zones(-2, 0) == "По математике (ВПР, 6 класс) ниже линии 99,8 % — 1 из 2 школ"
    assert with_zones(1, 0, 0).endswith("между линиями 99,8 %, за линиями 95 % — 1")
    assert with_zones(0, 0, 0).endswith("все школы — их 3 — между линиями 99,8 %")


def test_a_school_is_told_where_it_lies_itself() -> None:
    own = replace(FUNNELS[3], points=(replace(FUNNELS[3].points[0], zone=-1),))
    assert plain(words.finding(own, False)) == "По математике (ВПР, 6 класс): школа ниже линии 95 %"
    nobody = replace(FUNNELS[3], points=())
    assert "границы случайного разброса вокруг доли города 12,4 %" in plain(words.finding(nobody, False))


def test_points_open_their_schools_and_lines_do_not() -> None:
    chart = funnel_plot(FUNNELS, "vpr-math-6")
    shown = [trace for trace in chart["data"] if trace["visible"]]
    points = [trace for trace in shown if "customdata" in trace]
    assert len(points) == 1
    assert points[0]["customdata"] == [f"school:{point.school_id}" for point in FUNNELS[3].points]
    assert all(trace["hoverinfo"] == "skip" for trace in shown if trace not in points)
    assert all("n\u00a0=" in text and "%" in text for text in points[0]["hovertext"])


def test_lines_are_the_limits() -> None:
    shown = [trace for trace in funnel_plot(FUNNELS, "vpr-math-6")["data"] if trace["visible"] and "line" in trace]
    city, *bounds = shown
    assert set(city["y"]) == {12.4}
    assert len(bounds) == 4
    outer_high = bounds[2]
    assert outer_high["y"] == pytest.approx(limits(12.4, outer_high["x"], OUTER)[1], abs=0.006)
    assert [plain(trace["text"][-1]).strip() for trace in shown] == ["город 12,4 %", "95 %", "", "99,8 %", ""]


def test_one_choice_names_the_trend_and_the_funnel() -> None:
    for key, text in (
        ("vpr-math-6", "По математике (ВПР, 6 класс)"),
        (ids.series(*samples.SERIES[-1]), words.NO_SERIES),
    ):
        page = district.page(samples.district(), samples.publication(), samples.selection(), View(series=key))
        spans = tree.of_type(tree.of_type(page, "H2"), "Span")
        headings = [item for item in spans if getattr(item, "data-series", None)]
        assert len(headings) == len(samples.SERIES)
        visible = [item for item in headings if not item.hidden]
        assert [getattr(item, "data-series") for item in visible] == [key]
        assert plain(tree.text(visible[0])).startswith(text)
        chosen = next(item for item in tree.of_type(page, "Select") if item.id == ids.DISTRICT_TREND_SELECT)
        assert chosen.value == key


def test_limits_are_shown_where_no_school_is() -> None:
    closed = district.page(samples.district(is_open=False), samples.publication(), samples.selection())
    plot = next(item for item in tree.of_type(closed, "Graph") if item.id == ids.DISTRICT_FUNNEL_GRAPH)
    assert [trace["customdata"] for trace in plot.figure["data"] if "customdata" in trace] == [[]] * len(FUNNELS)
    assert "Точки школ видят Комитет" in tree.text(closed)
