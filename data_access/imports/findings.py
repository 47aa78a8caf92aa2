"""What is wrong in a file, said so that its owner can mend it; and the refusal of a whole file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

LISTED = 50
"""Findings that are listed before a file is refused; the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in Russian.

    ``row`` is counted from 1 as a spreadsheet shows it; ``column`` is the heading as written in the file (or the
    column's letter where there is no heading); ``sheet``, ``row`` and ``column`` are None where they mean nothing.
    ``mend`` says what to do.
    """

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    message: str
    mend: str = ""

    @property
    def place(self) -> str:
        """«marks.xlsx, лист «РУ 4», строка 12, столбец «2»»."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"лист «{self.sheet}»")
        if self.row is not None:
            parts.append(f"строка {self.row}")
        if self.column:
            parts.append(f"столбец «{self.column}»")
        return ", ".join(parts)

    @property
    def text(self) -> str:
        """The finding in one line: place, what is wrong, how to mend it."""
        line = f"{self.place}: {self.message}".rstrip(". ") + "."
        return f"{line} {self.mend.rstrip('. ')}." if self.mend else line


class Refused(Exception):
    """The whole file is refused: nothing of it is stored.

    ``findings`` are the first ``LISTED`` findings (at least one), ``rest`` the number of those not listed.
    """

    def __init__(self, findings: Iterable[Finding], rest: int = 0) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        self.rest = rest
        super().__init__(self.text)

    @property
    def text(self) -> str:
        """All listed findings, one a line, and the number of the rest."""
        lines = [finding.text for finding in self.findings]
        if self.rest:
            lines.append(f"И ещё замечаний: {self.rest}.")
        return "\n".join(lines)


@dataclass(slots=True)
class Findings:
    """Collects the findings of one file, so that its owner sees them together and not one by one."""

    file: str
    listed: list[Finding] = field(default_factory=list)
    rest: int = 0

    def add(
        self,
        message: str,
        mend: str = "",
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        """Notes a finding; beyond ``LISTED`` it is only counted."""
        if len(self.listed) < LISTED:
            self.listed.append(Finding(self.file, sheet, row, column, message, mend))
        else:
            self.rest += 1

    @property
    def count(self) -> int:
        """Number of findings so far, listed or not."""
        return len(self.listed) + self.rest

    def raise_if_any(self) -> None:
        """Refuses the file when anything was noted."""
        if self.listed:
            raise Refused(self.listed, self.rest)


def refuse(
    file: str,
    message: str,
    mend: str = "",
    *,
    sheet: str | None = None,
    row: int | None = None,
    column: str | None = None,
) -> Refused:
    """A refusal for one reason, to be raised."""
    return Refused([Finding(file, sheet, row, column, message, mend)])
