"""(8) Signs of objectivity on proof cities: recall and precision of «есть признаки», false ones in clean cities."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from monitoring.objectivity.found import signs
from monitoring.objectivity.signs import window, with_evidence
from monitoring.proof_scores import FIRST_BIAS, YEARS, proof_scores

SCHOOLS = 600
FIRST_SEED = 90_000
LEAST_RECALL, LEAST_PRECISION, MOST_FALSE = 80.0, 60.0, 2.0

# What the lifting leaves to be found, how many cities, arguments of the city, whether distributions are known.
CASES: tuple[tuple[str, int, dict[str, Any], bool], ...] = (
    ("следы не убраны", 1000, {}, True),
    ("журнал подогнан", 100, {"adapted_journal": True}, True),
    ("баллы рассеяны", 100, {"spread_scores": True}, True),
    ("распределений баллов нет", 100, {}, False),
    ("чистый город", 100, {"biased": 0.0}, True),
)


@dataclass(frozen=True, slots=True)
class Hits:
    """One city, summed over its lists from the first biased year on: schools biased by ten points and more at n ≥ 50,
    those of them with evidence; schools with evidence, those of them biased; schools, and those with any sign."""

    sought: int
    found: int
    flagged: int
    right: int
    schools: int
    any_sign: int


def run(_city: City, _folder: Path) -> Result:
    """Every case in cities of the same seeds; the demo city is not looked at."""
    rows, aims = [], []
    seconds, cities = 0.0, 0
    for name, number, arguments, known in CASES:
        began = time.process_time()
        found = [study(FIRST_SEED + seed, known=known, **arguments) for seed in range(number)]
        seconds += time.process_time() - began
        cities += number
        total = np.array([(h.sought, h.found, h.flagged, h.right, h.schools, h.any_sign) for h in found]).sum(axis=0)
        sought, hit, flagged, right, schools, any_sign = (int(value) for value in total)
        recall, precision = percent(hit, sought), percent(right, flagged)
        false, signed = percent(flagged - right, schools), percent(any_sign, schools)
        clean = not sought
        rows.append((name, number, sought, None if clean else recall, None if clean else precision, false, signed))
        aims.append(Aim(f"{name}: ложные среди всех школ", false, "at most", MOST_FALSE, "%"))
        if not clean:
            aims += [
                Aim(f"{name}: полнота", recall, "at least", LEAST_RECALL, "%"),
                Aim(f"{name}: точность", precision, "at least", LEAST_PRECISION, "%"),
            ]
    columns = (
        "случай",
        "городов",
        "искомых школ-лет",
        "полнота, %",
        "точность, %",
        "ложных, %",
        "с любым признаком, %",
    )
    table = Table(f"{SCHOOLS} школ, 10 лет, завышение с {FIRST_BIAS - YEARS[0] + 1}-го года", columns, tuple(rows))
    notes = (
        "Искомые — завышение не меньше 10 п.п. при n не меньше 50; список каждого года отдельно.",
        f"Город — создание и признаки — стоит {1000 * seconds / cities:.0f} мс CPU.",
    )
    return Result("objectivity", "Признаки объективности на городах с известной правдой", (table,), tuple(aims), notes)


def study(seed: int, *, known: bool = True, schools: int = SCHOOLS, **arguments: Any) -> Hits:
    """One city; ``known``: with distributions of scores."""
    city = proof_scores(seed, schools=schools, **arguments)
    found = signs(city.results, city.comparisons, city.distributions if known else [])
    counts = np.zeros(6, dtype=int)
    for year in range(FIRST_BIAS, YEARS[-1] + 1):
        flagged, biased = with_evidence(found.signs, year), city.biased(year)
        sought = city.biased(year, sizeable=True)
        signed = {sign.school_id for sign in found.signs if sign.year in window(year)}
        counts += (len(sought), len(sought & flagged), len(flagged), len(flagged & biased), schools, len(signed))
    return Hits(*counts.tolist())


def percent(part: int, whole: int) -> float:
    """Share, percent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0
