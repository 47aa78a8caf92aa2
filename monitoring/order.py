"""The order 1307-р of 30.06.2020, point by point, and what proves each of them.

Wording: the text of the order and of the plan in its appendix. Which records prove a point is a default of this system:
the order names no proofs. Both terms of the regulation are kept: 01.09.2020 in point 2.1, August–September in item 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from monitoring.organisations import Organisation as Org

NUMBER, DATED = "1307-р", "30.06.2020"

Per = Literal["school", "place", "record"]
"""What is counted: schools of the list, districts, records themselves."""


@dataclass(frozen=True, slots=True)
class Source:
    """Records that prove something: of a ``kind``, of some ``sorts``, by some ``writers`` (all where empty)."""

    kind: str
    per: Per
    sorts: frozenset[str] = frozenset()
    writers: frozenset[Org] = frozenset()


SOURCES: dict[str, Source] = {
    "responsible": Source("responsible_post", "school"),
    "partners": Source("partnership_agreement", "school"),
    "activities": Source("joint_activity", "record"),
    "school-activities": Source("joint_activity", "school"),
    "measures": Source("measure", "school"),
    "decisions": Source("measure", "record", frozenset({"decision"})),
    "own-measures": Source("measure", "school", writers=frozenset({Org.SCHOOL})),
    "heads": Source("event", "place", frozenset({"heads"})),
    "methodical": Source("event", "record", frozenset({"methodical"})),
    "councils": Source("event", "school", frozenset({"council"})),
    "families": Source("event", "school", frozenset({"pupils", "parents"})),
    "practices": Source("practice", "record"),
    "training": Source("training", "school"),
    "managers": Source("training", "school", frozenset({"managers"})),
    "deficits": Source("teacher_deficit", "school"),
    "motivation": Source("motivation_survey", "school"),
    "surveys": Source("survey", "record"),
    "federal-list": Source("external_entry", "record", frozenset({"rosobrnadzor"})),
    "ratings": Source("external_entry", "record", frozenset({"complex", "rating"})),
    "recommendations": Source("recommendation", "school"),
    "reviews": Source("review", "school"),
    "approved": Source("approved_list", "record"),
}
"""Records by the code of the proof. Beside them: ``plan``, ``publication``, ``listing``, ``effect``, ``districts``
(tasks of the districts), ``city-N`` and ``item-N`` (the city's part of an item of the plan, the whole item)."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the order, or an item of its plan (``item`` is its number then). ``under``: the words that the
    point stands under; ``who``: whom it obliges; ``term``: as the order words it."""

    code: str
    label: str
    text: str
    who: str
    proofs: tuple[str, ...]
    under: str = ""
    term: str = ""
    item: int | None = None


_COKOIT, _APPO = "СПб ЦОКОиИТ", "СПб АППО"
_ENSURE = "Обеспечить:"
_DISTRICTS = (
    "Администрациям районов Санкт-Петербурга в образовательных организациях, находящихся в ведении администрации "
    "района и показывающих низкие образовательные результаты, обеспечить:"
)


def _parts(code: str, who: str, under: str, *parts: tuple[str, tuple[str, ...]]) -> Iterator[Point]:
    for number, (text, proofs) in enumerate(parts, start=1):
        yield Point(f"{code}-{number}", f"{code}, абзац {number}", text, who, proofs, under)


POINTS: tuple[Point, ...] = (
    Point(
        "1", "1",
        "Утвердить план мероприятий («дорожная карта») по работе с образовательными организациями Санкт-Петербурга, "
        "показывающими низкие образовательные результаты, на 2020/2021 учебный год (далее – план) согласно приложению.",
        "КО", ("plan",),
    ),
    Point(
        "2.1", "2.1",
        "Разработать положение о мониторинге системы работы образовательных организаций, показывающих низкие "
        "образовательные результаты, (далее – мониторинг) в срок до 01.09.2020.",
        _COKOIT, ("city-3",), term="до 01.09.2020; в плане, пункт 3, – август – сентябрь 2020",
    ),
    *_parts(
        "2.2", _COKOIT, _ENSURE,
        (
            "проведение мониторинга в соответствии с требованиями законодательства и инструктивно-методических "
            "материалов согласно утвержденному плану;",
            ("publication", "item-6"),
        ),
        (
            "обработку, анализ и представление информации, полученной по результатам мониторинга, в соответствии с "
            "планом;",
            ("listing", "city-2"),
        ),
        ("информационно-методическое сопровождение мониторинга.", ("methodical", "city-7")),
    ),
    Point(
        "3.1", "3.1",
        "Разработать региональную модель и механизмы поддержки образовательных организаций, показывающих низкие "
        "образовательные результаты.",
        _APPO, ("city-9", "city-4"),
    ),
    Point(
        "3.2", "3.2",
        "Организовать трансляцию лучших региональных практик по повышению качества образования в образовательных "
        "организациях, показывающих низкие образовательные результаты.",
        _APPO, ("practices",),
    ),
    Point(
        "3.3", "3.3",
        "Организовать адресное повышение квалификации административных команд и педагогических работников "
        "образовательных организаций, показывающих низкие образовательные результаты.",
        _APPO, ("training", "managers"),
    ),
    *_parts(
        "4", "администрации районов", _DISTRICTS,
        (
            "проведение мероприятий плана в соответствии с требованиями законодательства и инструктивно-методических "
            "материалов;",
            ("districts",),
        ),
        (
            "эффективное межшкольное партнерство и сетевое взаимодействие образовательных организаций, показывающих "
            "низкие образовательные результаты, с образовательными организациями с высокими результатами обучения;",
            ("partners", "activities"),
        ),
        (
            "принятие мер и управленческих решений, направленных на преодоление факторов, обуславливающих низкие "
            "результаты обучения, на основании анализа результатов мониторинга;",
            ("measures", "decisions"),
        ),
        (
            "проведение с руководителями образовательных организаций, показывающих низкие образовательные результаты, "
            "мероприятий, направленных на повышение качества подготовки обучающихся образовательных организаций.",
            ("heads",),
        ),
    ),
    Point(
        "5.1", "5.1",
        "Назначить лицо, ответственное за проведение мероприятий плана, в образовательной организации.",
        "руководители школ", ("responsible",),
    ),
    *_parts(
        "5.2", "руководители школ", _ENSURE,
        (
            "проведение мероприятий плана в соответствии с требованиями законодательства и инструктивно-методических "
            "материалов;",
            ("councils",),
        ),
        (
            "взаимодействие с образовательными организациями партнерами по вопросам повышения качества образования;",
            ("school-activities",),
        ),
        (
            "принятие мер и управленческих решений, направленных на преодоление факторов, обуславливающих низкие "
            "результаты обучения, на основании анализа результатов мониторинга;",
            ("own-measures",),
        ),
        (
            "проведение информационно-разъяснительной работы по вопросам оценки качества образования с обучающимися и "
            "их родителями (законными представителями).",
            ("families",),
        ),
    ),
    Point("6", "6", "Контроль за выполнением распоряжения оставляю за собой.", "КО", ("reviews", "recommendations")),
)  # fmt: skip


def _item(number: int, text: str, region: str, district: str, term: str, *proofs: str) -> Point:
    who = "; ".join(part for part in (region, f"в районах – {district}" if district else "") if part)
    found = (f"item-{number}", *proofs)
    return Point(f"item-{number}", str(number), text, who, found, term=term, item=number)


_AUTUMN, _EARLY, _WINTER = "сентябрь – октябрь 2020", "август – сентябрь 2020", "ноябрь 2020 – февраль 2021"

ITEMS: tuple[Point, ...] = (
    _item(
        1,
        "Проведение анализа данных Рособрнадзора по образовательным организациям, показывающим низкие образовательные "
        "результаты и/или работающим в неблагоприятных социальных условиях",
        _COKOIT, "", "апрель 2020", "federal-list",
    ),
    _item(
        2,
        "Выявление (идентификация) групп образовательных организаций с низкими образовательными результатами на основе "
        "анализа результатов оценочных процедур",
        _COKOIT, "ЦОКО; ППМС центр", _EARLY, "listing", "approved",
    ),
    _item(
        3,
        "Разработка положения о мониторинге системы работы образовательных организаций, показывающих низкие "
        "образовательные результаты",
        _COKOIT, "", f"{_EARLY}; в пункте 2.1 – до 01.09.2020",
    ),
    _item(
        4,
        "Разработка и апробация диагностического инструментария для изучения профессиональных дефицитов педагогических "
        "и руководящих работников образовательных организаций, показывающих низкие образовательные результаты",
        _APPO, "ИМЦ", _EARLY, "deficits",
    ),
    _item(
        5,
        "Исследование мотивации педагогических работников, влияющей на непрерывное профессиональное развитие",
        _APPO, "ИМЦ", "сентябрь 2020", "motivation",
    ),
    _item(
        6,
        "Проведение мониторинга для выявления динамики образовательных результатов в образовательных организациях, "
        "показывающих низкие образовательные результаты",
        f"{_COKOIT}, {_APPO}", "ИМЦ, ЦОКО", "сентябрь 2020", "publication",
    ),
    _item(
        7,
        "Информирование о результатах проведенных мониторинговых исследований, проведение методических объединений и "
        "педагогических советов в образовательных организациях",
        "городские методические объединения", "ИМЦ", _AUTUMN, "methodical", "councils",
    ),
    _item(
        8,
        "Определение групп педагогов, нуждающихся в адресной помощи; разработка мероприятий по адресной поддержке "
        "педагогов",
        "", "ИМЦ", _AUTUMN, "deficits",
    ),
    _item(
        9,
        "Формирование системы адресной помощи, разработка индивидуальных и адресных дополнительных программ повышения "
        "квалификации",
        _APPO, "ИМЦ", _AUTUMN, "training",
    ),
    _item(
        10,
        "Проведение и анализ результатов адресных региональных диагностических работ",
        f"{_COKOIT}, {_APPO}", "ИМЦ, ЦОКО", _WINTER,
    ),
    _item(
        11,
        "Анализ результатов комплексных мониторингов и рейтингов образовательных организаций Санкт-Петербурга, "
        "подготовка адресных рекомендаций",
        "КО", "АР", _WINTER, "ratings", "recommendations",
    ),
    _item(
        12,
        "Проведение анализа эффективности деятельности по обеспечению поддержки образовательных организаций, "
        "показывающих низкие образовательные результаты, на основе анализа результатов диагностических работ, "
        "мониторинга, социологических опросов",
        _COKOIT, "ИМЦ", "май 2021 – июнь 2021", "effect", "surveys",
    ),
)  # fmt: skip
