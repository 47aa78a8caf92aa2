"""Words of the audit: who was shown, given or refused what, who changed what."""

from datetime import UTC, datetime

from layouts.texts import grammar as g
from layouts.texts.actors import actor
from monitoring.districts import CITY, by_code
from monitoring.records.kinds import KINDS
from monitoring.reports.audit import AuditRow, AuditTrail

BRAND = "Траектория"
TITLE = "Журнал обращений"
LEAD = (
    "Кто, когда и чью страницу видел, что выгрузил, изменил и в чём получил отказ. Результатов школ в журнале нет. "
    "Каждое чтение журнала и его выгрузка тоже записаны."
)
FIRST, LAST, ACTOR, SCHOOL, ACTION = "С", "По", "Кто", "Школа", "Что сделано"
ACTOR_HINT = "district или account:12"
SCHOOL_HINT = "номер из адреса страницы"
ANY = "всё"
WHOLE_CITY = "город"
SHOW, XLSX, CSV = "Показать", "Скачать xlsx", "Скачать csv"
EMPTY = "Таких записей нет."
NEWER, OLDER = "← новее", "старше →"
COLUMNS = ("Когда", "Кто", "Учётная запись", "Что сделано", "Что", "Школа", "Район", "Итог", "Публикация", "Запрос")
CODE_COLUMNS = ("Роль (код)", "Действие (код)", "Школа (номер)", "Район (код)", "Итог (код)")
WRONG_DAY = "Дата «{day}» не читается: нужна вида 2025-10-31."
WRONG_SCHOOL = "Номер школы «{school}» не читается: это число из адреса её страницы."
TOO_MANY = "Записей {total}, в файл входит не больше {most}: сузьте даты."
NOBODY, COMMAND = "без входа", "командная строка"

READING = {
    "page": "открыта страница",
    "answer": "запрошен расчёт или форма",
    "export": "выгрузка",
    "file": "получен файл записи",
    "attach": "прислан или снят файл",
    "sheet": "прислана таблица записей",
    "sign-in": "вход",
    "sign-out": "выход",
    "password": "смена пароля",
    "sessions": "завершены другие сеансы",
    "import": "импорт",
    "publish": "публикация",
    "undo": "возврат к прежней публикации",
    "account": "учётные записи",
    "other": "другое",
}
CHANGES = {"create": "запись создана", "change": "запись изменена", "end": "запись завершена", "file": "файл записи"}
CHANGE = "изменения записей"
_OUTCOMES = {
    "shown": "показано",
    "cached": "показано из кэша",
    "done": "выполнено",
    "refused": "отказано",
    "missing": "не найдено",
    "failed": "ошибка",
}


def moment(value: datetime) -> str:
    """«26.11.2026 01:05:09» by the office's clock."""
    return f"{value.astimezone():%d.%m.%Y %H:%M:%S}"


def who(row: AuditRow) -> str:
    """The viewer by organisation: no person is known."""
    if row.viewer is None:
        return COMMAND if row.request == "cli" else NOBODY
    return g.capital(actor(row.viewer))


def done(row: AuditRow) -> str:
    """What was done."""
    return (READING if row.source == "reading" else CHANGES).get(row.action, row.action)


def what(row: AuditRow) -> str:
    """Its object: an address, a command, a record by its kind."""
    if row.source == "reading":
        return row.what
    kind, _, number = row.what.partition("/")
    return f"{KINDS[kind].one if kind in KINDS else kind} №{g.NBSP}{number}"


def district(row: AuditRow) -> str:
    """Name of the district, «город» for the whole city; «» for none."""
    if row.district == CITY:
        return WHOLE_CITY
    known = by_code().get(row.district or "")
    return known.name if known else row.district or ""


def outcome(row: AuditRow) -> str:
    """How it ended."""
    return _OUTCOMES.get(row.outcome, row.outcome)


def cells(row: AuditRow) -> tuple[str, ...]:
    """The row in words, as ``COLUMNS``."""
    return (
        moment(row.at), who(row), row.account or "", done(row), what(row), row.school or "", district(row),
        outcome(row), "" if row.publication is None else str(row.publication), row.request or "",
    )  # fmt: skip


def codes(row: AuditRow) -> tuple[str, ...]:
    """The codes behind the words, as ``CODE_COLUMNS``."""
    number = "" if row.school_id is None else str(row.school_id)
    return row.viewer or "", row.action, number, row.district or "", row.outcome


def count(trail: AuditTrail) -> str:
    """«Записей 1 240, показаны с 201-й по 400-ю»."""
    if not trail.rows:
        return EMPTY
    first, last = trail.offset + 1, trail.offset + len(trail.rows)
    return f"Записей: {g.number(trail.total)}; показаны {g.number(first)}–{g.number(last)}, новые сверху."


def file_name() -> str:
    """Name of an export without its ending."""
    return f"Журнал_обращений_{datetime.now(UTC).astimezone():%Y-%m-%d}"
