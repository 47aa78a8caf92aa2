"""Why a cell is not shown, or may not be published: the codes that travel with figures of few.

They are told in words by ``layouts/texts/masking.py``; who may see what in spite of them is decided by
``data_access.scope``.
"""

from typing import Literal

Reason = Literal["few", "few-schools", "complementary"]
"""``few``: fewer than ``MINIMUM_CELL`` participants, or so few without the largest school of the cell.
``few-schools``: fewer than ``MINIMUM_SCHOOLS`` schools, so that one of them would know the other.
``complementary``: large enough, but a small cell could be computed from it and the totals."""

REASONS: tuple[Reason, ...] = ("few", "few-schools", "complementary")
"""In the order of legends."""

MINIMUM_CELL = 10
"""Fewest participants of a cell that every viewer may see; fewest schools behind a mean of schools unlike one's own."""

MINIMUM_SCHOOLS = 3
"""Fewest schools behind a cell that every viewer may see: of two each could subtract itself."""
