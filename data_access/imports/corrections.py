"""Correcting the numbers of a quarantined row: read as cells of a file are, checked as rows are; the row stays open."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Integer, select, update

from data_access import clock, walls
from data_access.imports import cells, held_rows
from data_access.imports.cells import Unreadable
from data_access.imports.datasets import PARTS
from data_access.imports.formats.base import SUM_TOLERANCE
from data_access.imports.held_rows import Held
from data_access.imports.quarantine import CannotConfirm
from data_access.imports.records import FIS_OKO
from data_access.imports.schools import SchoolIndex
from data_access.schema import quarantine
from data_access.writing import writing
from monitoring.indicators import INDICATORS

_SCORES = ("mean_score", "median_score")
_COLUMNS = {
    "marks": ("participants", "pct_2", "pct_3", "pct_4", "pct_5"),
    "bands": (
        "participants", "below_minimum", "band_minimum_60", "band_61_80", "band_81_100", "below_minimum_count",
        "count_80_99", "count_100", *_SCORES,
    ),
    "means": ("participants", *_SCORES),
    "comparison": (
        "participants", "lowered_pct", "confirmed_pct", "raised_pct", "lowered_n", "confirmed_n", "raised_n",
    ),
    "context": tuple(INDICATORS),
}  # fmt: skip
_WHOLES = {
    "marks": ("pct_2", "pct_3", "pct_4", "pct_5"),
    "bands": ("below_minimum", "band_minimum_60", "band_61_80", "band_81_100"),
    "comparison": ("lowered_pct", "confirmed_pct", "raised_pct"),
}
"""Shares that make 100 % together, by form."""
TITLES = {
    "participants": "Участников",
    **{f"pct_{mark}": f"Отметка {mark}, %" for mark in (2, 3, 4, 5)},
    "below_minimum": "Ниже минимума, %",
    "band_minimum_60": "Минимум–60, %",
    "band_61_80": "61–80, %",
    "band_81_100": "81–100, %",
    "below_minimum_count": "Не преодолели порог, чел.",
    "count_80_99": "80–99 баллов, чел.",
    "count_100": "100 баллов, чел.",
    "mean_score": "Средний балл",
    "median_score": "Медиана",
    "lowered_pct": "Понизили, %",
    "confirmed_pct": "Подтвердили, %",
    "raised_pct": "Повысили, %",
    "lowered_n": "Понизили, чел.",
    "confirmed_n": "Подтвердили, чел.",
    "raised_n": "Повысили, чел.",
    "low_share": "Доля низких, %",
    "shares": "Распределение баллов, %",
    "subjects": "Предметы",
    "status": "Статус",
    "ended_on": "Окончание",
    "agreement_number": "Номер соглашения",
    "agreement_date": "Дата соглашения",
    "coordinator_post": "Должность координатора",
    "activities": "Совместных мероприятий",
    "last_activity_on": "Последнее мероприятие",
    "done_on": "Дата выполнения",
    "evidence": "Основание",
    **{code: indicator.name for code, indicator in INDICATORS.items()},
}
"""Columns of imported rows in Russian."""
_REQUIRED = {"marks": ("participants",), "comparison": ("participants",), "means": ("mean_score",)}


class CannotCorrect(CannotConfirm):
    """Nothing was corrected; the message says which number is wrong and why, in Russian."""


def correctable(form: str) -> tuple[str, ...]:
    """Columns of a row of this form that the analyst may correct, in the order of the table; none for other forms."""
    return _COLUMNS.get(form, ())


def title_of(name: str) -> str:
    """The column in Russian."""
    return TITLES[name]


def correct(
    engine: Engine, row_id: int, values: Mapping[str, str], *, reason: str, role: str, now: datetime | None = None
) -> None:
    """Puts the given numbers (column → text as typed) into an open row. Raises ``CannotCorrect``.

    The row as it was read stays beside it, and what was changed is written into its decision.
    """
    with writing(engine) as connection:
        walls.declare_system(connection)
        row = held_rows.held(connection).get(row_id)
        if row is None:
            raise CannotCorrect("Такой строки среди открытых нет: её уже разобрали.")
        after = _corrected(row, values)
        changes = [f"{title_of(name)}: {_shown(row.values.get(name))} → {_shown(after[name])}" for name in values
                   if after[name] != row.values.get(name)]  # fmt: skip
        if not changes:
            raise CannotCorrect("Ни одно число не изменено.")
        table = quarantine.c
        found = connection.execute(select(table.record, table.decision).where(table.id == row_id)).one()
        told = f"Исправлено ({reason}): {'; '.join(changes)}."
        record = {**found.record, "values": {**found.record["values"], **{name: after[name] for name in values}}}
        connection.execute(
            update(quarantine)
            .where(table.id == row_id)
            .values(
                record=record,
                decision=" ".join(filter(None, (found.decision, told))),
                decided_by=role,
                decided_at=now or clock.now(),
            )
        )


def candidates(index: SchoolIndex, rows: Iterable[Held]) -> dict[int, tuple[int, ...]]:
    """Schools that fit a row equally, by row; rows whose school is merely unknown have none."""
    found = {}
    for row in rows:
        if row.side == "school":
            match = index.match(row.ref, login_first=row.kind in FIS_OKO)
            if match.candidates:
                found[row.id] = match.candidates
    return found


def _corrected(row: Held, values: Mapping[str, str]) -> dict[str, Any]:
    allowed = correctable(row.scope.form)
    after = dict(row.values)
    for name, text in values.items():
        if name not in allowed:
            raise CannotCorrect("Эта строка исправляется в файле: загрузите исправленный файл.")
        try:
            after[name] = _read(row.scope.form, name, text)
        except Unreadable as error:
            raise CannotCorrect(f"{title_of(name)}: {error}.") from error
        if after[name] is None and name in _REQUIRED.get(row.scope.form, ()):
            raise CannotCorrect(f"{title_of(name)}: пустым это число быть не может.")
    shares = [after.get(name) for name in _WHOLES.get(row.scope.form, ())]
    known = [share for share in shares if share is not None]
    if known and len(known) == len(shares) and abs(sum(known) - 100) > SUM_TOLERANCE + 1e-9:
        raise CannotCorrect(f"Доли в сумме {_shown(round(sum(known), 2))} % вместо 100 ± 1.")
    return after


def _read(form: str, name: str, text: str) -> float | None:
    if form == "context":
        indicator = INDICATORS[name]
        if indicator.unit != "%":
            return cells.count(text, int(indicator.maximum))
        return cells.bounded(text, indicator.minimum, indicator.maximum)
    if isinstance(PARTS[form][0].table.c[name].type, Integer):
        return cells.count(text)
    return cells.percent(text)


def _shown(value: float | None) -> str:
    return "пусто" if value is None else f"{value:g}".replace(".", ",")
