"""The audit as a file: words for people and codes for programs beside them."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Literal

import xlsxwriter

from data_access.sheets.columns import harmless
from layouts.texts import audit as words
from monitoring.reports.audit import AuditTrail

Form = Literal["xlsx", "csv"]
_WIDTHS = (19, 30, 18, 26, 34, 30, 18, 16, 11, 18)


def audit_file(trail: AuditTrail, form: Form) -> bytes:
    """The file; csv in UTF-8 with a byte order mark, parted by semicolons."""
    head = (*words.COLUMNS, *words.CODE_COLUMNS)
    rows = [(*words.cells(row), *words.codes(row)) for row in trail.rows]
    return as_csv(head, rows) if form == "csv" else _xlsx(head, rows)


def as_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table of texts as csv in UTF-8 with a byte order mark, parted by semicolons; none is taken for a formula."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    # A spreadsheet takes a text that begins so for a formula; an address may hold what a reader typed.
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _xlsx(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet(words.TITLE)
    bold = book.add_format({"bold": True, "bottom": 1})
    for position, heading in enumerate(head):
        sheet.write_string(0, position, heading, bold)
        sheet.set_column(position, position, _WIDTHS[position] if position < len(_WIDTHS) else 16)
    for number, row in enumerate(rows, start=1):
        for position, cell in enumerate(row):
            sheet.write_string(number, position, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()
