"""Headings: trivial variation is tolerated, meaning is not; mapping, duplicates, misspellings."""

from pathlib import Path

import pytest

from data_access.imports.findings import LISTED, Finding, Findings, Refused
from data_access.imports.headers import normalise
from data_access.imports.options import Options, mapping_of
from tests.imports import builders
from tests.imports.reading import read, read_rows, refused_rows


@pytest.mark.parametrize(
    "written",
    [
        "Кол-во участников",
        " кол-во  УЧАСТНИКОВ ",
        "Кол-во\u00a0участников",
        "Кол–во участников:",
        "Кол - во\nучастников",
        "Кoл-вo участникoв",  # Latin o
    ],
)
def test_variation_in_spelling_does_not_matter(tmp_path: Path, written: str) -> None:
    rows = builders.flat_marks()
    rows[0][6] = written
    assert read_rows(tmp_path, rows).rows[0].values["participants"] == 40


def test_yo_and_dashes_do_not_matter() -> None:
    assert normalise("Учёт") == normalise("учет")
    assert normalise("Минимум – 60 , %") == normalise("минимум-60, %")


def test_trailing_empty_rows_and_columns_do_not_matter(tmp_path: Path) -> None:
    rows = [[*row, None, "  "] for row in builders.flat_marks()]
    rows += [[None] * 5, [" "]]
    assert len(read_rows(tmp_path, rows).rows) == 2


def test_title_rows_above_the_header_do_not_matter(tmp_path: Path) -> None:
    rows = [["Отметки по школам города"], [], *builders.flat_marks()]
    assert [row.row_number for row in read_rows(tmp_path, rows).rows] == [4, 5]


def test_repeated_heading_is_refused(tmp_path: Path) -> None:
    rows = [[*row, "5" if index == 0 else 1] for index, row in enumerate(builders.flat_marks())]
    finding = refused_rows(tmp_path, rows).findings[0]
    assert (finding.sheet, finding.row, finding.column) == ("Лист1", 1, "5")
    assert "дважды" in finding.message


def test_two_headings_for_one_field_are_refused(tmp_path: Path) -> None:
    rows = [[*row, "Школа" if index == 0 else "x"] for index, row in enumerate(builders.flat_marks())]
    assert refused_rows(tmp_path, rows).findings[0].column == "Школа"


def test_misspelt_optional_heading_is_refused(tmp_path: Path) -> None:
    # Otherwise ОГЭ would silently be taken for ВПР.
    rows = [["Процедуры" if index == 0 else "ОГЭ", *row] for index, row in enumerate(builders.flat_marks())]
    finding = refused_rows(tmp_path, rows).findings[0]
    assert finding.column == "Процедуры"
    assert "Процедура" in finding.mend


def test_other_columns_are_ignored_and_named(tmp_path: Path) -> None:
    rows = [[*row, "Телефон" if index == 0 else "тайна"] for index, row in enumerate(builders.flat_marks())]
    parsed = read_rows(tmp_path, rows)
    assert parsed.ignored == ("Лист1: Телефон",)
    assert "Телефон" not in parsed.rows[0].payload
    assert parsed.rows[0].payload["ОО"] == "Школа 12-07 (демо)"


def test_mapping_to_an_absent_column_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    refused = refused_rows(tmp_path, builders.means(), kind="exam-means", mapping={"mean": "балл"})
    assert "«балл»" in refused.text
    assert "ogrn, district, number, name, mean" in refused.text


def test_mapping_of_an_unknown_field_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    finding = refused_rows(tmp_path, builders.means(), kind="exam-means", mapping={"medium": "mean"}).findings[0]
    assert "medium" in finding.message
    assert "median" in finding.mend


def test_mapping_goes_before_the_usual_heading(tmp_path: Path) -> None:
    rows = [[*row, "итог" if index == 0 else 33.0] for index, row in enumerate(builders.means())]
    path = builders.write_xlsx(tmp_path / "t.xlsx", rows)
    parsed = read(path, kind="exam-means", mapping={"mean": "Итог"}, year=2025, procedure="ege")
    assert [row.values["mean_score"] for row in parsed.rows] == [33.0, 33.0]


def test_mapping_texts() -> None:
    assert mapping_of(["mean=ege2017_mean", "name = Школа "]) == {"mean": "ege2017_mean", "name": "Школа"}
    for wrong in ("mean", "=x", "mean="):
        with pytest.raises(ValueError, match="поле=столбец"):
            mapping_of([wrong])
    with pytest.raises(ValueError, match="дважды"):
        mapping_of(["mean=a", "mean=b"])


def test_decisive_options_are_plain_and_ordered() -> None:
    options = Options(kind="exam-means", mapping={"b": "2", "a": "1"}, year=2017, procedure="ЕГЭ", dry_run=True)
    assert options.decisive() == {
        "kind": "exam-means",
        "mapping": {"a": "1", "b": "2"},
        "year": 2017,
        "procedure": "ege",
    }
    assert list(options.decisive()["mapping"]) == ["a", "b"]


def test_a_finding_says_where_what_and_how_to_mend() -> None:
    finding = Finding("f.xlsx", "Лист", 3, "5", "101 вне границ 0–100", "Исправьте.")
    assert finding.text == "f.xlsx, лист «Лист», строка 3, столбец «5»: 101 вне границ 0–100. Исправьте."
    assert Finding("f.csv", None, None, None, "пуст").text == "f.csv: пуст."


def test_findings_beyond_the_limit_are_counted() -> None:
    findings = Findings("f.xlsx")
    findings.raise_if_any()
    for number in range(LISTED + 7):
        findings.add(f"замечание {number}")
    with pytest.raises(Refused) as caught:
        findings.raise_if_any()
    assert (len(caught.value.findings), caught.value.rest) == (LISTED, 7)
    assert caught.value.text.endswith("И ещё замечаний: 7.")


def test_all_findings_of_a_file_are_told_together(tmp_path: Path) -> None:
    rows = builders.flat_marks()
    rows[1][7], rows[2][6] = 250, "много"
    refused = refused_rows(tmp_path, rows)
    assert {(finding.row, finding.column) for finding in refused.findings} == {(2, "2"), (3, "Кол-во участников")}
