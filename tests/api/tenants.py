"""Tenants for isolation tests: merchants with one of everything, and the parts of a response that a caller sees."""

from dataclasses import dataclass
from uuid import UUID

from server.access.models import ApiKey
from server.alerts.alerts import create_alert
from server.alerts.models import Alert, AlertKind
from server.balance_monitors.models import BalanceMonitor
from server.balance_monitors.monitors import create_monitor
from server.bank.simulator import SimulatedBank
from server.batches.models import PayoutBatch
from server.expected_receipts.models import ExpectedReceipt
from server.exports.models import ExportJob
from server.inward_payments.invoices import Invoice, InvoiceMatch
from server.inward_payments.models import InwardPayment
from server.inward_payments.papers import InwardDocument
from server.ledger.models import LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.payout_orders.models import PayoutOrder
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout, PayoutAttempt
from server.request_log.models import LoggedRequest
from server.webhooks.models import WebhookEndpoint, WebhookMessage
from tests.batches.conftest import batch_of
from tests.conftest import account_of, pay
from tests.support.exports import written_export
from tests.support.inward import inward_document, inward_payment, unmatched
from tests.support.logged_requests import logged_request
from tests.support.orders import waiting_order
from tests.support.receipts import awaited_and_cancelled
from tests.support.webhooks import resent_webhook

from .conftest import ApiResponse
from .keys import new_key

UNKNOWN = UUID("0198f3a2-5b7c-7d10-9a3e-4c5d6e7f8091")


@dataclass
class Tenant:
    """A merchant with one of everything."""

    merchant: Merchant
    payout: Payout
    key: ApiKey
    batch: PayoutBatch
    export: ExportJob
    webhook: WebhookMessage
    monitor: BalanceMonitor
    order: PayoutOrder
    receipt: ExpectedReceipt
    alert: Alert
    inward: InwardPayment
    match: InvoiceMatch

    @classmethod
    def of(cls, merchant: Merchant) -> "Tenant":
        payout = pay(merchant)
        settle_due(SimulatedBank())
        payout.refresh_from_db()
        logged_request(merchant.id)
        key, batch, export = new_key(merchant).key, batch_of(merchant), written_export(merchant.id)
        inward = inward_payment(merchant)
        inward_document(inward)
        monitor, order = create_monitor(merchant.id, below_paise=1).row, waiting_order(merchant)
        return cls(
            merchant,
            payout,
            key,
            batch,
            export,
            resent_webhook(merchant.id),
            monitor,
            order,
            awaited_and_cancelled(merchant),
            create_alert(merchant.id, AlertKind.RECEIPT_LATE).row,
            inward,
            unmatched(merchant),
        )

    @property
    def ids(self) -> dict[str, UUID | str]:
        return {
            "merchant": self.merchant.id,
            "account": account_of(self.merchant).id,
            "payout": self.payout.id,
            "key": self.key.id,
            "batch": self.batch.id,
            "export": self.export.id,
            "endpoint": self.webhook.endpoint_id,
            "message": self.webhook.webhook_id,
            "monitor": self.monitor.id,
            "order": self.order.id,
            "receipt": self.receipt.id,
            "alert": self.alert.id,
            "inward": self.inward.id,
            "invoice": self.match.invoice_id,
            "match": self.match.id,
            "utr": str(self.payout.bank_reference_id),
        }

    def marks(self) -> set[str]:
        """Values that would give this merchant away in a response."""
        rows = [
            *Merchant.objects.filter(pk=self.merchant.pk).values_list("id", "email", "created_at"),
            *BankAccount.objects.filter(merchant=self.merchant).values_list("id"),
            *Payout.objects.filter(merchant=self.merchant).values_list("id", "idempotency_key", "bank_reference_id"),
            *LedgerEntry.objects.filter(merchant=self.merchant).values_list("id"),
            *PayoutAttempt.objects.filter(payout__merchant=self.merchant).values_list("id"),
            *LoggedRequest.objects.filter(merchant_id=self.merchant.pk).values_list("id"),
            *ExportJob.objects.filter(merchant_id=self.merchant.pk).values_list("id"),
            *PayoutBatch.objects.filter(merchant=self.merchant).values_list("id", "created_at"),
            *WebhookEndpoint.objects.filter(merchant=self.merchant).values_list("id", "secret_hint"),
            *WebhookMessage.objects.filter(merchant=self.merchant).values_list("id"),
            *BalanceMonitor.objects.filter(merchant=self.merchant).values_list("id"),
            *PayoutOrder.objects.filter(merchant=self.merchant).values_list("id", "idempotency_key"),
            *Alert.objects.filter(merchant=self.merchant).values_list("id"),
            *ExpectedReceipt.objects.filter(merchant=self.merchant).values_list("id", "idempotency_key"),
            *InwardPayment.objects.filter(merchant=self.merchant).values_list("id", "recorded_at"),
            *InwardDocument.objects.filter(merchant=self.merchant).values_list("id"),
            *Invoice.objects.filter(merchant=self.merchant).values_list("id", "created_at"),
            *InvoiceMatch.objects.filter(merchant=self.merchant).values_list("id"),
            *ApiKey.objects.filter(merchant=self.merchant).values_list("id", "prefix"),
        ]
        return {str(value) for row in rows for value in row if value}


NOBODY: dict[str, UUID | str] = dict.fromkeys(
    (
        "merchant",
        "account",
        "payout",
        "key",
        "batch",
        "export",
        "utr",
        "endpoint",
        "monitor",
        "order",
        "receipt",
        "alert",
        "inward",
        "invoice",
        "match",
    ),
    UNKNOWN,
) | {"message": f"msg_{UNKNOWN}"}


def visible_parts(response: ApiResponse) -> tuple[int, str, dict[str, str]]:
    """All that a caller sees of a response, except its request id and the remaining calls."""
    headers = {name: value for name, value in response.headers.items() if name not in {"X-Request-Id", "RateLimit"}}
    return response.status_code, response.content.decode().replace(response["X-Request-Id"], "ID"), headers
