"""The one font of files: Source Sans Pro from its package, so that nothing depends on what the machine has."""

from pathlib import Path

import font_source_sans_pro

FAMILY = "Source Sans Pro"
FOLDER = Path(font_source_sans_pro.font_directory)
"""All weights, each as OTF and TTF; typst goes through a folder by the names of its files."""
FILES = tuple(FOLDER / f"SourceSansPro-{weight}.ttf" for weight in ("Regular", "Semibold", "Bold"))
"""Weights 400, 600, 700: upright, with the whole Cyrillic alphabet, № and ▲ (the italics lack them)."""
