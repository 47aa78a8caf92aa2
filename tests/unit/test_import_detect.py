"""Recognition of a file by its content."""

from pathlib import Path
from typing import Any

import pytest

from data_access.imports.detect import FORMATS, detect, kinds_of
from data_access.imports.findings import Refused
from data_access.imports.options import Options
from data_access.imports.source import Source
from tests.imports import builders
from tests.imports.reading import read, refusal, refused_rows


def test_every_kind_has_a_sample() -> None:
    assert {name.split()[0] for name in builders.SAMPLES} == set(FORMATS)


@pytest.mark.parametrize("name", builders.SAMPLES)
@pytest.mark.parametrize("form", ["xlsx", "csv;", "csv,", "cp1251"])
def test_each_sample_is_of_exactly_one_kind(tmp_path: Path, name: str, form: str) -> None:
    rows = builders.SAMPLES[name]()
    if form == "xlsx":
        path = builders.write_xlsx(tmp_path / "file.xlsx", rows)
    else:
        encoding = "cp1251" if form == "cp1251" else "utf-8"
        delimiter = "," if form == "csv," else ";"
        padded = [[*row, *[None] * (max(map(len, rows)) - len(row))] for row in rows]
        path = builders.write_csv(tmp_path / "file.csv", padded, delimiter=delimiter, encoding=encoding)
    source = Source.open(path)
    kind = name.split()[0]
    assert kinds_of(source.sheets[0]) == [kind]
    module = detect(source)
    assert module is FORMATS[kind]
    missing: dict[str, Any] = {"exam-means": {"year": 2025, "procedure": "ege"}}.get(kind, {})
    parsed = module.parse(source, Options(**missing))
    assert parsed.kind == kind
    assert parsed.rows


def test_kinds_and_titles_are_unique() -> None:
    assert [module.KIND for module in FORMATS.values()] == list(FORMATS)
    assert len({module.TITLE for module in FORMATS.values()}) == len(FORMATS)


def test_unknown_table_is_refused_with_the_nearest_format(tmp_path: Path) -> None:
    rows = builders.flat_marks()
    rows[0][6] = "Столько-то"
    finding = refused_rows(tmp_path, rows).findings[0]
    assert (finding.file, finding.sheet, finding.row) == ("данные.xlsx", "Лист1", 1)
    assert "Отметки по школам" in finding.message
    assert "Кол-во участников" in finding.message


def test_table_of_something_else_is_refused_with_the_kinds_that_exist(tmp_path: Path) -> None:
    refused = refused_rows(tmp_path, [["Товар", "Цена"], ["мел", 12]])
    assert "не распознан" in refused.text
    assert "статистика по отметкам" in refused.findings[0].mend


def test_unknown_kind_is_refused(tmp_path: Path) -> None:
    path = builders.write_xlsx(tmp_path / "file.xlsx", builders.flat_marks())
    assert "flat-marks" in refusal(path, kind="marks").findings[0].mend


def test_file_of_another_kind_than_said_is_refused(tmp_path: Path) -> None:
    path = builders.write_xlsx(tmp_path / "file.xlsx", builders.flat_marks())
    finding = refusal(path, kind="marks-statistics").findings[0]
    assert "Группы участников" in finding.message
    assert "Логин" in finding.message
    assert finding.row == 1


def test_sheets_of_one_kind_are_read_together_and_empty_ones_ignored(tmp_path: Path) -> None:
    second = builders.statistics(title="ВПР 2026 Математика 4 класс", subject="Математика")
    sheets = {
        "РУ 4 Статистика по отметкам участников": builders.statistics(),
        "МА 4 Статистика по отметкам": second,
        "Пусто": [[], ["  "]],
    }
    parsed = read(builders.write_xlsx(tmp_path / "file.xlsx", sheets))
    assert {key.subject for key in parsed.assessments} == {"russian", "math"}
    assert {row.sheet for row in parsed.rows} == {"РУ 4 Статистика по отметкам уча", "МА 4 Статистика по отметкам"}
    assert len(parsed.rows) == 4


def test_sheets_of_different_kinds_are_refused(tmp_path: Path) -> None:
    sheets = {"Отметки": builders.flat_marks(), "Паспорт": builders.passport()}
    refused = refusal(builders.write_xlsx(tmp_path / "file.xlsx", sheets))
    assert "«Отметки»: flat-marks" in refused.text
    assert "«Паспорт»: social-passport" in refused.text


def test_a_sheet_of_no_kind_is_refused(tmp_path: Path) -> None:
    sheets = {"Отметки": builders.flat_marks(), "Ещё": [["что-то"], ["другое"]]}
    assert refusal(builders.write_xlsx(tmp_path / "file.xlsx", sheets)).findings[0].sheet == "Ещё"


@pytest.mark.parametrize(
    ("options", "words"),
    [({"year": 1812}, "--year"), ({"procedure": "пиза"}, "--procedure")],
)
def test_impossible_options_are_refused(tmp_path: Path, options: dict, words: str) -> None:
    path = builders.write_xlsx(tmp_path / "file.xlsx", builders.flat_marks())
    assert words in refusal(path, **options).text


def test_a_mapping_takes_part_in_recognition(tmp_path: Path) -> None:
    rows = builders.flat_marks()
    rows[0][6] = "Писали работу"
    path = builders.write_xlsx(tmp_path / "file.xlsx", rows)
    with pytest.raises(Refused):
        read(path)
    assert len(read(path, mapping={"participants": "писали  РАБОТУ"}).rows) == 2
