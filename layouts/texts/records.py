"""Words of records: one in a line, its history, the messages of its form."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from layouts.texts import answers, troubles
from layouts.texts import grammar as g
from layouts.texts.actors import actor
from monitoring.records.fields import Field, shown
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.reports.records import HistoryEntry, Record, RecordFile

RECORDS = "Записи"
BACK, CANCEL, TO_LIST = "Вернуться", "Не сохранять", "Все записи этого вида"
SAVE, END, REASON = "Сохранить", "Закрыть запись", "Почему запись закрывается"
END_SUMMARY = "Закрыть запись"
END_NOTE = "Запись не удаляется: она выходит из списков и остаётся в истории."
SAVED = "Сохранено"
SAVING = "Сохраняется…"
NO_ANSWER = "Ответа от сервера нет. Набранное осталось на странице: проверьте связь и сохраните ещё раз."
REQUIRED = "обязательное поле"
HISTORY_TITLE, FILES_TITLE, FORM_TITLE = "История записи", "Файлы", "Изменить"
NOTHING = "—"
READ_ONLY = "Эту запись ведёт другая организация: вам она открыта для чтения."
ENDED = "Запись закрыта"
NO_FILES = "Файлов нет."
FILE_LABEL, FILE_SEND = "Добавить файл", "Приложить"
FILE_HINT = (
    "PDF, DOCX, XLSX, PPTX, ODT, ODS, JPEG или PNG, до 20 МБ. Тип проверяется по содержимому. Без персональных данных."
)
FILE_END = "Снять"
CHOOSE, NOT_CHOSEN = "— выберите —", "— не указано —"
_MOSCOW = timezone(timedelta(hours=3))


def new_title(kind: Kind) -> str:
    """«Новая запись: меры и управленческие решения»."""
    return f"Добавить {kind.one}"


def title(kind: Kind, record: Record) -> str:
    """«Меры и управленческие решения: запись 12»."""
    return f"{kind.title}: запись {record.id}"


def line(record: Record) -> str:
    """One record in a line: «Занятия по математике, выполнено»."""
    kind = KINDS[record.kind]
    parts = [value(kind.field(name), record) for name in kind.line]
    return g.unbroken(", ".join(part for part in parts if part) or f"запись {record.id}")


def value(field: Field, record: Record) -> str:
    """The value of a field in words, «» for nothing."""
    found = record.values.get(field.name)
    if field.type == "school" and isinstance(found, int):
        return record.schools.get(found, str(found))
    if isinstance(found, str) and field.name in {"reference", "ground"}:
        return answers.reference(str(record.values.get("about") or "ground"), found)
    return shown(field, found)


def moment(at: datetime) -> str:
    """«15.11.2025, 12:30» by Moscow time."""
    return f"{at.astimezone(_MOSCOW):%d.%m.%Y, %H:%M}"


def done(entry: HistoryEntry) -> str:
    """What was done: «ИМЦ Невского района: изменено»."""
    words = {
        "create": "запись заведена", "change": "изменено", "end": "запись закрыта", "file": "приложен файл",
        "file-end": "файл снят",
    }  # fmt: skip
    origin = "" if entry.origin == "form" else f" ({entry.origin})"
    return f"{actor(entry.actor)}: {words.get(entry.action, entry.action)}{origin}"


def changes(kind: Kind, entry: HistoryEntry, schools: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """Field, before, after; of a record just made only what was filled in. ``schools``: names by id."""
    before = entry.before or {}
    found = []
    for name, after in entry.after.items():
        field = next((field for field in kind.fields if field.name == name), None)
        label = field.label if field else _OTHER.get(name, name)
        found.append((label, _stored(field, before.get(name), schools), _stored(field, after, schools)))
    return found


_OTHER = {"end_reason": "Причина", "file": "Файл"}


def _stored(field: Field | None, raw: object, schools: Mapping[int, str] | None = None) -> str:
    if raw is None:
        return NOTHING
    if schools and isinstance(raw, int) and field is not None and field.type == "school":
        return schools.get(raw, str(raw))
    return shown(field, raw) if field else str(raw)


def refused(count: int) -> str:
    """The heading over what is to be mended."""
    return f"Не сохранено: исправьте {g.counted(count, 'поле', 'поля', 'полей')}"


REFUSED_WHOLE = "Не сохранено"
DENIED = "Не сохранено: эту запись ведёт другая организация."
GONE = "Не сохранено: записи больше нет."


def failed(number: str, trouble: str | None = None) -> str:
    """The server failed; the log has the rest under the number, ``trouble`` is its cause where that is known."""
    if trouble is not None:
        return troubles.not_saved(trouble, number)
    return f"Не сохранено: сбой в системе. Набранное осталось на странице. Номер в журнале: {number}."


def conflict(at: datetime, who: str) -> str:
    """Another writer came between."""
    return (
        f"Пока вы заполняли форму, запись изменили: {actor(who)}, {moment(at)}. Ваш текст остался в полях. "
        "Проверьте отличия и сохраните ещё раз: будет записано то, что изменили вы."
    )


def conflict_line(field: Field, raw: object) -> str:
    """What stands now in a field that the other writer has changed."""
    return f"{field.label}: теперь «{_stored(field, raw)}»"


def saved_line(record: Record) -> str:
    """Success, with the number of the revision."""
    return f"{SAVED}: {moment(record.changed_at)}, редакция {record.revision}."


def ended_line(record: Record) -> str:
    """Why and when the record was ended."""
    assert record.ended_at is not None
    return f"{ENDED} {moment(record.ended_at)}: {record.end_reason}"


def file_line(file: RecordFile) -> str:
    """Size, who and when."""
    return f"{size(file.size)}, {actor(file.added_by)}, {moment(file.added_at)}"


def size(count: int) -> str:
    """«1,2 МБ»."""
    if count < 1024 * 1024:
        return f"{g.number(max(1, round(count / 1024)))} КБ"
    return f"{g.number(count / 1024 / 1024, 1)} МБ"


def limits(field: Field, hints: Mapping[str, str]) -> str:
    """The hint under a field: its own, and its bounds."""
    parts = [part for part in (field.hint, hints.get(field.name, "")) if part]
    if field.type == "words":
        parts.append(f"до {g.number(field.most)} знаков")
    if field.type == "number" and field.highest < 1_000_000:
        parts.append(f"от {g.number(field.lowest)} до {g.number(field.highest)}")
    return "; ".join(parts)
