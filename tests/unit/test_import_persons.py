"""Files about persons are refused before anything else is read of them."""

from pathlib import Path

import pytest

from data_access.imports import archive, text_table
from tests.imports import builders
from tests.imports.reading import read_rows, refusal

HEADINGS = [
    ["Фамилия", "Имя", "Отчество"],
    ["№", "ФИО", "Отметка"],
    ["Ф.И.О. участника", "Балл"],
    ["ОО", "ФИО директора"],
    ["Логин", "Код участника", "Вариант"],
    ["Класс", "КОД  УЧАСТНИКА"],
    ["Серия", "Номер", "Балл"],
    ["Серия документа", "Номер документа"],
    ["фамилия ученика"],
    ["Участник (ФИО)", "Дата рождения"],
    ["Логин", "дата рождения"],
]


@pytest.mark.parametrize("headings", HEADINGS, ids=lambda row: row[0])
@pytest.mark.parametrize("above", [0, 7, 14])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_headings_of_persons_are_refused(tmp_path: Path, headings: list[str], above: int, form: str) -> None:
    rows = [*[["Протокол"]] * above, headings, ["тайна"] * len(headings)]
    if form == "xlsx":
        path = builders.write_xlsx(tmp_path / "f1.xlsx", {"Ф1": rows})
    else:
        path = builders.write_csv(tmp_path / "f1.csv", rows)
    refused = refusal(path)
    finding = refused.findings[0]
    assert "об отдельных людях" in finding.message
    assert finding.sheet == ("Ф1" if form == "xlsx" else None)
    assert finding.row == above + 1
    assert finding.column in {" ".join(heading.split()) for heading in headings}
    assert "тайна" not in refused.text


def test_persons_on_a_later_sheet_refuse_the_whole_file(tmp_path: Path) -> None:
    sheets = {"Отметки": builders.flat_marks(), "Список": [["ФИО"], ["тайна"]]}
    assert refusal(builders.write_xlsx(tmp_path / "t.xlsx", sheets)).findings[0].sheet == "Список"


def test_persons_far_below_the_first_row_of_the_sheet_are_found(tmp_path: Path) -> None:
    rows = [*[[]] * 200, ["ФИО", "Балл"], ["тайна", 5]]
    assert refusal(builders.write_xlsx(tmp_path / "t.xlsx", rows)).findings[0].row == 201


def test_persons_are_refused_before_formulas_and_rows_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("more was read")

    monkeypatch.setattr(archive, "check_formulas", fail)
    monkeypatch.setattr(text_table, "rows", fail)
    rows = [["ФИО", "Балл"], ["тайна", 5]]
    refusal(builders.write_xlsx(tmp_path / "t.xlsx", rows))
    refusal(builders.write_csv(tmp_path / "t.csv", rows))


def test_a_kind_given_by_hand_does_not_let_persons_in(tmp_path: Path) -> None:
    rows = [[*row, "Код участника" if index == 0 else 1] for index, row in enumerate(builders.flat_marks())]
    path = builders.write_xlsx(tmp_path / "t.xlsx", rows)
    assert refusal(path, kind="flat-marks").findings[0].column == "Код участника"


def test_a_number_without_a_series_is_no_person(tmp_path: Path) -> None:
    rows = [[*row, "Номер" if index == 0 else index] for index, row in enumerate(builders.flat_marks())]
    assert len(read_rows(tmp_path, rows).rows) == 2


def test_coordinator_given_by_name_is_refused_without_repeating_it(tmp_path: Path) -> None:
    row = list(builders.PARTNERSHIP)
    for name in ("методист Выдуманов В. В.", "Выдуманов Вымысел Вымыслович"):
        row[7] = name
        refused = refusal(builders.write_xlsx(tmp_path / "t.xlsx", builders.partnerships([row])))
        assert refused.findings[0].column == "Должность координатора"
        assert "Выдуманов" not in refused.text
