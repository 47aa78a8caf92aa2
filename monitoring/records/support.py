"""Kinds of the plan and of partnerships: items, their state in a place, agreements, joint activities."""

from datetime import date

from monitoring.organisations import OF_CITY, OF_DISTRICT
from monitoring.organisations import Organisation as Org
from monitoring.records.choices import SUBJECT_CHOICES, TASK_STATUSES, choices
from monitoring.records.fields import Field, Values
from monitoring.records.kind import Kind, Problems, all_of, in_order, needed, not_after_today
from monitoring.records.school_case import DOCUMENT_DATE, DOCUMENT_NUMBER, YEAR
from monitoring.records.work import PLACE

NUMBER = Field("number", "Пункт плана", "number", required=True, lowest=1, highest=99, fixed=True)

ROAD_MAP_ITEM = Kind(
    code="road_map_item",
    title="Пункты плана",
    one="пункт плана",
    subject="item",
    fields=(
        YEAR,
        NUMBER,
        Field("title", "Мероприятие", "words", required=True, longest=1000),
        Field("region_operator", "Оператор города", "line", longest=120, hint="несколько — через запятую"),
        Field("district_operator", "Оператор района", "line", longest=120, hint="несколько — через запятую"),
        Field("starts_on", "Начало", "day", required=True),
        Field("due_on", "Срок", "day", required=True),
        Field("predecessor", "После пункта", "number", lowest=1, highest=99),
    ),
    writers=frozenset({Org.COMMITTEE}),
    line=("number", "title"),
    day="due_on",
    unique=("year", "number"),
    check=in_order("starts_on", "due_on"),
)

ROAD_MAP_TASK = Kind(
    code="road_map_task",
    title="Выполнение плана",
    one="состояние пункта",
    subject="task",
    fields=(
        YEAR,
        NUMBER,
        PLACE,
        Field("status", "Состояние", "choice", required=True, choices=TASK_STATUSES),
        Field("done_on", "Выполнено", "day"),
        Field("evidence", "Чем подтверждается", "words", longest=1000),
        DOCUMENT_NUMBER,
        DOCUMENT_DATE,
    ),
    # The organisation must also be named by the item, unless it is КО or АР.
    writers=OF_CITY | OF_DISTRICT,
    line=("number", "place", "status"),
    day="done_on",
    files=True,
    unique=("year", "number", "place"),
    check=all_of(
        needed("done_on", "status", "done"), needed("evidence", "status", "done"),
        not_after_today("done_on", "document_date"),
    ),
)  # fmt: skip


def _two_schools(values: Values, _today: date) -> Problems:
    same = values.get("mentee_id") is not None and values.get("mentee_id") == values.get("mentor_id")
    return {"mentor_id": "школа не может быть партнёром самой себе"} if same else {}


PARTNERSHIP_AGREEMENT = Kind(
    code="partnership_agreement",
    title="Партнёрства",
    one="партнёрство",
    subject="pair",
    fields=(
        Field("mentee_id", "Школа, которой помогают", "school", required=True, fixed=True),
        Field("mentor_id", "Школа-партнёр", "school", required=True, fixed=True),
        Field("subjects", "Предметы", "choices", required=True, choices=SUBJECT_CHOICES),
        Field(
            "status", "Состояние", "choice", required=True,
            choices=choices(proposed="предложено", active="действует", paused="приостановлено", ended="завершено"),
        ),
        Field("started_on", "Начало", "day", required=True),
        Field("ended_on", "Окончание", "day"),
        Field("agreement_number", "Номер соглашения", "line", longest=64),
        Field("agreement_date", "Дата соглашения", "day"),
        Field("coordinator_post", "Координатор", "line", longest=120, post=True, hint="должность, без имени"),
        Field("activities_reported", "Мероприятий до ведения реестра", "number", highest=10_000,
              hint="сообщено числом, без записей о каждом"),
        Field("activity_reported_on", "Последнее из них", "day"),
        Field("mentee_confirmed_on", "Подтвердил район школы", "day"),
        Field("mentor_confirmed_on", "Подтвердил район партнёра", "day"),
    ),
    writers=frozenset({Org.COMMITTEE, Org.DISTRICT, Org.IMC}),
    line=("status", "subjects"),
    day="started_on",
    about="пункт 4 распоряжения",
    files=True,
    check=all_of(
        _two_schools, in_order("started_on", "ended_on"), needed("ended_on", "status", "ended"),
        needed("agreement_number", "status", "active"), needed("agreement_date", "status", "active"),
        not_after_today("agreement_date", "mentee_confirmed_on", "mentor_confirmed_on"),
    ),
)  # fmt: skip

JOINT_ACTIVITY = Kind(
    code="joint_activity",
    title="Совместные мероприятия",
    one="совместное мероприятие",
    subject="activity",
    fields=(
        Field("agreement_id", "Партнёрство", "record", required=True, of="partnership_agreement", fixed=True),
        Field("held_on", "Дата", "day", required=True),
        Field(
            "sort", "Вид", "choice", required=True,
            choices=choices(
                lessons="взаимопосещение уроков", seminar="методический семинар", master_class="мастер-класс",
                consultation="консультация", diagnostics="совместная диагностика", pupils="занятие с обучающимися",
            ),
        ),
        Field("participants", "Участников", "number", required=True, lowest=1, highest=10_000),
        Field("outcome", "Итог", "words", longest=1000),
    ),
    writers=frozenset({Org.COMMITTEE, Org.DISTRICT, Org.IMC, Org.SCHOOL}),
    line=("sort", "outcome"),
    day="held_on",
    about="пункты 4 и 5.2 распоряжения",
    files=True,
    check=not_after_today("held_on"),
)  # fmt: skip

KINDS = (ROAD_MAP_ITEM, ROAD_MAP_TASK, PARTNERSHIP_AGREEMENT, JOINT_ACTIVITY)
