"""Files about support: the registry of partnerships and the plan of the order, own templates."""

from pathlib import Path

from data_access.demo.city import DemoCity
from data_access.demo.files.workbook import Value, write_book
from data_access.demo.frames import records
from data_access.demo.plan import PLAN_YEAR, TITLE
from data_access.demo.schools import NOTICE
from monitoring.districts import CITY, by_code
from monitoring.procedures import SUBJECTS
from monitoring.years import label

PARTNERSHIP_STATUSES = {
    "proposed": "предложено",
    "active": "действует",
    "paused": "приостановлено",
    "ended": "завершено",
}
PLAN_STATUSES = {
    "not-started": "не начато",
    "in-progress": "в работе",
    "done": "выполнено",
    "not-required": "не требуется",
}


def write_partnerships(city: DemoCity, path: Path) -> Path:
    """The registry of partnerships."""
    header: list[Value] = [
        "ОГРН подшефной школы", "Подшефная школа", "ОГРН школы-наставника", "Школа-наставник", "Предметы",
        "Номер соглашения", "Дата соглашения", "Должность координатора", "Статус", "Начало", "Окончание",
        "Совместных мероприятий", "Последнее мероприятие",
    ]  # fmt: skip
    named = {school["school_id"]: (school["ogrn"], school["name"]) for school in records(city.schools)}
    rows: list[list[Value]] = [
        [
            *named[item["mentee_id"]],
            *named[item["mentor_id"]],
            "; ".join(SUBJECTS[subject].name for subject in item["subjects"]),
            item["agreement_number"], item["agreement_date"], item["coordinator_post"],
            PARTNERSHIP_STATUSES[item["status"]], item["started_on"], item["ended_on"], item["activities"],
            item["last_activity_on"],
        ]
        for item in records(city.partnerships)
    ]  # fmt: skip
    title = f"Реестр партнёрств на {city.today:%d.%m.%Y} ({NOTICE})"
    return write_book(path, "Партнёрства", [[title], header, *rows])


def write_plan(city: DemoCity, path: Path) -> Path:
    """The plan: each item once for the city (no district) and once for each district."""
    header: list[Value] = [
        "Год плана", "Пункт", "Мероприятие", "Оператор (регион)", "Оператор (район)", "Начало", "Срок", "Район",
        "Статус", "Дата выполнения", "Основание",
    ]  # fmt: skip
    items = {item["number"]: item for item in records(city.plan_items)}
    rows: list[list[Value]] = []
    for state in records(city.plan_progress):
        item = items[state["number"]]
        district = "" if state["district_code"] == CITY else by_code()[state["district_code"]].name
        rows.append(
            [
                label(PLAN_YEAR),
                state["number"],
                item["title"],
                item["region_operator"],
                item["district_operator"],
                item["starts_on"],
                item["due_on"],
                district,
                PLAN_STATUSES[state["status"]],
                state["done_on"],
                state["evidence"],
            ]
        )
    return write_book(path, "План", [[f"{TITLE} ({NOTICE})"], header, *rows])
