"""Two operators, and what they do to adjustments."""

from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User

from server.adjustments.deciding import approve_adjustment, reject_adjustment
from server.adjustments.models import Adjustment, Direction
from server.adjustments.proposing import Proposal, propose_adjustment
from server.merchants.changes import Change
from server.merchants.models import Merchant
from tests.support.operators import acting_as, operator_called
from tests.support.users import people

__all__ = ["people"]


@pytest.fixture
def asha(people: None) -> User:
    return operator_called("asha")


@pytest.fixture
def ravi(people: None) -> User:
    return operator_called("ravi")


def propose(
    by: User,
    merchant: Merchant,
    paise: int = 5_000,
    direction: Direction = Direction.CREDIT,
    *,
    reason: str = "Wire 7 was short",
    key: UUID | None = None,
) -> Proposal:
    with acting_as(by):
        return propose_adjustment(
            merchant_id=merchant.id,
            direction=direction,
            amount_paise=paise,
            reason=reason,
            idempotency_key=key or uuid4(),
        )


def approve(by: User, adjustment: Adjustment) -> Change[Adjustment]:
    with acting_as(by):
        return approve_adjustment(adjustment.id)


def reject(by: User, adjustment: Adjustment) -> Change[Adjustment]:
    with acting_as(by):
        return reject_adjustment(adjustment.id)
