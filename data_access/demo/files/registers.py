"""Files that say which schools there are: register, points, logins, social passports."""

from pathlib import Path

from data_access.demo.city import DemoCity
from data_access.demo.files.workbook import Value, write_book, write_csv
from data_access.demo.frames import records
from data_access.demo.schools import NOTICE
from monitoring.districts import by_code
from monitoring.indicators import INDICATORS
from monitoring.school_kinds import KINDS
from monitoring.years import label


def write_register(city: DemoCity, path: Path) -> Path:
    """The register in the layout of data.gov.spb.ru: a school of several buildings has several rows."""
    header: list[Value] = ["district", "name", "abbreviated_name", "address", "mo", "inn", "ogrn", "note"]
    further = {school: records(rows) for school, rows in city.buildings.groupby("school_id")}
    rows: list[list[Value]] = []
    for school in records(city.schools):
        district = by_code()[school["district_code"]].name
        common = [district, school["full_name"], school["name"]]
        numbers = [school["municipality"], school["inn"], school["ogrn"]]
        rows.append([*common, school["address"], *numbers, NOTICE])
        for building in further.get(school["school_id"], []):
            rows.append([*common, building["address"], *numbers, f"{NOTICE}; {building['note']}"])
    return write_csv(path, [header, *rows])


def write_points(city: DemoCity, path: Path) -> Path:
    """Points of the schools, in the layout of the city's list of schools with coordinates."""
    header: list[Value] = [
        "ogrn", "number", "short_name", "full_name", "org_type", "kind", "district", "address", "lon", "lat",
        "specialisation", "coord_source",
    ]  # fmt: skip
    rows = [
        [
            school["ogrn"], school["number"], school["name"], school["full_name"], "Общеобразовательные учреждения",
            KINDS[school["kind"]].name, by_code()[school["district_code"]].name, school["address"],
            school["lon"], school["lat"], "", NOTICE,
        ]
        for school in records(city.schools)
    ]  # fmt: skip
    return write_csv(path, [header, *rows])


def write_logins(city: DemoCity, path: Path) -> Path:
    """Logins of ФИС ОКО, own template; semicolons and cp1251, as spreadsheets of the offices save csv."""
    header: list[Value] = ["Логин", "ОГРН", "ОО", "Район", "Примечание"]
    rows = [
        [school["login"], school["ogrn"], school["name"], by_code()[school["district_code"]].name, NOTICE]
        for school in records(city.schools)
    ]
    return write_csv(path, [header, *rows], separator=";", encoding="cp1251")


def write_passport(city: DemoCity, year: int, path: Path) -> Path:
    """Social passports of one school year, own template."""
    header: list[Value] = ["Год", "ОГРН", "Логин", "ОО", "Район"]
    header += [f"{indicator.name}, {indicator.unit}" for indicator in INDICATORS.values()]
    merged = city.passports[city.passports["year"] == year].merge(city.schools, on="school_id")
    rows = [
        [
            year, school["ogrn"], school["login"], school["name"], by_code()[school["district_code"]].name,
            *(school[code] for code in INDICATORS),
        ]
        for school in records(merged)
    ]  # fmt: skip
    title = f"Социальный паспорт школ за {label(year)} учебный год ({NOTICE})"
    return write_book(path, "Социальный паспорт", [[title], header, *rows])
