"""What matplotlib is told once a process: the font of the package, colours of the theme, bytes without chance."""

import threading

import matplotlib
from matplotlib import font_manager

from dashboard.briefings import fonts
from layouts import theme

PX = 72 / 96
"""Points in a pixel of the screen's figures."""
LOCK = threading.Lock()
"""Matplotlib's caches of fonts are not made for several threads."""

matplotlib.use("agg")
for _file in fonts.FILES:
    font_manager.fontManager.addfont(_file)
matplotlib.rcParams.update(
    {
        "font.family": [fonts.FAMILY],
        "text.color": theme.INK,
        "svg.fonttype": "none",
        "svg.hashsalt": "traektoria",
        "hatch.linewidth": 0.9,
        "hatch.color": theme.LISTED,
        "path.simplify": False,
        "savefig.dpi": 96,
        "text.parse_math": False,
    }
)


def colour(value: str) -> str | tuple[float, float, float, float]:
    """A colour of the screen («#1c2530», «rgba(92,104,116,0.16)») as matplotlib reads it."""
    if not value.startswith("rgba("):
        return value
    red, green, blue, alpha = (float(part) for part in value[5:-1].split(","))
    return red / 255, green / 255, blue / 255, alpha


def dashes(value: str | None) -> str | tuple[float, tuple[float, float]]:
    """A dash of the screen as matplotlib reads it."""
    return {"dash": (0, (5, 3)), "dot": (0, (1.5, 2)), "4px,3px": (0, (3, 2.2))}.get(value or "", "-")
