"""Figures are valid for plotly, hold no WebGL, and say what the data say."""

import random
from dataclasses import replace
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from layouts import ids, theme
from layouts.figures import map_layers, shapes
from layouts.figures.city_map import city_map
from layouts.figures.district_map import district_map
from layouts.figures.effect_bars import effect_bars
from layouts.figures.effect_years import effect_years
from layouts.figures.funnel import funnel_plot
from layouts.figures.label_places import Window, places
from layouts.figures.listed_by_threshold import listed_by_threshold
from layouts.figures.listed_trend import listed_trend
from layouts.figures.objectivity_signs import objectivity_signs
from layouts.figures.partnership_map import partnership_map
from layouts.figures.partnership_timeline import partnership_timeline
from layouts.figures.road_map_terms import road_map_terms
from layouts.figures.scales import LISTED_COUNT, LISTED_SHARE, LOW_SHARE
from layouts.figures.school_trajectory import PartnerStart, school_trajectory
from layouts.figures.share_trend import share_trend
from layouts.figures.similar_rows import similar_rows
from layouts.figures.sparkline import source
from monitoring.districts import CITY, DISTRICTS
from monitoring.support_effect import Estimate
from tests.components import samples
from tests.components.samples.effects import stated


def a_city_map(report: Any, key: str = "share", **more: Any) -> dict[str, Any]:
    """The map of a report in one layer."""
    layer = map_layers.chosen(map_layers.layers(report), key)
    return city_map(shapes.load(), layer, report.marks, report.links, **more)


def a_trajectory(focus: str = "vpr-math-6") -> dict[str, Any]:
    """The trajectory of the sample school."""
    start = PartnerStart(2022.4, "партнёрство с 09.2022")
    return school_trajectory(
        samples.results(), focus, threshold=30.0, min_participants=10, rule=samples.SERIES, partner=start
    )


def figures() -> dict[str, dict[str, Any]]:
    """Every figure, usual and extreme."""
    usual, bare = samples.city(), samples.city_without_listing()
    district = samples.district()
    return {
        "city": a_city_map(usual),
        "city, low": a_city_map(usual, "vpr-math-6", show_links=False),
        "city, none": a_city_map(samples.city((0,) * 18)),
        "city, bare": a_city_map(bare, show_all=True),
        "district": district_map(shapes.load(), "nevsky", district.marks, district.links),
        "district, empty": district_map(shapes.load(), "kronshtadtsky", (), ()),
        "partnerships": partnership_map(shapes.load(), usual.marks, usual.links),
        "partnerships, proposed": partnership_map(shapes.load(), usual.marks, usual.links[:3], usual.links[3:6]),
        "partnership": partnership_timeline(samples.partnership_report(), 30.0),
        "partnership, ended": partnership_timeline(samples.partnership_report("ended"), None),
        "partnership, proposed": partnership_timeline(samples.partnership_report("proposed", held=0), 30.0),
        "listed": listed_trend(usual.series),
        "listed, one year": listed_trend(usual.series[-1:]),
        "listed, nothing": listed_trend(()),
        "listed, first": listed_trend(usual.series[:1]),
        "by threshold": listed_by_threshold(samples.simulation().curve, present=35.0, listed=52, published=30.0),
        "by threshold, nothing": listed_by_threshold((), present=30.0, listed=0, published=30.0),
        "funnel": funnel_plot(district.funnels, "vpr-math-6"),
        "funnel, no schools": funnel_plot(samples.district(is_open=False).funnels, "oge-math-9"),
        "funnel, nothing": funnel_plot((), ""),
        "trend": share_trend(district.trend, district.city_trend, "vpr-math-6", "Невский", 30.0),
        "trend, nothing": share_trend((), (), "", "Невский", 30.0),
        "trajectory": a_trajectory(),
        "trajectory, nothing": school_trajectory((), "", threshold=30.0, min_participants=10),
        "trajectory, one year": school_trajectory(
            samples.results()[:1], "vpr-russian-5", threshold=30.0, min_participants=10
        ),
        "road map": road_map_terms(samples.road_map().items, samples.road_map().on),
        "road map, nothing": road_map_terms((), samples.road_map().on),
        "effect bars": effect_bars(stated().overall),
        "effect bars, refused": effect_bars(Estimate(3, "few-supported")),
        "effect years": effect_years(stated().picture),
        "effect years, nothing": effect_years(()),
        "signs": objectivity_signs(samples.signs()),
        "signs, nothing": objectivity_signs(()),
        "similar": similar_rows(samples.similar()),
        "similar, masked": similar_rows(samples.similar_masked()),
        "similar, no names": similar_rows(samples.similar(0, None)),
        "similar, no passport": similar_rows(samples.without_passport()),
    }


FIGURES = figures()


@pytest.mark.parametrize("name", list(FIGURES))
def test_plotly_accepts_the_figure(name: str) -> None:
    figure = FIGURES[name]
    go.Figure(figure)
    assert {trace["type"] for trace in figure["data"]} <= {"scatter", "bar"}


def test_plotly_refuses_what_is_no_figure() -> None:
    with pytest.raises(ValueError, match="Invalid"):
        go.Figure({"data": [{"type": "scatter", "fillcolour": "red"}]})


def test_city_map_draws_eighteen_districts_that_answer_a_click() -> None:
    traces = [trace for trace in FIGURES["city"]["data"] if "district" in trace.get("meta", {})]
    main = [trace for trace in traces if trace["xaxis"] == "x"]
    assert [trace["customdata"] for trace in main] == [[f"district:{district.code}"] for district in DISTRICTS]
    assert all(trace["fill"] == "toself" and trace["hoveron"] == "fills" for trace in traces)
    assert len(traces) - len(main) >= 12


def test_every_district_is_named_once_on_the_city_map() -> None:
    labels = [index for trace in FIGURES["city"]["data"] for index in (trace.get("meta") or {}).get("labels", [])]
    assert sorted(labels) == list(range(18))


def test_layers_repaint_without_geometry() -> None:
    store = map_layers.store(map_layers.layers(samples.city()))
    assert list(store)[:2] == ["share", "count"]
    assert len(store) == 2 + len(samples.SERIES)
    for layer in store.values():
        assert len(layer["colours"]) == len(layer["labels"]) == len(layer["hover"]) == 18
        assert not {"x", "y"} & set(layer)
        assert set(layer["colours"]) <= {*theme.SEQUENCE, theme.GROUND}


def test_layer_says_n_in_the_hover() -> None:
    layer = map_layers.chosen(map_layers.layers(samples.city()), "vpr-math-6")
    assert all("n = " in text for text in layer.hover)


def test_unknown_layer_falls_back() -> None:
    found = map_layers.layers(samples.city())
    assert map_layers.chosen(found, "nonsense") is found[0]


def test_links_are_arcs_with_gaps() -> None:
    report = samples.city()
    trace = next(item for item in FIGURES["city"]["data"] if (item.get("meta") or {}).get("role") == "links")
    assert trace["x"].count(None) == len(report.links) - 1
    assert len(trace["x"]) == 13 * len(report.links) + len(report.links) - 1


def test_both_ends_of_every_link_have_a_sign() -> None:
    report = samples.city()
    mentee = next(mark for mark in report.marks if mark.id == report.links[0].mentee_id)
    for changed in (replace(mentee, listed=False, left=True), replace(mentee, listed=False, left=False)):
        marks = tuple(changed if mark.id == mentee.id else mark for mark in report.marks)
        layer = map_layers.layers(report)[0]
        chart = city_map(shapes.load(None), layer, marks, report.links)
        drawn = {str(key) for trace in chart["data"] for key in trace.get("customdata") or ()}
        assert {f"school:{link.mentee_id}" for link in report.links} <= drawn


@pytest.mark.parametrize("name", ["city", "district"])
def test_zone_of_risk_has_its_own_sign_and_no_school_has_two(name: str) -> None:
    traces = [
        trace for trace in FIGURES[name]["data"] if str((trace.get("customdata") or [""])[0]).startswith("school")
    ]
    near = [trace for trace in traces if trace["meta"]["role"] == "near"]
    assert {trace["marker"]["symbol"] for trace in near} == {"diamond"}
    marks = samples.city().marks if name == "city" else samples.district().marks
    expected = {f"school:{mark.id}" for mark in marks if mark.at_risk and not (mark.left or mark.mentor)}
    assert expected
    for trace in traces:
        if trace["meta"]["role"] == "near":
            assert set(trace["customdata"]) == expected
            assert all("зона риска" in text for text in trace["text"])
        elif trace["meta"]["role"] != "own":
            assert not expected & set(trace["customdata"])


def test_without_a_list_all_schools_are_dots() -> None:
    roles = {(trace.get("meta") or {}).get("role"): trace for trace in FIGURES["city, bare"]["data"]}
    assert len(roles["other"]["x"]) == 606
    assert "listed" not in roles


@pytest.mark.parametrize(
    ("scale", "value", "expected"),
    [
        (LISTED_SHARE, 0, 0),
        (LISTED_SHARE, 0.1, 1),
        (LISTED_SHARE, 5, 2),
        (LISTED_SHARE, 14.9, 3),
        (LISTED_SHARE, 15, 4),
        (LISTED_COUNT, 0, 0),
        (LISTED_COUNT, 1, 1),
        (LISTED_COUNT, 2, 1),
        (LISTED_COUNT, 3, 2),
        (LISTED_COUNT, 8, 4),
        (LOW_SHARE, 0, 0),
        (LOW_SHARE, 20, 4),
    ],
)
def test_classes_hold_their_stated_bounds(scale: Any, value: float, expected: int) -> None:
    assert scale.index(value) == expected


def test_names_keep_apart_and_inside_the_window() -> None:
    drawn = shapes.load()
    window = Window(341_600, 360_400, 6_635_400, 6_663_800, 55.5)
    chance = random.Random(1)
    crowd = (
        [chance.uniform(341_600, 360_400) for _ in range(60)],
        [chance.uniform(6.6354e6, 6.6638e6) for _ in range(60)],
    )
    names = {item.code: f"{item.name} 17,3" for item in drawn.districts if item.inset and item.code in INNER}
    found = places(drawn, names, window, crowd)
    boxes = {code: (x, y, len(names[code]) * 6.3 * 55.5 / 2) for code, (x, y) in found.items()}
    for code, (x, _, half) in boxes.items():
        assert window.x_min <= x - half, code
        assert x + half <= window.x_max, code
    ordered = list(boxes.values())
    for index, (x, y, half) in enumerate(ordered):
        for other_x, other_y, other_half in ordered[index + 1 :]:
            assert abs(x - other_x) >= half + other_half or abs(y - other_y) >= 14 * 55.5


INNER = {
    "admiralteysky",
    "vasileostrovsky",
    "kalininsky",
    "kirovsky",
    "krasnogvardeysky",
    "moskovsky",
    "nevsky",
    "petrogradsky",
    "frunzensky",
    "tsentralny",
}


def test_imported_boundaries_of_many_vertices_are_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_VERTICES", 300)
    thin = shapes._load.__wrapped__(None, "thin")
    whole = shapes.load()
    assert sum(len(item.main[0]) for item in thin.districts) < sum(len(item.main[0]) for item in whole.districts)


def test_the_parts_of_a_list_make_its_total_and_who_left_stands_below_zero() -> None:
    bars = [trace for trace in FIGURES["listed"]["data"] if trace["type"] == "bar"]
    totals = next(trace for trace in FIGURES["listed"]["data"] if trace["type"] == "scatter")
    for place, listed in enumerate(totals["y"]):
        values = [trace["y"][place] for trace in bars if trace["y"][place] is not None]
        assert sum(value for value in values if value > 0) == (listed or 0)
    left = bars[-1]
    assert min(value for value in left["y"] if value is not None) < 0
    assert left["marker"]["line"]["color"] == theme.LEFT
    # 2019/20 has neither a bar nor a total, and says why.
    assert all(trace["y"][1] is None for trace in (*bars, totals))
    assert any("не было" in note["text"] for note in FIGURES["listed"]["layout"]["annotations"])


def test_the_first_list_is_named_without_a_move() -> None:
    names = [note["text"] for note in FIGURES["listed, first"]["layout"]["annotations"]]
    assert names == ["в списке 58"]


def shown(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """Visible traces."""
    return [trace for trace in figure["data"] if trace.get("visible") is not False]


def focused(figure: dict[str, Any]) -> dict[str, Any]:
    """The line in the focus."""
    return next(t for t in shown(figure) if "focus" in t["meta"] and t["mode"] == "lines+markers+text")


def test_trajectory_shows_the_focus_and_its_kin() -> None:
    traces = shown(FIGURES["trajectory"])
    assert {trace["meta"]["focus"] for trace in traces if "focus" in trace["meta"]} == {"vpr-math-6"}
    kin = {trace["meta"]["kin"] for trace in traces if "kin" in trace["meta"]}
    assert kin == {"vpr-math-5", "oge-math-9", "ege-math_profile-11"}
    assert len([trace for trace in traces if trace.get("fill") == "toself"]) == 1


def test_an_assessment_outside_the_rule_is_shown_alone() -> None:
    metas = [trace["meta"] for trace in shown(a_trajectory("vpr-math-7"))]
    assert {meta["focus"] for meta in metas} == {"vpr-math-7"}
    assert len({meta["group"] for meta in FIGURE_METAS if meta.get("focus") in {"vpr-math-6", "vpr-math-7"}}) == 2


FIGURE_METAS = [trace["meta"] for trace in FIGURES["trajectory"]["data"]]


def test_trajectory_is_not_joined_across_2020_but_ege_is() -> None:
    line = next(
        trace
        for trace in shown(FIGURES["trajectory"])
        if trace["meta"].get("focus") and trace["mode"] != "text" and "fill" not in trace
    )
    assert line["x"][:3] == [2019, None, 2021]
    exam = a_trajectory("ege-russian-11")
    line = next(trace for trace in shown(exam) if trace["meta"].get("focus") and trace["mode"] == "lines+markers+text")
    assert line["x"][:7] == list(samples.YEARS)


def test_trajectory_marks_low_results_by_shape_and_small_n_as_hollow() -> None:
    exam = a_trajectory("ege-math_profile-11")
    line = next(trace for trace in shown(exam) if trace["meta"].get("focus") and trace["mode"] == "lines+markers+text")
    assert line["marker"]["symbol"][samples.YEARS.index(2022)] == "circle-open"
    low = next(
        trace
        for trace in shown(FIGURES["trajectory"])
        if trace["meta"].get("focus") and trace["mode"] == "lines+markers+text"
    )
    assert low["marker"]["symbol"][0] == "triangle-up"


def test_names_at_the_ends_of_lines_keep_apart() -> None:
    for focus in (ids.series(*item) for item in samples.SERIES):
        figure = a_trajectory(focus)
        ceiling = figure["layout"]["yaxis"]["range"][1]
        ends = sorted(trace["y"][-1] for trace in shown(figure) if trace["mode"] == "lines+markers+text")
        assert len(ends) == 4
        assert all(upper - lower >= ceiling * 0.06 for lower, upper in pairwise(ends)), focus


def test_n_stands_under_every_year_with_a_result() -> None:
    numbers = next(trace for trace in shown(FIGURES["trajectory"]) if trace["mode"] == "text")
    assert numbers["x"] == [year for year in samples.YEARS if year != 2020]
    assert all(text.startswith("n = ") for text in numbers["text"])


def test_trend_compares_the_district_with_the_city() -> None:
    traces = shown(FIGURES["trend"])
    assert [trace["text"][-1].split()[-1] for trace in traces] == ["город", "Невский"]


def test_sparkline_keeps_gaps_and_marks_the_last_value() -> None:
    picture = source((3, None, 2, 1))
    assert picture.startswith("data:image/svg+xml,")
    assert picture.count("M") == 2
    assert "circle" in picture
    assert source((None, None)).count("circle") == 0
    assert "nan" not in source((5, 5, 5))


def test_city_rows_are_not_districts() -> None:
    heat = samples.heat()
    assert heat.rows[-1].code == CITY
    assert replace(heat, rows=heat.rows[:1]).rows[0].code == "admiralteysky"


def test_bars_of_the_effect_stand_on_zero_and_the_interval_on_the_effect() -> None:
    bars, reach = FIGURES["effect bars"]["data"]
    assert bars["x"] == [-8.4, -5.2, -3.2]
    assert reach["x"] == pytest.approx([-5.3, -1.1])
    low, high = FIGURES["effect bars"]["layout"]["xaxis"]["range"]
    assert low < -8.4 < 0 < high
    assert FIGURES["effect bars, refused"]["data"] == []


def test_expected_line_leaves_the_year_of_selection() -> None:
    expected, observed = FIGURES["effect years"]["data"]
    assert observed["x"] == [-3, -2, -1, 0, 1, 2, 3]
    assert expected["x"] == [0, 1, 2, 3]
    assert expected["y"][0] == observed["y"][3]
    assert expected["error_y"]["array"] == pytest.approx([0, 2.5, 3.1, 3.7])


def test_no_line_where_the_rule_has_no_threshold() -> None:
    report = samples.district()
    trend = share_trend(report.trend, report.city_trend, "vpr-math-6", "Невский", None)
    path = school_trajectory(samples.results(), "vpr-math-6", threshold=None, min_participants=10, rule=samples.SERIES)
    for chart in (trend, path):
        go.Figure(chart)
        assert not [shape for shape in chart["layout"]["shapes"] if shape["type"] == "line"]
        assert not [text for text in chart["layout"]["yaxis"]["ticktext"] if "порог" in text]
    assert "triangle-up" not in str(path["data"])
