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


def would(made: int, changed: int, unchanged: int) -> str:
    """What a file would do: «Замечаний нет. Новых записей: 12, изменённых: 3. Без изменений: 100 строк.»"""
    same = f" Без изменений: {g.counted(unchanged, 'строка', 'строки', 'строк')}." if unchanged else ""
    if not made and not changed:
        return f"Записывать нечего.{same}"
    return f"Замечаний нет. {_counts(made, changed)}{same}"


def written(made: int, changed: int) -> str:
    """What was done."""
    if not made and not changed:
        return "Записывать нечего: всё уже записано."
    return f"Сохранено. {_counts(made, changed)}"


def _counts(made: int, changed: int) -> str:
    return f"Новых записей: {g.number(made)}, изменённых: {g.number(changed)}."


def confirm(count: int) -> str:
    """The button: «Записать 12 записей»."""
    return f"Записать {g.counted(count, 'запись', 'записи', 'записей')}"


def refused(count: int) -> str:
    """The heading above what is to be mended."""
    return f"Ничего не записано: {g.counted(count, 'замечание', 'замечания', 'замечаний')}"


def rest(count: int) -> str:
    """What is not listed, «» for nothing."""
    return f"И ещё замечаний: {g.number(count)}." if count else ""
