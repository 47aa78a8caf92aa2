"""Words of briefings made for many recipients at once: the manifest («Опись») and what the command says."""

from layouts.texts import grammar as g

TITLE = "Опись справок"
COLUMNS = (
    "Получатель", "Кому (код)", "От кого", "Файл", "Вид", "Байтов", "SHA-256", "Публикация", "Опубликовано", "Год",
    "Методика", "Дата справки", "Адрес", "Код проверки", "Итог", "Причина",
)  # fmt: skip
MADE, FAILED = "составлена", "не составлена"

CLOSED = "получателю эти данные не открыты"
MISSING = "такого района или такой школы в публикации нет"
NOT_WRITTEN = "файл не записан"
INTERNAL = "внутренняя ошибка"
FIRST_TRACE = "Где произошла первая ошибка:"


def done(files: int, folder: str, manifest: str) -> str:
    """All files are there."""
    return f"Готово: {g.counted(files, 'файл', 'файла', 'файлов')}, опись {manifest}, папка {folder}"


def not_all(made: int, failed: int, folder: str, manifest: str) -> str:
    """Some files were not made."""
    return (
        f"Составлено файлов: {g.number(made)}, не составлено: {g.number(failed)}. Опись {manifest}, папка {folder}. "
        "Не составлены:"
    )


def manifest_name(scope: str, year: int) -> str:
    """«Опись_districts_2025»: one name for each scope, so that batches in one folder keep their own."""
    return f"Опись_{scope.replace(':', '-')}_{year}"
