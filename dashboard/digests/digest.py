"""What a digest says: the blocks of the start panel with everything that travels with figures."""

import re
from dataclasses import dataclass

from layouts.attention_blocks import Block, blocks
from layouts.texts import attention as words
from layouts.texts import digest as digest_words
from layouts.texts import grammar as g
from layouts.texts import shell
from monitoring.reports.attention import Attention
from monitoring.reports.publication import Publication, Selection

MOST = 500
"""Rows of a table: a digest is read through, but it is no register."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest in words. ``synthetic``: the mark of invented data, «» for others; ``clear``: the good news."""

    title: str
    finding: str
    lead: str
    synthetic: str
    blocks: tuple[Block, ...]
    clear: tuple[str, ...]
    basis: tuple[str, ...]

    @classmethod
    def of(cls, found: Attention, publication: Publication, selection: Selection) -> "Digest":
        """The digest of one recipient. The same data give the same words: no clock is asked."""
        said = blocks(found, selection, frozenset(), MOST)
        return cls(
            title=digest_words.title(words.whose(found)),
            finding=words.headline(found),
            lead=words.lead(found, selection.method.title),
            synthetic=shell.SYNTHETIC if publication.synthetic else "",
            blocks=tuple(block for block in said if block.rows),
            clear=tuple(f"{g.capital(block.nothing)}." for block in said if not block.rows and block.nothing),
            basis=(f"{shell.publication(publication)}.", f"{shell.BASIS}."),
        )


def file_name(found: Attention, extension: str) -> str:
    """«Дайджест_Невский_район_2025-11-15.html»: letters, digits and signs that any file system takes."""
    whose = "Санкт-Петербург" if found.whose == "city" else words.whose(found)
    plain = re.sub(r"[^\w-]+", "_", whose).strip("_")
    return f"Дайджест_{plain}_{found.on.isoformat()}.{extension}"
