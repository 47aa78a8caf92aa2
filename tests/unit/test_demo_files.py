"""Files of the demo city: layouts of the operators, the same bytes for the same seed, said to be synthetic."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from data_access.demo import files
from data_access.demo.city import DemoCity, generate
from data_access.imports.detect import detect
from data_access.imports.options import Options
from data_access.imports.source import Source

# «Иванова А. Б.», «А. Б. Иванов»: a family name with initials, or a patronymic.
PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+ [А-ЯЁ]\. ?[А-ЯЁ]\.|[А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]+|\b\w+(?:ович|евич|овна|евна)\b"
)


@pytest.fixture(scope="module")
def written(small_city: DemoCity, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return files.write(small_city, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def sources(written: list[Path]) -> dict[str, Source]:
    return {path.name[4:]: Source.open(path) for path in written}


def rows(source: Source) -> list[list[Any]]:
    return [list(row) for row in source.sheets[0].rows]


def test_files_stand_in_the_order_of_import(written: list[Path]) -> None:
    names = [path.name[4:] for path in written]
    assert names[:3] == ["реестр-школ.csv", "точки-школ.csv", "логины-ФИС-ОКО.csv"]
    assert names[-2:] == ["реестр-партнёрств.xlsx", "план-мероприятий.xlsx"]
    assert written == sorted(written)
    assert 100 <= len(written) <= 135


def test_there_is_no_file_of_what_was_not_held(sources: dict[str, Source]) -> None:
    of_2020 = {name for name in sources if "2020" in name}
    assert of_2020 == {"социальный-паспорт-2020.xlsx", "ЕГЭ-2020-сводная-таблица.xlsx"}
    assert sum("статистика-по-отметкам" in name for name in sources) == 6 * 10
    scores = [name for name in sources if "распределение-баллов" in name]
    assert {name[4:8] for name in scores} == {"2024", "2025"}


def test_every_file_says_that_it_is_synthetic(written: list[Path], sources: dict[str, Source]) -> None:
    assert all(source.synthetic for source in sources.values())
    for path in written[:3]:
        text = path.read_bytes().decode("cp1251" if "логины" in path.name else "utf-8")
        lines = text.splitlines()
        assert all("синтетические данные" in line for line in lines[1:]), path.name
    assert all("синтетические данные" in str(rows(source)[0][0]) for name, source in sources.items() if "xlsx" in name)


def test_files_are_the_same_bytes_for_the_same_seed(written: list[Path], tmp_path: Path) -> None:
    again = files.write(generate(seed=7, schools=60), tmp_path)
    assert [path.name for path in again] == [path.name for path in written]
    digests = [[sha256(path.read_bytes()).hexdigest() for path in paths] for paths in (written, again)]
    assert digests[0] == digests[1]


def test_files_name_no_persons(sources: dict[str, Source]) -> None:
    for name, source in sources.items():
        for row in rows(source):
            for cell in row:
                assert not (isinstance(cell, str) and PERSON.search(cell)), (name, cell)


def test_person_pattern_finds_persons() -> None:
    assert PERSON.search("Иванова А. Б.")
    assert PERSON.search("А.Б. Иванов")
    assert PERSON.search("Анна Петровна")
    assert not PERSON.search("заместитель директора, Невский район, п. 8")


def test_kinds_are_found_by_content(sources: dict[str, Source]) -> None:
    found = {name: detect(source, Options()).KIND for name, source in sources.items()}
    assert found["реестр-школ.csv"] == "register"
    assert found["точки-школ.csv"] == "points"
    assert found["логины-ФИС-ОКО.csv"] == "logins"
    assert found["социальный-паспорт-2025.xlsx"] == "social-passport"
    assert found["ВПР-2025-МА-6-статистика-по-отметкам.xlsx"] == "marks-statistics"
    assert found["ВПР-2021-МА-6-сравнение-с-журналом.xlsx"] == "mark-comparison"
    assert found["ВПР-2025-МА-6-сравнение-с-журналом.xlsx"] == "mark-comparison"
    assert found["ВПР-2025-МА-6-распределение-баллов.xlsx"] == "score-distribution"
    assert found["ОГЭ-2025-отметки.xlsx"] == found["РДР-2024-отметки.xlsx"] == "flat-marks"
    assert found["ЕГЭ-2021-сводная-таблица.xlsx"] == found["ЕГЭ-2025-доли-по-диапазонам.xlsx"] == "exam-bands"
    assert found["реестр-партнёрств.xlsx"] == "partnerships"
    assert found["план-мероприятий.xlsx"] == "plan"


def test_statistics_have_the_layout_of_fis_oko(sources: dict[str, Source], small_city: DemoCity) -> None:
    source = sources["ВПР-2025-МА-6-статистика-по-отметкам.xlsx"]
    table = rows(source)
    assert source.sheets[0].name == "МА 6 Статистика по отметкам"
    assert table[2][0] == "ВПР 2025 Математика 6 класс"
    assert table[3][:2] == ["Предмет:", "Математика"]
    assert table[4][:2] == ["Максимальный первичный балл:", 16]
    assert table[5][:2] == ["Дата:", "19.04.2025"]
    assert table[7] == ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5]
    assert [row[0] for row in table[8:11]] == [
        "Вся выборка",
        "г. Санкт-Петербург",
        "Адмиралтейский район(reg78_m001)",
    ]
    first = table[11]
    school = small_city.schools.iloc[0]
    assert first[0] == f"{school['name']}({school['login']})"
    assert first[1] in ("", None)
    marks = small_city.marks
    own = marks[(marks["school_id"] == 1) & (marks["year"] == 2025) & (marks["procedure"] == "vpr")]
    own = own[(own["subject"] == "math") & (own["grade"] == 6)]
    assert [first[2:]] == own[["participants", "pct_2", "pct_3", "pct_4", "pct_5"]].to_numpy().tolist()


def test_groups_are_sums_of_their_schools(sources: dict[str, Source]) -> None:
    table = rows(sources["ВПР-2025-РУ-5-статистика-по-отметкам.xlsx"])[9:]
    schools = [row for row in table if "(edu" in str(row[0])]
    city = table[0]
    assert city[1] == len(schools)
    assert city[2] == sum(row[2] for row in schools)
    assert city[3] == pytest.approx(sum(row[2] * row[3] for row in schools) / city[2], abs=0.01)
    districts = [row for row in table if "(reg78_m" in str(row[0])]
    assert len(districts) == 18
    assert sum(row[2] for row in districts) == city[2]


def test_comparison_is_long_in_2021_and_wide_later(sources: dict[str, Source]) -> None:
    long = rows(sources["ВПР-2021-РУ-6-сравнение-с-журналом.xlsx"])
    assert [cell for cell in long[7] if cell] == ["Группы участников", "Кол-во участников", "%"]
    words = [str(row[0]).split(" ")[0] for row in long[9:13]]
    assert words == ["Понизили", "Подтвердили", "Повысили", "Всего"]
    assert sum(row[1] for row in long[9:12]) == long[12][1]
    wide = rows(sources["ВПР-2025-РУ-6-сравнение-с-журналом.xlsx"])
    assert wide[7][:2] == ["Группы участников", "Кол-во участников(всего)"]
    assert len(wide[7]) == 8
    assert wide[8][0] == "г. Санкт-Петербург"
    assert wide[8][1] == sum(wide[8][3::2])


def test_regional_exam_table_has_totals_that_fit(sources: dict[str, Source]) -> None:
    table = rows(sources["ЕГЭ-2019-сводная-таблица.xlsx"])
    assert table[1][:4] == ["Муниципалитет", "Образовательная организация", "Всего выпускников", "Русский язык"]
    assert table[2][3:8] == ["принимали участие", "не преодолели порог", "80–99", "100", "средний балл"]
    schools = [row for row in table[3:] if row[1] != "всего"]
    assert table[-1][1] == "всего"
    assert table[-1][2] == sum(row[2] for row in schools)
    assert all(row[2] == row[3] for row in schools)


def test_register_repeats_schools_of_several_buildings(sources: dict[str, Source], small_city: DemoCity) -> None:
    table = rows(sources["реестр-школ.csv"])
    assert table[0] == ["district", "name", "abbreviated_name", "address", "mo", "inn", "ogrn", "note"]
    assert len(table) - 1 == len(small_city.schools) + len(small_city.buildings)
    assert len(small_city.buildings) > 0
    assert len({row[6] for row in table[1:]}) == len(small_city.schools)


def test_logins_are_saved_as_offices_save_them(sources: dict[str, Source]) -> None:
    assert sources["логины-ФИС-ОКО.csv"].encoding == "cp1251"


def test_progress_is_told(small_city: DemoCity, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    paths = files.write(small_city, tmp_path, lambda done, total, name: told.append((done, total, name)))
    assert [step[0] for step in told] == list(range(1, len(paths) + 1))
    assert {step[1] for step in told} == {len(paths)}
    assert told[0][2] == "реестр-школ.csv"
