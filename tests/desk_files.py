"""Files of a small invented city, as they are sent to the page «Данные»."""

from collections.abc import Iterable
from pathlib import Path

from tests.imports.builders import inn, ogrn, write_csv, write_xlsx

NOTE = "синтетические данные"
SCHOOLS = range(1, 13)
_FORM = "Государственное бюджетное общеобразовательное учреждение"
OWN_HEADINGS = (
    "Год работы", "Параллель", "Дисциплина", "Рег. номер", "Название", "Писало", "двоек", "троек", "хорошистов",
    "отличников", "Примечание",
)  # fmt: skip
"""Headings that no format knows, in the order of the fields of ``OWN_MAPPING``."""
OWN_MAPPING = dict(
    zip(
        ("year", "grade", "subject", "ogrn", "name", "participants", "pct_2", "pct_3", "pct_4", "pct_5"),
        OWN_HEADINGS[:-1],
        strict=True,
    )
)


def name(number: int) -> str:
    """The school's short name."""
    return f"ГБОУ СОШ № {number}"


def register(folder: Path, numbers: Iterable[int] = SCHOOLS) -> Path:
    """The register of schools of Невский район."""
    head = ["district", "name", "abbreviated_name", "address", "mo", "inn", "ogrn", "note"]
    rows = [
        [
            "Невский", f"{_FORM} средняя школа № {number} Невского района",
            name(number), f"улица Школьная, {number}", "МО", inn(number), ogrn(number), NOTE,
        ]
        for number in numbers
    ]  # fmt: skip
    return write_csv(folder / "реестр.csv", [head, *rows], delimiter=",")


def marks(
    folder: Path,
    file: str = "отметки.csv",
    *,
    year: int = 2025,
    grade: int = 6,
    low: float = 40.0,
    numbers: Iterable[int] = SCHOOLS,
    strangers: Iterable[int] = (),
) -> Path:
    """Marks of ВПР in mathematics; ``strangers`` are schools that the register does not have."""
    head = ["Год", "Класс", "Предмет", "Район", "ОГРН", "ОО", "Кол-во участников", "2", "3", "4", "5", "Примечание"]
    rows = [
        [year, grade, "Математика", "Невский", ogrn(number), name(number), 50, low, 90 - low, 5.0, 5.0, NOTE]
        for number in numbers
    ]
    rows += [
        [year, grade, "Математика", "Невский", "", name(number), 30, low, 90 - low, 5.0, 5.0, NOTE]
        for number in strangers
    ]
    return write_csv(folder / file, [head, *rows])


def own_headings(folder: Path, file: str = "своя-таблица.xlsx", *, low: float = 35.0, grade: int = 5) -> Path:
    """Marks of ВПР in Russian in a workbook whose headings no format knows."""
    rows = [
        [2025, grade, "Русский язык", ogrn(number), name(number), 44, low, 90 - low, 5.0, 5.0, NOTE]
        for number in SCHOOLS
    ]
    return write_xlsx(folder / file, {"Район": [["Сводная таблица"], [], list(OWN_HEADINGS), *rows]})


def wrong(folder: Path, file: str = "ошибки.csv") -> Path:
    """Marks that make 120 % and a subject that is none."""
    head = ["Год", "Класс", "Предмет", "ОГРН", "ОО", "Кол-во участников", "2", "3", "4", "5", "Примечание"]
    rows = [
        [2025, 6, "Математика", ogrn(1), name(1), 50, 40.0, 50.0, 20.0, 10.0, NOTE],
        [2025, 6, "Матанализ", ogrn(2), name(2), 50, 40.0, 40.0, 10.0, 10.0, NOTE],
    ]
    return write_csv(folder / file, [head, *rows])
