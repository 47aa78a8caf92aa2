"""How the sheets look: formats of cells, widths, what the printer is told."""

from functools import cache
from math import ceil
from typing import Any

from layouts import theme
from layouts.texts import briefing as words
from monitoring.reports.briefing import Cell, Tone

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Of a workbook in which no cell is taken for a formula, a link or a number by its text."""
FONT = "Calibri"
"""What every Excel has: a workbook cannot bring a font along."""
SIZE = 11
LINE = 15
"""Height of a line, points."""
LEAST, MOST = 9, 46
EXPLAINED = 24
"""Widths of columns in letters; the last one of columns that explain the one before."""
UNSET = 8.43
"""Width of a column that nobody has set."""
A4 = 9
HEADER_LIMIT = 250


class Look:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.format = cache(self._format)
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(SIZE)

    def _format(self, **given: Any) -> Any:
        return self._book.add_format({"font_name": FONT, "font_size": SIZE, "font_color": theme.INK, **given})

    @property
    def mark(self) -> Any:
        """Of the line that says that the data are invented."""
        return self.format(
            bold=True, font_color=theme.NOTICE_INK, bg_color=theme.NOTICE_GROUND, text_wrap=True, valign="vcenter"
        )

    @property
    def title(self) -> Any:
        """Of the title of a sheet or of a part."""
        return self.format(bold=True, font_size=12, text_wrap=True, valign="vcenter")

    @property
    def words(self) -> Any:
        """Of sentences in a column."""
        return self.format(text_wrap=True, valign="top", indent=1)

    @property
    def note(self) -> Any:
        """Of notes and sources."""
        return self.format(text_wrap=True, valign="top", font_color=theme.GREY, font_size=10)

    @property
    def link(self) -> Any:
        """Of addresses."""
        return self.format(font_color=theme.LINK, underline=1, valign="top", text_wrap=True, indent=1)

    def head(self, *, numeric: bool = False) -> Any:
        """Of headings of columns."""
        return self.format(
            bold=True, font_color=theme.GREY, bottom=2, bottom_color=theme.INK, text_wrap=True, valign="bottom",
            bg_color=theme.PALE, **_side(numeric),
        )  # fmt: skip

    def cell(self, cell: Cell, *, numeric: bool, form: str = "", total: bool = False) -> Any:
        """Of a cell of a table; ``total``: of the first row of totals."""
        given: dict[str, Any] = {
            "valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": theme.LINE, **_side(numeric),
            **_tone(cell.tone),
        }  # fmt: skip
        if form:
            given["num_format"] = form
        if cell.level is not None:
            given["bg_color"] = theme.SEQUENCE[cell.level]
            if cell.level >= theme.LIGHT_TEXT_FROM:
                given["font_color"] = theme.GROUND
        if total:
            given |= {"top": 2, "top_color": theme.INK, "bold": True}
        return self.format(**given)


def _side(numeric: bool) -> dict[str, Any]:
    """Numbers to the right; words are moved off the numbers before them."""
    return {"align": "right"} if numeric else {"align": "left", "indent": 1}


def _tone(tone: Tone) -> dict[str, Any]:
    looks: dict[str, dict[str, Any]] = {
        "strong": {"bold": True},
        "late": {"bold": True, "font_color": theme.LISTED},
        "quiet": {"font_color": theme.GREY},
    }
    return looks.get(tone, {})


def printed(sheet: Any, foot: str, last_repeated: int | None) -> None:
    """A4 across, as wide as the sheet, the rows down to ``last_repeated`` on every page, its number below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.4, top=0.5, bottom=0.7)
    said = foot.replace("&", "&&")[: HEADER_LIMIT - 40]
    page, of = words.PAGE_OF
    sheet.set_footer(f"&L&8{said}&R&8{page} &P {of} &N")
    if last_repeated is not None:
        sheet.repeat_rows(0, last_repeated)


def height(text: str, width: float, line: float = LINE) -> float:
    """Height of a text in so wide a cell (in letters): not every program fits a row to its text, none a merged one."""
    return lines(text, width) * line + 1


def lines(text: str, width: float) -> int:
    """Lines of a wrapped text; Cyrillic letters are a little wider than the figures that widths are counted in."""
    return sum(max(1, ceil(len(part) * 1.06 / max(width, 1))) for part in text.split("\n"))
