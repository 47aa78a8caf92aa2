"""Digests of the start panel as files: one recipient's scope, self-contained html and plain text."""

from dashboard.digests.digest import Digest, file_name
from dashboard.digests.html import as_html
from dashboard.digests.text import as_text

__all__ = ["Digest", "as_html", "as_text", "file_name"]
