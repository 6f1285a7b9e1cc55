"""A suspended merchant's key and users read on: they learn what became of their money, and start no payout."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.access.api_keys import create_key
from server.access.callers import Scope
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from tests.api.conftest import graphql
from tests.conftest import account_of
from tests.support.users import people, person_of_merchant, sign_in

__all__ = ["people"]

REASON = "Fraud report 7, for operators alone"
READS = ("merchants/", "balance/", "payouts/", "ledger/")
EVERYTHING = """query($m: ID!) {
    merchant(id: $m) { name isActive suspensionReason bankAccounts { accountNumberMasked } }
    balance(merchantId: $m) { availablePaise }
    payouts(merchantId: $m) { totalCount } ledger(merchantId: $m) { totalCount }
}"""


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


def pay(client: Client, merchant: Merchant, key: str) -> int:
    body = {"amount_paise": 700, "bank_account_id": str(account_of(merchant).id)}
    sent = client.post("/api/v1/payouts/", body, content_type="application/json", headers={"Idempotency-Key": key})
    return sent.status_code


def test_its_key_reads_and_replays_and_makes_no_payout(client: Client, merchant: Merchant) -> None:
    secret = create_key(name="shop", scopes=[Scope.READ, Scope.PAYOUTS], merchant_id=merchant.id).secret
    caller, known = Client(headers={"Authorization": f"Bearer {secret}"}), str(uuid4())
    assert pay(caller, merchant, known) == 201
    suspend_merchant(merchant.id, reason=REASON)
    assert [caller.get(f"/api/v1/{address}").status_code for address in READS] == [200] * len(READS)
    assert caller.get("/api/v1/payouts/").json()["count"] == 1
    assert (pay(caller, merchant, known), pay(caller, merchant, str(uuid4()))) == (200, 400)
    shown = graphql(caller, EVERYTHING, m=str(merchant.id)).json()["data"]
    assert (shown["merchant"]["isActive"], shown["merchant"]["suspensionReason"]) == (False, None)
    assert (shown["balance"], shown["payouts"]["totalCount"]) == ({"availablePaise": 99_300}, 1)
    assert REASON not in str([caller.get(f"/api/v1/{address}").content for address in READS])


@pytest.mark.usefixtures("people")
def test_its_users_sign_in_and_read(client: Client, merchant: Merchant) -> None:
    person = person_of_merchant(merchant)
    suspend_merchant(merchant.id, reason=REASON)
    assert sign_in(client, person.email).status_code == 200
    assert [client.get(f"/api/v1/{address}").status_code for address in READS] == [200] * len(READS)
