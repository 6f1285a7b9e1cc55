"""Only an active merchant may pay, from its own balance to its own accounts."""

from uuid import UUID, uuid4

from django.conf import settings

from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, no_row_changes, payouts_of, refusal_of
from tests.api.malformed import A_UUID
from tests.conftest import account_of, connected_as


def test_an_unknown_merchant_cannot_create_a_payout(caller: ApiCaller) -> None:
    headers = {"Idempotency-Key": A_UUID, "X-Merchant-Id": str(uuid4())}
    with no_row_changes():
        response = caller.client.post("/api/v1/payouts/", caller.body(), "application/json", headers=headers)
    assert refusal_of(response) == (400, "validation_error", "merchant_id")


def test_an_inactive_merchant_reads_but_does_not_pay(caller: ApiCaller) -> None:
    accepted = UUID(caller.create().json()["id"])
    with connected_as(settings.DB_OWNER):
        Merchant.objects.filter(id=caller.merchant.id).update(is_active=False)
    with no_row_changes():
        assert refusal_of(caller.create()) == (400, "validation_error", "merchant_id")
        refused = caller.create_by_graphql().json()["data"]["createPayout"]
    assert (refused["__typename"], refused["field"]) == ("ValidationError", "merchantId")
    assert [caller.get(what).status_code for what in ("payouts/", "balance/", "ledger/")] == [200, 200, 200]
    assert caller.get(f"payouts/{accepted}/").status_code == 200


def test_a_strangers_account_cannot_be_paid_to(caller: ApiCaller, stranger: ApiCaller) -> None:
    with no_row_changes():
        response = caller.create(bank_account_id=str(stranger.account.id))
        outcome = caller.create_by_graphql(bankAccountId=str(stranger.account.id)).json()["data"]["createPayout"]
    assert refusal_of(response) == (400, "validation_error", "bank_account_id")
    assert (outcome["__typename"], outcome["field"]) == ("ValidationError", "bankAccountId")


def test_a_strangers_account_gets_the_message_for_an_unknown_one(caller: ApiCaller, stranger: ApiCaller) -> None:
    theirs = caller.create(bank_account_id=str(stranger.account.id))
    unknown = caller.create(bank_account_id=A_UUID)
    assert theirs.content == unknown.content


def test_the_merchant_is_named_by_the_header_and_the_parameter_alike(caller: ApiCaller, stranger: ApiCaller) -> None:
    headers = {"Idempotency-Key": A_UUID, "X-Merchant-Id": str(caller.merchant.id)}
    address = f"/api/v1/payouts/?merchant_id={stranger.merchant.id}"
    with no_row_changes():
        response = caller.client.post(address, caller.body(), "application/json", headers=headers)
    assert refusal_of(response) == (400, "validation_error", "merchant_id")


def test_a_refused_key_may_be_sent_again(caller: ApiCaller) -> None:
    with no_row_changes():
        assert caller.create(key=A_UUID, amount_paise=0).status_code == 400
        assert caller.create(key=A_UUID, amount_paise=10**9).status_code == 402
    assert caller.create(key=A_UUID).status_code == 201
    assert payouts_of(caller.merchant) == 1


def test_a_second_account_can_be_paid_to(caller: ApiCaller) -> None:
    other = account_of(caller.merchant, "4242")
    assert caller.create(bank_account_id=str(other.id)).json()["bank_account"]["id"] == str(other.id)
