"""Payouts that the simulated bank has paid, some days ago."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.models import Payout
from tests.conftest import guards_off, owner_connection, pay

Paid = Callable[..., Payout]


@pytest.fixture
def paid(merchant: Merchant) -> Paid:
    def make(paise: int = 10_000, script: str = Script.PAYS) -> Payout:
        payout = pay(merchant, paise, script)
        lifecycle.settle_due(SimulatedBank())
        return Payout.objects.get(pk=payout.pk)

    return make


def days_ago(payout: Payout, days: int) -> Payout:
    """As if it had been paid then, in our books and the bank's."""
    owner = owner_connection()
    shift = timedelta(days=days)
    with guards_off():
        owner.execute("UPDATE payouts SET completed_at = completed_at - %s WHERE id = %s", [shift, payout.id])
        owner.execute(
            "UPDATE bank_transfers SET paid_at = paid_at - %s WHERE reference = %s", [shift, payout.bank_reference]
        )
    return Payout.objects.get(pk=payout.pk)
