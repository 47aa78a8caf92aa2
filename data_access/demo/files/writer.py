"""Writes all files of the demo city, in the order in which they are to be imported."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from data_access.demo.city import DemoCity
from data_access.demo.files.exams import write_bands, write_flat_marks, write_regional_exams
from data_access.demo.files.groups import SHORT_SUBJECTS
from data_access.demo.files.registers import write_logins, write_passport, write_points, write_register
from data_access.demo.files.support import write_partnerships, write_plan
from data_access.demo.files.vpr import write_comparison, write_distribution, write_statistics
from data_access.demo.frames import by_assessment
from data_access.demo.series import REGIONAL_EXAM_YEARS, SERIES, YEARS

Progress = Callable[[int, int, str], None]
"""Told after each step: steps done, steps in all, what was done."""

_Job = tuple[str, Callable[[Path], Path]]


def write(city: DemoCity, directory: Path, progress: Progress | None = None) -> list[Path]:
    """Writes the files into ``directory`` (made when absent) and returns their paths in the order of import.

    The same city gives the same bytes. Names begin with the place in the order, so that a listing keeps it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    jobs = list(_jobs(city))
    paths = []
    for number, (name, job) in enumerate(jobs, start=1):
        paths.append(job(directory / f"{number:03d}_{name}"))
        if progress is not None:
            progress(number, len(jobs), name)
    return paths


def _jobs(city: DemoCity) -> Iterator[_Job]:
    """File names with what writes them: schools first, then results, then support."""
    yield "реестр-школ.csv", partial(write_register, city)
    yield "точки-школ.csv", partial(write_points, city)
    yield "логины-ФИС-ОКО.csv", partial(write_logins, city)
    for year in YEARS:
        yield f"социальный-паспорт-{year}.xlsx", partial(write_passport, city, year)
    yield from _vpr(city)
    yield from _exams(city)
    yield "реестр-партнёрств.xlsx", partial(write_partnerships, city)
    yield "план-мероприятий.xlsx", partial(write_plan, city)


def _vpr(city: DemoCity) -> Iterator[_Job]:
    marks, compared = by_assessment(city.marks), by_assessment(city.comparisons)
    scores = {(item.year, item.plan): item for item in city.distributions}
    for year in YEARS:
        for plan in SERIES:
            if plan.procedure != "vpr" or not plan.held(year):
                continue
            name, key = f"ВПР-{year}-{SHORT_SUBJECTS[plan.subject]}-{plan.grade}", plan.key(year)
            yield f"{name}-статистика-по-отметкам.xlsx", partial(write_statistics, city, marks[key], plan, year)
            if key in compared:
                yield f"{name}-сравнение-с-журналом.xlsx", partial(write_comparison, city, compared[key], plan, year)
            if (year, plan) in scores:
                yield f"{name}-распределение-баллов.xlsx", partial(write_distribution, city, scores[year, plan])


def _exams(city: DemoCity) -> Iterator[_Job]:
    for year in YEARS:
        for procedure, name in (("oge", "ОГЭ"), ("rdr", "РДР")):
            marks = city.marks[(city.marks["procedure"] == procedure) & (city.marks["year"] == year)]
            if len(marks):
                yield f"{name}-{year}-отметки.xlsx", partial(write_flat_marks, city, marks, procedure, year)
        exams = city.exams[city.exams["year"] == year]
        if year in REGIONAL_EXAM_YEARS:
            yield f"ЕГЭ-{year}-сводная-таблица.xlsx", partial(write_regional_exams, city, exams, year)
        else:
            yield f"ЕГЭ-{year}-доли-по-диапазонам.xlsx", partial(write_bands, city, exams, year)
