"""The filled-in sheet of a file: which column is which, and its rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data_access.imports import cells
from data_access.imports.cells import Cell
from data_access.imports.findings import Findings, refuse
from data_access.imports.headers import HEADER_ROWS, Field, Layout, normalise
from data_access.imports.source import Sheet, Source, holds_anything
from data_access.sheets.columns import NUMBER, REVISION, SHEET, SheetColumn, meant
from data_access.sheets.explained import EXPLAINED
from data_access.sheets.template import RECORDS, SCHOOLS
from data_access.sheets.workbook import LISTS

LARGEST_FILE = 20 * 2**20
MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: its number in the file and its cells by heading (``SheetColumn.title``)."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, title: str) -> str:
        """The cell as one line of text, «» where it is empty or there is no such column."""
        return meant(cells.text(self.cells.get(title)))


@dataclass(frozen=True, slots=True)
class Filled:
    """The table: ``titles`` of its columns, its rows in order. ``sheet``: its name, None in a text file."""

    sheet: str | None
    titles: frozenset[str]
    rows: tuple[Row, ...]


def filled(source: Source, columns: Sequence[SheetColumn], findings: Findings) -> Filled:
    """The sheet to be read. Raises ``Refused`` where its header does not do, with all that is wrong in it."""
    sheet = _sheet(source)
    titles = [NUMBER, REVISION, *(column.title for column in columns)]
    header = _header(sheet, titles)
    if header is None:
        raise refuse(
            source.name,
            f"строка заголовков не найдена: нужны столбцы {_quoted(_needed(columns))}",
            "Возьмите шаблон этого вида записей и заполните его",
            sheet=sheet.name or None,
        )
    places = _places(sheet, header, columns, titles, findings)
    rows = tuple(_rows(sheet, header, places, findings))
    if not rows and not findings.count:
        findings.add("под заголовком нет ни одной строки", "Заполните хотя бы одну строку", sheet=sheet.name or None)
    if len(rows) > MOST_ROWS:
        raise refuse(
            source.name,
            f"в файле {len(rows)} строк, за один раз принимается не больше {MOST_ROWS}",
            "Разделите файл на части",
            sheet=sheet.name or None,
        )
    findings.raise_if_any()
    return Filled(sheet.name or None, frozenset(places), rows)


def _sheet(source: Source) -> Sheet:
    named = [sheet for sheet in source.sheets if sheet.name == SHEET]
    others = [sheet for sheet in source.sheets if sheet.name not in {EXPLAINED, SCHOOLS, RECORDS, LISTS}]
    if named or len(others) == 1:
        return (named or others)[0]
    raise refuse(source.name, f"в книге нет листа «{SHEET}»", "Назовите так лист, который нужно прочитать")


def _header(sheet: Sheet, titles: Sequence[str]) -> int | None:
    """The row among the first ones that holds most of the headings, at least two or, of one column, that one."""
    known = {normalise(title) for title in titles}
    counts = [len(known.intersection(row)) for row in sheet.head[:HEADER_ROWS]]
    best = max(counts, default=0)
    return counts.index(best) if best >= 2 else None


def _places(
    sheet: Sheet, header: int, columns: Sequence[SheetColumn], titles: Sequence[str], findings: Findings
) -> dict[str, int]:
    """Heading → position; what is unknown, missing or there twice is noted."""
    known = {normalise(title): title for title in titles}

    def note(message: str, mend: str, column: str | None = None) -> None:
        findings.add(message, mend, sheet=sheet.name or None, row=header + 1, column=column)

    found: dict[str, int] = {}
    unknown: list[tuple[str, str]] = []
    for position, (plain, written) in enumerate(zip(sheet.head[header], sheet.rows[header], strict=True)):
        if not plain:
            continue
        title = known.get(plain)
        if title is None:
            unknown.append((plain, cells.text(written)))
        elif title in found:
            note("заголовок встречается дважды", "Оставьте один из столбцов", cells.text(written))
        else:
            found[title] = position
    layout = Layout(tuple(Field(title, (title,)) for title in titles))
    for plain, written in unknown:
        alike = layout.resembling(plain, [title for title in titles if title not in found])
        mend = f"Похоже, это «{alike}»: исправьте заголовок" if alike else "Уберите столбец: такого в шаблоне нет"
        note("неизвестный заголовок", mend, written)
    missing = [next(iter(group)) for group in _groups(columns) if not found.keys() & group.keys()]
    if missing:
        note(f"нет столбцов: {_quoted(missing)}", "Возьмите заголовки из шаблона")
    if (NUMBER in found) != (REVISION in found):
        note(f"столбцы «{NUMBER}» и «{REVISION}» нужны вместе", "Верните оба, как в выгрузке")
    return found


def _groups(columns: Sequence[SheetColumn]) -> list[dict[str, None]]:
    """Headings of each required field; of a school its name or its ОГРН."""
    groups: dict[str, dict[str, None]] = {}
    for column in columns:
        if column.field.required and column.part != "district":
            groups.setdefault(column.field.name, {})[column.title] = None
    return list(groups.values())


def _needed(columns: Sequence[SheetColumn]) -> list[str]:
    return [next(iter(group)) for group in _groups(columns)]


def _quoted(titles: Sequence[str]) -> str:
    return ", ".join(f"«{title}»" for title in titles)


def _rows(sheet: Sheet, header: int, places: Mapping[str, int], findings: Findings) -> Iterator[Row]:
    width = len(sheet.rows[header])
    for number, row in enumerate(sheet.rows[header + 1 :], start=header + 2):
        if not holds_anything(row):
            continue
        if any(cells.text(cell) for cell in row[width:]):
            findings.add(
                f"в строке больше столбцов, чем заголовков ({width})",
                "Ячейки с разделителем внутри должны стоять в кавычках",
                sheet=sheet.name or None,
                row=number,
            )
            continue
        yield Row(number, {title: row[place] for title, place in places.items() if place < len(row)})
