"""A line as small as a word: inline SVG in an image, since Dash has no components for SVG."""

from collections.abc import Sequence
from urllib.parse import quote

from dash import html

from layouts import theme

WIDTH, HEIGHT = 76, 22
_EDGE = 4


def sparkline(values: Sequence[float | None], alt: str, *, colour: str = theme.LISTED) -> html.Img:
    """The line with a dot at its last value; ``alt`` says in words what it shows. Gaps are not joined."""
    return html.Img(src=source(values, colour=colour), alt=alt, width=WIDTH, height=HEIGHT, className="sparkline")


def source(values: Sequence[float | None], *, colour: str = theme.LISTED) -> str:
    """The picture as a data address."""
    return f"data:image/svg+xml,{quote(_svg(values, colour), safe=' =:/')}"


def _svg(values: Sequence[float | None], colour: str) -> str:
    known = [value for value in values if value is not None]
    head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}'>"
    if not known:
        return f"{head}</svg>"
    low, high = min(known), max(known)
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    # A series that does not move is a level line in the middle.
    scale = (HEIGHT - 2 * _EDGE) / (high - low) if high > low else 0.0
    floor = HEIGHT - _EDGE if high > low else HEIGHT / 2
    points = [
        None if value is None else (round(_EDGE + i * step, 1), round(floor - (value - low) * scale, 1))
        for i, value in enumerate(values)
    ]
    path, pen = "", "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        path += f"{pen}{point[0]} {point[1]}"
        pen = "L"
    line = f"<path d='{path}' fill='none' stroke='{theme.GREY}' stroke-width='1.3'/>"
    alone = "".join(
        f"<circle cx='{p[0]}' cy='{p[1]}' r='1.2' fill='{theme.GREY}'/>"
        for i, p in enumerate(points)
        if p and (i == 0 or points[i - 1] is None) and (i + 1 == len(points) or points[i + 1] is None)
    )
    last = points[-1]
    dot = f"<circle cx='{last[0]}' cy='{last[1]}' r='2.6' fill='{colour}'/>" if last else ""
    return f"{head}{line}{alone}{dot}</svg>"
