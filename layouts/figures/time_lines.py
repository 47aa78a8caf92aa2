"""The lines of an axis of time: years, months of the wide ones, lanes, today."""

from datetime import date
from typing import Any

from layouts import theme
from layouts.figures.time_scale import Scale
from layouts.texts import grammar as g


def _line(x: float, colour: str, width: float, **more: Any) -> dict[str, Any]:
    area = {"xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "layer": "below"}
    return {"type": "line", "line": {"color": colour, "width": width}} | area | more


def year_lines(scale: Scale) -> list[dict[str, Any]]:
    """Where school years begin."""
    return [_line(scale.start(year), theme.BORDER, 1) for year in range(scale.first, scale.last + 1)]


def month_lines(scale: Scale) -> list[dict[str, Any]]:
    """Months of the wide years: a tick at the foot."""
    found = []
    for year in range(scale.first, scale.last + 1):
        if scale.width(year) == 1.0:
            continue
        for month in range(10, 21):
            day = date(year - (month <= 12), (month - 1) % 12 + 1, 1)
            if day < scale.ends_on:
                found.append(_line(scale.place(day), theme.LINE, 1))
    return found


def lane_lines(tops: dict[str, float], gap: int) -> list[dict[str, Any]]:
    """Between lanes; ``tops``: where they begin, ``gap`` px apart."""
    style = {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "layer": "below"}
    line = {"color": theme.LINE, "width": 1}
    return [style | {"y0": top - gap / 2, "y1": top - gap / 2, "line": line} for top in tops.values()]


def today_line(scale: Scale, today: date) -> dict[str, Any]:
    """Today."""
    return _line(scale.place(today), theme.INK, 1.6)


def today_note(scale: Scale, today: date) -> dict[str, Any]:
    """Its day under the years."""
    return {
        "text": g.day(today),
        "x": scale.place(today),
        "xref": "x",
        "y": 0,
        "yref": "paper",
        "yshift": -18,
        "xanchor": "center",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": theme.SMALL, "color": theme.INK},
    }
