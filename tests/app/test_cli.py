"""The command line: what it prints where, and its exit codes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.conftest import ROOT, service_environment

Run = Callable[..., int]

FLAT_MARKS = "Год;Класс;Предмет;Муниципалитет;Логин;ОО;Кол-во участников;2;3;4;5\n"


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command over a fresh database in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TRAEKTORIA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", sqlite_url)

    def run_command(*arguments: str | Path) -> int:
        return main([str(argument) for argument in arguments])

    return run_command


@pytest.fixture
def run_demo(run: Run, demo_copy_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command over a copy of the demo city."""
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", demo_copy_url)
    return run


def test_help_is_russian() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert "Вызов:" in done.stdout
    assert "Show this message" not in done.stdout
    assert "\x1b[" not in done.stdout


def test_help_loads_none_of_the_heavy_modules() -> None:
    code = (
        "import sys, dashboard.cli; print([n for n in ('dash', 'pandas', 'sqlalchemy', 'plotly') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["improt"], "Команды 'improt' нет"),
        (["import"], "не указано: ФАЙЛ"),
        (["import", "--yaer", "2025", "a.csv"], "нет параметра --yaer"),
        (["import", "--year", "abc", "a.csv"], "--year: нужно целое число"),
        (["import", "--year", "1025", "a.csv"], "не похоже на год"),
        (["import", "--map", "mean", "a.csv"], "ожидается поле=столбец"),
        (["import", "--procedure", "xyz", "a.csv"], "vpr, oge, ege или rdr"),
        (["listing", "--year"], "нет значения"),
        (["serve", "--port", "123456"], "--port"),
    ],
)
def test_wrong_line_is_answered_with_2(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(*arguments) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_wrong_setting_is_answered_with_2(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", "oracle://base")
    assert run("status") == 2
    assert "TRAEKTORIA_DATABASE_URL" in capsys.readouterr().err


def test_slip_in_a_setting_is_said(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAEKTORIA_DATABSE_URL", "sqlite:///x.db")
    assert run("status", "--json") == 0
    printed = capsys.readouterr()
    assert "может быть, TRAEKTORIA_DATABASE_URL" in printed.err
    assert json.loads(printed.out)["schools"] == 0


def test_database_that_does_not_answer_is_1(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/nothing")
    assert run("status") == 1
    printed = capsys.readouterr().err
    assert "База данных не отвечает" in printed
    assert "Traceback" not in printed


def test_command_makes_the_database(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRAEKTORIA_DATABASE_URL")
    assert run("status", "--json") == 0
    assert (tmp_path / "var" / "traektoria.db").exists()


def test_empty_database_has_its_status(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["data_version"] is None
    assert (found["schools"], found["results"], found["years"]) == (0, 0, [])


def test_demo_city_has_its_status(run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("status", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert {"schools", "districts", "results", "years", "data_version", "listed", "quarantined"} <= set(found)
    assert found["districts"] == 18
    assert found["years"] == sorted(found["years"])
    assert found["listed"] > 0
    assert run_demo("status") == 0
    assert "Районов\t18" in capsys.readouterr().out


def test_listing_has_its_shape(run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("listing", "--year", "2025", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["year"], found["method"]) == (2025, "two-years")
    assert found["schools"]
    for school in found["schools"]:
        assert {"id", "name", "district", "grounds", "probability"} <= set(school)
        assert 0 < school["probability"] <= 1
        assert {"procedure", "subject", "year", "value", "threshold", "n"} <= set(school["grounds"][0])
        assert all({"kind", "year", "value", "reference", "n", "tail"} <= set(sign) for sign in school["signs"])
    assert {school["status"] for school in found["left"]} == {"left"}
    evidence = [school for school in found["left"] if school["evidence"]]
    assert 0 < len(evidence) < len(found["left"])
    assert all(school["signs"] for school in evidence)
    assert run_demo("status", "--json") == 0
    assert json.loads(capsys.readouterr().out)["listed"] == len(found["schools"])


def test_listing_of_another_method(run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("listing", "--year", "2025", "--method", "two-grounds-2025", "--json") == 0
    assert json.loads(capsys.readouterr().out)["method"] == "two-grounds-2025"
    assert run_demo("listing", "--year", "2025") == 0
    assert capsys.readouterr().out.startswith("Школа\tРайон\tОснования\n")


@pytest.mark.parametrize("arguments", [["--year", "2020"], ["--year", "1999"], ["--year", "2025", "--method", "none"]])
def test_listing_that_is_not_there_is_2(
    run_demo: Run, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run_demo("listing", *arguments, "--json") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Есть:" in printed.err


def test_listing_before_the_first_publication_is_2(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["listing", "--year", "2025"], ["match"]):
        assert run(*command) == 2
        assert "Ничего не опубликовано" in capsys.readouterr().err


def test_match_has_its_shape(run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("match", "--json") == 0
    newest = json.loads(capsys.readouterr().out)
    assert (newest["year"], newest["method"]) == (2025, "two-years")
    assert run_demo("match", "--year", "2025", "--method", "two-grounds-2025", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert {"pairs", "unmatched", "total_cost", "greedy_cost", "rules", "by_district", "excluded"} <= set(found)
    assert found["objectivity"] is True
    assert found["pairs"]
    limit, capacity = found["rules"]["limit"], found["rules"]["capacity"]
    mentors = [pair["mentor"]["id"] for pair in found["pairs"]]
    assert max(mentors.count(mentor) for mentor in mentors) <= capacity
    for pair in found["pairs"]:
        assert {"id", "name", "district"} <= set(pair["mentee"]) & set(pair["mentor"])
        assert pair["total"] == pytest.approx(sum(pair["costs"].values()))
        assert pair["total"] <= limit
        assert pair["reason"]
    assert all({"id", "name", "district", "reason"} <= set(school) for school in found["unmatched"])
    outbid = sum(school["reason_code"] == "outbid" for school in found["unmatched"])
    assert found["total_cost"] == pytest.approx(sum(pair["total"] for pair in found["pairs"]) + limit * outbid)
    assert found["total_cost"] <= found["greedy_cost"]
    assert run_demo("match") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("Школа\tРайон\tНаставник\t")
    assert "Цена всех пар" in printed.err
    assert "наставником не предлагается" in printed.err
    assert run_demo("match", "--year", "2020") == 2
    assert "Есть:" in capsys.readouterr().err


def test_effect_has_its_shape(run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("effect", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    names = {"change", "reversion", "effect", "interval", "n_supported", "n_comparison", "method", "refused"}
    assert set(found) == names
    assert (found["method"], found["refused"]) == ("two-years", None)
    assert found["change"] == pytest.approx(found["reversion"] + found["effect"])
    assert found["interval"][0] < found["effect"] < found["interval"][1]
    assert min(found["n_supported"], found["n_comparison"]) >= 10
    assert run_demo("effect", "--method", "two-grounds-2025") == 0
    assert capsys.readouterr().out.startswith("Что\tЗначение, п.п.\t")


def test_effect_by_no_method_is_2(run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("effect", "--method", "none") == 2
    assert "Есть: two-years" in capsys.readouterr().err


def test_effect_before_the_first_publication_is_2(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("effect") == 2
    assert "Ничего не опубликовано" in capsys.readouterr().err


def test_nothing_to_publish_is_no_error(run: Run, run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("publish") == 0
    assert "Публиковать нечего" in capsys.readouterr().err


def test_nothing_to_undo_is_2(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("undo") == 2
    assert "прежней публикации нет" in capsys.readouterr().err


def test_publications_have_their_shape(run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("publications", "--json") == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["id"], record["state"], record["synthetic"]) == (1, "current", True)
    assert run_demo("publications") == 0
    assert "видят читатели" in capsys.readouterr().out


def test_unreadable_file_is_2_and_says_what_to_mend(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "letters.xlsx").write_bytes(b"no workbook at all")
    assert run("import", "letters.xlsx") == 2
    printed = capsys.readouterr()
    assert "letters.xlsx: не принят" in printed.err
    assert "Не принято файлов: 1 из 1" in printed.err
    assert printed.out == ""


def test_missing_file_is_2(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "nowhere.csv") == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_refused_file_does_not_stop_the_others(
    run_demo: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_text("Фамилия;Оценка\nNN;5\n", encoding="utf-8")
    rows = "2025;7;русский язык;;;Школа, которой нет;40;10;40;30;20\n"
    good = tmp_path / "good.csv"
    good.write_text("Примечание: синтетические данные\n" + FLAT_MARKS + rows, encoding="utf-8")
    assert run_demo("import", "bad.csv", "good.csv", "--dry-run") == 2
    printed = capsys.readouterr().err
    assert "bad.csv: не принят" in printed
    assert "good.csv: Отметки" in printed
    assert "было бы сохранено 0, в карантин 1" in printed
    assert run_demo("import", "good.csv") == 0
    assert "в карантин 1" in capsys.readouterr().err
    assert run_demo("quarantine", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["file"], row["row_number"]) == ("good.csv", 3)
    assert run_demo("quarantine", "--confirm", str(row["id"])) == 2
    assert "школа не предложена" in capsys.readouterr().err
    assert run_demo("quarantine", "--reject", str(row["id"])) == 0
    assert "Карантин пуст" in capsys.readouterr().err


def test_same_file_twice_changes_nothing(run_demo: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = "2025;7;русский язык;;;Школа, которой нет;40;10;40;30;20\n"
    (tmp_path / "marks.csv").write_text("Примечание: синтетические данные\n" + FLAT_MARKS + rows, encoding="utf-8")
    assert run_demo("import", "marks.csv") == 0
    capsys.readouterr()
    assert run_demo("import", "marks.csv") == 0
    assert "уже загружен" in capsys.readouterr().err


def test_demo_is_not_built_twice(run_demo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_demo("demo", "--if-empty") == 0
    assert "демонстрационный город не нужен" in capsys.readouterr().err


def test_interrupt_is_130_without_a_trace(tmp_path: Path, sqlite_url: str) -> None:
    command = [sys.executable, "-m", "dashboard", "demo"]
    environment = service_environment(sqlite_url, tmp_path)
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=60)[1]
    assert process.returncode == 130, rest
    assert "Строится" in first
    assert "Traceback" not in rest


def test_boundaries_that_are_none_are_2(run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "map.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    assert run("boundaries", "import", "map.geojson") == 2
    assert "map.geojson" in capsys.readouterr().err


def test_boundaries_are_imported_and_reset(run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("boundaries", "import", ROOT / "geodata" / "districts.geojson") == 0
    assert (tmp_path / "var" / "boundaries" / "boundaries.geojson").exists()
    assert run("boundaries", "reset") == 0
    assert "убраны" in capsys.readouterr().err
    assert run("boundaries", "reset") == 0
    assert not (tmp_path / "var" / "boundaries" / "boundaries.geojson").exists()


def test_taken_port_is_2(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert run("serve", "--port", str(port)) == 2
    assert "другой порт" in capsys.readouterr().err
