"""Distance on the globe."""

import pytest

from monitoring.distance import kilometres


def test_known_distances() -> None:
    # One degree of a meridian, and of the 60th parallel, where it is half as long.
    assert kilometres((30.0, 59.0), (30.0, 60.0)) == pytest.approx(111.195, abs=0.01)
    assert kilometres((30.0, 60.0), (31.0, 60.0)) == pytest.approx(55.596, abs=0.02)
    assert kilometres((30.3, 59.9), (30.3, 59.9)) == 0
    assert kilometres((0.0, 0.0), (180.0, 0.0)) == pytest.approx(20015.1, abs=0.1)
