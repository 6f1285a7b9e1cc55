"""A returned payout through both APIs, and an operator who records one."""

from typing import Any
from uuid import uuid4

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.payouts import lifecycle
from server.payouts.models import Payout
from server.payouts.return_facts import PayoutReturn
from tests.api.conftest import ApiCaller, graphql, no_row_changes
from tests.conftest import pay
from tests.payouts.test_returning import TODAY
from tests.support import counting
from tests.support.returns import returned_payout

RETURNED = "returned { at reference reasonCode reason valueOn learned entry { id entryType amountPaise sequence } }"
KNOWN = f"id status moneyIs safeToRetry explanation nextAction {RETURNED}"
READ = f"query ($id: ID!) {{ payout(id: $id) {{ {KNOWN} }} }}"
LIST = f"query ($id: ID!) {{ payouts(merchantId: $id) {{ edges {{ node {{ {KNOWN} }} }} }} }}"
RECORD = f"""mutation ($input: RecordPayoutReturnInput!) {{ recordPayoutReturn(input: $input) {{ __typename
  ... on RecordPayoutReturnSuccess {{ replayed payout {{ {KNOWN} }} }}
  ... on ValidationError {{ message field }} }} }}"""


def given(payout: Payout | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "payoutId": str(payout.id if payout else uuid4()),
        "amountPaise": 500,
        "returnReference": "RET7",
        "valueOn": TODAY.isoformat(),
        "reason": "The account is closed.",
        "reasonCode": "bank_account_closed",
    } | changes


def by_hand(caller: ApiCaller, values: dict[str, Any]) -> Any:
    return graphql(caller.client, RECORD, input=values).json()["data"]["recordPayoutReturn"]


def completed(caller: ApiCaller) -> Payout:
    payout = pay(caller.merchant, 500)
    lifecycle.settle_due(SimulatedBank())
    return payout


def in_rest(caller: ApiCaller, payout: object, values: dict[str, Any]) -> Any:
    names = {"amountPaise": "amount_paise", "returnReference": "return_reference", "valueOn": "value_on"}
    names |= {"reasonCode": "reason_code", "reason": "reason"}
    body = {names[name]: value for name, value in values.items() if name in names}
    return caller.client.post(f"/api/v1/payouts/{payout}/return/", body, content_type="application/json")


def test_an_operator_records_one_in_rest(caller: ApiCaller) -> None:
    payout = completed(caller)
    told = {"payout_id": str(payout.id), "return_reference": "RET7"}
    first, again = (in_rest(caller, payout.id, given(payout)) for _ in range(2))
    assert (first.status_code, first.json()) == (201, told | {"replayed": False})
    assert (again.status_code, again.json()) == (200, told | {"replayed": True})
    fact = PayoutReturn.objects.get()
    assert (fact.payout_id, fact.reason_code, fact.learned) == (payout.id, "bank_account_closed", "operator")
    assert by_hand(caller, given(payout))["replayed"] is True


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amountPaise": 499}, "amount_paise"),
        ({"amountPaise": "500"}, "amount_paise"),
        ({"valueOn": "30.11.2026"}, "value_on"),
        ({"valueOn": 5}, "value_on"),
        ({"valueOn": "1999-01-01"}, "value_on"),
        ({"reason": ""}, "reason"),
        ({"reason": 5}, "reason"),
        ({"returnReference": "x" * 65}, "return_reference"),
        ({"reasonCode": "cancelled"}, "reason_code"),
        ({"reasonCode": 5}, "reason_code"),
    ],
)
def test_a_bad_one_in_rest_changes_nothing(caller: ApiCaller, changes: dict[str, Any], field: str) -> None:
    payout = completed(caller)
    with no_row_changes():
        refused = in_rest(caller, payout.id, given(payout, **changes))
        unknown = in_rest(caller, uuid4(), given())
    assert (refused.status_code, refused.json()["field"]) == (400, field)
    assert unknown.status_code == 404


def test_graphql_tells_all_of_it(caller: ApiCaller) -> None:
    payout = returned_payout(caller.merchant)
    fact = PayoutReturn.objects.select_related("entry").get()
    said = graphql(caller.client, READ, id=str(payout.id)).json()["data"]["payout"]
    assert said == {
        "id": str(payout.id),
        "status": "COMPLETED",
        "moneyIs": "WITH_US",
        "safeToRetry": True,
        "explanation": "Paid, and the money came back. It is available again.",
        "nextAction": "NONE",
        "returned": {
            "at": fact.returned_at.isoformat(),
            "reference": fact.return_reference,
            "reasonCode": "beneficiary_bank_rejected",
            "reason": "The beneficiary's bank could not credit the account.",
            "valueOn": TODAY.isoformat(),
            "learned": "BANK",
            "entry": {
                "id": str(fact.entry_id),
                "entryType": "PAYOUT_RETURNED",
                "amountPaise": 500,
                "sequence": fact.entry.seq,
            },
        },
    }
    listed = graphql(caller.client, LIST, id=str(caller.merchant.id)).json()["data"]["payouts"]["edges"]
    assert [edge["node"] for edge in listed] == [said]


def test_rest_tells_when(caller: ApiCaller) -> None:
    payout = returned_payout(caller.merchant)
    completed(caller)
    at = payout.its_return.returned_at.isoformat()
    assert caller.get(f"payouts/{payout.id}/").json()["returned_at"] == at
    listed = caller.get("payouts/").json()["results"]
    assert [(each["status"], each["returned_at"]) for each in listed] == [("completed", None), ("completed", at)]
    [entry, *_] = [each for each in caller.get("ledger/").json()["results"] if each["entry_type"] == "payout_returned"]
    assert (entry["amount_paise"], entry["direction"], entry["payout_id"]) == (500, "credit", str(payout.id))


def test_a_list_takes_as_many_statements_for_many_as_for_one(caller: ApiCaller) -> None:
    def statements() -> int:
        with counting.round_trips() as counted:
            graphql(caller.client, LIST, id=str(caller.merchant.id))
        return len(counted.statements)

    returned_payout(caller.merchant)
    statements()
    few = statements()
    for _ in range(3):
        returned_payout(caller.merchant)
        completed(caller)
    assert statements() == few


def test_an_operator_records_one_and_the_same_again_changes_nothing(caller: ApiCaller) -> None:
    payout = completed(caller)
    said = by_hand(caller, given(payout))
    assert (said["__typename"], said["replayed"]) == ("RecordPayoutReturnSuccess", False)
    told = said["payout"]
    assert (told["moneyIs"], told["safeToRetry"]) == ("WITH_US", True)
    assert (told["returned"]["learned"], told["returned"]["reasonCode"]) == ("OPERATOR", "bank_account_closed")
    with no_row_changes():
        assert by_hand(caller, given(payout))["replayed"]


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"amountPaise": 499}, "amountPaise", "comes back whole"),
    ({"amountPaise": 0}, "amountPaise", "amountPaise"),
    ({"returnReference": ""}, "returnReference", "returnReference"),
    ({"returnReference": "x" * 65}, "returnReference", "64"),
    ({"reason": " "}, "reason", "reason"),
    ({"reason": "x" * 301}, "reason", "300"),
    ({"reasonCode": "tired"}, "reasonCode", "one of"),
    ({"reasonCode": "cancelled"}, "reasonCode", "one of"),
    ({"valueOn": "2020-01-01"}, "valueOn", "from the payout's completion"),
    ({"valueOn": "2099-01-01"}, "valueOn", "to today"),
    ({"payoutId": "01a228ca-d9f4-7724-a88a-20b38d36d48c"}, "payoutId", "No such payout"),
    ({"payoutId": "none"}, "payoutId", "payoutId"),
]


@pytest.mark.parametrize(("change", "field", "words"), BAD, ids=range(12))
def test_bad_input_is_told_with_its_field_and_changes_nothing(
    caller: ApiCaller, change: dict[str, Any], field: str, words: str
) -> None:
    payout = completed(caller)
    with no_row_changes():
        said = by_hand(caller, given(payout, **change))
    assert (said["__typename"], said["field"]) == ("ValidationError", field)
    assert words in said["message"]


@pytest.mark.parametrize("script", [Script.ACCOUNT_CLOSED, Script.STAYS_IN_PROGRESS])
def test_a_payout_that_is_not_completed_does_not_come_back(caller: ApiCaller, script: Script) -> None:
    payout = pay(caller.merchant, 500, script)
    lifecycle.settle_due(SimulatedBank())
    with no_row_changes():
        said = by_hand(caller, given(payout))
    assert (said["field"], "not completed" in said["message"]) == ("payoutId", True)


def test_a_reference_of_another_payout_is_refused(caller: ApiCaller) -> None:
    first, second = completed(caller), completed(caller)
    by_hand(caller, given(first))
    with no_row_changes():
        said = by_hand(caller, given(second))
    assert said["field"] == "returnReference"


FOUND = """query ($id: ID!, $filter: PayoutFilter) {
  payouts(merchantId: $id, filter: $filter) { edges { node { id } } } payoutTotals(merchantId: $id, filter: $filter) {
    count sumPaise } }"""


def test_both_apis_find_what_came_back_and_what_did_not(caller: ApiCaller) -> None:
    came_back, stayed = returned_payout(caller.merchant), completed(caller)
    for returned, expected in ((True, came_back), (False, stayed)):
        variables = {"id": str(caller.merchant.id), "filter": {"returned": returned}}
        said = graphql(caller.client, FOUND, **variables).json()["data"]
        assert [edge["node"]["id"] for edge in said["payouts"]["edges"]] == [str(expected.id)]
        assert said["payoutTotals"] == {"count": 1, "sumPaise": 500}
        listed = caller.get("payouts/", returned=str(returned).lower()).json()
        assert [each["id"] for each in listed["results"]] == [str(expected.id)]
    assert caller.get("payouts/", returned="maybe").json()["field"] == "returned"


LEDGER = "query ($id: ID!) { ledger(merchantId: $id) { edges { node { entryType payoutReturn { payout { id } } } } } }"


def test_the_ledgers_entry_leads_to_the_payout(caller: ApiCaller) -> None:
    payout = returned_payout(caller.merchant)
    edges = graphql(caller.client, LEDGER, id=str(caller.merchant.id)).json()["data"]["ledger"]["edges"]
    led = {edge["node"]["entryType"]: edge["node"]["payoutReturn"] for edge in edges}
    assert led.pop("PAYOUT_RETURNED") == {"payout": {"id": str(payout.id)}}
    assert set(led.values()) == {None}
