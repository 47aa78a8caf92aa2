"""The effect of support on the page «Школа»: what its share was before, what was expected, what came."""

from dataclasses import replace

from dash import html

from layouts.components.sections import section, source_line
from layouts.components.tables import Column, table
from layouts.links import href, link
from layouts.texts import city as city_words
from layouts.texts import effect as words
from layouts.texts import grammar as g
from monitoring.reports.effect import EffectReport
from monitoring.reports.publication import Publication, Selection


def school_effect(report: EffectReport | None, publication: Publication, selection: Selection) -> html.Section | None:
    """The section; nothing for a school that is not among the supported ones of the effect."""
    if report is None or not report.schools:
        return None
    item = report.schools[0]
    # The figures are those of the newest results, whatever year the reader looks at.
    newest = replace(selection, year=report.stated.years[-1]) if report.stated else selection
    rows = [
        (words.school_before(item), g.number(item.before, 1)),
        (words.school_expected(item), g.number(item.expected, 1)),
        (words.school_after(item), g.number(item.after, 1)),
    ]
    columns = [Column(words.SCHOOL_WHEN), Column(words.SCHOOL_SHARE, True)]
    return section(
        words.school_title(item),
        html.P(" ".join(words.school_sentences(item, report.stated))),
        table(columns, rows, caption=words.SCHOOL_TABLE, class_name="narrow"),
        html.P(link(words.TO_EFFECT, href("/effect", selection)), className="after-table"),
        source_line(city_words.source(publication, newest)),
        note=words.SCHOOL_TABLE_NOTE,
    )
