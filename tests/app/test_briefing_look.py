"""How the pages of the PDF look, compared with pictures that were looked at by eye.

What is meant to change is taken over by ``python -m tests.app.test_briefing_look`` and looked at before it is kept.
"""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dashboard.briefings.pdf import pages
from tests.components.briefings import BRIEFINGS

REFERENCES = Path(__file__).with_name("references")
LOOKED_AT = ("city-70", "district-long-names", "school-means")
DOTS = 40
BLOCK = 8
"""Px of the squares whose mean shades are compared: letters may be smoothed otherwise, nothing may move."""
SHADES = 12
"""Of 255: how much a square may differ."""


def drawn(name: str) -> Image.Image:
    """All pages of the sample beside each other, grey."""
    made = [Image.open(io.BytesIO(page)).convert("L") for page in pages(BRIEFINGS[name](), None, dots=DOTS)]
    whole = Image.new("L", (sum(page.width for page in made), max(page.height for page in made)), 255)
    left = 0
    for page in made:
        whole.paste(page, (left, 0))
        left += page.width
    return whole


def squares(picture: Image.Image) -> np.ndarray:
    """Mean shade of each square, whole ones only."""
    shades = np.asarray(picture, dtype=float)
    high, wide = (size // BLOCK for size in shades.shape)
    return shades[: high * BLOCK, : wide * BLOCK].reshape(high, BLOCK, wide, BLOCK).mean(axis=(1, 3))


@pytest.mark.parametrize("name", LOOKED_AT)
def test_pages_look_as_those_that_were_looked_at(name: str, tmp_path: Path) -> None:
    found = drawn(name)
    found.save(tmp_path / f"{name}.png")
    with Image.open(REFERENCES / f"{name}.png") as reference:
        assert found.size == reference.size, "another number of pages"
        apart = np.abs(squares(found) - squares(reference.convert("L")))
    where = [(int(row) * BLOCK, int(column) * BLOCK) for row, column in np.argwhere(apart > SHADES)[:5]]
    assert not where, f"{tmp_path / f'{name}.png'}: другие места (строка, столбец, px) {where}"


if __name__ == "__main__":
    REFERENCES.mkdir(exist_ok=True)
    for each in LOOKED_AT:
        drawn(each).save(REFERENCES / f"{each}.png", optimize=True)
