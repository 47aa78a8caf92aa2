"""Files about persons are refused before anything else is read of them.

The monitoring works with schools. Individual results, lists of pupils and exam protocols (ФИС ОКО «Ф1 Индивидуальные
результаты») must not even be looked into: only the first rows, where headings stand, are seen here.
"""

import re
from collections.abc import Sequence

from data_access.imports import cells
from data_access.imports.cells import Cell
from data_access.imports.findings import Finding, Refused
from data_access.imports.headers import normalise

HEAD_ROWS = 20
_HEADING_LENGTH = 60
_PERSON = re.compile(
    r"(?:фамили[яи]|отчество|фио|ф\. ?и\. ?о|фамилия,? ?имя)(?:\b.*)?"
    r"|.*\b(?:фио|ф\. ?и\. ?о)\b.*"
    r"|.*\bкод участника\b.*"
    r"|.*\bснилс\b.*"
    r"|.*\bдата рождения\b.*"
)
_SERIES = re.compile(r"серия(?: .*)?")
_NUMBER = re.compile(r"номер(?: .*)?|№")


def refuse_persons(file: str, sheet: str | None, rows: Sequence[Sequence[Cell]], first: int = 1) -> None:
    """Raises ``Refused`` when a heading in the first rows of a sheet tells of a table of persons.

    Such are «Фамилия», «ФИО», «Код участника» and their like, and «Серия» together with «Номер». No cell but the
    heading is quoted. ``first`` is the number of the first of ``rows``.
    """
    for number, row in enumerate(rows[:HEAD_ROWS], start=first):
        headings = [cell for cell in row if type(cell) is str and cell and len(cell) <= _HEADING_LENGTH]
        plain = [normalise(heading) for heading in headings]
        told = next((i for i, heading in enumerate(plain) if _PERSON.fullmatch(heading)), None)
        if told is None and any(map(_NUMBER.fullmatch, plain)):
            told = next((i for i, heading in enumerate(plain) if _SERIES.fullmatch(heading)), None)
        if told is not None:
            raise Refused(
                [
                    Finding(
                        file,
                        sheet,
                        number,
                        cells.text(headings[told]),
                        "файл содержит сведения об отдельных людях, система принимает только данные по школам",
                        "Возьмите сводную форму по образовательным организациям, "
                        "например «Статистика по отметкам», а этот файл удалите отсюда",
                    )
                ]
            )
