"""Addresses of pages with the year and the method that the reader has chosen."""

from typing import Any
from urllib.parse import urlencode

from dash import dcc

from monitoring.reports.publication import Selection


def href(path: str, selection: Selection | None) -> str:
    """The path with ``year`` and ``method`` of the selection in the query string."""
    if selection is None:
        return path
    return f"{path}?{urlencode({'year': selection.year, 'method': selection.method.code})}"


def to_district(code: str, selection: Selection | None) -> str:
    """Address of a district's page."""
    return href(f"/district/{code}", selection)


def to_school(school_id: int, selection: Selection | None) -> str:
    """Address of a school's page."""
    return href(f"/school/{school_id}", selection)


def link(children: Any, address: str, class_name: str = "") -> dcc.Link:
    """An internal link: Dash follows it without loading the page anew."""
    return dcc.Link(children, href=address, className=class_name)
