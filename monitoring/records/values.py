"""Values of records by their type: a field of another type, or nothing, is None (of numbers too)."""

from datetime import date

from monitoring.records.fields import Values


def day(values: Values, name: str) -> date | None:
    """The day under the name."""
    value = values.get(name)
    return value if isinstance(value, date) else None


def text(values: Values, name: str) -> str | None:
    """The text or the code of a choice under the name."""
    value = values.get(name)
    return value if isinstance(value, str) else None


def number(values: Values, name: str) -> int | None:
    """The whole number under the name."""
    value = values.get(name)
    return value if isinstance(value, int) else None
