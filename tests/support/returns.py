"""A completed payout whose money came back, as the bank tells it."""

from datetime import UTC, datetime

from django.db.models.functions import Now

from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import hearing_returns, lifecycle
from server.payouts.models import Payout
from server.payouts.return_facts import ReturnReading
from tests.conftest import pay


def returned_payout(merchant: Merchant, paise: int = 500) -> Payout:
    payout = pay(merchant, paise, Script.PAYS_THEN_RETURNS)
    lifecycle.settle_due(SimulatedBank())
    hear()
    return Payout.objects.select_related("its_return").get(pk=payout.pk)


def hear(bank: object | None = None) -> int:
    """As if it was time to ask the bank, and for the bank to return what it is to."""
    BankTransfer.objects.filter(returns_at__isnull=False).update(returns_at=Now())
    ReturnReading.objects.update(due_at=datetime.now(UTC))
    return hearing_returns.hear_returns(bank or SimulatedBank())
