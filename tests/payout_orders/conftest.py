"""Orders, as a merchant places them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection

from server.bank.scripts import Script
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payout_orders.models import PayoutOrder
from server.payout_orders.ordering import OrderRequest, place_order
from server.payouts.details import GivenDetails
from tests.conftest import account_of, guards_off


def request(
    merchant: Merchant,
    paise: int = 10_000,
    key: UUID | None = None,
    *,
    details: GivenDetails | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> OrderRequest:
    return OrderRequest(account_of(merchant, Script.PAYS).id, paise, key or uuid4(), details, not_before, expires_at)


def order(merchant: Merchant, paise: int = 10_000, **given: object) -> PayoutOrder:
    """Placed, and not yet funded."""
    return place_order(merchant.id, request(merchant, paise, **given)).order  # type: ignore[arg-type]


def receive(merchant: Merchant, paise: int) -> None:
    record_payment(merchant_id=merchant.id, amount_paise=paise, reference=f"MORE {uuid4()}")


def let_days_pass(order: PayoutOrder, days: int) -> None:
    """As if it had been placed earlier."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payout_orders SET created_at = created_at - make_interval(days => %(days)s),"
            " expires_at = expires_at - make_interval(days => %(days)s),"
            " not_before = not_before - make_interval(days => %(days)s) WHERE id = %(id)s",
            {"days": days, "id": order.id},
        )


@pytest.fixture
def poor(new_merchant: Callable[..., Merchant]) -> Merchant:
    """A merchant with nothing."""
    return new_merchant(0)
