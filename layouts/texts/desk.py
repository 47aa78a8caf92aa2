"""What the deeds of the page «Данные» answer."""

from layouts.texts.data import files, rows

ANALYST_ONLY = "Загружает и публикует данные аналитик."
TOO_LARGE = "Файл больше 50 МБ: разделите его на части."
TORN = "Файл пришёл не целиком: отправьте его ещё раз."
UNKNOWN_KIND = "Такого вида файлов нет."
UNKNOWN_PROCEDURE = "Такой процедуры нет: выберите ВПР, ОГЭ, ЕГЭ или РДР."
WRONG_YEAR = "Год — четыре цифры: год, в котором кончается учебный (2025 — это 2024/25)."
GONE = "Этого файла больше нет: его убрали или уже загрузили."
GONE_MAPPING = "Этого соответствия больше нет."
CHOSEN = "Файл проверяется заново."
BEING_IMPORTED = (
    "Файл уже загружается: ни изменить выбор, ни убрать файл нельзя. Если загрузится не то, отзовите его и пришлите "
    "заново."
)
NOT_KEPT = "Такого файла система не хранит."
QUEUED = "Работа ждёт своей очереди…"
CHANGED = "С тех пор, как страница открыта, данные изменились. Обновите её и посмотрите ещё раз."
NOT_UNDONE = (
    "Публикация не отменена: с тех пор, как страница открыта, загруженное изменилось. Обновите страницу и посмотрите, "
    "что будет отозвано."
)
NOTHING_TO_IMPORT = "Загружать нечего: отметьте проверенные файлы."
FORGOTTEN = "Соответствие забыто."
CHOOSE_SCHOOL = "Выберите школу из списка."
TAKEN = "Строка принята: данные школы станут видны после публикации."
NOTHING_PROPOSED = "Этих строк среди открытых уже нет."
REASON_NEEDED = "Напишите причину: её увидит следующий аналитик."
CORRECTED = "Числа исправлены; теперь строку можно принять."
SETTLED = "Строку уже разобрали."
LEFT_OUT = "Строка исключена."
ASKED = {"preview": "Считаем, что изменит публикация.", "publish": "Публикация началась."}


def received(name: str) -> str:
    """The file has come."""
    return f"Получен: {name}."


def dropped(name: str) -> str:
    """The file was taken off the desk."""
    return f"Убран: {name}."


def desk_full(most: int) -> str:
    """There is no place for another file."""
    return f"Ждут загрузки уже {files(most)}: загрузите или уберите их, потом присылайте новые."


def not_kept(number: str) -> str:
    """The disk does not take the file."""
    return f"Файл не записан на диск (ошибка {number}): сообщите администратору системы."


def column_twice(heading: str) -> str:
    """One column was chosen for two fields."""
    return f"Столбец «{heading}» выбран дважды: у каждого поля должен быть свой."


def asked_import(count: int) -> str:
    """The import has been asked for."""
    return f"Загружается {files(count)}." if count == 1 else f"Загружаются {files(count)}."


def undone(number: int) -> str:
    """The former publication is back."""
    return f"Читатели снова видят версию данных {number}."


def withdrawn(number: int) -> str:
    """A batch was withdrawn."""
    return f"Файл {number} отозван."


def taken(count: int) -> str:
    """Rows were taken out of quarantine."""
    return f"Принято: {rows(count)}."
