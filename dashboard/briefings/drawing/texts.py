"""Words of the screen's figures: «<b>» and «<br>» are all the markup they have."""

import re
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.offsetbox import AnnotationBbox, HPacker, OffsetBox, TextArea, VPacker

from dashboard.briefings.drawing.style import PX

_BOLD = re.compile(r"(<b>.*?</b>)")
_GROUND = {"facecolor": (1, 1, 1, 0.7), "edgecolor": "none", "boxstyle": "round,pad=0.1,rounding_size=0.15"}
_ALIGN: dict[str, Literal["left", "center", "right"]] = {"left": "left", "center": "center", "right": "right"}
Coordinates = str | tuple[str, str]
_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0, "bottom": 0.0, "middle": 0.5, "top": 1.0}


@dataclass(frozen=True, slots=True)
class Style:
    """Size in px of the screen, colour, where the text stands against its point; shifts in px, up and right.

    ``ground``: on a pale ground of its own, over the colours of a map.
    """

    size: float
    colour: str
    across: str = "center"
    upright: str = "middle"
    right: float = 0.0
    up: float = 0.0
    ground: bool = False


def write(axes: Axes, text: str, at: tuple[float, float], style: Style, coordinates: Coordinates = "data") -> None:
    """Puts the text at the point; ``coordinates`` as matplotlib names them for ``xycoords``."""
    if not text.strip():
        return
    lines = [_line(part, style) for part in text.split("<br>")]
    box = lines[0] if len(lines) == 1 else VPacker(children=[*lines], align=_ALIGN[style.across], pad=0, sep=0)
    axes.add_artist(
        AnnotationBbox(
            box,
            at,
            xybox=(style.right * PX, style.up * PX),
            xycoords=coordinates,
            boxcoords="offset points",
            frameon=style.ground,
            bboxprops=_GROUND,
            pad=0.1 if style.ground else 0,
            box_alignment=(_SIDES[style.across], _SIDES[style.upright]),
            annotation_clip=False,
            zorder=8,
        )
    )


def _line(text: str, style: Style) -> OffsetBox:
    areas = []
    for part in filter(None, _BOLD.split(text.strip())):
        bold = part.startswith("<b>")
        said = part[3:-4] if bold else part
        if said.strip():
            areas.append(_area(said.strip(), bold, style))
    return areas[0] if len(areas) == 1 else HPacker(children=[*areas], align="baseline", pad=0, sep=2.6 * PX)


def _area(text: str, bold: bool, style: Style) -> TextArea:
    properties = {"size": style.size * PX, "color": style.colour, "weight": 700 if bold else 400}
    return TextArea(text, textprops=properties)
