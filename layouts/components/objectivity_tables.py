"""Signs that results are worth checking, in tables."""

from collections.abc import Sequence

from dash import html

from layouts.components.tables import Column, table
from layouts.texts import grammar as g
from layouts.texts import objectivity as words
from monitoring.objectivity.signs import Sign, is_evidence


def signs_table(signs: Sequence[Sign]) -> html.Table:
    """Signs with all their figures: the twin of the figure."""
    columns = (
        Column(words.KIND),
        Column(words.YEAR, numeric=True),
        Column(words.VALUE, numeric=True),
        Column(words.REFERENCE, numeric=True),
        Column(words.N, numeric=True),
        Column(words.TAIL, numeric=True),
        Column(words.WORKS, class_name="grounds"),
        Column(words.BEFORE, class_name="grounds"),
    )
    rows = [
        (
            words.NAMES[sign.kind],
            g.year(sign.year),
            g.number(sign.value, 1),
            g.number(sign.reference, 1),
            g.number(sign.n),
            words.chance(sign),
            words.works(sign.works),
            words.compared(sign),
        )
        for sign in signs
    ]
    return table(columns, rows, caption=words.TWIN)


def left_cell(signs: Sequence[Sign]) -> html.Div:
    """The same in the table of a district."""
    evidence = is_evidence(signs)
    return html.Div(words.left_cell(signs, evidence), className="objectivity-note" if evidence else "quiet")
