"""The analyst's desk in every state: files, work, quarantine, batches, origins."""

from datetime import UTC, datetime
from typing import Any

from layouts.data import Shown
from monitoring.reports.desk import (
    Batch,
    CellChange,
    Check,
    DatasetChange,
    DataState,
    FileColumn,
    FileKind,
    HeldNumber,
    HeldRow,
    Job,
    LayoutField,
    ListChange,
    PublicationLine,
    Quarantine,
    SavedMapping,
    Told,
    Upload,
)
from monitoring.reports.origins import Origin, SchoolOrigin, SchoolOrigins, SourceSheet, TerritoryOrigins

AT = datetime(2025, 11, 15, 9, 30, tzinfo=UTC)
KINDS = (
    FileKind(
        "flat-marks", "Отметки по школам, плоская таблица",
        (LayoutField("subject", "Предмет", True), LayoutField("pct_2", "Отметка 2, %", True),
         LayoutField("ogrn", "ОГРН", False)),
    ),
    FileKind("exam-means", "Средние баллы экзамена по школам", (LayoutField("mean", "Средний балл", True),)),
)  # fmt: skip
CHANGE = DatasetChange(
    "ВПР, математика, 6 класс, 2024/25, отметки", 606, 607, 1, 2, 30, 573,
    (CellChange("Школа № 118", "Отметка 2, %", "20", "21,5"),), ("Школа № 907",), ("Школа № 1", "Лицей № 30"),
)  # fmt: skip
COLUMNS = (FileColumn("Дисциплина", "Математика"), FileColumn("двоек, %", "21,5"), FileColumn("Рег. номер", ""))


def check(**others: Any) -> Check:
    """What a dry run of a sound file found."""
    found: dict[str, Any] = {
        "rows_read": 34, "rows_stored": 33, "rows_quarantined": 1, "changes": (CHANGE,), "columns": COLUMNS,
        "findings": (Told("Лист1", 32, None, "школа не найдена: «№ 9999»", "Укажите ОГРН"),), "header_row": 3,
        "sheet": "Лист1", "ignored": ("Лист1: Примечание района",), "fingerprint": "f" * 64,
    } | others  # fmt: skip
    return Check("flat-marks", "Отметки по школам, плоская таблица", **found)


def upload(
    state: Any = "checked", name: str = "Отметки ВПР по школам района за 2024-2025 год.xlsx", **others: Any
) -> Upload:
    """A file on the desk."""
    known = None if state == "received" else others.pop("check", check())
    return Upload(f"1{state}", name, "a" * 64, 12_400_000, AT, "analyst", state, check=known, **others)


def refused() -> Upload:
    """A file of unknown columns."""
    found = Check(
        "", "", findings=(Told(None, 3, None, "вид файла не распознан; нет столбцов: Предмет",
                               "Исправьте заголовки или укажите соответствие: --map поле=столбец"),),
        rest=7, columns=COLUMNS, header_row=3, nearest="flat-marks", fingerprint="f" * 64,
    )  # fmt: skip
    return upload("refused", check=found)


def job(kind: Any = "publish", state: Any = "running", **others: Any) -> Job:
    """Work that goes on or has ended."""
    ended = None if state in {"queued", "running"} else AT
    told: dict[str, Any] = {"step": "сводные показатели"} if ended is None else {"message": "Загружено файлов: 2."}
    return Job(f"{kind}-{state}", kind, "analyst:appo", AT, state, ended_at=ended, **(told | others))


def state(**others: Any) -> DataState:
    """What is stored: one file waits, one is published, one withdrawn."""
    batches = tuple(
        Batch(number, "flat-marks", "Отметки по школам, плоская таблица", f"файл {number}.xlsx", AT, "analyst", 606,
              605, 1, told, "a" * 64)
        for number, told in ((5, "waiting"), (4, "published"), (3, "former"), (2, "held"), (1, "withdrawn"))
    )  # fmt: skip
    lines = (
        PublicationLine(2, AT, "analyst", "current", 606, 57_475),
        PublicationLine(1, AT, None, "former", 606, 57_000),
    )
    saved = (SavedMapping(1, "Таблица района", "flat-marks", {"subject": "Дисциплина"}, AT, "analyst"),)
    whole: dict[str, Any] = {
        "token": "t", "current": 2, "waiting": batches[:1], "batches": batches, "batches_total": 132,
        "publications": lines, "held": 3, "mappings": saved,
    }  # fmt: skip
    return DataState(**(whole | others))


def shown(*, writable: bool = True, empty: bool = False, jobs: tuple[Job, ...] = ()) -> Shown:
    """The page «Данные»."""
    if empty:
        nothing = state(current=None, waiting=(), batches=(), batches_total=0, publications=(), held=0, mappings=())
        return Shown(nothing, (), (), frozenset(), KINDS, writable)
    lists = (
        ListChange("Два года", 2025, 45, 46, ("Школа № 118",), ()),
        ListChange("Нижняя четверть", 2025, None, 12),
    )
    preview = job("preview", "done", seen="t", lists=lists)
    files = (upload("received"), upload(), refused(), upload("imported", batch_id=5))
    return Shown(state(), files, (*jobs, preview), frozenset({"a" * 64}), KINDS, writable)


def quarantine(total: int = 60) -> Quarantine:
    """Rows of every reason."""
    schools = ((118, "Школа № 118 (Невский район)"), (907, "Лицей № 907 (Невский район)"))
    numbers = (HeldNumber("participants", "Участников", 30), HeldNumber("pct_2", "Отметка 2, %", 12.5))
    payload = {"ОО": "Школа № 9999", "2": "12,5"}
    rows = (
        HeldRow(1, 5, "файл.xlsx", "Лист1", 12, "unknown-school", "Школа не найдена: «№ 9999».", payload, schools[0],
                (), numbers, True, "Исправлено (опечатка): Участников: 3 → 30."),
        HeldRow(2, 5, "файл.xlsx", "Лист1", 13, "ambiguous-school", "Подходят две школы.", payload, None, schools,
                numbers, True),
        HeldRow(3, 5, "план.xlsx", None, 4, "conflict", "Пункт 6 описан по-разному.", {}, None, (), (), False),
    )  # fmt: skip
    return Quarantine(total, rows if total else (), schools if total else ())


def origins() -> SchoolOrigins:
    """Origins of every kind: with and without a sheet, through quarantine, of a passport."""
    common: dict[str, Any] = {"imported_at": AT, "by": "analyst"}
    rows = (
        Origin("marks", "vpr", "math", 6, 2025, 98, 48.0, None, "впр.xlsx", "МА 6", 12, 104, sha256="a" * 64, **common),
        Origin("means", "ege", "russian", 11, 2025, None, None, 61.5, "егэ.csv", "", 3, 105, confirmed=True, **common),
        Origin("comparison", "vpr", "math", 6, 2024, 98, None, None, "журнал.xlsx", None, 5, 90, **common),
        Origin("context", None, None, None, 2025, None, None, None, "паспорт.xlsx", "Лист1", 8, 12, **common),
    )
    return SchoolOrigins(2, AT, "analyst", rows)


def territory_origins(code: str = "nevsky", *, one: bool = False) -> TerritoryOrigins:
    """Sheets of every kind; with ``one`` those of one figure and the rows of its schools."""
    common: dict[str, Any] = {"imported_at": AT, "by": "analyst"}
    math = ("vpr", "math", 6, 2025)
    sheets = (
        SourceSheet("marks", *math, 4120, 52, "впр.xlsx", "МА 6", 2, 61, 104, sha256="a" * 64, **common),
        SourceSheet("marks", *math, 31, 1, "карантин", "", 13, 13, 108, confirmed=True, **common),
        SourceSheet("context", None, None, None, 2025, None, 52, "паспорт.xlsx", None, 8, 61, 12, **common),
    )
    rows = tuple(
        SchoolOrigin(number, f"Школа {number} (демо)", origin) for number, origin in enumerate(origins().rows[:2], 1)
    )
    return TerritoryOrigins(2, AT, "analyst", code, sheets[:2] if one else sheets, rows if one else ())
