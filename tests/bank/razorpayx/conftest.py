from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.support.razorpayx import FakeRazorpayX, paying_through


@pytest.fixture
def fake(settings: Settings, database: None) -> Iterator[FakeRazorpayX]:
    """The engine pays through it."""
    with paying_through(settings) as fake:
        yield fake
