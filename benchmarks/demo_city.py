"""The city that everything is measured on: the demo city, built once a run in a folder of its own."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from data_access import engine as engines
from data_access import migrations
from data_access.demo.build import build
from data_access.queries import publication as publications
from data_access.queries.listing import listing_rows
from data_access.viewer import Role, Viewer
from monitoring.method_profiles import DEFAULT_METHOD

DISTRICT = "nevsky"
WHOLE, DATABASE, FILES, OTHER_FILES = "whole", "traektoria.db", "files", "files-of-other"
OURS = {WHOLE, DATABASE, FILES, OTHER_FILES}


@dataclass(frozen=True, slots=True)
class City:
    """A published demo city: its folder, ``files`` in the order of import, schools of the newest list.

    The first of ``listed`` is the school whose page is measured. ``build_seconds`` is 0 for a city built before;
    ``other`` is the address of a second database with the same city, empty without one.
    """

    folder: Path
    files: tuple[Path, ...]
    listed: tuple[int, ...]
    build_seconds: float
    other: str = ""

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return database_of(self.folder)

    @property
    def url(self) -> str:
        """Address of the database."""
        return f"sqlite:///{self.database}"

    @property
    def pages(self) -> dict[str, str]:
        """Paths of the measured pages by their Russian names."""
        return {"Город": "/", "Район": f"/district/{DISTRICT}", "Школа": f"/school/{self.listed[0]}"}


def prepare(folder: Path, other: str = "") -> City:
    """The city in the folder: built there unless a former run has left it whole.

    ``other`` is the address of a further database that gets the same city unless it has a published one. ValueError
    where the folder holds something else: what an interrupted run has left there is removed.
    """
    whole = folder / WHOLE
    seconds = 0.0
    if not whole.exists():
        _clear(folder)
        seconds = _build(f"sqlite:///{database_of(folder)}", files_of(folder))
        whole.touch()
    if other:
        _build(other, folder / OTHER_FILES)
    engine = engines.create(f"sqlite:///{database_of(folder)}")
    try:
        return City(folder, tuple(sorted(files_of(folder).iterdir())), _listed(engine), seconds, other)
    finally:
        engine.dispose()


def database_of(folder: Path) -> Path:
    """The city's database in its folder."""
    return folder / DATABASE


def files_of(folder: Path) -> Path:
    """The folder of the city's files."""
    return folder / FILES


def _clear(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    foreign = [
        path.name for path in folder.iterdir() if path.name.removesuffix("-wal").removesuffix("-shm") not in OURS
    ]
    if foreign:
        raise ValueError(f"папка {folder} занята другим: {', '.join(sorted(foreign)[:3])}")
    for path in list(folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _build(url: str, files: Path) -> float:
    started = time.perf_counter()
    migrations.upgrade(url)
    engine = engines.create(url)
    try:
        with engine.connect() as connection:
            built = publications.current(connection) is not None
        if not built:
            build(engine, directory=files)
    finally:
        engine.dispose()
    return time.perf_counter() - started


def _listed(engine: Engine) -> tuple[int, ...]:
    """Schools of the newest list, first those of Невский район, of these the longest in the list: full pages."""
    with engine.connect() as connection:
        publication = publications.current(connection)
        assert publication is not None
        method = next(method for method in publication.methods if method.code == DEFAULT_METHOD)
        rows = listing_rows(connection, Viewer(Role.COMMITTEE), publication, method.years[-1], method.code)
    ordered = sorted(rows, key=lambda row: (row.district != DISTRICT, -row.years_listed, row.id))
    return tuple(row.id for row in ordered)
