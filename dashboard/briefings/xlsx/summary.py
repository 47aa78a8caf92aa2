"""The first and the last sheet: the briefing in words, its sheets, where the data come from."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from dashboard.briefings import parts
from dashboard.briefings.xlsx import look as looks
from dashboard.briefings.xlsx.look import Look
from dashboard.briefings.xlsx.typed import DAY, typed
from data_access.sheets.columns import harmless
from layouts.texts import briefing as briefing_words
from layouts.texts import grammar as g
from layouts.texts import workbook as words
from monitoring.reports.briefing import Briefing, Cell, Items, KeyFigure, Paragraph, Section

_WIDTHS = (30, 16, 30, 60)
_LAST = len(_WIDTHS) - 1
_WHOLE = sum(_WIDTHS)
SOURCES = "sources"
"""Code of the section that has the last sheet to itself."""


class Summary:
    """Writes sheets of sentences, row by row."""

    def __init__(self, book: Any, look: Look, briefing: Briefing) -> None:
        self._book, self._look, self._briefing = book, look, briefing
        self._row = 0
        self._page: Any = None

    def first(self, sheets: Sequence[tuple[str, str, str]]) -> None:
        """The head, the finding, key figures, the sections in words, the sheets (name, caption, code of the section),
        the version."""
        briefing, look = self._briefing, self._look
        self._begin(words.FIRST)
        if briefing.issuer:
            self._over(briefing.issuer, look.format(bold=True))
        self._over(briefing.kind.upper(), look.format(bold=True, font_size=18), line=24)
        self._over(briefing.subject, look.title)
        self._over(f"{g.day(briefing.day)} · {briefing.place}", look.note)
        self._row += 1
        self._over(briefing.finding, look.format(bold=True, font_size=14, text_wrap=True, valign="top"), line=20)
        self._over(briefing.lead, look.note)
        if briefing.figures:
            self._heading(words.KEY_FIGURES)
            self._heads(words.FIGURE_COLUMNS, numeric={1})
            for item in briefing.figures:
                self._figure(item)
        self._heading(words.PARTS)
        self._heads((words.PART_COLUMNS[0], words.PART_COLUMNS[1], "", ""))
        for section in briefing.sections:
            if section.code != SOURCES:
                self._section(section, [name for name, _, code in sheets if code == section.code])
        self._heading(words.SHEETS)
        self._heads((words.SHEET_COLUMNS[0], words.SHEET_COLUMNS[1], "", ""))
        for name, caption, _ in (*sheets, (words.LAST, briefing_words.SOURCES, "")):
            self._page.write_url(self._row, 0, f"internal:'{name}'!A1", look.link, name)
            self._beside(caption)
        self._details()
        looks.printed(self._page, parts.title(briefing), 0 if briefing.synthetic else None)

    def last(self) -> None:
        """Where the data come from, how figures are to be read."""
        self._begin(words.LAST)
        for section in self._briefing.sections:
            if section.code == SOURCES:
                self._over(section.title, self._look.title)
                for text in sentences(section):
                    self._over(text, self._look.format(text_wrap=True, valign="top"))
        for text in parts.foot(self._briefing):
            self._over(text, self._look.note)
        looks.printed(self._page, parts.title(self._briefing), 0 if self._briefing.synthetic else None)

    def _begin(self, name: str) -> None:
        self._page = self._book.add_worksheet(name)
        self._row = 0
        for place, width in enumerate(_WIDTHS):
            self._page.set_column(place, place, width)
        if self._briefing.synthetic:
            self._over(self._briefing.synthetic, self._look.mark)
            self._page.freeze_panes(1, 0)

    def _over(self, text: str, said: Any, line: float = looks.LINE) -> None:
        self._page.merge_range(self._row, 0, self._row, _LAST, "", said)
        self._page.write_string(self._row, 0, harmless(text), said)
        self._page.set_row(self._row, looks.height(text, _WHOLE * looks.LINE / line, line))
        self._row += 1

    def _heading(self, text: str) -> None:
        self._row += 1
        self._over(text, self._look.title, line=18)

    def _heads(self, names: Sequence[str], numeric: frozenset[int] | set[int] = frozenset()) -> None:
        for place, name in enumerate(names):
            self._page.write_string(self._row, place, name, self._look.head(numeric=place in numeric))
        self._row += 1

    def _figure(self, item: KeyFigure) -> None:
        page, look, row = self._page, self._look, self._row
        page.write_string(row, 0, harmless(item.label), look.cell(Cell(item.label), numeric=False))
        found = typed(item.text, item.value)
        cell = Cell(item.text, tone="strong")
        if found.value is None or found.rest not in {"", "%"}:
            page.write_string(row, 1, harmless(item.text), look.cell(cell, numeric=True))
        else:
            assert isinstance(found.value, int | float)
            percent = found.rest == "%"
            form = f"{found.form} %" if percent else found.form
            said = look.cell(cell, numeric=True, form=form)
            page.write_number(row, 1, found.value / 100 if percent else found.value, said)
        for place, text in ((2, item.beside), (3, item.note)):
            page.write_string(row, place, harmless(text), look.cell(Cell(text), numeric=False))
        page.set_row(row, looks.height(item.note, _WIDTHS[3]))
        self._row += 1

    def _section(self, section: Section, sheets: Sequence[str]) -> None:
        for number, text in enumerate(sentences(section) or [words.on_sheets(sheets)]):
            name = section.title if not number else ""
            self._page.write_string(self._row, 0, harmless(name), self._look.words)
            strong = bool(section.finding) and not number
            self._beside(text, self._look.format(bold=True, text_wrap=True, valign="top", indent=1) if strong else None)

    def _beside(self, text: str, said: Any = None) -> None:
        """A text over all columns but the first."""
        said = said or self._look.words
        self._page.merge_range(self._row, 1, self._row, _LAST, "", said)
        self._page.write_string(self._row, 1, harmless(text), said)
        self._page.set_row(self._row, looks.height(text, _WHOLE - _WIDTHS[0]))
        self._row += 1

    def _details(self) -> None:
        briefing, look, version = self._briefing, self._look, self._briefing.version
        self._heading(words.DETAILS)
        left = look.format(align="left", valign="top", indent=1)
        self._page.write_string(self._row, 0, words.DAY, look.words)
        day = look.format(align="left", num_format=DAY, indent=1)
        self._page.write_datetime(self._row, 1, datetime.combine(briefing.day, time()), day)
        self._row += 1
        self._page.write_string(self._row, 0, words.PUBLICATION, look.words)
        self._page.write_number(self._row, 1, version.publication, left)
        self._row += 1
        self._page.write_string(self._row, 0, words.PUBLISHED, look.words)
        moment = version.published_at.replace(tzinfo=None, microsecond=0)
        said = look.format(align="left", num_format=f"{DAY} hh:mm", indent=1)
        self._page.write_datetime(self._row, 1, moment, said)
        self._row += 1
        rows = [
            (words.DATA, version.words),
            (words.YEAR, g.year(version.year)),
            (words.METHOD, version.method),
            (words.BASIS, briefing.basis.removeprefix(f"{words.BASIS}: ")),
            (words.OPEN_TO, briefing.open_to),
        ]
        for name, text in rows:
            if text:
                self._page.write_string(self._row, 0, name, look.words)
                self._beside(text)
        if version.link:
            self._page.write_string(self._row, 0, briefing_words.LINK_NOTE, look.words)
            self._page.merge_range(self._row, 1, self._row, _LAST, "", look.link)
            self._page.write_url(self._row, 1, version.link, look.link, version.link)
            self._row += 1


def sentences(section: Section) -> list[str]:
    """The finding, paragraphs and items of a section."""
    said = [section.finding] if section.finding else []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            said.append(block.text)
        elif isinstance(block, Items):
            said += [f"{n}. {text}" if block.ordered else f"– {text}" for n, text in enumerate(block.items, 1)]
    return said
