"""The one font of files: Source Sans Pro from its package, so that nothing depends on what the machine has."""

import io
from functools import cache
from pathlib import Path
from typing import Any, Literal

import font_source_sans_pro
from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Source Sans Pro"
FALLBACK = "Arial"
"""What programs take instead where the font cannot be brought along: of like widths, with Cyrillic."""
FOLDER = Path(font_source_sans_pro.font_directory)
"""All weights, each as OTF and TTF; typst goes through a folder by the names of its files."""
FILES = tuple(FOLDER / f"SourceSansPro-{weight}.ttf" for weight in ("Regular", "Semibold", "Bold"))
"""Weights 400, 600, 700: upright, with the whole Cyrillic alphabet, № and ▲ (the italics lack them)."""

Weight = Literal[400, 600, 700]
_BY_WEIGHT: dict[Weight, Path] = dict(zip((400, 600, 700), FILES, strict=True))
_SIGNS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x460), *range(0x490, 0x492), *range(0x2010, 0x2030),
    *range(0x2190, 0x2194), *range(0x25A0, 0x2600), 0x2033, 0x2039, 0x203A, 0x20AC, 0x20BD, 0x2116, 0x2122, 0x2212,
    0x2248, 0x2260, 0x2264, 0x2265,
)  # fmt: skip
"""What is kept of a font that goes into a file: Latin, Cyrillic, punctuation, arrows, marks of the maps. A text that
a reader adds to the file later finds its letters too."""


@cache
def cut(weight: Weight, form: Literal["woff", "ttf"]) -> bytes:
    """The font with the letters of ``_SIGNS`` alone: a seventh of the whole. The bytes are the same each time."""
    options = subset.Options()
    options.hinting = False
    options.recalc_timestamp = False
    options.flavor = "woff" if form == "woff" else None
    out = io.BytesIO()
    with subset.load_font(str(_BY_WEIGHT[weight]), options) as font:
        kept = subset.Subsetter(options)
        kept.populate(unicodes=_SIGNS)
        kept.subset(font)
        font.save(out)
    return out.getvalue()


def width(text: str, size: float, weight: Weight = 400) -> float:
    """Width of a line of text in the unit of ``size``."""
    letters, advances = _metrics(weight)
    unknown = advances[".notdef"][0]
    return size / 1000 * sum(advances[letters[ord(sign)]][0] if ord(sign) in letters else unknown for sign in text)


@cache
def _metrics(weight: Weight) -> tuple[dict[int, str], Any]:
    with TTFont(_BY_WEIGHT[weight]) as font:
        return font.getBestCmap(), font["hmtx"].metrics
