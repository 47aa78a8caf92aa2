"""(8) Change of a school's low share on 1,000 proof cities: coverage, turned verdicts, the spread found again."""

import time
from pathlib import Path

import numpy as np

from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from monitoring.proof_city import LEAST_PARTICIPANTS, proof_city
from monitoring.share_changes import EARLIER, cells, school_changes, spread

CITIES = 1000
SCHOOLS = 240
FIRST_SEED = 80_000
SPREAD = 0.09
"""Planted: the luck of a year and a procedure has 0.3 in logits."""
COVERAGE, MOST_TURNED = (93.0, 97.0), 1.0


def run(_city: City, _folder: Path) -> Result:
    """Cities without support; the demo city is not looked at."""
    began = time.process_time()
    found = np.array([study(FIRST_SEED + seed) for seed in range(CITIES)])
    seconds = time.process_time() - began
    covered, bare, turned, said, variance = found.mean(axis=0)
    aims = (
        Aim("покрытие", covered, "at least", COVERAGE[0], "%"),
        Aim("покрытие", covered, "at most", COVERAGE[1], "%"),
        Aim("вывод противоположен правде", turned, "at most", MOST_TURNED, "%"),
    )
    columns = (
        "городов", "покрытие, %", "без различия классов, %", "вывод противоположен, %", "различимо, %", "разброс σ²",
        "заложено σ²",
    )  # fmt: skip
    row = (CITIES, covered, bare, turned, said, f"{variance:.3f}".replace(".", ","), f"{SPREAD:.3f}".replace(".", ","))
    table = Table(f"{SCHOOLS} школ, 10 лет, 4 процедуры; год против трёх прежних", columns, (row,))
    notes = (
        "«Без различия классов» — тот же интервал, если считать, что классы разных лет отличаются только случайностью.",
        f"Город — создание и расчёт — стоит {1000 * seconds / CITIES:.0f} мс CPU.",
    )
    return Result("change", "Изменение доли низких на городах с известной правдой", (table,), aims, notes)


def study(seed: int) -> tuple[float, float, float, float, float]:
    """One city: percent of intervals that hold the planted change, of those without the spread, of verdicts turned
    round, of verdicts at all; the spread found."""
    city = proof_city(seed, effect=0.0, schools=SCHOOLS)
    laid = cells(city.results(), LEAST_PARTICIPANTS)
    variance = spread(laid)
    frame = school_changes(laid, variance)
    truth = city.planted_changes(frame["school_id"].to_numpy(), frame["year"].to_numpy(), EARLIER)
    low, high = frame["low"].to_numpy(), frame["high"].to_numpy()
    bare = school_changes(laid, 0.0)
    held = (low <= truth) & (truth <= high)
    held_bare = (bare["low"].to_numpy() <= truth) & (truth <= bare["high"].to_numpy())
    turned = ((low > 0) & (truth < 0)) | ((high < 0) & (truth > 0))
    said = (low > 0) | (high < 0)
    held_percent, bare_percent, turned_percent, said_percent = (
        100 * float(flags.mean()) for flags in (held, held_bare, turned, said)
    )
    return held_percent, bare_percent, turned_percent, said_percent, variance
