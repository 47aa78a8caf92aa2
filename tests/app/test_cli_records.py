"""``records``: a template out, a filled-in file in, an export out."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.app.test_record_sheets import EVENT
from tests.data.record_sheets import book_bytes, headings, rows_of

Run = Callable[..., int]


@pytest.fixture
def run(demo_copy_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command over a copy of the demo city."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TRAEKTORIA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", demo_copy_url)
    return lambda *arguments: main(["records", *arguments])


def test_template_import_export(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("template", "event", "--out", "шаблон.xlsx") == 0
    titles = headings((tmp_path / "шаблон.xlsx").read_bytes())
    (tmp_path / "ввод.xlsx").write_bytes(book_bytes(titles, [EVENT | {"Тема": "Из файла"}]))
    assert run("import", "event", "ввод.xlsx", "--dry-run") == 0
    assert "Новых записей: 1" in capsys.readouterr().err
    assert run("export", "event", "--out", "до.xlsx") == 0
    assert "Из файла" not in str(rows_of((tmp_path / "до.xlsx").read_bytes()))
    assert run("import", "event", "ввод.xlsx", "--as", "district:nevsky") == 0
    assert run("export", "event", "--out", "после.csv", "--scope", "district:nevsky") == 0
    told = (tmp_path / "после.csv").read_text(encoding="utf-8-sig")
    assert "Из файла" in told
    assert "Курортный" not in told


def test_what_does_not_do_is_said(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ввод.xlsx").write_bytes(book_bytes(list(EVENT), [EVENT | {"Участников": "двое"}]))
    for arguments, words in (
        (("import", "event", "ввод.xlsx"), "строка 2, столбец «Участников»"),
        (("import", "event", "нет.xlsx"), "не открывается"),
        (("import", "event", "ввод.xlsx", "--as", "school:999999"), "не называет никого"),
        (("import", "event", "ввод.xlsx", "--as", "king"), "не называет никого"),
        (("import", "approved_list", "ввод.xlsx", "--as", "district:nevsky"), "другая организация"),
        (("export", "event", "--out", "x.pdf"), ".xlsx или .csv"),
        (("export", "nothing", "--out", "x.csv"), "Есть: road_map_item"),
        (("export", "event", "--out", "x.csv", "--scope", "district:moon"), "не называет никого"),
        (("template", "answer", "--out", "x.xlsx"), "другая организация"),
    ):
        assert run(*arguments) == 2
        assert words in capsys.readouterr().err
