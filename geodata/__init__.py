"""Boundaries of the 18 districts of St Petersburg: our own generalised drawing or others put in its place.

Also the map's projection, outlines and labels. Knows nothing of the database and of the pages.
"""

from geodata import boundaries
from geodata.errors import BoundariesError
from geodata.loader import attribution, fingerprint, load_districts, load_neva, provenance
from geodata.names import NAMES, RELATION_IDS
from geodata.outlines import Outline, district_outlines, polygon_rings, river_outline
from geodata.places import (
    INSET,
    INSET_DISTRICTS,
    MAIN_DISTRICTS,
    Extent,
    city_extent,
    in_inset,
    inset_label_points,
    label_points,
    locate,
)
from geodata.projection import project, project_points

__all__ = [
    "INSET",
    "INSET_DISTRICTS",
    "MAIN_DISTRICTS",
    "NAMES",
    "RELATION_IDS",
    "BoundariesError",
    "Extent",
    "Outline",
    "attribution",
    "boundaries",
    "city_extent",
    "district_outlines",
    "fingerprint",
    "in_inset",
    "inset_label_points",
    "label_points",
    "load_districts",
    "load_neva",
    "locate",
    "polygon_rings",
    "project",
    "project_points",
    "provenance",
    "river_outline",
]
