"""ChartML of our charts: columns and lines on the same axes, typed values in the workbook inside."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from dashboard.briefings.slides.markup import LANGUAGE, NAMESPACES, filled, said, stroke
from dashboard.briefings.slides.palette import colour
from layouts import theme
from layouts.texts import slides as words

_STRIP = 7.0
"""Points across the strip of an interval."""
_AXES = ("111111111", "222222222")
Position = Literal["ctr", "t", "r", "b"]


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a point: where it stands, moved by shares of the chart; ``words`` instead of its value."""

    position: Position
    ink: str
    size: float = 12
    bold: bool = False
    format: str = "General"
    name: bool = False
    moved: tuple[float, float] = (0.0, 0.0)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of a point of a line: symbol of ChartML, size in points, fill («» for none), outline."""

    symbol: str
    size: int
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Series:
    """A series: a column (``bar``) or a line. ``values`` by category, None where there is none."""

    name: str
    values: tuple[float | None, ...]
    format: str = "General"
    bar: bool = False
    fill: str = ""
    hatch: bool = False
    edge: str = ""
    points: float = 0.0
    dash: str = ""
    mark: Mark | None = None
    unmarked: frozenset[int] = frozenset()
    """Points without a sign: another series has one for them."""
    labels: Mapping[int, Label] = field(default_factory=dict)
    interval: tuple[tuple[float | None, float | None], ...] = ()
    """Lower and upper bound by category."""
    counts: tuple[int | None, ...] = ()
    """n by category, in the workbook only."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of values: bounds, step, format of its numbers."""

    low: float
    high: float
    step: float
    format: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; ``plot``: the place of its plot within it in shares (x, y, width, height). ``legend``: on the right."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    plot: tuple[float, float, float, float]
    corner: str
    """What the categories are, for the corner of the workbook."""
    legend: tuple[int, ...] = ()
    """Places of the series named in the legend; none without a legend."""


def xml(chart: Chart) -> bytes:
    """The part of the chart but for the relationship to its workbook."""
    x, y, width, height = chart.plot
    layout = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{width:.4f}"/><c:h val="{height:.4f}"/></c:manualLayout>'
        "</c:layout>"
    )
    columns = _columns(chart)
    bars = "".join(_series(chart, place, columns) for place, item in enumerate(chart.series) if item.bar)
    lines = "".join(_series(chart, place, columns) for place, item in enumerate(chart.series) if not item.bar)
    axes = "".join(f'<c:axId val="{number}"/>' for number in _AXES)
    plots = ""
    if bars:
        plots += (
            f'<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>{bars}'
            f'<c:gapWidth val="80"/><c:overlap val="100"/>{axes}</c:barChart>'
        )
    if lines:
        plots += (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}<c:marker val="1"/>{axes}'
            "</c:lineChart>"
        )
    made = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {NAMESPACES}>'
        f'<c:date1904 val="0"/><c:lang val="{LANGUAGE}"/><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{layout}{plots}{_category_axis()}{_value_axis(chart.axis)}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        f'{_legend(chart)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_words(12, theme.INK)}</c:chartSpace>"
    )
    return made.encode()


def workbook(chart: Chart) -> bytes:
    """The workbook behind the chart: categories, series, then bounds and n; numbers as numbers, words as words."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(words.SHEET)
        sheet.write_string(0, 0, chart.corner)
        for row, text in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, text)
        sheet.set_column(0, 0, 16)
        for column, (name, values, form) in enumerate(_columns(chart).values(), 1):
            number = book.add_format({"num_format": form})
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value, number)
    return out.getvalue()


Columns = dict[tuple[int, str], tuple[str, Sequence[float | None], str]]


def _columns(chart: Chart) -> Columns:
    """Columns of the workbook after the categories: (series, kind) → name, values, format."""
    found: Columns = {(place, ""): (item.name, item.values, item.format) for place, item in enumerate(chart.series)}
    for place, item in enumerate(chart.series):
        if item.interval:
            for kind, name, side in (("low", words.LOWER, 0), ("high", words.UPPER, 1)):
                bounds = [pair[side] for pair in item.interval]
                found[place, kind] = (f"{item.name}: {name}", bounds, item.format)
            for kind, name, side in (("minus", words.DOWN, 0), ("plus", words.UP, 1)):
                found[place, kind] = (f"{item.name}: {name}", _arms(item, side), item.format)
        if item.counts:
            found[place, "n"] = (f"{item.name}: n", item.counts, "#,##0")
    return found


def _arms(item: Series, side: int) -> list[float | None]:
    return [
        None if value is None or bound is None else round(abs(bound - value), 6)
        for value, bound in zip(item.values, (pair[side] for pair in item.interval), strict=True)
    ]  # fmt: skip


def _reference(chart: Chart, columns: Columns, key: tuple[int, str]) -> str:
    name = xl_col_to_name(list(columns).index(key) + 1)
    return f"{words.SHEET}!${name}$2:${name}${len(chart.categories) + 1}"


def _numbers(reference: str, values: Sequence[float | None], form: str) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>' for place, value in enumerate(values) if value is not None
    )
    return (
        f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>{said(form)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _strings(reference: str, values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{_kept(value)}</c:v></c:pt>' for place, value in enumerate(values))
    return (
        f'<c:strRef><c:f>{reference}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'
    )


def _kept(text: str) -> str:
    return "\n".join(said(part) for part in text.split("\n"))


def _series(chart: Chart, place: int, columns: Columns) -> str:
    item = chart.series[place]
    column = xl_col_to_name(list(columns).index((place, "")) + 1)
    name = _strings(f"{words.SHEET}!${column}$1", [item.name])
    values = _numbers(_reference(chart, columns, (place, "")), item.values, item.format)
    cats = _strings(f"{words.SHEET}!$A$2:$A${len(chart.categories) + 1}", chart.categories)
    labels = _labels(item)
    if item.bar:
        look = f"<c:spPr>{_fill(item)}{stroke(item.edge, item.points)}</c:spPr>"
        middle = f'{look}<c:invertIfNegative val="0"/>{labels}'
        tail = ""
    else:
        look = f"<c:spPr>{stroke(item.edge, item.points, item.dash)}</c:spPr>"
        points = "".join(
            f'<c:dPt><c:idx val="{number}"/>{_mark(None)}<c:bubble3D val="0"/></c:dPt>'
            for number in sorted(item.unmarked)
        )
        middle = f"{look}{_mark(item.mark)}{points}{labels}{_bars(chart, place, columns)}"
        tail = '<c:smooth val="0"/>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{name}</c:tx>{middle}<c:cat>{cats}</c:cat>'
        f"<c:val>{values}</c:val>{tail}</c:ser>"
    )


def _fill(item: Series) -> str:
    if not item.hatch:
        return filled(item.fill)
    inks = f"<a:fgClr>{colour(item.edge)}</a:fgClr><a:bgClr>{colour(item.fill)}</a:bgClr>"
    return f'<a:pattFill prst="wdUpDiag">{inks}</a:pattFill>'


def _mark(mark: Mark | None) -> str:
    if mark is None:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    look = f"<c:spPr>{filled(mark.fill)}{stroke(mark.edge, 1.25)}</c:spPr>"
    return f'<c:marker><c:symbol val="{mark.symbol}"/><c:size val="{mark.size}"/>{look}</c:marker>'


def _labels(item: Series) -> str:
    """Labels of the points that have one, none of the others."""
    shows = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    none = "".join(f'<c:show{name} val="0"/>' for name in shows)
    made = ""
    for place, label in sorted(item.labels.items()):
        x, y = label.moved
        moved = ""
        if x or y:
            moved = f'<c:layout><c:manualLayout><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/></c:manualLayout></c:layout>'
        text = ""
        if label.words:
            look = f'lang="{LANGUAGE}" sz="{round(label.size * 100)}" b="{int(label.bold)}"'
            look = f"<a:rPr {look}>{filled(label.ink)}</a:rPr>"
            text = (
                f"<c:tx><c:rich><a:bodyPr/><a:p><a:r>{look}<a:t>{said(label.words)}</a:t></a:r></a:p></c:rich></c:tx>"
            )
        show = "".join(
            f'<c:show{name} val="{int(name == "Val" or (name == "SerName" and label.name))}"/>' for name in shows
        )
        made += (
            f'<c:dLbl><c:idx val="{place}"/>{moved}{text}<c:numFmt formatCode="{said(label.format)}" sourceLinked="0"/>'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_words(label.size, label.ink, bold=label.bold)}"
            f'<c:dLblPos val="{label.position}"/>{show}<c:separator>: </c:separator></c:dLbl>'
        )
    # Names moved apart stay beside their lines: no office program need draw a pointer to them.
    plain = (
        '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
        'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
        "</c:extLst>"
    )
    return f"<c:dLbls>{made}{none}{plain}</c:dLbls>"


def _bars(chart: Chart, place: int, columns: Columns) -> str:
    """The interval of each point as an error bar."""
    item = chart.series[place]
    if not item.interval:
        return ""
    arms = "".join(
        f"<c:{kind}>{_numbers(_reference(chart, columns, (place, kind)), _arms(item, side), item.format)}</c:{kind}>"
        for kind, side in (("plus", 1), ("minus", 0))
    )
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"{arms}<c:spPr>{stroke(theme.LINE, _STRIP)}</c:spPr></c:errBars>"
    )


def _words(size: float, ink: str, *, bold: bool = False) -> str:
    look = f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{filled(ink)}</a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'


def _category_axis() -> str:
    one, other = _AXES
    return (
        f'<c:catAx><c:axId val="{one}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{stroke(theme.INK, 0.75)}</c:spPr>{_words(12, theme.INK)}"
        f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(axis: Axis) -> str:
    one, other = _AXES
    return (
        f'<c:valAx><c:axId val="{other}"/><c:scaling><c:orientation val="minMax"/><c:max val="{axis.high:g}"/>'
        f'<c:min val="{axis.low:g}"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr>'
        f"{stroke(theme.LINE, 0.75)}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{said(axis.format)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{stroke("", 0)}</c:spPr>'
        f'{_words(12, theme.GREY)}<c:crossAx val="{one}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{axis.step:g}"/></c:valAx>'
    )


def _legend(chart: Chart) -> str:
    if not chart.legend:
        return ""
    gone = "".join(
        f'<c:legendEntry><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
        for place in range(len(chart.series))
        if place not in chart.legend
    )
    return f'<c:legend><c:legendPos val="r"/>{gone}<c:overlay val="0"/>{_words(13, theme.INK)}</c:legend>'
