"""Events, practices and surveys of two school years: what the order asks beside the items of the plan."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from data_access.demo.carrying_out.world import Entry, World
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.organisations import Organisation

TOPICS = {
    "heads": ("Итоги мониторинга и план района", "Управленческие решения по результатам ВПР и ОГЭ"),
    "methodical": ("Разбор типичных ошибок ВПР по математике", "Формирующее оценивание на уроке русского языка"),
    "council": ("Что показал мониторинг и что мы меняем", "Школа и её партнёр: первые итоги"),
    "pupils": ("Как готовиться к ОГЭ: часы общения", "Зачем нужны проверочные работы"),
    "parents": ("Родительское собрание: порядок оценочных процедур", "Как читать результаты ВПР"),
}
AUDIENCE = {"heads": (8, 30), "methodical": (12, 45), "council": (20, 60), "pupils": (40, 160), "parents": (30, 140)}
DISTRICT_EVENTS = (("heads", 10, 14), ("methodical", 11, 5), ("parents", 2, 12))
"""Sort, month and day about which a district holds one in each school year."""
PRACTICES = (
    ("Недельные диагностики с разбором ошибок", "seminar"),
    ("Смешанные группы учителей двух школ", "placement"),
    ("Читательская грамотность на всех предметах", "webinar"),
    ("Индивидуальные маршруты для учеников 9 классов", "publication"),
    ("Наставничество молодых учителей математики", "consultation"),
    ("Работа с детьми, для которых русский язык неродной", "seminar"),
)
SURVEYS = (
    ("Удовлетворённость качеством образования", "parents", 62, 78),
    ("Отношение к учёбе и проверочным работам", "pupils", 48, 66),
    ("Условия работы и методическая помощь", "teachers", 55, 74),
)
CONCLUSIONS = {
    "parents": "Родители просят понятнее объяснять результаты и чаще говорить о помощи ребёнку.",
    "pupils": "Каждый третий ученик не знает, за что поставлена отметка.",
    "teachers": "Не хватает времени на разбор ошибок; посещения уроков партнёра называют самым полезным.",
}


def events(world: World) -> Iterator[Entry]:
    """Meetings of districts and the city, councils of listed schools, explaining to pupils and parents."""
    for start in (world.today.year - 1, world.today.year):
        for district in sorted({school.district for school in world.supported}):
            for sort, month, day in DISTRICT_EVENTS:
                who = world.of_district(district, Organisation.IMC if sort == "methodical" else Organisation.DISTRICT)
                yield from _event(world, who, district, None, sort, _about(world, start, month, day))
    for school in world.supported:
        if world.rng.random() < 0.85:
            sort = str(world.rng.choice(["council", "council", "pupils", "parents"]))
            start = world.today.year - int(world.rng.integers(0, 2))
            on = _about(world, start, 10, 25)
            yield from _event(world, world.head(school), school.district, school.id, sort, on)
    for start in (world.today.year - 1, world.today.year):
        on = _about(world, start, 9, 24)
        yield from _event(world, world.committee, CITY, None, "heads", on)
        yield from _event(world, world.of_city(Organisation.CITY_MO), CITY, None, "methodical", on + timedelta(days=12))


def _event(world: World, who: Viewer, place: str, school_id: int | None, sort: str, on: date) -> Iterator[Entry]:
    if on > world.today:
        return
    low, high = AUDIENCE[sort]
    number = int(world.rng.integers(1, 40))
    values: dict[str, object] = {
        "place": place, "school_id": school_id, "sort": sort, "topic": str(world.rng.choice(TOPICS[sort])),
        "held_on": on, "audience": int(world.rng.integers(low, high)),
        "document_number": f"протокол № {number}", "document_date": on,
    }  # fmt: skip
    reported = min(on + timedelta(days=int(world.rng.integers(1, 6))), world.today)
    yield Entry(who, "event", values, reported, f"{place}-{school_id}-{sort}-{on:%y%m%d}")


def practices(world: World) -> Iterable[Entry]:
    """Practices that the academy spreads over the city, and a few of districts."""
    districts = sorted({school.district for school in world.supported})
    for index, (title, form) in enumerate(PRACTICES):
        for step, start in enumerate((world.today.year - 1, world.today.year)):
            of_city = (index + step) % 2 == 0
            district = districts[(index * 5 + step) % len(districts)]
            who = world.of_city(Organisation.APPO) if of_city else world.of_district(district, Organisation.IMC)
            on = _about(world, start, 10 if step else 2, 3 + index * 3)
            if on > world.today:
                continue
            values: dict[str, object] = {
                "place": CITY if of_city else district, "title": title,
                "source": "СПб АППО" if of_city else "школа-партнёр района", "form": form, "held_on": on,
                "audience": int(world.rng.integers(25, 160)), "schools": int(world.rng.integers(6, 30)),
            }  # fmt: skip
            yield Entry(who, "practice", values, on, f"{index}-{start}")


def surveys(world: World) -> Iterable[Entry]:
    """Surveys of the city twice, of some districts once."""
    districts = sorted({school.district for school in world.supported})[:6]
    for title, audience, before, now in SURVEYS:
        for start, favourable in ((world.today.year - 1, before), (world.today.year, now)):
            on = _about(world, start, 5 if start < world.today.year else 4, 20)
            yield _survey(world, world.of_city(Organisation.COKOIT), CITY, title, audience, favourable, on)
    for index, district in enumerate(districts):
        title, audience, _, now = SURVEYS[index % len(SURVEYS)]
        favourable = now + int(world.rng.integers(-9, 9))
        on = _about(world, world.today.year, 5, 12)
        who = world.of_district(district, Organisation.IMC)
        yield _survey(world, who, district, title, audience, favourable, on)


def _survey(world: World, who: Viewer, place: str, title: str, audience: str, favourable: int, on: date) -> Entry:
    low, high = (900, 4200) if place == CITY else (120, 600)
    values: dict[str, object] = {
        "place": place, "title": title, "audience": audience, "surveyed_on": on,
        "respondents": int(world.rng.integers(low, high)), "favourable": favourable, "words": CONCLUSIONS[audience],
    }  # fmt: skip
    return Entry(who, "survey", values, on + timedelta(days=14), f"{place}-{audience}-{on:%y%m}")


def _about(world: World, start: int, month: int, day: int) -> date:
    """A working day near the day of the school year that begins in ``start``; spring is the next calendar year's."""
    year = start if month >= 9 or month in {4, 5} else start + 1
    on = date(year, month, day) + timedelta(days=int(world.rng.integers(-4, 9)))
    return on - timedelta(days=max(0, on.weekday() - 4))
