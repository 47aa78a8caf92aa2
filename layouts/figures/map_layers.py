"""Layers of the city map: what paints the 18 districts. All travel with the page: the browser repaints by itself."""

from dataclasses import dataclass
from typing import Any

from layouts import ids
from layouts.figures.map_parts import LAND
from layouts.figures.scales import (
    LISTED_COUNT,
    LISTED_COUNT_LONG,
    LISTED_SHARE,
    LISTED_SHARE_LONG,
    LONG_LIST,
    LOW_SHARE,
    NO_DATA_COLOUR,
    Scale,
)
from layouts.texts import grammar as g
from layouts.texts import maps as words
from layouts.view import COUNT, SHARE
from monitoring.districts import DISTRICTS
from monitoring.reports.territory import CityReport

BORDERS = "borders"
"""The only layer where nothing can be painted."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: values by district in the order of ``DISTRICTS``; ``scale`` None where colour means nothing."""

    key: str
    title: str
    note: str
    scale: Scale | None
    values: tuple[float | None, ...]
    numbers: tuple[str, ...]
    hover: tuple[str, ...]

    @property
    def colours(self) -> tuple[str, ...]:
        """Fill of each district."""
        if self.scale is None:
            return tuple(LAND for _ in self.values)
        return tuple(NO_DATA_COLOUR if value is None else self.scale.colour(value) for value in self.values)

    @property
    def missing(self) -> bool:
        """Whether some district has no value."""
        return self.scale is not None and None in self.values


def layers(report: CityReport) -> tuple[Layer, ...]:
    """Layers that have something to show, the default one first; «borders» alone where nothing has."""
    rows = {row.code: row for row in report.districts}
    order = [rows.get(district.code) for district in DISTRICTS]
    base = tuple(
        words.district_hover(row) if row else district.title for row, district in zip(order, DISTRICTS, strict=True)
    )
    found: list[Layer] = []
    if any(row and row.assessed for row in order):
        counts = tuple(float(row.listed) if row and row.assessed else None for row in order)
        shares = tuple(100 * row.listed / row.assessed if row and row.assessed else None for row in order)
        of_shares, of_counts = _scales(report)
        assessed = [row.assessed for row in order if row and row.assessed]
        numbers = tuple(g.NO_VALUE if count is None else g.number(count) for count in counts)
        found.append(Layer(SHARE, words.SHARE_LAYER, words.share_note(assessed), of_shares, shares, numbers, base))
        found.append(Layer(COUNT, words.COUNT_LAYER, words.COUNT_NOTE, of_counts, counts, numbers, base))
    heat = {row.code: row for row in report.heat.rows}
    for position, column in enumerate(report.heat.columns):
        cells = [heat[district.code].cells[position] if district.code in heat else None for district in DISTRICTS]
        if all(cell is None or cell.value is None for cell in cells):
            continue
        found.append(
            Layer(
                ids.series(column.procedure, column.subject, column.grade),
                words.low_layer(column),
                words.low_note(column, report.heat.year, [cell.n for cell in cells if cell and cell.n is not None]),
                LOW_SHARE,
                tuple(cell.value if cell else None for cell in cells),
                tuple(g.number(cell.value, 1) if cell and cell.value is not None else g.NO_VALUE for cell in cells),
                tuple(
                    text + (words.low_hover(column, cell) if cell else "")
                    for text, cell in zip(base, cells, strict=True)
                ),
            )
        )
    if not found:
        blank = tuple(None for _ in DISTRICTS)
        found.append(Layer(BORDERS, words.NO_LAYERS, words.BORDERS_NOTE, None, blank, ("",) * len(DISTRICTS), base))
    return tuple(found)


def _scales(report: CityReport) -> tuple[Scale, Scale]:
    """Classes of shares and of counts that fit the length of the city's list."""
    listed, assessed = (sum(getattr(row, name) for row in report.districts) for name in ("listed", "assessed"))
    is_long = 100 * listed > LONG_LIST * assessed
    return (LISTED_SHARE_LONG, LISTED_COUNT_LONG) if is_long else (LISTED_SHARE, LISTED_COUNT)


def chosen(found: tuple[Layer, ...], key: str) -> Layer:
    """The layer with the key, else the default one."""
    return next((layer for layer in found if layer.key == key), found[0])


def label(name: str, number: str) -> str:
    """«Невский 4» with the number in bold."""
    return f"{name} <b>{number}</b>" if number else name


def store(found: tuple[Layer, ...]) -> dict[str, Any]:
    """What the browser needs to repaint: colours, labels and hovers by layer, the note, the legend to show."""
    return {
        layer.key: {
            "colours": layer.colours,
            "labels": [label(d.name, n) for d, n in zip(DISTRICTS, layer.numbers, strict=True)],
            "hover": layer.hover,
            "note": layer.note,
            "legend": legend_class(layer),
        }
        for layer in found
    }


def legend_class(layer: Layer) -> str:
    """Class of the legend that shows the layer's scale and hides the others."""
    shows = layer.scale.code if layer.scale else "none"
    return f"map-legend shows-{shows}" + (" shows-missing" if layer.missing else "")
