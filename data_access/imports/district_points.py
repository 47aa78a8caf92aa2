"""Points of schools against the districts that are named for them, by the boundaries in use."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from data_access.imports.findings import Finding
from data_access.imports.parsed import Row
from monitoring import districts


def district_of_point(
    held: Mapping[str, object], merged: Mapping[str, object], final: Mapping[str, object], boundaries: Path | None
) -> object:
    """Of two districts named for a school, the one where its point lies; without a point, the one already chosen."""
    named = {held["district_code"], merged["district_code"]} - {None}
    if len(named) < 2 or final["lon"] is None or final["lat"] is None:
        return final["district_code"]
    (here,) = _codes_at([final["lon"]], [final["lat"]], boundaries)
    return here if here in named else final["district_code"]


def _codes_at(lons: Sequence[object], lats: Sequence[object], boundaries: Path | None) -> list[str | None]:
    """District code of each point, None outside the city."""
    from geodata import locate  # takes geopandas along, which other imports do without

    names = locate(np.asarray(lons, dtype=float), np.asarray(lats, dtype=float), boundaries)
    recognised = [districts.recognise(name) if isinstance(name, str) else None for name in names]
    return [item.code if item else None for item in recognised]


def outside(file: str, places: Iterable[Sequence[Row]], boundaries: Path | None) -> list[Finding]:
    """Warnings for points outside the district that their row names, by the boundaries in use."""
    located = [
        (row, row.values["lon"], row.values["lat"])
        for rows in places
        for row in rows
        if row.values.get("lon") is not None and row.values.get("lat") is not None and row.school.district_code
    ]
    if not located:
        return []
    codes = _codes_at([lon for _, lon, _ in located], [lat for _, _, lat in located], boundaries)
    found = []
    for (row, _, _), code in zip(located, codes, strict=True):
        if code != row.school.district_code:
            named = districts.by_code()[str(row.school.district_code)].title
            real = districts.by_code()[code].title if code else "вне города"
            message = f"точка школы «{row.school.name or ''}» не в своём районе: назван {named}, точка — {real}"
            mend = "Проверьте координаты и район; строка принята"
            found.append(Finding(file, row.sheet, row.row_number, None, message, mend))
    return found
