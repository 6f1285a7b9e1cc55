"""Fees through both APIs: operators set plans, merchants read theirs, each payout and each entry says what it cost."""

from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from server.access.callers import Scope
from server.audit_log.models import AuditEvent
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.fees.models import FeePlan, TaxProfile
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.payouts.lifecycle import settle_due
from tests.api.conftest import ApiCaller, graphql, no_row_changes
from tests.api.keys import client_of, new_key
from tests.api.rest.test_payout_export import rows_of
from tests.conftest import account_of, pay
from tests.support.fees import OURS, charge_fees

PLAN = "version bands { rail upToPaise feePaise } gstBasisPoints supplierState refundOnReturn followsDefault"
SET = f"""mutation ($input: SetFeePlanInput!) {{ r: setFeePlan(input: $input) {{ __typename
  ... on SetFeePlanSuccess {{ changed feePlan {{ {PLAN} }} }} ... on ValidationError {{ message field }} }} }}"""
DEFAULT = f"""mutation ($input: SetDefaultFeePlanInput!) {{ r: setDefaultFeePlan(input: $input) {{ __typename
  ... on SetDefaultFeePlanSuccess {{ changed feePlan {{ {PLAN} }} }} ... on ValidationError {{ message field }} }} }}"""
FOLLOW = """mutation ($input: FollowDefaultFeePlanInput!) { r: followDefaultFeePlan(input: $input) { __typename
  ... on FollowDefaultFeePlanSuccess { changed feePlan { followsDefault } } } }"""
PROFILE = """mutation ($input: SetTaxProfileInput!) { r: setTaxProfile(input: $input) { __typename
  ... on SetTaxProfileSuccess { changed taxProfile { gstin stateCode state } }
  ... on ValidationError { message field } } }"""
TERMS = f"query ($m: ID!) {{ feeTerms(merchantId: $m) {{ plan {{ {PLAN} }} taxProfile {{ gstin state }} }} }}"
FEE = "fee { feePaise taxPaise totalPaise igstPaise cgstPaise sgstPaise refunded } totalCostPaise"
BANDS = [{"rail": rail, "feePaise": paise} for rail, paise in (("IMPS", 500), ("NEFT", 200), ("RTGS", 1_000))]


@pytest.fixture(autouse=True)
def own_state(settings: Settings) -> None:
    settings.PAYOUT_GST_STATE = OURS


def run(caller: ApiCaller, document: str, **values: Any) -> Any:
    return caller.ask(document, input=values).json()["data"]["r"]


def test_an_operator_sets_a_plan_and_the_merchant_reads_it(caller: ApiCaller) -> None:
    merchant = str(caller.merchant.id)
    made = run(caller, SET, merchantId=merchant, bands=BANDS)
    assert (made["changed"], made["feePlan"]["version"]) == (True, 1)
    assert made["feePlan"]["bands"][1] == {"rail": "NEFT", "upToPaise": None, "feePaise": 200}
    assert run(caller, SET, merchantId=merchant, bands=BANDS)["changed"] is False
    profile = run(caller, PROFILE, merchantId=merchant, gstin="27AAPFU0939F1ZV")["taxProfile"]
    assert profile == {"gstin": "27AAPFU0939F1ZV", "stateCode": "27", "state": "Maharashtra"}
    read = graphql(client_of(caller.merchant, Scope.READ), TERMS, m=merchant).json()["data"]["feeTerms"]
    assert read == {"plan": made["feePlan"], "taxProfile": {"gstin": "27AAPFU0939F1ZV", "state": "Maharashtra"}}
    actions = AuditEvent.objects.filter(merchant_id=caller.merchant.id).order_by("id").values_list("action", flat=True)
    assert [each for each in actions if each.startswith(("fee", "tax"))] == ["fee_plan.set", "tax_profile.set"]


def test_the_default_plan_is_set_and_followed(caller: ApiCaller) -> None:
    run(caller, DEFAULT, bands=BANDS)
    assert caller.ask("{ defaultFeePlan { version } }").json()["data"]["defaultFeePlan"] == {"version": 1}
    read = caller.ask(TERMS, m=str(caller.merchant.id)).json()["data"]["feeTerms"]
    assert (read["plan"]["followsDefault"], read["taxProfile"]) == (True, None)
    run(caller, SET, merchantId=str(caller.merchant.id), bands=[])
    followed = run(caller, FOLLOW, merchantId=str(caller.merchant.id))
    assert followed["feePlan"] == {"followsDefault": True}


@pytest.mark.parametrize(
    ("document", "values", "field", "why"),
    [
        (SET, {"bands": BANDS[:2]}, "bands", "needs a fee of RTGS without upToPaise"),
        (SET, {"bands": [*BANDS, BANDS[0]]}, "bands", "two fees of IMPS"),
        (SET, {"bands": [BANDS[0] | {"feePaise": -1}]}, "bands", "feePaise must be"),
        (SET, {"bands": [BANDS[0] | {"upToPaise": 0}]}, "bands", "upToPaise must be"),
        (SET, {"bands": BANDS, "gstBasisPoints": 10_001}, "gstBasisPoints", "hundredths of a percent"),
        (SET, {"bands": BANDS, "merchantId": "x"}, "merchantId", "merchantId"),
        (SET, {"bands": BANDS, "merchantId": "0198f3a2-5b7c-7d10-9a3e-4c5d6e7f8091"}, "merchantId", "No merchant"),
        (PROFILE, {"gstin": "27AAPFU0939F1ZW"}, "gstin", "mistyped"),
        (PROFILE, {"stateCode": "39"}, "stateCode", "01 to 38 or 97"),
        (PROFILE, {}, "gstin", "stateCode of a merchant"),
    ],
)
def test_bad_input_is_refused_in_words_and_changes_nothing(
    caller: ApiCaller, document: str, values: dict[str, Any], field: str, why: str
) -> None:
    with no_row_changes():
        said = run(caller, document, **({"merchantId": str(caller.merchant.id)} | values))
    assert (said["__typename"], said["field"]) == ("ValidationError", field)
    assert why in said["message"]


def test_a_merchants_key_sets_nothing(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(caller.merchant)
    asked = {"merchantId": str(caller.merchant.id), "bands": BANDS}
    assert graphql(client, SET, input=asked).json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert not FeePlan.objects.exists()
    assert not TaxProfile.objects.exists()
    assert new_key(caller.merchant).key.merchant_id == caller.merchant.id


def test_a_payout_says_what_it_cost_in_both_apis(caller: ApiCaller) -> None:
    free = pay(caller.merchant, 100)
    charge_fees(caller.merchant)
    failed = pay(caller.merchant, 10_000, Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    document = f"query ($id: ID!) {{ payout(id: $id) {{ {FEE} }} }}"
    assert caller.ask(document, id=str(free.id)).json()["data"]["payout"] == {"fee": None, "totalCostPaise": 100}
    said = caller.ask(document, id=str(failed.id)).json()["data"]["payout"]
    assert said["totalCostPaise"] == 10_354
    assert said["fee"] == {
        "feePaise": 300,
        "taxPaise": 54,
        "totalPaise": 354,
        "igstPaise": 54,
        "cgstPaise": 0,
        "sgstPaise": 0,
        "refunded": True,
    }
    assert caller.get(f"payouts/{failed.id}/").json()["fee"]["total_paise"] == 354
    by_id = {row["Payout ID"]: row for row in rows_of(caller.get("payouts/export/"))}
    columns = ("Fee (₹)", "GST on the fee (₹)", "Fee refunded")
    assert [by_id[str(failed.id)][each] for each in columns] == ["3.00", "0.54", "Yes"]
    assert [by_id[str(free.id)][each] for each in columns] == ["", "", ""]


def test_a_replay_shows_the_fee_as_it_was_accepted(caller: ApiCaller) -> None:
    charge_fees(caller.merchant)
    document = """mutation ($input: CreatePayoutInput!) { r: createPayout(input: $input) {
        ... on CreatePayoutSuccess { replayed payout { status fee { totalPaise refunded } } } } }"""
    asked = {
        "merchantId": str(caller.merchant.id),
        "bankAccountId": str(account_of(caller.merchant, Script.ACCOUNT_CLOSED).id),
        "amountPaise": 10_000,
        "idempotencyKey": str(uuid4()),
    }
    made = run(caller, document, **asked)
    settle_due(SimulatedBank())
    again = run(caller, document, **asked)
    assert made["payout"]["fee"] == {"totalPaise": 354, "refunded": False}
    assert again == made | {"replayed": True}


def test_what_no_balance_can_pay_is_planned_and_previewed(caller: ApiCaller) -> None:
    charge_fees(caller.merchant)
    merchant, account = str(caller.merchant.id), str(caller.account.id)
    planned = """query ($input: PlanPayoutInput!) { r: planPayout(input: $input) {
        ... on PayoutPlan { totalCostPaise shortByPaise } } }"""
    said = run(caller, planned, merchantId=merchant, bankAccountId=account, amountPaise=2**53 - 1)
    assert said == {"totalCostPaise": 2**53 - 1, "shortByPaise": 2**53 - 1 - 100_000 + 354}
    previewed = """query ($m: ID!, $rows: [PayoutBatchRowInput!]!) { previewPayouts(merchantId: $m, rows: $rows) {
        shortByPaise } }"""
    stop_balance(caller.merchant)
    rows = [{"bankAccountId": account, "amountPaise": 2**53 - 1}]
    said = caller.ask(previewed, m=merchant, rows=rows).json()["data"]["previewPayouts"]
    assert said == {"shortByPaise": 2**53 - 1}


def stop_balance(merchant: Merchant) -> None:
    """Nothing is left of it but less than a fee."""
    pay(merchant, balance_of(merchant.id).available_paise - 354)


def test_an_entry_of_a_fee_names_its_payout_in_both_apis(caller: ApiCaller) -> None:
    charge_fees(caller.merchant)
    payout = pay(caller.merchant, 10_000, Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    document = "query ($m: ID!) { ledger(merchantId: $m) { edges { node { entryType feePayoutId payoutId } } } }"
    edges = caller.ask(document, m=str(caller.merchant.id)).json()["data"]["ledger"]["edges"]
    named = {edge["node"]["entryType"]: edge["node"]["feePayoutId"] for edge in edges}
    fees = ("FEE_DEBIT", "FEE_TAX_DEBIT", "FEE_REFUND", "FEE_TAX_REFUND")
    assert [named.pop(kind) for kind in fees] == [str(payout.id)] * 4
    assert set(named.values()) == {None}
    entries = caller.get("ledger/").json()["results"]
    assert {entry["payout_id"] for entry in entries if entry["entry_type"].startswith("fee_")} == {str(payout.id)}


def test_the_feed_says_what_was_charged_and_given_back(caller: ApiCaller) -> None:
    charge_fees(caller.merchant)
    pay(caller.merchant, 10_000, Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    events = caller.get("events/").json()["events"]
    told = {event["type"]: (event["fee_paise"], event["tax_paise"]) for event in events}
    assert told["PAYOUT_CREATED"] == told["PAYOUT_FAILED"] == (300, 54)
    assert told["PAYMENT_RECEIVED"] == (None, None)


def test_a_batchs_preview_counts_its_fees(caller: ApiCaller) -> None:
    charge_fees(caller.merchant)
    document = """query ($m: ID!, $rows: [PayoutBatchRowInput!]!) { previewPayouts(merchantId: $m, rows: $rows) {
        payablePaise feesPaise availablePaise shortByPaise } }"""
    rows = [{"bankAccountId": str(caller.account.id), "amountPaise": 50_000 - n} for n in (0, 1)]
    said = caller.ask(document, m=str(caller.merchant.id), rows=rows).json()["data"]["previewPayouts"]
    assert said == {"payablePaise": 99_999, "feesPaise": 708, "availablePaise": 100_000, "shortByPaise": 707}
