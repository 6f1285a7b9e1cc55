from collections.abc import Callable

import pytest

from server.merchants.models import Merchant
from tests.support.users import people

from .people import Team, team_of

__all__ = ["people"]


@pytest.fixture
def team(people: None, new_merchant: Callable[..., Merchant]) -> Team:
    return team_of(new_merchant(1_000_000))
