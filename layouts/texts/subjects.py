"""Subjects in sentences."""

from collections.abc import Sequence

from layouts.texts import grammar as g
from monitoring.procedures import SUBJECTS


def short_names(codes: Sequence[str]) -> str:
    """«математика, русский», for narrow columns."""
    return ", ".join(SUBJECTS[code].short if code in SUBJECTS else code for code in codes)


def names(codes: Sequence[str]) -> str:
    """«математика и русский язык»."""
    return g.joined([SUBJECTS[code].name if code in SUBJECTS else code for code in codes])
