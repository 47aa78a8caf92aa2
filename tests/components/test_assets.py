"""Style sheets and scripts agree with the layouts that rely on them."""

import re
from pathlib import Path

import pytest

from layouts import theme
from layouts.components import grid

ASSETS = Path(__file__).parents[2] / "assets"
CSS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.css")))
JS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.js")))
TOKENS = {
    "ink": theme.INK,
    "grey": theme.GREY,
    "line": theme.LINE,
    "ground": theme.GROUND,
    "water": theme.WATER,
    "pale": theme.PALE,
    "link": theme.LINK,
    "listed": theme.LISTED,
    "near": theme.NEAR,
    "partner": theme.PARTNER,
    "left": theme.LEFT,
    "notice-ground": theme.NOTICE_GROUND,
    "notice-ink": theme.NOTICE_INK,
    **{f"sequence-{index}": colour for index, colour in enumerate(theme.SEQUENCE)},
}


@pytest.mark.parametrize("name", list(TOKENS))
def test_style_sheet_repeats_the_theme(name: str) -> None:
    assert re.search(rf"--{name}: {TOKENS[name]};", CSS)


def test_pictures_and_files_take_the_colours_of_the_theme() -> None:
    picture = (ASSETS / "chart-picture.js").read_text(encoding="utf-8")
    declared = dict(re.findall(r"([A-Z]+) = '(#[0-9a-f]{6})'", picture))
    expected = {"INK": theme.INK, "GREY": theme.GREY, "LINE": theme.LINE, "MARK": theme.NOTICE_INK}
    assert declared == expected
    files = [path for path in (ASSETS.parent / "dashboard").rglob("*") if path.suffix in {".py", ".html", ".typ"}]
    assert len(files) > 50
    colours = "|".join(set(TOKENS.values()) - {theme.GROUND})
    copied = re.compile(rf"(?<!«)(?:{colours})", re.IGNORECASE)  # «#1c2530» is an example in a docstring
    assert [path.name for path in files if copied.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_is_loaded_from_another_host() -> None:
    addresses = set(re.findall(r"https?://[^'\"\s)]+", CSS + JS))
    assert addresses == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize(
    "name",
    [
        "mapClick",
        "chooseYear",
        "chooseMethod",
        "chooseDay",
        "chooseDistrict",
        "paintLayer",
        "toggleLinks",
        "pickSeries",
        "pickTrend",
        "filterRows",
        "simulatorValues",
        "simulatorReset",
    ],
)
def test_script_has_the_function_that_callbacks_name(name: str) -> None:
    assert re.search(rf"\b{name}: function", JS)


@pytest.mark.parametrize("name", ["traektoriaLocale", "oneDigit", "russianOrder", "term"])
def test_grids_find_their_functions(name: str) -> None:
    assert f"functions.{name} =" in JS


@pytest.mark.parametrize("name", ["TraektoriaLink", "TraektoriaStatus", "TraektoriaSparkline"])
def test_grids_find_their_cells(name: str) -> None:
    assert f"cells.{name} =" in JS


def test_classes_of_shown_scales_have_rules() -> None:
    for code in ("share", "count", "low", "missing"):
        assert f".shows-{code} .legend-{code}" in CSS


def contrast(first: str, second: str) -> float:
    """Contrast of two colours by WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_text_colours_are_readable() -> None:
    for colour in (theme.INK, theme.GREY, theme.LINK, theme.LISTED, theme.PARTNER, theme.LEFT):
        assert contrast(colour, theme.GROUND) >= 4.5
    assert contrast(theme.NOTICE_INK, theme.NOTICE_GROUND) >= 4.5
    for index, colour in enumerate(theme.SEQUENCE):
        text = theme.GROUND if index >= theme.LIGHT_TEXT_FROM else theme.INK
        assert contrast(text, colour) >= 4.5
    for colour, text in zip(theme.MARKS, theme.MARKS_TEXT, strict=True):
        assert contrast(text, colour) >= 4.5


def test_grid_takes_its_theme_from_ours() -> None:
    options = grid.grid("x", [], []).dashGridOptions
    assert theme.INK in options["theme"]["function"]
    assert options["getLocaleText"] == {"function": "traektoriaLocale(params)"}
