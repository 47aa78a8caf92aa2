"""``/healthz`` and ``/readyz`` for whoever watches over the system. No data, no viewer.

``/healthz`` says that the process lives and answers: nothing else is asked, so that a database that is gone does not
have the process killed. ``/readyz`` says whether it can serve readers, and which part cannot.
"""

import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from dashboard.services import Services
from dashboard.settings import Settings
from data_access import migrations
from data_access.publications import current_id
from data_access.queries import publication as publications

MEGABYTE = 1024 * 1024
WORDS = {
    "database": "база данных не отвечает",
    "schema": "схема базы не та, что у программы",
    "publication": "опубликованные данные не читаются",
    "disk": "на диске мало места",
    "files": "папка файлов недоступна для записи",
}

log = logging.getLogger(__name__)


def register(server: Flask, services: Services) -> None:
    """Adds both addresses."""

    @server.get("/healthz", endpoint="healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @server.get("/readyz", endpoint="readyz")
    def readyz() -> tuple[Response, int]:
        parts, version = readiness(services)
        failed = [name for name, well in parts.items() if not well]
        status = "unavailable" if failed else "ok"
        words = [WORDS[name] for name in failed]
        answer = jsonify(status=status, data_version=version, parts=parts, failed=failed, words=words)
        return answer, 503 if failed else 200


def readiness(services: Services) -> tuple[dict[str, bool], int | None]:
    """Which parts are well, and the data version that readers see; None where nothing is published or can be read."""
    parts = dict.fromkeys(WORDS, False)
    version = None
    try:
        with services.reading() as connection:
            version = current_id(connection)
            parts["database"] = True
            parts["schema"] = migrations.revision(connection) == migrations.head()
            parts["publication"] = version is None or publications.current(connection) is not None
    except SQLAlchemyError as error:
        log.warning("база данных не готова: %s", error)
    parts["disk"] = _has_space(services.settings)
    parts["files"] = _may_write(services.settings.files)
    return parts, version


def _has_space(settings: Settings) -> bool:
    folders = {settings.var_dir, settings.files}
    if settings.database.startswith("sqlite:///"):
        folders.add(Path(settings.database.removeprefix("sqlite:///")).parent)
    return all(_free(folder) >= settings.disk_free_mb * MEGABYTE for folder in folders)


def _free(folder: Path) -> int:
    """Free bytes where the folder stands, or would stand."""
    place: Any = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        return shutil.disk_usage(place).free
    except OSError:
        return 0


def _may_write(folder: Path) -> bool:
    # Written, not asked: a read-only disk and a full one both say yes to the question of rights.
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b".")
            file.flush()
    except OSError as error:
        log.warning("папка файлов недоступна для записи: %s", error)
        return False
    return True
