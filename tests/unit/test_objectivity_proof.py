"""Cities where results were raised in known schools: how many are found, and how many others are named with them.

Numbers are compared with the claimed rates by exact binomial limits of 99.9 %: cities are few, claims are not.
"""

import sys

from scipy.stats import binom

from benchmarks.objectivity_proof import Hits, study
from data_access.demo.city import DemoCity
from monitoring.objectivity.boundary_peak import Scores
from monitoring.objectivity.found import signs
from monitoring.objectivity.signs import with_evidence
from monitoring.proof_scores import FIRST_BIAS, YEARS, proof_scores

SEEDS = (1, 2)
CERTAINTY = 0.001


def total(found: list[Hits]) -> Hits:
    names = ("sought", "found", "flagged", "right", "schools", "any_sign")
    return Hits(*(sum(getattr(one, name) for one in found) for name in names))


def said(name: str, hits: Hits) -> None:
    false = (hits.flagged - hits.right) / hits.schools
    recall, precision = hits.found / max(hits.sought, 1), hits.right / max(hits.flagged, 1)
    text = f"{name}: полнота {recall:.2f} из {hits.sought}, точность {precision:.2f}, ложных {false:.4f}\n"
    sys.stdout.write(text)


def test_raised_results_are_found_and_few_others_named() -> None:
    hits = total([study(seed) for seed in SEEDS])
    said("следы не убраны", hits)
    assert hits.sought >= 100
    assert hits.found >= binom.ppf(CERTAINTY, hits.sought, 0.8)
    assert hits.found / hits.sought >= 0.8
    assert hits.right / hits.flagged >= 0.6


def test_a_clean_city_names_one_school_in_fifty_at_most() -> None:
    hits = total([study(seed, biased=0.0) for seed in SEEDS])
    said("чистый город", hits)
    assert hits.sought == hits.right == 0
    assert hits.flagged / hits.schools <= 0.02


def test_what_is_planted_is_what_was_asked_for() -> None:
    city = proof_scores(5)
    assert city.biased(FIRST_BIAS - 1) == set()
    last = city.biased(YEARS[-1])
    assert len(last) == 30
    assert city.biased(YEARS[-1], sizeable=True) <= last
    clean = proof_scores(5, biased=0.0)
    lowered = clean.results["low_share"] - city.results["low_share"]
    touched = city.results["school_id"].isin(last) & (city.results["procedure"] == "vpr")
    assert lowered[touched & (city.results["year"] == YEARS[-1])].mean() >= 10
    assert (city.results["low_share"][city.results["procedure"] == "oge"] >= 0).all()


def test_the_demo_city_gives_its_planted_schools_away(demo_city: DemoCity) -> None:
    distributions = []
    for item in demo_city.distributions:
        marks = demo_city.marks
        marks = marks[
            (marks["year"] == item.year) & (marks["subject"] == item.plan.subject) & (marks["procedure"] == "vpr")
            & (marks["grade"] == item.plan.grade)
        ]  # fmt: skip
        two, three, four, five = (
            float(100 * marks[f"count_{mark}"].sum() / marks["participants"].sum()) for mark in (2, 3, 4, 5)
        )
        city = (two, three, four, five)
        distributions.append(Scores(item.plan.key(item.year), item.school_ids, item.counts.astype(float), city))
    found = signs(demo_city.results(), demo_city.comparisons, distributions)
    since = demo_city.truth.schools["biased_from"]
    for year in (2021, 2022, 2023, 2024, 2025):
        flagged, biased = with_evidence(found.signs, year), set(since.index[since <= year])
        named = f"названо {len(flagged)}"
        sys.stdout.write(f"{year}: завышено {len(biased)}, найдено {len(flagged & biased)}, {named}\n")
        assert len(flagged & biased) >= 0.8 * len(biased)
        assert len(flagged & biased) >= 0.6 * len(flagged)
