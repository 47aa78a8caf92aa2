"""The section of a school's page that tells its index of unfavourable conditions."""

from dash import html

from layouts.components.sections import empty, section, source_line
from layouts.components.tables import Column, scrolled, table
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import rules as words
from monitoring.grounds import ConditionsGround
from monitoring.indicators import INDICATORS
from monitoring.reports.publication import Publication, Selection


def conditions(
    found: ConditionsGround | None, title: str, publication: Publication, selection: Selection
) -> html.Section:
    """The index against the bound of the city, and the indicators that made it."""
    if found is None:
        return section(title, empty(words.NO_INDEX), html.P(words.NO_PROBABILITY, className="note"))
    return section(
        title,
        html.P(words.index_sentence(found)),
        html.P(words.NO_PROBABILITY, className="note"),
        scrolled(_parts(found), words.PARTS),
        source_line(city_words.source(publication, selection)),
        note=words.INDEX_EXPLAINED,
    )


def _parts(found: ConditionsGround) -> html.Table:
    name, value, deviation = words.PARTS_HEADS
    columns = (Column(name), Column(value, numeric=True), Column(deviation, numeric=True))
    rows = [
        (
            f"{INDICATORS[part.code].name}, {INDICATORS[part.code].unit}",
            g.number(part.value, 1),
            g.signed(part.deviation, 1),
        )
        for part in found.parts
    ]
    return table(columns, rows, caption=words.PARTS)
