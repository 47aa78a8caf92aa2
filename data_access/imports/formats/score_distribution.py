"""Distribution of primary scores (regional form): percent of participants at each score from 0 to the maximum."""

from collections.abc import Sequence

from data_access.imports import assessments, cells
from data_access.imports.assessments import AssessmentColumns
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout, of_row
from data_access.imports.options import Options
from data_access.imports.parsed import AssessmentFacts, Parsed, Row
from data_access.imports.source import Source
from data_access.imports.table import Table
from monitoring.procedures import AssessmentKey

KIND = "score-distribution"
TITLE = "Распределение первичных баллов"
MAX_SCORE = 200
LONGEST_NUMBER = 9
LAYOUT = Layout(
    fields=(
        assessments.PROCEDURE,
        assessments.YEAR,
        assessments.GRADE,
        assessments.SUBJECT,
        base.DISTRICT,
        base.OGRN,
        base.LOGIN,
        base.NAME,
        base.PARTICIPANTS,
        *(Field(f"score_{score}", (str(score),), required=score < 2) for score in range(MAX_SCORE + 1)),
    ),
    one_of=(("ogrn", "login", "name"),),
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has the scores 0, 1, … beside a subject and a school."""


def parse(source: Source, options: Options) -> Parsed:
    """Rows with participants and ``shares`` for the scores 0…maximum; the maximum is that of the assessment.

    Assessments of one file may have different maxima: columns beyond the maximum are empty in all their rows.
    """
    facts: dict[AssessmentKey, AssessmentFacts] = {}
    rows, ignored = base.read(source, LAYOUT, options, lambda table: _rows(table, options, facts))
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored, facts=facts)


def _rows(table: Table, options: Options, facts: dict[AssessmentKey, AssessmentFacts]) -> list[Row]:
    keys = AssessmentColumns(table, options, default_procedure="vpr").keys()
    participants = table.counts("participants", required=True)
    scores = _score_fields(table)
    shares = list(zip(*(table.percents(score) for score in scores), strict=True))
    maxima: dict[AssessmentKey | None, int] = {}
    for key, found in zip(keys, shares, strict=True):
        filled = len(found) - 1
        while filled and found[filled] is None:
            filled -= 1
        maxima[key] = max(filled, maxima.get(key, 0))
    rows = []
    for number, row, school, key, n, found in zip(
        table.numbers, table.rows, base.school_refs(table), keys, participants, shares, strict=True
    ):
        kept = list(found[: maxima[key] + 1])
        _check(table, number, row, scores, kept, n)
        if key is not None:
            facts[key] = AssessmentFacts(max_score=maxima[key])
        values = {"participants": n, "shares": kept if None not in kept else [share or 0.0 for share in kept]}
        rows.append(
            Row(
                table.sheet.name,
                number,
                school,
                values,
                key,
                key.year if key else None,
                headings=table.headings,
                cells=row,
            )
        )
    return rows


def _score_fields(table: Table) -> list[str]:
    """Fields of the score columns from 0 on; a gap among them is a finding."""
    there = [score for score in range(MAX_SCORE + 1) if f"score_{score}" in table.columns]
    gap = next((score for position, score in enumerate(there) if position != score), None)
    if gap is not None:
        table.note(table.header + 1, f"score_{gap}", f"перед баллом {gap} пропущен столбец", "Получите файл ещё раз")
    beyond = [
        heading
        for heading in of_row(table.sheet.rows[table.header])
        if heading.isdecimal() and (len(heading) > LONGEST_NUMBER or int(heading) > MAX_SCORE)
    ]
    if beyond:
        table.note(table.header + 1, None, f"балл {beyond[0]} больше {MAX_SCORE}", "Проверьте заголовки")
    return [f"score_{score}" for score in there]


def _check(
    table: Table,
    number: int,
    row: Sequence[cells.Cell],
    scores: Sequence[str],
    kept: Sequence[float | None],
    n: int | None,
) -> None:
    whole = None not in kept
    total = sum(kept) if whole else sum(share for share in kept if share is not None)  # type: ignore[arg-type]
    if (not n and not total) or (whole and abs(total - 100) <= base.SUM_TOLERANCE):
        return
    for score, share in zip(scores, kept, strict=False):
        if share is None and cells.is_blank(row[table.columns[score]]):
            table.note(number, score, "ячейка пуста", "Укажите процент; если таких нет, укажите 0")
            return
    if whole and abs(total - 100) > base.SUM_TOLERANCE + 1e-9:
        message = f"доли в сумме {total:.2f} %".replace(".", ",") + " вместо 100 ± 1"
        table.note(number, scores[0], message, "Проверьте проценты в строке")
