"""Adjustments in GraphQL: the same rules as in REST."""

from typing import Any
from uuid import uuid4

import pytest

from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, no_row_changes
from tests.api.malformed import A_UUID
from tests.support.operators import client_as, operator_called
from tests.support.users import people

__all__ = ["people"]

FIELDS = """id direction amountPaise amountInr reason status proposedBy decidedBy decidedAt merchant { id }
    entry { entryType amountPaise description }"""
PROPOSE = f"""mutation ($input: ProposeAdjustmentInput!) {{ result: proposeAdjustment(input: $input) {{ __typename
  ... on ProposeAdjustmentSuccess {{ replayed adjustment {{ {FIELDS} }} }}
  ... on InsufficientFunds {{ message availablePaise }} ... on IdempotencyConflict {{ message }}
  ... on ValidationError {{ message field }} }} }}"""


def decide(verb: str) -> str:
    name = f"{verb.capitalize()}Adjustment"
    funds = "... on InsufficientFunds { availablePaise }" if verb == "approve" else ""
    return f"""mutation ($input: {name}Input!) {{ result: {verb}Adjustment(input: $input) {{ __typename {funds}
      ... on {name}Success {{ changed adjustment {{ {FIELDS} }} }} ... on ValidationError {{ message field }} }} }}"""


@pytest.fixture
def asha(people: None, merchant: Merchant) -> ApiCaller:
    return ApiCaller(client_as(operator_called("asha")), merchant)


@pytest.fixture
def ravi(people: None, merchant: Merchant) -> ApiCaller:
    return ApiCaller(client_as(operator_called("ravi")), merchant)


def proposal(by: ApiCaller, **changes: Any) -> dict[str, Any]:
    return {
        "merchantId": str(by.merchant.id),
        "direction": "DEBIT",
        "amountPaise": 4_500,
        "reason": "Wire 7 had a zero too many",
        "idempotencyKey": str(uuid4()),
    } | changes


def result(by: ApiCaller, document: str, **values: Any) -> Any:
    body = by.ask(document, input=values).json()
    assert "errors" not in body, body
    return body["data"]["result"]


def test_an_adjustment_from_its_proposal_to_the_ledger(asha: ApiCaller, ravi: ApiCaller) -> None:
    asked = proposal(asha)
    proposed = result(asha, PROPOSE, **asked)
    assert proposed["replayed"] is False
    shown = proposed["adjustment"]
    assert shown == {
        "id": shown["id"],
        "direction": "DEBIT",
        "amountPaise": 4_500,
        "amountInr": "₹45.00",
        "reason": "Wire 7 had a zero too many",
        "status": "PROPOSED",
        "proposedBy": "asha@example.in",
        "decidedBy": "",
        "decidedAt": None,
        "merchant": {"id": str(asha.merchant.id)},
        "entry": None,
    }
    with no_row_changes():
        assert result(asha, PROPOSE, **asked) == proposed | {"replayed": True}
        assert result(asha, PROPOSE, **asked | {"amountPaise": 1})["__typename"] == "IdempotencyConflict"
        own = result(asha, decide("approve"), adjustmentId=shown["id"])
    assert (own["__typename"], own["field"]) == ("ValidationError", "adjustmentId")
    approved = result(ravi, decide("approve"), adjustmentId=shown["id"])
    decided_at = approved["adjustment"]["decidedAt"]
    entry = {"entryType": "ADJUSTMENT_DEBIT", "amountPaise": -4_500, "description": "Wire 7 had a zero too many"}
    decided = {"status": "APPROVED", "decidedBy": "ravi@example.in", "decidedAt": decided_at, "entry": entry}
    assert approved["changed"] is True
    assert approved["adjustment"] == shown | decided
    assert decided_at
    assert result(ravi, decide("approve"), adjustmentId=shown["id"])["changed"] is False
    assert result(ravi, decide("reject"), adjustmentId=shown["id"])["field"] == "adjustmentId"


def test_each_operator_is_told_whose_proposal_it_is(asha: ApiCaller, ravi: ApiCaller, caller: ApiCaller) -> None:
    result(asha, PROPOSE, **proposal(asha))
    again = client_as(operator_called("asha"))  # another key of the same operator
    listed = "{ adjustments(first: 5) { edges { node { viewerDidPropose } } } }"

    def told(by: ApiCaller) -> list[bool]:
        return [edge["node"]["viewerDidPropose"] for edge in by.ask(listed).json()["data"]["adjustments"]["edges"]]

    assert told(asha) == told(ApiCaller(again, asha.merchant)) == [True]
    assert told(ravi) == told(caller) == [False]


def test_a_debit_beyond_the_balance_is_refused(asha: ApiCaller, ravi: ApiCaller) -> None:
    refused = result(asha, PROPOSE, **proposal(asha, amountPaise=100_001))
    assert (refused["__typename"], refused["availablePaise"]) == ("InsufficientFunds", 100_000)
    proposed = result(asha, PROPOSE, **proposal(asha, amountPaise=100_000))["adjustment"]["id"]
    ravi.create(amount_paise=1)
    with no_row_changes():
        late = result(ravi, decide("approve"), adjustmentId=proposed)
    assert late == {"__typename": "InsufficientFunds", "availablePaise": 99_999}


def test_adjustments_are_listed(asha: ApiCaller, ravi: ApiCaller, stranger: ApiCaller) -> None:
    first = result(asha, PROPOSE, **proposal(asha))["adjustment"]["id"]
    other = result(asha, PROPOSE, **proposal(stranger))["adjustment"]["id"]
    result(ravi, decide("reject"), adjustmentId=first)

    def listed(arguments: str) -> list[str]:
        page = asha.ask(f"{{ adjustments{arguments} {{ totalCount edges {{ node {{ id }} }} }} }}").json()["data"]
        ids = [edge["node"]["id"] for edge in page["adjustments"]["edges"]]
        assert page["adjustments"]["totalCount"] == len(ids)
        return ids

    assert listed("") == [other, first]
    assert listed("(status: REJECTED)") == [first]
    assert listed(f'(merchantId: "{stranger.merchant.id}")') == [other]
    assert listed(f'(merchantId: "{stranger.merchant.id}", status: REJECTED)') == []
    unknown = asha.ask(f'{{ adjustments(merchantId: "{uuid4()}") {{ totalCount }} }}').json()
    assert unknown["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"merchantId": A_UUID}, "merchantId"),
        ({"merchantId": "no uuid"}, "merchantId"),
        ({"amountPaise": 0}, "amountPaise"),
        ({"amountPaise": -5}, "amountPaise"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
def test_a_bad_proposal_names_its_field(asha: ApiCaller, changes: dict[str, Any], field: str) -> None:
    with no_row_changes():
        refused = result(asha, PROPOSE, **proposal(asha, **changes))
    assert (refused["__typename"], refused["field"]) == ("ValidationError", field)


@pytest.mark.parametrize("verb", ["approve", "reject"])
@pytest.mark.parametrize("unknown", [A_UUID, "no uuid"])
def test_an_unknown_adjustment_is_refused(asha: ApiCaller, verb: str, unknown: str) -> None:
    assert result(asha, decide(verb), adjustmentId=unknown)["field"] == "adjustmentId"


def test_open_access_names_no_operator(caller: ApiCaller) -> None:
    with no_row_changes():
        [error] = caller.ask(PROPOSE, input=proposal(caller)).json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert "two operators" in error["message"]
