"""(6) Memory of one gunicorn worker after each page and after a whole day's worth of them."""

import re
from pathlib import Path

import psutil

from benchmarks import navigation
from benchmarks.demo_city import City
from benchmarks.processes import gunicorn, settings_of
from benchmarks.report import Result, Table
from monitoring.districts import DISTRICTS

MEGABYTE = 1024 * 1024
MOST_SCHOOLS = 120


def run(city: City, folder: Path) -> Result:
    """One worker serves page after page; its memory is read after each."""
    pages = city.pages | {
        "Школы": "/schools",
        "Партнёрство": "/partnerships",
        "Эффективность": "/effect",
        "Методика": "/method",
    }
    rows = []
    with gunicorn("app:server", folder, settings_of(city.url, folder), workers=1) as server:
        worker = server.workers[0]
        known = navigation.dependencies(server.port)
        rows.append(("после запуска", *memory(worker)))
        for name, path in pages.items():
            navigation.page(server.port, path, known)
            rows.append((name, *memory(worker)))
        for district in DISTRICTS:
            navigation.page(server.port, f"/district/{district.code}", known)
        rows.append(("все районы", *memory(worker)))
        schools = city.listed[:MOST_SCHOOLS]
        for school in schools:
            navigation.page(server.port, f"/school/{school}", known)
        rows.append((f"и {len(schools)} школ", *memory(worker)))
    columns = ("страница", "пик RSS, МБ", "RSS, МБ", "PSS, МБ", "USS, МБ")
    return Result(
        "memory",
        "Память рабочего процесса",
        (Table("Один процесс gunicorn (--preload), страницы одна за другой", columns, tuple(rows)),),
        notes=(
            "RSS считает и общее с родителем; PSS делит общее поровну, USS — только своё. 1 МБ = 1024² байт.",
            "Страницы остаются в кэше процесса (simple://, до 256 страниц), поэтому память растёт к этому пределу.",
        ),
    )


def memory(process: psutil.Process) -> tuple[float | None, float, float, float]:
    """Peak RSS (None where the system does not say), RSS, PSS and USS of the process, MB."""
    now = process.memory_full_info()
    status = Path(f"/proc/{process.pid}/status")
    peak = peak_kilobytes(status.read_text()) if status.exists() else None
    return None if peak is None else peak / 1024, now.rss / MEGABYTE, now.pss / MEGABYTE, now.uss / MEGABYTE


def peak_kilobytes(status: str) -> int | None:
    """The highest RSS that a Linux process has had, kB, as its ``status`` file says; None where it does not."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) if found else None
