"""The table of schools in the list with the grounds of their place, and of those that have just left it."""

from collections.abc import Mapping, Sequence

from layouts.briefings import cells
from layouts.briefings.frame import Frame
from layouts.texts import briefing as words
from layouts.texts import confidence, rules, statuses
from layouts.texts import district as district_words
from layouts.texts import dynamics as change_words
from layouts.texts import grammar as g
from layouts.texts import objectivity as sign_words
from monitoring.districts import by_code
from monitoring.grounds import AnyGround
from monitoring.objectivity.signs import Sign, is_evidence
from monitoring.reports.briefing import Cell, Column, Table
from monitoring.reports.dynamics import ShareChange
from monitoring.reports.publication import Method
from monitoring.reports.school import ListedSchool, Partnership
from monitoring.reports.territory import PartnerName, SchoolRow


def of_city(items: Sequence[ListedSchool], partners: Mapping[int, Sequence[PartnerName]], frame: Frame) -> Table:
    """Schools of any district that the viewer may see, in the order given."""
    rows = [
        _row(
            place, item.name, item.status, item.grounds, item.probability, item.years_listed,
            partners.get(item.id, ()), item.signs, item.district,
        )
        for place, item in enumerate(items, 1)
    ]  # fmt: skip
    return _table(rows, any(item.probability is not None for item in items), frame, district=True)


def of_district(
    rows: Sequence[SchoolRow],
    signs: Mapping[int, Sequence[Sign]] | None,
    changes: Mapping[int, ShareChange],
    frame: Frame,
) -> Table:
    """Schools of one district, with the change of their shares where it is known."""
    found = [
        _row(
            place, row.name, row.status or "", row.grounds, row.probability, row.years_listed, row.partners,
            None if signs is None else signs.get(row.id, ()), None, changes.get(row.id) if changes else None,
            changed=bool(changes),
        )
        for place, row in enumerate(rows, 1)
    ]  # fmt: skip
    return _table(found, any(row.probability is not None for row in rows), frame, changed=bool(changes))


def _row(
    place: int,
    name: str,
    status: str,
    grounds: Sequence[AnyGround],
    probability: float | None,
    years: int,
    partners: Sequence[PartnerName],
    signs: Sequence[Sign] | None,
    district: str | None,
    change: ShareChange | None = None,
    *,
    changed: bool = False,
) -> dict[str, Cell]:
    return {
        words.NUMBER: cells.count(place, "quiet"),
        words.SCHOOL: cells.said(name, "strong", [by_code()[district].title] if district else []),
        words.DISTRICT: cells.said(by_code()[district].name if district else None),
        words.STATUS: cells.said(statuses.name(status), lines=[words.years_listed(years)] if years else []),
        words.REASON: _why(status, grounds, signs),
        words.SURE: _sure(status, probability),
        **({change_words.CHANGE: _changed(change)} if changed else {}),
        words.YEARS: cells.count(years or None),
        words.PARTNER: _partners(status, partners),
    }


_WIDTHS = {
    words.SCHOOL: 1.4, words.DISTRICT: 1.0, words.STATUS: 1.15, words.REASON: 3.75, words.SURE: 1.15,
    change_words.CHANGE: 1.25, words.PARTNER: 1.4,
}  # fmt: skip
_NUMERIC = {words.NUMBER, words.YEARS}
_SHEET_ONLY = {words.DISTRICT, words.YEARS}


def _table(
    rows: Sequence[Mapping[str, Cell]], sure: bool, frame: Frame, *, district: bool = False, changed: bool = False
) -> Table:
    names = [
        words.NUMBER, words.SCHOOL, *([words.DISTRICT] if district else []), words.STATUS, words.REASON,
        *([words.SURE] if sure else []), *([change_words.CHANGE] if changed else []), words.YEARS, words.PARTNER,
    ]  # fmt: skip
    columns = tuple(
        Column(name, name in _NUMERIC, _WIDTHS.get(name, 0.0), sheet_only=name in _SHEET_ONLY) for name in names
    )
    return Table(
        "schools", words.SCHOOLS, columns, tuple(tuple(row[name] for name in names) for row in rows),
        note=note(frame.selection.method, sure), source=frame.source,
    )  # fmt: skip


def note(method: Method, sure: bool) -> str:
    """What the grounds and the probability are."""
    tail = rules.NO_PROBABILITY if method.kind != "shares" else confidence.table_note() if sure else ""
    return " ".join(filter(None, (rules.listed_note(method), tail)))


def _why(status: str, grounds: Sequence[AnyGround], signs: Sequence[Sign] | None) -> Cell:
    if status == "left":
        beside = "" if signs is None else sign_words.left_cell(signs, is_evidence(signs))
        return cells.said(district_words.LEFT_REASON, "quiet", [beside] if beside else [])
    lines = [f"{when}: {_whole(what)}" for when, what in district_words.grounds_by_year(grounds)]
    return cells.said(lines[0], lines=lines[1:]) if lines else cells.NOTHING


def _whole(grounds: str) -> str:
    """Grounds that are broken between, never within: a share stays with its assessment."""
    return "; ".join(item.replace(" ", g.NBSP) for item in grounds.split("; "))


def _sure(status: str, probability: float | None) -> Cell:
    if probability is None:
        return cells.NOTHING
    word = confidence.word(status, probability)
    return Cell(
        confidence.percent(probability), confidence.whole_percent(probability), lines=(word,) if word else ()
    )  # fmt: skip


def _changed(change: ShareChange | None) -> Cell:
    if change is None:
        return cells.said(change_words.word(change), "quiet")
    bounds = f"({g.change(change.low, change.high)})"
    return Cell(g.signed(change.change, 1), round(change.change, 1), lines=(bounds, change_words.word(change)))


def _partners(status: str, partners: Sequence[PartnerName]) -> Cell:
    if not partners:
        alone = status in statuses.IN_LIST
        return cells.said(district_words.NO_PARTNER, "late") if alone else cells.NOTHING
    first, *others = [(item.name, by_code()[item.district].title) for item in partners]
    return cells.said(first[0], lines=[first[1], *(", ".join(item) for item in others)])


def partners_of(active: Sequence[Partnership]) -> dict[int, list[PartnerName]]:
    """The partners of each school among the partnerships of the year."""
    found: dict[int, list[PartnerName]] = {}
    for item in active:
        found.setdefault(item.mentee_id, []).append(PartnerName(item.mentor_id, item.mentor, item.mentor_district))
        mentee = PartnerName(item.mentee_id, item.mentee, item.mentee_district, "mentee")
        found.setdefault(item.mentor_id, []).append(mentee)
    return found


def finding(listed: int, alone: int, left: int) -> str:
    """«В списке 45 школ, 6 без партнёра; вышли из списка 16 школ»."""
    parts = []
    if listed:
        parts.append(f"В списке {g.schools(listed)}" + (f", {g.number(alone)} без партнёра" if alone else ""))
    if left:
        verb = g.plural(left, "вышла", "вышли", "вышли")
        parts.append(f"{verb if listed else g.capital(verb)} из списка {g.schools(left)}")
    return "; ".join(parts)
