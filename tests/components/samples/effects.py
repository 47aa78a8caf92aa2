"""The effect of support: found, not to be told from nothing, refused, not computed."""

from dataclasses import replace

from monitoring.reports.effect import EffectReport, SchoolEffect
from monitoring.support_effect import Estimate, Refusal, SupportEffect, YearSince
from monitoring.support_kinds import KINDS

_FEW = Estimate(8, "few-supported")


def stated(effect: float = -3.2, half: float = 2.1) -> SupportEffect:
    """What is stated of the city with this effect and half of its interval."""
    whole = Estimate(36, None, effect - 5.2, -5.2, effect, (effect - half, effect + half))
    before = [YearSince(step, 36 + min(step + 2, 0), 31.4 + 0.3 * step, None, None) for step in (-3, -2, -1, 0)]
    after = [
        YearSince(step, n, 26.0 + effect + 0.4 * step, 26.0 + 0.4 * step, (24.1 - step, 27.9 + step))
        for step, n in ((1, 36), (2, 24), (3, 11))
    ]
    return SupportEffect(
        overall=whole,
        n_comparison=52,
        n_unsupported=31,
        left_out=7,
        starts=(2022, 2023, 2024),
        years=(2019, 2021, 2022, 2023, 2024, 2025),
        pretrend=Estimate(36, None, effect=0.3, interval=(-2.9, 3.5)),
        kinds=dict(zip(KINDS, (whole, replace(whole, n_supported=21), _FEW, whole), strict=True)),
        picture=(*before, *after),
        schools=(),
    )


def effect(points: float = -3.2, half: float = 2.1, schools: int = 4) -> EffectReport:
    """The report with the changes of some schools."""
    rows = tuple(
        SchoolEffect(1200 + row, f"Школа 12-{row + 1:02d} (демо)", "nevsky", 2022, 32.5, 24.5 + row, 28.1, 1 + row % 3)
        for row in range(schools)
    )
    return EffectReport(stated(points, half), rows)


def effect_refused(reason: Refusal = "few-supported") -> EffectReport:
    """Too few schools on one side."""
    refused = Estimate(8 if reason == "few-supported" else 36, reason)
    whole = replace(
        stated(),
        overall=refused,
        pretrend=refused,
        n_comparison=52 if reason == "few-supported" else 6,
        n_unsupported=4,
        kinds=dict.fromkeys(KINDS, refused),
        picture=(),
        starts=(),
    )
    return EffectReport(whole, ())
