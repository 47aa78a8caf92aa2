"""Words of the page «Приказ → исполнение»."""

from collections.abc import Callable

from layouts.texts import grammar as g
from monitoring.districts import by_code
from monitoring.order import DATED, NUMBER, Point
from monitoring.organisations import NAMES, Organisation
from monitoring.reports.order import Document, OrderReport, Proof
from monitoring.reports.publication import Publication

TITLE = "Приказ → исполнение"
MISSING_NONE = "Подтверждение есть у каждого положения."
MISSING_NOTE = "Сначала то, по чему ничего не записано. Ссылка ведёт туда, где запись появится."
POINTS_TITLE, ITEMS_TITLE = "Пункты распоряжения", "Пункты плана («дорожной карты»)"
POINTS_NOTE = (
    "Формулировки — по тексту распоряжения. Что считать подтверждением, распоряжение не говорит: набор записей "
    "принят по умолчанию."
)
LABEL_HEAD, TEXT_HEAD, PROOF_HEAD = "Пункт", "Что предписано", "Чем подтверждается"
MISSING_HEAD = "Чего нет"
TERM = "Срок"
CHARGED, DONE_BY, NEWEST, DOCUMENTS = "Кому", "записали", "последнее", "документы"
ITEM = "План, пункт"
SCHOOLS_NOTE = "Школы — из списка этого года; общие числа города открыты всем, документы района — ему самому и городу."
POINTS_FIGURE, PROVEN_FIGURE, MISSING_FIGURE, ITEMS_FIGURE = (
    "Положений распоряжения",
    "Подтверждены",
    "Без подтверждения",
    "Пунктов плана подтверждено",
)

_SCHOOLS: dict[str, tuple[str, str]] = {
    "responsible": ("Ответственный назначен", "Ответственный не назначен ни в одной школе списка"),
    "partners": ("Партнёр есть", "Партнёра нет ни у одной школы списка"),
    "school-activities": ("Совместные мероприятия проведены", "Совместных мероприятий нет ни у одной школы списка"),
    "measures": ("Меры приняты", "Мер нет ни в одной школе списка"),
    "own-measures": ("Меры, записанные самой школой, есть", "Сами школы мер не записали"),
    "councils": ("Педагогические советы проведены", "Педагогических советов не записано"),
    "families": (
        "Разъяснительная работа с обучающимися и родителями проведена",
        "Разъяснительной работы с обучающимися и родителями не записано",
    ),
    "training": ("Повышение квалификации идёт или завершено", "Повышения квалификации не записано"),
    "managers": ("Учатся или выучились административные команды", "Обучения административных команд не записано"),
    "deficits": ("Диагностика профессиональных дефицитов проведена", "Диагностики профессиональных дефицитов нет"),
    "motivation": ("Мотивация педагогов исследована", "Исследования мотивации педагогов нет"),
    "recommendations": ("Адресные рекомендации даны", "Адресных рекомендаций не дано"),
    "reviews": ("Обзор сопровождения сделан", "Обзоров сопровождения нет"),
}
_COUNTED: dict[str, tuple[str, str, str, str]] = {
    "activities": (
        "совместное мероприятие", "совместных мероприятия", "совместных мероприятий", "Совместных мероприятий нет",
    ),
    "decisions": (
        "управленческое решение", "управленческих решения", "управленческих решений",
        "Управленческих решений не записано",
    ),
    "methodical": (
        "методическое объединение", "методических объединения", "методических объединений",
        "Методических объединений не записано",
    ),
    "practices": (
        "лучшая практика", "лучшие практики", "лучших практик", "Распространения лучших практик не записано",
    ),
    "surveys": (
        "социологический опрос", "социологических опроса", "социологических опросов", "Социологических опросов нет",
    ),
    "federal-list": (
        "запись списка Рособрнадзора", "записи списка Рособрнадзора", "записей списка Рособрнадзора",
        "Список Рособрнадзора не загружен",
    ),
    "ratings": (
        "запись комплексных мониторингов и рейтингов", "записи комплексных мониторингов и рейтингов",
        "записей комплексных мониторингов и рейтингов", "Комплексные мониторинги и рейтинги не загружены",
    ),
    "approved": ("утверждённый список", "утверждённых списка", "утверждённых списков", "Утверждённого списка нет"),
}  # fmt: skip


def headline(report: OrderReport) -> str:
    """«Подтверждены 28 положений из 31»."""
    total = len(report.points) + len(report.items)
    given = total - len(report.missing)
    verb = g.plural(given, "Подтверждено", "Подтверждены", "Подтверждено")
    of = g.counted(given, "положение", "положения", "положений")
    return f"{verb} {of} распоряжения № {NUMBER} из {g.number(total)}".replace("№ ", f"№{g.NBSP}")


def lead(report: OrderReport) -> str:
    """What counts, and of which days."""
    return (
        f"Распоряжение Комитета по образованию от {DATED} №{g.NBSP}{NUMBER} и план к нему, исполнение в "
        f"{g.year(report.year)}: записи с {g.day(report.since)} по {g.day(min(report.until, report.today))}, то есть с "
        "первого срока плана. Подтверждено — значит, что-то записано; достаточно ли этого, решает читатель."
    )


def source(report: OrderReport, publication: Publication) -> str:
    """Where the figures come from."""
    return (
        f"Источник: записи об исполнении на {g.day(report.today)}; список и результаты — публикация {publication.id} "
        f"от {g.day(publication.created_at.date())}."
    )


def missing_title(report: OrderReport) -> str:
    """«Подтверждения нет у 3 положений»."""
    count = len(report.missing)
    return f"Подтверждения нет у {g.counted(count, 'положения', 'положений', 'положений')}" if count else "Пробелов нет"


def label(point: Point) -> str:
    """«5.1» or «План, пункт 4»."""
    return point.label if point.item is None else f"{ITEM} {point.label}"


def charged(point: Point) -> str:
    """Whom the point obliges, and by when."""
    term = f". {TERM}: {point.term}" if point.term else ""
    return f"{CHARGED}: {point.who}{term}"


def sentence(proof: Proof) -> str:
    """«Ответственный назначен в 38 из 41 школы списка»."""
    name, _, number = proof.code.partition("-")
    if number.isdecimal():
        return _task(proof, int(number), city=name == "city")
    if proof.code in _SCHOOLS:
        return _schools(proof)
    if proof.code in _COUNTED:
        one, few, many, nothing = _COUNTED[proof.code]
        return f"{g.capital(g.counted(proof.count, one, few, many))}{_people(proof)}" if proof.count else nothing
    return _OTHER[proof.code](proof)


def _schools(proof: Proof) -> str:
    said, nothing = _SCHOOLS[proof.code]
    if not proof.given:
        return nothing
    where = f"{g.number(proof.count)} из {g.of_schools(proof.of or 0)}"
    preposition = "у" if proof.code == "partners" else "в"
    return f"{said} {preposition}{g.NBSP}{where} списка"


def _task(proof: Proof, number: int, *, city: bool) -> str:
    if not proof.of:
        return f"Городской части пункта {number} в плане нет" if city else f"Пункта {number} в плане нет"
    if city:
        return f"Городская часть пункта {number} плана {'выполнена' if proof.count else 'не выполнена'}"
    if not proof.given:
        return f"Пункт {number} плана не выполнил никто из {g.number(proof.of)}"
    verb = g.plural(proof.count, "выполнил", "выполнили", "выполнили")
    done = g.counted(proof.count, "исполнитель", "исполнителя", "исполнителей")
    return f"Пункт {number} плана {verb} {done} из {g.number(proof.of)}"


def _people(proof: Proof) -> str:
    if not proof.people:
        return ""
    return f", {g.counted(proof.people, 'участник', 'участника', 'участников')}"


def _plan(proof: Proof) -> str:
    if not proof.given:
        return "Плана на этот год нет"
    return f"План на год есть: {g.counted(proof.count, 'пункт', 'пункта', 'пунктов')}"


def _publication(proof: Proof) -> str:
    return f"Мониторинг опубликован: {g.counted(proof.count, 'результат', 'результата', 'результатов')}"


def _listing(proof: Proof) -> str:
    return f"Список рассчитан: {g.schools(proof.count)}" if proof.given else "Списка за этот год нет"


def _effect(proof: Proof) -> str:
    if not proof.given:
        return "Эффект поддержки не рассчитан"
    return f"Эффект поддержки рассчитан по {g.counted(proof.count, 'школе', 'школам', 'школам')} с помощью"


def _districts(proof: Proof) -> str:
    if not proof.of:
        return "Поручений районам в плане нет"
    done = g.counted(proof.count, "поручение", "поручения", "поручений")
    verb = g.plural(proof.count, "выполнено", "выполнены", "выполнено")
    return f"Районами {verb} {done} из {g.number(proof.of)}"


def _heads(proof: Proof) -> str:
    if not proof.given:
        return "Совещаний с руководителями школ не записано"
    verb = g.plural(proof.count, "провёл", "провели", "провели")
    districts = g.counted(proof.count, "район", "района", "районов")
    return f"Совещания с руководителями школ {verb} {districts} из {g.number(proof.of or 0)}{_people(proof)}"


_OTHER: dict[str, Callable[[Proof], str]] = {
    "plan": _plan,
    "publication": _publication,
    "listing": _listing,
    "effect": _effect,
    "districts": _districts,
    "heads": _heads,
}


def district(report: OrderReport, proof: Proof) -> str | None:
    """«Невский район: 5 из 6»; None where nothing is counted by district."""
    if report.district is None or proof.district is None:
        return None
    of = "" if proof.district_of is None else f" из {g.number(proof.district_of)}"
    return f"{by_code()[report.district].title}: {g.number(proof.district)}{of}"


def details(report: OrderReport, proof: Proof) -> str:
    """The district's count, the newest day, who wrote, documents; one line."""
    parts = [district(report, proof)]
    if proof.given:
        parts += [
            f"{NEWEST} {g.day(proof.on)}" if proof.on else None,
            f"{DONE_BY} {', '.join(organisation(one) for one in proof.who)}" if proof.who else None,
            f"{DOCUMENTS}: {', '.join(document(one) for one in proof.documents)}" if proof.documents else None,
        ]
    return "; ".join(part for part in parts if part)


def organisation(code: Organisation) -> str:
    """Schools and organisations of districts in the plural: many wrote."""
    return {Organisation.SCHOOL: "школы", Organisation.DISTRICT: "администрации районов"}.get(code, NAMES[code].name)


def document(value: Document) -> str:
    """«№ 14 от 20.10.2025»."""
    number = f"№{g.NBSP}{value.number}" if value.number else ""
    return f"{number} от {g.day(value.on)}".strip() if value.on else number
