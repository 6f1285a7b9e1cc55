"""`node(id:)`: any object that the caller may see, by its id alone, as Relay reads a part of a page again.

An id does not tell its type. One statement asks every table by its primary key, and a second one reads the row with
what the document selects of it.
"""

# mypy: disable-error-code="untyped-decorator, no-any-return"
# ruff: noqa: A002 - the schema calls its argument `id`

import strawberry
from django.db.models import Model

from server.access.callers import Scope
from server.access.models import ApiKey
from server.adjustments.models import Adjustment
from server.alerts.models import Alert
from server.api.auth.tenant_scope import model_with
from server.api.http.parsing import UUID_FORM
from server.audit_log.models import AuditEvent
from server.balance_monitors.models import BalanceMonitor
from server.batches.models import PayoutBatch
from server.expected_receipts.models import ExpectedReceipt
from server.integrity.models import IntegrityRun
from server.inward_payments.invoices import Invoice, InvoiceMatch
from server.inward_payments.models import InwardPayment
from server.inward_payments.papers import InwardDocument
from server.ledger.models import LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.payout_orders.models import PayoutOrder
from server.payouts.models import Payout, PayoutAttempt
from server.webhooks.models import MESSAGE_PREFIX, WebhookEndpoint, WebhookMessage, WebhookReplay

from .context import Info
from .lookups import find_row
from .node import Node
from .permissions import needing
from .viewer import as_viewer

# The scope that a type's own fields need.
NODES: dict[type[Model], Scope] = {
    Payout: Scope.READ,
    LedgerEntry: Scope.READ,
    Merchant: Scope.READ,
    BankAccount: Scope.READ,
    PayoutAttempt: Scope.READ,
    ApiKey: Scope.KEYS,
    PayoutBatch: Scope.READ,
    Adjustment: Scope.OPERATE,
    AuditEvent: Scope.OPERATE,
    IntegrityRun: Scope.OPERATE,
    BalanceMonitor: Scope.READ,
    PayoutOrder: Scope.READ,
    ExpectedReceipt: Scope.READ,
    Alert: Scope.READ,
    InwardPayment: Scope.READ,
    InwardDocument: Scope.READ,
    Invoice: Scope.READ,
    InvoiceMatch: Scope.READ,
    WebhookEndpoint: Scope.WEBHOOKS,
    WebhookReplay: Scope.WEBHOOKS,
}


@strawberry.type
class NodeQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="Any object by its id; null for an id that is unknown or not the caller's to see.",
    )
    def node(self, info: Info, id: strawberry.ID) -> Node | None:
        caller = info.context.caller
        if UUID_FORM.fullmatch(id):
            models = [model for model, scope in NODES.items() if scope in caller.scopes]
            if model := model_with(id, models, caller):
                return find_row(info, model, id)
        if id.startswith(MESSAGE_PREFIX) and Scope.WEBHOOKS in caller.scopes:
            return find_row(info, WebhookMessage, strawberry.ID(id.removeprefix(MESSAGE_PREFIX)))
        return as_viewer(caller) if id == caller.id else None
