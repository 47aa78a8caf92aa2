"""How wide and high words are, so that nothing runs out of a slide. All sizes in inches, fonts in points."""

from functools import cache, lru_cache

from matplotlib.ft2font import FT2Font, LoadFlags

from dashboard.briefings import fonts

LEADING = 1.26
"""Height of a line in font sizes: Arial takes 1.15, faces that may stand in for it more."""
_LETTER, _DIGIT, _SIGN = 1.1, 1.125, 1.22
"""How much wider than in Source Sans Pro, whose file is at hand, small letters (on the average), digits, and all else
(about) are in Arial and its twins."""
_SPACE = 0.278
"""Width of a space in Arial, in font sizes."""
_UNKNOWN = 0.9
"""Width of a sign that the font lacks, in font sizes."""


@cache
def _font(bold: bool) -> FT2Font:
    font = FT2Font(str(fonts.FILES[2 if bold else 0]))
    font.set_size(100, 72)
    return font


@cache
def _advance(sign: str, bold: bool) -> float:
    if sign.isspace():
        return _SPACE
    font = _font(bold)
    if not font.get_char_index(ord(sign)):
        return _UNKNOWN
    own = font.load_char(ord(sign), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100
    return own * (_LETTER if sign.islower() else _DIGIT if sign.isdigit() else _SIGN)


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
