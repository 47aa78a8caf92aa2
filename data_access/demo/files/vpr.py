"""Exports of ФИС ОКО about ВПР: statistics of marks, comparison with the journal, distribution of primary scores."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from data_access.demo.city import DemoCity
from data_access.demo.comparison import OUTCOMES
from data_access.demo.distribution import Distribution
from data_access.demo.files.groups import REGION, SHORT_SUBJECTS, groups, heading
from data_access.demo.files.workbook import Value, write_book
from data_access.demo.marks import percents
from data_access.demo.results import COUNTS
from data_access.demo.schools import NOTICE
from data_access.demo.series import LONG_COMPARISON_YEAR, SeriesPlan
from monitoring.aggregates import MARKS
from monitoring.districts import by_code
from monitoring.procedures import SUBJECTS

_COUNTRY_SCHOOLS, _COUNTRY_PARTICIPANTS = 35_500, 1_480_000
_WORDS = {
    "lowered": "Понизили (Отметка < Отметка по журналу) %",
    "confirmed": "Подтвердили (Отметка = Отметке по журналу) %",
    "raised": "Повысили (Отметка > Отметка по журналу) %",
}


def sheet_name(plan: SeriesPlan, report: str) -> str:
    """«РУ 5 Статистика по отметкам»; the book cuts it to what the format allows."""
    return f"{SHORT_SUBJECTS[plan.subject]} {plan.grade} {report}"


def write_statistics(city: DemoCity, frame: pd.DataFrame, plan: SeriesPlan, year: int, path: Path) -> Path:
    """«Статистика по отметкам» of one assessment; ``frame``: its rows of ``DemoCity.marks``."""
    report = "Статистика по отметкам"
    header: list[Value] = ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5]
    rows = [*heading(plan, year, report), header, *_statistics(city, frame)]
    return write_book(path, sheet_name(plan, report), rows)


def _statistics(city: DemoCity, frame: pd.DataFrame) -> Iterator[list[Value]]:
    n, counts, shares = frame["participants"].to_numpy(), frame[COUNTS].to_numpy(), frame[MARKS].to_numpy().tolist()
    found = groups(city, frame["school_id"].to_numpy())
    # The country is imagined like the city, a little weaker.
    country = counts.sum(axis=0) * np.array([1.15, 1.04, 0.97, 0.90])
    yield ["Вся выборка", _COUNTRY_SCHOOLS, _COUNTRY_PARTICIPANTS, *np.round(100 * country / country.sum(), 2).tolist()]
    for name, rows in [(REGION, slice(None)), *found.districts]:
        yield [name, len(n[rows]), int(n[rows].sum()), *percents(counts[rows].sum(axis=0)).tolist()]
        if name != REGION:
            for index in range(rows.start, rows.stop):
                yield [found.schools[index], None, int(n[index]), *shares[index]]


def write_comparison(city: DemoCity, frame: pd.DataFrame, plan: SeriesPlan, year: int, path: Path) -> Path:
    """«Сравнение отметок с отметками по журналу», wide or (2021) long; ``frame``: rows of ``DemoCity.comparisons``."""
    report = "Сравнение отметок с отметками по журналу"
    long = year == LONG_COMPARISON_YEAR
    header: list[Value]
    if long:
        header = ["Группы участников", "Кол-во участников", "%"]
    else:
        header = ["Группы участников", "Кол-во участников(всего)"]
        header += [word for text in _WORDS.values() for word in (text, text.removesuffix("%") + "Кол-во участников")]
    rows = [*heading(plan, year, report), header, *(_long if long else _wide)(city, frame)]
    return write_book(path, sheet_name(plan, report), rows)


def _outcomes(city: DemoCity, frame: pd.DataFrame) -> Iterator[tuple[str, list[int], list[float]]]:
    """Groups with the numbers of the three outcomes and their percents."""
    counts = frame[[f"{name}_n" for name in OUTCOMES]].to_numpy()
    shares = frame[[f"{name}_pct" for name in OUTCOMES]].to_numpy().tolist()
    listed, found = counts.tolist(), groups(city, frame["school_id"].to_numpy())
    for name, rows in [(REGION, slice(None)), *found.districts]:
        total = counts[rows].sum(axis=0)
        yield name, total.tolist(), percents(total).tolist()
        if name != REGION:
            for index in range(rows.start, rows.stop):
                yield found.schools[index], listed[index], shares[index]


def _wide(city: DemoCity, frame: pd.DataFrame) -> Iterator[list[Value]]:
    for name, counts, shares in _outcomes(city, frame):
        pairs = [cell for pair in zip(shares, counts, strict=True) for cell in pair]
        yield [name, sum(counts), *pairs]


def _long(city: DemoCity, frame: pd.DataFrame) -> Iterator[list[Value]]:
    for name, counts, shares in _outcomes(city, frame):
        yield [name]
        for word, count, share in zip(_WORDS.values(), counts, shares, strict=True):
            yield [word, count, share]
        yield ["Всего", sum(counts), 100]


def write_distribution(city: DemoCity, item: Distribution, path: Path) -> Path:
    """«Распределение первичных баллов» of one assessment, regional form: percent at each score."""
    plan, year = item.plan, item.year
    header: list[Value] = [
        "Год",
        "Класс",
        "Предмет",
        "Муниципалитет",
        "Логин",
        "ОО",
        "Кол-во участников",
        *range(plan.maximum + 1),
    ]
    known = city.schools.set_index("school_id").loc[item.school_ids]
    districts = [by_code()[code].title for code in known["district_code"]]
    subject = SUBJECTS[plan.subject].name.capitalize()
    totals, shares = item.counts.sum(axis=1).tolist(), item.shares.tolist()
    rows = [
        [year, plan.grade, subject, district, login, name, total, *cells]
        for district, login, name, total, cells in zip(
            districts, known["login"], known["name"], totals, shares, strict=True
        )
    ]
    title = f"Распределение первичных баллов ({NOTICE})"
    return write_book(path, sheet_name(plan, "Распределение первичных баллов"), [[title], header, *rows])
