"""Briefings of the sample reports, with every shape of data that they must bear."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from layouts.briefings import Frame, city_briefing, district_briefing, school_briefing
from monitoring.reports.briefing import Briefing, Figure, Items, Paragraph
from monitoring.reports.case import SchoolCase
from monitoring.reports.school import ListedSchool, SchoolReport
from monitoring.reports.territory import DistrictReport
from tests.components import samples

LONG = (
    "Государственное бюджетное общеобразовательное учреждение средняя общеобразовательная школа № 1234 с углублённым "
    "изучением предметов естественнонаучного и технологического циклов имени Героя"
)
HOSTILE = '#panic("x") *жирный* $x^2$ <b>тег</b> \\ @ссылка `код` [скобки] //комментарий & = Заголовок'
"""What a markup language would stumble over."""


def frame(year: int = 2025, **more: Any) -> Frame:
    """The frame of the sample publication."""
    given: dict[str, Any] = {
        "publication": samples.publication(),
        "selection": samples.selection(year),
        "issuer": "Комитет по образованию",
        "open_to": "Комитет по образованию",
        "day": date(2025, 11, 15),
        "host": "http://127.0.0.1:8050",
        "attribution": "участники OpenStreetMap",
    }
    return Frame(**given | more)


def listed(count: int, name: str = "Школа {} (демо)") -> tuple[ListedSchool, ...]:
    """So many schools in the list, every seventh of them has just left it."""
    return tuple(
        ListedSchool(
            id=number, name=name.format(number), district="nevsky", status="left" if number % 7 == 0 else "stayed",
            years_listed=number % 5 + 1, grounds=samples.grounds(number) if number % 7 else (), probability=0.8,
        )
        for number in range(1, count + 1)
    )  # fmt: skip


def city(count: int = 45, **more: Any) -> Briefing:
    """The city with so many schools in the table."""
    return city_briefing(samples.city(), listed(count), samples.registry(), samples.approved(), frame(**more))


def district(report: DistrictReport | None = None, **more: Any) -> Briefing:
    """A district."""
    return district_briefing(report or samples.district(), samples.registry(), None, frame(**more))


def school(report: SchoolReport | None = None, case: SchoolCase | None = None, **more: Any) -> Briefing:
    """A school."""
    return school_briefing(
        report or samples.school("stayed"), case or samples.case(), samples.approved(), frame(**more)
    )


def long_names() -> Briefing:
    """A district all of whose schools have a name of two lines and more."""
    report = samples.district()
    rows = tuple(replace(row, name=f"{LONG} {row.id}") for row in report.schools)
    return district(replace(report, schools=rows))


def many_listed() -> Briefing:
    """A district with 70 schools in the list."""
    report = samples.district()
    usual = next(row for row in report.schools if row.status == "stayed")
    rows = tuple(replace(usual, id=number, name=f"Школа {number} (демо)") for number in range(1, 71))
    return district(replace(report, schools=rows))


def nobody_listed() -> Briefing:
    """A district without a school in the list."""
    report = samples.district()
    rows = tuple(replace(row, status="none", grounds=(), probability=0.01) for row in report.schools)
    return district(replace(report, schools=rows, marks=(), links=(), plan=()))


def closed_district() -> Briefing:
    """A district of another viewer: its aggregates."""
    report = samples.district()
    rows = tuple(
        replace(row, status=None, years_listed=0, grounds=(), trend=(), latest=None, partners=(), probability=None)
        for row in report.schools
    )
    return district(replace(report, open=False, schools=rows, signs=None))


def hostile() -> Briefing:
    """A school whose name and notes look like markup."""
    found = samples.school("stayed", HOSTILE)
    return school(replace(found, card=replace(found.card, full_name=HOSTILE)))


BRIEFINGS: dict[str, Callable[[], Briefing]] = {
    "city": city,
    "city-none-open": lambda: city(0),
    "city-70": lambda: city(70),
    "city-without-listing": lambda: city_briefing(samples.city_without_listing(), (), (), None, frame(2017)),
    "city-of-a-school": lambda: city_briefing(samples.city_for_a_school(), listed(1), (), None, frame()),
    "district": district,
    "district-closed": closed_district,
    "district-nobody": nobody_listed,
    "district-70": many_listed,
    "district-long-names": long_names,
    "school": school,
    "school-left": lambda: school(samples.school("left")),
    "school-means": lambda: school(samples.school_with_means(), SchoolCase(1207)),
    "school-hostile": hostile,
    "school-no-host": lambda: school(host="", issuer="", open_to=""),
}


def said(found: Briefing) -> Iterator[str]:
    """The texts of all parts but the cells of tables and what only who cannot see figures is told."""
    for section in found.sections:
        yield from (section.title, section.finding)
    for block in found.blocks():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Items):
            yield from block.items
        elif isinstance(block, Figure):
            yield from (block.title, block.note, block.source)
    for table in found.tables():
        yield from (table.title, table.note, table.source)
