"""Which format a file is, told by its content."""

from collections.abc import Mapping
from types import ModuleType

from data_access.imports.findings import Finding, Refused, refuse
from data_access.imports.formats import (
    exam_bands,
    exam_means,
    flat_marks,
    logins,
    mark_comparison,
    marks_statistics,
    partnerships,
    plan,
    points,
    register,
    score_distribution,
    social_passport,
)
from data_access.imports.options import Options
from data_access.imports.source import Sheet, Source

FORMATS: dict[str, ModuleType] = {
    module.KIND: module
    for module in (
        register,
        points,
        logins,
        marks_statistics,
        mark_comparison,
        score_distribution,
        flat_marks,
        exam_bands,
        exam_means,
        social_passport,
        partnerships,
        plan,
    )
}
"""Format modules by kind, in the order in which they are listed to the user."""


def detect(source: Source, options: Options | None = None) -> ModuleType:
    """The format module for a file: that of ``options.kind``, else the only one that knows the headers of all sheets.

    ``Refused`` when the kind is unknown, no format or several know the file, sheets are of different kinds, or a sheet
    is of none. Persons were refused when the file was opened.
    """
    options = options or Options()
    problems = options.problems()
    if problems:
        raise Refused([Finding(source.name, None, None, None, problem) for problem in problems])
    if options.kind is not None:
        if options.kind not in FORMATS:
            known = ", ".join(FORMATS)
            raise refuse(source.name, f"вид файла «{options.kind}» неизвестен", f"Есть виды: {known}")
        return FORMATS[options.kind]
    claims = {sheet.name: kinds_of(sheet, options.mapping) for sheet in source.sheets}
    kinds = sorted({kind for found in claims.values() for kind in found})
    if not kinds:
        raise Refused([_unknown(source, sheet, options) for sheet in source.sheets[:10]])
    if len(kinds) > 1:
        listed = "; ".join(
            f"лист «{name}»: {', '.join(claimed)}" if name else ", ".join(claimed)
            for name, claimed in claims.items()
            if claimed
        )
        raise refuse(
            source.name,
            f"вид файла неоднозначен ({listed})",
            "Оставьте в файле листы одного вида или укажите вид: --kind",
        )
    strangers = [sheet for sheet in source.sheets if not claims[sheet.name]]
    if strangers:
        raise Refused([_stranger(source, sheet, kinds[0]) for sheet in strangers[:10]])
    return FORMATS[kinds[0]]


def kinds_of(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> list[str]:
    """Kinds that know the header of a sheet."""
    return [kind for kind, module in FORMATS.items() if module.claims(sheet, mapping)]


def nearest(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> tuple[ModuleType, int, list[str]] | None:
    """The format that a sheet of no known format comes nearest to, the row (from 1) of what may be its header, and the
    titles of what it lacks."""
    best: tuple[float, ModuleType | None, int, list[str]] = (0.0, None, 0, [])
    for module in FORMATS.values():
        for layout in module.LAYOUTS:
            # Rows of data hold numbers that would pass for headings of marks and scores.
            row, matched = layout.closest(sheet.head[: sheet.heading_row + 1], mapping)
            if matched < 2:
                continue
            lacking = layout.missing(layout.columns(sheet.head[row], mapping))
            nearness = matched / (matched + len(lacking))
            if lacking and nearness > best[0]:
                best = (nearness, module, row + 1, lacking)
    return None if best[1] is None else (best[1], best[2], best[3])


def _unknown(source: Source, sheet: Sheet, options: Options) -> Finding:
    """What is known of a sheet that no format knows: the format that comes nearest and what it lacks."""
    near = nearest(sheet, options.mapping)
    name = sheet.name or None
    if near is not None:
        module, row, lacking = near
        return Finding(
            source.name,
            name,
            row,
            None,
            f"вид файла не распознан; похоже на «{module.TITLE}», но нет столбцов: {', '.join(lacking)}",
            "Исправьте заголовки или укажите соответствие: --map поле=столбец",
        )
    known = ", ".join(module.TITLE for module in FORMATS.values())
    return Finding(source.name, name, None, None, "вид файла не распознан", f"Система принимает: {known}")


def _stranger(source: Source, sheet: Sheet, kind: str) -> Finding:
    return Finding(
        source.name,
        sheet.name,
        None,
        None,
        f"лист не распознан, остальные листы — «{FORMATS[kind].TITLE}»",
        "Удалите лист из книги или исправьте его заголовок",
    )
