"""The kind of machine that figures were taken on; nothing that would name it."""

import os
import platform
from importlib.metadata import version

import psutil

PACKAGES = ("dash", "plotly", "pandas", "sqlalchemy", "gunicorn")


def describe() -> dict[str, str | int | float]:
    """Cores, memory in GB, load over the last minute, versions of what the figures depend on."""
    return {
        "cores": psutil.cpu_count() or 1,
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "load": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }


def sentence(kind: dict[str, str | int | float]) -> str:
    """The description in words."""
    versions = ", ".join(f"{package} {kind[package]}" for package in PACKAGES)
    return (
        f"ядер: {kind['cores']}, память: {kind['memory_gb']} ГБ, нагрузка перед началом: {kind['load']}, "
        f"{kind['system']}, Python {kind['python']}, {versions}"
    )
