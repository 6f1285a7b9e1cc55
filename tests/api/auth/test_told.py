"""The answer of a write tells a caller without `read` what it has sent, and nothing else that is stored.

The tables say it a second time, for every scope by itself: the fields of the row that each verb makes or changes.
"""

import json
from contextlib import nullcontext
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from graphql import GraphQLObjectType, GraphQLUnionType, get_named_type, is_leaf_type
from pytest_django import Settings
from strawberry.utils.str_converters import to_camel_case

from server.access.callers import Scope
from server.api.graphql.schema import schema
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts.models import IdempotencyRecord
from tests.api.auth.test_permissions import GRAPHQL, NEEDED, ask
from tests.api.conftest import ApiCaller, graphql, no_row_changes
from tests.api.keys import client_of
from tests.conftest import account_of
from tests.support.operators import acting_as, operator_called
from tests.support.users import people
from tests.support.webhooks import resent_webhook

__all__ = ["people"]

READ, PAYOUTS, WEBHOOKS, KEYS, OPERATE = Scope.READ, Scope.PAYOUTS, Scope.WEBHOOKS, Scope.KEYS, Scope.OPERATE
TEAM = Scope.TEAM
ALL = None  # every plain field: the row is the call's own, or its scope reads such rows
RECEIVED = {"create_payout", "create_payouts"}  # their answers are receipts
ACCOUNT_OF_A_RECEIPT = {"id", "accountNumberMasked", "ifscCode", "bankName", "branchName", "warnings"}
TEXTS = {"reference", "description"}
TOLD: dict[str, set[str] | None] = {
    "create_payout": ALL,
    "create_payouts": ALL,
    "create_payout_batch": ALL,
    "retry_payout_batch": {"id", "name"},
    "pay_payout_batch": {"id"},
    "create_merchant": ALL,
    "add_bank_account": ALL,
    "record_payment": TEXTS | {"id", "entryType", "amountPaise", "amountInr", "direction", "createdAt", "payoutId"},
    "record_inward_payment": ALL,
    "reverse_inward_payment": {"id"},
    "add_invoice": {"id", "number", "issuedOn", "buyer", "buyerCountry", "nature", "createdAt"},
    "match_invoice": {"id", "matchedAt"},
    "unmatch_invoice": {"id"},
    "add_inward_document": {"id", "kind", "number", "issuer", "issuedOn", "addedAt", "isLive"},
    "cancel_payout": {"id"},
    "cancel_payouts": {"payoutId", "requestedAt"},
    "cancel_payout_batch": {"id"},
    "record_payout_return": {"id", "amountPaise"},
    "ask_bank_again": {"id"},
    "set_fee_plan": ALL,
    "set_default_fee_plan": ALL,
    "follow_default_fee_plan": ALL,
    "set_tax_profile": ALL,
    "suspend_merchant": {"id", "isActive"},
    "reopen_merchant": {"id", "isActive"},
    "update_merchant": {"id", "name"},  # the document of the table sends no e-mail address
    "rename_bank_account": {"id", "accountHolderName"},
    "verify_bank_account": {"id", "isVerified"},
    "set_cooling_off": {"id", "coolingOffHours"},
    "check_bank_account_name": {"bankAccountId", "verdict", "at"},
    "make_bank_account_primary": {"id", "isPrimary"},
    "retire_bank_account": {"id"},
    "restore_bank_account": {"id"},
    "add_bank_accounts": {"id"},
    "label_bank_account": {"id", "nickname"},  # the document of the table sends no group
    "link_line": ALL,
    "accept_exception": ALL,
    "propose_adjustment": ALL,
    "approve_adjustment": ALL,
    "reject_adjustment": ALL,
    "create_api_key": ALL,
    "rotate_api_key": ALL,
    "revoke_api_key": ALL,
    "order_payout": {
        *("id", "merchantId", "amountPaise", "idempotencyKey", "state", "expiresAt", "createdAt", "payoutId"),
    },
    "cancel_payout_order": {"id", "state", "endedAt"},
    "create_alert": {"id", "merchantId", "kind", "quietHours", "createdAt"},
    "delete_alert": {"id", "deletedAt"},
    "expect_receipt": {"id", "merchantId", "idempotencyKey", "atLeastPaise", "atMostPaise", "dueOn", "createdAt"},
    "cancel_expected_receipt": {"id"},
    "create_balance_monitor": {"id", "merchantId", "belowPaise", "quietHours", "createdAt"},
    "delete_balance_monitor": {"id", "deletedAt"},
    "create_webhook_endpoint": ALL,
    "rotate_webhook_secret": ALL,
    "set_webhook_endpoint_state": ALL,
    "delete_webhook_endpoint": ALL,
    "send_test_event": ALL,
    "resend_webhook": ALL,
    "replay_webhooks": ALL,
}
# For people who read: no other may call them.
FOR_READERS = {"set_approval_policy", "approve_payout", "reject_payout", "approve_payout_batch", "reject_payout_batch"}
MERCHANT, ACCOUNT = "api/v1/merchants/<merchant_id>/", "api/v1/bank_accounts/<account_id>/"
TOLD_IN_REST: dict[tuple[str, str], set[str]] = {
    ("PATCH", MERCHANT): {"id", "name"},  # as sent below
    ("POST", f"{MERCHANT}suspend/"): {"id", "is_active"},
    ("POST", f"{MERCHANT}reopen/"): {"id", "is_active"},
    ("PATCH", ACCOUNT): {"id", "account_holder_name"},
    ("POST", f"{ACCOUNT}verify/"): {"id", "is_verified"},
    ("POST", f"{ACCOUNT}make_primary/"): {"id", "is_primary"},
    ("POST", f"{ACCOUNT}retire/"): {"id"},
    ("POST", f"{ACCOUNT}restore/"): {"id"},
    ("POST", f"{ACCOUNT}label/"): {"id", "nickname"},  # as sent below
}
# The same receipt for everybody (test_creating_payouts.py), a batch's id and what the call did, and rows that `operate`
# or `webhooks` reads by itself.
ALIKE_IN_REST = {
    ("POST", "api/v1/integrity/check/"),
    ("POST", "api/v1/operations/statements/"),
    ("POST", "api/v1/payouts/"),
    ("POST", "api/v1/payouts/batch/"),
    ("POST", "api/v1/payout_batches/"),
    ("POST", "api/v1/payouts/cancel/"),
    ("POST", "api/v1/payouts/<payout_id>/cancel/"),
    ("POST", "api/v1/payouts/<payout_id>/return/"),  # what was sent
    ("POST", "api/v1/payout_batches/<batch_id>/cancel/"),
    ("POST", "api/v1/payout_batches/<batch_id>/pay/"),
    ("POST", "api/v1/payout_batches/<batch_id>/retry/"),
    ("POST", "api/v1/bank_accounts/<account_id>/name_checks/"),  # tests/api/test_name_checks.py
    ("POST", "api/v1/merchants/<merchant_id>/cooling_off/"),  # what was sent
    ("POST", "api/v1/inward_payments/"),  # tests/api/test_inward_payments.py
    ("POST", "api/v1/inward_payments/<inward_id>/documents/"),  # what was sent
    ("POST", "api/v1/inward_payments/<inward_id>/reversal/"),  # what was sent
    ("POST", "api/v1/inward_invoices/"),  # what was sent
    ("POST", "api/v1/inward_invoices/<invoice_id>/matches/"),  # what was sent
    ("POST", "api/v1/inward_matches/<match_id>/unmatch/"),
    ("POST", "api/v1/adjustments/"),
    ("POST", "api/v1/adjustments/<adjustment_id>/approve/"),
    ("POST", "api/v1/adjustments/<adjustment_id>/reject/"),
    ("POST", "api/v1/payout_orders/"),
    ("POST", "api/v1/payout_orders/policy/"),
    ("POST", "api/v1/payout_orders/<order_id>/cancel/"),
    ("POST", "api/v1/alerts/"),
    ("DELETE", "api/v1/alerts/<alert_id>/"),
    ("POST", "api/v1/expected_receipts/"),
    ("POST", "api/v1/expected_receipts/<receipt_id>/cancel/"),
    ("POST", "api/v1/balance_monitors/"),
    ("DELETE", "api/v1/balance_monitors/<monitor_id>/"),
    *(verb for verb, scope in NEEDED.items() if scope is WEBHOOKS and verb[0] != "GET"),
}
TOO_LITTLE = {"error": "insufficient_funds", "message": "The available balance is too small for this payout."}
RECORD = """mutation ($m: ID!, $paise: Paise!, $reference: String!, $description: String) {
  recordPayment(input: {merchantId: $m, amountPaise: $paise, reference: $reference, description: $description}) {
    ... on RecordPaymentSuccess { replayed entry { id FIELDS } } ... on ValidationError { message field } } }"""


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def payer(merchant: Merchant) -> ApiCaller:
    return ApiCaller(client_of(merchant, PAYOUTS), merchant)


def mutations() -> dict[str, tuple[str, str, GraphQLObjectType]]:
    """By its name in Python: a mutation's success, the row in it and that row's type."""
    found = {}
    for name in TOLD:
        result = get_named_type(schema._schema.mutation_type.fields[to_camel_case(name)].type)  # type: ignore[union-attr]
        if name == "create_payouts":
            result = get_named_type(schema._schema.type_map["CreatePayoutResult"])
        if name == "cancel_payouts":
            asked = schema._schema.type_map["RequestedCancellation"]
            assert isinstance(asked, GraphQLObjectType)
            found[name] = ("CancelRequested", "cancellation", asked)
            continue
        if name == "add_bank_accounts":  # in a row each
            account = schema._schema.type_map["BankAccount"]
            assert isinstance(account, GraphQLObjectType)
            found[name] = ("AddedRow", "bankAccount", account)
            continue
        assert isinstance(result, GraphQLUnionType)
        [success] = [each for each in result.types if each.name.endswith("Success")]
        rows = {field: get_named_type(each.type) for field, each in success.fields.items()}
        (row, of), *more = [(field, each) for field, each in rows.items() if isinstance(each, GraphQLObjectType)]
        assert name == "order_payout" or all(each is of for _, each in more)  # the payout has its own fields
        found[name] = (success.name, row, of)
    return found


MUTATIONS = mutations()


def plain_fields(of: GraphQLObjectType) -> set[str]:
    return {name for name, field in of.fields.items() if is_leaf_type(get_named_type(field.type))}


def client_for(name: str, merchant: Merchant) -> Client:
    """A caller with the mutation's scope alone."""
    if GRAPHQL[name][0] is WEBHOOKS:
        resent_webhook(merchant.id)
    scope = OPERATE if GRAPHQL[name][0] is KEYS else GRAPHQL[name][0]  # which holds it
    with acting_as(operator_called("asha")):  # adjustments ask for the user behind an operators' key
        return client_of(merchant if scope is PAYOUTS else None, scope)


def error_with(client: Client, merchant: Merchant, name: str, selection: str, edge: str = "") -> str | None:
    """Sends the mutation. Returns the code of its error, if there is one."""
    success, row, _ = MUTATIONS[name]
    shown = f"{{ ... on {success} {{ {row} {{ {selection} }} }} {edge} }}"
    if name == "create_payouts":
        shown = f"{{ ... on CreatePayoutsSuccess {{ results {shown} }} }}"
    if name == "cancel_payouts":
        shown = f"{{ ... on CancelPayoutsSuccess {{ results {shown} }} }}"
    if name == "add_bank_accounts":
        shown = f"{{ ... on AddBankAccountsSuccess {{ results {shown} }} }}"
    return error_of(ask(client, merchant, name, shown))


def error_of(response: Any) -> str | None:
    return response["errors"][0]["extensions"]["code"] if "errors" in response else None


def test_each_write_is_in_the_tables() -> None:
    without_a_row = {"check_integrity", "unlink_line", "set_payout_order_policy"}
    of_persons = {name for name, (scope, _) in GRAPHQL.items() if scope is TEAM and name != "team"}  # who all read
    assert set(TOLD) | without_a_row | of_persons | FOR_READERS == {
        name for name, (_, document) in GRAPHQL.items() if document.startswith("mutation")
    }
    # An export is a read, and whoever approves reads.
    writes = {verb for verb, scope in NEEDED.items() if verb[0] != "GET" and scope not in {READ, Scope.APPROVALS}}
    assert set(TOLD_IN_REST) | ALIKE_IN_REST == writes


@pytest.mark.parametrize("name", TOLD)
def test_a_mutation_tells_without_read_what_the_table_says(people: None, merchant: Merchant, name: str) -> None:
    of = MUTATIONS[name][2]
    told = plain_fields(of) if TOLD[name] is ALL else TOLD[name] or set()
    assert told <= plain_fields(of)
    client = client_for(name, merchant)
    for field in plain_fields(of) - told:
        with no_row_changes():
            assert error_with(client, merchant, name, f"shown: {field}") == "FORBIDDEN", field
    assert error_with(client, merchant, name, " ".join(sorted(told))) is None


@pytest.mark.parametrize("name", TOLD)
def test_what_is_behind_a_row_is_for_readers(people: None, merchant: Merchant, name: str) -> None:
    client = client_for(name, merchant)
    for field, each in MUTATIONS[name][2].fields.items():
        of = get_named_type(each.type)
        if not isinstance(of, GraphQLObjectType):
            continue
        for inner in plain_fields(of):
            is_of_the_receipt = name in RECEIVED and field == "bankAccount" and inner in ACCOUNT_OF_A_RECEIPT
            with no_row_changes() if not is_of_the_receipt else nullcontext():
                error = error_with(client, merchant, name, f"... {{ {field} {{ {inner} }} }}")
                # Of a batch, the lists are refused before by what they would cost.
                refused = {"FORBIDDEN", "BAD_USER_INPUT"} if name == "create_payouts" else {"FORBIDDEN"}
                assert error in ({None} if is_of_the_receipt else refused), f"{field} {{ {inner} }}"


@pytest.mark.parametrize("name", ["create_payout", "create_payouts", "propose_adjustment", "approve_adjustment"])
def test_the_available_balance_of_a_refusal_is_for_readers(people: None, merchant: Merchant, name: str) -> None:
    client = client_for(name, merchant)
    for shown in ("availablePaise", "... { message shown: availablePaise }"):
        with no_row_changes():
            assert error_with(client, merchant, name, "id", f"... on InsufficientFunds {{ {shown} }}") == "FORBIDDEN"


def test_a_payer_without_read_learns_that_it_is_too_little(payer: ApiCaller) -> None:
    with no_row_changes():
        refused = payer.create(amount_paise=2**53 - 1)
    assert (refused.status_code, refused.json()) == (402, TOO_LITTLE)
    item = payer.body(amount_paise=2**53 - 1) | {"idempotency_key": str(uuid4())}
    batch = payer.post(json.dumps({"payouts": [item]}), address="/api/v1/payouts/batch/")
    assert batch.json() == {"results": [{"status": "refused", "error": TOO_LITTLE}]}
    document = """mutation ($input: CreatePayoutInput!) { createPayout(input: $input) { __typename
        ... on InsufficientFunds { message } } }"""
    said = graphql(payer.client, document, input=payer.graphql_input(2**53 - 1)).json()["data"]["createPayout"]
    assert said == {"__typename": "InsufficientFunds", "message": TOO_LITTLE["message"]}
    batched = {each: value for each, value in payer.graphql_input(2**53 - 1).items() if each != "merchantId"}
    document = """mutation ($input: CreatePayoutsInput!) { createPayouts(input: $input) {
        ... on CreatePayoutsSuccess { results { __typename ... on InsufficientFunds { message } } } } }"""
    said = graphql(payer.client, document, input={"payouts": [batched]}).json()["data"]["createPayouts"]
    assert said["results"] == [{"__typename": "InsufficientFunds", "message": TOO_LITTLE["message"]}]


def test_a_refusal_is_not_kept_and_replayed_to_others(payer: ApiCaller, merchant: Merchant) -> None:
    reader, key = ApiCaller(client_of(merchant), merchant), uuid4()
    assert reader.create(key, amount_paise=100_001).json()["available_paise"] == 100_000
    assert payer.create(key, amount_paise=100_001).json() == TOO_LITTLE
    assert reader.create(key, amount_paise=100_001).json()["available_paise"] == 100_000
    assert not IdempotencyRecord.objects.exists()


def test_a_forgotten_key_tells_a_payer_the_ids_alone(payer: ApiCaller) -> None:
    key = UUID(payer.create().json()["idempotency_key"])
    IdempotencyRecord.objects.all().delete()
    retried = payer.client.post(
        "/api/v1/payouts/",
        json.dumps(payer.body()),
        "application/json",
        headers={"Idempotency-Key": str(key), "Idempotency-Retry": "true"},
    )
    assert (retried.status_code, set(retried.json())) == (409, {"error", "message", "payout_ids"})


@pytest.fixture
def operator(people: None) -> Any:
    with acting_as(operator_called("asha")):
        return client_of(None, OPERATE)


def test_an_operator_without_read_learns_that_an_adjustment_takes_too_much(operator: Any, merchant: Merchant) -> None:
    body = {"direction": "debit", "amount_paise": 100_001, "reason": "X"}
    headers = {"X-Merchant-Id": str(merchant.id), "Idempotency-Key": str(uuid4())}
    refused = operator.post("/api/v1/adjustments/", json.dumps(body), "application/json", headers=headers)
    message = "The available balance is too small for this adjustment."
    assert (refused.status_code, refused.json()) == (402, {"error": "insufficient_funds", "message": message})


def record(client: Any, merchant: Merchant, fields: str, **changes: Any) -> Any:
    sent = {"m": str(merchant.id), "paise": 5, "reference": "Wire 7", "description": "for tea"} | changes
    return graphql(client, RECORD.replace("FIELDS", fields), **sent).json()


def test_an_operator_without_read_sees_of_a_payment_what_it_has_sent(operator: Any, merchant: Merchant) -> None:
    fields = "reference description amountPaise"
    for replayed in (False, True):
        entry = record(operator, merchant, fields)["data"]["recordPayment"]
        assert entry["replayed"] is replayed
        assert entry["entry"] | {"id": None} == {
            "id": None,
            "reference": "Wire 7",
            "description": "for tea",
            "amountPaise": 5,
        }


@pytest.mark.parametrize("changes", [{"description": "guess"}, {"description": None}, {"reference": "WIRE 7"}])
def test_a_replay_tells_no_others_words(operator: Any, merchant: Merchant, changes: dict[str, Any]) -> None:
    entry = record_payment(merchant_id=merchant.id, amount_paise=5, reference="Wire 7", description="for tea").entry
    for fields in ("description", "reference", "amountPaise ... { said: description }"):
        said = record(operator, merchant, fields, **changes)
        assert said["data"] is None
        assert error_of(said) == "FORBIDDEN"
        assert "for tea" not in json.dumps(said)
        assert "Wire 7" not in json.dumps(said)
    said = record(operator, merchant, "amountPaise", **changes)["data"]["recordPayment"]
    assert said == {"replayed": True, "entry": {"id": str(entry.id), "amountPaise": 5}}
    reader = client_of(None, READ, OPERATE)
    said = record(reader, merchant, "description", **changes)["data"]["recordPayment"]
    assert said == {"replayed": True, "entry": {"id": str(entry.id), "description": "for tea"}}


def test_another_amount_tells_the_first_spelling_to_readers_alone(operator: Any, merchant: Merchant) -> None:
    record_payment(merchant_id=merchant.id, amount_paise=5, reference="Wire 7")
    said = record(operator, merchant, "", paise=6, reference="WIRE 7")["data"]["recordPayment"]
    assert said == {"field": "reference", "message": "This reference was recorded before with another amount."}
    said = record(client_of(None, READ, OPERATE), merchant, "", paise=6, reference="WIRE 7")["data"]["recordPayment"]
    assert said["message"] == "This reference was recorded before, as Wire 7, with another amount."


@pytest.mark.parametrize(("method", "address"), TOLD_IN_REST)
def test_a_change_in_rest_tells_without_read_what_the_table_says(merchant: Merchant, method: str, address: str) -> None:
    path = "/" + address.replace("<merchant_id>", str(merchant.id)).replace(
        "<account_id>", str(account_of(merchant).id)
    )
    body = json.dumps({"name": "New", "account_holder_name": "New", "reason": "X", "nickname": "N"})
    told = client_of(None, OPERATE).generic(method, path, body, "application/json").json()
    assert set(told.pop("merchant" if "merchant" in told else "bank_account")) == TOLD_IN_REST[method, address]
    assert set(told) == {"changed"}
    told = client_of(None, READ, OPERATE).generic(method, path, body, "application/json").json()
    assert len(told.get("merchant") or told["bank_account"]) > 5
