"""What a column is for and what may stand in it, in words: the sheet «Пояснение» and the hints of cells."""

from data_access.sheets.columns import SheetColumn
from monitoring.records.fields import EARLIEST, LATEST, Field

EXPLAINED = "Пояснение"
HEADINGS = ("Столбец", "Обязателен", "Что писать", "Допустимые значения")

RULES = (
    "Одна строка — одна запись. Заголовки не меняйте; порядок столбцов не важен.",
    "Звёздочкой отмечены столбцы, которые нужно заполнить.",
    "Школа узнаётся по ОГРН, а без него — по названию и району.",
    "Файл принимается целиком или не принимается вовсе: все замечания названы по строкам и столбцам.",
    "Имена людей не указываются: для ответственного и координатора нужна должность.",
    "В выгрузке есть столбцы «Номер записи» и «Редакция»: строка с номером меняет запись, без номера заводит новую.",
)


def meaning(column: SheetColumn) -> str:
    """What is to be written, in one sentence."""
    field = column.field
    match column.part:
        case "name":
            return "Название школы, как в списке школ"
        case "district":
            return "Район школы; нужен, если школа названа без ОГРН"
        case "ogrn":
            return "ОГРН школы, 13 цифр"
    hint = field.hint[:1].upper() + field.hint[1:]
    told = {
        "line": f"Текст одной строкой, не больше {field.most} знаков",
        "words": f"Текст, не больше {field.most} знаков",
        "day": "Дата, например 30.06.2026",
        "number": "Целое число",
        "choice": "Одно значение из списка",
        "choices": "Одно или несколько значений через точку с запятой",
        "place": "Район или «Санкт-Петербург»",
        "school-year": "Учебный год, например 2025/26",
        "record": "Номер записи из листа «Номера записей»",
    }[field.type]
    fixed = "после создания записи не меняется" if field.fixed else ""
    return "; ".join(part for part in (told, hint, fixed) if part)


def allowed(field: Field) -> str:
    """Values or bounds, «» where any will do."""
    if field.choices:
        return "; ".join(choice.label for choice in field.choices)
    if field.type == "number":
        return f"от {field.lowest} до {field.highest}"
    if field.type == "day":
        return f"от {EARLIEST:%d.%m.%Y} до {LATEST:%d.%m.%Y}"
    return ""
