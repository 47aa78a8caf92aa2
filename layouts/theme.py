"""Colours, type and sizes of every page and figure. ``assets/theme.css`` repeats them; a test compares."""

INK = "#1c2530"
GREY = "#5c6874"
LINE = "#dfe4e9"
GROUND = "#ffffff"
WATER = "#e9f0f4"
"""Ground of the maps."""
BORDER = "#94a6b4"
"""Borders of districts: the lowest class is nearly as light as the water."""
PALE = "#f4f6f8"
"""Band of a break in a series."""
LINK = "#1f5c8b"

NOTICE_GROUND, NOTICE_INK = "#fdf6e0", "#5b4708"
"""The mark of synthetic data and other notices."""

LISTED = "#b5412b"
"""Schools in the list, low results, overdue."""
STAYED = "#dca69c"
"""Part of a bar: schools that stay in the list. Never text."""
NEAR = "#c98a16"
"""Near the rule: marks only, never text (contrast 2.95 on white)."""
PARTNER = "#14746f"
LEFT = "#3d729c"
"""Schools that left the list."""

SEQUENCE = ("#f1f4f7", "#d6e2ec", "#a9c4da", "#6f9dc0", "#3d729c")
"""Five classes of choropleth, heat map and bars, from low to high."""
LIGHT_TEXT_FROM = 4
"""Index of the first class of ``SEQUENCE`` that takes white text."""

MARKS = (LISTED, "#dfe4e9", "#a9c4da", "#6f9dc0")
"""Marks 2, 3, 4, 5 in stacked bars: only «2» has the colour of a low result."""
MARKS_TEXT = (GROUND, INK, INK, INK)

FONT = '"Source Sans Pro", "Segoe UI", Arial, sans-serif'
SIZE = 13
"""Text in figures, px."""
SMALL = 12

LISTED_SYMBOL = "triangle-up"
LEFT_SYMBOL = "triangle-down-open"
NEAR_SYMBOL = "diamond"
PARTNER_SYMBOL = "circle"
"""Drawn as a ring: white fill, outline of ``PARTNER``."""
