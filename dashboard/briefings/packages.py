"""Packages of Office Open XML: one moment, so that the same briefing gives the same bytes; texts that XML takes."""

import io
import re
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that no XML may hold."""


def legible(text: str) -> str:
    """The text without signs that no XML may hold."""
    return _FORBIDDEN.sub(" ", text)


def settled(package: bytes, day: date) -> bytes:
    """The package with ``day`` for every moment that its library took from the clock.

    That is the date of each member of the archive and the moments of the document, in the workbooks of charts too.
    """
    out = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == _CORE:
                content = _MOMENT.sub(rb"\g<1>%sT00:00:00Z\g<2>" % day.isoformat().encode(), content)
            elif name.endswith(".xlsx"):
                content = settled(content, day)
            member = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, content)
    return out.getvalue()
