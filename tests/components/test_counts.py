"""A picture of shares says of how many: in its note or in its own row of n, not only when pointed at."""

import re

import pytest

from layouts import ids
from layouts.briefings.screen import screen_figure
from layouts.figures import map_layers, shapes
from layouts.texts import district as words
from layouts.view import COUNT
from monitoring.reports.briefing import ListTrend, MapData, ShareTrend, Trajectory
from monitoring.reports.publication import Share
from monitoring.reports.territory import TrendPoint
from tests.components import briefings, samples
from tests.components.pages import PAGES
from tests.components.tree import of_type

NUMBER = r"\d[\d\u00a0]*"


@pytest.mark.parametrize("name", ["city", "district", "school"])
def test_figures_of_shares_tell_n(name: str) -> None:
    of_shares = 0
    for figure in briefings.BRIEFINGS[name]().drawn():
        data = figure.data
        if isinstance(data, ListTrend) or (isinstance(data, MapData) and not data.scale):
            continue  # counts of schools, places of schools
        of_shares += 1
        if isinstance(data, Trajectory):
            drawn = str(screen_figure(data, shapes.load()))
            assert all(f"{point.participants}" in drawn for point in data.points), figure.code
        elif isinstance(data, ShareTrend):
            assert re.search(rf"Участников \(n\): район — {NUMBER} в \d{{4}}/\d\d.*; город — {NUMBER} в", figure.note)
        else:
            assert re.search(rf"Оценено школ \(n\): в городе {NUMBER}, в районе {NUMBER}–{NUMBER}\.", figure.note)
    assert of_shares


def test_every_layer_of_shares_tells_n() -> None:
    layers = map_layers.layers(samples.city())
    told = {layer.key: bool(re.search(rf"\(n\).* {NUMBER}", layer.note)) for layer in layers}
    assert {key for key, said in told.items() if not said} == {COUNT}
    assert len(told) > 3


def test_least_and_missing_n_are_told() -> None:
    def points(*numbers: int | None) -> list[TrendPoint]:
        return [TrendPoint("vpr", "math", 5, 2020 + year, Share(10.0, n)) for year, n in enumerate(numbers)]

    assert words.trend_participants(points(900, 1200), points(41000, 40000)) == (
        "Участников (n): район — 1\u00a0200 в 2020/21 (меньше всего 900 в 2019/20); город — 40\u00a0000 в 2020/21."
    )
    assert words.trend_participants(points(None, 35), points(None)) == "Участников (n): район — 35 в 2020/21."
    assert words.trend_participants([], points(None)) == ""


def test_page_of_a_district_tells_n_of_the_chosen_assessment() -> None:
    page = PAGES["district"]()
    spans = [item for item in of_type(page, "Span") if str(item.children).startswith("Участников (n)")]
    shown = [item for item in spans if not item.hidden]
    assert len(spans) > 1
    assert len(shown) == 1
    (select,) = [item for item in of_type(page, "Select") if item.id == ids.DISTRICT_TREND_SELECT]
    assert getattr(shown[0], "data-series") == select.value
