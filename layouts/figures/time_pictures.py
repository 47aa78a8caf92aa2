"""The time axis of a school as it is carried away: laid out anew for a slide, half a slide, a column of A4.

The page's axis is wide and high: made smaller as a whole, its words could not be read on a slide.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from layouts.figures.time_axis import ShareOfYear, TimeEvent, drawn
from layouts.figures.time_scale import Paper
from layouts.texts import time_axis as words

PAPERS = {
    "slide": Paper(wide=1080, left=112, row=16, gap=5, panel=62, bottom=36, high=430),
    # Where the words above take more lines than usual.
    "slide-low": Paper(wide=1080, left=112, row=16, gap=5, panel=50, bottom=36, high=372),
    "half": Paper(wide=560, left=112, row=16, gap=5, panel=62, bottom=36, high=470),
    "column": Paper(wide=660, left=112, row=18, gap=7, panel=80, bottom=36),
}
"""By the sizes of ``assets/chart-picture.js``, whose place for the chart makes 12 px of these 10 points on a slide, 9
on half of one and on A4."""


def pictures(events: Sequence[TimeEvent], shares: Sequence[ShareOfYear], today: date) -> dict[str, Any]:
    """Figures by size with the width and height (px) that they are laid out for, and what is to be said of them."""
    made = {}
    for name, paper in PAPERS.items():
        found = drawn(events, shares, today, paper)
        data = [{key: value for key, value in trace.items() if key != "hovertext"} for trace in found.figure["data"]]
        made[name] = {
            "data": data,
            "layout": found.figure["layout"],
            "width": paper.wide,
            "height": found.height,
            "note": words.wordless(found.wordless),
        }
    return made
