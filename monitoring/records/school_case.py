"""Kinds of a school's case: responsible post, risks, deficits, training, measures, recommendations, answers."""

from monitoring.organisations import Organisation as Org
from monitoring.records.choices import (
    COLOURS,
    COMPETENCIES,
    FACTORS,
    LEVELS,
    OPERATOR_CHOICES,
    SUBJECT_CHOICES,
    choices,
)
from monitoring.records.fields import Field
from monitoring.records.kind import Kind, all_of, in_order, needed, not_after_today, one_of, within

SCHOOL = Field("school_id", "Школа", "school", required=True, fixed=True)
YEAR = Field("year", "Учебный год", "school-year", required=True, fixed=True, hint="например, 2025/26")
DOCUMENT_NUMBER = Field("document_number", "Номер документа", "line", longest=64)
DOCUMENT_DATE = Field("document_date", "Дата документа", "day")

_CASE_KEEPERS = frozenset({Org.COMMITTEE, Org.DISTRICT})
_SCHOOL_TOO = _CASE_KEEPERS | {Org.SCHOOL}
_TEACHERS = frozenset({Org.COMMITTEE, Org.APPO, Org.IMC})

SUPPORT_CASE = Kind(
    code="support_case",
    title="Сопровождение",
    one="сопровождение школы",
    subject="school",
    fields=(
        SCHOOL,
        Field("opened_on", "Начато", "day", required=True),
        Field("basis", "Основание", "line", required=True, hint="документ, которым начато сопровождение"),
        Field(
            "status", "Состояние", "choice", required=True,
            choices=choices(active="идёт", paused="приостановлено", ended="завершено"),
            hint="пока сопровождение приостановлено или завершено, записи школы только читают",
        ),
        Field("status_on", "Состояние с", "day"),
        Field("reason", "Почему приостановлено или завершено", "words", longest=500),
    ),
    writers=_CASE_KEEPERS,
    line=("status", "basis"),
    day="opened_on",
    unique=("school_id",),
    check=all_of(
        not_after_today("opened_on", "status_on"), in_order("opened_on", "status_on"),
        needed("status_on", "status", "paused", "ended"), needed("reason", "status", "paused", "ended"),
    ),
)  # fmt: skip

RESPONSIBLE_POST = Kind(
    code="responsible_post",
    title="Ответственный в школе",
    one="ответственного",
    subject="school",
    fields=(
        SCHOOL,
        Field("post", "Должность", "line", required=True, longest=120, post=True, hint="должность, без имени"),
        Field("order_number", "Номер приказа", "line", required=True, longest=64),
        Field("order_date", "Дата приказа", "day", required=True),
    ),
    writers=_SCHOOL_TOO,
    line=("post", "order_number"),
    day="order_date",
    about="пункт 5.1 распоряжения",
    case=True,
    files=True,
    unique=("school_id",),
    check=not_after_today("order_date"),
)

RISK_PROFILE = Kind(
    code="risk_profile",
    title="Рисковый профиль",
    one="рисковый профиль",
    subject="school",
    fields=(
        SCHOOL,
        YEAR,
        Field(
            "source", "Чья оценка", "choice", required=True,
            choices=choices(self="самодиагностика школы", district="оценка района", survey="анкетирование"),
        ),
        Field("assessed_on", "Дата оценки", "day", required=True),
        *(
            Field(factor.code.replace("-", "_"), factor.label[0].upper() + factor.label[1:], "choice", choices=LEVELS)
            for factor in FACTORS
        ),
        Field("words", "Пояснение", "words", longest=1000),
    ),
    writers=_SCHOOL_TOO,
    line=("year", "source"),
    day="assessed_on",
    case=True,
    unique=("school_id", "year", "source"),
    check=all_of(
        not_after_today("assessed_on"),
        one_of(*(factor.code.replace("-", "_") for factor in FACTORS), text="укажите уровень хотя бы одного фактора"),
    ),
)  # fmt: skip

TEACHER_DEFICIT = Kind(
    code="teacher_deficit",
    title="Профессиональные дефициты",
    one="итог диагностики педагогов",
    subject="school",
    fields=(
        SCHOOL,
        YEAR,
        Field("subject", "Предмет", "choice", required=True, choices=SUBJECT_CHOICES),
        Field("competency", "Компетенция", "choice", required=True, choices=COMPETENCIES),
        Field("assessed", "Прошли диагностику, педагогов", "number", required=True, lowest=1, highest=500),
        Field("with_deficit", "Из них с дефицитом", "number", required=True, highest=500),
        Field("assessed_on", "Дата диагностики", "day", required=True),
        Field("tool", "Инструмент", "line", longest=120),
    ),
    writers=_TEACHERS,
    line=("subject", "competency"),
    day="assessed_on",
    about="пункты 4 и 8 плана",
    case=True,
    unique=("school_id", "year", "subject", "competency"),
    check=all_of(not_after_today("assessed_on"), within("assessed", "with_deficit")),
)

MOTIVATION_SURVEY = Kind(
    code="motivation_survey",
    title="Мотивация педагогов",
    one="итог опроса о мотивации",
    subject="school",
    fields=(
        SCHOOL,
        YEAR,
        Field("surveyed", "Опрошено педагогов", "number", required=True, lowest=1, highest=500),
        Field("high", "С высокой мотивацией", "number", required=True, highest=500),
        Field("middle", "Со средней", "number", required=True, highest=500),
        Field("low", "С низкой", "number", required=True, highest=500),
        Field("surveyed_on", "Дата опроса", "day", required=True),
        Field("tool", "Методика опроса", "line", longest=120),
    ),
    writers=_TEACHERS,
    line=("year",),
    day="surveyed_on",
    about="пункт 5 плана",
    case=True,
    unique=("school_id", "year"),
    check=all_of(not_after_today("surveyed_on"), within("surveyed", "high", "middle", "low")),
)

TRAINING = Kind(
    code="training",
    title="Повышение квалификации",
    one="обучение",
    subject="school",
    fields=(
        SCHOOL,
        Field("programme", "Программа", "line", required=True),
        Field("operator", "Организатор", "choice", required=True, choices=OPERATOR_CHOICES),
        Field(
            "audience", "Кто учится", "choice", required=True,
            choices=choices(teachers="педагоги", managers="административная команда"),
        ),
        Field("subject", "Предмет", "choice", choices=SUBJECT_CHOICES),
        Field("hours", "Часов", "number", lowest=1, highest=1000),
        Field("starts_on", "Начало", "day", required=True),
        Field("ends_on", "Окончание", "day", required=True),
        Field("enrolled", "Зачислено", "number", required=True, lowest=1, highest=500),
        Field("finished", "Завершили", "number", highest=500),
    ),
    writers=_TEACHERS,
    line=("programme", "operator"),
    day="starts_on",
    about="пункт 3.3 распоряжения, пункт 9 плана",
    case=True,
    check=all_of(in_order("starts_on", "ends_on"), within("enrolled", "finished")),
)  # fmt: skip

MEASURE = Kind(
    code="measure",
    title="Меры и управленческие решения",
    one="меру",
    subject="school",
    fields=(
        SCHOOL,
        Field(
            "sort", "Вид", "choice", required=True,
            choices=choices(measure="мера", decision="управленческое решение"),
        ),
        Field("title", "Что делаем", "line", required=True),
        Field("factor", "Фактор риска", "choice", choices=FACTORS),
        Field("ground", "Основание", "line", longest=120, hint="результат, из-за которого школа в списке"),
        Field("starts_on", "Начало", "day", required=True),
        Field("due_on", "Срок", "day", required=True),
        Field(
            "status", "Состояние", "choice", required=True,
            choices=choices(planned="запланировано", in_progress="в работе", done="выполнено", cancelled="отменено"),
        ),
        Field("done_on", "Выполнено", "day"),
        Field("post", "Кто отвечает", "line", longest=120, post=True, hint="должность, без имени"),
        DOCUMENT_NUMBER,
        DOCUMENT_DATE,
        Field("effect", "Отмеченный результат", "words", longest=1000),
    ),
    writers=_SCHOOL_TOO,
    line=("title", "status"),
    day="starts_on",
    about="пункты 4 и 5.2 распоряжения",
    case=True,
    files=True,
    check=all_of(
        one_of("factor", "ground", text="укажите фактор риска или основание, на которое отвечает мера"),
        in_order("starts_on", "due_on"), needed("done_on", "status", "done"), not_after_today("done_on"),
        in_order("starts_on", "done_on"),
    ),
)  # fmt: skip

RECOMMENDATION = Kind(
    code="recommendation",
    title="Рекомендации",
    one="рекомендацию",
    subject="school",
    fields=(
        SCHOOL,
        Field("given_on", "Дата", "day", required=True),
        Field(
            "source", "На чём основана", "choice", required=True,
            choices=choices(
                monitoring="мониторинг", complex="комплексный мониторинг", rating="рейтинг", diagnostics="РДР",
            ),
        ),
        Field("words", "Рекомендация", "words", required=True),
        Field("due_on", "Ответить до", "day"),
        DOCUMENT_NUMBER,
        DOCUMENT_DATE,
    ),
    writers=_CASE_KEEPERS,
    line=("words",),
    day="given_on",
    about="пункт 11 плана",
    case=True,
    check=all_of(not_after_today("given_on"), in_order("given_on", "due_on")),
)  # fmt: skip

REVIEW = Kind(
    code="review",
    title="Обзор сопровождения",
    one="обзор",
    subject="school",
    fields=(
        SCHOOL,
        YEAR,
        Field(
            "term", "Период", "choice", required=True, fixed=True,
            choices=choices(q1="I четверть", q2="II четверть", q3="III четверть", q4="IV четверть"),
        ),
        Field("colour", "Оценка", "choice", required=True, choices=COLOURS),
        Field("words", "Что происходит", "words", required=True, longest=1000),
        Field("reviewed_on", "Дата обзора", "day", required=True),
    ),
    writers=_CASE_KEEPERS,
    line=("year", "term", "colour"),
    day="reviewed_on",
    case=True,
    unique=("school_id", "year", "term"),
    check=not_after_today("reviewed_on"),
)  # fmt: skip

ANSWER = Kind(
    code="answer",
    title="Ответы школы",
    one="ответ школы",
    subject="school",
    fields=(
        SCHOOL,
        Field(
            "about", "На что отвечает", "choice", required=True, fixed=True,
            choices=choices(
                ground="основание", marker="признак объективности", recommendation="рекомендация", result="результат",
            ),
        ),
        Field("reference", "О чём именно", "line", longest=120, fixed=True, hint="основание, признак или результат"),
        Field("recommendation_id", "Рекомендация", "record", of="recommendation", fixed=True),
        Field("words", "Ответ", "words", required=True),
        Field("answered_on", "Дата", "day", required=True),
    ),
    writers=frozenset({Org.SCHOOL}),
    line=("words",),
    day="answered_on",
    case=True,
    unique=("school_id", "about", "reference", "recommendation_id"),
    check=all_of(
        not_after_today("answered_on"), needed("recommendation_id", "about", "recommendation"),
        needed("reference", "about", "ground", "marker", "result"),
    ),
)  # fmt: skip

KINDS = (
    SUPPORT_CASE, RESPONSIBLE_POST, RISK_PROFILE, TEACHER_DEFICIT, MOTIVATION_SURVEY, TRAINING, MEASURE, RECOMMENDATION,
    REVIEW, ANSWER,
)  # fmt: skip
