"""The one font of files: Source Sans Pro from its package, so that nothing depends on what the machine has."""

from pathlib import Path

import font_source_sans_pro

FAMILY = "Source Sans Pro"
_FOLDER = Path(font_source_sans_pro.font_directory)
# The package holds each weight twice, as OTF and TTF; which of two is taken must not hang on the order of a folder.
FILES = tuple(_FOLDER / f"SourceSansPro-{weight}.ttf" for weight in ("Regular", "Semibold", "Bold"))
"""Weights 400, 600, 700: upright, with the whole Cyrillic alphabet, № and ▲ (the italics lack them)."""
