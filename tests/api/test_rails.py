"""Rails and plans in both APIs: the same rules, the same plan, the same refusals."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.accounts import retire_bank_account
from server.payouts.lifecycle import settle_due
from server.rails.rules import Rail, rules
from tests.api.conftest import ApiCaller, ApiResponse, no_row_changes
from tests.conftest import account_of, pay

PLAN = """query ($input: PlanPayoutInput!) { result: planPayout(input: $input) { __typename
  ... on PayoutPlan { rail candidates { rail eligible reasons words expectedBy feePaise taxPaise } totalCostPaise
    availableAfterPaise
    shortByPaise expectedBy heldBy { id } warnings { code words } asOfSequence rulesVersion coolingOffUntil }
  ... on ValidationError { message field } } }"""
RAILS = """query ($at: DateTime) { rails(at: $at) { version
  rules { rail minPaise maxPaise leiFromPaise alwaysOpen open goodFor creditBy returnBy utrPattern
    from to source checkedOn isStale disputed }
  branches { codes rails why from to source checkedOn isStale disputed } } }"""
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()


def in_graphql(caller: ApiCaller, **changes: Any) -> Any:
    asked = {"merchantId": str(caller.merchant.id), "bankAccountId": str(caller.account.id), "amountPaise": 10_000}
    with no_row_changes():
        return caller.ask(PLAN, input=asked | changes).json()


def in_rest(caller: ApiCaller, **changes: Any) -> ApiResponse:
    with no_row_changes():
        return caller.post(json.dumps(caller.body(**changes)), address="/api/v1/payouts/plan/")


def camel(value: Any) -> Any:
    """REST's answer as GraphQL would spell it."""
    if isinstance(value, list):
        return [camel(each) for each in value]
    if isinstance(value, dict):
        named = {"".join(w if not n else w.title() for n, w in enumerate(k.split("_"))): v for k, v in value.items()}
        return {
            name: [each.upper() for each in inner]
            if name == "reasons"
            else inner.upper()
            if name == "code"
            else [{"id": each} for each in inner]
            if name == "heldBy"
            else camel(inner)
            for name, inner in named.items()
        }
    return value


@pytest.mark.parametrize("paise", [1, 10_000, 100_000, 100_001, 2_00_000_00, 5_00_000_01, 2**53 - 1])
def test_both_apis_plan_the_same(caller: ApiCaller, paise: int) -> None:
    pay(caller.merchant, 500)
    found = in_graphql(caller, amountPaise=paise, notBefore=TOMORROW)["data"]["result"]
    answer = in_rest(caller, amount_paise=paise, not_before=TOMORROW)
    assert answer.status_code == 200, answer.content
    assert camel(answer.json()) | {"__typename": "PayoutPlan"} == found
    assert found["rulesVersion"] == rules().version
    assert found["availableAfterPaise"] == max(0, 99_500 - paise)


def test_a_rail_of_the_callers_choice_is_planned_with(caller: ApiCaller) -> None:
    found = in_graphql(caller, rail="NEFT", notBefore="2026-12-24T23:59:00+05:30")["data"]["result"]
    assert (found["__typename"], found.get("rail"), found.get("expectedBy")) in [
        ("PayoutPlan", "NEFT", "2026-12-24T20:30:00+00:00"),
        ("ValidationError", None, None),  # once that time has passed
    ]
    assert in_rest(caller, rail="NEFT").json()["rail"] == "NEFT"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"amount_paise": 0}, "amount_paise", "amount_paise must be a positive integer of paise, at most 2^53 - 1."),
        ({"rail": "RTGS", "amount_paise": 500}, "rail", "RTGS takes ₹2,00,000.00 or more."),
        ({"rail": "IMPS", "amount_paise": 5_00_000_01}, "rail", "IMPS takes ₹5,00,000.00 at most."),
        ({"rail": "UPI"}, "rail", "UPI pays to a UPI address, and this is a bank account."),
        ({"not_before": "2020-01-01T00:00:00Z"}, "not_before", "not_before must be a moment that is still to come."),
        ({"not_before": "9999-12-31T23:59:59-14:00"}, "not_before", "not_before must be a moment that is near."),
    ],
)
def test_both_refuse_the_same_by_its_field(
    caller: ApiCaller, changes: dict[str, Any], field: str, message: str
) -> None:
    answer = in_rest(caller, **changes)
    assert (answer.status_code, answer.json()["error"]) == (400, "validation_error")
    assert (answer.json()["field"], answer.json()["message"]) == (field, message)
    refused = in_graphql(caller, **camel(changes))["data"]["result"]
    spelt = camel({field: 0}).popitem()[0]
    assert refused == {"__typename": "ValidationError", "message": message.replace(field, spelt), "field": spelt}


@pytest.mark.parametrize("rail", ["imps", "SWIFT", "", 5, True, [], {}])
def test_what_is_no_rail_is_refused(caller: ApiCaller, rail: object) -> None:
    answer = in_rest(caller, rail=rail)
    assert (answer.status_code, answer.json()["field"]) == (400, "rail")
    [error] = in_graphql(caller, rail=rail)["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("name", ["Rail", "RAIL", "notBefore"])
def test_a_misspelt_member_is_refused(caller: ApiCaller, name: str) -> None:
    assert in_rest(caller, **{name: "NEFT"}).status_code == 400


def test_an_account_that_is_retired_or_anothers_has_no_plan(caller: ApiCaller, stranger: ApiCaller) -> None:
    retired = account_of(caller.merchant, Script.ACCOUNT_CLOSED)
    retire_bank_account(retired.id)
    for account, words in ((retired, "retired"), (stranger.account, "No such bank account")):
        answer = in_rest(caller, bank_account_id=str(account.id))
        assert (answer.status_code, answer.json()["field"]) == (400, "bank_account_id")
        assert words in answer.json()["message"]
        assert in_graphql(caller, bankAccountId=str(account.id))["data"]["result"]["field"] == "bankAccountId"


def test_a_short_balance_names_the_payouts_that_hold_it(caller: ApiCaller) -> None:
    holding = pay(caller.merchant, 60_000)
    assert in_rest(caller, amount_paise=50_000).json()["held_by"] == [str(holding.id)]
    assert in_graphql(caller, amountPaise=50_000)["data"]["result"]["heldBy"] == [{"id": str(holding.id)}]


@pytest.mark.parametrize("at", [None, "2021-03-31T18:29:59+00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_both_apis_tell_the_rules_that_hold_then(caller: ApiCaller, at: str | None) -> None:
    told = caller.ask(RAILS, at=at).json()["data"]["rails"]
    answer = caller.get("rails/", **({"at": at} if at else {}))
    assert answer.status_code == 200, answer.content
    assert camel(answer.json()) == told


def test_the_rules_of_a_past_day_are_told(caller: ApiCaller) -> None:
    now, then = (
        {rule["rail"]: rule["lei_from_paise"] for rule in caller.get("rails/", **at).json()["rules"]}
        for at in ({}, {"at": "2021-03-31T12:00:00+05:30"})
    )
    assert now == {"IMPS": None, "NEFT": 50_00_00_000_00, "RTGS": 50_00_00_000_00, "UPI": None}
    assert then == {"NEFT": None, "RTGS": None, "UPI": None}


@pytest.mark.parametrize("at", ["yesterday", "2026-11-29", "", "2026-11-29T12:00:00"])
def test_what_is_no_time_is_refused(caller: ApiCaller, at: str) -> None:
    answer = caller.get("rails/", at=at)
    assert (answer.status_code, answer.json()["field"]) == (400, "at")


@pytest.mark.parametrize("code", ["VIJB", "ORBC", "ALLA", "SYNB", "ANDB", "CORP", "UTBI"])
def test_an_account_at_a_bank_whose_codes_have_lapsed_is_not_added(caller: ApiCaller, code: str) -> None:
    adding = """mutation ($input: AddBankAccountInput!) { addBankAccount(input: $input) {
      ... on ValidationError { message field } } }"""
    asked = {
        "merchantId": str(caller.merchant.id),
        "accountHolderName": "Kaveri Silks LLP",
        "accountNumber": "123456789012",
        "ifscCode": f"{code}0000123",
        "accountType": "CURRENT",
    }
    with no_row_changes():
        refused = caller.ask(adding, input=asked).json()["data"]["addBankAccount"]
    assert refused["field"] == "ifscCode"
    assert "void since" in refused["message"]


def test_every_rail_has_a_rule_in_the_answer(caller: ApiCaller) -> None:
    assert [rule["rail"] for rule in caller.get("rails/").json()["rules"]] == [rail.value for rail in Rail]


CREATE = """mutation ($input: CreatePayoutInput!) { result: createPayout(input: $input) { __typename
  ... on CreatePayoutSuccess { replayed payout { id rail { rail chosenBy rulesVersion expectedBy } utrLooks } }
  ... on ValidationError { message field } ... on IdempotencyConflict { message } } }"""
READ = "query ($id: ID!) { payout(id: $id) { id rail { rail chosenBy rulesVersion expectedBy } utrLooks } }"


def test_a_chosen_rail_is_told_by_both_apis(caller: ApiCaller) -> None:
    asked = caller.graphql_input(10_000) | {"rail": "NEFT"}
    made, again = (caller.ask(CREATE, input=asked).json()["data"]["result"] for _ in range(2))
    assert (made["payout"]["rail"]["rail"], made["payout"]["rail"]["chosenBy"]) == ("NEFT", "CALLER")
    assert again == made | {"replayed": True}
    assert caller.ask(READ, id=made["payout"]["id"]).json()["data"]["payout"] == made["payout"]
    assert caller.get(f"payouts/{made['payout']['id']}/").json()["rail"] == "NEFT"

    answer = caller.create(rail="NEFT")
    assert answer.status_code == 201, answer.content
    assert "rail" not in answer.json()  # the receipt is as it always was
    assert caller.get(f"payouts/{answer.json()['id']}/").json()["rail"] == "NEFT"


def test_the_engines_choice_is_told_by_graphql_and_is_null_in_rest(caller: ApiCaller) -> None:
    made = caller.ask(CREATE, input=caller.graphql_input(10_000)).json()["data"]["result"]["payout"]
    assert (made["rail"]["rail"], made["rail"]["chosenBy"]) == ("IMPS", "ENGINE")
    assert caller.ask(READ, id=made["id"]).json()["data"]["payout"] == made
    assert caller.get(f"payouts/{made['id']}/").json()["rail"] is None


def test_a_utr_is_told_to_look_as_expected(caller: ApiCaller) -> None:
    made = pay(caller.merchant)
    settle_due(SimulatedBank())
    assert caller.ask(READ, id=str(made.id)).json()["data"]["payout"]["utrLooks"] == "EXPECTED"


@pytest.mark.parametrize(
    ("rail", "paise", "message"),
    [
        ("RTGS", 500, "RTGS takes ₹2,00,000.00 or more."),
        ("UPI", 500, "UPI pays to a UPI address, and this is a bank account."),
        ("IMPS", 50, "IMPS takes ₹1.00 or more."),
    ],
)
def test_a_rail_that_cannot_carry_a_payout_makes_none(caller: ApiCaller, rail: str, paise: int, message: str) -> None:
    with no_row_changes():
        answer = caller.create(amount_paise=paise, rail=rail)
        assert (answer.status_code, answer.json()["field"], answer.json()["message"]) == (400, "rail", message)
        refused = caller.ask(CREATE, input=caller.graphql_input(paise) | {"rail": rail}).json()["data"]["result"]
    assert refused == {"__typename": "ValidationError", "message": message, "field": "rail"}


@pytest.mark.parametrize("rail", ["imps", "SWIFT", "", 5, True, [], {}])
def test_what_is_no_rail_makes_no_payout(caller: ApiCaller, rail: object) -> None:
    with no_row_changes():
        answer = caller.create(rail=rail)
    assert (answer.status_code, answer.json()["field"]) == (400, "rail")


def test_a_key_is_for_its_rail_in_either_api(caller: ApiCaller) -> None:
    key = str(uuid4())
    first = caller.create(key, rail="NEFT")
    again = caller.ask(CREATE, input=caller.graphql_input(10_000, key) | {"rail": "NEFT"}).json()["data"]["result"]
    assert (again["replayed"], again["payout"]["id"]) == (True, first.json()["id"])
    for other in ({}, {"rail": "IMPS"}):
        assert caller.create(key, **other).status_code == 409


def test_each_payout_of_a_batch_has_its_own_and_a_stored_batch_has_none(caller: ApiCaller) -> None:
    items = [caller.body(idempotency_key=str(uuid4()), rail=rail) for rail in ("NEFT", "RTGS", None)]
    results = caller.post(json.dumps({"payouts": items}), address="/api/v1/payouts/batch/").json()["results"]
    assert [result["status"] for result in results] == ["created", "refused", "created"]
    row = {"account_number": "1", "amount_paise": 5}
    for body in ({"rows": [row | {"rail": "NEFT"}]}, {"rows": [row], "rail": "NEFT"}):
        with no_row_changes():
            answer = caller.post(
                json.dumps({"id": str(uuid4()), "name": "October"} | body), address="/api/v1/payout_batches/"
            )
        assert (answer.status_code, answer.json()["field"]) == (400, "rail")
