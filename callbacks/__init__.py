"""Page functions and the wiring of what the browser does by itself, one module a page."""

from callbacks import (
    attention,
    case,
    city,
    data,
    district,
    effect,
    external,
    method,
    not_found,
    order,
    origins,
    partnership,
    partnerships,
    record,
    record_lists,
    road_map,
    school,
    schools,
    shell,
    simulator,
    verify,
    watch,
)
from callbacks.page import Page

PAGES: tuple[Page, ...] = (
    city.PAGE,
    attention.PAGE,
    district.PAGE,
    school.PAGE,
    origins.TERRITORY,
    origins.PAGE,
    case.PAGE,
    schools.PAGE,
    partnerships.PAGE,
    partnership.PAGE,
    road_map.PAGE,
    record_lists.PAGE,
    record_lists.LIST,
    order.PAGE,
    record.PAGE,
    external.PAGE,
    data.PAGE,
    data.QUARANTINE,
    data.FILE,
    effect.PAGE,
    method.PAGE,
    verify.PAGE,
    not_found.PAGE,
)

MODULES = (
    shell, city, district, school, schools, partnerships, partnership, road_map, record, record_lists, simulator, watch,
)  # fmt: skip
"""Modules with callbacks to register."""
