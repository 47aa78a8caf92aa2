"""Chromium as a reader has it, without a GPU and without any other host."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-3d-apis",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
DISTRICTS = 18


def path() -> str:
    """The system's Chromium. RuntimeError where there is none."""
    found = os.environ.get("TRAEKTORIA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise RuntimeError("нет Chromium: поставьте пакет chromium или укажите TRAEKTORIA_CHROMIUM")
    return found


@contextmanager
def profile(playwright: Playwright, folder: Path) -> Iterator[BrowserContext]:
    """A browser over the profile in the folder, which is made anew where it is missing."""
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=path(),
        args=list(ARGUMENTS),
        viewport={"width": 1280, "height": 900},
        locale="ru-RU",
        timezone_id="Europe/Moscow",
    )
    try:
        yield context
    finally:
        context.close()


def outlines(graph: str) -> str:
    """CSS selector of the drawn outlines of districts in the main part of the map."""
    return f"#{graph} .xy .scatterlayer path.js-fill[d]"


def watch_drawing(context: BrowserContext, graph: str) -> None:
    """Notes in each page opened from now on when the outlines of all districts stood and a frame had shown them."""
    context.add_init_script(
        f"""(() => {{
            const look = () => {{
                if (document.querySelectorAll({outlines(graph)!r}).length < {DISTRICTS}) {{
                    requestAnimationFrame(look);
                    return;
                }}
                requestAnimationFrame(() => setTimeout(() => {{
                    document.documentElement.dataset.drawnAt = performance.now();
                }}));
            }};
            look();
        }})()"""
    )


def drawn(page: Page) -> float:
    """Milliseconds from the beginning of the navigation until the map was drawn."""
    # Not wait_for_function: it needs eval, which the application's content policy forbids.
    root = page.locator("html[data-drawn-at]")
    root.wait_for(state="attached", timeout=60_000)
    return float(root.get_attribute("data-drawn-at") or "nan")
