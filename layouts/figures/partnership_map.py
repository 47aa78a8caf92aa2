"""The map of partnerships: the two sides of each link, the whole city and the centre beside it."""

from collections.abc import Sequence
from typing import Any

from layouts.figures.city_map import city_map
from layouts.figures.map_layers import BORDERS, Layer
from layouts.figures.shapes import MapShapes
from layouts.texts import maps as words
from monitoring.districts import DISTRICTS
from monitoring.reports.territory import PartnershipLink, SchoolMark


def partnership_map(
    shapes: MapShapes,
    marks: Sequence[SchoolMark],
    links: Sequence[PartnershipLink],
    proposed: Sequence[PartnershipLink] = (),
) -> dict[str, Any]:
    """The figure: districts without a colour of their own, mentors as rings, supported schools as the list has them;
    proposed links are dashed."""
    sides = {end for link in (*links, *proposed) for end in (link.mentee_id, link.mentor_id)}
    blank = tuple(None for _ in DISTRICTS)
    hover = tuple(district.title for district in DISTRICTS)
    layer = Layer(BORDERS, words.NO_LAYERS, words.BORDERS_NOTE, None, blank, ("",) * len(DISTRICTS), hover)
    shown = [mark for mark in marks if mark.id in sides or mark.mentor or mark.own]
    return city_map(shapes, layer, shown, links, show_all=True, proposed=proposed)
