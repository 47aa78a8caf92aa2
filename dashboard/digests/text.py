"""A digest as plain text for a letter."""

from collections.abc import Iterator
from textwrap import fill

from dashboard.digests.digest import Digest
from layouts.attention_blocks import Block
from layouts.texts import digest as words
from layouts.texts.attention import PRESENT

WIDTH = 76
_WELL = {"0", PRESENT}


def as_text(digest: Digest) -> bytes:
    """The file's bytes, UTF-8, lines of at most ``WIDTH`` characters but for words that are longer."""
    return ("\n".join(_lines(digest)) + "\n").encode()


def _lines(digest: Digest) -> Iterator[str]:
    yield from (_wrapped(digest.title), "", _wrapped(digest.finding), _wrapped(digest.lead))
    if digest.synthetic:
        yield from ("", _wrapped(digest.synthetic))
    for block in digest.blocks:
        yield from ("", *_heading(block.title))
        yield from _rows(block)
    if digest.clear:
        yield from ("", *_heading(words.CLEAR_TITLE))
        yield from (_wrapped(sentence, "- ", "  ") for sentence in digest.clear)
    yield from ("", "-" * WIDTH, *map(_wrapped, (*digest.basis, words.CLOSED_NOTE)))


def _heading(title: str) -> tuple[str, str]:
    wrapped = _wrapped(title)
    return wrapped, "=" * max(map(len, wrapped.split("\n")))


def _rows(block: Block) -> Iterator[str]:
    """One entry a row: the first cell, then the others under the heads of their columns; what is well is left out."""
    for first, *rest in block.rows:
        yield _wrapped(first.text, "- ", "  ")
        told = [
            f"{head}: {cell.text}" for head, cell in zip(block.heads[1:], rest, strict=True) if cell.text not in _WELL
        ]
        if told:
            yield _wrapped("; ".join(told), "  ", "  ")
    for note in filter(None, (block.more, block.note)):
        yield _wrapped(note)


def _wrapped(text: str, first: str = "", other: str = "") -> str:
    # A letter has no no-break spaces: some mail programs show them as signs.
    plain = text.replace("\u00a0", " ")
    return fill(plain, WIDTH, initial_indent=first, subsequent_indent=other, break_long_words=False,
                break_on_hyphens=False)  # fmt: skip
