"""Assessment procedures (оценочные процедуры), subjects, and the key of one assessment."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Procedure:
    """A kind of assessment. ``low_means`` says what counts as a low result in it."""

    code: str
    name: str
    full_name: str
    low_means: str


PROCEDURES: dict[str, Procedure] = {
    item.code: item
    for item in (
        Procedure("vpr", "ВПР", "Всероссийские проверочные работы", "отметка «2»"),
        Procedure("oge", "ОГЭ", "Основной государственный экзамен", "отметка «2»"),
        Procedure("ege", "ЕГЭ", "Единый государственный экзамен", "ниже минимального балла"),
        Procedure("rdr", "РДР", "Региональные диагностические работы", "отметка «2»"),
    )
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A school subject; ``aliases`` are the lower-case spellings met in files."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()


SUBJECTS: dict[str, Subject] = {
    item.code: item
    for item in (
        Subject("all", "все предметы", "все предметы", ("по всем предметам",)),
        Subject("russian", "русский язык", "русский", ("русский", "ру", "рус", "русский яз")),
        Subject("math", "математика", "математика", ("ма", "мат", "математике")),
        Subject(
            "math_profile",
            "математика, профильный уровень",
            "математика, профиль",
            (
                "математика профильная",
                "математика профиль",
                "математика (профильная)",
                "математика (профильный уровень)",
                "математика профильный уровень",
            ),
        ),
        Subject(
            "math_base",
            "математика, базовый уровень",
            "математика, база",
            (
                "математика базовая",
                "математика база",
                "математика (базовая)",
                "математика (базовый уровень)",
                "математика базовый уровень",
            ),
        ),
        Subject("world", "окружающий мир", "окр. мир", ("ом",)),
        Subject("history", "история", "история", ("ис",)),
        Subject("social", "обществознание", "обществозн.", ("об",)),
        Subject("biology", "биология", "биология", ("би",)),
        Subject("geography", "география", "география", ("ге", "гг")),
        Subject("physics", "физика", "физика", ("фи",)),
        Subject("chemistry", "химия", "химия", ("хи",)),
        Subject("informatics", "информатика", "информатика", ("информатика и икт", "информатика (кегэ)", "ин")),
        Subject("literature", "литература", "литература", ("ли",)),
        Subject("literary_reading", "литературное чтение", "лит. чтение", ("лч",)),
        Subject("english", "английский язык", "английский", ("английский", "ая", "ин. язык (английский)")),
        Subject("german", "немецкий язык", "немецкий", ("немецкий", "ня")),
        Subject("french", "французский язык", "французский", ("французский", "фя")),
        Subject("spanish", "испанский язык", "испанский", ("испанский",)),
        Subject("chinese", "китайский язык", "китайский", ("китайский",)),
    )
}


@cache
def _subject_names() -> dict[str, str]:
    return {
        name: subject.code for subject in SUBJECTS.values() for name in (subject.code, subject.name, *subject.aliases)
    }


def recognise_subject(text: str) -> str | None:
    """Subject code for a spelling met in a file («Русский язык», «РУ»), or None."""
    return _subject_names().get(" ".join(text.replace("ё", "е").casefold().split()).strip(" .:"))


def recognise_procedure(text: str) -> str | None:
    """Procedure code for «ВПР», «vpr», «Основной государственный экзамен», or None."""
    wanted = " ".join(text.casefold().split())
    for procedure in PROCEDURES.values():
        if wanted in {procedure.code, procedure.name.casefold(), procedure.full_name.casefold()}:
            return procedure.code
    return None


@dataclass(frozen=True, slots=True, order=True)
class AssessmentKey:
    """One assessment: a procedure in a subject and grade in a year. ``grade`` is 0 where it is not given."""

    year: int
    procedure: str
    subject: str
    grade: int

    @property
    def series(self) -> tuple[str, str, int]:
        """What stays the same from year to year: procedure, subject, grade."""
        return self.procedure, self.subject, self.grade


def order(procedure: str, subject: str, grade: int) -> tuple[int, int, int]:
    """Sort key of a series as readers list them: ВПР, ОГЭ, ЕГЭ, РДР; within a procedure by grade, then subject."""
    return list(PROCEDURES).index(procedure), grade, list(SUBJECTS).index(subject)


def assessment_name(procedure: str, subject: str, grade: int) -> str:
    """«ВПР, математика, 6 класс»; the grade of ОГЭ and ЕГЭ is implied and left out."""
    parts = [PROCEDURES[procedure].name, SUBJECTS[subject].name]
    if grade and procedure in {"vpr", "rdr"}:
        parts.append(f"{grade} класс")
    return ", ".join(parts)


def assessment_short(procedure: str, subject: str, grade: int) -> str:
    """Short label for axes and table heads: «ВПР рус 5», «ОГЭ мат», «ЕГЭ мат проф»."""
    shortest = {"russian": "рус", "math": "мат", "math_profile": "мат проф", "math_base": "мат база"}
    name = shortest.get(subject, SUBJECTS[subject].short)
    tail = f" {grade}" if grade and procedure in {"vpr", "rdr"} else ""
    return f"{PROCEDURES[procedure].name} {name}{tail}"


def series_key(text: str) -> tuple[str, str, int] | None:
    """Procedure, subject and grade behind a key of one assessment («vpr-math-6»); None for what is no such key."""
    procedure, _, rest = text.partition("-")
    subject, _, grade = rest.rpartition("-")
    known = procedure in PROCEDURES and subject in SUBJECTS and grade.isascii() and grade.isdigit()
    return (procedure, subject, int(grade)) if known else None
