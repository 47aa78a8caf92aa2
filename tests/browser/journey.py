"""What several journeys need: the drawn map and its shapes, and where they stand on the screen."""

import re

from playwright.sync_api import Page

from layouts import ids

DISTRICTS = 18


def wait_for_map(page: Page, graph: str = ids.CITY_MAP_GRAPH) -> None:
    """Waits until plotly has drawn the graph and has put its layers on the screen."""
    page.wait_for_function(
        """graph => {
            const plot = document.querySelector('#' + graph + ' .js-plotly-plot') || document.getElementById(graph);
            return plot && plot.calcdata && plot.querySelectorAll('.scatterlayer .trace').length > 0;
        }""",
        arg=graph,
    )


def violations(page: Page) -> list[str]:
    """What the page did against the policy of its headers, under the fixture ``listening``."""
    found: list[str] = page.evaluate("window.violations")
    return found


def plot_value(page: Page, expression: str, graph: str = ids.CITY_MAP_GRAPH) -> object:
    """Value of a JavaScript expression over ``plot``, the graph's element."""
    return page.evaluate(
        f"""graph => {{
            const plot = document.querySelector('#' + graph + ' .js-plotly-plot') || document.getElementById(graph);
            return {expression};
        }}""",
        graph,
    )


def choose_another_layer(page: Page) -> str:
    """Chooses a layer of the city map that is not the present one; its key."""
    select = page.locator(f"#{ids.CITY_LAYER_SELECT}")
    present = select.input_value()
    keys: list[str] = select.locator("option").evaluate_all("options => options.map(o => o.value)")
    chosen = next(key for key in keys if key and key != present)
    select.select_option(chosen)
    return chosen


def screen_point(
    page: Page, x: float, y: float, axes: str = "", graph: str = ids.CITY_MAP_GRAPH
) -> tuple[float, float]:
    """Where a point in metres of the subplot with these axes ("" or "2") stands on the screen, in pixels."""
    point = plot_value(
        page,
        f"""(() => {{
            plot.scrollIntoView({{block: 'center'}});
            const box = plot.getBoundingClientRect(), layout = plot._fullLayout;
            const xaxis = layout['xaxis{axes}'], yaxis = layout['yaxis{axes}'];
            return [box.left + xaxis._offset + xaxis.l2p({x}), box.top + yaxis._offset + yaxis.l2p({y})];
        }})()""",
        graph,
    )
    assert isinstance(point, list)
    return float(point[0]), float(point[1])


def path_of(page: Page) -> str:
    """Path of the address, without host and query."""
    return re.sub(r"^https?://[^/]+", "", page.url).split("?")[0]


def click_map(page: Page, x: float, y: float, graph: str = ids.CITY_MAP_GRAPH) -> None:
    """Clicks a point in metres as a reader does: goes there, sees what it is, clicks."""
    pixel = screen_point(page, x, y, graph=graph)
    page.mouse.move(pixel[0] - 3, pixel[1] - 3)
    page.mouse.move(*pixel)
    page.locator(f"#{graph} .hoverlayer .hovertext").first.wait_for()
    page.mouse.click(*pixel)
