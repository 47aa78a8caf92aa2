"""A page for looking: every page and figure with sample reports, and screenshots of them. No part of the product.

``python scripts/gallery.py serve [port]`` shows it, ``python scripts/gallery.py shoot FOLDER [name …]`` takes pictures.
"""

import logging
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import flask_bootstrap
import font_source_sans_pro
from dash import Dash, dcc, html
from flask import Response, send_from_directory
from werkzeug.serving import make_server

from layouts import (
    attention,
    case,
    city,
    data,
    data_file,
    data_quarantine,
    district,
    effect,
    external,
    ids,
    message,
    method,
    no_access,
    not_found,
    order,
    origins,
    partnership,
    partnerships,
    record,
    record_lists,
    reopened,
    road_map,
    school,
    schools,
    shell,
    territory_origins,
)
from layouts.texts import live
from layouts.view import View
from tests.components import samples
from tests.components.samples import desk
from tests.components.samples.record_forms import event_form, new_form
from tests.components.verify_pages import standing, verify_pages

ROOT = Path(__file__).parents[1]
WIDTHS = (1280, 640)
VIEWERS = (("committee", "Комитет"), ("district:nevsky", "Невский район"), ("school:1207", "Школа 12-07 (демо)"))


def _frame(content: Any, active: str, *, synthetic: bool = True) -> Any:
    header = shell.Header(
        samples.publication(synthetic=synthetic), samples.selection(), active, samples.YEARS, VIEWERS, "committee"
    )
    return shell.frame(content, header)


def screens() -> dict[str, Any]:
    """Name → page."""
    publication, selection = samples.publication(), samples.selection()
    return {
        "city": _frame(city.page(samples.city(), publication, selection), "city"),
        "city-none": _frame(city.page(samples.city((0,) * 18), publication, selection), "city"),
        "city-many": _frame(city.page(samples.city((4,) * 17 + (2,)), publication, selection), "city"),
        "city-school": _frame(city.page(samples.city_for_a_school(), publication, selection), "city"),
        "city-means": _frame(city.page(samples.city_without_listing(), publication, selection), "city"),
        "district": _frame(district.page(samples.district(), publication, selection), ""),
        "district-names": _frame(
            district.page(samples.district(long_names=True, listed=9), publication, selection), ""
        ),
        "district-clear": _frame(district.page(samples.district(), publication, selection, View(clear=True)), ""),
        "district-closed": _frame(district.page(samples.district(is_open=False), publication, selection), ""),
        "district-island": _frame(
            district.page(samples.district("kronshtadtsky", listed=0), publication, selection), ""
        ),
        **{
            name: _frame(school.page(report, publication, selection), "schools")
            for name, report in {
                "school": samples.school(),
                "school-one-sign": replace(samples.school(), objectivity=samples.school_signs("jump")),
                "school-stayed": samples.school("stayed", "Школа № 118 с углублённым изучением математики имени Героя"),
                "school-means": samples.school_with_means(),
                "school-similar-own": replace(samples.school("none"), similar=samples.similar(0)),
                "school-similar-masked": replace(samples.school("none"), similar=samples.similar_masked()),
                "school-no-passport": replace(samples.school("none"), similar=samples.without_passport(), context=()),
            }.items()
        },
        "case": _frame(
            case.page(samples.case_report(), samples.case_view(kinds=frozenset({"measure", "answer"}))), "schools"
        ),
        "case-paused": _frame(case.page(samples.case_report(), samples.case_view(samples.case("paused"))), "schools"),
        "school-case": _frame(
            school.page(samples.school("stayed"), publication, selection, case=samples.case_view()), "schools"
        ),
        **{
            f"attention-{whose}": _frame(
                attention.page(samples.attention(whose), publication, selection, frozenset({"review"})), "attention"
            )
            for whose in ("city", "district", "school", "operator", "plan")
        },
        "attention-calm": _frame(attention.page(samples.calm(), publication, selection), "attention"),
        "data": _frame(data.page(desk.shown(), selection), ""),
        "data-file": _frame(data_file.page(desk.refused(), desk.KINDS, (), selection, writable=True), ""),
        "data-quarantine": _frame(data_quarantine.page(desk.quarantine(), selection, writable=True), ""),
        "origins": _frame(origins.page(samples.card(), desk.origins(), selection, View()), "schools"),
        "origins-district": _frame(territory_origins.page(desk.territory_origins(), selection, View()), "city"),
        "schools": _frame(schools.page(samples.index_rows(), publication, selection), "schools"),
        "road-map": _frame(road_map.page(samples.road_map(), selection), "roadmap"),
        "record-new": _frame(record.page(new_form("measure"), selection), "records"),
        "record": _frame(record.page(event_form(), selection), "records"),
        "records": _frame(record_lists.page(samples.totals(), frozenset({"event"}), selection), "records"),
        "records-list": _frame(
            record_lists.list_page(
                samples.record_list("measure"), record_lists.Writing(True, {}), selection, View(ended=False)
            ),
            "records",
        ),
        "external": _frame(external.page(samples.external(), publication, selection), "records"),
        "order": _frame(order.page(samples.order_report("nevsky"), publication, selection), "order"),
        "order-none": _frame(order.page(samples.order_report(nothing=True), publication, selection), "order"),
        "road-map-none": _frame(road_map.page(samples.no_road_map(), selection), "roadmap"),
        "partnerships": _frame(
            partnerships.page(
                samples.registry(), *samples.partner_places(), samples.proposals(), publication, selection
            ),
            "partnerships",
        ),
        "partnership": _frame(partnership.page(samples.partnership_report(), publication, selection), "partnerships"),
        "partnership-proposed": _frame(
            partnership.page(samples.partnership_report("proposed", held=0), publication, selection, confirms=True),
            "partnerships",
        ),
        "partnerships-none": _frame(
            partnerships.page((), (), (), samples.no_proposals(whole=False), publication, selection), "partnerships"
        ),
        **{
            f"method-{scope}": _frame(method.page(publication, selection, samples.simulation(scope)), "method")
            for scope in ("all", "district", "school", "none")
        },
        "effect": _frame(effect.page(samples.effect(), publication, selection), "effect"),
        "effect-worse": _frame(effect.page(samples.effect(2.4, 1.1), publication, selection), "effect"),
        "effect-refused": _frame(effect.page(samples.effect_refused(), publication, selection), "effect"),
        **{
            name.replace(", ", "-"): _frame(made(), "")
            for name, made in verify_pages(publication, selection).items()
            if name.startswith("verify")
        },
        "former": _frame(html.Div([reopened.notice(standing(publication), selection, "/", live.OF_PLACES, 2)]), "city"),
        "not-found": _frame(not_found.page("школа"), ""),
        "no-access": _frame(no_access.page(), ""),
        "nothing": shell.frame(message.nothing_published(), shell.Header(None, None, "city")),
        "sign-in": shell.frame(message.sign_in(), shell.Header(None, None)),
        "failure": shell.frame(message.failure("a1b2c3"), shell.Header(None, None)),
        "trouble": shell.frame(message.failure("a1b2c3", "gone", "/schools"), shell.Header(None, None)),
        "school-card": _frame(school.card_page(samples.card(), publication, selection), "schools"),
        "city-skeleton": shell.skeleton(city.skeleton()),
    }


def app() -> Dash:
    """A tiny application: one path for each screen, Bootstrap and the font from the installed packages."""
    dash = Dash(
        __name__,
        assets_folder=str(ROOT / "assets"),
        index_string=shell.INDEX_STRING,
        suppress_callback_exceptions=True,
        external_stylesheets=["/bootstrap.css"],
    )
    bootstrap = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css"
    fonts = Path(font_source_sans_pro.__file__).parent / "files"

    @dash.server.get("/bootstrap.css")
    def _bootstrap() -> Response:
        return send_from_directory(bootstrap, "bootstrap.min.css")

    @dash.server.get("/fonts/<name>")
    def _font(name: str) -> Response:
        return send_from_directory(fonts, name)

    _wire(dash)
    return dash


def _wire(dash: Dash) -> None:
    from dash import ClientsideFunction, Input, Output, State

    known = screens()
    dash.layout = html.Div([dcc.Location(id=ids.LOCATION, refresh="callback-nav"), html.Div(id="gallery")])

    @dash.callback(Output("gallery", "children"), Input(ids.LOCATION, "pathname"))
    def _show(path: str) -> Any:
        name = (path or "/").strip("/") or "city"
        return known.get(name, html.Ul([html.Li(html.A(key, href=f"/{key}")) for key in known]))

    def wire(function: str, output: Any, inputs: list[Any]) -> None:
        dash.clientside_callback(ClientsideFunction("traektoria", function), output, *inputs)

    wire(
        "paintLayer",
        [Output(ids.CITY_MAP_LEGEND, "className"), Output(ids.CITY_MAP_NOTE, "children")],
        [Input(ids.CITY_LAYER_SELECT, "value"), State(ids.CITY_LAYERS_STORE, "data")],
    )
    wire("toggleLinks", Output(ids.CITY_DONE, "data"), [Input(ids.CITY_LINKS_SWITCH, "value")])
    wire("mapClick", Output(ids.LOCATION, "href"), [Input(ids.CITY_MAP_GRAPH, "clickData")])
    wire("pickSeries", Output(ids.SCHOOL_DONE, "data"), [Input(ids.SCHOOL_SERIES_SELECT, "value")])
    for switch, done in (
        (ids.CITY_CLEAR_SWITCH, ids.CITY_CLEAR_DONE),
        (ids.DISTRICT_CLEAR_SWITCH, ids.DISTRICT_CLEAR_DONE),
        (ids.SCHOOL_CLEAR_SWITCH, ids.SCHOOL_CLEAR_DONE),
    ):
        wire("onlyClear", Output(done, "data"), [Input(switch, "value"), State(switch, "id")])
    wire("pickTrend", Output(ids.DISTRICT_DONE, "data"), [Input(ids.DISTRICT_TREND_SELECT, "value")])
    wire(
        "filterRows",
        Output(ids.DISTRICT_SCHOOLS_GRID, "dashGridOptions"),
        [Input(ids.DISTRICT_SCHOOLS_FILTER, "value"), State(ids.DISTRICT_SCHOOLS_GRID, "dashGridOptions")],
    )


def shoot(folder: Path, names: list[str]) -> None:
    """Screenshots of the named screens (all without names) at each width."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app().server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name in names or list(screens()):
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.on("console", lambda message: print("console:", message.type, message.text[:300]))
                page.on("pageerror", lambda error: print("error:", str(error)[:500]))
                page.goto(f"http://127.0.0.1:{server.server_port}/{name}")
                page.wait_for_selector("main")
                page.wait_for_timeout(1500)
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    print(f"{name} at {width}: scrolls sideways to {wide}")
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
                page.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    if sys.argv[1:2] == ["shoot"]:
        shoot(Path(sys.argv[2]), sys.argv[3:])
    else:
        app().run(port=int(sys.argv[2]) if len(sys.argv) > 2 else 8060)
