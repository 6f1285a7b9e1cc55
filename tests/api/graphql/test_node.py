"""`node(id:)` finds every object that has an id, within what the caller may see."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import graphql as core
import pytest
from django.test import Client
from pytest_django import Settings

from server.access.models import ApiKey
from server.adjustments.models import Adjustment
from server.alerts.models import Alert
from server.api.graphql.node_lookup import NODES
from server.api.graphql.schema import schema
from server.audit_log.models import AuditEvent
from server.balance_monitors.models import BalanceMonitor
from server.bank.simulator import SimulatedBank
from server.batches.models import PayoutBatch
from server.expected_receipts.models import ExpectedReceipt
from server.integrity import runs
from server.integrity.models import IntegrityRun
from server.inward_payments.invoices import Invoice, InvoiceMatch
from server.inward_payments.models import InwardPayment
from server.inward_payments.papers import InwardDocument
from server.ledger.models import LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.payout_orders.models import PayoutOrder
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout, PayoutAttempt
from server.webhooks.models import WebhookEndpoint, WebhookReplay
from tests.api.conftest import graphql
from tests.api.keys import client_of
from tests.api.malformed import NOT_UUIDS_IN_A_BODY
from tests.api.tenants import Tenant, visible_parts
from tests.support.counting import round_trips
from tests.support.operators import proposed_adjustment

SCHEMA: core.GraphQLSchema = schema._schema
NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"
NAMES = {
    Payout: "Payout",
    LedgerEntry: "LedgerEntry",
    Merchant: "Merchant",
    BankAccount: "BankAccount",
    PayoutAttempt: "PayoutAttempt",
    ApiKey: "ApiKey",
    Adjustment: "Adjustment",
    AuditEvent: "AuditEvent",
    IntegrityRun: "IntegrityRun",
    PayoutBatch: "PayoutBatch",
    BalanceMonitor: "BalanceMonitor",
    PayoutOrder: "PayoutOrder",
    ExpectedReceipt: "ExpectedReceipt",
    Alert: "Alert",
    InwardPayment: "InwardPayment",
    InwardDocument: "InwardDocument",
    Invoice: "InwardInvoice",
    InvoiceMatch: "InvoiceMatch",
    WebhookEndpoint: "WebhookEndpoint",
    WebhookReplay: "WebhookReplay",
}


def types_with_an_id() -> dict[str, core.GraphQLObjectType]:
    return {
        name: kind
        for name, kind in SCHEMA.type_map.items()
        if isinstance(kind, core.GraphQLObjectType) and "id" in kind.fields
    }


def test_every_object_with_an_id_is_a_node() -> None:
    assert {
        name for name, kind in types_with_an_id().items() if [each.name for each in kind.interfaces] != ["Node"]
    } == set()


def test_every_node_is_looked_for() -> None:
    """The caller's own entry is the one that has no table. A message's id says what it is."""
    assert {NAMES[model] for model in NODES} | {"Viewer", "WebhookMessage"} == set(types_with_an_id())


@pytest.fixture
def ours(new_merchant: Callable[..., Merchant], settings: Settings) -> Tenant:
    return tenant(new_merchant(), settings)


@pytest.fixture
def theirs(new_merchant: Callable[..., Merchant], settings: Settings, ours: Tenant) -> Tenant:
    return tenant(new_merchant(), settings)


def tenant(merchant: Merchant, settings: Settings) -> Tenant:
    settings.PAYOUT_OPEN_ACCESS = False
    made = Tenant.of(merchant)
    proposed_adjustment(merchant)
    settle_due(SimulatedBank())
    return made


def ids_of(tenant: Tenant) -> dict[str, str]:
    """An object of each type."""
    merchant = tenant.merchant
    return {
        "Payout": str(Payout.objects.filter(merchant=merchant)[0].id),
        "LedgerEntry": str(LedgerEntry.objects.filter(merchant=merchant)[0].id),
        "Merchant": str(merchant.id),
        "BankAccount": str(BankAccount.objects.filter(merchant=merchant)[0].id),
        "PayoutAttempt": str(PayoutAttempt.objects.filter(payout__merchant=merchant)[0].id),
        "ApiKey": str(tenant.key.id),
        "PayoutBatch": str(tenant.batch.id),
        "Adjustment": str(Adjustment.objects.get(merchant=merchant).id),
        "AuditEvent": str(AuditEvent.objects.filter(merchant_id=merchant.id)[0].id),
        "BalanceMonitor": str(tenant.monitor.id),
        "PayoutOrder": str(tenant.order.id),
        "Alert": str(tenant.alert.id),
        "ExpectedReceipt": str(tenant.receipt.id),
        "InwardInvoice": str(tenant.match.invoice_id),
        "InvoiceMatch": str(tenant.match.id),
        "InwardDocument": str(tenant.inward.documents.get().id),
        "InwardPayment": str(tenant.inward.id),
        "WebhookEndpoint": str(tenant.webhook.endpoint_id),
        "WebhookReplay": str(WebhookReplay.objects.filter(merchant=merchant)[0].id),
        "WebhookMessage": tenant.webhook.webhook_id,
        "IntegrityRun": str(runs.ask()[0].id),
    }


def node(client: Client, node_id: str) -> Any:
    response = graphql(client, NODE, id=node_id).json()
    assert "errors" not in response, response
    return response["data"]["node"]


def test_an_operator_finds_everything(ours: Tenant, theirs: Tenant) -> None:
    client = client_of(None)
    for tenant in (ours, theirs):
        for name, node_id in ids_of(tenant).items():
            assert node(client, node_id) == {"__typename": name, "id": node_id}
            if name != "WebhookMessage":
                assert node(client, node_id.upper()) == {"__typename": name, "id": node_id}


def test_a_merchant_finds_its_own_and_nothing_else(ours: Tenant, theirs: Tenant) -> None:
    client = client_of(ours.merchant)
    found = {name: node(client, node_id) for name, node_id in ids_of(ours).items()}
    for_operators = ("ApiKey", "Adjustment", "AuditEvent", "IntegrityRun")
    assert [found.pop(name) for name in for_operators] == [None] * 4
    assert found == {name: {"__typename": name, "id": ids_of(ours)[name]} for name in found}
    unknown = visible_parts(graphql(client, NODE, id=str(uuid4())))
    for node_id in ids_of(theirs).values():
        assert visible_parts(graphql(client, NODE, id=node_id)) == unknown
    assert unknown[1] == '{"data": {"node": null}}'


def test_an_id_without_its_form_finds_nothing(ours: Tenant) -> None:
    client = client_of(ours.merchant)
    for node_id in ["open", "7", "%", *NOT_UUIDS_IN_A_BODY.values()]:
        assert node(client, node_id) is None


def test_the_caller_finds_itself(ours: Tenant, settings: Settings) -> None:
    client = client_of(ours.merchant)
    itself = graphql(client, "{ viewer { __typename id } }").json()["data"]["viewer"]
    assert itself["__typename"] == "Viewer"
    assert node(client, itself["id"]) == itself
    settings.PAYOUT_OPEN_ACCESS = True
    assert node(Client(), "open") == {"__typename": "Viewer", "id": "open"}


def test_a_node_shows_all_that_its_own_field_shows(ours: Tenant) -> None:
    """As Relay reads a fragment again."""
    members = "id status amountInr moneyIs bankAccount { id bankName } ledgerEntries { id availableAfterPaise }"
    document = f"query ($id: ID!) {{ payout(id: $id) {{ {members} }} node(id: $id) {{ ...F }} }}"
    fragment = f" fragment F on Payout {{ {members} }}"
    data = graphql(client_of(ours.merchant), document + fragment, id=str(ours.payout.id)).json()["data"]
    assert data["node"] == data["payout"]
    assert len(data["payout"]["ledgerEntries"]) == 3
    other = "query ($id: ID!) { node(id: $id) { __typename ... on Merchant { name balance { totalPaise } } } }"
    assert graphql(client_of(ours.merchant), other, id=str(ours.payout.id)).json()["data"]["node"] == {
        "__typename": "Payout"
    }
    found = graphql(client_of(ours.merchant), other, id=str(ours.merchant.id)).json()["data"]["node"]
    assert found["name"] == ours.merchant.name
    assert found["balance"]["totalPaise"] > 0


def test_an_id_is_found_by_two_statements_whatever_its_type(ours: Tenant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = True
    client = Client()
    counts = {}
    for name, node_id in {**ids_of(ours), "nothing": str(uuid4())}.items():
        node(client, node_id)
        with round_trips() as counted:
            node(client, node_id)
        counts[name] = counted.round_trips
    assert counts.pop("nothing") == 1
    assert counts.pop("WebhookMessage") == 1  # whose id says its type
    assert set(counts.values()) == {2}
