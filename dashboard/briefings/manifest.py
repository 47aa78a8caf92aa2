"""The manifest of a batch of briefings («Опись»): for programs as JSON, for people as a table.

Nothing in it comes from the clock but the stated day of the briefings, so the same files have the same manifest.
"""

import json
from collections.abc import Sequence

from dashboard.audit.files import as_csv
from dashboard.briefings.batch import Entry
from layouts.texts import briefing_batch as words
from monitoring.reports.publication import Publication, Selection


def as_json(scope: str, publication: Publication, selection: Selection, entries: Sequence[Entry]) -> bytes:
    """The manifest as JSON in UTF-8; ``scope`` as on the command line. A file that was not made has nulls."""
    made = sum(entry.made for entry in entries)
    document = {
        "title": words.TITLE,
        "scope": scope,
        "publication": publication.id,
        "published_at": publication.created_at.isoformat(),
        "synthetic": publication.synthetic,
        "year": selection.year,
        "method": selection.method.code,
        "made": made,
        "failed": len(entries) - made,
        "files": [
            {
                "recipient": entry.recipient,
                "name": entry.name,
                "issuer": entry.issuer or None,
                "scope": entry.scope,
                "key": entry.key,
                "file": entry.file,
                "format": entry.form,
                "bytes": entry.size,
                "sha256": entry.sha256 or None,
                "day": entry.day or None,
                "link": entry.link or None,
                "code": entry.code or None,
                "status": "made" if entry.made else "failed",
                "reason": entry.reason or None,
            }
            for entry in entries
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def table(publication: Publication, selection: Selection, entries: Sequence[Entry]) -> bytes:
    """The same as a csv that spreadsheets open: UTF-8 with a byte order mark, parted by semicolons."""
    version = (str(publication.id), publication.created_at.isoformat(), str(selection.year), selection.method.code)
    rows = [
        (
            entry.name, entry.recipient, entry.issuer, entry.file, entry.form,
            "" if entry.size is None else str(entry.size), entry.sha256, *version, entry.day, entry.link, entry.code,
            words.MADE if entry.made else words.FAILED, entry.reason,
        )
        for entry in entries
    ]  # fmt: skip
    return as_csv(words.COLUMNS, rows)
