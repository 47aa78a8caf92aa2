"""Data of the briefings' maps: the layer of the city, the schools of a district with their numbers."""

from collections.abc import Sequence

from layouts.figures.city_map import helped_beside_the_list, near_the_list
from layouts.figures.map_layers import Layer
from layouts.texts import maps as map_words
from monitoring.districts import DISTRICTS
from monitoring.reports.briefing import DistrictValue, MapData
from monitoring.reports.territory import CityReport, DistrictReport, SchoolMark

_SIGNS = {
    "school": map_words.SCHOOL,
    "listed": map_words.LISTED,
    "near": map_words.NEAR,
    "left": map_words.LEFT,
    "mentor": map_words.MENTOR,
    "link": map_words.LINK,
    "other": map_words.OTHER,
    "own": map_words.OWN,
}


def city_map_data(report: CityReport, layer: Layer) -> MapData:
    """The map of the city painted by the layer."""
    every = all(row.assessed == 0 for row in report.districts)
    left, others = helped_beside_the_list(report.marks, report.links)
    present = {
        "school": every and bool(report.marks),
        "listed": any(mark.listed for mark in report.marks),
        "near": bool(near_the_list(report.marks)),
        "left": bool(left) and not every,
        "mentor": any(mark.mentor for mark in report.marks),
        "link": bool(report.links),
        "other": bool(others) and not every,
        "own": any(mark.own for mark in report.marks),
    }
    levels = [None if value is None or layer.scale is None else layer.scale.index(value) for value in layer.values]
    return MapData(
        districts=tuple(
            DistrictValue(district.code, district.name, value, number, level)
            for district, value, number, level in zip(DISTRICTS, layer.values, layer.numbers, levels, strict=True)
        ),
        marks=report.marks,
        links=report.links,
        scale=layer.scale.code if layer.scale else "",
        classes=layer.scale.labels if layer.scale else (),
        layer=layer.title,
        signs=_present(present),
        every=every,
    )


def district_map_data(report: DistrictReport, numbers: Sequence[tuple[int, int]], *, made: bool) -> MapData:
    """The map of one district; ``made``: whether there is a list of the year."""
    marks = report.marks
    present = {
        "listed": any(mark.listed for mark in marks),
        "left": any(mark.left for mark in marks),
        "near": any(mark.at_risk and not (mark.left or mark.mentor) for mark in marks),
        "mentor": any(mark.mentor for mark in marks),
        "link": bool(report.links),
        "other" if report.open and made else "school": any(map(_plain, marks)),
        "own": any(mark.own for mark in marks),
    }
    blank = tuple(DistrictValue(district.code, district.name, None, "", None) for district in DISTRICTS)
    return MapData(
        blank, marks, report.links, focus=report.code, signs=_present(present), every=True, numbers=tuple(numbers)
    )


def _plain(mark: SchoolMark) -> bool:
    return not (mark.listed or mark.left or mark.mentor or mark.at_risk)


def _present(present: dict[str, bool]) -> tuple[tuple[str, str], ...]:
    return tuple((code, _SIGNS[code]) for code, there in present.items() if there)
