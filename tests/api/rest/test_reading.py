"""REST reads: documented shapes, newest first, one merchant's own rows."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, shows_no_account_number
from tests.conftest import pay

PAYOUT = [
    *("id", "status", "amount_paise", "amount_inr", "bank_account", "attempt_count", "failure_reason", "failure"),
    *("bank_reference_id", "idempotency_key", "created_at", "updated_at", "processing_started_at"),
    *("completed_at", "failed_at", "returned_at", "return_reference", "return_reason", "not_before", "approval"),
    *("cooling_off_until", "owed_compensation_paise", "fee", "reference", "narration", "purpose", "batch_id", "rail"),
    "client_reference",
]
ENTRY = ["id", "entry_type", "amount_paise", "amount_inr", "direction", "description", "payout_id", "created_at"]
ENTRY += ["reference"]
MERCHANT = ["id", "name", "email", "is_active", "created_at", "bank_accounts"]
ACCOUNT = [
    *("id", "account_holder_name", "account_number_masked", "ifsc_code", "account_type", "is_verified"),
    *("is_primary", "created_at", "bank_name", "branch_name"),
]


def test_a_payout_is_read_with_all_its_members(caller: ApiCaller) -> None:
    payout = pay(caller.merchant, 12_345)
    body = caller.get(f"payouts/{payout.id}/").json()
    assert list(body) == PAYOUT
    assert body["bank_account"] == {
        "id": str(caller.account.id),
        "account_number_masked": "XXXXXXXX0001",
        "ifsc_code": "HDFC0001234",
        "account_type": "current",
    }
    assert (body["amount_paise"], body["amount_inr"], body["attempt_count"]) == (12_345, "₹123.45", 0)
    assert body["created_at"] == payout.created_at.isoformat()
    nothing_yet = (
        "failure_reason",
        "failure",
        "bank_reference_id",
        "processing_started_at",
        "completed_at",
        "failed_at",
    )
    assert [body[name] for name in nothing_yet] == [None] * 6
    assert [body[name] for name in PAYOUT[-6:]] == [None] * 6


def test_a_settled_payout_shows_how_it_ended(caller: ApiCaller) -> None:
    paid, failed = pay(caller.merchant), pay(caller.merchant, script=Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    body = caller.get(f"payouts/{paid.id}/").json()
    paid.refresh_from_db()
    assert (body["status"], body["attempt_count"], body["failed_at"]) == ("completed", 1, None)
    assert body["bank_reference_id"] == paid.bank_reference_id is not None
    assert paid.completed_at
    assert body["completed_at"] == paid.completed_at.isoformat()
    body = caller.get(f"payouts/{failed.id}/").json()
    assert (body["status"], body["completed_at"], body["bank_reference_id"]) == ("failed", None, None)
    assert body["failure_reason"] == "The beneficiary account is closed."
    assert body["failure"] == {
        "kind": "bank_rejected",
        "source": "beneficiary_bank",
        "code": "bank_account_closed",
    }


def test_a_payout_is_read_with_or_without_naming_its_merchant(caller: ApiCaller) -> None:
    payout = pay(caller.merchant)
    bare = caller.client.get(f"/api/v1/payouts/{payout.id}/")
    assert bare.status_code == 200
    assert bare.content == caller.get(f"payouts/{payout.id}/").content


def test_a_strangers_payout_looks_like_one_that_does_not_exist(caller: ApiCaller, stranger: ApiCaller) -> None:
    theirs = pay(stranger.merchant)
    unknown = caller.get(f"payouts/{uuid4()}/")
    assert (unknown.status_code, unknown.json()["error"]) == (404, "not_found")
    for identifier in (theirs.id, "payout", "1", f"{{{theirs.id}}}", str(theirs.id).replace("-", "")):
        response = caller.get(f"payouts/{identifier}/")
        assert (response.status_code, response.content) == (404, unknown.content)


def test_payouts_are_listed_newest_first(caller: ApiCaller, stranger: ApiCaller) -> None:
    ids = [str(pay(caller.merchant, 100 + n).id) for n in range(5)]
    pay(stranger.merchant)
    body = caller.get("payouts/").json()
    assert list(body) == ["count", "results"]
    assert (body["count"], [payout["id"] for payout in body["results"]]) == (5, ids[::-1])
    assert [list(payout) for payout in body["results"]] == [PAYOUT] * 5


def test_a_limit_and_an_offset_cut_a_page_and_leave_the_count(caller: ApiCaller) -> None:
    ids = [str(pay(caller.merchant, 100 + n).id) for n in range(5)][::-1]
    body = caller.get("payouts/", limit=2, offset=1).json()
    assert (body["count"], [payout["id"] for payout in body["results"]]) == (5, ids[1:3])
    entries = caller.get("ledger/", limit=2, offset=1).json()
    assert (entries["count"], [entry["payout_id"] for entry in entries["results"]]) == (6, ids[1:3])


def test_a_page_has_fifty_rows_by_default(caller: ApiCaller) -> None:
    for _ in range(51):
        pay(caller.merchant, 1)
    assert len(caller.get("payouts/").json()["results"]) == 50
    assert len(caller.get("ledger/").json()["results"]) == 50
    assert len(caller.get("payouts/", limit=200).json()["results"]) == 51


@pytest.mark.parametrize("status", ["pending", "processing", "completed", "failed"])
def test_a_status_filters_the_list_and_its_count(caller: ApiCaller, status: str) -> None:
    made = {
        "completed": pay(caller.merchant),
        "failed": pay(caller.merchant, script=Script.ACCOUNT_CLOSED),
        "processing": pay(caller.merchant, script=Script.REFUSES_TWICE_THEN_PAYS),
    }
    settle_due(SimulatedBank())
    made["pending"] = pay(caller.merchant)
    body = caller.get("payouts/", status=status).json()
    assert (body["count"], [payout["id"] for payout in body["results"]]) == (1, [str(made[status].id)])


def test_a_balance_is_shown_in_paise_and_in_rupees(caller: ApiCaller) -> None:
    pay(caller.merchant, 30_001)
    assert list(caller.get("balance/").json().items()) == [
        ("merchant_id", str(caller.merchant.id)),
        ("available_balance_paise", 69_999),
        ("held_balance_paise", 30_001),
        ("total_balance_paise", 100_000),
        ("available_balance_inr", "₹699.99"),
        ("held_balance_inr", "₹300.01"),
        ("total_balance_inr", "₹1000.00"),
        ("ledger_sequence", 2),
    ]


def test_a_merchant_without_entries_has_a_balance_of_nothing(
    caller: ApiCaller, new_merchant: Callable[..., Merchant]
) -> None:
    body = caller.client.get(f"/api/v1/balance/?merchant_id={new_merchant(paise=0).id}").json()
    assert (body["available_balance_paise"], body["total_balance_inr"]) == (0, "₹0.00")


def test_the_ledger_lists_holds_releases_and_completions(caller: ApiCaller) -> None:
    payout = pay(caller.merchant, 30_000)
    settle_due(SimulatedBank())
    body = caller.get("ledger/").json()
    assert body["count"] == LedgerEntry.objects.filter(merchant=caller.merchant).count() == 4
    assert [list(entry) for entry in body["results"]] == [ENTRY] * 4
    shown = [
        (entry["entry_type"], entry["amount_paise"], entry["amount_inr"], entry["direction"], entry["payout_id"])
        for entry in body["results"]
    ]
    assert shown == [
        ("payout_completed", -30_000, "₹300.00", "debit", str(payout.id)),
        ("payout_release", 30_000, "₹300.00", "credit", str(payout.id)),
        ("payout_hold", -30_000, "₹300.00", "debit", str(payout.id)),
        ("payment_received", 100_000, "₹1000.00", "credit", None),
    ]
    assert [entry["reference"] for entry in body["results"]] == [None, None, None, "OPENING"]


def test_merchants_are_listed_with_their_accounts(caller: ApiCaller, stranger: ApiCaller) -> None:
    response: Any = caller.client.get("/api/v1/merchants/")
    body = response.json()
    assert (list(body), body["count"]) == (["count", "results"], 2)
    assert {merchant["id"] for merchant in body["results"]} == {str(caller.merchant.id), str(stranger.merchant.id)}
    for merchant in body["results"]:
        assert list(merchant) == MERCHANT
        assert [list(account) for account in merchant["bank_accounts"]] == [ACCOUNT]
        assert merchant["bank_accounts"][0]["account_number_masked"] == "XXXXXXXX0001"
        assert merchant["bank_accounts"][0]["is_primary"] is True
        assert merchant["bank_accounts"][0]["bank_name"] == "HDFC Bank"
        assert merchant["bank_accounts"][0]["branch_name"] == "PARK STREET"
    assert shows_no_account_number(response)


def test_a_merchant_that_is_named_is_listed_alone(caller: ApiCaller, stranger: ApiCaller) -> None:
    for one in (caller, stranger):
        by_header = one.client.get("/api/v1/merchants/", headers={"X-Merchant-Id": str(one.merchant.id)})
        assert by_header.content == one.get("merchants/").content
        assert [merchant["id"] for merchant in by_header.json()["results"]] == [str(one.merchant.id)]
    for unknown, status in ((str(uuid4()), 404), ("x", 400), ("", 400)):
        assert caller.client.get("/api/v1/merchants/", {"merchant_id": unknown}).status_code == status


def test_no_read_shows_an_account_number(caller: ApiCaller) -> None:
    payout = pay(caller.merchant)
    settle_due(SimulatedBank())
    for address in ("payouts/", f"payouts/{payout.id}/", "balance/", "ledger/", "merchants/"):
        assert shows_no_account_number(caller.get(address))


@pytest.mark.parametrize(("address", "statements"), [("payouts/", 1), ("ledger/", 1), ("merchants/", 2)])
def test_a_list_of_twenty_takes_the_statements_of_a_list_of_one(
    caller: ApiCaller,
    new_merchant: Callable[..., Merchant],
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    statements: int,
) -> None:
    for length in (1, 20):
        while Payout.objects.filter(merchant=caller.merchant).count() < length:
            pay(caller.merchant, 1)
            new_merchant(paise=0)
        # All merchants, or one merchant's rows.
        whose = {} if address == "merchants/" else {"merchant_id": str(caller.merchant.id)}
        with django_assert_num_queries(statements):
            assert caller.client.get(f"/api/v1/{address}", whose).json()["count"] >= length
