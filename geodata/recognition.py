"""Finds the 18 districts in a frame of unknown columns: by what the cells hold, not by how the columns are called."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import geopandas
import numpy as np
import pandas as pd
import shapely

from geodata.errors import BoundariesError
from geodata.names import NAMES, RELATION_IDS, name_from_relation, name_from_text
from geodata.projection import GEOGRAPHIC

_Recogniser = Callable[[object], str | None]
_AREAL = {"Polygon", "MultiPolygon", "GeometryCollection"}


@dataclass(frozen=True, slots=True)
class Found:
    """``districts``: 18 rows in alphabetical order with name, osm_relation_id, geometry in EPSG:4326; Russian notes;
    ``from_openstreetmap``: the file carries the ids of the OpenStreetMap relations, so that its licence applies."""

    districts: geopandas.GeoDataFrame
    notes: tuple[str, ...]
    from_openstreetmap: bool


def find_districts(layers: Sequence[geopandas.GeoDataFrame], source: str) -> Found:
    """Return the 18 districts of a file whose columns may be called anyhow.

    Takes the layer and column that name the most districts. Several rows of one district are united. Raises
    BoundariesError, naming ``source``, when districts are absent or a row is none of them.
    """
    candidates = [(len(set(names.dropna())), frame, names) for frame in layers for names in _readings(frame)]
    best = max(candidates, key=lambda candidate: candidate[0], default=None)
    if best is None or best[0] == 0:
        raise BoundariesError(
            f"{source}: нет столбца с названиями районов Санкт-Петербурга или с номерами их отношений "
            "OpenStreetMap. Добавьте столбец с названиями, например «Невский»."
        )
    _, frame, names = best
    _refuse_others(frame, names, source)
    _refuse_contradiction(frame, names, source)
    related = any(set(reading) == set(NAMES) for reading in _readings(frame, (name_from_relation,)))
    shapes = geopandas.GeoDataFrame({"name": names}, geometry=frame.geometry, crs=frame.crs)
    _refuse_shapes(shapes, source)
    return Found(*_united(shapes), related)


def _readings(
    frame: geopandas.GeoDataFrame, recognisers: tuple[_Recogniser, ...] = (name_from_text, name_from_relation)
) -> list["pd.Series[str]"]:
    """Every column read as names and as relation ids; rows that are neither become NA."""
    return [
        frame[column].map(recognise).astype("string")
        for column in frame.columns
        if column != frame.geometry.name
        for recognise in recognisers
    ]


def _refuse_others(frame: geopandas.GeoDataFrame, names: "pd.Series[str]", source: str) -> None:
    missing = [name for name in NAMES if name not in set(names.dropna())]
    strange = frame.loc[names.isna()].drop(columns=frame.geometry.name)
    told = []
    if missing:
        told.append(f"не найдены районы: {', '.join(missing)}")
    if len(strange):
        shown = [_cells(row) for row in strange.head(3).itertuples(index=False)]
        more = f" и ещё {len(strange) - 3}" if len(strange) > 3 else ""
        told.append(f"не распознаны строки: {'; '.join(shown)}{more}")
    if told:
        raise BoundariesError(
            f"{source}: {', '.join(told)}. Нужны ровно 18 районов; проверьте названия и уберите лишние строки."
        )


def _cells(row: tuple[object, ...]) -> str:
    texts = [str(cell).strip() for cell in row if isinstance(cell, str) and cell.strip()]
    return f"«{' | '.join(texts)[:60]}»" if texts else "«без названия»"


def _refuse_contradiction(frame: geopandas.GeoDataFrame, names: "pd.Series[str]", source: str) -> None:
    for reading in _readings(frame):
        if set(reading.dropna()) == set(NAMES) and bool((reading != names).any()):
            row = int((reading != names).to_numpy().argmax())
            raise BoundariesError(
                f"{source}: столбцы называют разные районы: «{names.iloc[row]}» и «{reading.iloc[row]}» "
                "в одной строке. Исправьте файл."
            )


def _refuse_shapes(frame: geopandas.GeoDataFrame, source: str) -> None:
    for name, geometry in zip(frame["name"], frame.geometry, strict=True):
        if geometry is None or geometry.is_empty:
            raise BoundariesError(f"{source}: у района «{name}» нет полигона. Добавьте его границу.")
        if not bool(np.isfinite(shapely.get_coordinates(geometry)).all()):
            raise BoundariesError(f"{source}: в границе района «{name}» есть координаты не числом. Исправьте файл.")
        if geometry.geom_type not in _AREAL:
            raise BoundariesError(
                f"{source}: район «{name}» — не полигон ({geometry.geom_type}). Постройте из линий полигоны."
            )


def _united(frame: geopandas.GeoDataFrame) -> tuple[geopandas.GeoDataFrame, tuple[str, ...]]:
    rows: list[shapely.Geometry] = []
    notes: list[str] = []
    for name in NAMES:
        parts = [shapely.force_2d(part) for part in frame.geometry[frame["name"] == name]]
        if len(parts) > 1:
            notes.append(f"Район «{name}» собран из строк файла: {len(parts)}.")
        rows.append(parts[0] if len(parts) == 1 else shapely.union_all([shapely.make_valid(part) for part in parts]))
    columns = {"name": list(NAMES), "osm_relation_id": list(RELATION_IDS.values())}
    return geopandas.GeoDataFrame(columns, geometry=rows, crs=GEOGRAPHIC), tuple(notes)
