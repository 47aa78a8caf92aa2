"""How wide and high words are, so that nothing runs out of a slide. All sizes in inches, fonts in points."""

from functools import cache, lru_cache

from matplotlib.ft2font import FT2Font, LoadFlags

from dashboard.briefings import fonts
from dashboard.briefings.slides import arial

LEADING = 1.2
"""Height of a line in font sizes: Arial and its twins take 1.15, a program rounds it up."""
_SPARE = 1.01
"""Programs round the places of signs and break lines a little sooner than the widths ask for."""
_OTHER = 1.22
"""How much wider than in Source Sans Pro, whose file is at hand, signs are about in Arial whose width is not known."""
_HAIR = 1e-6
"""A column as wide as its widest word holds it, whatever was lost in rounding on the way."""
_UNKNOWN = 0.9
"""Width of a sign that neither has, in font sizes."""
_WIDTHS = {
    bold: {sign: width / 1000 for width, signs in widths.items() for sign in signs}
    for bold, widths in ((False, arial.REGULAR), (True, arial.BOLD))
}


@cache
def _font(bold: bool) -> FT2Font:
    font = FT2Font(str(fonts.FILES[2 if bold else 0]))
    font.set_size(100, 72)
    return font


@cache
def _advance(sign: str, bold: bool) -> float:
    known = arial.SPACE / 1000 if sign.isspace() else _WIDTHS[bold].get(sign)
    if known is not None:
        return known * _SPARE
    font = _font(bold)
    if not font.get_char_index(ord(sign)):
        return _UNKNOWN
    return float(font.load_char(ord(sign), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100 * _OTHER)


@lru_cache(maxsize=50_000)
def _ems(text: str, bold: bool) -> float:
    return sum(_advance(sign, bold) for sign in text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the text in one line."""
    return _ems(text, bold) * size / 72


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the longest piece that is not to be broken."""
    return max((width(word, size, bold=bold) for word in text.split(" ")), default=0.0)


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Lines that the text takes in a column of ``room``."""
    return len(wrapped(text, room, size, bold=bold))


@lru_cache(maxsize=20_000)
def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text line by line in a column of ``room``; a word wider than that is broken anywhere."""
    return tuple(found for part in text.split("\n") for found in _wrapped(part, room, size, bold))


def _wrapped(text: str, room: float, size: float, bold: bool) -> list[str]:
    space = width(" ", size, bold=bold)
    room += _HAIR
    found: list[str] = []
    line, at = "", 0.0
    for word in text.split(" "):
        wide = width(word, size, bold=bold)
        if line and at + space + wide > room:
            found.append(line)
            line, at = word, wide
        else:
            line, at = (f"{line} {word}", at + space + wide) if line else (word, wide)
        while at > room and len(line) > 1:
            kept = len(line) - 1
            while kept > 1 and width(line[:kept], size, bold=bold) > room:
                kept -= 1
            found.append(line[:kept])
            line = line[kept:]
            at = width(line, size, bold=bold)
    return [*found, line]


def height(count: float, size: float) -> float:
    """Height of so many lines."""
    return count * size * LEADING / 72
