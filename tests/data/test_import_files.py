"""Import of real files: hash and options, order of several files, refusal of one among others, progress."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data_access import schema
from data_access.imports import quarantine
from data_access.imports.findings import Refused
from data_access.imports.options import Options
from data_access.imports.run import ImportOutcome, import_file, import_files
from tests.data.parsed_files import MATH_6, NOW, count, valid_inn, valid_ogrn, working_results

REGISTER = "district,name,abbreviated_name,address,mo,inn,ogrn,note"
MARKS = "Год;Класс;Предмет;Муниципалитет;Логин;ОО;Кол-во участников;2;3;4;5"


def register_csv(folder: Path, numbers: tuple[int, ...] = (1, 2, 3)) -> Path:
    lines = [REGISTER]
    for number in numbers:
        official = f"Государственное бюджетное общеобразовательное учреждение средняя школа № {number} Невского района"
        lines.append(
            f'Невский,{official} Санкт-Петербурга,ГБОУ СОШ № {number},"улица Школьная, {number}",МО,'
            f"{valid_inn(number)},{valid_ogrn(number)} 06.12.2002,"
        )
    return written(folder / "register.csv", lines)


def marks_csv(folder: Path, rows: list[tuple[int, int, float]], name: str = "marks.csv", title: str = "") -> Path:
    lines = [title] if title else []
    lines.append(MARKS)
    lines += [
        f"2025;6;Математика;Невский район;;ГБОУ СОШ № {number};{n};{low};{100 - low};0;0" for number, n, low in rows
    ]
    return written(folder / name, lines)


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def state(engine: Engine) -> Any:
    with engine.connect() as connection:
        return working_results(connection).get((MATH_6, "marks"), {})


def test_file_is_imported_and_only_once(engine: Engine, tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    import_file(engine, register_csv(tmp_path), now=NOW)
    path = marks_csv(tmp_path, [(1, 50, 30.5), (2, 40, 10.0)])
    outcome = import_file(engine, path, now=NOW, progress=lambda *step: steps.append(step))
    assert (outcome.kind, outcome.file, outcome.rows_stored) == ("flat-marks", "marks.csv", 2)
    assert [(done, total) for done, total, _ in steps] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert state(engine) == {"1": (50, 30.5, 30.5), "2": (40, 10.0, 10.0)}
    with engine.connect() as connection:
        before = {name: count(connection, table) for name, table in schema.metadata.tables.items()}
    renamed = path.rename(tmp_path / "the same under another name.csv")
    assert import_file(engine, renamed, now=NOW).unchanged
    with engine.connect() as connection:
        assert {name: count(connection, table) for name, table in schema.metadata.tables.items()} == before


def test_quarantined_row_keeps_what_was_written(engine: Engine, tmp_path: Path) -> None:
    import_file(engine, register_csv(tmp_path), now=NOW)
    import_file(engine, marks_csv(tmp_path, [(1, 50, 30.0), (77, 40, 10.0)]), now=NOW)
    with engine.connect() as connection:
        (row,) = quarantine.open_rows(connection)
    assert (row.row_number, row.payload["ОО"], row.payload["2"]) == (3, "ГБОУ СОШ № 77", "10.0")
    import_file(engine, register_csv(tmp_path, (1, 2, 3, 77)), now=NOW)
    with engine.connect() as connection:
        (row,) = quarantine.open_rows(connection)
    quarantine.confirm(engine, [row.id])
    assert state(engine)["77"] == (40, 10.0, 10.0)


def test_a_file_with_waiting_rows_is_read_again_once_its_schools_are_known(engine: Engine, tmp_path: Path) -> None:
    import_file(engine, register_csv(tmp_path), now=NOW)
    path = marks_csv(tmp_path, [(1, 50, 30.0), (77, 40, 10.0)])
    assert import_file(engine, path, now=NOW).rows_quarantined == 1
    assert import_file(engine, path, now=NOW).unchanged, "nothing is known that was not known before"
    import_file(engine, register_csv(tmp_path, (1, 2, 3, 77)), now=NOW)
    again = import_file(engine, path, now=NOW)
    assert (again.unchanged, again.rows_quarantined) == (False, 0)
    assert state(engine)["77"] == (40, 10.0, 10.0)
    with engine.connect() as connection:
        assert quarantine.open_rows(connection) == []


def test_an_earlier_file_can_be_brought_back(engine: Engine, tmp_path: Path) -> None:
    import_file(engine, register_csv(tmp_path), now=NOW)
    first = marks_csv(tmp_path, [(1, 50, 30.0)], "first.csv")
    second = marks_csv(tmp_path, [(1, 50, 40.0)], "second.csv")
    other = marks_csv(tmp_path, [(2, 40, 10.0)], "other.csv")
    for path in (first, second, first):
        assert not import_file(engine, path, now=NOW).unchanged
    assert state(engine)["1"] == (50, 30.0, 30.0)
    import_file(engine, other, now=NOW)
    with engine.connect() as connection:
        before = {name: count(connection, table) for name, table in schema.metadata.tables.items()}
    assert import_file(engine, first, now=NOW).unchanged, "its rows stand, carried over into the later edition"
    with engine.connect() as connection:
        assert {name: count(connection, table) for name, table in schema.metadata.tables.items()} == before


def test_dry_run_of_a_file_stores_nothing(engine: Engine, tmp_path: Path) -> None:
    import_file(engine, register_csv(tmp_path), now=NOW)
    outcome = import_file(engine, marks_csv(tmp_path, [(1, 50, 30.0)]), Options(dry_run=True), now=NOW)
    assert (outcome.dry_run, outcome.batch_id, outcome.differences[0].added) == (True, None, 1)
    assert state(engine) == {}
    assert not import_file(engine, tmp_path / "marks.csv", now=NOW).unchanged


def test_difference_is_told_before_it_is_stored(engine: Engine, tmp_path: Path) -> None:
    class Stopped(Exception):
        """The analyst did not like the difference."""

    told: list[int] = []

    def stop(outcome: ImportOutcome) -> None:
        told.extend(difference.changed for difference in outcome.differences)
        raise Stopped

    import_file(engine, register_csv(tmp_path), now=NOW)
    import_file(engine, marks_csv(tmp_path, [(1, 50, 30.0)]), now=NOW)
    newer = marks_csv(tmp_path, [(1, 51, 31.0)])
    with pytest.raises(Stopped):
        import_file(engine, newer, now=NOW, announce=stop)
    assert told == [1]
    assert state(engine) == {"1": (50, 30.0, 30.0)}
    import_file(engine, newer, now=NOW, announce=lambda outcome: told.append(outcome.rows_stored))
    assert told == [1, 1]
    assert state(engine) == {"1": (51, 31.0, 31.0)}


def test_options_that_decide_make_another_import(engine: Engine, tmp_path: Path) -> None:
    import_file(engine, register_csv(tmp_path), now=NOW)
    lines = ["ogrn,mean_a,mean_b", f"{valid_ogrn(1)},60.5,61.5"]
    path = written(tmp_path / "means.csv", lines)
    for column in ("mean_a", "mean_b"):
        options = Options(kind="exam-means", mapping={"mean": column}, year=2025, procedure="ege")
        assert not import_file(engine, path, options, now=NOW).unchanged
        assert import_file(engine, path, options, now=NOW).unchanged
    with engine.connect() as connection:
        assert sorted(connection.scalars(select(schema.result.c.mean_score))) == [60.5, 61.5]


def test_schools_come_first_and_a_refused_file_stops_nobody(engine: Engine, tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    files = [
        marks_csv(tmp_path, [(1, 50, 30.0)]),
        written(tmp_path / "persons.csv", ["Фамилия;Имя;Балл", "А;Б;5"]),
        marks_csv(tmp_path, [(2, 50, 130.0)], "broken.csv"),
        register_csv(tmp_path),
        marks_csv(tmp_path, [(2, 40, 10.0)], "more.csv"),
    ]
    outcomes = list(import_files(engine, files, now=NOW, progress=lambda *step: steps.append(step)))
    assert outcomes[0].file == "register.csv"
    by_name = {outcome.file: outcome for outcome in outcomes}
    assert {name for name, outcome in by_name.items() if outcome.refused} == {"persons.csv", "broken.csv"}
    assert by_name["broken.csv"].findings[0].row == 2
    assert state(engine) == {"1": (50, 30.0, 30.0), "2": (40, 10.0, 10.0)}
    assert steps[-1][:2] == (5, 5)


def test_refused_file_raises_and_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    import_file(engine, register_csv(tmp_path), now=NOW)
    with engine.connect() as connection:
        before = {name: count(connection, table) for name, table in schema.metadata.tables.items()}
    with pytest.raises(Refused):
        import_file(engine, marks_csv(tmp_path, [(1, 50, 30.0), (2, 50, 130.0)]), now=NOW)
    with engine.connect() as connection:
        assert {name: count(connection, table) for name, table in schema.metadata.tables.items()} == before


def test_synthetic_file_says_so(engine: Engine, tmp_path: Path) -> None:
    import_file(engine, register_csv(tmp_path), now=NOW, synthetic=True)
    outcome = import_file(engine, marks_csv(tmp_path, [(1, 50, 30.0)], title="Синтетические данные"), now=NOW)
    assert outcome.synthetic
    with pytest.raises(Refused, match="синтетические"):
        import_file(engine, marks_csv(tmp_path, [(1, 51, 30.0)], "real.csv"), now=NOW)
