"""Words of the signs that results are worth checking: never a verdict."""

from collections.abc import Sequence

from layouts.texts import grammar as g
from monitoring.objectivity.boundary_peak import ENOUGH, LEAST
from monitoring.objectivity.signs import KINDS, LEAST_DIFFERENCE, MIN_PARTICIPANTS, SIGN, STRONG, Sign, Work
from monitoring.procedures import PROCEDURES, assessment_short
from monitoring.reports.objectivity import LeftWithSigns, SchoolSigns

TITLE = "Объективность результатов: признаки"
NAMES = {
    "journal": "отметки и журнал",
    "jump": "скачок против прежних лет",
    "exam": "ВПР и ОГЭ того же набора",
    "peak": "пик на границе отметок",
}
TWIN = "Таблица: признаки с числами"
CAPTION = "Признаки школы: показано против ожидаемого, с обычным разбросом по городу. То же числами — в таблице."
NOT_COMPUTED = "Признаки не рассчитаны: публикация сделана до их появления или сравнивать не с чем."
NO_SIGNS = "Признаков, по которым результаты стоило бы проверить, нет ни за один год"
OTHER_YEARS = " Признаки других лет — на рисунке и в таблице."
EVIDENCE = "есть признаки, что результаты стоит проверить"
NOTE = (
    "Признак — повод проверить, а не вывод о школе: так выглядят и завышенные отметки, и настоящие перемены. Низкий "
    "результат признаки не ослабляют, высокий — ослабляют."
)
KIND, YEAR, VALUE, REFERENCE, N, TAIL, WORKS, BEFORE = (
    "Признак", "Год", "Показано, %", "Ожидалось, %", "n", "Вероятность, %", "Работы", "Сравнение",
)  # fmt: skip
EXPECTED, SHOWN, USUAL = "ожидалось", "показано", "обычный разброс"
AXIS = "доля участников"


def finding(found: SchoolSigns, year: int) -> str:
    """Heading of the section, for the list of the year."""
    signs = found.of_list(year)
    if not signs:
        return f"К списку {g.year(year)} признаков, по которым результаты стоило бы проверить, нет"
    kinds = g.joined(kind_names(signs))
    if found.evidence(year):
        return f"Результаты стоит проверить, признаки: {kinds}"
    return f"Признак только одного вида ({kinds}): для проверки результатов этого мало"


def kind_names(signs: Sequence[Sign]) -> list[str]:
    """Names of the kinds, each once, in the order of ``KINDS``."""
    there = {sign.kind for sign in signs}
    return [NAMES[kind] for kind in KINDS if kind in there]


def rule(found: SchoolSigns) -> str:
    """What makes a sign and what makes evidence, and what was looked at."""
    text = (
        "Признак — значение, которое в собственном разбросе школ города бывает не чаще чем в "
        f"{g.percent(100 * SIGN)} случаев и отличается от ожидаемого не меньше чем на {g.number(LEAST_DIFFERENCE)}"
        f"{g.NBSP}п.п. «Результаты стоит проверить»: признаки двух видов за год списка и год перед ним или один с "
        f"вероятностью не больше {g.percent(100 * STRONG, 2)}; скачок один не в счёт — так выглядит и настоящее "
        f"улучшение. Меньше {g.number(MIN_PARTICIPANTS)} участников не рассматривается, для границ отметок — меньше "
        f"{g.number(LEAST)}, а до {g.number(ENOUGH)} — приблизительно. Границы приняты по умолчанию."
    )
    newest = max(item.year for item in found.tested)
    seen = [f"{NAMES[item.kind]} — {g.schools(item.schools)}" for item in found.tested if item.year == newest]
    return f"{text} За {g.year(newest)} рассчитано: {', '.join(seen)}."


def sentence(sign: Sign) -> str:
    """One sign in one sentence, with n, year and reference."""
    return f"{_sentences[sign.kind](sign)}; {_tail(sign)}."


def _journal(sign: Sign) -> str:
    text = (
        f"{_when(sign.works)}: отметка выше журнала у {g.percent(sign.value, 1)} участников ({_n(sign)}), в городе "
        f"за те же работы — у {g.percent(sign.reference, 1)}"
    )
    if sign.other is None or sign.other_reference is None:
        return text
    return f"{text}; ниже журнала — {g.number(sign.other, 1)} против {g.percent(sign.other_reference, 1)}"


def _jump(sign: Sign) -> str:
    past = "" if sign.other is None else f", где доля была {g.percent(sign.other, 1)}"
    return (
        f"{_when(sign.works)}: низких результатов {g.percent(sign.value, 1)} ({_n(sign)}), по прежним годам школы "
        f"({_years(sign.before)}{past}) ожидалось {g.percent(sign.reference, 1)}"
    )


def _exam(sign: Sign) -> str:
    shown = "" if sign.other is None else f" {g.percent(sign.other, 1)} низких"
    return (
        f"{_when(sign.works)}: низких результатов {g.percent(sign.value, 1)} ({_n(sign)}); у тех же классов в ВПР "
        f"({_grades(sign.before)}) было{shown}, при таких ВПР в городе на ОГЭ обычно {g.percent(sign.reference, 1)}"
    )


def _peak(sign: Sign) -> str:
    rough = f" приблизительно, участников меньше {g.number(ENOUGH)}," if sign.approximate else ""
    return (
        f"{_when(sign.works)}: из участников, чей балл — нижний для отметки или на балл меньше,{rough} нижний балл у "
        f"{g.percent(sign.value, 1)} ({_n(sign)}), в городе обычно {g.percent(sign.reference, 1)}"
    )


_sentences = {"journal": _journal, "jump": _jump, "exam": _exam, "peak": _peak}


def _tail(sign: Sign) -> str:
    return f"такое или более далёкое бывает у {_chance(sign.tail)} школ"


def _chance(tail: float) -> str:
    percent = 100 * tail
    return f"менее чем {g.percent(0.01, 2)}" if percent < 0.01 else g.percent(percent, 2)


def chance(sign: Sign) -> str:
    """The probability for a table, percent."""
    return f"< {g.number(0.01, 2)}" if sign.tail < 1e-4 else g.number(100 * sign.tail, 2)


def _when(works: Sequence[Work]) -> str:
    names = g.joined([PROCEDURES[code].name for code in dict.fromkeys(work[0] for work in works)])
    return f"{names} {_years(works)}"


def _n(sign: Sign) -> str:
    return f"n{g.NBSP}={g.NBSP}{g.number(sign.n)}, {g.counted(len(sign.works), 'работа', 'работы', 'работ')}"


def _years(works: Sequence[Work]) -> str:
    years = sorted({work[3] for work in works})
    return g.year(years[0]) if len(years) == 1 else f"{g.year(years[0])}–{g.year(years[-1])}"


def _grades(works: Sequence[Work]) -> str:
    return g.joined([f"{grade}{g.NBSP}класс, {g.year(year)}" for grade, year in sorted({w[2:] for w in works})])


def works(items: Sequence[Work]) -> str:
    """«ВПР рус 5, ВПР мат 5 (2024/25)»; where there are several years, their span and number."""
    names = list(dict.fromkeys(assessment_short(procedure, subject, grade) for procedure, subject, grade, _ in items))
    return f"{', '.join(names)} ({_years(items)})" if items else ""


def compared(sign: Sign) -> str:
    """What the expectation rests on."""
    return works(sign.before) if sign.before else "город, те же работы"


def left_line(found: SchoolSigns | None, year: int) -> str:
    """Beside «вышла из списка» on the page of the school."""
    if found is None:
        return ""
    signs = found.of_list(year)
    if not signs:
        return "Вышла из списка. Признаков, по которым результаты стоило бы проверить, нет."
    kinds = g.joined(kind_names(signs))
    if not found.evidence(year):
        return f"Вышла из списка. Признак только одного вида ({kinds}): для проверки результатов этого мало."
    return f"Вышла из списка, но {EVIDENCE}: {kinds}. Признак — повод проверить, а не вывод."


def left_cell(signs: Sequence[Sign], evidence: bool) -> str:
    """The same in a table of a district."""
    if not evidence:
        return "признаков для проверки результатов нет"
    return f"результаты стоит проверить: {g.joined(kind_names(signs))}"


def left_count(found: LeftWithSigns) -> str:
    """«У 3 из 15 вышедших из списка есть признаки, что результаты стоит проверить»."""
    gone = g.plural(found.left, "вышедшей", "вышедших", "вышедших")
    of = f"из {g.number(found.left)}{g.NBSP}{gone} из списка {g.plural(found.left, 'школы', 'школ', 'школ')}"
    if not found.with_evidence:
        return f"Ни у одной {of} нет признаков, что результаты стоит проверить."
    return (
        f"У{g.NBSP}{g.number(found.with_evidence)} {of} {EVIDENCE} (названы на страницах районов); признак — повод "
        "проверить, а не вывод."
    )


def hover(sign: Sign) -> str:
    """What a point of the figure says."""
    return (
        f"<b>{g.capital(NAMES[sign.kind])}, {g.year(sign.year)}</b><br>{SHOWN} {g.percent(sign.value, 1)}, {EXPECTED} "
        f"{g.percent(sign.reference, 1)}<br>n{g.NBSP}={g.NBSP}{g.number(sign.n)}"
    )


def row_label(sign: Sign) -> str:
    """Name of a row of the figure."""
    return f"{NAMES[sign.kind]}, {g.year(sign.year)}"
