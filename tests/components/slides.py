"""Presentations of the sample briefings, as their tests read them."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from pptx import Presentation

from dashboard.briefings.slides import pptx
from dashboard.briefings.slides.palette import shown
from monitoring.reports.briefing import Briefing
from tests.components.briefings import BRIEFINGS

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@cache
def made(name: str) -> tuple[Briefing, bytes]:
    """A briefing of the samples and its file."""
    found = BRIEFINGS[name]()
    return found, pptx(found, None)


@cache
def deck(name: str) -> Any:
    """The file as the library reads it."""
    return Presentation(io.BytesIO(made(name)[1]))


def slide_of(name: str, code: str) -> Any:
    """The slide of the figure with the code."""
    figure = next(item for item in made(name)[0].drawn() if item.code == code)
    return next(slide for slide in deck(name).slides if figure.title in slide.notes_slide.notes_text_frame.text)


def leaves(shapes: Any) -> Iterator[Any]:
    """Shapes that are no groups, however deep."""
    for shape in shapes:
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from leaves(shape.shapes)
        else:
            yield shape


def colour(fill: Any) -> str:
    """The colour of a fill as the screen names it."""
    inside = fill[0]
    value = inside.get("val")
    return shown(value) if inside.tag == f"{A}schemeClr" else f"#{value.lower()}"
