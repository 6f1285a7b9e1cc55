"""A payout order whose money is not there."""

from uuid import uuid4

from server.merchants.models import Merchant
from server.payout_orders.models import PayoutOrder
from server.payout_orders.ordering import OrderRequest, place_order
from tests.conftest import account_of


def waiting_order(merchant: Merchant, paise: int = 10**12) -> PayoutOrder:
    return place_order(merchant.id, OrderRequest(account_of(merchant).id, paise, uuid4())).order
