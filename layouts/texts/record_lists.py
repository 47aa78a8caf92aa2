"""Words of the lists of records."""

from layouts.texts import grammar as g
from monitoring.districts import by_code
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.reports.record_lists import KindTotal

TITLE = "Записи"
LEAD = "Что сделано по распоряжению: кто, когда, чем подтверждено. Видно то, что открыто вашей организации."
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("План и партнёрства", ("road_map_item", "road_map_task", "partnership_agreement", "joint_activity")),
    (
        "Сопровождение школ",
        (
            "support_case", "responsible_post", "risk_profile", "teacher_deficit", "motivation_survey", "training",
            "measure", "recommendation", "review", "answer",
        ),
    ),
    ("Работа районов и города", ("event", "practice", "survey")),
    ("Списки школ", ("external_entry", "approved_list", "approved_change")),
)  # fmt: skip
KIND_HEAD, ABOUT_HEAD, COUNT_HEAD, NEWEST_HEAD, WRITE_HEAD = "Записи", "Для чего", "Видно вам", "Новейшая", "Вы ведёте"
WRITES, READS = "да", "только читаете"
EXTERNAL_LINK = "Внешние списки рядом с рассчитанным"
_ABOUT = {
    "road_map_item": "план мероприятий: пункты, операторы, сроки",
    "road_map_task": "выполнение каждого пункта городом и районами",
    "partnership_agreement": "кто кому помогает и по какому соглашению",
    "joint_activity": "что партнёры провели вместе",
    "support_case": "начало, пауза и конец работы со школой",
    "responsible_post": "должность ответственного и приказ школы",
    "risk_profile": "факторы риска школы и их уровень",
    "teacher_deficit": "сколько педагогов с дефицитом, по предметам",
    "motivation_survey": "сколько педагогов с какой мотивацией",
    "training": "кто учится, где и сколько завершили",
    "measure": "что делает школа, в какой срок, с каким итогом",
    "recommendation": "адресные рекомендации школе",
    "review": "что происходит со школой, раз в четверть",
    "answer": "что школа отвечает на основание, признак или рекомендацию",
    "event": "совещания, методобъединения, педсоветы, разъяснительная работа",
    "practice": "чей опыт и как распространялся",
    "survey": "кого опросили и что ответили, только в сумме",
    "external_entry": "что о школах говорят другие источники",
    "approved_list": "распоряжение, которым утверждён список школ",
    "approved_change": "кого включили или исключили и почему",
}

FILTER, FILTER_PLACEHOLDER = "Найти запись", "школа, вид, слово"
NUMBER_HEAD, DISTRICT_HEAD, ENDED_HEAD = "№", "Район", "Закрыта"
STANDING_TITLE, ENDED_TITLE = "Действующие записи", "Закрытые записи"
TO_ENDED, TO_STANDING = "Показать закрытые", "Показать действующие"
SHOW_ALL = "Показать все"
EMPTY, EMPTY_ENDED = "Записей пока нет.", "Закрытых записей нет."
EMPTY_WRITER = "Добавьте первую запись или загрузите заполненный шаблон."
EMPTY_READER = "Они появятся, когда их внесёт организация, которая за них отвечает."
NOTE = "Новые сверху. Номер ведёт к записи, её файлам и истории; в таблице — главные поля, в выгрузке — все."


def about(kind: Kind) -> str:
    """What the records of a kind are for."""
    clause = f" ({kind.about})" if kind.about else ""
    return g.unbroken(f"{_ABOUT.get(kind.code, '')}{clause}".strip())


def headline(totals: tuple[KindTotal, ...]) -> str:
    """«1 240 записей 20 видов»."""
    count = sum(total.count for total in totals)
    kinds = sum(1 for total in totals if total.count)
    if not count:
        return "Записей пока нет"
    return f"{records(count)} {g.counted(kinds, 'вида', 'видов', 'видов')}"


def records(count: int) -> str:
    """«12 записей»."""
    return g.counted(count, "запись", "записи", "записей")


def list_headline(kind: Kind, count: int, ended: bool) -> str:
    """«Мероприятия: 110 записей»."""
    if not count:
        return f"{kind.title}: {'закрытых записей нет' if ended else 'записей пока нет'}"
    closed = g.plural(count, "закрытая ", "закрытые ", "закрытых ") if ended else ""
    return f"{kind.title}: {g.number(count)}{g.NBSP}{closed}{g.plural(count, 'запись', 'записи', 'записей')}"


def of_district(code: str) -> str:
    """Which district alone is shown."""
    return f"Показан только {by_code()[code].title}."


def of_school(name: str) -> str:
    """Which school alone is shown."""
    return f"Показана только {name}."


def add(kind: Kind) -> str:
    """The link to an empty form."""
    return f"Добавить {kind.one}"


def title(code: str) -> str:
    """Title of a kind."""
    return KINDS[code].title
