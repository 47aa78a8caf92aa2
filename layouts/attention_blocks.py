"""What the start panel says, block by block, as texts and addresses: the page and both digests show the same.

A block without rows has good news: one sentence, ``nothing``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from layouts.links import href, to_case, to_district, to_new_record, to_partnership, to_record, to_records, to_school
from layouts.texts import attention as words
from layouts.texts import dynamics as change_words
from layouts.texts import grammar as g
from monitoring.attention import NEEDED, Pressing
from monitoring.districts import CITY, DISTRICTS
from monitoring.reports.attention import Attention, Due, ListedNeeds, NamedSchool
from monitoring.reports.publication import Selection

BACK = "/attention"
_PLACES = (CITY, *(district.code for district in DISTRICTS))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the address of the page that it leads to, how it is meant."""

    text: str
    address: str = ""
    tone: Literal["", "late", "quiet"] = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A finding and its table. ``note`` stands under the title, ``more`` under the table.

    ``numeric``: columns of numbers, ``narrow``: of words that are not broken; ``closed``: on the page a closed twin of
    the block before.
    """

    code: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str = ""
    note: str = ""
    more: str = ""
    numeric: frozenset[int] = frozenset()
    narrow: frozenset[int] = frozenset()
    closed: bool = False


def blocks(found: Attention, selection: Selection, writable: frozenset[str], most: int) -> tuple[Block, ...]:
    """All blocks that the viewer is told of, the most pressing first. ``writable``: kinds of a school's records that
    the viewer may write; ``most``: rows of a table."""
    if found.whose == "plan":
        return (_plan(found, selection),)
    pressing = (_due(found, "overdue", selection, most), _due(found, "due-soon", selection, most))
    if found.whose == "operator":
        return (*pressing, _plan(found, selection))
    of_schools = (
        _awaiting(found, selection, most),
        _unreviewed(found, selection, writable, most),
        *_needs(found, selection, writable, most),
        *_moved(found, selection, most),
        _changed(found, selection),
        _watched(found, selection),
    )
    if found.whose == "city":
        return (_by_place(found, selection), *pressing, *of_schools)
    return (*pressing, *map(_of_one_district, of_schools))


def _of_one_district(block: Block) -> Block:
    """The block without the column of districts: all schools are of one."""
    if block.heads[1:2] != (words.DISTRICT_HEAD,):
        return block
    rows = tuple((row[0], *row[2:]) for row in block.rows)
    return replace(
        block, heads=(block.heads[0], *block.heads[2:]), rows=rows, numeric=frozenset(n - 1 for n in block.numeric)
    )


def _number(value: int) -> Cell:
    return Cell(g.number(value), tone="" if value else "quiet")


def _school(school: NamedSchool, address: str) -> Cell:
    return Cell(g.unbroken(school.name), address)


def _cut(rows: Iterable[tuple[Cell, ...]], most: int) -> tuple[tuple[tuple[Cell, ...], ...], str]:
    found = tuple(rows)
    return found[:most], words.shown_first(most, len(found)) if len(found) > most else ""


def _by_place(found: Attention, selection: Selection) -> Block:
    late = found.by_place("overdue")
    waited = [code for item in found.awaiting for code in item.districts]
    without = [item.school.district for item in found.unreviewed]
    rows = []
    for code in _PLACES:
        of = late.get(code, {})
        counts = [of.get(kind, 0) for kind in ("road_map_task", "measure", "recommendation")]
        counts += [waited.count(code), without.count(code)]
        if any(counts):
            address = href("/roadmap", selection) if code == CITY else to_district(code, selection)
            rows.append((Cell(words.short_place(code), address), *map(_number, counts)))
    numeric = frozenset(range(1, len(words.BY_PLACE_HEADS)))
    title = words.by_place_title(len(late.keys() - {CITY}))
    return Block("places", title, words.BY_PLACE_HEADS, tuple(rows), note=words.BY_PLACE_NOTE, numeric=numeric)


def _due(found: Attention, state: Pressing, selection: Selection, most: int) -> Block:
    items = [item for item in found.due if item.state == state]
    own = sorted(items, key=lambda item: not item.own)  # stable: the longest overdue stay first
    rows, more = _cut(
        (
            (
                Cell(words.what(item), _act(item, found, selection)),
                _school(item.school, to_case(item.school.id, selection)) if item.school else Cell(
                    words.where(item.place), href("/roadmap", selection)
                ),
                Cell(words.who(item)),
                Cell(g.day(item.due_on)),
                Cell(words.late(found.on, item), tone="late" if state == "overdue" else "quiet"),
            )
            for item in own
        ),
        most,
    )  # fmt: skip
    note = words.DUE_NOTE if found.whose != "operator" else ""
    if state == "overdue":
        title, nothing = words.overdue_title(found) if rows else "", words.no_overdue(found.on)
    else:
        title, nothing = words.soon_title(found) if rows else "", words.no_soon()
    return Block(state, title, words.DUE_HEADS, rows, nothing, note if state == "overdue" else "", more,
                 narrow=frozenset({3, 4}))  # fmt: skip


def _act(item: Due, found: Attention, selection: Selection) -> str:
    """Where it is done: the head answers a recommendation, all else is said in the record itself."""
    if item.kind == "recommendation" and found.whose == "school" and item.school is not None:
        return to_new_record(
            "answer", selection, BACK, school_id=item.school.id, about="recommendation",
            recommendation_id=item.record_id,
        )  # fmt: skip
    return to_record(item.kind, item.record_id, selection, BACK)


def _awaiting(found: Attention, selection: Selection, most: int) -> Block:
    rows, more = _cut(
        (
            (
                _school(item.mentee, to_partnership(item.record_id, selection)),
                _school(item.mentor, to_school(item.mentor.id, selection)),
                Cell(words.sides(item)),
            )
            for item in found.awaiting
        ),
        most,
    )
    title = words.awaiting_title(found.awaiting, own=found.whose == "district")
    return Block("awaiting", title, words.AWAITING_HEADS, rows, words.no_awaiting(), more=more)


def _unreviewed(found: Attention, selection: Selection, writable: frozenset[str], most: int) -> Block:
    quarter, own = found.quarter, found.whose == "school"
    if quarter is None:
        return Block("reviews", "", words.UNREVIEWED_HEADS, (), words.no_unreviewed(None, own=own))

    def address(school: NamedSchool) -> str:
        if "review" not in writable:
            return to_case(school.id, selection)
        given = {"school_id": school.id, "year": quarter.year, "term": quarter.code}
        return to_new_record("review", selection, BACK, **given)

    rows, more = _cut(
        (
            (_school(item.school, address(item.school)), Cell(words.short_place(item.school.district)),
             Cell(words.review(item.latest)))
            for item in found.unreviewed
        ),
        most,
    )  # fmt: skip
    title = words.unreviewed_title(len(found.unreviewed), quarter)
    note = words.unreviewed_note(quarter)
    return Block("reviews", title, words.UNREVIEWED_HEADS, rows, words.no_unreviewed(quarter, own=own), note, more)


def _needs(found: Attention, selection: Selection, writable: frozenset[str], most: int) -> Sequence[Block]:
    needs = found.needs
    if needs is None:
        return ()
    own = found.whose == "school"
    nothing = words.no_needs(needs, own=own)
    rows, more = _cut(_lacking(needs, selection, writable), most)
    title = words.own_needs_title(needs.lacking[0].missing) if own and rows else words.needs_title(needs)
    heads = (words.SCHOOL_HEAD, *words.NEEDED_HEADS)
    by_name = Block("needs", title, heads, rows, nothing, words.NEEDS_NOTE, more)
    if found.whose != "city" or not rows:
        return (by_name,)
    numeric = frozenset(range(1, len(words.NEEDED_HEADS) + 2))
    districts = tuple(
        (
            Cell(words.short_place(item.district), to_district(item.district, selection)),
            Cell(g.number(item.listed)),
            *(_number(item.missing[kind]) for kind in NEEDED),
        )
        for item in sorted(needs.districts, key=lambda item: _PLACES.index(item.district))
    )
    whole = Block(
        "needs", title, (words.DISTRICT_HEAD, words.LISTED_HEAD, *words.WITHOUT_HEADS), districts, nothing,
        words.NEEDS_NOTE, numeric=numeric,
    )  # fmt: skip
    return (whole, Block("lacking", words.LACKING_TWIN, heads, rows, more=more, closed=True))


def _lacking(
    needs: ListedNeeds, selection: Selection, writable: frozenset[str]
) -> Iterable[tuple[Cell, ...]]:  # fmt: skip
    for item in needs.lacking:
        cells = [_school(item.school, to_case(item.school.id, selection))]
        for kind in NEEDED:
            if kind not in item.missing:
                cells.append(Cell(words.PRESENT, tone="quiet"))
            elif kind == "partnership_agreement":
                cells.append(Cell(words.ABSENT, href("/partnerships", selection), "late"))
            elif kind in writable:
                address = to_new_record(kind, selection, BACK, school_id=item.school.id)
                cells.append(Cell(words.ABSENT, address, "late"))
            else:
                cells.append(Cell(words.ABSENT, tone="late"))
        yield tuple(cells)


def _moved(found: Attention, selection: Selection, most: int) -> Sequence[Block]:
    changes = found.list_changes
    if changes is None:
        return ()
    rows, more = _cut(
        (
            (_school(item.school, to_school(item.school.id, selection)),
             Cell(words.short_place(item.school.district)), Cell(words.move(item.move)))
            for item in changes.schools
        ),
        most,
    )  # fmt: skip
    nothing, note = words.no_moved(changes, own=found.whose == "school"), words.moved_note(changes)
    return (Block("moved", words.moved_title(changes) if rows else "", words.MOVED_HEADS, rows, nothing, note, more),)


def _changed(found: Attention, selection: Selection) -> Block:
    rows = tuple(
        (
            Cell(words.kind(item.kind), to_records(item.kind, selection)),
            _number(item.made),
            _number(item.changed),
            _number(item.ended),
            Cell(words.actors(item.actors)),
            Cell(g.day(item.latest.date())),
        )
        for item in found.changes
    )
    title = words.changed_title(found.changes) if rows else ""
    numeric = frozenset({1, 2, 3})
    return Block(
        "changed", title, words.CHANGED_HEADS, rows, words.NOTHING_CHANGED, words.CHANGED_NOTE, numeric=numeric
    )


def _watched(found: Attention, selection: Selection) -> Block:
    rows = tuple(
        (
            _school(item.school, to_school(item.school.id, selection)),
            Cell(words.short_place(item.school.district)),
            Cell(words.status(item.status)),
            Cell(
                change_words.NOTHING
                if item.change is None
                else f"{change_words.figures(item.change)}, {change_words.word(item.change)}"
            ),
            Cell(words.review(item.review)),
            Cell(g.number(item.overdue_measures), tone="late" if item.overdue_measures else "quiet"),
            Cell(g.day(item.since)),
        )
        for item in found.watched
    )
    title = words.watched_title(len(rows))
    return Block(
        "watched", title, words.WATCHED_HEADS, rows, words.NO_WATCHED, words.WATCHED_NOTE, numeric=frozenset({5})
    )


def _plan(found: Attention, selection: Selection) -> Block:
    rows = tuple(
        (
            Cell(words.short_place(tally.code), href("/roadmap", selection)),
            Cell(g.number(tally.total)),
            Cell(g.number(tally.done)),
            Cell(g.number(tally.overdue), tone="late" if tally.overdue else "quiet"),
        )
        for tally in found.plan.places
    )
    title = words.plan_title(found.plan)
    return Block(
        "plan", title, words.PLAN_HEADS, rows, title[:1].lower() + title[1:], words.NOT_TOLD,
        numeric=frozenset({1, 2, 3}),
    )  # fmt: skip
