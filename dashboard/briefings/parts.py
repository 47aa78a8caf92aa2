"""What the formats of a briefing share: numbered captions, the title, the foot, the code of its page."""

import io
from typing import Literal

import segno

from layouts import theme
from layouts.texts import briefing as words
from monitoring.reports.briefing import Briefing, Figure, MapData, Table

SEPARATOR = " — "
"""Between «Рисунок 1» and the title."""


class Captions:
    """Numbers figures and tables in the order of reading: ask once for each."""

    def __init__(self) -> None:
        self._figures = self._tables = 0

    def number(self, item: Figure | Table) -> tuple[str, int]:
        """«Рисунок» or «Таблица» with the next number of its kind."""
        if isinstance(item, Figure):
            self._figures += 1
            return words.FIGURE_WORD, self._figures
        self._tables += 1
        return words.TABLE_WORD, self._tables

    def label(self, item: Figure | Table) -> str:
        """«Рисунок 1»."""
        return "{} {}".format(*self.number(item))


def title(briefing: Briefing) -> str:
    """«Справка. О школах Санкт-Петербурга…»: the document's title and its running head."""
    return f"{briefing.kind}. {briefing.subject}"


def author(briefing: Briefing) -> str:
    """Who made it, for the properties of the file."""
    return briefing.issuer or words.SYSTEM


def foot(briefing: Briefing) -> list[str]:
    """The sentences under the text: the basis, by whose rights, the code to check it by."""
    return [f"{briefing.basis}.", *filter(None, [briefing.open_to, words.code_line(briefing.version)])]


def share(figure: Figure) -> float:
    """Share of the page's width: a map leaves room for its table on the same page."""
    if not isinstance(figure.data, MapData):
        return 1.0
    return 0.92 if figure.data.focus is None else 0.7


def code(link: str, kind: Literal["svg", "png"] = "svg") -> bytes:
    """The QR code of the link."""
    out = io.BytesIO()
    made = segno.make(link, error="m", micro=False)
    if kind == "svg":
        made.save(out, kind="svg", border=1, dark=theme.INK, xmldecl=False, nl=False)
    else:
        made.save(out, kind="png", border=1, dark=theme.INK, scale=10)
    return out.getvalue()
