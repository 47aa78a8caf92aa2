"""(7) Effect of support on 1,000 proof cities: bias, coverage, false findings; and the naive change beside it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import stats

from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from monitoring.proof_city import proof_city
from monitoring.support_effect import support_effect

CITIES = 1000
SCHOOLS = 600
EFFECTS = (0.0, -0.25)
"""Planted effects, logits of a low result."""

DRAWS = 200
FIRST_SEED = 50_000
MOST_ERRORS, MOST_BIAS, COVERAGE = 2.6, 0.3, (93.0, 97.0)


@dataclass(frozen=True, slots=True)
class Found:
    """One city: effect found and true (percentage points), whether the interval holds the truth, whether it and the
    naive interval are off zero, whether the placebo's holds zero (None where it was refused)."""

    effect: float
    truth: float
    covered: bool
    reported: bool
    naive: bool
    calm: bool | None


def run(_city: City, _folder: Path) -> Result:
    """Both planted effects in cities of their own seeds; the demo city is not looked at."""
    rows, aims = [], []
    seconds = 0.0
    for effect in EFFECTS:
        began = time.process_time()
        found = [one for seed in range(CITIES) if (one := study(FIRST_SEED + seed, effect)) is not None]
        seconds += time.process_time() - began
        errors = np.array([one.effect - one.truth for one in found])
        standard = float(errors.std(ddof=1)) / len(found) ** 0.5
        bias, covered = float(errors.mean()), percent([one.covered for one in found])
        reported, naive = percent([one.reported for one in found]), percent([one.naive for one in found])
        calm = percent([one.calm for one in found if one.calm is not None])
        truth = float(np.mean([one.truth for one in found]))
        rows.append((f"{truth:.1f}".replace(".", ","), len(found), bias, standard, covered, reported, naive, calm))
        name = "эффекта нет" if effect == 0 else "эффект есть"
        aims += [
            Aim(f"{name}: смещение, в ошибках Монте-Карло", abs(bias) / standard, "at most", MOST_ERRORS),
            Aim(f"{name}: смещение", abs(bias), "at most", MOST_BIAS, "п.п."),
            Aim(f"{name}: покрытие", covered, "at least", COVERAGE[0], "%"),
            Aim(f"{name}: покрытие", covered, "at most", COVERAGE[1], "%"),
        ]
    columns = (
        "заложено, п.п.", "городов", "смещение, п.п.", "ошибка Монте-Карло", "покрытие, %", "эффект найден, %",
        "наивно найден, %", "проверка до начала спокойна, %",
    )  # fmt: skip
    table = Table(f"{SCHOOLS} школ, 10 лет, помощь с шестого; бутстреп {DRAWS}", columns, tuple(rows))
    notes = (
        "«Наивно» — изменение после начала помощи против нуля, без отката к среднему.",
        f"Город — создание, расчёт, интервал — стоит {1000 * seconds / CITIES / len(EFFECTS):.0f} мс CPU.",
    )
    return Result("effect", "Эффект помощи на городах с известной правдой", (table,), tuple(aims), notes)


def study(seed: int, effect: float) -> Found | None:
    """One city; None where the effect is refused."""
    city = proof_city(seed, effect=effect, schools=SCHOOLS)
    stated = support_effect(city.panel(), {}, draws=DRAWS)
    whole, before = stated.overall, stated.pretrend
    if whole.effect is None or whole.interval is None:
        return None
    truth = city.planted(np.array([item.school_id for item in stated.schools]))
    changes = [item.after - item.before for item in stated.schools]
    return Found(
        effect=whole.effect,
        truth=truth,
        covered=whole.interval[0] <= truth <= whole.interval[1],
        reported=not whole.interval[0] <= 0 <= whole.interval[1],
        naive=bool(stats.ttest_1samp(changes, 0).pvalue < 0.05),
        calm=None if before.interval is None else before.interval[0] <= 0 <= before.interval[1],
    )


def percent(flags: Sequence[bool]) -> float:
    """Share of what is true, percent."""
    return 100 * sum(flags) / len(flags)
