"""Alphabetical order of Russian names as a reader expects it."""

import re

_DIGITS = re.compile(r"(\d+)")


def alphabetical(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key: letters without regard to case, «ё» as «е», numbers by value («Школа 12-2» before «Школа 12-10»)."""
    text = " ".join(name.casefold().replace("ё", "е").split())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(text) if part)
