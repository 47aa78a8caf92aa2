"""Words of files with records: names, what would be written, what is refused."""

import re

from layouts.texts import grammar as g
from monitoring.records.kind import Kind

TOO_LARGE = "Файл больше 20 МБ: разделите его на части."
NO_FILE = "Файл не выбран."
DENIED = "Эти записи ведёт другая организация."
UNKNOWN = "Такого вида записей нет."

TITLE = "Файлом"
NOTE = (
    "Заполните шаблон и отправьте его: сначала показывается, что изменится, и только потом записывается. "
    "Файл принимается целиком или не принимается вовсе. Без персональных данных."
)
TEMPLATE, XLSX, CSV = "Скачать шаблон (xlsx)", "Скачать записи (xlsx)", "Скачать записи (csv)"
LABEL = "Заполненный файл"
HINT = "xlsx или csv, до 20 МБ и 5 000 строк"
CHECK = "Проверить файл"
SENDING = "Файл проверяется…"
WRITING = "Записи сохраняются…"
SHOW = "Показать в списке"
NO_ANSWER = "Ответа от сервера нет. Проверьте связь и отправьте файл ещё раз: дважды ничего не запишется."
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def template_name(kind: Kind) -> str:
    """Name of the file without its ending."""
    return _safe(f"{kind.title} — шаблон")


def export_name(kind: Kind, *, synthetic: bool) -> str:
    """Name of the file without its ending."""
    return _safe(kind.title + (" — синтетические данные" if synthetic else ""))


def _safe(name: str) -> str:
    return _UNSAFE.sub(" ", name).strip()


def _records(count: int) -> str:
    return g.counted(count, "запись", "записи", "записей")


def would(made: int, changed: int, unchanged: int) -> str:
    """What a file would do: «Замечаний нет. Будет заведено 12 записей, изменено 3; без изменений 100 строк.»"""
    same = f"{g.counted(unchanged, 'строка', 'строки', 'строк')} уже так и записаны" if unchanged else ""
    if not made and not changed:
        return f"Записывать нечего: {same}."
    will = ", ".join(_parts(made, changed))
    return f"Замечаний нет. Будет {will}" + (f"; {same}." if same else ".")


def written(made: int, changed: int) -> str:
    """What was done."""
    if not made and not changed:
        return "Записывать нечего: всё уже записано."
    return f"Сохранено: {', '.join(_parts(made, changed))}."


def _parts(made: int, changed: int) -> list[str]:
    parts = [f"заведено: {_records(made)}"] if made else []
    return parts + ([f"изменено: {_records(changed)}"] if changed else [])


def confirm(count: int) -> str:
    """The button: «Записать 12 записей»."""
    return f"Записать {g.counted(count, 'запись', 'записи', 'записей')}"


def refused(count: int) -> str:
    """The heading above what is to be mended."""
    return f"Ничего не записано: {g.counted(count, 'замечание', 'замечания', 'замечаний')}"


def rest(count: int) -> str:
    """What is not listed, «» for nothing."""
    return f"И ещё замечаний: {g.number(count)}." if count else ""
