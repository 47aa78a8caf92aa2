"""Снимает страницу города для README: строит демонстрационный город в стороне, раздаёт его и фотографирует.

Запуск: make picture. Картинка: docs/images/city.png.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "images" / "city.png"
START_SECONDS = 90


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("TRAEKTORIA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        sys.exit("Нет Chromium: поставьте пакет chromium или укажите TRAEKTORIA_CHROMIUM.")
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_healthy(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    sys.exit(f"Сервер не ответил за {START_SECONDS} с.")


def photograph(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="ru-RU", timezone_id="Europe/Moscow")
        page.goto(address)
        # Без карты (например, на странице с сообщением об ошибке) снимать нечего: это ошибка, а не картинка.
        page.locator(".js-plotly-plot .scatterlayer .trace").first.wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURE)
        browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "TRAEKTORIA_DATABASE_URL": f"sqlite:///{folder}/traektoria.db",
            "TRAEKTORIA_VAR_DIR": folder,
        }
        dashboard = [sys.executable, "-m", "dashboard"]
        subprocess.run([*dashboard, "demo"], cwd=ROOT, env=environment, check=True)
        port = free_port()
        server = subprocess.Popen([*dashboard, "serve", "--port", str(port)], cwd=ROOT, env=environment)
        try:
            wait_until_healthy(port)
            PICTURE.parent.mkdir(parents=True, exist_ok=True)
            photograph(f"http://127.0.0.1:{port}/")
        finally:
            server.terminate()
            server.wait(timeout=15)
    print(f"Готово: {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
