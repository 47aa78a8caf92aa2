"""A file that is sent: kept whole under its SHA-256 at bounded memory, or refused in words and gone."""

import hashlib
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from data_access.desk import arrivals, uploads
from data_access.desk.folder import Desk
from data_access.imports.findings import Refused
from tests import desk_files
from tests.data.desk import BY, now, pieces, send


def kept(desk: Desk) -> list[Path]:
    return [path for path in desk.root.rglob("*") if path.is_file() and path.parent.parent.name == "files"]


def bomb() -> bytes:
    """A workbook of some kilobytes that says it unpacks into 300 MB."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(300):
                sheet.write(b" " * 2**20)
    return buffer.getvalue()


def archive(member: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr(member, "<x/>")
    return buffer.getvalue()


def test_a_file_lies_under_its_hash(desk: Desk, tmp_path: Path) -> None:
    path = desk_files.marks(tmp_path)
    sent = send(desk, path)
    assert sent.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert desk.content(sent.sha256).read_bytes() == path.read_bytes()
    assert (sent.name, sent.state, sent.size) == ("отметки.csv", "received", path.stat().st_size)
    assert uploads.standing(desk) == (sent,)
    # Sent again (the answer was lost on the way) it is the same file on the desk.
    assert send(desk, path) == sent
    assert uploads.standing(desk) == (sent,)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "файл пуст"),
        (b" ;\n;;\n", "файл пуст"),
        (b"%PDF-1.7 \xd0\xbe", "это не таблица"),
        (b"\x89PNG\r\n\x1a\n", "это не таблица"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "старый формат Excel"),
        (b"a;b\0c", "не текстовый"),
        ("Год;Класс".encode("utf-16"), "UTF-16"),
        (archive("word/document.xml"), "не является книгой"),
        (archive("xl/workbook.xml")[:-10], "повреждён или обрезан"),
        (bomb(), "распаковывается в 300 МБ"),
    ],
    ids=["empty", "blank", "pdf", "png", "xls", "binary", "utf-16", "docx", "torn", "bomb"],
)
def test_what_is_no_table_is_refused_and_gone(desk: Desk, content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        arrivals.receive(desk, "таблица.xlsx", pieces(content), expected=len(content), by=BY, now=now())
    assert kept(desk) == []
    assert uploads.standing(desk) == ()


def test_a_torn_file_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="пришёл не целиком"):
        arrivals.receive(desk, "x.csv", pieces("Год;Класс\n".encode()), expected=10_000, by=BY, now=now())
    assert kept(desk) == []


def test_a_file_whose_sender_goes_away_leaves_nothing(desk: Desk) -> None:
    def broken():
        yield b"a;b\n"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        arrivals.receive(desk, "x.csv", broken(), expected=None, by=BY, now=now())
    assert kept(desk) == []
    assert list((desk.root / "files").iterdir()) == []


def test_fifty_megabytes_pass_through_little_memory_and_no_more_pass(desk: Desk) -> None:
    line = "2025;6;Математика;ГБОУ СОШ № 1;50;40;40;10;10\n".encode()
    piece = line * (arrivals.PIECE // len(line))
    whole = arrivals.LARGEST // len(piece)
    tracemalloc.start()
    try:
        sent = arrivals.receive(desk, "x.csv", (piece for _ in range(whole)), expected=None, by=BY, now=now())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sent.size == whole * len(piece) > 49 * 2**20
    assert peak < 2 * 2**20
    with pytest.raises(Refused, match="больше 50 МБ"):
        arrivals.receive(desk, "y.csv", (piece for _ in range(whole + 1)), expected=None, by=BY, now=now())
    assert kept(desk) == [desk.content(sent.sha256)]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("C:\\Отчёты\\вПР.csv", "вПР.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\nb\x00c.csv", "a b c.csv"),
        ("", "файл"),
        ("я" * 500 + ".csv", "я" * 116 + ".csv"),
    ],
)
def test_a_name_is_shown_and_never_a_path(sent: str, shown: str) -> None:
    assert arrivals.shown_name(sent) == shown


def test_a_desk_has_room_for_so_many_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 2)
    for number in range(2):
        content = f"a;b\n{number};2\n".encode()
        arrivals.receive(desk, "x.csv", [content], expected=None, by=BY, now=now())
    with pytest.raises(uploads.DeskFull):
        arrivals.receive(desk, "x.csv", [b"a;b\n3;4\n"], expected=None, by=BY, now=now())


def test_content_goes_with_the_last_file_that_has_it(desk: Desk, tmp_path: Path) -> None:
    sent = send(desk, desk_files.marks(tmp_path))
    uploads.put_imported(desk, sent, 7)
    again = send(desk, desk_files.marks(tmp_path))
    assert again.id != sent.id
    uploads.take_off(desk, sent.id, keep_content=False)
    assert desk.has(sent.sha256)
    uploads.take_off(desk, again.id, keep_content=False)
    assert not desk.has(sent.sha256)
    with pytest.raises(uploads.Gone):
        uploads.take_off(desk, again.id, keep_content=False)
