"""What the exports of ФИС ОКО have in common: the head, and the groups (city, districts with their schools)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from data_access.demo.city import DemoCity
from data_access.demo.files.workbook import Value
from data_access.demo.requisites import municipality_login
from data_access.demo.schools import NOTICE
from data_access.demo.series import HELD_ON, SeriesPlan
from monitoring.districts import DISTRICTS
from monitoring.procedures import PROCEDURES, SUBJECTS

REGION = "г. Санкт-Петербург"
SHORT_SUBJECTS = {"russian": "РУ", "math": "МА"}


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of one export. ``schools``: names with logins, in the order of the rows of the frame; ``districts``:
    name with login, and the rows of its schools."""

    schools: list[str]
    districts: list[tuple[str, slice]]


def groups(city: DemoCity, school_ids: npt.NDArray[np.int64]) -> Groups:
    """The groups for rows of these schools, which must stand in ascending order: districts then stand together."""
    known = city.schools.set_index("school_id").loc[school_ids]
    names = [f"{name}({login})" for name, login in zip(known["name"], known["login"], strict=True)]
    numbers = known["district_number"].to_numpy()
    districts = []
    for district in DISTRICTS:
        first, last = np.searchsorted(numbers, [district.number, district.number + 1])
        if first < last:
            title = f"{district.title}({municipality_login(district.number)})"
            districts.append((title, slice(int(first), int(last))))
    return Groups(names, districts)


def held_on(plan: SeriesPlan, year: int) -> date:
    """The day of the assessment; ВПР of the grades and subjects are some days apart, РДР stand in autumn."""
    month, day = HELD_ON[plan.procedure]
    if plan.procedure == "rdr":
        return date(year - 1, month, day)
    return date(year, month, min(28, day + (plan.grade - 4) + (2 if plan.subject == "math" else 0)))


def heading(plan: SeriesPlan, year: int, report: str) -> list[list[Value]]:
    """Rows 1–7 of an export: title of the report, assessment, subject, maximum, date."""
    subject = SUBJECTS[plan.subject].name.capitalize()
    return [
        [f"{report} ({NOTICE})"],
        [],
        [f"{PROCEDURES[plan.procedure].name} {year} {subject} {plan.grade} класс"],
        ["Предмет:", subject],
        ["Максимальный первичный балл:", plan.maximum],
        ["Дата:", held_on(plan, year)],
        [],
    ]
