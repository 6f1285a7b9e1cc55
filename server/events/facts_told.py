"""What an event tells that is about no payout's row, but for its place: its amount, and its fields."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from .kinds import OF_ORDERS, EventType


class Told(NamedTuple):
    amount_paise: int  # 0 where no money is meant
    fields: dict[str, Any]


def _endpoint(subject: UUID, told: dict[str, Any]) -> Told:
    return Told(0, {"webhook_endpoint_id": subject, "disabled_because": told["because"]})


def _low_balance(subject: UUID, told: dict[str, Any]) -> Told:
    bounds = {name: told[name] for name in ("below_paise", "available_paise")}
    return Told(0, {"balance_monitor_id": subject} | bounds)


def _short_orders(subject: UUID, told: dict[str, Any]) -> Told:
    sums = {name: told[name] for name in ("waiting_paise", "available_paise")}
    return Told(0, {"alert_id": subject} | sums)


def _receipt(subject: UUID, told: dict[str, Any]) -> Told:
    facts = {"expected_receipt_id": subject, "due_on": date.fromisoformat(told["due_on"])}
    facts |= {"reference": told["reference"], "alert_id": _id(told.get("alert_id"))}
    return Told(told["amount_paise"], facts)


def _order(subject: UUID, told: dict[str, Any]) -> Told:
    fields = {
        "payout_id": _id(told.get("payout_id")),
        "bank_account_id": _id(told["bank_account_id"]),
        "idempotency_key": _id(told["idempotency_key"]),
        "payout_order_id": subject,
        "refused_because": told.get("refused_because"),
    }
    return Told(told["amount_paise"], fields)


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


TOLD_BY: dict[EventType, Callable[[UUID, dict[str, Any]], Told]] = {
    EventType.WEBHOOK_ENDPOINT_DISABLED: _endpoint,
    EventType.BALANCE_LOW: _low_balance,
    EventType.ORDERS_SHORT: _short_orders,
    EventType.RECEIPT_LATE: _receipt,
    EventType.RECEIPT_RECEIVED: _receipt,
    **dict.fromkeys(OF_ORDERS, _order),
}
