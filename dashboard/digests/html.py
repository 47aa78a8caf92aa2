"""A digest as one html file: no script, no other file, no other host; prints on A4."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.digests.digest import Digest
from layouts import theme
from layouts.texts import digest as words

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_html(digest: Digest) -> bytes:
    """The file's bytes, UTF-8; the same for the same digest."""
    return _TEMPLATES.get_template("digest.html").render(digest=digest, theme=theme, words=words).encode()
