"""Operators' routes in REST: merchants and accounts are changed, and ledgers adjusted by two of them."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from server.adjustments.models import Adjustment
from server.audit_log.models import AuditEvent
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, ApiResponse, no_row_changes, refusal_of
from tests.api.keys import client_of
from tests.api.malformed import A_UUID
from tests.conftest import account_of
from tests.support.operators import client_as, operator_called
from tests.support.users import people

__all__ = ["people"]

BANK_ACCOUNT = [
    *("id", "account_holder_name", "account_number_masked", "ifsc_code", "account_type", "is_verified", "is_primary"),
    *("created_at", "bank_name", "branch_name"),
]


def send(caller: ApiCaller, method: str, address: str, body: Any = None, **headers: str) -> ApiResponse:
    text = "" if body is None else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return caller.client.generic(method, f"/api/v1/{address}", text, "application/json", headers=named)


def test_a_merchant_is_suspended_and_reopened(caller: ApiCaller) -> None:
    address = f"merchants/{caller.merchant.id}"
    for changed in (True, False):
        answer = send(caller, "POST", f"{address}/suspend/", {"reason": "Fraud report 7"})
        assert (answer.status_code, answer.json()["changed"]) == (200, changed)
        assert answer.json()["merchant"] == caller.get("merchants/").json()["results"][0]
        assert answer.json()["merchant"]["is_active"] is False
    assert refusal_of(caller.create()) == (400, "validation_error", "merchant_id")
    assert [send(caller, "POST", f"{address}/reopen/").json()["changed"] for _ in range(2)] == [True, False]
    assert caller.create().status_code == 201


def test_a_merchants_details_are_mended(caller: ApiCaller) -> None:
    address = f"merchants/{caller.merchant.id}/"
    answer = send(caller, "PATCH", address, {"name": "Kaveri", "email": "money@kaveri.example"})
    assert (answer.status_code, answer.json()["changed"]) == (200, True)
    assert (answer.json()["merchant"]["name"], answer.json()["merchant"]["email"]) == ("Kaveri", "money@kaveri.example")
    assert send(caller, "PATCH", address, {"name": "Kaveri"}).json()["changed"] is False


def test_an_accounts_changes_are_answered_with_the_account(caller: ApiCaller) -> None:
    account_of(caller.merchant, "4242")
    address = f"bank_accounts/{caller.account.id}"
    renamed = send(caller, "PATCH", f"{address}/", {"account_holder_name": "Kaveri"}).json()
    assert (renamed["changed"], renamed["bank_account"]["account_holder_name"]) == (True, "Kaveri")
    assert list(renamed["bank_account"]) == BANK_ACCOUNT
    assert send(caller, "POST", f"{address}/verify/").json()["bank_account"]["is_verified"] is True
    retired = send(caller, "POST", f"{address}/retire/").json()
    assert list(retired["bank_account"]) == [*BANK_ACCOUNT, "retired_at"]
    assert retired["bank_account"]["is_primary"] is False
    with no_row_changes():
        assert refusal_of(caller.create()) == (400, "validation_error", "bank_account_id")
        assert refusal_of(send(caller, "POST", f"{address}/make_primary/")) == (
            400,
            "validation_error",
            "bank_account_id",
        )
    restored = send(caller, "POST", f"{address}/restore/").json()
    assert (restored["changed"], list(restored["bank_account"])) == (True, BANK_ACCOUNT)
    assert send(caller, "POST", f"{address}/make_primary/").json()["bank_account"]["is_primary"] is True
    assert caller.create().status_code == 201


WRITES = [
    ("PATCH", "merchants/$/", {"name": "X"}),
    ("POST", "merchants/$/suspend/", {"reason": "X"}),
    ("POST", "merchants/$/reopen/", None),
    ("PATCH", "bank_accounts/$/", {"account_holder_name": "X"}),
    ("POST", "bank_accounts/$/verify/", None),
    ("POST", "bank_accounts/$/make_primary/", None),
    ("POST", "bank_accounts/$/retire/", None),
    ("POST", "bank_accounts/$/restore/", None),
    ("GET", "adjustments/$/", None),
    ("POST", "adjustments/$/approve/", None),
    ("POST", "adjustments/$/reject/", None),
]


@pytest.mark.parametrize("unknown", [A_UUID, "no-uuid", "%00"])
@pytest.mark.parametrize(("method", "address", "body"), WRITES)
def test_an_unknown_id_is_not_found(caller: ApiCaller, method: str, address: str, body: Any, unknown: str) -> None:
    with no_row_changes():
        assert refusal_of(send(caller, method, address.replace("$", unknown), body)) == (404, "not_found", None)


@pytest.mark.parametrize(("method", "address", "body"), WRITES[:8])
def test_a_row_of_another_merchant_than_the_named_one_is_not_found(
    caller: ApiCaller, stranger: ApiCaller, method: str, address: str, body: Any
) -> None:
    row = caller.merchant.id if address.startswith("merchants") else caller.account.id
    other = str(stranger.merchant.id)
    with no_row_changes():
        answer = send(caller, method, address.replace("$", str(row)), body, X_Merchant_Id=other)
    assert refusal_of(answer) == (404, "not_found", None)


BAD_BODIES = [
    ("PATCH", "merchants/$m/", {}, None),
    ("PATCH", "merchants/$m/", {"name": None}, "name"),
    ("PATCH", "merchants/$m/", {"name": 5}, "name"),
    ("PATCH", "merchants/$m/", {"name": " "}, "name"),
    ("PATCH", "merchants/$m/", {"email": "no address"}, "email"),
    ("PATCH", "merchants/$m/", {"email": ["a@b.example"]}, "email"),
    ("PATCH", "merchants/$m/", [], None),
    ("POST", "merchants/$m/suspend/", {}, "reason"),
    ("POST", "merchants/$m/suspend/", {"reason": ""}, "reason"),
    ("POST", "merchants/$m/suspend/", {"reason": "x" * 501}, "reason"),
    ("PATCH", "bank_accounts/$a/", {}, "account_holder_name"),
    ("PATCH", "bank_accounts/$a/", {"account_holder_name": True}, "account_holder_name"),
]


@pytest.mark.parametrize(("method", "address", "body", "field"), BAD_BODIES)
def test_a_bad_body_is_refused_and_changes_nothing(
    caller: ApiCaller, method: str, address: str, body: Any, field: str | None
) -> None:
    address = address.replace("$m", str(caller.merchant.id)).replace("$a", str(caller.account.id))
    with no_row_changes():
        assert refusal_of(send(caller, method, address, body)) == (400, "validation_error", field)


# --- adjustments ---------------------------------------------------------------------------------------------------


@pytest.fixture
def asha(people: None, merchant: Merchant) -> ApiCaller:
    return ApiCaller(client_as(operator_called("asha")), merchant)


@pytest.fixture
def ravi(people: None, merchant: Merchant) -> ApiCaller:
    return ApiCaller(client_as(operator_called("ravi")), merchant)


def propose(by: ApiCaller, key: object = None, **changes: Any) -> ApiResponse:
    body = {"direction": "debit", "amount_paise": 4_500, "reason": "Wire 7 had a zero too many"} | changes
    headers = {"Idempotency_Key": str(key or uuid4()), "X_Merchant_Id": str(by.merchant.id)}
    return send(by, "POST", "adjustments/", body, **headers)


def test_an_adjustment_from_its_proposal_to_the_ledger(asha: ApiCaller, ravi: ApiCaller) -> None:
    key = uuid4()
    proposed = propose(asha, key)
    assert proposed.status_code == 201
    shown = proposed.json()
    assert shown == {
        "id": shown["id"],
        "merchant_id": str(asha.merchant.id),
        "direction": "debit",
        "amount_paise": 4_500,
        "amount_inr": "₹45.00",
        "reason": "Wire 7 had a zero too many",
        "idempotency_key": str(key),
        "status": "proposed",
        "proposed_by": "asha@example.in",
        "created_at": shown["created_at"],
        "decided_by": "",
        "decided_at": None,
        "entry_id": None,
    }
    replayed = propose(asha, key)
    assert (replayed.status_code, replayed.json()) == (200, shown)
    with no_row_changes():
        own = send(asha, "POST", f"adjustments/{shown['id']}/approve/")
        assert refusal_of(own) == (400, "validation_error", "adjustment_id")
        assert refusal_of(propose(asha, key, amount_paise=1)) == (409, "idempotency_conflict", None)
    approved = send(ravi, "POST", f"adjustments/{shown['id']}/approve/").json()
    assert approved["changed"] is True
    adjustment = approved["adjustment"]
    assert (adjustment["status"], adjustment["decided_by"]) == ("approved", "ravi@example.in")
    assert adjustment["decided_at"]
    newest = ravi.get("ledger/").json()["results"][0]
    assert (newest["id"], newest["entry_type"], newest["amount_paise"], newest["description"]) == (
        adjustment["entry_id"],
        "adjustment_debit",
        -4_500,
        "Wire 7 had a zero too many",
    )
    assert send(ravi, "POST", f"adjustments/{shown['id']}/approve/").json() == approved | {"changed": False}
    assert send(ravi, "GET", f"adjustments/{shown['id']}/").json() == adjustment
    assert refusal_of(send(ravi, "POST", f"adjustments/{shown['id']}/reject/")) == (
        400,
        "validation_error",
        "adjustment_id",
    )
    event = AuditEvent.objects.get(action="adjustment.approved")
    assert (event.actor_kind, event.subject_id) == ("key", shown["id"])


def test_a_second_key_of_the_proposer_does_not_approve(asha: ApiCaller) -> None:
    proposed = propose(asha).json()
    second = ApiCaller(client_as(operator_called("asha")), asha.merchant)
    with no_row_changes():
        refused = send(second, "POST", f"adjustments/{proposed['id']}/approve/")
    assert refusal_of(refused) == (400, "validation_error", "adjustment_id")


def test_a_debit_beyond_the_balance_is_refused(asha: ApiCaller, ravi: ApiCaller) -> None:
    with no_row_changes():
        refused = propose(asha, amount_paise=100_001)
    assert (refusal_of(refused), refused.json()["available_paise"]) == ((402, "insufficient_funds", None), 100_000)
    proposed = propose(asha, amount_paise=100_000).json()
    ravi.create(amount_paise=1)
    with no_row_changes():
        late = send(ravi, "POST", f"adjustments/{proposed['id']}/approve/")
    assert (refusal_of(late), late.json()["available_paise"]) == ((402, "insufficient_funds", None), 99_999)


def test_adjustments_are_listed_newest_first(asha: ApiCaller, ravi: ApiCaller, stranger: ApiCaller) -> None:
    first, second = (propose(asha, amount_paise=paise).json()["id"] for paise in (1, 2))
    of_another = propose(ApiCaller(asha.client, stranger.merchant)).json()["id"]
    send(ravi, "POST", f"adjustments/{first}/reject/")

    def listed(**parameters: Any) -> tuple[int, list[str]]:
        body = asha.client.get("/api/v1/adjustments/", parameters).json()
        return body["count"], [row["id"] for row in body["results"]]

    assert listed() == (3, [of_another, second, first])
    assert listed(merchant_id=asha.merchant.id) == (2, [second, first])
    assert listed(merchant_id=asha.merchant.id, status="rejected") == (1, [first])
    assert listed(limit=1, offset=1) == (3, [second])
    assert refusal_of(asha.client.get("/api/v1/adjustments/?status=done")) == (400, "validation_error", "status")
    assert refusal_of(asha.client.get(f"/api/v1/adjustments/?merchant_id={A_UUID}")) == (404, "not_found", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"direction": "gift"}, "direction"),
        ({"direction": None}, "direction"),
        ({"direction": ["credit"]}, "direction"),
        ({"amount_paise": 0}, "amount_paise"),
        ({"amount_paise": -5}, "amount_paise"),
        ({"amount_paise": 5.0}, "amount_paise"),
        ({"amount_paise": "5"}, "amount_paise"),
        ({"amount_paise": 2**53}, "amount_paise"),
        ({"reason": ""}, "reason"),
        ({"reason": None}, "reason"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
def test_a_bad_proposal_is_refused(asha: ApiCaller, changes: dict[str, Any], field: str) -> None:
    with no_row_changes():
        assert refusal_of(propose(asha, **changes)) == (400, "validation_error", field)


def test_a_proposal_needs_a_key_and_a_known_merchant(asha: ApiCaller) -> None:
    asha.merchant.id = UUID(A_UUID)
    with no_row_changes():
        assert refusal_of(propose(asha)) == (400, "validation_error", "merchant_id")
        assert refusal_of(propose(asha, "no uuid")) == (400, "validation_error", "Idempotency-Key")


def test_open_access_and_a_key_without_a_user_propose_nothing(caller: ApiCaller, asha: ApiCaller) -> None:
    proposed = propose(asha).json()["id"]
    nobodies = [caller, ApiCaller(client_of(None), caller.merchant)]
    with no_row_changes():
        for nobody in nobodies:
            assert refusal_of(propose(nobody)) == (403, "forbidden", None)
            for verb in ("approve", "reject"):
                refused = send(nobody, "POST", f"adjustments/{proposed}/{verb}/")
                assert refusal_of(refused) == (403, "forbidden", None)
    assert (Adjustment.objects.count(), LedgerEntry.objects.count()) == (1, 1)
