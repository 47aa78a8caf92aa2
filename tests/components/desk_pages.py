"""Pages of the analyst's desk and of the origins of figures in every state, for the tests of all pages."""

from collections.abc import Callable
from dataclasses import replace

from dash.development.base_component import Component

from layouts import data, data_file, data_quarantine, origins, territory_origins
from layouts.view import View
from monitoring.reports.publication import Selection
from tests.components import samples
from tests.components.samples import desk


def desk_pages(selection: Selection) -> dict[str, Callable[[], Component]]:
    """Name of the page → what makes it."""
    jobs = (desk.job(), desk.job("check", "queued"))
    return {
        "data": lambda: data.page(desk.shown(), selection),
        "data, work goes on": lambda: data.page(desk.shown(jobs=jobs), selection),
        "data, work failed": lambda: data.page(desk.shown(jobs=(desk.job(state="failed"),)), selection),
        "data, nothing": lambda: data.page(desk.shown(empty=True), None),
        "data for КО": lambda: data.page(desk.shown(writable=False), selection),
        "file": lambda: data_file.page(desk.upload(), desk.KINDS, (), selection, writable=True),
        "file, differs from the published": lambda: data_file.page(
            desk.upload(check=desk.check(published=(desk.CHANGE,), mapped_by="Таблица района")), desk.KINDS, (),
            selection, writable=True,
        ),
        "file, refused": lambda: data_file.page(desk.refused(), desk.KINDS, (), selection, writable=True),
        "file, mapped": lambda: data_file.page(
            desk.upload(kind="flat-marks", mapping={"pct_2": "двоек, %"}), desk.KINDS, (), selection, writable=True
        ),
        "file, stored already": lambda: data_file.page(
            desk.upload(check=desk.check(unchanged=True, changes=(), findings=())), desk.KINDS, (), selection,
            writable=True,
        ),
        "file, waits": lambda: data_file.page(desk.upload("received"), desk.KINDS, jobs, None, writable=True),
        "file for КО": lambda: data_file.page(desk.upload("imported"), desk.KINDS, (), selection, writable=False),
        "quarantine": lambda: data_quarantine.page(desk.quarantine(), selection, start=25, writable=True),
        "quarantine, empty": lambda: data_quarantine.page(desk.quarantine(0), None, writable=True),
        "quarantine for КО": lambda: data_quarantine.page(desk.quarantine(), selection),
        "origins": lambda: origins.page(
            samples.card(), desk.origins(), selection, View(), frozenset({"a" * 64})
        ),
        "origins, one": lambda: origins.page(
            samples.card(), desk.origins(), selection, View(series="vpr-math-6", held=2025)
        ),
        "territory-origins": lambda: territory_origins.page(desk.territory_origins(), selection, View()),
        "territory-origins, one figure": lambda: territory_origins.page(
            desk.territory_origins(one=True), selection, View(series="vpr-math-6")
        ),
        "territory-origins, none": lambda: territory_origins.page(
            replace(desk.territory_origins("city"), sheets=()), selection, View()
        ),
        "origins, none": lambda: origins.page(
            samples.card(), desk.origins(), selection, View(series="oge-math-9", held=2020)
        ),
    }  # fmt: skip
