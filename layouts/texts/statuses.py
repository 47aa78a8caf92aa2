"""Words for statuses: membership of the list, zone of risk (``near``), partnerships."""

_NAMES = {
    "listed": "в списке",
    "entered": "вошла в список",
    "returned": "снова в списке",
    "stayed": "остаётся в списке",
    "left": "вышла из списка",
    "none": "не в списке",
    "not-assessed": "не оценена",
    "no-listing": "список не составлялся",
    "near": "зона риска",
}
_SHAPES = {
    "listed": "listed",
    "entered": "listed",
    "returned": "listed",
    "stayed": "listed",
    "left": "left",
    "near": "near",
}
_PARTNERSHIPS = {"proposed": "предложено", "active": "действует", "paused": "приостановлено", "ended": "завершено"}

IN_LIST = frozenset({"listed", "entered", "returned", "stayed"})
"""Statuses of a school that is in the list of the year."""


def name(code: str | None) -> str:
    """The status in words; a dash where the viewer may not see it."""
    return "–" if code is None else _NAMES.get(code, code)


def shape(code: str | None) -> str:
    """The shape beside the word: listed, left, near or none."""
    return _SHAPES.get(code or "", "none")


def partnership(code: str) -> str:
    """«действует»."""
    return _PARTNERSHIPS.get(code, code)
