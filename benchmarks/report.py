"""What a measurement says: tables, aims met or not, notes; as text (which is Markdown too) and as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Cell = str | int | float | None
AIM, MET, MISSED = ("цель", "измерено", "предел", "итог"), "выполнена", "НЕ ВЫПОЛНЕНА"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one measurement: a row is what was measured and its values."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure with its limit: ``at least`` or ``at most``."""

    what: str
    value: float
    relation: Literal["at least", "at most"]
    limit: float
    unit: str = ""

    @property
    def met(self) -> bool:
        """Whether the figure keeps to its limit, the limit itself included."""
        return self.value >= self.limit if self.relation == "at least" else self.value <= self.limit

    def row(self) -> tuple[str, str, str, str]:
        """The aim as a row of the table of aims."""
        sign = "≥" if self.relation == "at least" else "≤"
        unit = f" {self.unit}" if self.unit else ""
        limit = f"{sign} {number(self.limit)}{unit}"
        return self.what, f"{number(self.value)}{unit}", limit, MET if self.met else MISSED


@dataclass(frozen=True, slots=True)
class Result:
    """Everything one measurement found."""

    name: str
    title: str
    tables: tuple[Table, ...]
    aims: tuple[Aim, ...] = ()
    notes: tuple[str, ...] = ()


def number(value: float) -> str:
    """A figure with as many digits as can be meant: whole from 100, one decimal from 10, else two; comma."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}".replace(".", ",")


def text(result: Result) -> str:
    """The measurement as Markdown whose columns also stand in line on a terminal."""
    parts = [f"## {result.title}"]
    parts += [f"{table.title}\n\n{lines(table.columns, table.rows)}" for table in result.tables]
    if result.aims:
        parts.append(lines(AIM, [aim.row() for aim in result.aims]))
    if result.notes:
        parts.append("\n".join(f"- {note}" for note in result.notes))
    return "\n\n".join(parts)


def lines(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A Markdown table; numbers stand to the right, «—» where there is none."""
    cells = [list(columns), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(columns))]
    numeric = [bool(rows) and all(not isinstance(row[index], str) for row in rows) for index in range(len(columns))]
    ruler = ["-" * (width - 1) + ":" if right else "-" * width for width, right in zip(widths, numeric, strict=True)]

    def line(row: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ]
        return f"| {' | '.join(padded)} |"

    return "\n".join([line(cells[0]), line(ruler), *(line(row) for row in cells[1:])])


def plain(result: Result) -> dict[str, Any]:
    """The measurement as values for JSON, unrounded."""
    return {
        "name": result.name,
        "title": result.title,
        "tables": [
            {
                "title": table.title,
                "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
            }
            for table in result.tables
        ],
        "aims": [
            {
                "what": aim.what,
                "value": aim.value,
                "relation": aim.relation,
                "limit": aim.limit,
                "unit": aim.unit,
                "met": aim.met,
            }
            for aim in result.aims
        ],
        "notes": list(result.notes),
    }


def _cell(value: Cell) -> str:
    if value is None:
        return "—"
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else number(value)
