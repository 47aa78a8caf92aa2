"""Attributes of elements whose names are no Python names."""

from typing import Any


def aria(**values: str) -> dict[str, Any]:
    """``aria(label="…")`` → ``{"aria-label": "…"}``, to be passed on with ``**``."""
    return {f"aria-{name}": value for name, value in values.items()}


def data(**values: str) -> dict[str, Any]:
    """``data(zoom="in")`` → ``{"data-zoom": "in"}``, to be passed on with ``**``."""
    return {f"data-{name}": value for name, value in values.items()}
