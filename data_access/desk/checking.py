"""The dry run of a file on the desk, and its import: the same functions as the commands use, told as a report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, select

from data_access.desk import mappings
from data_access.desk.folder import Desk
from data_access.imports import cells
from data_access.imports.corrections import TITLES
from data_access.imports.detect import FORMATS, detect, nearest
from data_access.imports.differences import Change, Difference
from data_access.imports.findings import LISTED, Finding, Refused
from data_access.imports.options import Options
from data_access.imports.run import import_source
from data_access.imports.source import Sheet, Source
from data_access.imports.store import ImportOutcome
from data_access.schema import school
from monitoring.districts import by_code
from monitoring.reports.desk import (
    CellChange,
    Check,
    DatasetChange,
    FileColumn,
    FileKind,
    LayoutField,
    SavedMapping,
    Told,
    Upload,
)

_SCORES = "score_"


@dataclass(frozen=True, slots=True)
class Setting:
    """What every check and import needs beside the file."""

    desk: Desk
    engine: Engine
    boundaries: Path
    now: datetime


def file_kinds() -> tuple[FileKind, ...]:
    """Kinds of files with their fields; of many alike (one a score) none, they are not chosen one by one."""
    return tuple(_file_kind(module) for module in FORMATS.values())


def check(setting: Setting, item: Upload) -> tuple[Check, bool]:
    """What importing the file would do, and whether it is refused. Nothing is stored."""
    try:
        source = _source(setting, item)
    except Refused as refused:
        return Check("", "", **_told(refused.findings, refused.rest)), True
    with setting.engine.connect() as connection:
        names = _school_names(connection)
        applied = _applied(connection, item, source)
    options = _options(item, applied, dry_run=True)
    view = _view(source, options)
    mapped: dict[str, Any] = {"mapped_by": applied.name, "mapping": dict(applied.mapping)} if applied else {}
    try:
        outcome = import_source(
            setting.engine, source, options, role=item.by, now=setting.now, boundaries=setting.boundaries
        )
    except Refused as refused:
        kind = options.kind if options.kind in FORMATS else _kind_of(source, options)
        title = FORMATS[kind].TITLE if kind else ""
        return Check(kind, title, **_told(refused.findings, refused.rest), **view, **mapped), True
    return _report(outcome, names, view | mapped), False


def bring_in(setting: Setting, item: Upload) -> ImportOutcome:
    """Stores the file whole; Refused with its findings and nothing stored. Keeps its mapping where it is named."""
    source = _source(setting, item)
    outcome = import_source(
        setting.engine, source, _options(item, None, dry_run=False), role=item.by, now=setting.now,
        boundaries=setting.boundaries,
    )  # fmt: skip
    if item.save_as and item.mapping:
        sheet = source.sheets[0]
        mark = mappings.fingerprint(sheet)
        mappings.save(
            setting.engine, mark, name=item.save_as, kind=outcome.kind, mapping=item.mapping, by=item.by,
            now=setting.now,
        )  # fmt: skip
    return outcome


def _source(setting: Setting, item: Upload) -> Source:
    return Source.of(item.name, setting.desk.content(item.sha256).read_bytes())


def _applied(connection: Connection, item: Upload, source: Source) -> SavedMapping | None:
    """The saved mapping for a file that is not understood without one, and of which nothing was chosen by hand."""
    if item.mapping or (item.kind and (item.check is None or not item.check.mapped_by)):
        return None
    try:
        detect(source, _options(item, None, dry_run=True))
    except Refused:
        sheet = source.sheets[0]
        return mappings.offered(connection, mappings.fingerprint(sheet))
    return None


def _options(item: Upload, applied: SavedMapping | None, *, dry_run: bool) -> Options:
    kind, mapping = (applied.kind, applied.mapping) if applied else (item.kind, item.mapping)
    return Options(kind, dict(mapping), item.year, item.procedure, dry_run)


def _kind_of(source: Source, options: Options) -> str:
    try:
        kind: str = detect(source, options).KIND
    except Refused:
        return ""
    return kind


def _file_kind(module: ModuleType) -> FileKind:
    layout = module.LAYOUTS[0]
    fields = tuple(
        LayoutField(item.name, TITLES.get(item.name, item.title), item.required)
        for item in layout.fields
        if not item.name.startswith(_SCORES) and item.pattern is None
    )
    return FileKind(module.KIND, module.TITLE, fields, layout.one_of)


def _view(source: Source, options: Options) -> dict[str, Any]:
    """The header of the first sheet as it stands, for choosing columns, and the kind that the file comes nearest to."""
    sheet = source.sheets[0]
    near = nearest(sheet, options.mapping)
    index = _header_index(sheet, options)
    return {
        "sheet": sheet.name,
        "header_row": index + 1,
        "columns": _columns(sheet, index),
        "fingerprint": mappings.fingerprint(sheet),
        "nearest": near[0].KIND if near else "",
    }


def _header_index(sheet: Sheet, options: Options) -> int:
    modules = [FORMATS[options.kind]] if options.kind in FORMATS else list(FORMATS.values())
    for module in modules:
        for layout in module.LAYOUTS:
            found = layout.header_row(sheet.head, options.mapping)
            if found is not None:
                return int(found)
    return sheet.heading_row


def _columns(sheet: Sheet, index: int) -> tuple[FileColumn, ...]:
    below = sheet.rows[index + 1 : index + 40]
    found = []
    for position, cell in enumerate(sheet.rows[index]):
        heading = cells.text(cell)
        if heading:
            values = (cells.text(row[position]) for row in below if position < len(row))
            found.append(FileColumn(heading, next(filter(None, values), "")[:60]))
    return tuple(found)


def _told(findings: Iterable[Finding], rest: int = 0) -> dict[str, Any]:
    listed = list(findings)
    told = tuple(Told(item.sheet, item.row, item.column, item.message, item.mend) for item in listed[:LISTED])
    return {"findings": told, "rest": rest + len(listed) - len(told)}


def _report(outcome: ImportOutcome, names: Mapping[int, str], more: Mapping[str, Any]) -> Check:
    return Check(
        kind=outcome.kind,
        title=outcome.title,
        rows_read=outcome.rows_read,
        rows_stored=outcome.rows_stored,
        rows_quarantined=outcome.rows_quarantined,
        synthetic=outcome.synthetic,
        unchanged=outcome.unchanged,
        changes=tuple(_change(item, names) for item in outcome.differences),
        published=tuple(_change(item, names) for item in outcome.published),
        ignored=outcome.ignored,
        **_told(outcome.findings),
        **more,
    )


def _change(item: Difference, names: Mapping[int, str]) -> DatasetChange:
    form = item.dataset.partition(":")[0]
    return DatasetChange(
        title=item.title,
        before=item.before,
        after=item.after,
        added=item.added,
        changed=item.changed,
        unchanged=item.unchanged,
        absent=item.carried,
        examples=tuple(_cell(change, form, names) for change in item.examples),
        added_rows=tuple(_row(key, form, names) for key in item.fresh),
        absent_rows=tuple(_row(key, form, names) for key in item.absent),
    )


def _cell(change: Change, form: str, names: Mapping[int, str]) -> CellChange:
    title = TITLES.get(change.column, change.column)
    return CellChange(_row(change.key, form, names), title, _shown(change.before), _shown(change.after))


def _row(key: tuple[object, ...], form: str, names: Mapping[int, str]) -> str:
    if form == "plan":
        number, place = key
        district = by_code().get(str(place))
        return f"пункт {number}, {district.title if district else 'город'}"
    schools = [names.get(part, str(part)) for part in key if isinstance(part, int)]
    return " — ".join(schools)


def _shown(value: object) -> str:
    if value is None:
        return "пусто"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list | tuple):
        return "; ".join(map(_shown, value[:30]))
    return str(value)


def _school_names(connection: Connection) -> dict[int, str]:
    return {row.id: row.name for row in connection.execute(select(school.c.id, school.c.name))}


def refusal(item: Upload, refused: Refused) -> Check:
    """What was known of the file, with the findings for which it is refused now."""
    known = item.check or Check("", "")
    return replace(known, changes=(), published=(), **_told(refused.findings, refused.rest))
