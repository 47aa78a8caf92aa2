"""What the operator says beside the file: its kind, its columns, and what the file itself does not tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitoring.procedures import recognise_procedure

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years taken for school years; anything else in a year's place is a mistake."""


@dataclass(frozen=True, slots=True)
class Options:
    """Options of one import.

    ``kind``: the KIND of a format module, None to tell it by content. ``mapping``: our field → the file's heading
    (``--map mean=ege2017_mean``). ``year``: year in which the school year ends, where the file gives none.
    ``procedure``: ``vpr``, ``oge``, ``ege``, ``rdr`` (Russian names are accepted), where the file gives none.
    ``dry_run``: nothing is stored. An option never overrides the file: a contradiction is refused.
    """

    kind: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    procedure: str | None = None
    dry_run: bool = False

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the options themselves, in Russian (the kind is checked by ``detect``)."""
        found = []
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            found.append(f"Параметр --year: {self.year} не похоже на год ({FIRST_YEAR}–{LAST_YEAR})")
        if self.procedure is not None and self.procedure_code is None:
            found.append(f"Параметр --procedure: «{self.procedure}» неизвестна, укажите vpr, oge, ege или rdr")
        return tuple(found)

    @property
    def procedure_code(self) -> str | None:
        """Code of ``procedure``; None when it is absent or unknown."""
        return None if self.procedure is None else recognise_procedure(self.procedure)

    def decisive(self) -> dict[str, Any]:
        """The options that decide what is read from the file (plain values, JSON-ready, stable order)."""
        return {
            "kind": self.kind,
            "mapping": dict(sorted(self.mapping.items())),
            "year": self.year,
            "procedure": self.procedure_code,
        }


def mapping_of(pairs: Iterable[str]) -> dict[str, str]:
    """Mapping from ``field=column`` texts of the command line. ValueError (in Russian) for a text of another form."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, sign, column = pair.partition("=")
        name, column = name.strip(), column.strip()
        if not (sign and name and column):
            raise ValueError(f"«{pair}»: ожидается поле=столбец, например mean=ege2017_mean")
        if name in mapping:
            raise ValueError(f"«{pair}»: поле {name} задано дважды")
        mapping[name] = column
    return mapping
