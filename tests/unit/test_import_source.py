"""Reading of files: what is unreadable, cut, hostile or in an unknown encoding is refused whole."""

import hashlib
import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from data_access.imports import archive, text_table
from data_access.imports.sheet_extent import NEAR_COLUMNS, NEAR_ROWS
from data_access.imports.source import Source
from tests.imports import builders
from tests.imports.reading import read, read_csv, refusal


def rewrite(path: Path, member: str, change: bytes | tuple[bytes, bytes]) -> Path:
    """The archive with one member replaced, or with a text replaced in it."""
    with zipfile.ZipFile(path) as archive_in:
        members = {name: archive_in.read(name) for name in archive_in.namelist()}
    if isinstance(change, tuple):
        assert change[0] in members[member]
        members[member] = members[member].replace(*change)
    else:
        members[member] = change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive_out:
        for name, data in members.items():
            archive_out.writestr(name, data)
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return builders.write_xlsx(tmp_path / "marks.xlsx", {"Отметки": builders.flat_marks()})


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_is_read_with_its_row_numbers(tmp_path: Path) -> None:
    path = builders.write_xlsx(tmp_path / "book.xlsx", {"Первый": [[], [None, "x", 2.5]], "Пустой": [[]]})
    source = Source.open(path)
    assert (source.name, source.size, source.encoding) == ("book.xlsx", path.stat().st_size, None)
    assert source.content_hash == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [sheet.name for sheet in source.sheets] == ["Первый"]
    assert source.sheets[0].rows[1] == ["", "x", 2.5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_each_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = builders.write_csv(tmp_path / "t.csv", builders.passport(), delimiter=delimiter, encoding=encoding)
    source = Source.open(path)
    assert source.encoding == ("cp1251" if encoding == "cp1251" else "utf-8")
    parsed = read(path)
    assert parsed.rows[0].values["parents_higher_education"] == 61.5
    assert parsed.rows[0].row_number == 2


def test_absent_file_is_refused(tmp_path: Path) -> None:
    assert "не открывается" in refusal(tmp_path / "нет.xlsx").text


def test_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "папка.xlsx").mkdir()
    assert "не открывается" in refusal(tmp_path / "папка.xlsx").text


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b";;;\r\n;;;\r\n"])
def test_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    assert "файл пуст" in refusal(path).text


def test_workbook_without_a_cell_is_refused(tmp_path: Path) -> None:
    path = builders.write_xlsx(tmp_path / "empty.xlsx", [[]])
    assert "ни одной заполненной ячейки" in refusal(path).text


def test_header_without_rows_is_refused(tmp_path: Path) -> None:
    path = builders.write_xlsx(tmp_path / "header.xlsx", builders.flat_marks()[:1])
    finding = refusal(path).findings[0]
    assert (finding.sheet, finding.row) == ("Лист1", 1)
    assert "нет ни одной строки" in finding.message


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_cut_workbook_is_refused(workbook: Path, part: float) -> None:
    data = workbook.read_bytes()
    workbook.write_bytes(data[: int(len(data) * part)])
    assert "обрезан" in refusal(workbook).text


def test_damaged_workbook_is_refused(workbook: Path) -> None:
    data = bytearray(workbook.read_bytes())
    with zipfile.ZipFile(workbook) as book:
        start = book.getinfo(SHEET).header_offset + 60
    data[start : start + 40] = b"\x55" * 40
    workbook.write_bytes(bytes(data))
    assert "повреждён" in refusal(workbook).text


def test_cut_sheet_in_a_whole_archive_is_refused(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as book:
        sheet = book.read(SHEET)
    rewrite(workbook, SHEET, sheet[: len(sheet) // 2])
    refused = refusal(workbook)
    assert "не читается" in refused.text


def test_csv_cut_in_its_last_row_is_refused(tmp_path: Path) -> None:
    path = builders.write_csv(tmp_path / "t.csv", builders.flat_marks())
    path.write_bytes(path.read_bytes()[:-12])
    finding = refusal(path).findings[0]
    assert finding.row == 3
    assert "обрезан" in finding.message


def test_csv_cut_within_quotes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('Логин;ОГРН;ОО\nedu780123;;"Школа 12-07 (де', encoding="utf-8")
    finding = refusal(path).findings[0]
    assert "обрезан" in finding.message
    assert finding.row == 2


def test_csv_cut_within_a_letter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Логин;ОГРН;ОО\nedu780123;;Школа".encode()[:-1])
    assert "обрезан посреди буквы" in refusal(path).text


def test_csv_row_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Логин;ОГРН;ОО\nedu780123;;Школа 12-07;лишнее\n", encoding="utf-8")
    finding = refusal(path).findings[0]
    assert (finding.row, finding.sheet) == (2, None)
    assert "4 столбцов вместо 3" in finding.message


def test_zip_bomb_is_refused_without_unpacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = builders.write_xlsx(tmp_path / "bomb.xlsx", builders.flat_marks())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/zeros.bin", bytes(archive.RATIO_FLOOR + 1))

    def unpack(*_: object) -> None:
        raise AssertionError("the archive was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)
    refused = refusal(path)
    assert "распаковывается в 10 МБ из 0,0 МБ, больше чем в 100 раз" in refused.text


def test_archive_too_large_unpacked_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    path = builders.write_xlsx(tmp_path / "large.xlsx", builders.flat_marks())
    assert "распаковывается в 0 МБ, а читается до 0 МБ" in refusal(path).text


def test_archive_of_very_many_members_is_refused(tmp_path: Path) -> None:
    path = builders.write_xlsx(tmp_path / "members.xlsx", builders.flat_marks())
    with zipfile.ZipFile(path, "a") as book:
        for number in range(archive.MAX_MEMBERS):
            book.writestr(f"xl/media/{number}.bin", b"")
    assert "а читается до 2000" in refusal(path).text


def test_workbook_of_very_many_sheets_is_refused(tmp_path: Path) -> None:
    sheets = {f"Лист{number}": [["x"]] for number in range(archive.MAX_SHEETS + 1)}
    assert "листов" in refusal(builders.write_xlsx(tmp_path / "sheets.xlsx", sheets)).text


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c\nr = "XFD1048576"><v>1</v></c>',
        b'<c r="ZZ99999"><v>1</v></c>',
        b'<c r="A99999999999999999999"><v>1</v></c>',
        b"<c" + b" " * 900_000 + b'r="XFD1048576"><v>1</v></c>',
    ],
)
def test_sheet_of_huge_extent_is_refused(workbook: Path, cell: bytes) -> None:
    rewrite(workbook, SHEET, (b"</sheetData>", b'<row r="1048576">' + cell + b"</row></sheetData>"))
    refused = refusal(workbook)
    assert "а книга читается до 5 млн ячеек на всех листах вместе" in refused.text


def test_a_narrow_sheet_may_be_the_longer(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = len(builders.flat_marks()[0])
    assert columns < NEAR_COLUMNS
    monkeypatch.setattr(archive, "MAX_CELLS", NEAR_ROWS * columns)
    assert len(read(workbook).rows) == 2
    monkeypatch.setattr(archive, "MAX_CELLS", NEAR_ROWS * columns - 1)
    assert f"строк на листе 3, столбцов {columns}, " in refusal(workbook).text


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_places_that_are_left_out_are_counted(workbook: Path, prefix: bytes) -> None:
    def tag(text: bytes) -> bytes:
        return text.replace(b"</", b"</" + prefix).replace(b"<@", b"<" + prefix)

    rows = tag(b"<@row/>") * 200_000 + tag(b"<@row>") + tag(b"<@c><@v>1</v></c>") * 60 + tag(b"</row>")
    namespace = b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rewrite(workbook, SHEET, (b"</sheetData>", rows + b"</sheetData>"))
    rewrite(workbook, SHEET, (b"<worksheet ", b"<worksheet " + namespace + b" "))
    assert "строк на листе 200004, столбцов 60, " in refusal(workbook).text


def test_cells_without_places_are_read(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as book:
        sheet = book.read(SHEET)
    rewrite(workbook, SHEET, re.sub(rb' r="[A-Z]*\d+"', b"", sheet))
    assert [row.row_number for row in read(workbook).rows] == [2, 3]


def test_a_sheet_under_another_name_is_guarded_too(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as book:
        members = {name: book.read(name) for name in book.namelist()}
    members["xl/data.bin"] = members.pop(SHEET).replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    relations = "xl/_rels/workbook.xml.rels"
    members[relations] = members[relations].replace(b"worksheets/sheet1.xml", b"data.bin")
    with zipfile.ZipFile(workbook, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    finding = refusal(workbook).findings[0]
    assert ("до 5 млн ячеек" in finding.message, finding.sheet) == (True, "Отметки")


def test_one_long_text_in_very_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_STRINGS", 10_000_000)
    rows = [["Логин", "ОО"], *([f"edu78{number:04d}", "я" * 16000] for number in range(400))]
    assert "слишком длинны" in refusal(builders.write_xlsx(tmp_path / "long.xlsx", rows)).text


def test_entities_are_refused(workbook: Path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    rewrite(workbook, SHEET, laughs)
    assert "сущности" in refusal(workbook).text


def test_sheet_in_another_encoding_is_refused(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as book:
        sheet = book.read(SHEET).decode()
    rewrite(workbook, SHEET, sheet.encode("utf-16"))
    assert "не читается" in refusal(workbook).text


def test_other_archives_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("photo.jpg", b"x")
    assert "не является книгой xlsx" in refusal(path).text


def test_formulas_without_values_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Отметки"
    for row in builders.flat_marks():
        sheet.append(row)
    sheet["H3"] = "=100-I3"
    path = tmp_path / "formulas.xlsx"
    book.save(path)
    finding = refusal(path).findings[0]
    assert (finding.sheet, finding.row, finding.column) == ("Отметки", 3, "H")
    assert "формула" in finding.message


def test_prefixed_formulas_without_values_are_found() -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<x:worksheet xmlns:x="{namespace}"><x:c r="B2"><x:f>1+1</x:f></x:c></x:worksheet>'
    assert list(archive._unsaved(BytesIO(xml.encode()))) == ["B2"]
    assert archive._PREFIXED_FORMULA.search(xml.encode())


def test_formulas_with_saved_values_are_read(workbook: Path) -> None:
    # 12.5 in H2 becomes the saved value of a formula; an empty text is a value too.
    rewrite(workbook, SHEET, (b"<v>12.5</v>", b"<f>100-87.5</f><v>12.5</v>"))
    rewrite(workbook, SHEET, (b"</row></sheetData>", b'<c r="L3" t="str"><f>""</f><v></v></c></row></sheetData>'))
    assert read(workbook).rows[0].values["pct_2"] == 12.5


def test_old_excel_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0" * 10)
    finding = refusal(path).findings[0]
    assert "xls" in finding.message
    assert "xlsx" in finding.mend


def test_password_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert "паролем" in refusal(path).text


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-16", "utf-16-le"])
def test_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    path = builders.write_csv(tmp_path / "t.csv", builders.partnerships([builders.PARTNERSHIP] * 3), encoding=encoding)
    finding = refusal(path).findings[0]
    assert "кодировк" in finding.message
    assert "UTF-8" in finding.mend


def test_mostly_latin_cp1251_is_read(tmp_path: Path) -> None:
    rows = [["Логин", "ОГРН"], ["edu780123", builders.ogrn(1)]]
    path = builders.write_csv(tmp_path / "t.csv", rows, encoding="cp1251")
    assert read(path).rows[0].school.ogrn == builders.ogrn(1)


@pytest.mark.parametrize("where", ["first row", "note", "nowhere", "ninth row"])
def test_synthetic_data_are_told_by_the_words(tmp_path: Path, where: str) -> None:
    rows = builders.flat_marks()
    if where == "first row":
        rows.insert(0, ["Отметки (Синтетические данные)"])
    elif where == "note":
        rows = [[*row, "Примечание" if index == 0 else ""] for index, row in enumerate(rows)]
        rows[2][-1] = "Синтетические данные"
    elif where == "ninth row":
        rows += [[2025, grade, *rows[1][2:]] for grade in (6, 7, 8) for _ in range(3)]
        rows[9][5] = "Школа 1 (синтетические данные)"
    parsed = read(builders.write_xlsx(tmp_path / "t.xlsx", rows))
    assert parsed.synthetic is (where in {"first row", "note"})


def test_text_of_very_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_table, "MAX_CELLS", 10)
    path = builders.write_csv(tmp_path / "t.csv", builders.flat_marks())
    assert "больше 10 ячеек" in refusal(path).text


def test_blank_lines_count_as_rows(tmp_path: Path) -> None:
    rows = builders.flat_marks()
    rows.insert(1, [None] * len(rows[0]))
    assert [row.row_number for row in read_csv(tmp_path, rows).rows] == [3, 4]


def test_file_that_is_too_large_is_refused(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data_access.imports.source.MAX_SIZE", 1000)
    assert "файл больше" in refusal(workbook).text
