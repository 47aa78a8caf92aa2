"""Words of the quarantine: rows that wait for a decision."""

from layouts.texts import grammar as g
from layouts.texts.data import rows

QUARANTINE = "Карантин"
QUARANTINE_LEAD = (
    "Строки, школа которых неизвестна или подходит нескольким, и строки, которые противоречат друг другу. "
    "Остальное из тех же файлов загружено."
)
QUARANTINE_EMPTY = "Карантин пуст."
QUARANTINE_EMPTY_STEP = "Сюда попадают строки, которые система не смогла отнести к школе."
TAKE_TITLE, TAKE = "Школа", "Принять"
CANDIDATES = "Подходят"
CORRECT_TWIN, CORRECT = "Исправить числа", "Исправить"
LEAVE_TWIN, LEAVE = "Исключить строку", "Исключить"
REASON = "Причина"
TAKE_PROPOSED_CONFIRM = "Принять строки этой страницы с теми школами, которые предложила система?"
IN_FILE = "Такая строка исправляется в файле: загрузите исправленный файл под тем же именем."
AS_READ = "Строка, как в файле"
NEXT_PAGE, FORMER_PAGE = "Дальше", "Назад"
REASONS = {
    "unknown-school": "Школа неизвестна.",
    "ambiguous-school": "Подходят несколько школ.",
    "conflict": "Противоречие.",
}


def fitting(schools: list[tuple[int, str]]) -> str:
    """Schools that fit a row equally; «» for none."""
    named = "; ".join(school_option(*item) for item in schools)
    return g.unbroken(f"{CANDIDATES}: {named}") if schools else ""


def proposed(count: int) -> str:
    """What the button is for."""
    return f"Для {g.counted(count, 'строки', 'строк', 'строк')} система предлагает школу."


def quarantine_finding(total: int) -> str:
    """The finding of the page of the quarantine."""
    return f"В карантине {rows(total)}" if total else "Карантин пуст"


def school_option(school_id: int, name: str) -> str:
    """A school to choose: its number at the end tells it among namesakes."""
    return f"{name}, № {school_id}"


def take_proposed(count: int) -> str:
    """The button that takes all proposals of the page."""
    return f"Принять предложенное: {rows(count)}"
