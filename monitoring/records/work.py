"""Kinds of what the order asks beside the items: events, practices, surveys, external lists, the approved list."""

from monitoring.organisations import OF_CITY, OF_DISTRICT
from monitoring.organisations import Organisation as Org
from monitoring.records.choices import PLACES, choices
from monitoring.records.fields import Field
from monitoring.records.kind import Kind, all_of, needed, not_after_today
from monitoring.records.school_case import DOCUMENT_DATE, DOCUMENT_NUMBER, SCHOOL, YEAR

PLACE = Field("place", "Где", "place", required=True, fixed=True, choices=PLACES)

EVENT = Kind(
    code="event",
    title="Мероприятия",
    one="мероприятие",
    subject="place",
    fields=(
        PLACE,
        Field("school_id", "Школа", "school", fixed=True, hint="если мероприятие одной школы"),
        Field(
            "sort", "Вид", "choice", required=True,
            choices=choices(
                heads="совещание с руководителями школ",
                methodical="методическое объединение",
                council="педагогический совет",
                pupils="разъяснительная работа с обучающимися",
                parents="разъяснительная работа с родителями",
            ),
        ),
        Field("topic", "Тема", "line", required=True),
        Field("held_on", "Дата", "day", required=True),
        Field("audience", "Участников", "number", required=True, lowest=1, highest=100_000),
        DOCUMENT_NUMBER,
        DOCUMENT_DATE,
    ),
    writers=OF_CITY | OF_DISTRICT | {Org.SCHOOL},
    line=("sort", "topic"),
    day="held_on",
    about="пункты 4 и 5.2 распоряжения, пункт 7 плана",
    files=True,
    check=all_of(not_after_today("held_on"), needed("school_id", "sort", "council")),
)  # fmt: skip

PRACTICE = Kind(
    code="practice",
    title="Лучшие практики",
    one="практику",
    subject="place",
    fields=(
        PLACE,
        Field("title", "Практика", "line", required=True),
        Field("source", "Чей опыт", "line", required=True, hint="школа или организация"),
        Field(
            "form", "Как распространялась", "choice", required=True,
            choices=choices(
                seminar="семинар", webinar="вебинар", placement="стажировка", publication="публикация",
                consultation="консультации",
            ),
        ),
        Field("held_on", "Дата", "day", required=True),
        Field("audience", "Участников", "number", lowest=1, highest=100_000),
        Field("schools", "Школ участвовало", "number", lowest=1, highest=2000),
        DOCUMENT_NUMBER,
        DOCUMENT_DATE,
    ),
    writers=frozenset({Org.COMMITTEE, Org.APPO, Org.IMC}),
    line=("title", "form"),
    day="held_on",
    about="пункт 3.2 распоряжения",
    files=True,
    check=not_after_today("held_on"),
)  # fmt: skip

SURVEY = Kind(
    code="survey",
    title="Социологические опросы",
    one="опрос",
    subject="place",
    fields=(
        PLACE,
        Field("title", "Опрос", "line", required=True),
        Field(
            "audience", "Кого опросили", "choice", required=True,
            choices=choices(parents="родители", pupils="обучающиеся", teachers="педагоги", heads="руководители"),
        ),
        Field("surveyed_on", "Дата", "day", required=True),
        Field("respondents", "Ответивших", "number", required=True, lowest=1, highest=1_000_000),
        Field("favourable", "Довольны, % ответивших", "number", required=True, highest=100),
        Field("words", "Главный вывод", "words", required=True, longest=1000),
    ),
    writers=frozenset({Org.COMMITTEE, Org.COKOIT, Org.APPO, Org.IMC}),
    line=("title", "audience"),
    day="surveyed_on",
    about="пункт 12 плана",
    files=True,
    check=not_after_today("surveyed_on"),
)  # fmt: skip

EXTERNAL_ENTRY = Kind(
    code="external_entry",
    title="Внешние списки и рейтинги",
    one="запись внешнего списка",
    subject="school",
    fields=(
        SCHOOL,
        YEAR,
        Field(
            "source", "Список", "choice", required=True, fixed=True,
            choices=choices(
                rosobrnadzor="список Рособрнадзора", complex="комплексный мониторинг",
                rating="рейтинг образовательных организаций",
            ),
        ),
        Field(
            "verdict", "Что сказано о школе", "choice", required=True,
            choices=choices(
                low="низкие результаты", conditions="неблагоприятные условия", both="и то и другое", other="иное",
            ),
        ),
        Field("note", "Значение в источнике", "line", hint="место, балл или группа, как в документе"),
        Field("published_on", "Дата документа", "day", required=True),
        DOCUMENT_NUMBER,
    ),
    writers=frozenset({Org.COMMITTEE, Org.COKOIT}),
    line=("source", "verdict"),
    day="published_on",
    about="пункты 1 и 11 плана",
    unique=("school_id", "year", "source"),
    check=not_after_today("published_on"),
)  # fmt: skip

APPROVED_LIST = Kind(
    code="approved_list",
    title="Утверждённый список",
    one="утверждение списка",
    subject="place",
    fields=(
        PLACE,
        Field("year", "Список по итогам учебного года", "school-year", required=True, fixed=True),
        Field(
            "method", "Методика", "choice", required=True, fixed=True,
            choices=choices(
                two_years="два года подряд", two_grounds_2025="два основания", lower_quartile="нижний квартиль",
                social_conditions="условия",
            ),
        ),
        Field("order_number", "Номер распоряжения", "line", required=True, longest=64),
        Field("order_date", "Дата распоряжения", "day", required=True),
        Field("words", "Примечание", "words", longest=500),
    ),
    writers=frozenset({Org.COMMITTEE}),
    line=("year", "order_number"),
    day="order_date",
    files=True,
    unique=("place", "year"),
    check=not_after_today("order_date"),
)  # fmt: skip

APPROVED_CHANGE = Kind(
    code="approved_change",
    title="Отличия утверждённого списка от рассчитанного",
    one="отличие от рассчитанного списка",
    subject="school",
    fields=(
        SCHOOL,
        Field("list_id", "Утверждённый список", "record", required=True, of="approved_list", fixed=True),
        Field(
            "decision", "Решение", "choice", required=True,
            choices=choices(added="включена сверх расчёта", removed="исключена"),
        ),
        Field("reason", "Причина", "words", required=True, longest=500),
    ),
    writers=frozenset({Org.COMMITTEE}),
    line=("decision", "reason"),
    unique=("school_id", "list_id"),
)  # fmt: skip

KINDS = (EVENT, PRACTICE, SURVEY, EXTERNAL_ENTRY, APPROVED_LIST, APPROVED_CHANGE)
