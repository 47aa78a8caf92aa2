"""Values that fields of records offer."""

from monitoring.districts import CITY, DISTRICTS
from monitoring.organisations import NAMES, Organisation
from monitoring.procedures import SUBJECTS
from monitoring.records.fields import Choice


def choices(**labels: str) -> tuple[Choice, ...]:
    """``choices(not_started="не начато")`` → the code is ``not-started``."""
    return tuple(Choice(code.replace("_", "-"), label) for code, label in labels.items())


PLACES = (Choice(CITY, "Санкт-Петербург"), *(Choice(district.code, district.title) for district in DISTRICTS))
SUBJECT_CHOICES = tuple(Choice(subject.code, subject.name) for subject in SUBJECTS.values())
OPERATOR_CHOICES = (
    *(Choice(code.value, NAMES[code].name) for code in (Organisation.APPO, Organisation.IMC, Organisation.COKOIT)),
    Choice("other", "другая организация"),
)

TASK_STATUSES = choices(not_started="не начато", in_progress="в работе", done="выполнено", not_required="не требуется")
LEVELS = choices(none="риска нет", low="низкий", middle="средний", high="высокий")
COLOURS = choices(green="зелёный: идёт по плану", amber="жёлтый: есть затруднения", red="красный: нужно вмешательство")

# Factors of the federal project «500+» (методика адресной помощи ФИОКО, 2021): a default, see docs/methods.md.
FACTORS = choices(
    equipment="низкий уровень оснащения школы",
    staff_shortage="дефицит педагогических кадров",
    teacher_competence="недостаточная предметная и методическая компетентность педагогов",
    adaptivity="риски низкой адаптивности учебного процесса",
    own_training="несформированность внутришкольной системы повышения квалификации",
    special_needs="высокая доля обучающихся с ОВЗ",
    language="низкое качество преодоления языковых и культурных барьеров",
    environment="пониженный уровень качества школьной среды",
    failing_pupils="высокая доля обучающихся с рисками учебной неуспешности",
    parents="низкий уровень вовлечённости родителей",
)
COMPETENCIES = choices(
    subject="предметная",
    method="методическая",
    assessment="оценочная",
    psychology="психолого-педагогическая",
    digital="цифровая",
    management="управленческая",
)
