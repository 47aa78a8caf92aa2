"""The real files beside the repository are read whole; without them these tests are skipped."""

from collections import Counter
from pathlib import Path

import pytest

from monitoring.districts import by_code
from tests.imports.reading import read

pytestmark = pytest.mark.reference


@pytest.fixture(scope="module")
def register(reference_data: Path) -> Path:
    return reference_data / "register" / "datagovspb_schools_register_2019-06-21.csv"


def test_register(register: Path) -> None:
    parsed = read(register)
    assert (parsed.kind, len(parsed.rows)) == ("register", 931)
    assert {row.values["district_code"] for row in parsed.rows} == set(by_code())
    # Some of the 709 institutions have no valid ОГРН: the storing half finds them by other keys.
    assert 690 <= len({row.school.ogrn for row in parsed.rows if row.school.ogrn}) < 709
    assert all(row.school.ogrn or row.school.inn or row.school.number for row in parsed.rows)
    kinds = Counter(row.values["kind"] for row in parsed.rows)
    assert kinds["school"] > 400
    assert kinds["other"] < 10


def test_points(reference_data: Path) -> None:
    parsed = read(reference_data / "register" / "schools_2019_points.csv")
    assert (parsed.kind, len(parsed.rows)) == ("points", 710)
    assert sum(row.values["lon"] is not None for row in parsed.rows) == 667
    assert Counter(row.values["kind"] for row in parsed.rows)["lyceum"] == 46


def test_means_of_2017(reference_data: Path) -> None:
    path = reference_data / "results" / "ege_2017_mean_by_school.csv"
    parsed = read(path, kind="exam-means", mapping={"mean": "ege2017_mean"}, year=2017, procedure="ege")
    assert len(parsed.rows) == 360
    assert sum("ogrn" in row.payload and not row.payload["ogrn"] for row in parsed.rows) == 12
    assert sum(row.school.ogrn is None for row in parsed.rows) == 13
    assert {row.assessment.subject for row in parsed.rows if row.assessment} == {"all"}
    assert min(row.values["mean_score"] for row in parsed.rows) > 30
