"""GraphQL reads: the same facts as REST's, and their edges, fetched for a whole list at once."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts.details import GivenDetails, Purpose
from server.payouts.lifecycle import settle_due
from tests.api.conftest import ApiCaller, shows_no_account_number
from tests.api.malformed import NOT_UUIDS_IN_A_BODY
from tests.conftest import account_of, pay
from tests.support.fees import charge_fees
from tests.support.returns import returned_payout

ACCOUNT = (
    "id accountHolderName accountNumberMasked ifscCode accountType isVerified isPrimary createdAt bankName branchName"
)
PAYOUT = (
    "id status amountPaise amountInr attemptCount failureReason bankReferenceId idempotencyKey"
    " createdAt updatedAt processingStartedAt completedAt failedAt reference clientReference narration purpose batchId"
    " notBefore coolingOffUntil owedCompensationPaise failure { kind source code } returned { at reference reason }"
    " fee { feePaise taxPaise totalPaise igstPaise cgstPaise sgstPaise refunded }"
)
ENTRY = "id entryType amountPaise amountInr direction description payoutId createdAt reference"


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def as_graphql(value: Any) -> Any:
    """A REST object as GraphQL spells it: names in camel case, enums in capitals."""
    match value:
        case dict():
            capitals = {"status", "account_type", "entry_type", "direction", "purpose", "kind", "source"}
            return {
                camel(name): item.upper() if item and name in capitals else as_graphql(item)
                for name, item in value.items()
            }
        case list():
            return [as_graphql(item) for item in value]
    return value


def test_both_apis_show_a_payout_alike(caller: ApiCaller) -> None:
    details = GivenDetails("INV-201", "Invoice 201", Purpose.VENDOR_BILL)
    payouts = [pay(caller.merchant, 9_999, details=details), pay(caller.merchant, 1, script=Script.ACCOUNT_CLOSED)]
    settle_due(SimulatedBank())
    returned = returned_payout(caller.merchant)
    charge_fees(caller.merchant)
    failed = pay(caller.merchant, 2, script=Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    for payout in [*payouts, pay(caller.merchant), returned, failed]:
        rest = as_graphql(caller.get(f"payouts/{payout.id}/").json())
        assert rest.pop("rail") is None  # the engine's choice is GraphQL's to tell (test_rails.py)
        assert rest.pop("approval") is None  # GraphQL has more to tell of one
        account = "bankAccount { id accountNumberMasked ifscCode accountType }"
        response = caller.ask(f"query ($id: ID!) {{ payout(id: $id) {{ {PAYOUT} {account} }} }}", id=str(payout.id))
        at, reference, reason = (rest.pop(name) for name in ("returnedAt", "returnReference", "returnReason"))
        return_ = at and {"at": at, "reference": reference, "reason": reason}
        assert response.json() == {"data": {"payout": rest | {"returned": return_}}}


def test_both_apis_show_a_ledger_alike(caller: ApiCaller) -> None:
    pay(caller.merchant)
    settle_due(SimulatedBank())
    rest = as_graphql(caller.get("ledger/").json())
    document = f"query ($m: ID!) {{ ledger(merchantId: $m) {{ totalCount edges {{ node {{ {ENTRY} }} }} }} }}"
    found = caller.ask(document, m=str(caller.merchant.id)).json()["data"]["ledger"]
    assert [edge["node"] for edge in found["edges"]] == rest["results"]
    assert found["totalCount"] == rest["count"] == 4


def test_both_apis_show_a_merchant_alike(caller: ApiCaller) -> None:
    [rest] = as_graphql(caller.get("merchants/").json()["results"])
    response = caller.ask(
        f"query ($id: ID!) {{ merchant(id: $id) {{ id name email isActive createdAt bankAccounts {{ {ACCOUNT} }} }} }}",
        id=str(caller.merchant.id),
    )
    assert response.json() == {"data": {"merchant": rest}}
    assert shows_no_account_number(response)


def test_both_apis_show_a_balance_alike(caller: ApiCaller) -> None:
    pay(caller.merchant, 12_345)
    rest = caller.get("balance/").json()
    fields = "availablePaise heldPaise totalPaise availableInr heldInr totalInr ledgerSequence"
    response = caller.ask(
        f"query ($m: ID!) {{ balance(merchantId: $m) {{ {fields} }} merchant(id: $m) {{ balance {{ {fields} }} }} }}",
        m=str(caller.merchant.id),
    ).json()["data"]
    assert response["balance"] == response["merchant"]["balance"]
    assert response["balance"] == {
        "availablePaise": rest["available_balance_paise"],
        "heldPaise": rest["held_balance_paise"],
        "totalPaise": rest["total_balance_paise"],
        "availableInr": rest["available_balance_inr"],
        "heldInr": rest["held_balance_inr"],
        "totalInr": rest["total_balance_inr"],
        "ledgerSequence": rest["ledger_sequence"],
    }


def test_a_payouts_edges_lead_to_its_merchant_account_and_entries(caller: ApiCaller) -> None:
    payout = pay(caller.merchant)
    document = """query ($id: ID!) { payout(id: $id) {
      merchant { id } bankAccount { id } ledgerEntries { entryType amountPaise payout { id merchant { id } } } } }"""
    found = caller.ask(document, id=str(payout.id)).json()["data"]["payout"]
    merchant = {"id": str(caller.merchant.id)}
    back = {"id": str(payout.id), "merchant": merchant}
    assert (found["merchant"], found["bankAccount"]) == (merchant, {"id": str(caller.account.id)})
    assert found["ledgerEntries"] == [{"entryType": "PAYOUT_HOLD", "amountPaise": -10_000, "payout": back}]


def test_a_payouts_entries_are_oldest_first(caller: ApiCaller) -> None:
    payout = pay(caller.merchant)
    settle_due(SimulatedBank())
    document = "query ($id: ID!) { payout(id: $id) { ledgerEntries { entryType } } }"
    found = caller.ask(document, id=str(payout.id)).json()["data"]["payout"]["ledgerEntries"]
    assert [entry["entryType"] for entry in found] == ["PAYOUT_HOLD", "PAYOUT_RELEASE", "PAYOUT_COMPLETED"]


UNKNOWN_IDS = [str(uuid4()), *NOT_UUIDS_IN_A_BODY.values(), 5]


@pytest.mark.parametrize("what", ["merchant", "payout"])
def test_an_unknown_id_is_null_in_a_nullable_field(caller: ApiCaller, what: str) -> None:
    document = f"query ($id: ID!) {{ {what}(id: $id) {{ id }} }}"
    responses = {identifier: caller.ask(document, id=identifier).json() for identifier in UNKNOWN_IDS}
    assert responses == {identifier: {"data": {what: None}} for identifier in UNKNOWN_IDS}


@pytest.mark.parametrize("what", ["balance { totalPaise }", "payouts { totalCount }", "ledger { totalCount }"])
def test_an_unknown_id_is_an_error_in_a_non_null_field(caller: ApiCaller, what: str) -> None:
    document = "query ($id: ID!) { " + what.replace(" {", "(merchantId: $id) {") + " }"
    for identifier in UNKNOWN_IDS:
        response = caller.ask(document, id=identifier)
        [error] = response.json()["errors"]
        assert (error["message"], error["extensions"]["code"]) == ("No such merchant.", "NOT_FOUND")


LISTS = {
    "merchants": """{ merchants { edges { node {
        id name bankAccounts { id accountNumberMasked } balance { totalPaise } } } } }""",
    "payouts": """query ($m: ID!) { payouts(merchantId: $m) { edges { node {
        id bankAccount { ifscCode } merchant { name balance { totalPaise } }
        ledgerEntries { entryType payout { id status } } } } } }""",
    "ledger": """query ($m: ID!) { ledger(merchantId: $m) { edges { node {
        payout { status bankAccount { ifscCode } } } } } }""",
    "payouts and their merchants' accounts": """query ($m: ID!) { payouts(merchantId: $m) { edges { node {
        merchant { bankAccounts { id } } } } } }""",
}


@pytest.mark.parametrize("document", LISTS.values(), ids=LISTS)
def test_a_list_of_twenty_takes_the_statements_of_a_list_of_one(
    caller: ApiCaller, new_merchant: Callable[..., Merchant], document: str
) -> None:
    statements = []
    for length in (1, 20):
        for n in range(length):
            pay(caller.merchant, 1, script=f"{n:04}")
            account_of(new_merchant(), "4242")
        with CaptureQueriesContext(connection) as queries:
            response = caller.ask(document, m=str(caller.merchant.id)).json()
        assert "errors" not in response
        [found] = response["data"].values()
        assert len(found["edges"]) >= length
        statements.append([query["sql"] for query in queries])
    assert len(statements[1]) == len(statements[0]) <= 6, "\n".join(statements[1])


def test_no_read_shows_an_account_number(caller: ApiCaller) -> None:
    pay(caller.merchant)
    assert shows_no_account_number(caller.ask(LISTS["merchants"]))
    found = caller.ask('{ __type(name: "BankAccount") { fields { name } } }').json()["data"]["__type"]["fields"]
    assert "accountNumber" not in {field["name"] for field in found}
