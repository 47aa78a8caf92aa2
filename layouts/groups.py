"""Groups of schools: the section of the page of methods, the line of a district, the section of a school."""

from collections.abc import Sequence

from dash import html

from layouts.components.sections import empty, section, source_line, twin
from layouts.components.tables import Column, scrolled, table
from layouts.links import link, to_district
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import groups as words
from monitoring.districts import CITY, DISTRICTS
from monitoring.reports.groups import GroupCounts
from monitoring.reports.publication import Publication, Selection


def city_groups(counts: GroupCounts | None, publication: Publication, selection: Selection) -> html.Section:
    """Schools of the city by group with what each means, and the districts beneath."""
    if counts is None:
        return section(words.TITLE, empty(words.NONE, words.NONE_STEP))
    group, schools, meaning = words.HEADS
    of_city = counts.of(CITY)
    rows = [(g.capital(words.name(code)), g.number(of_city.get(code, 0)), words.meaning(code)) for code in counts.codes]
    columns = (Column(group), Column(schools, numeric=True), Column(meaning))
    unknown = words.unknown(counts, selection.method)
    return section(
        words.finding(counts, CITY, selection),
        scrolled(table(columns, rows, caption=words.TITLE), words.TITLE),
        twin(words.BY_DISTRICT, _by_district(counts, selection)),
        source_line(city_words.source(publication, selection)),
        note=[words.DEFAULT, f" {unknown}" if unknown else None],
    )


def _by_district(counts: GroupCounts, selection: Selection) -> html.Table:
    columns = [
        Column(words.DISTRICT_HEAD),
        *(Column(g.capital(words.name(code)), numeric=True) for code in counts.codes),
    ]

    def cells(territory: str) -> list[str]:
        of = counts.of(territory)
        return [g.number(of[code]) if code in of else g.NO_VALUE for code in counts.codes]

    rows = [[link(item.name, to_district(item.code, selection)), *cells(item.code)] for item in DISTRICTS]
    return table(columns, rows, caption=words.BY_DISTRICT, footer=[words.CITY_ROW, *cells(CITY)])


def district_groups(counts: GroupCounts | None, code: str, selection: Selection) -> str:
    """The groups of the district in one line; empty where none were stored."""
    return "" if counts is None or not counts.of(code) else f"{words.finding(counts, code, selection)}."


def school_groups(codes: Sequence[str] | None, publication: Publication, selection: Selection) -> html.Section | None:
    """The groups of one school with the reason of each; nothing where none were stored."""
    if codes is None:
        return None
    entries = [
        html.Li([html.B(g.capital(words.name(code))), f" — {words.reason(code, selection.method)}"]) for code in codes
    ]
    return section(
        words.SCHOOL_TITLE,
        html.Ul(entries, className="plain-list"),
        source_line(city_words.source(publication, selection)),
        note=words.DEFAULT,
    )
