"""Addresses of pages with the year and the method that the reader has chosen."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dash import dcc

from monitoring.reports.publication import Selection


def href(path: str, selection: Selection | None) -> str:
    """The path with ``year``, ``method`` and, of a former publication, ``version`` in the query string."""
    if selection is None:
        return path
    given: dict[str, object] = {"year": selection.year, "method": selection.method.code}
    if selection.version is not None:
        given["version"] = selection.version
    return f"{path}?{urlencode(given)}"


def to_district(code: str, selection: Selection | None) -> str:
    """Address of a district's page."""
    return href(f"/district/{code}", selection)


def to_school(school_id: int, selection: Selection | None) -> str:
    """Address of a school's page."""
    return href(f"/school/{school_id}", selection)


def to_origins(school_id: int, selection: Selection | None, **figure: object) -> str:
    """Address of the page that tells where a school's figures come from; ``figure``: ``procedure``, ``subject``,
    ``grade`` and ``held`` (the year of the result) of the one that is asked for."""
    return _with(href(f"/origins/{school_id}", selection), figure)


def to_territory_origins(code: str, selection: Selection | None, **figure: object) -> str:
    """Address of the page that tells what the figures of a district or ``city`` rest on; ``figure`` without ``held``:
    it is of the year of the selection."""
    return _with(href(f"/origins/of/{code}", selection), figure)


def to_plan(plan: int, selection: Selection | None) -> str:
    """Address of the plan of the school year ``plan``; the one that the list of the selection leads to has no word."""
    address = href("/roadmap", selection)
    return address if selection is None or plan == selection.year + 1 else f"{address}&plan={plan}"


def to_partnership(partnership_id: int, selection: Selection | None) -> str:
    """Address of a partnership's page."""
    return href(f"/partnership/{partnership_id}", selection)


def to_case(school_id: int, selection: Selection | None) -> str:
    """Address of a school's case."""
    return href(f"/case/{school_id}", selection)


def to_briefing(scope: str, key: str, selection: Selection | None, form: str = "pdf") -> str:
    """Address of a briefing as a file: ``scope`` is city, district or school, ``key`` its code or number."""
    return href(f"/briefing/{'/'.join(filter(None, (scope, key)))}.{form}", selection)


def to_table(scope: str, key: str, code: str, selection: Selection | None) -> str:
    """Address of a table of the briefing as a workbook: ``code`` is the table's, the others as of the briefing."""
    return href(f"/table/{'/'.join(filter(None, (scope, key, code)))}.xlsx", selection)


def to_records(kind: str, selection: Selection | None) -> str:
    """Address of the list of the records of a kind."""
    return href(f"/records/{kind}", selection)


def to_record(kind: str, record_id: int, selection: Selection | None, back: str = "") -> str:
    """Address of one record: its values, its history and, for who may write it, its form. ``back``: a path."""
    return _form(kind, selection, {"id": record_id, "back": back})


def to_new_record(kind: str, selection: Selection | None, back: str = "", **values: object) -> str:
    """Address of an empty form with ``values`` filled in by the names of fields."""
    return _form(kind, selection, {**values, "back": back})


def _form(kind: str, selection: Selection | None, values: Mapping[str, object]) -> str:
    given = {name: str(value) for name, value in values.items() if value not in {None, ""}}
    return _with(href(f"/record/{kind}", selection), given)


def _with(address: str, values: Mapping[str, object]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(values)}" if values else address


def link(children: Any, address: str, class_name: str = "") -> dcc.Link:
    """An internal link: Dash follows it without loading the page anew."""
    return dcc.Link(children, href=address, className=class_name)
