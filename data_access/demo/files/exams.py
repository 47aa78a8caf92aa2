"""Results of ОГЭ, РДР and ЕГЭ by school: flat marks, the regional table with merged headers, flat shares of bands."""

from pathlib import Path

import numpy as np
import pandas as pd

from data_access.demo.city import DemoCity
from data_access.demo.files.workbook import Value, write_book
from data_access.demo.results import BANDS
from data_access.demo.schools import NOTICE
from monitoring.aggregates import MARKS
from monitoring.districts import DISTRICTS, by_code
from monitoring.procedures import PROCEDURES, SUBJECTS

_PART = ["принимали участие", "не преодолели порог", "80–99", "100", "средний балл"]
_PART_COLUMNS = ["participants", "below_minimum_count", "count_80_99", "count_100", "mean_score"]


def write_flat_marks(city: DemoCity, frame: pd.DataFrame, procedure: str, year: int, path: Path) -> Path:
    """Marks of all assessments of a procedure in a year, flat; ``frame``: their rows of ``DemoCity.marks``."""
    name = PROCEDURES[procedure].name
    header: list[Value] = [
        "Процедура", "Год", "Класс", "Предмет", "Муниципалитет", "Логин", "ОО", "Кол-во участников", 2, 3, 4, 5,
    ]  # fmt: skip
    merged = frame.merge(city.schools[["school_id", "name", "login", "district_code"]], on="school_id")
    rows = (
        [name, year, grade, SUBJECTS[subject].name.capitalize(), by_code()[district].title, login, school, n, *shares]
        for grade, subject, district, login, school, n, shares in zip(
            merged["grade"].tolist(), merged["subject"], merged["district_code"], merged["login"], merged["name"],
            merged["participants"].tolist(), merged[MARKS].to_numpy().tolist(), strict=True,
        )
    )  # fmt: skip
    return write_book(path, f"{name} {year}", [[f"{name} {year}: отметки по школам ({NOTICE})"], header, *rows])


def write_regional_exams(city: DemoCity, frame: pd.DataFrame, year: int, path: Path) -> Path:
    """The regional table of ЕГЭ: two rows of merged headers, a row of totals after each district and at the end."""
    subjects = sorted(frame["subject"].unique(), key=list(SUBJECTS).index)
    wide = frame.set_index(["school_id", "subject"])[_PART_COLUMNS].unstack("subject")
    known = city.schools.set_index("school_id").loc[wide.index]
    counts = {subject: wide[[(column, subject) for column in _PART_COLUMNS]].to_numpy() for subject in subjects}
    # Everyone takes Russian: its participants are the leavers.
    leavers = counts["russian"][:, 0]
    rows: list[list[Value]] = [[f"Результаты ЕГЭ {year} года по образовательным организациям ({NOTICE})"]]
    rows.append(["Муниципалитет", "Образовательная организация", "Всего выпускников"])
    rows.append(["", "", ""])
    merged = [(1, column, 2, column) for column in range(3)]
    for subject in subjects:
        merged.append((1, len(rows[1]), 1, len(rows[1]) + len(_PART) - 1))
        rows[1] += [SUBJECTS[subject].name.capitalize(), *[None] * (len(_PART) - 1)]
        rows[2] += _PART
    for district in DISTRICTS:
        places = np.flatnonzero(known["district_code"] == district.code)
        for place in places.tolist():
            cells = [cell for subject in subjects for cell in counts[subject][place].tolist()]
            rows.append([district.title, known["name"].iloc[place], float(leavers[place]), *cells])
        rows.append([district.title, "всего", float(leavers[places].sum())])
    rows.append([None, "всего", float(leavers.sum())])
    return write_book(path, f"ЕГЭ {year}", rows, merged)


def write_bands(city: DemoCity, frame: pd.DataFrame, year: int, path: Path) -> Path:
    """Shares of ЕГЭ scores by band, flat; marks of the base level have a share below the minimum only."""
    header: list[Value] = [
        "Год", "Процедура", "Предмет", "ОГРН", "ОО", "Район", "Кол-во участников", "Ниже минимума, %",
        "Минимум–60, %", "61–80, %", "81–100, %", "Средний балл", "Медиана",
    ]  # fmt: skip
    merged = frame.merge(city.schools[["school_id", "name", "ogrn", "district_code"]], on="school_id")
    values = merged[[*BANDS, "mean_score", "median_score"]].to_numpy().tolist()
    rows = (
        [year, "ЕГЭ", SUBJECTS[subject].name.capitalize(), ogrn, name, by_code()[district].name, n, *cells]
        for subject, ogrn, name, district, n, cells in zip(
            merged["subject"], merged["ogrn"], merged["name"], merged["district_code"],
            merged["participants"].tolist(), values, strict=True,
        )
    )  # fmt: skip
    title = f"ЕГЭ {year}: доли участников по диапазонам баллов ({NOTICE})"
    return write_book(path, f"ЕГЭ {year}", [[title], header, *rows])
