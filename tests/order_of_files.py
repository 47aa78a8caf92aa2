"""The order in which files of tests are given out to those who run them side by side.

Whole files are given out, and one that lasts is to begin early: for one begun last, an idle neighbour would wait.
"""

import pytest

FIRST = (
    # The one that needs the demo city builds it, while the next one, without need of it, does not wait.
    "tests/app/test_gate.py",
    "tests/data/test_access.py",
    "tests/app/test_versions_under_load.py",
    "tests/app/test_hostile_requests.py",
    "tests/app/test_hostile_inputs.py",
    "tests/app/test_access.py",
    "tests/browser/test_each_page.py",
    "tests/browser/test_every_page.py",
    "tests/components/test_pages.py",
    "tests/data/test_upgrades.py",
    "tests/data/test_backups.py",
    "tests/data/test_walls.py",
    "tests/app/test_faults_sqlite.py",
    "tests/data/test_publication_switch.py",
    "tests/app/test_operating.py",
    "tests/data/test_demo_city.py",
    "tests/app/test_serving.py",
    "tests/browser/test_accounts.py",
    "tests/unit/test_listing_probability_calibration.py",
    "tests/browser/test_policy.py",
    "tests/app/test_faults_workers.py",
    "tests/app/test_faults_postgresql.py",
)
"""Files that last: some ten seconds of a processor, or more."""


def put_first(items: list[pytest.Item]) -> None:
    """Files of ``FIRST`` in its order, then the others in theirs."""
    place = {name: number for number, name in enumerate(FIRST)}
    items.sort(key=lambda item: place.get(item.nodeid.split("::", 1)[0], len(FIRST)))
