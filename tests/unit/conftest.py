"""The demo city in memory, generated once for the tests that look at it."""

import pytest

from data_access.demo.city import DemoCity, generate


@pytest.fixture(scope="session")
def demo_city() -> DemoCity:
    """The whole city of the usual seed. Only to be read."""
    return generate()


@pytest.fixture(scope="session")
def small_city() -> DemoCity:
    """A city of about sixty schools. Only to be read."""
    return generate(seed=7, schools=60)
