"""(8) Rules that compare schools with each other: 1,000 cities with planted truth, and the time of a country."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from monitoring.indicators import INDICATORS
from monitoring.method_profiles import profiles
from monitoring.proof_marks import SERIES, YEAR, marks_city
from monitoring.rules import Setting, apply

CITIES, SCHOOLS, PLANTED = 1000, 200, 20
EXCESSES = (0.0, 0.05, 0.10, 0.20)
"""Planted surplus of marks «2», parts of one."""
FIRST_SEED = 70_000
COUNTRY, YEARS = 40_000, 10


def run(_city: City, _folder: Path) -> Result:
    """Cities of their own seeds; the demo city is not looked at."""
    rule = profiles()["lower-quartile"]
    around = Setting(dict.fromkeys(range(SCHOOLS), "school"))
    rows, aims = [], []
    for excess in EXCESSES:
        found, wrong = 0, 0
        for seed in range(CITIES):
            city = marks_city(FIRST_SEED + seed, schools=SCHOOLS, planted=PLANTED, excess=excess)
            listed = np.isin(np.arange(SCHOOLS), list(apply(city.results, rule, around).identified[YEAR].listed))
            found += int(listed[city.planted].sum())
            wrong += int(listed[~city.planted].sum())
        power, chance = 100 * found / (CITIES * PLANTED), 100 * wrong / (CITIES * (SCHOOLS - PLANTED))
        rows.append((f"{100 * excess:.0f}", power, chance))
        if excess == 0:
            bound = 100 * float(stats.binom.sf(1, len(SERIES), 0.025))
            aims.append(Aim("школы одинаковы: в списке случайно", chance, "at most", bound, "%"))
        if excess == EXCESSES[-1]:
            aims.append(Aim("лишних «2» 20 п.п.: найдено", power, "at least", 95.0, "%"))
    columns = ("лишних «2» у выделенных школ, п.п.", "выделенных в списке, %", "остальных в списке, %")
    title = f"{CITIES} городов по {SCHOOLS} школ, из них выделенных {PLANTED}, процедур {len(SERIES)}"
    seconds = _country()
    country = f"{COUNTRY} школ × {YEARS} лет"
    aims.append(Aim(f"обе методики, {country}", sum(seconds.values()), "at most", 90.0, "с CPU"))
    tables = (Table(title, columns, tuple(rows)), Table(country, ("методика", "с CPU"), tuple(seconds.items())))
    return Result("rules", "Методики, сравнивающие школы друг с другом", tables, tuple(aims))


def _country() -> dict[str, float]:
    """Seconds of each rule for a country of schools."""
    parts = [
        marks_city(FIRST_SEED + year, schools=COUNTRY, planted=0, excess=0.0).results.assign(year=YEAR - year)
        for year in range(YEARS)
    ]
    results = pd.concat(parts, ignore_index=True)
    rng = np.random.default_rng(FIRST_SEED)
    passports = pd.concat(
        [
            pd.DataFrame(rng.normal(50, 10, (COUNTRY, len(INDICATORS))), columns=list(INDICATORS)).assign(
                year=YEAR - year, school_id=np.arange(COUNTRY)
            )
            for year in range(YEARS)
        ]
    )
    kinds = rng.choice(["school", "advanced", "gymnasium", "lyceum"], COUNTRY)
    around = Setting(dict(enumerate(kinds.tolist())), passports)
    seconds = {}
    for code in ("lower-quartile", "social-conditions"):
        began = time.process_time()
        apply(results, profiles()[code], around)
        seconds[profiles()[code].title] = time.process_time() - began
    return seconds
