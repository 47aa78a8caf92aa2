"""The briefing of a school whose results the viewer may see."""

from collections.abc import Sequence

from layouts.briefings import cells, lists
from layouts.briefings.frame import Frame
from layouts.briefings.school_case import case_section, partners_section
from layouts.briefings.school_results import changes_section, marks_section, trajectories_section
from layouts.texts import answers as answer_words
from layouts.texts import approved as approved_words
from layouts.texts import briefing as words
from layouts.texts import confidence, masking, rules, statuses
from layouts.texts import grammar as g
from layouts.texts import groups as group_words
from layouts.texts import objectivity as sign_words
from layouts.texts import school as school_words
from layouts.texts import similar as similar_words
from monitoring.districts import by_code
from monitoring.first_looks import of_school
from monitoring.indicators import INDICATORS
from monitoring.procedures import assessment_short
from monitoring.records.values import text
from monitoring.reports.approved import ApprovedList
from monitoring.reports.briefing import Block, Briefing, Cell, Column, Items, KeyFigure, Paragraph, Section, Table
from monitoring.reports.case import SchoolCase
from monitoring.reports.school import Evidence, SchoolReport
from monitoring.reports.similar import Criterion


def school_briefing(report: SchoolReport, case: SchoolCase, approved: ApprovedList | None, frame: Frame) -> Briefing:
    """``case``: the school's records; ``approved``: the list that КО approved for the year."""
    selection, card = frame.selection, report.card
    years = sorted({point.year for point in report.results})
    place = by_code()[card.district].title
    return frame.briefing(
        scope="school",
        key=str(card.id),
        name=card.name,
        path=f"/school/{card.id}",
        subject=words.school_subject(card, selection),
        finding=school_words.headline(report, selection.method, selection.year),
        lead=f"{card.full_name}. {place} · {school_words.lead(report)}",
        figures=_figures(report),
        sections=(
            _first(report, approved, frame),
            _why(report, case, frame),
            trajectories_section(report, frame),
            changes_section(report.dynamics, frame),
            marks_section(report.comparison, frame),
            _similar(report, frame),
            partners_section(report, frame),
            case_section(case, frame),
            _signs(report, case, frame),
            _context(report, frame),
            _unknown(report),
            *lists.closing(frame, years),
        ),
    )


def _figures(report: SchoolReport) -> tuple[KeyFigure, ...]:
    found = [KeyFigure(words.YEARS, g.number(report.years_listed), report.years_listed)]
    latest = [item for item in report.evidence if item.rule == "year-1" and item.counts]
    if latest:
        low = sum(item.low for item in latest)
        found.append(KeyFigure("Низких результатов", g.number(low), low, f"из {g.number(len(latest))}"))
    if report.probability is not None:
        word = confidence.word(report.status, report.probability)
        shown = confidence.percent(report.probability)
        whole = confidence.whole_percent(report.probability)
        found.append(
            KeyFigure(
                "Вероятность", shown, whole, note=f"соответствия правилу: {word}" if word else "соответствия правилу"
            )
        )
    overall = report.dynamics.overall
    if overall is not None:
        found.append(
            KeyFigure("Доля низких за год", g.percent(overall.after, 1), round(overall.after, 1),
                      note=f"{g.signed(overall.change, 1)}{g.NBSP}п.п. к прежним годам")
        )  # fmt: skip
    active = sum(item.status == "active" for item in report.partnerships)
    found.append(KeyFigure("Партнёрств", g.number(active), active, note="действующих"))
    return tuple(found)


def _first(report: SchoolReport, approved: ApprovedList | None, frame: Frame) -> Section:
    known = bool(report.evidence or report.dynamics.series)
    blocks: list[Block] = [lists.looks(of_school(report, frame.selection.year), known=known)]
    if report.groups:
        blocks.append(Paragraph(f"{group_words.SCHOOL_TITLE}: {group_words.names(report.groups)}."))
    if approved is not None:
        blocks.append(Paragraph(approved_words.of_school(approved, report.card.id)))
    return Section("first", words.FIRST, "", tuple(blocks))


def _why(report: SchoolReport, case: SchoolCase, frame: Frame) -> Section:
    """The place in the list by years, and the results that the rule looks at."""
    method = frame.selection.method
    blocks: list[Block] = []
    if any(item.status != "no-listing" for item in report.memberships):
        columns = tuple(Column(g.year(item.year), width=1.0) for item in report.memberships)
        row = tuple(
            cells.said(statuses.name(item.status), "strong" if item.status in statuses.IN_LIST else "")
            for item in report.memberships
        )
        blocks.append(Table("membership", school_words.MEMBERSHIP_TITLE, columns, (row,), source=frame.source))
    title = school_words.why_title(report.status)
    if method.kind == "conditions":
        said = rules.NO_INDEX if report.conditions is None else rules.index_sentence(report.conditions)
        blocks += [Paragraph(said), Paragraph(rules.INDEX_EXPLAINED, "quiet")]
        return Section("why", words.WHY, "", tuple(blocks))
    if not report.evidence:
        return Section("why", words.WHY, "", (*blocks, Paragraph(school_words.NO_EVIDENCE)))
    if grounds := school_words.grounds_sentence(report.grounds):
        blocks.append(Paragraph(grounds))
    chance = report.probability
    if chance is not None and (report.status in statuses.IN_LIST or confidence.at_risk(report.status, chance)):
        blocks.append(Paragraph(confidence.school_line(report.status, chance)))
    blocks.append(_evidence(report.evidence, title, frame))
    if compared := rules.clusters(report.evidence):
        blocks.append(Paragraph(compared, "quiet"))
    if any(not item.counts for item in report.evidence):
        blocks.append(Paragraph(school_words.why_small(method), "quiet"))
    answers = _answers(case, "ground")
    if answers:
        blocks.append(answers)
    return Section("why", words.WHY, "", tuple(blocks))


def _evidence(items: Sequence[Evidence], title: str, frame: Frame) -> Table:
    method = frame.selection.method
    quartile = method.kind == "quartile"
    names = ("Год", "Доля, %", "Кластер, %" if quartile else "Порог, %", "n")
    columns = (
        Column("Процедура", width=2.0), *(Column(name, numeric=True) for name in names),
        Column("Больше" if quartile else "Низкая", width=1.0),
    )  # fmt: skip
    rows = []
    for item in sorted(items, key=lambda entry: -entry.year):
        value = g.number(item.value, 1)
        if quartile and item.lower is not None:
            value = f"{value} (от {g.number(item.lower, 1)})"
        threshold = g.number(item.threshold, 1) if quartile else g.short(item.threshold)
        rows.append(
            (
                cells.said(assessment_short(item.procedure, item.subject, item.grade)),
                cells.said(g.year(item.year)),
                Cell(value, round(item.value, 2), "strong" if item.low else ""),
                Cell(threshold, round(item.threshold, 2)),
                cells.count(item.n),
                cells.said(school_words.low_word(item), "late" if item.low else "quiet"),
            )
        )
    return Table(
        "evidence", title, columns, tuple(rows), note=rules.why_note(method, items), source=frame.source
    )  # fmt: skip


def _answers(case: SchoolCase, about: str) -> Items | None:
    """What the school has answered to its grounds or signs."""
    found = [
        f"{g.capital(answer_words.about(item))}. {answer_words.head(item)}{text(item.values, 'words') or ''}"
        for item in case.answers_to(about).values()
    ]
    return Items(tuple(found)) if found else None


def _similar(report: SchoolReport, frame: Frame) -> Section | None:
    found = report.similar
    if found is None:
        return None
    said = Paragraph(similar_words.expectation(found))
    if not found.count:
        return Section("similar", words.SIMILAR, "", (Paragraph(similar_words.NO_PASSPORT), said))
    columns = (
        Column(similar_words.CRITERION_HEAD, width=2.0), Column(similar_words.OWN_HEAD, numeric=True),
        Column(similar_words.SIMILAR_HEAD, numeric=True), Column(similar_words.CITY_HEAD, numeric=True),
    )  # fmt: skip
    result = (
        cells.said(similar_words.SHARE_ROW, "strong"),
        *(
            Cell(similar_words.share(item), None if item.value is None else round(item.value, 1))
            for item in (found.own, found.similar, found.city)
        ),
    )
    table = Table(
        "similar", similar_words.CRITERIA_TITLE, columns, tuple(map(_criterion, found.criteria)), (result,),
        note=similar_words.note(found), source=frame.source,
    )  # fmt: skip
    blocks: tuple[Block, ...] = (said, table)
    if scope := similar_words.scope(found):
        blocks += (Paragraph(scope, "quiet"),)
    heading = similar_words.heading(found)
    return Section("similar", words.SIMILAR, "" if heading == similar_words.TITLE else heading, blocks)


def _criterion(item: Criterion) -> tuple[Cell, ...]:
    def amount(value: float | None) -> Cell:
        digits = 1 if INDICATORS[item.code].unit == "%" else 0
        return cells.NOTHING if value is None else Cell(similar_words.amount(item.code, value), round(value, digits))

    own = cells.said(similar_words.UNKNOWN, "quiet") if item.own is None else amount(item.own)
    mean = cells.said(masking.hidden(item), "quiet") if item.masked else amount(item.similar)
    return cells.said(similar_words.criterion(item.code)), own, mean, amount(item.city)


def _signs(report: SchoolReport, case: SchoolCase, frame: Frame) -> Section | None:
    found = report.objectivity
    if found is None:
        return None
    year = frame.selection.year
    told = found.of_list(year)
    finding = sign_words.finding(found, year) if found.signs else sign_words.NO_SIGNS
    blocks: list[Block] = []
    if told:
        blocks.append(Items(tuple(sign_words.sentence(sign) for sign in told)))
    answers = _answers(case, "marker")
    if answers:
        blocks.append(answers)
    blocks.append(Paragraph(sign_words.rule(found), "quiet"))
    return Section("signs", words.SIGNS, finding, tuple(blocks))


def _context(report: SchoolReport, frame: Frame) -> Section | None:
    if not report.context or (report.similar and report.similar.criteria):
        return None  # The same stands beside the similar schools.
    columns = (
        Column("Показатель", width=2.0), Column("Школа", numeric=True), Column("Город", numeric=True),
        Column("Школ с данными", numeric=True),
    )  # fmt: skip
    rows = []
    for item in report.context:
        indicator = INDICATORS[item.code]
        digits = 1 if indicator.unit == "%" else 0
        own = cells.said("не указано", "quiet") if item.value is None else cells.number(item.value, digits)
        name = cells.said(f"{indicator.name}, {indicator.unit}")
        rows.append((name, own, cells.number(item.city, digits), cells.count(item.schools)))
    note = school_words.context_note(report.context)
    table = Table("context", school_words.CONTEXT_TITLE, columns, tuple(rows), note=note, source=frame.source)
    return Section("context", words.CONDITIONS, "", (table,))


def _unknown(report: SchoolReport) -> Section | None:
    sentences = school_words.unknown(report)
    if not sentences:
        return None
    return Section("unknown", words.UNKNOWN, "", (Items(tuple(map(g.capital, sentences))),))
