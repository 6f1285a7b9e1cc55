"""The audit log: one event per action, with its actor and request, and nothing can change it."""

import re
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings

from server.access import api_keys
from server.audit_log.context import Actor, ActorKind, AuditContext, current_context, in_context
from server.audit_log.models import AuditEvent
from server.audit_log.recording import record
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InsufficientFunds, InvalidInput
from server.india import IST
from server.merchants.accounts import retire_bank_account
from server.merchants.models import Merchant
from server.merchants.onboarding import create_merchant
from server.merchants.suspension import suspend_merchant
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.auth.test_tenants_in_graphql import SCHEMA
from tests.api.conftest import ApiCaller, graphql
from tests.api.keys import client_of, client_with, new_key
from tests.conftest import account_of, pay
from tests.support.racing import at_once

pytestmark = pytest.mark.usefixtures("database")


def events(action: str | None = None) -> list[AuditEvent]:
    rows = AuditEvent.objects.order_by("id")
    return list(rows.filter(action=action) if action else rows)


def events_since(before: int) -> list[tuple[str, UUID | None, str]]:
    return [(event.action, event.merchant_id, event.subject_id) for event in events()[before:]]


MUTATIONS = {
    "merchant.created": """createMerchant(input: {name: "New", email: "new@merchant.example"})
        { ... on CreateMerchantSuccess { made: merchant { id } } }""",
    "bank_account.added": """addBankAccount(input: {merchantId: "$m", accountHolderName: "New",
        accountNumber: "123456789", ifscCode: "HDFC0001234", accountType: SAVINGS})
        { ... on AddBankAccountSuccess { made: bankAccount { id } } }""",
    "payment.recorded": """recordPayment(input: {merchantId: "$m", amountPaise: 5, reference: "X"})
        { ... on RecordPaymentSuccess { made: entry { id } } }""",
    "inward_payment.recorded": """recordInwardPayment(input: {merchantId: "$m", reference: "X", channel: SWIFT,
        foreignCurrency: "USD", foreignAmount: "1.00", grossPaise: 8312, netPaise: 8312, valueOn: "2026-05-04",
        remitterName: "X", remitterCountry: "US", purposeCode: "P0802", nature: SERVICES})
        { ... on RecordInwardPaymentSuccess { made: inwardPayment { id } } }""",
    "merchant.suspended": """suspendMerchant(input: {merchantId: "$m", reason: "X"})
        { ... on SuspendMerchantSuccess { made: merchant { id } } }""",
    "merchant.reopened": """reopenMerchant(input: {merchantId: "$s"})
        { ... on ReopenMerchantSuccess { made: merchant { id } } }""",
    "merchant.updated": """updateMerchant(input: {merchantId: "$m", name: "New"})
        { ... on UpdateMerchantSuccess { made: merchant { id } } }""",
    "bank_account.renamed": """renameBankAccount(input: {bankAccountId: "$a", accountHolderName: "New"})
        { ... on RenameBankAccountSuccess { made: bankAccount { id } } }""",
    "bank_account.verified": """verifyBankAccount(input: {bankAccountId: "$a"})
        { ... on VerifyBankAccountSuccess { made: bankAccount { id } } }""",
    "merchant.cooling_off_set": """setCoolingOff(input: {merchantId: "$m", coolingOffHours: 5})
        { ... on SetCoolingOffSuccess { made: merchant { id } } }""",
    "bank_account.name_checked": """checkBankAccountName(input: {bankAccountId: "$a"})
        { ... on CheckBankAccountNameSuccess { made: accountCheck { id: bankAccountId } } }""",
    "bank_account.made_primary": """makeBankAccountPrimary(input: {bankAccountId: "$b"})
        { ... on MakeBankAccountPrimarySuccess { made: bankAccount { id } } }""",
    "bank_account.labelled": """labelBankAccount(input: {bankAccountId: "$a", nickname: "New"})
        { ... on LabelBankAccountSuccess { made: bankAccount { id } } }""",
    "bank_account.retired": """retireBankAccount(input: {bankAccountId: "$a"})
        { ... on RetireBankAccountSuccess { made: bankAccount { id } } }""",
    "bank_account.restored": """restoreBankAccount(input: {bankAccountId: "$r"})
        { ... on RestoreBankAccountSuccess { made: bankAccount { id } } }""",
    "payout.created": """createPayout(input: {merchantId: "$m", bankAccountId: "$a", amountPaise: 5,
        idempotencyKey: "$i"}) { ... on CreatePayoutSuccess { made: payout { id } } }""",
    "payout_batch.created": """createPayoutBatch(input: {id: "$i", merchantId: "$m", name: "X",
        rows: [{bankAccountId: "$a", amountPaise: 5}]}) { ... on CreatePayoutBatchSuccess { made: batch { id } } }""",
    "payout.asked_about": """askBankAgain(input: {payoutId: "$p"})
        { ... on AskBankAgainSuccess { made: payout { id } } }""",
    "payout.cancel_requested": """cancelPayout(input: {payoutId: "$p"})
        { ... on CancelPayoutSuccess { made: payout { id } } }""",
    "payout.return_recorded": """recordPayoutReturn(input: {payoutId: "$c", amountPaise: 5, returnReference: "R",
        reason: "X", valueOn: "$d"}) { ... on RecordPayoutReturnSuccess { made: payout { id } } }""",
    "integrity.check_asked": "checkIntegrity { made: run { id } }",
    "api_key.created": """createApiKey(input: {name: "x", merchantId: "$m", scopes: [READ]})
        { ... on CreateApiKeySuccess { made: apiKey { id } } }""",
    "api_key.rotated": """rotateApiKey(input: {id: "$k"}) { ... on RotateApiKeySuccess { apiKey { id } } }""",
    "api_key.revoked": """revokeApiKey(input: {id: "$k"}) { ... on RevokeApiKeySuccess { made: apiKey { id } } }""",
}

# Adjustments ask for the user behind a key, and refuse open access: tests/adjustments looks at their events.
# These need a batch: tests/batches looks at their events.
OF_A_BATCH = {"payPayoutBatch", "retryPayoutBatch", "cancelPayoutBatch"}
# tests/api/test_cancelling_many.py counts them.
OF_MANY = {"cancelPayouts"}
# These need people and a policy: tests/api/test_approvals.py looks at their events.
OF_APPROVERS = {"setApprovalPolicy", "approvePayout", "rejectPayout", "approvePayoutBatch", "rejectPayoutBatch"}
# tests/payout_orders and tests/api/test_payout_orders.py look at their events.
OF_ORDERS = {"orderPayout", "cancelPayoutOrder", "setPayoutOrderPolicy"}
# tests/inward_payments looks at their events.
OF_INWARD_PAYMENTS = {"addInwardDocument", "reverseInwardPayment", "addInvoice", "matchInvoice", "unmatchInvoice"}
# tests/api/test_balance_monitors.py and test_alerts.py look at their events.
OF_MONITORS = {"createBalanceMonitor", "deleteBalanceMonitor", "createAlert", "deleteAlert"}
# tests/expected_receipts looks at their events.
OF_RECEIPTS = {"expectReceipt", "cancelExpectedReceipt"}
# Their rows show no ids: tests/fees looks at their events.
OF_FEES = {"setFeePlan", "setDefaultFeePlan", "followDefaultFeePlan", "setTaxProfile"}
# These need an endpoint: tests/webhooks looks at their events.
OF_WEBHOOKS = {
    "createWebhookEndpoint",
    "rotateWebhookSecret",
    "setWebhookEndpointState",
    "deleteWebhookEndpoint",
    "sendTestEvent",
    "resendWebhook",
    "replayWebhooks",
}
# For people: tests/access and tests/api/auth/test_large_payouts.py look at their events.
OF_A_TEAM = {
    "inviteMember",
    "renewInvitation",
    "revokeInvitation",
    "changeMemberRole",
    "removeMember",
    "setSecondFactorLimit",
}
# Their rows show no ids: tests/reconciliation looks at their events.
OF_RECONCILIATION = {"linkLine", "unlinkLine", "acceptException"}
OF_TWO_OPERATORS = {"proposeAdjustment", "approveAdjustment", "rejectAdjustment"}
ROW_BY_ROW = {"addBankAccounts"}  # tests/api/graphql/test_beneficiaries.py counts them

BATCH = """createPayouts(input: {merchantId: "$m", payouts: [
    {bankAccountId: "$a", amountPaise: 5, idempotencyKey: "$i"},
    {bankAccountId: "$a", amountPaise: 6, idempotencyKey: "$j"},
    {bankAccountId: "$i", amountPaise: 6, idempotencyKey: "$k"}]})
    { ... on CreatePayoutsSuccess { results { ... on CreatePayoutSuccess { payout { id } } } } }"""


def test_every_mutation_has_a_case() -> None:
    assert SCHEMA.mutation_type
    cases = {re.split("[( ]", mutation)[0] for mutation in (*MUTATIONS.values(), BATCH)}
    of_people = OF_TWO_OPERATORS | OF_APPROVERS | OF_A_TEAM
    of_files = OF_RECONCILIATION | OF_INWARD_PAYMENTS | OF_RECEIPTS
    of_rooms = OF_A_BATCH | OF_MANY | OF_MONITORS | OF_ORDERS | OF_FEES | OF_WEBHOOKS | of_files | ROW_BY_ROW
    assert cases | of_people | of_rooms == set(SCHEMA.mutation_type.fields)


@pytest.mark.parametrize("access", ["open", "key"])
@pytest.mark.parametrize("action", MUTATIONS)
def test_a_callers_mutation_is_recorded_with_caller_and_request(
    merchant: Merchant, settings: Settings, action: str, access: str
) -> None:
    settings.PAYOUT_OPEN_ACCESS = access == "open"
    operators, merchants = new_key(None), new_key(merchant)
    unsettled = pay(merchant, script=Script.NEVER_ANSWERS) if "$p" in MUTATIONS[action] else None
    completed = pay(merchant, 5) if "$c" in MUTATIONS[action] else None
    settle_due(SimulatedBank())
    values: dict[str, Any] = {
        "$p": unsettled and unsettled.id,
        "$c": completed and completed.id,
        "$d": datetime.now(IST).date(),
        "$m": merchant.id,
        "$b": account_of(merchant, "4242").id,
        "$r": account_of(merchant, "4343").id,
        "$s": merchant.id,
        "$a": account_of(merchant).id,
        "$i": uuid4(),
        "$k": merchants.key.id,
    }
    retire_bank_account(values["$r"])
    if "$s" in MUTATIONS[action]:
        suspend_merchant(merchant.id, reason="X")
    document = re.sub(r"\$\w", lambda name: str(values[name[0]]), f"mutation {{ {MUTATIONS[action]} }}")
    before = len(events())
    response = graphql(client_with(operators.secret) if access == "key" else Client(), document)
    assert "errors" not in response.json(), response.json()
    [result] = response.json()["data"].values()
    event, *more = events()[before:]
    assert event.action == action
    assert [each.action for each in more] == (["api_key.created"] if action == "api_key.rotated" else [])
    subject = result["made"]["id"] if "made" in result else str(merchants.key.id)
    assert (event.subject_id, str(event.request_id)) == (subject, response["X-Request-Id"])
    of_no_merchant = action == "integrity.check_asked"
    assert event.merchant_id == (
        None if of_no_merchant else UUID(subject) if action == "merchant.created" else merchant.id
    )
    actor = ("key", str(operators.key.id), "the tests") if access == "key" else ("open", "open", "open access")
    assert (event.actor_kind, event.actor_id, event.actor_name) == actor


def test_a_batch_is_recorded_payout_by_payout(merchant: Merchant) -> None:
    new = new_key(merchant)
    values = {"$m": merchant.id, "$a": account_of(merchant).id, "$i": uuid4(), "$j": uuid4(), "$k": uuid4()}
    before = len(events())
    response = graphql(
        client_with(new.secret), re.sub(r"\$\w", lambda name: str(values[name[0]]), f"mutation {{ {BATCH} }}")
    )
    results = response.json()["data"]["createPayouts"]["results"]
    recorded = [(event.action, event.subject_id, str(event.request_id), event.actor_id) for event in events()[before:]]
    accepted = [result["payout"]["id"] for result in results if result]
    assert len(accepted) == 2
    assert sorted(recorded) == sorted(
        ("payout.created", payout, response["X-Request-Id"], str(new.key.id)) for payout in accepted
    )


def test_a_rest_creation_is_recorded_likewise(merchant: Merchant) -> None:
    new = new_key(merchant)
    response = ApiCaller(client_with(new.secret), merchant).create()
    event = events()[-1]
    assert (event.action, event.subject_id) == ("payout.created", response.json()["id"])
    assert (event.actor_kind, event.actor_id) == ("key", str(new.key.id))
    assert str(event.request_id) == response["X-Request-Id"]


def test_an_action_outside_of_a_request_is_the_systems(merchant: Merchant) -> None:
    payout = pay(merchant)
    event = events("payout.created")[0]
    assert (event.subject_id, event.merchant_id) == (str(payout.id), merchant.id)
    assert (event.actor_kind, event.actor_id, event.request_id) == ("system", "", None)


def test_every_action_records_one_event(merchant: Merchant) -> None:
    account, before = account_of(merchant), len(events())
    other = create_merchant(name="Other", email="other@merchant.example")
    theirs = account_of(other, "4242")
    entry = record_payment(merchant_id=other.id, amount_paise=50, reference="X").entry
    payout = pay(merchant, 10)
    created = new_key(merchant).key
    rotated = api_keys.rotate_key(created.id).key
    api_keys.revoke_key(rotated.id)
    assert account.merchant_id == merchant.id
    assert events_since(before) == [
        ("merchant.created", other.id, str(other.id)),
        ("bank_account.added", other.id, str(theirs.id)),
        ("payment.recorded", other.id, str(entry.id)),
        ("payout.created", merchant.id, str(payout.id)),
        ("api_key.created", merchant.id, str(created.id)),
        ("api_key.rotated", merchant.id, str(created.id)),
        ("api_key.created", merchant.id, str(rotated.id)),
        ("api_key.revoked", merchant.id, str(rotated.id)),
    ]


def test_a_replay_records_nothing(merchant: Merchant) -> None:
    key = uuid4()
    pay(merchant, key=key)
    before = len(events())
    pay(merchant, key=key)
    record_payment(merchant_id=merchant.id, amount_paise=100_000, reference="OPENING")
    assert len(events()) == before


def test_a_refusal_records_nothing(merchant: Merchant) -> None:
    account_of(merchant)
    before = len(events())
    with pytest.raises(InsufficientFunds):
        pay(merchant, 10**9)
    with pytest.raises(InvalidInput):
        create_merchant(name="Again", email=merchant.email)
    assert len(events()) == before


@pytest.mark.usefixtures("as_the_owner")
def test_a_rolled_back_payout_leaves_no_event(merchant: Merchant) -> None:
    """The payout and its audit event are committed together or not at all."""
    account_of(merchant)
    before = len(events())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE idempotency_records ADD CONSTRAINT nothing_fits CHECK (false) NOT VALID")
        try:
            with pytest.raises(IntegrityError, match="nothing_fits"):
                pay(merchant, 5)
        finally:
            cursor.execute("ALTER TABLE idempotency_records DROP CONSTRAINT nothing_fits")
    assert (len(events()), Payout.objects.count()) == (before, 0)


def test_the_context_ends_with_its_request(merchant: Merchant) -> None:
    assert ApiCaller(client_of(merchant), merchant).create().status_code == 201
    assert current_context() == AuditContext()
    pay(merchant, 1)
    assert events()[-1].actor_kind == "system"


def test_a_failing_request_leaves_no_context_behind(merchant: Merchant) -> None:
    client = client_of(merchant)
    assert client.get("/api/v1/nowhere/").status_code == 404
    assert graphql(client, "{").status_code == 400
    assert current_context() == AuditContext()


def test_concurrent_callers_are_not_mixed_up(new_merchant: Callable[..., Merchant]) -> None:
    merchants = [new_merchant() for _ in range(4)]
    callers = [ApiCaller(client_of(merchant), merchant) for merchant in merchants]
    key_ids = {merchant.id: str(merchant.api_keys.get().id) for merchant in merchants}
    before = len(events())

    def act(number: int) -> list[int]:
        return [callers[number].create(amount_paise=1).status_code for _ in range(5)]

    assert at_once(4, act) == [[201] * 5] * 4
    recorded = events()[before:]
    assert len(recorded) == 20
    assert {(event.merchant_id, event.actor_id) for event in recorded} == set(key_ids.items())
    assert len({event.request_id for event in recorded}) == 20


def test_a_new_thread_starts_without_a_context(merchant: Merchant) -> None:
    """The worker's threads do not inherit the context of the command that starts them."""
    contexts: list[AuditContext] = []
    with in_context(AuditContext(Actor(ActorKind.COMMAND, "uid 0", "run_huey"))):
        thread = threading.Thread(target=lambda: contexts.append(current_context()))
        thread.start()
        thread.join(20)
    assert contexts == [AuditContext()]


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_events SET actor_name = 'somebody else'",
        "UPDATE trail_events SET at = now() WHERE false",
        "DELETE FROM trail_events",
        "TRUNCATE trail_events",
        "MERGE INTO trail_events t USING merchants m ON m.id = t.merchant_id WHEN MATCHED THEN DELETE",
    ],
)
def test_the_audit_log_cannot_be_changed(merchant: Merchant, statement: str) -> None:
    before = list(AuditEvent.objects.order_by("id").values())
    assert before
    with pytest.raises(DatabaseError, match="trail_events"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(AuditEvent.objects.order_by("id").values()) == before


def test_the_time_is_the_databases_whatever_the_insert_says(database: None) -> None:
    event = AuditEvent.objects.create(
        action="test.written", subject_id="1", actor_kind="system", at="2001-01-01T00:00:00Z"
    )
    event.refresh_from_db()
    assert event.at.year > 2001


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"actor_kind": "ghost"}, "trail_actor_kind"),
        ({"action": "Payout Created"}, "trail_action_form"),
        ({"action": "created"}, "trail_action_form"),
    ],
)
def test_the_database_refuses_a_malformed_event(columns: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AuditEvent.objects.create(**{"action": "test.written", "subject_id": "1", "actor_kind": "system"} | columns)


def test_a_record_costs_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        record("test.written", merchant_id=None, subject_id=1)
