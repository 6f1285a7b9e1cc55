"""An event as JSON: the same bytes wherever it is told, for ever."""

from datetime import datetime
from typing import Any

from server.money import format_inr

from .reading import Event


def event_object(event: Event) -> dict[str, Any]:
    return {
        "position": str(event.position),
        "previous": str(event.previous),
        "type": str(event.type),
        "merchant_id": str(event.merchant_id),
        "occurred_at": event.occurred_at.isoformat(),
        "amount_paise": event.amount_paise,
        "amount_inr": format_inr(event.amount_paise),
        "payout_id": _text(event.payout_id),
        "bank_account_id": _text(event.bank_account_id),
        "idempotency_key": _text(event.idempotency_key),
        "bank_reference_id": event.bank_reference_id,
        "failure_reason": event.failure_reason,
        "failure_code": event.failure_code,
        "not_before": _text(event.not_before),
        "reference": event.reference,
        "description": event.description,
        "unresolved_since": _text(event.unresolved_since),
        "webhook_endpoint_id": _text(event.webhook_endpoint_id),
        "disabled_because": event.disabled_because,
        "balance_monitor_id": _text(event.balance_monitor_id),
        "below_paise": event.below_paise,
        "available_paise": event.available_paise,
        "alert_id": _text(event.alert_id),
        "waiting_paise": event.waiting_paise,
        "expected_receipt_id": _text(event.expected_receipt_id),
        "due_on": _text(event.due_on),
        "payout_order_id": _text(event.payout_order_id),
        "refused_because": event.refused_because,
        "fee_paise": event.fee_paise,
        "tax_paise": event.tax_paise,
    }


def _text(value: object) -> str | None:
    match value:
        case None:
            return None
        case datetime():
            return value.isoformat()
        case _:
            return str(value)
