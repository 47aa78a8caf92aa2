"""Headings: their spelling brought to one form, and the row of a sheet that holds those of a layout."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from data_access.imports import cells
from data_access.imports.cells import Cell

HEADER_ROWS = 15
"""The header is looked for in the first rows only."""

_LATIN_TO_CYRILLIC = str.maketrans("aceopxykmthb", "асеорхукмтнв")
_CYRILLIC = re.compile("[а-я]")
_PUNCTUATION = re.compile(r"\s*([-,()/<>=%:;|])\s*")


@lru_cache(maxsize=20_000)
def normalise(written: str) -> str:
    """A heading in the form in which headings are compared.

    Case, ё, kinds of spaces and dashes, spaces at punctuation, a colon or full stop at the end, and Latin letters
    that look Cyrillic within Russian words do not matter.
    """
    plain = " ".join(written.split()).casefold().replace("ё", "е")
    plain = re.sub("[‐‑–—−]", "-", plain)
    plain = _PUNCTUATION.sub(r"\1", plain).strip(" :.*")
    words = plain.split(" ")
    return " ".join(word.translate(_LATIN_TO_CYRILLIC) if _CYRILLIC.search(word) else word for word in words)


def of_row(row: Sequence[Cell]) -> list[str]:
    """Normalised headings of a row, empty for empty cells."""
    return [
        normalise(cell if type(cell) is str else cells.text(cell)) if cell not in ("", None) else "" for cell in row
    ]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a layout: our name for it and the headings under which files have it.

    The first heading is the one shown in messages; the field's own name is accepted too. ``pattern`` (a regular
    expression for the whole normalised heading) serves headings that carry an explanation.
    """

    name: str
    headings: tuple[str, ...]
    required: bool = True
    pattern: str | None = None

    @property
    def title(self) -> str:
        """The heading as shown in messages."""
        return self.headings[0]

    @property
    def spellings(self) -> tuple[str, ...]:
        """The normalised headings that name this field, without those that only the pattern fits."""
        return self.name, *map(normalise, self.headings)


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of file.

    ``one_of``: of each group of fields at least one must be there. ``without``: headings that belong to another kind.
    """

    fields: tuple[Field, ...]
    one_of: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    _exact: dict[str, str] = field(default_factory=dict, init=False, compare=False, repr=False)
    _patterns: list[tuple[re.Pattern[str], str]] = field(default_factory=list, init=False, compare=False, repr=False)
    _alien: set[str] = field(default_factory=set, init=False, compare=False, repr=False)
    _needed: list[set[str]] = field(default_factory=list, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        for item in self.fields:
            for spelling in item.spellings:
                self._exact.setdefault(spelling, item.name)
            if item.pattern is not None:
                self._patterns.append((re.compile(item.pattern), item.name))
            elif item.required:
                self._needed.append(set(item.spellings))
        self._alien.update(map(normalise, self.without))

    def field_of(self, heading: str) -> str | None:
        """Name of the field that a normalised heading stands for."""
        name = self._exact.get(heading)
        if name is None and self._patterns:
            name = next((name for pattern, name in self._patterns if pattern.fullmatch(heading)), None)
        return name

    def title_of(self, name: str) -> str:
        """Heading of a field as shown in messages."""
        return next(item.title for item in self.fields if item.name == name)

    def columns(self, headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> dict[str, list[int]]:
        """Field → positions of the columns that claim it; a mapped field is found by its mapped heading only."""
        wanted = {normalise(column): name for name, column in (mapping or {}).items()}
        found: dict[str, list[int]] = {}
        for position, heading in enumerate(headings):
            if not heading:
                continue
            name = wanted.get(heading) or self.field_of(heading)
            if name is not None and (heading in wanted or name not in (mapping or {})):
                found.setdefault(name, []).append(position)
        return found

    def missing(self, found: Iterable[str]) -> list[str]:
        """Titles of what is required and not among the fields ``found``."""
        names = set(found)
        lacking = [item.title for item in self.fields if item.required and item.name not in names]
        for group in self.one_of:
            if not names.intersection(group):
                lacking.append(" или ".join(self.title_of(name) for name in group))
        return lacking

    def header_row(self, head: Sequence[Sequence[str]], mapping: Mapping[str, str] | None = None) -> int | None:
        """Index of the first row that holds all that is required and nothing of another kind, or None.

        ``head``: normalised headings of the first rows of a sheet.
        """
        for index, headings in enumerate(head):
            if not mapping and any(spellings.isdisjoint(headings) for spellings in self._needed):
                continue
            if self._alien.isdisjoint(headings) and not self.missing(self.columns(headings, mapping)):
                return index
        return None

    def alien(self, headings: Iterable[str]) -> list[str]:
        """The headings that belong to another kind."""
        return [heading for heading in headings if heading in self._alien]

    def closest(self, head: Sequence[Sequence[str]], mapping: Mapping[str, str] | None = None) -> tuple[int, int]:
        """Index of the row with the most fields of the layout, and how many it has."""
        best, most = 0, 0
        for index, headings in enumerate(head):
            count = len(self.columns(headings, mapping))
            if count > most:
                best, most = index, count
        return best, most

    def resembling(self, heading: str, absent: Iterable[str]) -> str | None:
        """Title of an ``absent`` field of which an unknown heading looks like a misspelling, or None."""
        for name in absent:
            item = next(found for found in self.fields if found.name == name)
            for spelling in item.spellings:
                if len(spelling) > 3 and SequenceMatcher(None, heading, spelling).ratio() > 0.84:
                    return item.title
        return None
